"""Movements and requirements as arrays: what brings them to their end, and how much of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from coalition.judging.docket import Carried, Docket, Visit
from coalition.measure.instants import FOREVER, Minute
from coalition.model.book import Book
from coalition.model.cargo import Category
from coalition.model.forces import Fleet
from coalition.model.identity import MovementId
from coalition.model.plan import PPM, Movement
from coalition.model.requirements import Kind, Requirement
from coalition.rehearsal.script.freight import Carriage
from coalition.rehearsal.script.instants import NEVER, held
from coalition.rehearsal.script.script import Goals, Movements, rows_of
from coalition.rehearsal.script.walk import Called, Walk, every

_PAX_KG = 100
"""A passenger counts so many kg-equivalents (planning rules, score)."""


def movements_of(
    docket: Docket, found: list[Carriage], delivers: np.ndarray, walks: list[Walk]
) -> Movements:
    """Every movement of the plan, in the docket's order."""
    book, origin = docket.book, docket.book.crisis.activated
    movements = list(docket.movements.values())
    number = {movement.id: n for n, movement in enumerate(movements)}
    requirement = {name: n for n, name in enumerate(book.requirements)}
    weights = [_weight(movement) for movement in movements]
    deliveries, shares = _deliveries(found, delivers, number, weights)
    spare = _spare(walks)
    still = [movement.origin == movement.destination for movement in movements]
    return Movements(
        tuple(str(movement.id) for movement in movements),
        np.array([requirement[movement.requirement] for movement in movements], dtype=np.int32),
        tuple(str(movement.nation) for movement in movements),
        tuple(str(movement.unit or movement.stock or "") for movement in movements),
        np.array([held(movement.ready - origin) for movement in movements], dtype=np.int32),
        np.array([held(_pledge(book, movement) - origin) for movement in movements], dtype=np.int32),
        np.array([movement.covers for movement in movements], dtype=np.int32),
        np.array(weights, dtype=np.int64),
        np.array(_whole(movements, found, delivers, still), dtype=np.bool_),
        np.array(still, dtype=np.bool_),
        np.array([spare.get(movement.id, 0) for movement in movements], dtype=np.int32),
        rows_of(deliveries), rows_of(shares),
    )  # fmt: skip


def goals_of(book: Book, movements: Movements, freight_left: np.ndarray, ends: np.ndarray) -> Goals:
    """Every requirement of the book; `ends` [visits] are the plan's own departures."""
    origin = book.crisis.activated
    requirements = list(book.requirements.values())
    serving: list[list[int]] = [[] for _ in requirements]
    for movement, requirement in enumerate(movements.requirement):
        serving[requirement].append(movement)
    closings = [
        _planned(one, serving[n], movements, (freight_left, ends))
        for n, one in enumerate(requirements)
    ]
    return Goals(
        tuple(str(one.id) for one in requirements),
        tuple(one.description for one in requirements),
        tuple(str(one.nation or "") for one in requirements),
        np.array([held(one.rdd - origin) for one in requirements], dtype=np.int32),
        np.array([one.weight for one in requirements], dtype=np.int32),
        np.array([_amount(one) for one in requirements], dtype=np.int32),
        rows_of(serving),
        np.array(closings, dtype=np.int32),
    )


def _amount(requirement: Requirement) -> int:
    return max(0, requirement.amount) if requirement.kind is Kind.CAPABILITY else 0


def _weight(movement: Movement) -> int:
    return sum(
        _piece(line.category, line.piece_kg) * max(0, line.pieces) for line in movement.lines
    )


def _piece(category: Category, kg: int) -> int:
    return _PAX_KG if category is Category.PAX else max(1, kg)


def _pledge(book: Book, movement: Movement) -> Minute:
    source = (
        book.units.get(movement.unit) if movement.unit is not None
        else book.stocks.get(movement.stock) if movement.stock is not None else None
    )  # fmt: skip
    return FOREVER if source is None or source.pledged is None else source.pledged.closes


def _deliveries(
    found: list[Carriage],
    delivers: np.ndarray,
    number: Mapping[MovementId, int],
    weights: list[int],
) -> tuple[list[list[int]], list[list[int]]]:
    """By movement: the carriages that bring it home, and how many millionths of it each brings."""
    deliveries: list[list[int]] = [[] for _ in number]
    shares: list[list[int]] = [[] for _ in number]
    for carriage, one in enumerate(found):
        if delivers[carriage]:
            movement, line = number[one.carried.movement.id], one.carried.line
            brought = one.carried.pieces * _piece(line.category, line.piece_kg)
            deliveries[movement].append(carriage)
            shares[movement].append(brought * PPM // max(1, weights[movement]))
    return deliveries, shares


def _whole(
    movements: Iterable[Movement], found: list[Carriage], delivers: np.ndarray, still: list[bool]
) -> list[bool]:
    brought: dict[tuple[MovementId, str], int] = {}
    for carriage, one in enumerate(found):
        if delivers[carriage]:
            key = (one.carried.movement.id, str(one.carried.line.id))
            brought[key] = brought.get(key, 0) + one.carried.pieces
    return [
        there
        or (
            any(line.pieces > 0 for line in movement.lines)
            and all(brought.get((movement.id, str(line.id)), 0) >= line.pieces for line in movement.lines)
        )
        for movement, there in zip(movements, still, strict=True)
    ]  # fmt: skip


def _spare(walks: list[Walk]) -> dict[MovementId, int]:
    """By how many millionths a movement may grow before one of the trips that carry it is too small."""
    spare: dict[MovementId, int] = {}
    for walk in walks:
        for called in walk.called:
            for movement, room in _room(called.visit, walk.fleet).items():
                spare[movement] = min(spare.get(movement, NEVER), room)
    return spare


def _room(visit: Visit, fleet: Fleet) -> dict[MovementId, int]:
    """What each movement taken on here may grow by alone."""
    if not visit.on:
        return {}
    pax, kg, dm2 = (sum(kind) for kind in zip(*map(_load, visit.aboard), strict=True))
    rooms: dict[MovementId, int] = {}
    for carried in visit.on:
        own_pax, own_kg, own_dm2 = _load(carried)
        limits = [(fleet.seats - pax, own_pax), (fleet.payload_kg - kg, own_kg)]
        if fleet.deck_dm2 is not None:
            limits.append((fleet.deck_dm2 - dm2, own_dm2))
        room = min((max(0, left) * PPM // own for left, own in limits if own), default=PPM)
        rooms[carried.movement.id] = min(rooms.get(carried.movement.id, NEVER), room)
    return rooms


def _load(carried: Carried) -> tuple[int, int, int]:
    return carried.pax, carried.kg, carried.dm2


def _planned(
    requirement: Requirement,
    serving: list[int],
    movements: Movements,
    plan: tuple[np.ndarray, np.ndarray],
) -> int:
    """Closure by the plan's own times; NEVER when it does not close."""
    left, ends = plan
    if not serving or not all(movements.whole[movement] for movement in serving):
        return NEVER
    if requirement.kind is Kind.CAPABILITY:
        covered = sum(int(movements.covers[movement]) for movement in serving)
        if covered < requirement.amount:
            return NEVER
    return max(_closing(movement, movements, left, ends) for movement in serving)


def _closing(movement: int, movements: Movements, left: np.ndarray, ends: np.ndarray) -> int:
    if movements.still[movement]:
        return int(movements.ready[movement])
    return max((int(ends[left[c]]) for c in movements.deliveries.of(movement)), default=NEVER)


def calls_by_number(walks: list[Walk]) -> list[Called]:
    """All visits in the order of their numbers."""
    return sorted(every(walks), key=lambda called: called.number)
