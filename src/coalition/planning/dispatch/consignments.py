"""A movement as the planner handles it: its lines in groups that travel alike, and what each may board."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coalition.authority.legs import Aboard, aboard_of
from coalition.measure.instants import ALWAYS, FOREVER, Interval
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category, Nature
from coalition.model.forces import Fleet
from coalition.model.identity import LineId, PlaceId
from coalition.model.places import Place
from coalition.model.plan import Movement
from coalition.model.requirements import Requirement
from coalition.planning.fit import piece_fits
from coalition.planning.schedule.gates import Gates
from coalition.planning.schedule.terrain import Terrain
from coalition.planning.schedule.voyage import Freight, Voyage


@dataclass(frozen=True, slots=True)
class Lot:
    """Pieces of one line that stand somewhere from a minute on; `brought_by` is None at their origin."""

    line: CargoLine
    pieces: int
    stands_from: int
    brought_by: Voyage | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one movement that travel together as a rule, and the fleets that may take each."""

    lines: tuple[CargoLine, ...]
    fleets: tuple[Fleet, ...]

    @property
    def natures(self) -> frozenset[Nature]:
        """Everything the lines are in law."""
        return frozenset(nature for line in self.lines for nature in line.natures)


@dataclass(frozen=True, slots=True)
class Consignment:
    """One movement with its requirement. `open` is when its source's pledge lets it leave."""

    movement: Movement
    requirement: Requirement
    groups: tuple[Group, ...]
    open: Interval

    @property
    def stays(self) -> bool:
        """Whether it stands at its destination already."""
        return self.movement.origin == self.movement.destination

    @property
    def has_order(self) -> bool:
        """Whether origin, ports and destination can be passed in order without coming back."""
        requirement, movement = self.requirement, self.movement
        crossed = (
            requirement.poe == movement.destination
            or requirement.pod == movement.origin
            or (requirement.poe is not None and requirement.poe == requirement.pod)
        )
        return not crossed and len(set(self.waypoints)) == len(self.waypoints)

    @property
    def waypoints(self) -> tuple[PlaceId, ...]:
        """Places it must pass in order, origin and destination included."""
        points = [self.movement.origin]
        for point in (self.requirement.poe, self.requirement.pod, self.movement.destination):
            if point is not None and point != points[-1]:
                points.append(point)
        return tuple(points)


def prepare(terrain: Terrain, movement: Movement) -> Consignment:
    """The movement in groups: one when it must stay together, else passengers and cargo apart."""
    requirement = terrain.book.requirements[movement.requirement]
    lines = tuple(line for line in movement.lines if line.pieces > 0)
    seated = tuple(line for line in lines if line.category is Category.PAX)
    others = tuple(line for line in lines if line.category is not Category.PAX)
    parts = (lines,) if requirement.together else (seated, others)
    groups = tuple(Group(part, _fleets(terrain, part)) for part in parts if part)
    return Consignment(movement, requirement, groups, _pledged(terrain.book, movement))


def split(terrain: Terrain, group: Group) -> tuple[Group, ...]:
    """Each line a group of its own."""
    return tuple(Group((line,), _fleets(terrain, (line,))) for line in group.lines)


def aboard(
    book: Book,
    gates: Gates,
    movement: Movement,
    lines: tuple[CargoLine, ...],
    ends: tuple[PlaceId, PlaceId],
) -> Aboard:
    """The lines of the movement as law sees them between two places where they change hands."""
    natures = frozenset(nature for line in lines for nature in line.natures)
    return gates.plain_aboard(
        aboard_of(book, movement, natures, from_origin=ends[0] == movement.origin, set_down=True)
    )


def freight_of(line: CargoLine, pieces: int) -> Freight:
    """Seats, kg and deck the pieces take; passengers take seats alone."""
    if line.category is Category.PAX:
        return Freight(pax=pieces)
    return Freight(kg=pieces * line.piece_kg, dm2=pieces * line.piece_dm2)


def work_minutes(place: Place, carrier_minutes: int, freight: Freight) -> int:
    """Least minutes of a stop that moves the freight one way."""
    by_kg = _at_rate(freight.kg, place.kg_per_hour)
    return max(carrier_minutes, by_kg, _at_rate(freight.pax, place.pax_per_hour))


@dataclass(frozen=True, slots=True)
class Packed:
    """What one carrier takes: pieces by line, what they come to, and from when all of it stands there."""

    pieces: dict[LineId, int]
    lines: tuple[CargoLine, ...]
    freight: Freight
    stands_from: int

    @property
    def count(self) -> int:
        """Pieces in all."""
        return sum(self.pieces.values())


def pack(lots: list[Lot], fleet: Fleet, aboard_already: Freight, *, whole: bool) -> Packed | None:
    """As many pieces as fit beside what is aboard, in the order of the lots; None when none fits.

    `whole` asks for everything or nothing.
    """
    freight, pieces = aboard_already, dict[LineId, int]()
    stands_from: int = ALWAYS
    lines: dict[LineId, CargoLine] = {}
    for lot in lots:
        count = _room(lot, fleet, freight) if piece_fits(fleet, lot.line) else 0
        if whole and count < lot.pieces:
            return None
        if count:
            freight = freight.plus(freight_of(lot.line, count))
            pieces[lot.line.id] = pieces.get(lot.line.id, 0) + count
            lines[lot.line.id] = lot.line
            stands_from = max(stands_from, lot.stands_from)
    if not pieces:
        return None
    added = Freight(
        freight.pax - aboard_already.pax,
        freight.kg - aboard_already.kg,
        freight.dm2 - aboard_already.dm2,
    )
    return Packed(pieces, tuple(lines.values()), added, stands_from)


def take(lots: list[Lot], packed: Packed) -> tuple[list[Lot], list[Lot]]:
    """The lots left when the packed pieces are gone, and the lots gone."""
    left, taken = [], []
    to_take = dict(packed.pieces)
    for lot in lots:
        here = min(lot.pieces, to_take.get(lot.line.id, 0))
        if here:
            to_take[lot.line.id] -= here
            taken.append(replace(lot, pieces=here))
        if here < lot.pieces:
            left.append(replace(lot, pieces=lot.pieces - here))
    return left, taken


def portions(lots: list[Lot], room: tuple[int, int]) -> list[list[Lot]]:
    """The lots in portions that each fit a storage of so many kg and passengers; at least a piece each."""
    parts: list[list[Lot]] = [[]]
    kg, pax = room
    for lot in lots:
        left = lot.pieces
        while left:
            one = freight_of(lot.line, 1)
            fits = min(left, kg // one.kg if one.kg else left, pax // one.pax if one.pax else left)
            if not fits and parts[-1]:
                parts.append([])
                kg, pax = room
                continue
            count = max(1, fits)
            parts[-1].append(replace(lot, pieces=count))
            kg, pax = kg - count * one.kg, pax - count * one.pax
            left -= count
    return [part for part in parts if part]


def _room(lot: Lot, fleet: Fleet, freight: Freight) -> int:
    if lot.line.category is Category.PAX:
        return min(lot.pieces, fleet.seats - freight.pax)
    room = lot.pieces
    if lot.line.piece_kg:
        room = min(room, (fleet.payload_kg - freight.kg) // lot.line.piece_kg)
    if lot.line.piece_dm2 and fleet.deck_dm2 is not None:
        room = min(room, (fleet.deck_dm2 - freight.dm2) // lot.line.piece_dm2)
    return max(0, room)


def _fleets(terrain: Terrain, lines: tuple[CargoLine, ...]) -> tuple[Fleet, ...]:
    """Fleets that take a piece of some line, in the order of ids."""
    if len(lines) == 1:
        return terrain.takers(lines[0])
    found = {fleet.id: fleet for line in lines for fleet in terrain.takers(line)}
    return tuple(found[name] for name in sorted(found))


def _pledged(book: Book, movement: Movement) -> Interval:
    source = None
    if movement.unit is not None:
        source = book.units[movement.unit].pledged
    elif movement.stock is not None:
        source = book.stocks[movement.stock].pledged
    return source if source is not None else Interval(ALWAYS, FOREVER)


def _at_rate(amount: int, per_hour: int | None) -> int:
    return -(-amount * 60 // per_hour) if amount and per_hour else 0
