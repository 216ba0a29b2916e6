"""What the compiled part was told of law and ways, by number, and how much of it holds for another book.

Numbers once given stay: of owners, natures, answers, permissions, ways. A book that differs in what they stand
for (another set of places, names that law did not use before) begins anew. Not here: facts and schedule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import CDLL
from dataclasses import dataclass, field, replace
from typing import Any

from coalition.authority.answer import Question
from coalition.model.book import Book
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.plan import Plan
from coalition.model.ways import Way, WayKey
from coalition.planning.core import tables
from coalition.planning.core.consignments import Consignments
from coalition.planning.core.guide import Guide
from coalition.planning.core.lawyer import Lawyer, Reading
from coalition.planning.core.numbering import MODE_NUMBER, Alike, Register
from coalition.planning.core.standing import Rows, rows_of
from coalition.planning.fit import may_stop
from coalition.planning.ports import LawBook, WayBook
from coalition.planning.spans import outside

Asked = tuple[int, ...]
"""A question as the compiled part asks it: eight numbers."""


@dataclass(slots=True)
class Memory:
    """Everything that has been told, with the law and the ways it was told by."""

    book: Book
    law: LawBook
    ways: WayBook
    alike: Alike
    lawyer: Lawyer
    guide: Guide
    library: CDLL
    core: Any
    places: Register[PlaceId]
    paths: Register[object] = field(default_factory=Register)
    told: list[Way] = field(default_factory=list)
    way_numbers: dict[WayKey, int] = field(default_factory=dict)
    answers: dict[Reading, int] = field(default_factory=dict)
    consents: dict[tuple[object, ...], int] = field(default_factory=dict)
    asked: dict[Question, list[Asked]] = field(default_factory=dict)
    day_ways: Register[str] = field(default_factory=Register)
    owners_sent: int = 0
    rows: Rows | None = None
    consignments: Consignments = field(default_factory=Consignments)

    def rows_of(self, plan: Plan) -> Rows:
        """The plan as rows, kept until another is asked for."""
        if self.rows is None or self.rows.plan is not plan:
            self.rows = rows_of(plan)
        return self.rows

    def answer(self, asked: Asked) -> int:
        """The number of the answer of law."""
        question = self.lawyer.question(asked)
        self.asked.setdefault(question, []).append(asked)
        reading = self.lawyer.read(question)
        number = self.answers.get(reading)
        if number is None:
            opened, free = tables.flat(reading.open), tables.flat(reading.free)
            consents = tables.row(self._consent_numbers(question, reading))
            number = self.answers[reading] = self.library.core_add_answer(
                self.core, tables.pointer(opened), len(opened) // 2, tables.pointer(free), len(free) // 2,
                tables.pointer(consents), len(consents),
            )  # fmt: skip
        return number

    def _consent_numbers(self, question: Question, reading: Reading) -> list[int]:
        found: list[int] = []
        for window in reading.limited:
            key = (window.permission, question.actor, question.territory, window.limits)
            if key not in self.consents:
                self.consents[key] = self.library.core_add_consent(
                    self.core, self.lawyer.nations.number(question.actor),
                    tables.or_none(window.limits.pax), tables.or_none(window.limits.mass_kg),
                )  # fmt: skip
            found.append(self.consents[key])
        return found

    def way_number(self, way: Way) -> int:
        """The number of a way, told now if it was not."""
        number = self.way_numbers.get(way.key)
        if number is None:
            self.told.append(way)
            number = self.way_numbers[way.key] = self._tell_way(way)
        return number

    def _tell_way(self, way: Way) -> int:
        ends = [self.book.places[end].nation for end in (way.key.origin, way.key.destination)]
        crossed = dict.fromkeys((ends[0], *(c.nation for c in way.crossings), ends[1]))
        nations = tables.row(self.lawyer.nations.number(nation) for nation in crossed)
        spans = _open(way)
        here, there = (self.places.number(end) for end in (way.key.origin, way.key.destination))
        facts = tables.row([
            MODE_NUMBER[way.key.mode], here, there, way.length_m, tables.or_none(way.height_cm),
            tables.or_none(way.mlc), *self._counted(way),
        ])  # fmt: skip
        number: int = self.library.core_add_way(
            self.core, tables.pointer(facts), tables.pointer(nations), len(nations),
            tables.pointer(spans), len(spans) // 2,
        )  # fmt: skip
        return number

    def _counted(self, way: Way) -> tuple[int, int]:
        """The number under which departures are counted (-1: nobody counts), and how many a day may be."""
        counted = way.declared is not None and way.carriers_per_day is not None
        number = self.day_ways.number(str(way.declared)) if counted else -1
        return number, tables.or_none(way.carriers_per_day)

    def recall(self, turn: Turn) -> None:
        """Have the compiled part, once told the facts of the other book, go on with what holds for it."""
        self.library.core_recall(self.core, int(not turn.doubted), int(turn.rounds))
        gone = [asked for question in turn.forgotten for asked in self.asked.pop(question, ())]
        rows = tables.row(number for asked in gone for number in asked)
        self.library.core_forget(self.core, tables.pointer(rows), len(gone))
        self._change_ways(turn.ways)

    def _change_ways(self, ways: list[Way]) -> None:
        """Ways known by number that are closed at other times, or take another number of carriers a day."""
        for number, way in enumerate(ways):
            if way is not self.told[number]:
                self.told[number] = way
                spans = _open(way)
                self.library.core_change_way(
                    self.core, number, *self._counted(way), tables.pointer(spans), len(spans) // 2
                )


@dataclass(frozen=True, slots=True)
class Turn:
    """How a memory goes on for another book: the ways as they are now, what law may say otherwise.

    `doubted` are such questions of flights, whose stops hang on whether they are ever open.
    """

    ways: list[Way]
    forgotten: list[Question]
    doubted: frozenset[Question]
    rounds: bool


def turn_of(memory: Memory, book: Book, law: LawBook, ways: WayBook) -> Turn | None:
    """How much of the memory holds for the book; None when it has to begin anew."""
    before = memory.book
    if list(before.places) != list(book.places) or before.crisis.avoid != book.crisis.avoid:
        return None
    if not memory.alike.agrees(Alike(book)) or not _stop_alike(before, book):
        return None
    if any(book.places[name].nation != place.nation for name, place in before.places.items()):
        return None
    found = _ways_now(memory, ways)
    if found is None:
        return None
    forgotten = list(_answered_otherwise(memory, law))
    closures = before.closures is book.closures or before.closures == book.closures
    flights = frozenset(one for one in forgotten if one.mode is Mode.AIR)
    return Turn(found, forgotten, flights, closures)


def _stop_alike(before: Book, book: Book) -> bool:
    """Whether places differ in nothing that decides who may stop there."""
    changed = [
        (before.places[n], place)
        for n, place in book.places.items()
        if place is not before.places[n]
    ]
    return all(
        may_stop(fleet, old) == may_stop(fleet, new)
        for old, new in changed
        for fleet in book.fleets.values()
    )


def _ways_now(memory: Memory, ways: WayBook) -> list[Way] | None:
    """The ways told as they are now; None when one goes otherwise than it did."""
    if ways is memory.ways:
        return list(memory.told)
    found: list[Way] = []
    for known in memory.told:
        way = ways.find_way(known.key)
        if way is None:
            return None
        if way is not known:
            daily, closed = known.carriers_per_day, known.closed
            if replace(way, carriers_per_day=daily, closed=closed) != known:
                return None
        found.append(known if way == known else way)
    return found


def _answered_otherwise(memory: Memory, law: LawBook) -> Iterator[Question]:
    """Questions asked that the law may answer otherwise now."""
    speaks_as = getattr(law, "speaks_as", None)
    if law is memory.law or (speaks_as is not None and speaks_as(memory.law)):
        return
    keeps: Callable[[LawBook, Question], bool] | None = getattr(law, "keeps", None)
    for question in memory.lawyer.known():
        if keeps is None or not keeps(memory.law, question):
            yield question


def _open(way: Way) -> tables.Row:
    return tables.flat(outside((shut.opens, shut.closes) for shut in way.closed))
