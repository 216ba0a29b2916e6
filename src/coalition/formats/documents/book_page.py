"""The generated part of `docs/reference/book.md`: every column of a table and key of a TOML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.schema.column import SIZE_OR_LENGTH, Column, Kind, Shape
from coalition.formats.schema.documents import DOCUMENTS
from coalition.formats.schema.kinds import PROVENANCE
from coalition.formats.schema.tables import TABLES
from coalition.measure.units import Dimension, Unit, express

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN = "<!-- generated from formats.schema by scripts/write_reference.py: do not edit below -->\n"
END = "<!-- end of the generated part -->\n"
_BASE_SYMBOLS = {
    Dimension.MASS: "kg",
    Dimension.AREA: "m2",
    Dimension.VOLUME: "m3",
    Dimension.LENGTH: "m",
    Dimension.SIZE: "m",
    Dimension.SPEED: "kmh",
    Dimension.TIME: "h",
    Dimension.SHARE: "percent",
}
_MICRO = 1_000_000


def insert_generated(page: str) -> str:
    """The page with its generated part renewed.

    Raises ValueError when the page lacks the two marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page lacks the marks of its generated part")
    return before + begin + generated() + end + after


def generated() -> str:
    """Markdown tables of all columns and keys."""
    parts = ["\n## Tables\n", *(section(table, f"{name}.csv") for name, table in TABLES.items())]
    parts.append("\n## Keys of the TOML files\n")
    for name, shape in DOCUMENTS.items():
        file = "instruments/*.toml" if name == "instruments" else f"{name}.toml"
        parts += [section(one, title) for one, title in _with_inner(shape, file)]
    return "\n".join(parts) + "\n"


def _with_inner(shape: Shape, title: str) -> Iterator[tuple[Shape, str]]:
    """The shape and every table within it, with their titles."""
    yield shape, title
    for column in shape.columns:
        if column.shape is not None:
            mark = f"[[{column.name}]]" if column.many else f"[{column.name}]"
            yield from _with_inner(column.shape, f"{title} {mark}")


def section(shape: Shape, title: str) -> str:
    """A heading and the table of the shape's columns."""
    lines = [f"### `{title}`", "", f"{shape.title}.", "", "| column | holds | `?` | plausible |",
             "|---|---|---|---|"]  # fmt: skip
    lines += [_row(column) for column in shape.columns if column not in PROVENANCE]
    return "\n".join(lines) + "\n"


def _row(column: Column) -> str:
    star = "*" if column.required else ""
    unknown = "yes" if column.field else ""
    return f"| `{column.written}`{star} | {holds(column)} | {unknown} | {plausible(column)} |"


def holds(column: Column) -> str:
    """What the column means, and for words which."""
    kind = "" if column.kind in {Kind.TEXT, Kind.QUANTITY, Kind.TABLE} else f" ({column.kind}"
    if kind:
        kind += f": {', '.join(column.choices)})" if column.choices else ")"
    plural = "; a list" if column.many and column.kind is not Kind.TABLE else ""
    return f"{column.doc}{kind}{plural}"


def plausible(column: Column) -> str:
    """The bounds of what is plausible, in a unit a person would use."""
    if column.least is None and column.most is None:
        return ""
    if column.kind is Kind.DEGREES:
        return f"{(column.least or 0) // _MICRO} to {(column.most or 0) // _MICRO}"
    if not column.dimensions:
        return f"{column.least} to {column.most:,}"
    unit = _shown_unit(column)
    return f"{_in(column.least, unit)} to {_in(column.most, unit)} {unit.symbol}"


def _shown_unit(column: Column) -> Unit:
    units = column.units()
    return (
        units["m"]
        if column.dimensions == SIZE_OR_LENGTH
        else units[_BASE_SYMBOLS[column.dimensions[0]]]
    )


def _in(value: int | None, unit: Unit) -> str:
    whole, _, places = express(value or 0, unit).partition(".")
    return f"{int(whole):,}" + (f".{places}" if places.strip("0") else "")
