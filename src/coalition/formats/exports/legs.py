"""Every leg of a plan with what is aboard; made of plans right and wrong alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coalition.model.cargo import Category
from coalition.model.forces import fleet_of
from coalition.model.plan import Load, movement_of
from coalition.model.ways import WayKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.model.book import Book
    from coalition.model.cargo import CargoLine
    from coalition.model.forces import Fleet
    from coalition.model.identity import LineId, MovementId
    from coalition.model.plan import Movement, Plan, Stop, Trip


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg: the trip, its two stops, and the pieces aboard in order of loading."""

    trip: Trip
    start: Stop
    end: Stop
    aboard: tuple[Load, ...]

    def way(self, fleet: Fleet) -> WayKey:
        """The way the leg goes."""
        return WayKey(fleet.mode, self.start.place, self.end.place, self.start.avoiding)


class Manifest:
    """Movements of a plan and their lines; what the book does not hold is not found."""

    def __init__(self, book: Book, plan: Plan) -> None:
        self._book = book
        self.movements: Mapping[MovementId, Movement] = dict(_movements(book, plan))
        self._lines: dict[tuple[MovementId, LineId], CargoLine] = {}
        for movement in self.movements.values():
            for line in movement.lines:
                self._lines.setdefault((movement.id, line.id), line)

    def find_fleet(self, trip: Trip) -> Fleet | None:
        """The fleet of a trip's carrier."""
        return self._book.fleets.get(fleet_of(trip.carrier))

    def find_line(self, load: Load) -> CargoLine | None:
        """The cargo line of a load."""
        return self._lines.get((load.movement, load.line))

    def kg(self, load: Load) -> int:
        """Mass of a load in kg; 0 for passengers and unknown lines."""
        line = self.find_line(load)
        return 0 if line is None or line.category is Category.PAX else line.piece_kg * load.pieces

    def pax(self, load: Load) -> int:
        """Passengers of a load."""
        line = self.find_line(load)
        return load.pieces if line is not None and line.category is Category.PAX else 0


def _movements(book: Book, plan: Plan) -> Iterator[tuple[MovementId, Movement]]:
    for assignment in plan.assignments:
        try:
            movement = movement_of(book, assignment)
        except KeyError:
            continue
        yield movement.id, movement


def legs_of(plan: Plan) -> Iterator[Leg]:
    """Every leg, trip by trip."""
    for trip in plan.trips:
        aboard: dict[tuple[MovementId, LineId], int] = {}
        for start, end in pairwise(trip.stops):
            for load in start.off:
                key = (load.movement, load.line)
                aboard[key] = aboard.get(key, 0) - load.pieces
            for load in start.on:
                key = (load.movement, load.line)
                aboard[key] = aboard.get(key, 0) + load.pieces
            loads = tuple([Load(*key, pieces) for key, pieces in aboard.items() if pieces > 0])
            yield Leg(trip, start, end, loads)
