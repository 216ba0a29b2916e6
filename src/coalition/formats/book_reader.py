"""Reads a book: bytes to records to nouns, with every fault of every file at once.

The format stands in `docs/reference/book.md`; the columns in `formats.schema`. Three steps, and none hides
a fault from the next: each cell on its own, then whether records agree, then the nouns, when all is well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.errors import Fault, InputError
from coalition.formats.checks.instruments import check_instruments
from coalition.formats.checks.loads import check_lift, check_loads
from coalition.formats.checks.order import check_cycles, check_dates
from coalition.formats.checks.positions import check_modes, check_positions
from coalition.formats.checks.references import check_procedures, check_references
from coalition.formats.faults import FaultLog
from coalition.formats.library_reader import read_library
from coalition.formats.nouns.whole_book import make_book
from coalition.formats.parse.parsed import Parsed, gather_names
from coalition.formats.parse.rows import read_rows
from coalition.formats.parse.toml_values import TomlReader
from coalition.formats.schema.documents import DOCUMENTS
from coalition.formats.schema.tables import TABLES
from coalition.formats.source.book_folder import find_files
from coalition.formats.source.grid import read_csv_grid
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.formats.source.toml_file import parse_toml
from coalition.measure.collector import without_collector

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.measure.instants import Minute
    from coalition.model.book import Book

Files = dict[str, tuple["Path", str]]


def read_book(folder: Path) -> Book:
    """The book in the folder. Raises InputError with all its faults."""
    log = FaultLog()
    if is_workbook(folder):
        message = "a workbook holds tables only; a book is a folder"
        log.add(
            "missing-file", folder.name, message, "turn it into a folder with `coalition convert`"
        )
        raise InputError(log.found)
    with without_collector():
        parsed = _parse(folder, log)
        if log.found:
            raise InputError(log.found)
        return make_book(parsed)


def check_book(folder: Path) -> tuple[Fault, ...]:
    """Every fault of the book in the folder, in order of place; empty when it is good.

    Of an XLSX workbook the tables are checked, without the TOML files they lack.
    """
    log = FaultLog()
    with without_collector():
        if is_workbook(folder):
            _parse_workbook(folder, log)
        else:
            _parse(folder, log)
    return InputError(log.found).faults


def is_workbook(path: Path) -> bool:
    """Whether the path is named like an XLSX workbook and is no folder."""
    return path.suffix.lower() == ".xlsx" and not path.is_dir()


def _parse_workbook(path: Path, log: FaultLog) -> None:
    parsed = Parsed(partial=set(DOCUMENTS))
    from coalition.formats.sheets.reader import read_sheets  # noqa: PLC0415 - 0.1 s for openpyxl

    grids = read_sheets(path, log)
    for name, shape in TABLES.items():
        if name in grids:
            parsed.tables[name] = read_rows(grids[name], shape, None, log)
        else:
            parsed.partial.add(name)
    _check(parsed, log)


def _parse(folder: Path, log: FaultLog) -> Parsed:
    files = find_files(folder, log)
    parsed = Parsed()
    c_day = _read_crisis(files, parsed, log)
    for name in ("book", "alliance"):
        _read_document(name, files, parsed, c_day, log)
    _read_law(files, parsed, c_day, log)
    for name in TABLES:
        _read_table(name, files, parsed, c_day, log)
    read_library(parsed, c_day, log)
    _check(parsed, log)
    return parsed


def _check(parsed: Parsed, log: FaultLog) -> None:
    names = gather_names(parsed, log)
    check_references(parsed, names, log)
    check_procedures(parsed, names, log)
    check_instruments(parsed, names, log)
    check_dates(parsed, log)
    check_cycles(parsed, log)
    check_loads(parsed, log)
    check_lift(parsed, log)
    check_positions(parsed, log)
    check_modes(parsed, log)


def _read_crisis(files: Files, parsed: Parsed, log: FaultLog) -> Minute | None:
    """C-day, from which the dates of the crisis's own facts may be counted too."""
    reader = _open_toml("crisis.toml", files, None, log) if "crisis.toml" in files else None
    if reader is None or not reader.file.whole:
        parsed.partial.add("crisis")
    if reader is None:
        return None
    c_day = reader.activated()
    parsed.documents["crisis"] = replace(reader, c_day=c_day).read(DOCUMENTS["crisis"])
    return c_day


def _read_document(
    name: str, files: Files, parsed: Parsed, c_day: Minute | None, log: FaultLog
) -> None:
    file = f"{name}.toml"
    if file not in files:
        return
    reader = _open_toml(file, files, c_day, log)
    if reader is None or not reader.file.whole:
        parsed.partial.add(name)
    if reader is not None:
        parsed.documents[name] = reader.read(DOCUMENTS[name])


def _open_toml(file: str, files: Files, c_day: Minute | None, log: FaultLog) -> TomlReader | None:
    path, shown = files[file]
    text = read_clean_text(path, shown, log, most=MOST_TOML_BYTES)
    return None if text is None else TomlReader(parse_toml(text, shown, log), c_day, log)


def _read_law(files: Files, parsed: Parsed, c_day: Minute | None, log: FaultLog) -> None:
    law = [name for name in files if name == "instruments.toml" or name.startswith("instruments/")]
    for file in sorted(law) + [name for name in files if name == "caveats.toml"]:
        kind = "caveats" if file == "caveats.toml" else "instruments"
        reader = _open_toml(file, files, c_day, log)
        if reader is None or not reader.file.whole:
            parsed.partial.add(kind)
        if reader is None:
            continue
        record = reader.read(DOCUMENTS[kind])
        if not record.sound("instrument", "caveat"):
            parsed.partial.add(kind)
        parsed.instruments.extend(record.records("instrument"))
        parsed.caveats.extend(record.records("caveat"))


def _read_table(
    name: str, files: Files, parsed: Parsed, c_day: Minute | None, log: FaultLog
) -> None:
    file = f"{name}.csv"
    if file not in files:
        if name in {"nations", "places"}:
            parsed.partial.add(name)
        return
    path, shown = files[file]
    text = read_clean_text(path, shown, log)
    grid = None if text is None else read_csv_grid(text, shown, log)
    if grid is None or not grid.whole:
        parsed.partial.add(name)
    if grid is not None:
        parsed.tables[name] = read_rows(grid, TABLES[name], c_day, log)
