"""Pieces over places and slots: what each leg may carry, and what waits where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from tests.differential.exact.facts import is_pax, kg_of, may_board
from tests.differential.exact.frame import natures_of, possible

from coalition.authority.legs import aboard_of
from coalition.model.cargo import CargoLine
from coalition.model.identity import LineId
from peers.cargoes import Cargo, Node, room
from peers.grid import Grid, Leg, Slots
from peers.rows import INF, Rows

Terms = list[tuple[int, float]]
Key = tuple[int, LineId, Node]
"""Cargo, line, node."""


@dataclass(frozen=True)
class Carry:
    """A column of pieces of one line on one leg in one slot; it counts `times` pieces.

    Only what goes together is whole here: a part of a piece is made whole when the plan is read.
    """

    cargo: Cargo
    line: CargoLine
    part: int
    leg: int
    slot: int
    column: int
    times: int


@dataclass
class Flows:
    """All columns of pieces, with what each leaves and reaches."""

    grid: Grid
    rows: Rows
    legs: list[Leg]
    carries: list[Carry] = field(default_factory=list)
    leaving: dict[Key, list[tuple[int, int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    reaching: dict[Key, list[tuple[int, int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Slot, column and times, by node."""
    waiting: dict[Key, dict[int, int]] = field(default_factory=dict)
    """Columns of pieces that wait, by the slot from which on."""


def node_of(cargo: Cargo, part: int, place: str) -> Node:
    """The node of a place reached in a part: where a part ends, the next begins."""
    while part < len(cargo.ends) and place == cargo.ends[part]:
        part += 1
    return part, place  # type: ignore[return-value]


def add_flows(flows: Flows, cargo: Cargo) -> None:
    """Columns of the cargo's pieces over all legs that may carry them."""
    for part, pairs in enumerate(cargo.parts):
        for number, leg in enumerate(flows.legs):
            if leg.arc[:2] not in pairs:
                continue
            way = flows.grid.frame.way(leg.fleet.mode, leg.arc)
            lines = [x for x in cargo.lines.values() if may_board(leg.fleet, way, x)]
            lines = [x for x in lines if room(leg.fleet, x)]
            if cargo.requirement.together:
                if len(lines) == len(cargo.lines) and _fits_one(leg, lines):
                    _add_whole(flows, cargo, part, number)
            else:
                for line in lines:
                    for slot in _slots(flows, cargo, [line], leg):
                        most = min(line.pieces, leg.fleet.count * room(leg.fleet, line))
                        column = flows.rows.column(most, whole=False)
                        _note(flows, Carry(cargo, line, part, number, slot, column, 1))


def _fits_one(leg: Leg, lines: list[CargoLine]) -> bool:
    pax = sum(x.pieces for x in lines if is_pax(x))
    return (
        pax <= leg.fleet.seats
        and sum(x.pieces / room(leg.fleet, x) for x in lines if not is_pax(x)) <= 1
    )


def _add_whole(flows: Flows, cargo: Cargo, part: int, number: int) -> None:
    """What goes together goes whole, in one column."""
    lines = list(cargo.lines.values())
    for slot in _slots(flows, cargo, lines, flows.legs[number]):
        column = flows.rows.column(1)
        for line in lines:
            _note(flows, Carry(cargo, line, part, number, slot, column, line.pieces))


def _note(flows: Flows, carry: Carry) -> None:
    leg = flows.legs[carry.leg]
    one = node_of(carry.cargo, carry.part, leg.arc[0])
    other = node_of(carry.cargo, carry.part, leg.arc[1])
    name = carry.cargo.number, carry.line.id
    flows.carries.append(carry)
    flows.leaving[(*name, one)].append((carry.slot, carry.column, carry.times))
    flows.reaching[(*name, other)].append((carry.slot + leg.slots, carry.column, carry.times))


def _slots(flows: Flows, cargo: Cargo, lines: list[CargoLine], leg: Leg) -> list[int]:
    """Slots in which law and dates let these lines begin the leg."""
    frame, movement = flows.grid.frame, cargo.movement
    aboard = aboard_of(
        frame.book, movement, natures_of(lines),
        from_origin=leg.arc[0] == movement.origin, set_down=True,
    )  # fmt: skip
    rules = frame.rules(leg.fleet.id, leg.arc, (aboard,))
    if not possible(rules):
        return []
    slots = flows.grid.allowed(leg, rules)
    return _dated(flows.grid, cargo, leg, slots).tolist()


def _dated(grid: Grid, cargo: Cargo, leg: Leg, slots: Slots) -> Slots:
    """Those slots that keep readiness, ALD, EAD and the time of the pledge."""
    requirement, movement, book = cargo.requirement, cargo.movement, grid.frame.book
    leave, arrive = grid.begins[slots] + leg.leave, grid.begins[slots] + leg.arrive
    fits = np.ones(len(slots), dtype=bool)
    if leg.arc[0] == movement.origin:
        fits &= leave >= movement.ready
        source = book.units.get(movement.unit) or book.stocks.get(movement.stock)  # type: ignore[arg-type]
        if source is not None and source.pledged is not None:
            fits &= (leave >= source.pledged.opens) & (leave < source.pledged.closes)
    if leg.arc[0] == requirement.poe and requirement.ald is not None:
        fits &= leave >= requirement.ald
    if leg.arc[1] == (requirement.pod or requirement.destination) and requirement.ead is not None:
        fits &= arrive >= requirement.ead
    return slots[fits]


def add_waiting(
    flows: Flows, cargoes: list[Cargo], supplies: dict[tuple[int, LineId], Terms]
) -> None:
    """Nothing leaves that is not there: of the origin the supply, elsewhere what came before."""
    by_number = {cargo.number: cargo for cargo in cargoes}
    for key, leaving in flows.leaving.items():
        cargo = by_number[key[0]]
        if key[2] == node_of(cargo, 0, cargo.movement.origin):
            terms = [(column, float(times)) for _, column, times in leaving]
            supply = [(column, -times) for column, times in supplies[key[:2]]]
            flows.rows.most_row([*terms, *supply], 0.0)
    for key in sorted(set(flows.reaching) | set(flows.leaving)):
        cargo = by_number[key[0]]
        ends = (
            node_of(cargo, 0, cargo.movement.origin),
            (len(cargo.ends), cargo.movement.destination),
        )
        if key[2] not in ends:
            flows.waiting[key] = _wait(flows, key)


def _wait(flows: Flows, key: Key) -> dict[int, int]:
    """A column of what waits after each slot in which something comes or goes."""
    changes: dict[int, Terms] = defaultdict(list)
    for slot, column, times in flows.reaching.get(key, ()):
        changes[slot].append((column, -float(times)))
    for slot, column, times in flows.leaving.get(key, ()):
        changes[slot].append((column, float(times)))
    found: dict[int, int] = {}
    last: Terms = []
    for slot in sorted(changes):
        found[slot] = flows.rows.column(INF, whole=False)
        flows.rows.row([(found[slot], 1.0), *last, *changes[slot]], 0.0, 0.0)
        last = [(found[slot], -1.0)]
    return found


def add_storage(flows: Flows, cargoes: list[Cargo]) -> None:
    """R7: what waits in a slot, and what is set down in it, fits."""
    by_number = {cargo.number: cargo for cargo in cargoes}
    for place in flows.grid.frame.book.places.values():
        keys = [key for key in flows.waiting if key[2][1] == place.id]
        for limit, pax in ((place.storage_kg, False), (place.storage_pax, True)):
            if limit is None:
                continue
            each = {}
            for key in keys:
                line = by_number[key[0]].lines[key[1]]
                each[key] = int(is_pax(line)) if pax else kg_of(line)
            counted = [key for key in keys if each[key]]
            for slot in range(flows.grid.count) if counted else ():
                terms = [term for key in counted for term in _standing(flows, key, slot, each[key])]
                if terms:
                    flows.rows.most_row(terms, float(limit))


def _standing(flows: Flows, key: Key, slot: int, each: int) -> Iterator[tuple[int, float]]:
    past = [when for when in flows.waiting[key] if when <= slot]
    if past:
        yield flows.waiting[key][max(past)], float(each)
    for when, column, times in flows.reaching.get(key, ()):
        if when == slot + 1:
            yield column, float(each * times)


def add_consents(flows: Flows) -> None:
    """R12: a line counts whole as soon as a piece of it moves under a permission with limits."""
    used: dict[tuple[object, ...], dict[tuple[int, LineId], list[Carry]]] = {}
    for carry in flows.carries:
        leg, frame = flows.legs[carry.leg], flows.grid.frame
        aboard = aboard_of(
            frame.book, carry.cargo.movement, natures_of([carry.line]),
            from_origin=leg.arc[0] == carry.cargo.movement.origin, set_down=True,
        )  # fmt: skip
        for account in frame.accounts(leg.fleet.id, leg.arc, (aboard,)):
            name = carry.cargo.number, carry.line.id
            used.setdefault(account, {}).setdefault(name, []).append(carry)
    for (_, limits), by_line in used.items():
        counts: list[tuple[CargoLine, int]] = []
        for carries in by_line.values():
            line = carries[0].line
            counts.append((line, _count(flows.rows, carries)))
        for most, pax in ((limits.pax, True), (limits.mass_kg, False)):  # type: ignore[attr-defined]
            if most is not None:
                each = [
                    (column, float(int(is_pax(x)) if pax else kg_of(x))) for x, column in counts
                ]
                flows.rows.most_row([term for term in each if term[1]], float(most))


def _count(rows: Rows, carries: list[Carry]) -> int:
    """A column of at least the pieces that move, however many legs they take."""
    line = carries[0].line
    count, all_ = rows.column(line.pieces, whole=False), rows.column(1)
    moved = [(carry.column, float(carry.times)) for carry in carries]
    rows.most_row([*moved, (count, -1.0), (all_, -float(line.pieces * 8))], 0.0)
    rows.most_row([(all_, float(line.pieces)), (count, -1.0)], 0.0)
    return count
