"""JSON text as values, strictly: no key twice, no NaN, nothing deeper than a plan needs (RFC 8259)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from coalition.formats.faults import quote

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog

_DEEPEST = 20
_MOST_DIGITS = 30


def parse_json(text: str, log: FaultLog) -> object:
    """The value of the text, or None when it is not JSON; what is wrong is logged with `line N`."""
    if _depth(text) > _DEEPEST:
        log.add("too-deep", "line 1", f"values nested deeper than {_DEEPEST}")
        return None
    try:
        return json.loads(
            text,
            object_pairs_hook=lambda pairs: _unique(pairs, log),
            parse_constant=lambda name: _constant(name, log),
            parse_int=lambda digits: _integer(digits, log),
        )
    except json.JSONDecodeError as error:
        log.add("json-syntax", f"line {error.lineno}", f"{error.msg[:1].lower()}{error.msg[1:]}")
    except RecursionError:
        log.add("too-deep", "line 1", f"values nested deeper than {_DEEPEST}")
    return None


def _depth(text: str) -> int:
    """Deepest nesting of brackets outside strings."""
    marks = text.replace("\\\\", "").replace('\\"', "") if "\\" in text else text
    depth = deepest = quotes = 0
    for begin in range(0, len(marks), _CHUNK):
        block = np.frombuffer(marks[begin : begin + _CHUNK].encode("utf-8", "replace"), np.uint8)
        inside = (quotes + np.cumsum(block == ord('"'))) & 1
        steps = np.where(inside, 0, _STEPS[block])
        depths = depth + np.cumsum(steps)
        quotes, depth = int(inside[-1]), int(depths[-1])
        deepest = max(deepest, int(depths.max()))
    return deepest


_CHUNK = 1 << 20
_STEPS = np.zeros(256, np.int64)
_STEPS[[ord("["), ord("{")]] = 1
_STEPS[[ord("]"), ord("}")]] = -1


def _unique(pairs: list[tuple[str, Any]], log: FaultLog) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found.clear()
    for key, value in pairs:
        if key in found:
            log.add(
                "duplicate-key", quote(key), f"the key {quote(key)} is given twice in one object"
            )
        found[key] = value
    return found


def _constant(name: str, log: FaultLog) -> None:
    log.add("bad-number", name, f"{quote(name)} is not a number in JSON")


def _integer(digits: str, log: FaultLog) -> int:
    if len(digits) > _MOST_DIGITS:
        log.add("absurd-value", quote(digits, 20), f"a number of {len(digits):,} digits")
        return 0
    return int(digits)
