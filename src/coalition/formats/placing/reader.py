"""Reads a book's `preposition/` folder: every fault of every file at once, then the nouns.

A book that extends another takes over the files it does not have itself, like any file of a book.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, did_you_mean, quote
from coalition.formats.parse.rows import read_rows
from coalition.formats.parse.toml_values import TomlReader
from coalition.formats.placing.agree import Tables, check_placing
from coalition.formats.placing.nouns import make_placing
from coalition.formats.placing.tables import NEEDED, PLACING_TABLES, TERMS
from coalition.formats.source.grid import read_csv_grid
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.formats.source.toml_file import parse_toml

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record
    from coalition.model.book import Book
    from coalition.model.supply.placing import Placing

FOLDER = "preposition"
TERMS_FILE = "terms.toml"
_MOST_EXTENDS = 8


def read_placing(folder: Path, book: Book) -> Placing:
    """The question of the book in the folder. Raises InputError with every fault of its files."""
    log = FaultLog()
    files = _files(folder, log)
    tables: Tables = {name: [] for name in PLACING_TABLES}
    for name, shape in PLACING_TABLES.items():
        shown = f"{FOLDER}/{name}.csv"
        if f"{name}.csv" not in files:
            if name in NEEDED:
                log.add("missing-file", shown, f"pre-positioning needs {quote(shown)}")
            continue
        text = read_clean_text(files[f"{name}.csv"], shown, log)
        grid = None if text is None else read_csv_grid(text, shown, log)
        if grid is not None:
            tables[name] = read_rows(grid, shape, book.crisis.activated, log)
    terms = _read_terms(files.get(TERMS_FILE), book, log)
    check_placing(tables, book, log)
    if log.found:
        raise InputError(log.found)
    return make_placing(tables, terms, book)


def _read_terms(path: Path | None, book: Book, log: FaultLog) -> Record | None:
    if path is None:
        return None
    shown = f"{FOLDER}/{TERMS_FILE}"
    text = read_clean_text(path, shown, log, most=MOST_TOML_BYTES)
    if text is None:
        return None
    return TomlReader(parse_toml(text, shown, log), book.crisis.activated, log).read(TERMS)


def _files(folder: Path, log: FaultLog) -> dict[str, Path]:
    """File name -> where it is: in the book itself, else in one it extends."""
    files: dict[str, Path] = {}
    known = [*(f"{name}.csv" for name in PLACING_TABLES), TERMS_FILE]
    here: Path | None = folder
    for _ in range(_MOST_EXTENDS):
        if here is None:
            break
        inside = here / FOLDER
        for path in sorted(inside.iterdir()) if inside.is_dir() else ():
            if path.name in known:
                files.setdefault(path.name, path)
            elif path.suffix in {".csv", ".toml"}:
                message = f"no table of pre-positioning is called {quote(path.name)}"
                hint = did_you_mean(path.name, known)
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
