"""Takes typed values out of parsed JSON; whatever does not fit is logged with its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.source.text_file import CONTROL
from coalition.measure.instants import Minute, parse_instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.formats.faults import FaultLog

_LONGEST_TEXT = 1_000
_MOST_WHOLE = 10**15


Table = dict[str, Any]
ABSENT: Table = {}
"""Stands for an object that is not there; nothing is missing in it."""


class JsonReader:
    """Reads objects key by key. After a fault a harmless value stands in, so that reading goes on."""

    def __init__(self, log: FaultLog) -> None:
        self.log = log

    def table(self, value: object, at: str, keys: tuple[str, ...]) -> Table:
        """The object, without unknown keys; `ABSENT` when it is none."""
        if not isinstance(value, dict):
            self.log.add("wrong-type", at or "$", f"an object is wanted, not {_kind(value)}")
            return ABSENT
        for key in value:
            if key not in keys:
                hint = did_you_mean(key, keys) or "keys are " + ", ".join(keys)
                self.log.add(
                    "unknown-key",
                    _join(at, quote(key).strip("`")),
                    f"{quote(key)} is no key here",
                    hint,
                )
        return {key: item for key, item in value.items() if key in keys}

    def items(
        self, table: Table, key: str, at: str, *, optional: bool = False
    ) -> Iterator[tuple[object, str]]:
        """The items of a list with their paths."""
        where = _join(at, key)
        value = table.get(key)
        if value is None and (optional and key not in table):
            return
        if key not in table:
            if table is not ABSENT:
                self.log.add("missing-key", where, f"`{key}` is missing")
            return
        if not isinstance(value, list):
            self.log.add("wrong-type", where, f"a list is wanted, not {_kind(value)}")
            return
        for index, item in enumerate(value):
            yield item, f"{where}[{index}]"

    def text(self, table: Table, key: str, at: str, *, required: bool = False) -> str:
        """The text; empty when absent or faulty."""
        where = _join(at, key)
        if key not in table:
            if required and table is not ABSENT:
                self.log.add("missing-key", where, f"`{key}` is missing")
            return ""
        value = table[key]
        if not isinstance(value, str):
            self.log.add("wrong-type", where, f"text is wanted, not {_kind(value)}")
            return ""
        if required and not value:
            self.log.add("missing-value", where, f"`{key}` must not be empty")
        return self._clean(value, where)

    def _clean(self, value: str, where: str) -> str:
        if len(value) > _LONGEST_TEXT:
            self.log.add("cell-too-long", where, f"{len(value):,} characters")
        if CONTROL.search(value) or any("\ud800" <= one <= "\udfff" for one in value):
            self.log.add("control-character", where, f"{quote(value)} holds a control character")
        return value

    def texts(self, table: Table, key: str, at: str) -> tuple[str, ...]:
        """A list of texts; empty when absent."""
        found = []
        for item, where in self.items(table, key, at, optional=True):
            if isinstance(item, str):
                found.append(self._clean(item, where))
            else:
                self.log.add("wrong-type", where, f"text is wanted, not {_kind(item)}")
        return tuple(found)

    def whole(
        self, table: Table, key: str, at: str, *, least: int, default: int | None = None
    ) -> int:
        """The whole number; without a default it must be there."""
        where = _join(at, key)
        if key not in table:
            if default is None and table is not ABSENT:
                self.log.add("missing-key", where, f"`{key}` is missing")
            return default or 0
        value = table[key]
        if isinstance(value, bool) or not isinstance(value, int):
            self.log.add("wrong-type", where, f"a whole number is wanted, not {_kind(value)}")
            return 0
        if value < least:
            code = "not-positive" if least == 1 else "absurd-value"
            self.log.add(code, where, f"{value} is below {least}")
        if value > _MOST_WHOLE:
            self.log.add("absurd-value", where, f"{quote(value, 20)} is not plausible")
        return value

    def instant(self, table: Table, key: str, at: str) -> Minute | None:
        """The instant of an ISO text; None when absent or faulty."""
        value = self.text(table, key, at, required=True)
        if not value:
            return None
        try:
            return parse_instant(value)
        except ValueError:
            message = f"{quote(value)} is not a date or date-time"
            self.log.add("bad-date", _join(at, key), message, "write YYYY-MM-DDTHH:MMZ")
            return None


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


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
