"""Takes typed values out of parsed JSON; whatever does not fit is logged with its path.

A path is written out only for a fault, and a text that was found clean once is not looked through again: a
plan has millions of values, few texts and hardly any faults.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.source.text_file import CONTROL
from coalition.measure.instants import Minute, parse_instant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.formats.faults import FaultLog

_LONGEST_TEXT = 1_000
_MOST_WHOLE = 10**15
_SURROGATE = re.compile("[\ud800-\udfff]")


Table = dict[str, Any]
ABSENT: Table = {}
"""Stands for an object that is not there; nothing is missing in it."""


class At(NamedTuple):
    """A place in a file: a key of what stands above, and which item of its list."""

    above: At | None
    key: str
    item: int | None = None

    def __str__(self) -> str:
        """The path, like `trips[3].stops[0].arrive`."""
        here = self.key if self.item is None else f"{self.key}[{self.item}]"
        above = "" if self.above is None else str(self.above)
        return f"{above}.{here}" if above and here else above or here


TOP = At(None, "")


class JsonReader:
    """Reads objects key by key. After a fault a harmless value stands in, so that reading goes on."""

    def __init__(self, log: FaultLog) -> None:
        self.log = log
        self._clean: set[str] = set()
        self._instants: dict[str, Minute] = {}
        self._lists: dict[tuple[str, ...], tuple[str, ...]] = {}

    def table(self, value: object, at: At, keys: Mapping[str, None]) -> Table:
        """The object, without unknown keys; `ABSENT` when it is none."""
        if not isinstance(value, dict):
            self.log.add("wrong-type", str(at) or "$", f"an object is wanted, not {_kind(value)}")
            return ABSENT
        if value.keys() <= keys.keys():
            return value
        for key in value:
            if key not in keys:
                hint = did_you_mean(key, keys) or "keys are " + ", ".join(keys)
                where, message = str(At(at, quote(key).strip("`"))), f"{quote(key)} is no key here"
                self.log.add("unknown-key", where, message, hint)
        return {key: item for key, item in value.items() if key in keys}

    def items(
        self, table: Table, key: str, at: At, *, optional: bool = False
    ) -> Iterator[tuple[object, At]]:
        """The items of a list with their paths."""
        if key not in table:
            if not optional and table is not ABSENT:
                self._missing(key, at)
            return
        value = table[key]
        if not isinstance(value, list):
            self.log.add("wrong-type", str(At(at, key)), f"a list is wanted, not {_kind(value)}")
            return
        for index, item in enumerate(value):
            yield item, At(at, key, index)

    def text(self, table: Table, key: str, at: At, *, required: bool = False) -> str:
        """The text; empty when absent or faulty."""
        if key not in table:
            if required and table is not ABSENT:
                self._missing(key, at)
            return ""
        value = table[key]
        if isinstance(value, str) and value in self._clean:
            return value
        if not isinstance(value, str):
            self.log.add("wrong-type", str(At(at, key)), f"text is wanted, not {_kind(value)}")
            return ""
        if required and not value:
            self.log.add("missing-value", str(At(at, key)), f"`{key}` must not be empty")
        return self._look_through(value, At(at, key))

    def _missing(self, key: str, at: At) -> None:
        self.log.add("missing-key", str(At(at, key)), f"`{key}` is missing")

    def _look_through(self, value: str, at: At) -> str:
        """The text; what is wrong with it is logged each time it is met."""
        if len(value) > _LONGEST_TEXT:
            self.log.add("cell-too-long", str(at), f"{len(value):,} characters")
        if CONTROL.search(value) or _SURROGATE.search(value):
            self.log.add("control-character", str(at), f"{quote(value)} holds a control character")
        elif 0 < len(value) <= _LONGEST_TEXT:
            self._clean.add(value)
        return value

    def texts(self, table: Table, key: str, at: At) -> tuple[str, ...]:
        """A list of texts; empty when absent."""
        value = table.get(key, ())
        if value == () or (isinstance(value, list) and all(map(self._is_clean, value))):
            return self._lists.setdefault(tuple(value), tuple(value))
        found = []
        for item, where in self.items(table, key, at, optional=True):
            if isinstance(item, str):
                found.append(self._look_through(item, where))
            else:
                self.log.add("wrong-type", str(where), f"text is wanted, not {_kind(item)}")
        return tuple(found)

    def _is_clean(self, item: object) -> bool:
        return isinstance(item, str) and item in self._clean

    def whole(
        self, table: Table, key: str, at: At, *, least: int, default: int | None = None
    ) -> int:
        """The whole number; without a default it must be there."""
        if key not in table:
            if default is None and table is not ABSENT:
                self._missing(key, at)
            return default or 0
        value = table[key]
        if isinstance(value, bool) or not isinstance(value, int):
            message = f"a whole number is wanted, not {_kind(value)}"
            self.log.add("wrong-type", str(At(at, key)), message)
            return 0
        if value < least:
            code = "not-positive" if least == 1 else "absurd-value"
            self.log.add(code, str(At(at, key)), f"{value} is below {least}")
        if value > _MOST_WHOLE:
            self.log.add("absurd-value", str(At(at, key)), f"{quote(value, 20)} is not plausible")
        return value

    def instant(self, table: Table, key: str, at: At) -> Minute | None:
        """The instant of an ISO text; None when absent or faulty."""
        value = self.text(table, key, at, required=True)
        if not value or value in self._instants:
            return self._instants.get(value)
        try:
            found = self._instants[value] = parse_instant(value)
        except ValueError:
            message = f"{quote(value)} is not a date or date-time"
            self.log.add("bad-date", str(At(at, key)), message, "write YYYY-MM-DDTHH:MMZ")
            return None
        return found


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number with a point",
        str: "text",
        list: "a list",
    }
    return names.get(type(value), "an object")
