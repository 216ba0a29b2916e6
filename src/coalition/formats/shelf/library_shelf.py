"""The library as a whole: every instrument by the name a book takes it with, and its catalogues."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from coalition.errors import InputError
from coalition.formats.faults import FaultLog
from coalition.formats.library_reader import read_library
from coalition.formats.nouns.whole_book import make_book
from coalition.formats.parse.parsed import Parsed
from coalition.formats.parse.toml_values import TomlReader
from coalition.formats.schema.documents import DOCUMENTS
from coalition.formats.source.library_folder import LIBRARY, instrument_names
from coalition.formats.source.toml_file import parse_toml
from coalition.model.book import Book
from coalition.model.law import Instrument

_CRISIS = 'title = "The library"\nactivated = 2000-01-01\n'


@dataclass(frozen=True, slots=True)
class Shelved:
    """An instrument, and the name by which a book takes it."""

    name: str
    instrument: Instrument


def read_shelf() -> tuple[Shelved, ...]:
    """Every instrument of the library, in order of names. Raises InputError with every fault."""
    names = instrument_names()
    taken = {name: _ids(name) for name in names}
    book = library_book(names)
    by_id = {str(instrument.id): instrument for instrument in book.instruments}
    return tuple(Shelved(name, by_id[own]) for name in names for own in taken[name])


def library_book(names: tuple[str, ...]) -> Book:
    """A book that holds these instruments of the library and nothing else.

    Raises InputError with every fault, a name that the library has not among them.
    """
    log = FaultLog()
    wanted = ", ".join(f'"{name}"' for name in names)
    parsed = Parsed()
    for document, text in (
        ("book", f'title = "The library"\nlibrary = [{wanted}]\n'),
        ("crisis", _CRISIS),
    ):
        reader = TomlReader(parse_toml(text, f"{document}.toml", log), None, log)
        parsed.documents[document] = reader.read(DOCUMENTS[document])
    read_library(parsed, None, log)
    if log.found:
        raise InputError(log.found)
    return make_book(parsed)


def catalogue(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a catalogue of the library (`caveat_kinds`, `clearances`), by column."""
    text = (LIBRARY / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def _ids(name: str) -> tuple[str, ...]:
    """The ids of the instruments in a file of the library, in its order."""
    path = LIBRARY / f"{name if '/' in name else 'instruments/' + name}.toml"
    values = parse_toml(path.read_text(encoding="utf-8"), name, FaultLog()).values
    return tuple(str(one["id"]) for one in values.get("instrument", ()))
