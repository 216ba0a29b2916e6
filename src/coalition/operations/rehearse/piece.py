"""From a book and a plan to what is rehearsed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.formats.book_reader import read_book
from coalition.formats.chances.reader import read_chances
from coalition.formats.plan_json import read_plan
from coalition.model.book import Book
from coalition.model.chance.chances import Chances
from coalition.model.plan import Plan
from coalition.operations.frame import Frame, frame_of
from coalition.rehearsal.engine.reactions import ALL, Reactions
from coalition.rehearsal.part import Piece
from coalition.rehearsal.script.lay_out import lay_out


@dataclass(frozen=True, slots=True)
class Staged:
    """A piece with the frame and the plan it was made of."""

    frame: Frame
    plan: Plan
    piece: Piece

    @property
    def book(self) -> Book:
        """The book."""
        return self.frame.book


def stage(
    folder: Path, plan_file: Path, *, reactions: Reactions = ALL, chances: Path | None = None
) -> Staged:
    """The plan of the file, ready to be rehearsed under the chances of the book (or of another file).

    Raises InputError with every fault of book, plan or chances.
    """
    frame = frame_of(read_book(folder))
    plan = read_plan(plan_file)
    return staged(frame, plan, read_chances(folder, frame.book, file=chances), reactions)


def staged(frame: Frame, plan: Plan, chances: Chances, reactions: Reactions = ALL) -> Staged:
    """The same of what is at hand."""
    script = lay_out(frame.book, frame.authority, frame.network, plan, detours=reactions.reroute)
    return Staged(frame, plan, Piece(script, chances, reactions))
