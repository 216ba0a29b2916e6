"""When law first opens what a load cannot do without, each question asked once.

Relaxed: what once opens stays open. Fleets, places, units and tasks that no provision names are all alike to
the law, and of those that one names each is tried: the first opening over all of them counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coalition.authority.answer import Question
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Nature
from coalition.model.identity import NationId, PlaceId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.model.plan import Movement
from coalition.planning.ports import LawBook

NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Named:
    """Fleets, places, units and tasks that some provision names."""

    fleets: frozenset[str]
    places: frozenset[str]
    units: frozenset[str]
    tasks: frozenset[str]

    @classmethod
    def of(cls, book: Book) -> Named:
        """What the provisions of a book name."""
        scopes = [provision.scope for text in book.instruments for provision in text.provisions]
        fields = ("fleets", "places", "units", "tasks")
        return cls(*(frozenset(x for s in scopes for x in getattr(s, f)) for f in fields))


@dataclass(frozen=True, slots=True)
class Traveller:
    """A load as law sees it: whose it is, where it goes, what it is; `consumer` draws on another's stock."""

    nation: NationId
    host: NationId
    natures: frozenset[Nature]
    unit: str
    task: str
    consumer: NationId | None


class Openings:
    """First openings in minutes UTC from activation on; infinite is never."""

    def __init__(self, book: Book, law: LawBook) -> None:
        self._book, self._law, self._named = book, law, Named.of(book)
        self.named_units = self._named.units
        self._fleets = {
            mode: [
                f.id for f in book.fleets.values() if f.mode is mode and f.id in self._named.fleets
            ]
            for mode in Mode
        }
        self._places: dict[NationId, list[PlaceId]] = {}
        for place in book.places.values():
            if place.id in self._named.places:
                self._places.setdefault(place.nation, []).append(place.id)
        self._asked: dict[Question, float] = {}
        self._leaves: dict[tuple[Traveller, PlaceId], float] = {}
        self._entries: dict[tuple[Traveller, PlaceId], dict[Mode, float]] = {}

    def traveller(self, movement: Movement, line: CargoLine) -> Traveller:
        """The line of the movement as law sees it."""
        requirement = self._book.requirements[movement.requirement]
        unit, task = movement.unit or "", requirement.task
        consumer = requirement.nation if movement.stock is not None else None
        return Traveller(
            movement.nation, self._book.places[movement.destination].nation, line.natures,
            unit if unit in self._named.units else "", task if task in self._named.tasks else "",
            None if consumer == movement.nation else consumer,
        )  # fmt: skip

    def leave(self, who: Traveller, origin: PlaceId) -> float:
        """When it may first leave its origin: sent, let off the soil it stands on, drawn from stock."""
        key = (who, origin)
        if key not in self._leaves:
            self._leaves[key] = self._leave(who, origin)
        return self._leaves[key]

    def _leave(self, who: Traveller, origin: PlaceId) -> float:
        place, start = self._book.places[origin], float(self._book.crisis.activated)
        by_mode = []
        for mode in sorted(place.modes):
            opens = self._opens(who, Action.SEND, who.nation, mode, (origin, ""))
            if place.nation != who.nation:
                opens = max(opens, self._crosses(who, place.nation, mode))
            if who.consumer is not None:
                asked = replace(who, nation=who.consumer)
                drawn = self._opens(asked, Action.USE_STOCK, who.nation, mode, (origin, ""))
                opens = max(opens, drawn)
            by_mode.append(opens)
        return max(start, min(by_mode, default=NEVER))

    def entry(self, who: Traveller, destination: PlaceId) -> dict[Mode, float]:
        """When the last leg may first begin, by mode; activation where it comes home."""
        key = (who, destination)
        if key not in self._entries:
            place, start = self._book.places[destination], float(self._book.crisis.activated)
            self._entries[key] = {
                mode: start
                if place.nation == who.nation
                else max(start, self._crosses(who, place.nation, mode))
                for mode in sorted(place.modes)
            }
        return self._entries[key]

    def passes(self, who: Traveller, port: PlaceId) -> bool:
        """Whether a load can ever come to a port, by whatever mode."""
        place = self._book.places[port]
        return place.nation == who.nation or any(
            self._crosses(who, place.nation, mode) < NEVER for mode in sorted(place.modes)
        )

    def _crosses(self, who: Traveller, soil: NationId, mode: Mode) -> float:
        passing = Action.OVERFLY if mode is Mode.AIR else Action.TRANSIT
        action = Action.ENTER if soil == who.host else passing
        return self._opens(who, action, soil, mode, ("", *self._places.get(soil, ())))

    def _opens(
        self, who: Traveller, action: Action, soil: NationId, mode: Mode, places: Iterable[str]
    ) -> float:
        named = sorted({place if place in self._named.places else "" for place in places})
        return min(
            self._ask(
                Question(
                    who.nation, action, soil, mode, who.natures, who.unit, fleet, place, who.task
                )
            )
            for fleet in ("", *self._fleets[mode])
            for place in named
        )

    def _ask(self, question: Question) -> float:
        if question not in self._asked:
            start = self._book.crisis.activated
            found = [w.opens for w in self._law.windows(question) if w.closes > start]
            self._asked[question] = max(min(found, default=NEVER), start)
        return self._asked[question]
