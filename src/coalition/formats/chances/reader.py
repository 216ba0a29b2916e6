"""Reads `chances.toml` against its book: each key on its own, then each kind, then names; all faults at once.

What the book says goes before what the program assumes (`assumed.toml`): an assumed chance or cause of the
same id gives way, and so does what `drop` names.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.chances.fitting import check_fit
from coalition.formats.chances.nouns import make_cause, make_chance
from coalition.formats.chances.schema import CHANCES
from coalition.formats.faults import FaultLog
from coalition.formats.parse.toml_values import TomlReader
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.formats.source.toml_file import parse_toml
from coalition.model.chance.chances import Chances

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.formats.parse.record import Record
    from coalition.model.book import Book

FILE = "chances.toml"


def read_chances(folder: Path, book: Book, *, file: Path | None = None) -> Chances:
    """The chances of the book in the folder, over what is assumed; `file` is read instead of its own.

    Raises InputError with all faults.
    """
    path = folder / FILE if file is None else file
    if file is None and not path.is_file():
        return assumed_chances(book)
    log = FaultLog()
    text = read_clean_text(path, path.name, log, most=MOST_TOML_BYTES)
    if text is None:
        raise InputError(log.found)
    return parse_chances(text, book, shown=path.name, log=log)


def parse_chances(
    text: str, book: Book, *, shown: str = FILE, log: FaultLog | None = None
) -> Chances:
    """The chances of a TOML text. Raises InputError as above."""
    log = FaultLog() if log is None else log
    record = _record(text, shown, book, log)
    assumed = _assumed()
    check_fit(record, book, assumed, log)
    if log.found:
        raise InputError(log.found)
    own = _made(record, book, assumed=False)
    return _over(own, _made(assumed, book, assumed=True), record)


def assumed_chances(book: Book) -> Chances:
    """What the program assumes of any book that says nothing."""
    return _made(_assumed(), book, assumed=True)


def assumed_text() -> str:
    """The file of assumptions, as a person reads it."""
    return (files("coalition.formats.chances") / "assumed.toml").read_text(encoding="utf-8")


def _record(text: str, shown: str, book: Book, log: FaultLog) -> Record:
    return TomlReader(parse_toml(text, shown, log), book.crisis.activated, log).read(CHANCES)


def _assumed() -> Record:
    """The assumptions; they name nothing of any book. Raises InputError when they are at fault."""
    log = FaultLog()
    record = TomlReader(parse_toml(assumed_text(), "assumed.toml", log), None, log).read(CHANCES)
    if log.found:
        raise InputError(log.found)
    return record


def _made(record: Record, book: Book, *, assumed: bool) -> Chances:
    return Chances(
        tuple([make_cause(one) for one in record.records("cause")]),
        tuple([make_chance(one, book, assumed=assumed) for one in record.records("chance")]),
    )


def _over(own: Chances, assumed: Chances, record: Record) -> Chances:
    """The book's chances with those assumed ones that it leaves standing."""
    if record.flag("assumed") is False:
        return own
    gone = {one.id for one in own.chances} | set(record.texts("drop"))
    told = {one.id for one in own.causes}
    return Chances(
        (*own.causes, *(one for one in assumed.causes if one.id not in told)),
        (*own.chances, *(one for one in assumed.chances if one.id not in gone)),
    )
