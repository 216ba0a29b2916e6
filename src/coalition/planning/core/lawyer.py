"""Answers the scheduler's questions about law: when a question is open, and under which limits (R10 to R12).

The questions are the rows of the table "Legal questions of a leg" (`docs/explanation/planning-rules.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coalition.authority.answer import Question, Window
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.forces import Fleet
from coalition.model.identity import NationId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.model.plan import Movement
from coalition.planning.core.numbering import MODES, Alike, Register
from coalition.planning.ports import LawBook
from coalition.planning.spans import Spans, intersect, unite

SEND, LIFT, CROSS, CARRIER_CROSSES, STAGE, CARRIER_LANDS, STOCK = range(7)
"""The rows of the table, numbered as the compiled part does."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A movement as law sees it, whatever of it is aboard."""

    nation: NationId
    host: NationId
    unit: str
    task: str
    consumer: NationId | None


@dataclass(frozen=True, slots=True)
class Reading:
    """When a question is open, when it is without a limit of numbers, and the limited permissions."""

    open: Spans
    free: Spans
    limited: tuple[Window, ...]
    actor: NationId


class Lawyer:
    """Keeps who is who in law, and puts questions to the book's law."""

    def __init__(self, book: Book, law: LawBook, alike: Alike) -> None:
        self._book, self._law, self._alike = book, law, alike
        self.nations = Register[NationId]()
        self.owners = Register[Owner]()
        self.tasks = Register[str]([""])
        self.fleets = Register[tuple[NationId, str]]()
        self.places = Register[str]([""])
        self._read: dict[Question, Reading] = {}

    def turn(self, book: Book, law: LawBook, forgotten: Iterable[Question]) -> None:
        """Go on for a book that names nothing new in law; what it may answer otherwise is forgotten."""
        self._book, self._law = book, law
        for question in forgotten:
            self._read.pop(question, None)

    def known(self) -> dict[Question, Reading]:
        """What law has said so far, by question."""
        return self._read

    def opens(self, question: Question) -> bool:
        """Whether law ever opens the question."""
        return bool(self.read(question).open)

    def owner(self, movement: Movement) -> int:
        """The number of what the movement is in law."""
        requirement = self._book.requirements[movement.requirement]
        consumer = requirement.nation if movement.stock is not None else None
        return self.owner_of(
            movement.nation, self._book.places[movement.destination].nation, movement.unit or "",
            requirement.task, consumer,
        )  # fmt: skip

    def owner_of(
        self, nation: NationId, host: NationId, unit: str, task: str, consumer: NationId | None
    ) -> int:
        """The same for what a movement would be."""
        named = self._alike.named
        return self.owners.number(Owner(nation, host, named(unit), named(task), consumer))

    def fleet(self, fleet: Fleet) -> int:
        """The number of what the fleet is in law."""
        return self.fleets.number((fleet.nation, self._alike.named(fleet.id)))

    def place(self, place: str) -> int:
        """0, or a number of its own for a place that some provision names."""
        return self.places.number(self._alike.named(place))

    def rows_of_owners(self, first: int) -> list[int]:
        """Nation, host, task and whether a stock of another is used, for owners from that number on."""
        rows: list[int] = []
        for owner in self.owners.things[first:]:
            borrows = owner.consumer not in (None, owner.nation)
            rows += [
                self.nations.number(owner.nation), self.nations.number(owner.host),
                self.tasks.number(owner.task), int(borrows),
            ]  # fmt: skip
        return rows

    def question(self, asked: tuple[int, ...]) -> Question:
        """The question behind a row's number, owner, natures, task, mode, fleet, nation and place."""
        role, number, mask, task, mode_number, fleet_number, nation_number, place = asked
        mode, natures = MODES[mode_number], self._alike.natures_of(mask)
        carrier, fleet = self.fleets.things[fleet_number]
        nation = self.nations.things[nation_number] if nation_number >= 0 else carrier
        if role in (CARRIER_CROSSES, CARRIER_LANDS):
            action = _passing(mode) if role == CARRIER_CROSSES else Action.USE_BASE
            named = (self.places.things[place], self.tasks.things[task])
            return Question(carrier, action, nation, mode, natures, "", fleet, *named)
        return self._of_load(
            self.owners.things[number], role, (mode, natures, fleet), (nation, carrier, place)
        )

    def _of_load(
        self,
        owner: Owner,
        role: int,
        means: tuple[Mode, frozenset[Nature], str],
        where: tuple[NationId, NationId, int],
    ) -> Question:
        mode, natures, fleet = means
        nation, carrier, place = where
        actor = owner.nation
        action, territory = _ROWS[role](owner, mode, nation, carrier)
        if role == STOCK and owner.consumer is not None:
            actor = owner.consumer
        return Question(
            actor,
            action,
            territory,
            mode,
            natures,
            owner.unit,
            fleet,
            self.places.things[place],
            owner.task,
        )

    def read(self, question: Question) -> Reading:
        """The law's answer, asked once."""
        found = self._read.get(question)
        if found is None:
            spans = unite((w.opens, w.closes) for w in self._law.windows(question))
            each = self._law.alternatives(question)
            free = intersect(spans, unite((w.opens, w.closes) for w in each if not _counts(w)))
            limited = () if free == spans else tuple(w for w in each if _counts(w))
            found = self._read[question] = Reading(spans, free, limited, question.actor)
        return found


_Row = Callable[[Owner, Mode, NationId, NationId], tuple[Action, NationId]]

_ROWS: dict[int, _Row] = {
    SEND: lambda owner, _mode, _nation, _carrier: (Action.SEND, owner.nation),
    LIFT: lambda _owner, _mode, _nation, carrier: (Action.USE_LIFT, carrier),
    CROSS: lambda owner, mode, nation, _carrier: (
        Action.ENTER if nation == owner.host else _passing(mode), nation,
    ),
    STAGE: lambda _owner, _mode, nation, _carrier: (Action.USE_BASE, nation),
    STOCK: lambda owner, _mode, _nation, _carrier: (Action.USE_STOCK, owner.nation),
}  # fmt: skip


def _passing(mode: Mode) -> Action:
    return Action.OVERFLY if mode is Mode.AIR else Action.TRANSIT


def _counts(window: Window) -> bool:
    return window.limits.pax is not None or window.limits.mass_kg is not None
