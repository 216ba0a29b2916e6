"""What has left stays wanted: news may take back what waits, never what is under way.

A requirement that is cancelled, or whose load shrinks, keeps the pieces that have been taken on at their
origin by the instant of the news; of a stock that shrinks as many stay pledged as have left. A port of
debarkation or destination that changes when part of the load has been set down at its destination changes too
late, and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.identity import LineId, MovementId, RequirementId
from coalition.model.plan import Movement, Plan, Stop, movement_of
from coalition.model.requirements import Kind, Requirement

LoadKey = tuple[MovementId, LineId]


@dataclass(frozen=True, slots=True)
class Begun:
    """Pieces taken on at their origin, and requirements of which some are set down at their destination."""

    movements: dict[MovementId, Movement]
    left: Counter[LoadKey]
    arrived: frozenset[RequirementId]

    def of(self, requirement: RequirementId) -> list[Movement]:
        """The requirement's movements of which anything has left."""
        return [
            movement for movement in self.movements.values()
            if movement.requirement == requirement
            and any(self.left[movement.id, line.id] for line in movement.lines)
        ]  # fmt: skip


def keep_begun(before: Book, after: Book, plan: Plan, now: Minute) -> Book:
    """The book after the news with whatever has left before `now` still wanted."""
    touched = [
        one for one in before.requirements.values() if after.requirements.get(one.id) is not one
    ]
    changed_units = {u for u, unit in before.units.items() if after.units.get(u) is not unit}
    touched += [one for one in before.requirements.values() if one.unit in changed_units]
    stocks = [s for s, stock in before.stocks.items() if after.stocks.get(s) is not stock]
    if not touched and not stocks:
        return after
    names = {one.id for one in touched}
    bearing = [a for a in plan.assignments if a.requirement in names or a.stock in stocks]
    begun = _begun(before, replace(plan, assignments=tuple(bearing)), now)
    for wanted in touched:
        after = _keep(wanted, after, begun)
    for name in stocks:
        after = _keep_stock(name, after, begun)
    return after


def _begun(book: Book, plan: Plan, now: Minute) -> Begun:
    movements: dict[MovementId, Movement] = {}
    for assignment in plan.assignments:
        if assignment.requirement in book.requirements:
            movement = movement_of(book, assignment)
            movements[movement.id] = movement
    left: Counter[LoadKey] = Counter()
    arrived = set()
    for stop, under_way in _stops(plan, now):
        for load in stop.on if stop.arrive < now else ():
            if load.movement in movements and movements[load.movement].origin == stop.place:
                left[load.movement, load.line] += load.pieces
        for load in stop.off if under_way else ():
            known = movements.get(load.movement)
            if known is not None and known.destination == stop.place:
                arrived.add(known.requirement)
    return Begun(movements, left, frozenset(arrived))


def _stops(plan: Plan, now: Minute) -> Iterator[tuple[Stop, bool]]:
    """Every stop that is reached or being travelled to, and whether it is."""
    for trip in plan.trips:
        if trip.stops and trip.stops[0].arrive < now:
            yield trip.stops[0], True
            yield from ((end, start.depart < now) for start, end in pairwise(trip.stops))


def _keep(wanted: Requirement, after: Book, begun: Begun) -> Book:
    """The requirement with no less of it wanted than has left; one cancelled wants that and no more."""
    movements = begun.of(wanted.id)
    if not movements:
        return after
    cancelled = wanted.id not in after.requirements
    now = replace(wanted, amount=0) if cancelled else after.requirements[wanted.id]
    if wanted.id in begun.arrived:
        now = replace(now, pod=wanted.pod, destination=wanted.destination)
    if now.kind is Kind.CAPABILITY:
        return _with(after, replace(now, amount=max(now.amount, sum(m.covers for m in movements))))
    if now.stock is not None:
        pieces = sum(begun.left[m.id, line.id] for m in movements for line in m.lines)
        return _with(after, replace(now, amount=max(now.amount, pieces)))
    unit = None if now.unit is None else after.units[now.unit]
    asked = () if cancelled else now.lines if unit is None else unit.lines
    lines = _at_least(asked, movements[0], begun)
    if unit is None:
        return _with(after, replace(now, lines=lines))
    return _with(replace(after, units={**after.units, unit.id: replace(unit, lines=lines)}), now)


def _at_least(
    asked: tuple[CargoLine, ...], movement: Movement, begun: Begun
) -> tuple[CargoLine, ...]:
    """The lines asked for, each with at least as many pieces as have left."""
    pieces = {line.id: line.pieces for line in asked}
    left = {line.id: begun.left[movement.id, line.id] for line in movement.lines}
    return tuple([
        replace(line, pieces=max(pieces.get(line.id, 0), left[line.id]))
        for line in movement.lines if pieces.get(line.id, 0) or left[line.id]
    ])  # fmt: skip


def _keep_stock(name: str, after: Book, begun: Begun) -> Book:
    stocks = [stock for stock in after.stocks.values() if stock.id == name]
    for stock in stocks:
        left = sum(
            begun.left[movement.id, line.id]
            for movement in begun.movements.values() if movement.stock == name
            for line in movement.lines
        )  # fmt: skip
        line = replace(stock.line, pieces=max(stock.line.pieces, left))
        kept = replace(stock, line=line, pledged_pieces=max(stock.pledged_pieces, left))
        after = replace(after, stocks={**after.stocks, stock.id: kept})
    return after


def _with(book: Book, wanted: Requirement) -> Book:
    return replace(book, requirements={**book.requirements, wanted.id: wanted})
