"""Between a worksheet cell and the text a CSV cell would hold.

Numbers, dates and truth values that a person typed into a spreadsheet become the text they would have
written in a CSV. XLSX writes characters XML cannot hold as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

SPREADSHEET_DIGITS = 15
"""Significant digits a spreadsheet shows; what lies beyond is noise of binary fractions."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEEDS_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_MINUTE = timedelta(minutes=1)
_LAST_YEAR = 9999


def text_of(value: object) -> str:
    """The text of a cell's value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return number_text(value)
    if isinstance(value, datetime | date | time | timedelta):
        return _time_text(value)
    return str(value)


def number_text(value: float | Decimal) -> str:
    """Plain decimal digits of a number, as a spreadsheet shows it."""
    if isinstance(value, int):
        return str(value)
    exact = Decimal(f"{value:.{SPREADSHEET_DIGITS}g}")
    if not exact.is_finite():
        return str(value)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _time_text(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, datetime):
        rounded = value + timedelta(seconds=30) if value.year < _LAST_YEAR else value
        midnight = (rounded.hour, rounded.minute) == (0, 0)
        return rounded.strftime("%Y-%m-%d" if midnight else "%Y-%m-%dT%H:%MZ").rjust(10, "0")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    minutes = round(value / _MINUTE)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def number_of(text: str) -> int | float | None:
    """The number that a spreadsheet shows exactly as the text, or None when there is none."""
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,14})?", text, re.ASCII):
        return None
    value = float(text) if "." in text else int(text)
    return value if number_text(value) == text else None


def escape(text: str) -> str:
    """The text with everything XML cannot hold, and what would read as an escape, written `_xHHHH_`."""
    plain = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)
    return _NEEDS_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", plain)


def unescape(text: str) -> str:
    """The reverse of `escape`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
