"""What a book takes from the library: the instruments it names, and the bodies and nations these need.

A nation or body that a library instrument names and the book does not declare is no fault: it is taken from the
instrument's own file or from the library's lists. What the book declares itself stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.parse.rows import read_rows
from coalition.formats.parse.toml_values import TomlReader
from coalition.formats.schema.column import Kind, Shape
from coalition.formats.schema.documents import BODIES, BODY, INSTRUMENT, LIBRARY_FILE
from coalition.formats.schema.tables import TABLES
from coalition.formats.source.grid import read_csv_grid
from coalition.formats.source.library_folder import LIBRARY, find_instrument, instrument_names
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.formats.source.toml_file import parse_toml

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.parsed import Parsed
    from coalition.formats.parse.record import Record
    from coalition.measure.instants import Minute

_NAMED_LOOSELY = ("body", "calendar", "by")
"""Keys of plain text that may name a nation or a body."""


def read_library(parsed: Parsed, c_day: Minute | None, log: FaultLog) -> None:
    """Add the library's instruments that `book.toml` names, and the bodies and nations they need."""
    book = parsed.documents.get("book")
    wanted = book.texts("library") if book is not None else ()
    files = [one for name in wanted if book for one in _files(name, book, parsed, c_day, log)]
    taken = [one for file in files for one in file.records("instrument")]
    if not taken:
        return
    parsed.instruments.extend(taken)
    declared = {body.text("id") for body in parsed.bodies()}
    bodies = _undeclared((one for file in files for one in file.records("body")), declared)
    named = {name for record in taken for name in _named(record, INSTRUMENT)}
    bodies += _bodies(named - declared - {body.text("id") for body in bodies}, log)
    parsed.library_bodies.extend(bodies)
    named |= {name for body in bodies for name in _named(body, BODY)}
    known = {record.text("nation") for record in parsed.tables["nations"]}
    parsed.tables["nations"].extend(_nations(named - known, log))


def _undeclared(bodies: Iterable[Record], declared: set[str]) -> list[Record]:
    """Those bodies that the book does not declare itself, each once."""
    found = {body.text("id"): body for body in bodies}
    return [body for name, body in found.items() if name not in declared]


def _files(
    name: str, book: Record, parsed: Parsed, c_day: Minute | None, log: FaultLog
) -> tuple[Record, ...]:
    path = find_instrument(name)
    if path is None:
        hint = (
            did_you_mean(name, instrument_names()) or "write NAME, national/ISO or positions/NAME"
        )
        log.add(
            "unknown-reference", book.at("library"), f"{quote(name)} is not in the library", hint
        )
        parsed.partial.add("instruments")
        return ()
    reader = _open(path, c_day, log)
    return (reader.read(LIBRARY_FILE),) if reader else ()


def _open(path: Path, c_day: Minute | None, log: FaultLog) -> TomlReader | None:
    shown = f"library/{path.relative_to(LIBRARY).as_posix()}"
    text = read_clean_text(path, shown, log, most=MOST_TOML_BYTES)
    return None if text is None else TomlReader(parse_toml(text, shown, log), c_day, log)


def _named(record: Record, shape: Shape) -> Iterator[str]:
    """Everything the record names that may be a nation or a body."""
    for column in shape.columns:
        if column.kind is Kind.TABLE and column.shape is not None:
            inner = record.records(column.name) or (record.record(column.name),)
            for one in inner:
                if one is not None:
                    yield from _named(one, column.shape)
        elif column.kind in (Kind.NATION, Kind.NATIONS) or column.name in _NAMED_LOOSELY:
            yield from record.texts(column.name) or (record.text(column.name),)


def _bodies(wanted: Iterable[str], log: FaultLog) -> list[Record]:
    path = LIBRARY / "bodies.toml"
    reader = _open(path, None, log) if path.is_file() else None
    if reader is None:
        return []
    names = set(wanted)
    return [one for one in reader.read(BODIES).records("body") if one.text("id") in names]


def _nations(wanted: Iterable[str], log: FaultLog) -> list[Record]:
    path = LIBRARY / "nations.csv"
    text = read_clean_text(path, "library/nations.csv", log) if path.is_file() else None
    grid = None if text is None else read_csv_grid(text, "library/nations.csv", log)
    if grid is None:
        return []
    names = set(wanted)
    rows = read_rows(grid, TABLES["nations"], None, log)
    return [one for one in rows if one.text("nation") in names]
