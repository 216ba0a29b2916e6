"""Numbers for the nouns of a book, and what law and carriers tell apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from coalition.model.book import Book
from coalition.model.cargo import SENSITIVE, CargoLine, Nature
from coalition.model.forces import Fleet
from coalition.model.places import Mode

MODES = (Mode.AIR, Mode.SEA, Mode.RAIL, Mode.ROAD)
MODE_NUMBER = {mode: number for number, mode in enumerate(MODES)}

Thing = TypeVar("Thing", bound=Hashable)


class Register(Generic[Thing]):
    """Things by number and numbers by thing; a new thing takes the next number."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        self.things = list(things)
        self._numbers = {thing: number for number, thing in enumerate(self.things)}

    def number(self, thing: Thing) -> int:
        """Its number, given now if it has none."""
        found = self._numbers.get(thing)
        if found is None:
            found = self._numbers[thing] = len(self.things)
            self.things.append(thing)
        return found

    @property
    def numbers(self) -> Mapping[Thing, int]:
        """Every number given."""
        return self._numbers

    def __len__(self) -> int:
        return len(self.things)


class Alike:
    """What no provision tells apart is one to the law; names that some provision uses are kept."""

    def __init__(self, book: Book) -> None:
        scopes = [p.scope for instrument in book.instruments for p in instrument.provisions]
        self._named = frozenset(
            name
            for scope in scopes
            for names in (scope.units, scope.fleets, scope.places, scope.tasks)
            for name in names
        )
        first: dict[tuple[bool, ...], int] = {}
        self._bits: dict[Nature, int] = {}
        self.natures: list[Nature] = []
        for nature in Nature:
            seen = (nature in SENSITIVE, *(nature in scope.cargo for scope in scopes))
            if seen not in first:
                first[seen] = len(self.natures)
                self.natures.append(nature)
            self._bits[nature] = 1 << first[seen]

    def agrees(self, other: Alike) -> bool:
        """Whether the other tells the same apart, by the same bits."""
        return (self._named, self._bits, self.natures) == (other._named, other._bits, other.natures)

    def named(self, name: str) -> str:
        """The name if some provision uses it, else nothing."""
        return name if name in self._named else ""

    def mask(self, natures: Iterable[Nature]) -> int:
        """A bit for each kind of nature among them."""
        found = 0
        for nature in natures:
            found |= self._bits[nature]
        return found

    def natures_of(self, mask: int) -> frozenset[Nature]:
        """One nature for each bit."""
        return frozenset(n for bit, n in enumerate(self.natures) if mask >> bit & 1)


def shape_of(line: CargoLine) -> tuple[object, ...]:
    """What of a line decides which carriers take a piece of it."""
    return (
        line.category, line.piece_kg, line.piece_dm2, line.height_cm, line.width_cm, bool(line.hazard),
    )  # fmt: skip


def load_kind(fleet: Fleet) -> tuple[object, ...]:
    """What of a fleet decides which loads one carrier takes."""
    return (
        fleet.seats, fleet.payload_kg, fleet.deck_dm2, fleet.categories, fleet.hazardous,
        fleet.piece_kg_max, fleet.height_cm_max, fleet.width_cm_max,
    )  # fmt: skip


def path_kind(fleet: Fleet, law: int) -> tuple[object, ...]:
    """What of a fleet decides how it travels: fleets alike in it share their paths."""
    return (
        law, fleet.mode, fleet.speed_m_per_hour, fleet.range_m, fleet.gauge_mm, fleet.draught_cm, fleet.mlc,
        fleet.runway_m, fleet.needs_paved, fleet.slots, fleet.unload_minutes,
    )  # fmt: skip
