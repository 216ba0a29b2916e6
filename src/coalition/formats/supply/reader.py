"""Reads a book's `sustainment/` folder: every fault of every table at once.

A book that extends another takes over the tables it does not have itself, like any file of a book.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, did_you_mean, quote
from coalition.formats.parse.rows import read_rows
from coalition.formats.source.grid import read_csv_grid
from coalition.formats.source.text_file import read_clean_text
from coalition.formats.supply.agree import check_supplies
from coalition.formats.supply.nouns import make_supplies
from coalition.formats.supply.tables import SUPPLY_TABLES

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record
    from coalition.model.book import Book
    from coalition.model.supply.supplies import Supplies

FOLDER = "sustainment"
_MOST_EXTENDS = 8


def read_supplies(folder: Path, book: Book) -> Supplies:
    """What the book in the folder says of supply; empty when it says nothing.

    Raises InputError with every fault of the tables.
    """
    log = FaultLog()
    tables: dict[str, list[Record]] = {name: [] for name in SUPPLY_TABLES}
    partial: set[str] = set()
    for name, (path, shown) in _files(folder, log).items():
        text = read_clean_text(path, shown, log)
        grid = None if text is None else read_csv_grid(text, shown, log)
        if grid is None or not grid.whole:
            partial.add(name)
        if grid is not None:
            tables[name] = read_rows(grid, SUPPLY_TABLES[name], book.crisis.activated, log)
    check_supplies(tables, partial, book, log)
    if log.found:
        raise InputError(log.found)
    return make_supplies(tables, book)


def _files(folder: Path, log: FaultLog) -> dict[str, tuple[Path, str]]:
    """Table name -> its file and how it is shown; of the book itself, else of one it extends."""
    files: dict[str, tuple[Path, str]] = {}
    here: Path | None = folder
    for _ in range(_MOST_EXTENDS):
        if here is None:
            break
        inside = here / FOLDER
        for path in sorted(inside.glob("*.csv")) if inside.is_dir() else ():
            if path.stem in SUPPLY_TABLES:
                files.setdefault(path.stem, (path, f"{FOLDER}/{path.name}"))
            else:
                hint = did_you_mean(path.stem, SUPPLY_TABLES)
                message = f"no table of supply is called {quote(path.stem)}"
                log.add("unknown-file", f"{FOLDER}/{path.name}", message, hint)
        here = _extended(here)
    return files


def _extended(folder: Path) -> Path | None:
    """The book this one extends; the book's own reader has checked it."""
    try:
        text = (folder / "book.toml").read_text(encoding="utf-8-sig")
        base = tomllib.loads(text).get("extends")
    except (OSError, ValueError):
        return None
    return folder / base if isinstance(base, str) and base.strip() else None
