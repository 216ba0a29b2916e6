"""Questions of history as they stand in a case: `questions.csv`, and one crisis an event.

The columns stand in `docs/explanation/history.md`. Instruments and decisions are dated by themselves, so that
an event is the whole book with its own crisis.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from coalition.authority.answer import Question
from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.measure.instants import Minute, parse_instant
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.identity import NationId
from coalition.model.law import Action, Limits
from coalition.model.places import Mode

_FRAME = ("nations.csv", "places.csv", "alliance.toml")
_WHOLE = (*_FRAME, "book.toml", "decisions.csv", "instruments")
_AMOUNTS = ("pax", "ships", "ship_t", "each_ship_t", "stay_days")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One question of history with the answer that is expected, and from when, where that is told.

    `owed` questions ask what the actor owes the territory's nation. `decisive` is the kind and name of the
    fact, decision or instrument without which the answer is another. `says` tells what happened, in our words.
    """

    id: str
    event: str
    at: Minute
    owed: bool
    question: Question
    expected: str
    expected_from: Minute | None
    political: bool
    provision: str
    decisive: tuple[str, str] | None
    source: str
    says: str = ""


def read_rows(history: Path) -> tuple[HistoryRow, ...]:
    """The rows of `questions.csv`, in its order. Raises InputError when the folder has none."""
    path = history / "questions.csv"
    if not path.is_file():
        raise InputError(
            [Fault(str(path), "missing-file", "there are no questions of history here")]
        )
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(map(_row_of, csv.DictReader(lines)))


def read_whole(history: Path) -> Book:
    """The book without an event. Raises InputError with all its faults."""
    return _read(history, _WHOLE, "crisis.toml")


def read_event(history: Path, whole: Book, event: str) -> Book:
    """The whole book with one event as its crisis. Raises InputError with all its faults."""
    crisis = _read(history, _FRAME, f"events/{event}.toml").crisis
    return replace(whole, crisis=crisis)


def _read(history: Path, parts: Iterable[str], crisis: str) -> Book:
    """The book of some parts, in a folder of its own; `questions.csv` is no part of a book."""
    with TemporaryDirectory() as room:
        for part in parts:
            source, target = history / part, Path(room) / part
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)
        shutil.copy(history / crisis, Path(room) / "crisis.toml")
        if "book.toml" not in parts:
            (Path(room) / "book.toml").write_text('title = "One event"')
        return read_book(Path(room))


def _row_of(cells: dict[str, str]) -> HistoryRow:
    """A row of its cells; instants are ISO text in UTC, cargo is separated by `;`."""
    kind, _, name = cells["decisive"].partition(" ")
    since = cells["expected_from"]
    return HistoryRow(
        cells["id"], cells["event"], parse_instant(cells["at"]), cells["kind"] == "owed",
        _question_of(cells), cells["expected"], parse_instant(since) if since else None,
        cells["nature"] == "political", cells["provision"], (kind, name) if name else None,
        cells["source"], cells["says"],
    )  # fmt: skip


def _question_of(cells: dict[str, str]) -> Question:
    stated = {name: int(cells[name]) for name in _AMOUNTS if cells[name]}
    return Question(
        NationId(cells["actor"]), Action(cells["action"]), NationId(cells["territory"]),
        Mode(cells["mode"]) if cells["mode"] else None,
        frozenset(Nature(one) for one in cells["cargo"].split(";") if one),
        place=cells["place"], task=cells["task"], mission=cells["mission"], amount=Limits(**stated),
    )  # fmt: skip
