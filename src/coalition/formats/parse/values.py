"""From the text of one value to its typed form in base units, by the column's kind.

Each parser returns the value or raises `ValueFault` with the code of what is wrong. Numbers take a
decimal point and no thousands mark: `1,500` is 1500 to one reader and 1.5 to another.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.schema.column import Column, Kind
from coalition.measure.instants import MINUTES_PER_DAY, Minute, parse_instant, write_day
from coalition.measure.units import Dimension, Unit, convert, express

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = "?"
"""How a person writes that nobody knows."""
MOST_ID = 64
MOST_ITEMS = 2_000
FIRST_INSTANT = parse_instant("1300-01-01")
LAST_INSTANT = parse_instant("2300-01-01")
MICRO_DEGREE = 1_000_000

_NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?", re.ASCII)
_ID = re.compile(r"\w[\w.()\-]*")
_FULL_ID = re.compile(r"\w[\w.()\-]*(?:/\w[\w.()\-]*)?")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)
_C_DATE = re.compile(r"C([+-]\d{1,5})?(?:T([01]\d|2[0-3]):([0-5]\d)Z?)?", re.ASCII)
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_ISO3 = re.compile(r"[A-Z]{3}", re.ASCII)


class ValueFault(Exception):  # noqa: N818 - it is the fault of one value, gathered at once
    """One value cannot be used: code, message and hint, without its place."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def parse_value(column: Column, text: str, unit: Unit | None, c_day: Minute | None) -> object:
    """The typed value of a non-empty text that is not `?`.

    Returns None for a `C+n` date when C-day itself is not known. Raises ValueFault.
    """
    if column.kind in _READERS:
        return _READERS[column.kind](column, text)
    if column.kind is Kind.INSTANT:
        return read_instant(text, c_day)
    if column.kind is Kind.QUANTITY and unit is not None:
        return read_quantity(column, text, unit)
    return text


def refuse_formula(text: str) -> None:
    """Raises ValueFault when a spreadsheet would take the text for a formula (OWASP ASVS 5.0, 1.2.10)."""
    signed = text.startswith(("+", "-")) and text != "-" and not _NUMBER.fullmatch(text)
    if signed or text.startswith(("=", "@", "\t", "\r")):
        raise ValueFault("formula", f"{quote(text)} reads as a formula in a spreadsheet")


def read_quantity(column: Column, text: str, unit: Unit) -> int:
    """Base units of a decimal number; checked against what is plausible for the column."""
    _need_number(text)
    value = convert(text, unit)
    check_range(column, value, text, unit)
    return value


def read_whole(column: Column, text: str) -> int:
    """A whole number; `12.0`, as spreadsheets write it, is one."""
    _need_number(text)
    digits, _, places = text.partition(".")
    if places.strip("0"):
        raise ValueFault("not-whole", f"{quote(text)} is not a whole number")
    value = int(digits)
    check_range(column, value, text, None)
    return value


def check_range(column: Column, value: int, text: str, unit: Unit | None) -> None:
    """Raises ValueFault when the value lies outside the column's plausible bounds."""
    least, most = column.least, column.most
    if least is not None and least >= 1 > value:
        raise ValueFault("not-positive", f"{quote(text)} is not greater than zero")
    if least is not None and value < 0 <= least:
        raise ValueFault("absurd-value", f"{quote(text)} is below zero")
    if (least is not None and value < least) or (most is not None and value > most):
        bounds = f"{_bound(least, unit)} to {_bound(most, unit)}"
        raise ValueFault("absurd-value", f"{quote(text)} is not plausible for `{column.name}`",
                         f"plausible is {bounds}; check the number and its unit")  # fmt: skip


def read_instant(text: str, c_day: Minute | None) -> Minute | None:
    """An ISO date or date-time, or days counted from C-day (`C+12`, `C+12T06:00`)."""
    relative = _C_DATE.fullmatch(text)
    if relative is not None:
        if c_day is None:
            return None
        days, hours, minutes = (int(part or 0) for part in relative.groups())
        return Minute(c_day + days * MINUTES_PER_DAY + hours * 60 + minutes)
    try:
        value = parse_instant(text)
    except ValueError:
        raise ValueFault("bad-date", f"{quote(text)} is not a date or date-time") from None
    if not FIRST_INSTANT <= value <= LAST_INSTANT:
        bounds = f"{write_day(FIRST_INSTANT)} and {write_day(LAST_INSTANT)}"
        raise ValueFault("absurd-value", f"{quote(text)} is not between {bounds}")
    return value


def read_id(text: str, *, full: bool = False) -> str:
    """An id; a full provision id has one `/`."""
    pattern = _FULL_ID if full else _ID
    if len(text) > MOST_ID * (1 + full) or not pattern.fullmatch(text):
        raise ValueFault("bad-id", f"{quote(text)} cannot be an id")
    return text


def read_nation_id(text: str) -> str:
    """Three capital letters."""
    if not _ISO3.fullmatch(text):
        hint = f"did you mean `{text.upper()}`?" if _ISO3.fullmatch(text.upper()) else ""
        raise ValueFault("not-iso-nation", f"{quote(text)} is not a three-letter nation code", hint)
    return text


def read_choice(column: Column, text: str) -> str:
    """One of the column's words."""
    if text not in column.choices:
        hint = did_you_mean(text, column.choices) or "one of " + ", ".join(column.choices)
        raise ValueFault("bad-choice", f"{quote(text)} is not a word for `{column.name}`", hint)
    return text


def read_flag(column: Column, text: str) -> bool:
    """Yes or no."""
    value = _YES_NO.get(text.lower())
    if value is None:
        raise ValueFault("bad-flag", f"{quote(text)} is neither yes nor no in `{column.name}`")
    return value


def read_clock(column: Column, text: str) -> int:
    """Minute of the day; `24:00` is its end."""
    found = _CLOCK.fullmatch(text.removesuffix("Z"))
    minute = int(found[1]) * 60 + int(found[2]) if found else MINUTES_PER_DAY + 1
    if minute > MINUTES_PER_DAY:
        raise ValueFault("bad-time", f"{quote(text)} is not a time of day in `{column.name}`")
    return minute


def read_degrees(column: Column, text: str) -> int:
    """Micro-degrees of decimal degrees within the column's bounds."""
    if not _NUMBER.fullmatch(text):
        raise ValueFault("bad-number", f"{quote(text)} is not a number of decimal degrees",
                         "write decimal degrees with a point and a sign, like -73.25")  # fmt: skip
    value = convert(text, _DEGREE)
    if not (column.least or 0) <= value <= (column.most or 0):
        most = (column.most or 0) // MICRO_DEGREE
        raise ValueFault("bad-position", f"{quote(text)} is not between -{most} and {most}",
                         "write latitude under lat, longitude under lon")  # fmt: skip
    return value


def _need_number(text: str) -> None:
    if not _NUMBER.fullmatch(text):
        hint = "write 1.5 with a point and 1500 without a mark" if "," in text else ""
        raise ValueFault("bad-number", f"{quote(text)} is not a plain decimal number", hint)


def _bound(value: int | None, unit: Unit | None) -> str:
    if value is None:
        return "any"
    return str(value) if unit is None else f"{_rounded(express(value, unit))} {unit.symbol}"


def _rounded(text: str) -> str:
    head, _, places = text.partition(".")
    return head if len(head) > 2 or not places else f"{head}.{places[:2]}"


_DEGREE = Unit("degree", Dimension.COUNT, Decimal(MICRO_DEGREE))
_READERS: dict[Kind, Callable[[Column, str], object]] = {
    Kind.WHOLE: read_whole,
    Kind.CHOICE: read_choice,
    Kind.FLAG: read_flag,
    Kind.CLOCK: read_clock,
    Kind.DEGREES: read_degrees,
}
