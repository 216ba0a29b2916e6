"""Rows as CSV text and tables as TOML text, in the shapes of `docs/reference/book.md`.

Reading and checking books is not done here; `formats` does it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

Row = Mapping[str, str | int]
Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"]


def csv_text(rows: Sequence[Row], first: Sequence[str] = ()) -> str:
    """CSV with a head of every column that some row fills: those of `first` in front, the others in
    the order of first use. Cells of other rows stay blank.
    """
    filled = dict.fromkeys(column for row in rows for column, cell in row.items() if cell != "")
    columns = [*(name for name in first if name in filled), *(n for n in filled if n not in first)]
    out = StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def toml_text(table: Mapping[str, Value], *, head: str = "") -> str:
    """TOML lines of one table under its `head` line (`[[caveat]]`); nested tables stand inline."""
    lines = [head] if head else []
    lines += [f"{key} = {_value(value)}" for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return value if _is_date(value) else _quoted(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_value(part)}" for key, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return f"[{', '.join(_value(part) for part in value)}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()


def listed(parts: Iterable[str]) -> str:
    """A list as one cell."""
    return ";".join(parts)
