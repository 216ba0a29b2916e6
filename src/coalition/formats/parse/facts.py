"""Facts and the tests made of them, from TOML values.

A fact is a text, a whole number or true/false, or a list of these. Conditions are a table of tests that must
all hold, or a list of such tables of which one must hold.
"""

from __future__ import annotations

import re

from coalition.formats.faults import quote
from coalition.formats.parse.values import MOST_ITEMS, UNKNOWN, ValueFault
from coalition.formats.source.grid import MOST_CELL
from coalition.formats.source.text_file import CONTROL
from coalition.model.facts import Conditions, Sense, Test

_NUMBER_TEST = re.compile(r"(>=|<=|>|<)\s*(-?\d{1,18})", re.ASCII)
_SIGNS = (">", "<", "=")


def read_fact(value: object) -> str:
    """The text of a fact: `true`, `false`, a whole number or the text itself."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) < 10**18:
        return str(value)
    if isinstance(value, str):
        refuse_control(value)
        return value
    raise ValueFault("wrong-type", "a fact is true, false, text or a whole number")


def read_fact_values(value: object) -> tuple[str, ...]:
    """All values of a fact; one value is a list of one."""
    if not isinstance(value, list):
        return (read_fact(value),)
    if not value or len(value) > MOST_ITEMS:
        raise ValueFault("missing-value", "a fact has one value or more", "write ? if nobody knows")
    found = tuple(read_fact(item) for item in value)
    if len(set(found)) < len(found):
        raise ValueFault("duplicate-item", "the fact has the same value twice")
    if UNKNOWN in found:
        raise ValueFault("unknown-not-allowed", "`?` cannot stand among known values")
    return found


def read_conditions(value: object) -> Conditions:
    """The alternatives, each a tuple of tests in the order written."""
    if isinstance(value, dict):
        return (_table(value),) if value else ()
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return tuple(_table(item) for item in value)
    raise ValueFault(
        "wrong-type", "conditions are a table of tests, or a list of such tables",
        'write { event = "armed-attack" } or [{ ... }, { ... }]',
    )  # fmt: skip


def _table(tests: dict[str, object]) -> tuple[Test, ...]:
    if not tests:
        raise ValueFault("missing-value", "an alternative without a test always holds",
                         "write a test, or leave the conditions out")  # fmt: skip
    return tuple(_test(name, wanted) for name, wanted in tests.items())


def _test(name: str, wanted: object) -> Test:
    if isinstance(wanted, list):
        words = read_fact_values(wanted)
        if any(word.startswith(("!", *_SIGNS)) for word in words):
            raise ValueFault("bad-test", f"a list of words for {quote(name)} holds a mark",
                             "write one `!word` alone, or words without a mark")  # fmt: skip
        return Test(name, words=words)
    word = read_fact(wanted)
    number = _NUMBER_TEST.fullmatch(word)
    if number is not None:
        return Test(name, Sense(number[1]), number=int(number[2]))
    if word.startswith(_SIGNS) or word in {"", "!", UNKNOWN}:
        raise ValueFault("bad-test", f"{quote(word)} is no test of {quote(name)}",
                         "write a word, !word, a list of words, or a number like >=3")  # fmt: skip
    if word.startswith("!"):
        return Test(name, Sense.NONE_OF, (word[1:],))
    return Test(name, words=(word,))


def refuse_control(text: str) -> None:
    """Raises ValueFault for texts too long or with control characters."""
    if len(text) > MOST_CELL:
        raise ValueFault("cell-too-long", f"{len(text):,} characters")
    if CONTROL.search(text):
        raise ValueFault("control-character", f"{quote(text)} holds a control character")
