"""The book's loads as columns: one row for like lines of one movement, so that they are reckoned at once.

A movement requirement has one movement; a capability one for each pledged source, whatever else binds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray

from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Unit
from coalition.model.identity import PlaceId, RequirementId
from coalition.model.plan import Assignment, Movement, movement_of, named_assignment
from coalition.model.requirements import Kind, Requirement
from coalition.planning.bound.kinds import Kinds, Mask
from coalition.planning.bound.lengths import Lengths
from coalition.planning.bound.openings import NEVER, Openings, Traveller
from coalition.planning.fit import kg_equivalent

Numbers = NDArray[np.int64]
Minutes = NDArray[np.float64]
Shape = tuple[object, ...]


@dataclass(slots=True)
class Columns:
    """Rows being gathered; each list has one entry a row unless said otherwise.

    `movement`: number of the row's movement; `owner` and `ready` are of movements: the requirement's number
    and the minute at which what stands at its destination closes. `route`: number of a (mask, origin, poe,
    pod, destination), -1 for no port. `leave`, `ald`, `ead`: minutes before which nothing leaves, leaves the
    POE, comes to the gate. `entry`: number of a (traveller, destination, mask).
    """

    movement: list[int] = field(default_factory=list)
    route: list[int] = field(default_factory=list)
    leave: list[float] = field(default_factory=list)
    ald: list[float] = field(default_factory=list)
    ead: list[float] = field(default_factory=list)
    entry: list[int] = field(default_factory=list)
    kg: list[int] = field(default_factory=list)
    pax: list[int] = field(default_factory=list)
    dm2: list[int] = field(default_factory=list)
    worth: list[int] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    stays: list[bool] = field(default_factory=list)


Route = tuple[int, int, int, int, int]
"""Mask number, origin, POE, POD, destination; -1 is none."""


_ANY = RequirementId("")


class Loads:
    """Loads of a book: `columns`, the `masks` and `routes` they name, and requirements in the book's order."""

    def __init__(self, book: Book, kinds: Kinds, lengths: Lengths, openings: Openings) -> None:
        self._book, self._kinds, self._openings = book, kinds, openings
        self._index = lengths.index
        self.requirements = list(book.requirements.values())
        self.masks: dict[Mask, int] = {}
        self.routes: dict[Route, int] = {}
        self.columns = Columns()
        self._shapes: dict[Shape, Mask] = {}
        self.entries: dict[tuple[Traveller, PlaceId, Mask], int] = {}
        self._sources: dict[str, list[Assignment]] = {}
        self._amounts: dict[str, int] = {}
        for number, requirement in enumerate(self.requirements):
            for movement in self._movements(requirement):
                self._add(number, requirement, movement)

    def _movements(self, requirement: Requirement) -> Iterator[Movement]:
        if requirement.kind is Kind.CAPABILITY:
            for source in self._pledged(requirement.capability):
                found = Assignment(requirement.id, source.unit, source.stock, source.pieces)
                yield movement_of(self._book, found)
            return
        try:
            yield movement_of(self._book, named_assignment(requirement))
        except KeyError:
            return

    def _pledged(self, capability: str) -> list[Assignment]:
        """Every pledged source of the capability, one of each that are alike to the bound."""
        if capability not in self._sources:
            alike: dict[tuple[object, ...], tuple[int, Assignment]] = {}
            for unit in self._book.units.values():
                if unit.capability == capability and unit.pledged:
                    found = Assignment(_ANY, unit=unit.id)
                    _keep_readiest(alike, self._source(unit), unit.ntm_minutes, found)
            for stock in self._book.stocks.values():
                if stock.capability == capability and stock.pledged:
                    shape = (*_shape(stock.line), stock.line.natures)
                    key = (stock.nation, stock.place, shape)
                    found = Assignment(_ANY, stock=stock.id, pieces=1)
                    _keep_readiest(alike, key, stock.ntm_minutes, found)
            self._sources[capability] = [source for _, source in alike.values()]
        return self._sources[capability]

    def _source(self, unit: Unit) -> tuple[object, ...]:
        """What of a unit the bound sees, but for its notice to move."""
        own = unit.id if unit.id in self._openings.named_units else ""
        lines = [line for line in unit.lines if line.pieces > 0]
        return (
            own,
            unit.nation,
            unit.home,
            frozenset((*_shape(line), line.natures) for line in lines),
        )

    def pledged_amount(self, capability: str) -> int:
        """How much of the capability all pledges together come to."""
        if capability not in self._amounts:
            book = self._book
            units = (
                u.capability_amount
                for u in book.units.values()
                if u.capability == capability and u.pledged
            )
            stocks = (
                s.pledged_pieces * s.amount_per_piece
                for s in book.stocks.values()
                if s.capability == capability and s.pledged
            )
            self._amounts[capability] = sum(units) + sum(stocks)
        return self._amounts[capability]

    def _add(self, number: int, requirement: Requirement, movement: Movement) -> None:
        rows, lines = self.columns, [line for line in movement.lines if line.pieces > 0]
        own = len(rows.owner)
        rows.owner.append(number)
        rows.ready.append(float(movement.ready))
        stays = movement.origin == movement.destination or not lines
        rows.stays.append(stays)
        if stays:
            return
        whole = requirement.together and requirement.kind is Kind.MOVEMENT
        together = self._together(lines) if whole else None
        merged: dict[tuple[Mask, Traveller], list[CargoLine]] = {}
        for line in lines:
            mask = together or self._mask(line)
            merged.setdefault((mask, self._openings.traveller(movement, line)), []).append(line)
        for (mask, who), some in merged.items():
            self._add_row(own, requirement, movement, mask, who, some)

    def _add_row(
        self, own: int, requirement: Requirement, movement: Movement, mask: Mask, who: Traveller,
        lines: list[CargoLine],
    ) -> None:  # fmt: skip
        rows, opens = self.columns, self._openings
        poe, pod = requirement.poe, requirement.pod
        leave = max(float(movement.ready), opens.leave(who, movement.origin))
        if not all(opens.passes(who, port) for port in (poe, pod) if port is not None):
            leave = NEVER
        ald = requirement.ald if poe is not None else None
        if poe == movement.origin and ald is not None:
            leave = max(leave, float(ald))
        ends = (movement.origin, poe, pod, movement.destination)
        points = [-1 if place is None else self._index[place] for place in ends]
        route = (self.masks.setdefault(mask, len(self.masks)), *points)
        rows.route.append(self.routes.setdefault(cast("Route", route), len(self.routes)))
        rows.movement.append(own)
        rows.leave.append(leave)
        rows.ald.append(-NEVER if ald is None else float(ald))
        rows.ead.append(-NEVER if requirement.ead is None else float(requirement.ead))
        entry = (who, movement.destination, mask)
        rows.entry.append(self.entries.setdefault(entry, len(self.entries)))
        seated = [line.category is Category.PAX for line in lines]
        pairs = list(zip(seated, lines, strict=True))
        rows.pax.append(sum(line.pieces for seat, line in pairs if seat))
        rows.kg.append(sum(line.pieces * line.piece_kg for seat, line in pairs if not seat))
        rows.dm2.append(sum(line.pieces * line.piece_dm2 for seat, line in pairs if not seat))
        rows.worth.append(sum(line.pieces * kg_equivalent(line) for line in lines))

    def last_legs(self, kinds: Kinds) -> Minutes:
        """The least at which what each of `entries` names is set down: the last leg begins when let in."""
        inward = kinds.moving.copy()
        inward[:, range(inward.shape[1]), range(inward.shape[1])] = np.inf
        last = inward.min(axis=1, initial=np.inf) + kinds.unload[:, None]
        return np.array([self._last_leg(kinds, last, *e) for e in self.entries], dtype=np.float64)

    def _last_leg(
        self, kinds: Kinds, last: Minutes, who: Traveller, destination: PlaceId, mask: Mask
    ) -> float:
        opens, there = self._openings.entry(who, destination), self._index[destination]
        found = [
            opens[group[0].mode] + float(last[k, there])
            for k, group in enumerate(kinds.fleets)
            if mask[k] and group[0].mode in opens
        ]
        return min(found, default=NEVER)

    def _mask(self, line: CargoLine) -> Mask:
        shape = _shape(line)
        if shape not in self._shapes:
            self._shapes[shape] = self._kinds.takers(line)
        return self._shapes[shape]

    def _together(self, lines: list[CargoLine]) -> Mask:
        """Kinds of which one carrier takes all lines at once (R2, R3)."""
        pax = sum(line.pieces for line in lines if line.category is Category.PAX)
        cargo = [line for line in lines if line.category is not Category.PAX]
        kg = sum(line.pieces * line.piece_kg for line in cargo)
        dm2 = sum(line.pieces * line.piece_dm2 for line in cargo)
        masks = [self._mask(line) for line in lines]
        return tuple(
            all(mask[k] for mask in masks)
            and pax <= group[0].seats
            and kg <= group[0].payload_kg
            and (group[0].deck_dm2 is None or dm2 <= group[0].deck_dm2)
            for k, group in enumerate(self._kinds.fleets)
        )


def _keep_readiest(
    alike: dict[tuple[object, ...], tuple[int, Assignment]],
    key: tuple[object, ...], notice: int, source: Assignment,
) -> None:  # fmt: skip
    if key not in alike or notice < alike[key][0]:
        alike[key] = (notice, source)


def points_of(route: Route) -> list[int]:
    """Places the route must pass in order, its ends included."""
    points = [route[1]]
    for place in route[2:]:
        if place not in (-1, points[-1]):
            points.append(place)
    return points


def _shape(line: CargoLine) -> Shape:
    """What of a line decides who can take it."""
    return (
        line.category, line.piece_kg, line.piece_dm2, line.height_cm, line.width_cm, line.hazard,
    )  # fmt: skip
