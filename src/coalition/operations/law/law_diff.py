"""Two states of the law as typed: dates, positions on a text, a second book; and what changed between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.operations.ask_law import instant_of, positioned
from coalition.operations.frame import frame_of
from coalition.operations.law.law_changes import LawAt, LawChanges, law_changes
from coalition.operations.law.wanted import sources_of, wanted_by_ways


@dataclass(frozen=True, slots=True)
class Compared:
    """What to compare, as typed: dates as ISO text (empty: C-day), positions as `TEXT=WHO`."""

    first: str = ""
    second: str = ""
    positions: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LawDiff:
    """The two states and what changed from the one to the other."""

    before: LawAt
    after: LawAt
    changes: LawChanges


def law_diff(folder: Path, other: Path | None, compared: Compared) -> LawDiff:
    """What changed between two states of the law, asked with the movements of the first book.

    Raises InputError for a faulty book, a date that is none, or a position no instrument takes.
    """
    if not (other or compared.second or compared.first or compared.positions or compared.against):
        hint = "give --from and --to, --position and --against, or a second book"
        raise InputError([Fault("law-diff", "missing-value", "nothing to compare with", hint)])
    book = read_book(folder)
    second = book if other is None else read_book(other)
    before = LawAt(
        positioned(book, compared.positions), instant_of(book, compared.first or None, "--from")
    )
    after = LawAt(
        positioned(second, compared.against, "--against"),
        instant_of(second, compared.second or None, "--to"),
    )
    frame = frame_of(book)
    wanted = wanted_by_ways(frame, sources_of(frame))
    return LawDiff(before, after, law_changes(before, after, wanted))
