"""Which pledged units and stocks serve which capability requirement (R14), and which movements can be assigned.

Greedy: requirements by weight and RDD, sources by when they could be there. What no source covers stays
uncovered. The next best sources are named too, for the scheduler may do better with one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coalition.model.book import Book
from coalition.model.forces import Stock, Unit
from coalition.model.identity import LineId, RequirementId, StockId, UnitId
from coalition.model.plan import Assignment, Movement, movement_of, named_assignment
from coalition.model.requirements import Kind, Requirement

Source = Unit | Stock
Reach = Callable[[Movement], int | None]
"""The earliest minute at which a movement could have arrived, or None when it never can."""

SPARES = 3
"""Free sources named beside the chosen ones of each capability requirement, and as many that serve another."""
_NEVER = 2**62


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Movements in the order wanted; `spares` are those that may serve instead."""

    chosen: tuple[Assignment, ...]
    spares: tuple[Assignment, ...]

    def by_requirement(self) -> list[Assignment]:
        """All of them, of each requirement the chosen before the spares."""
        return [*self.chosen, *self.spares]


@dataclass(frozen=True, slots=True)
class Offer:
    """A source that could serve a requirement: how much it covers at most and from when."""

    source: Source
    covers: int
    arrives: int


def named(book: Book, requirement: Requirement) -> Assignment | None:
    """The assignment of a movement requirement, or None when its source may not serve it."""
    assignment = named_assignment(requirement)
    source: Source | None
    if assignment.unit is not None:
        source = book.units.get(assignment.unit)
    elif assignment.stock is not None:
        source = book.stocks.get(assignment.stock)
        if source is None or not 0 < requirement.amount <= source.pledged_pieces:
            return None
    else:
        return None if None in (requirement.nation, requirement.origin) else assignment
    return assignment if source is not None and _is_able(requirement, source) else None


def choose(book: Book, reach: Reach, standing: Iterable[Assignment] = ()) -> Sourcing:
    """Assignments of every requirement that can have one, movements first.

    `standing` are those of a plan in force; such as still may serve go on doing so.
    """
    chooser = _Chooser(book, reach)
    chooser.go_on(standing)
    for requirement in chooser.serve_all_named():
        chooser.serve(requirement)
    return Sourcing(tuple(chooser.made), tuple(chooser.spares))


class Resourcing:
    """Sources of a plan in force under another book: what is served enough keeps its own, and nothing is
    looked for beside them until somebody asks.
    """

    def __init__(self, book: Book, reach: Reach, standing: Iterable[Assignment]) -> None:
        self._book, self._chooser = book, _Chooser(book, reach)
        held = tuple(standing)
        self._chooser.standing = {one: one for one in held}
        self._chooser.go_on(held)
        self._content = set[RequirementId]()
        for requirement in self._chooser.serve_all_named():
            if self._chooser.lacks(requirement) > 0:
                self._chooser.serve(requirement)
            else:
                self._content.add(requirement.id)

    def assignments(self) -> list[Assignment]:
        """Those that serve, and for what was not served enough spares."""
        return [*self._chooser.made, *self._chooser.spares]

    def spares(self, requirements: Iterable[RequirementId]) -> list[Assignment]:
        """What may serve instead where enough serves already, of capabilities."""
        return [
            spare for name in requirements if name in self._content
            for spare in self._chooser.spares_of(self._book.requirements[name])
        ]  # fmt: skip


class _Pool:
    """Pledged units of one capability: `kin` numbers units that travel alike, one of `kins` stands for each."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = sorted(units, key=lambda unit: unit.id)
        kins: dict[tuple[object, ...], int] = {}
        self.kins: list[Unit] = []
        numbers = []
        for unit in self.units:
            key = (
                unit.nation,
                unit.home,
                tuple(replace(line, id=LineId(""), description="") for line in unit.lines),
            )
            if key not in kins:
                kins[key] = len(self.kins)
                self.kins.append(unit)
            numbers.append(kins[key])
        self.kin = np.array(numbers, dtype=np.int64)
        self.notice = np.array([unit.ntm_minutes for unit in self.units], dtype=np.int64)
        self.covers = np.array([unit.capability_amount for unit in self.units], dtype=np.int64)
        self.free = np.ones(len(self.units), dtype=np.bool_)
        self.number = {unit.id: n for n, unit in enumerate(self.units)}
        self._able: dict[tuple[frozenset[str], str], NDArray[np.bool_]] = {}

    def able(self, requirement: Requirement) -> NDArray[np.bool_]:
        """Which units may serve the requirement, used up or not."""
        key = (requirement.interoperability, requirement.task)
        if key not in self._able:
            self._able[key] = np.array(
                [_is_able(requirement, u) for u in self.units], dtype=np.bool_
            )
        return self._able[key] & (self.covers > 0)


class _Chooser:
    """Sources not used up yet."""

    def __init__(self, book: Book, reach: Reach) -> None:
        self._book, self._reach = book, reach
        by_capability: dict[str, list[Unit]] = {}
        for unit in book.units.values():
            if unit.pledged is not None and unit.capability:
                by_capability.setdefault(unit.capability, []).append(unit)
        self._pools = {capability: _Pool(units) for capability, units in by_capability.items()}
        self._pieces: dict[StockId, int] = {s.id: s.pledged_pieces for s in book.stocks.values()}
        self._used: set[UnitId] = set()
        self._covered: dict[RequirementId, int] = {}
        self._minutes: dict[tuple[object, ...], NDArray[np.int64]] = {}
        self.standing: dict[Assignment, Assignment] = {}
        """Assignments of a plan in force, to be handed on as they are."""
        self.made: list[Assignment] = []
        self.spares: list[Assignment] = []

    def go_on(self, standing: Iterable[Assignment]) -> None:
        """Sources that serve already and still may."""
        for assignment in standing:
            requirement = self._book.requirements.get(assignment.requirement)
            if requirement is None or requirement.kind is Kind.MOVEMENT:
                continue
            source: Source | None = None
            if assignment.unit is not None:
                source = self._book.units.get(assignment.unit)
            elif assignment.stock is not None:
                source = self._book.stocks.get(assignment.stock)
            if source is not None and _may_serve(requirement, source) and self._take(assignment):
                self.made.append(assignment)
                covers = movement_of(self._book, assignment).covers
                self._covered[requirement.id] = self._covered.get(requirement.id, 0) + covers

    def serve_named(self, requirement: Requirement) -> None:
        """The source the requirement names, a spare when another has it."""
        assignment = named(self._book, requirement)
        if assignment is not None:
            assignment = self.standing.get(assignment, assignment)
            (self.made if self._take(assignment) else self.spares).append(assignment)

    def serve_all_named(self) -> list[Requirement]:
        """Serve every movement; the capabilities that then are to be served, in order."""
        for requirement in self._book.requirements.values():
            if requirement.kind is Kind.MOVEMENT:
                self.serve_named(requirement)
        wanted = [r for r in self._book.requirements.values() if r.kind is Kind.CAPABILITY]
        return sorted(wanted, key=lambda r: (-r.weight, r.rdd, r.id))

    def lacks(self, requirement: Requirement) -> int:
        """How much of a capability nothing covers yet."""
        return requirement.amount - self._covered.get(requirement.id, 0)

    def spares_of(self, requirement: Requirement) -> list[Assignment]:
        """The next best units of a requirement that is served: free ones, then such as serve another."""
        offers = [
            *self._of_units(requirement, free=True)[:SPARES],
            *self._of_units(requirement, free=False)[: 2 * SPARES],
        ]
        serving = {a.unit for a in self.made if a.requirement == requirement.id}
        found = [UnitId(o.source.id) for o in offers if o.source.id not in serving]
        return [Assignment(requirement.id, unit=unit) for unit in found[: 2 * SPARES]]

    def serve(self, requirement: Requirement) -> None:
        """Sources that are there first until the amount is covered; none that is not needed in the end."""
        left = self.lacks(requirement)
        offers = self._offers(requirement)
        chosen: list[Offer] = []
        for offer in offers:
            if left > 0:
                chosen.append(offer)
                left -= offer.covers
        for offer in sorted(chosen, key=lambda o: (o.covers, -o.arrives, o.source.id)):
            if offer.covers <= -left:
                chosen.remove(offer)
                left += offer.covers
        self._assign(requirement, chosen, self.lacks(requirement))
        rest = [offer for offer in offers if offer not in chosen and isinstance(offer.source, Unit)]
        rest = rest[:SPARES] + self._of_units(requirement, free=False)[:SPARES]
        self.spares += [
            Assignment(requirement.id, unit=UnitId(o.source.id)) for o in rest if o not in chosen
        ]

    def _assign(self, requirement: Requirement, chosen: list[Offer], left: int) -> None:
        for offer in chosen:
            source = offer.source
            if isinstance(source, Unit):
                assignment = Assignment(requirement.id, unit=source.id)
                left -= offer.covers
            else:
                pieces = min(self._pieces[source.id], -(-left // max(1, source.amount_per_piece)))
                assignment = Assignment(requirement.id, stock=source.id, pieces=pieces)
                left -= pieces * source.amount_per_piece
            if self._take(assignment):
                self.made.append(assignment)

    def _offers(self, requirement: Requirement) -> list[Offer]:
        """Offers, the best first; of units only as many as could be wanted."""
        offers = [*self._of_units(requirement, free=True), *self._of_stocks(requirement)]
        return sorted(
            offers,
            key=lambda o: (max(o.arrives, requirement.rdd), -o.covers, o.arrives, o.source.id),
        )

    def _of_units(self, requirement: Requirement, *, free: bool) -> list[Offer]:
        pool = self._pools.get(requirement.capability)
        if pool is None:
            return []
        start = requirement.activated
        start = self._book.crisis.activated if start is None else start
        ready = start + pool.notice
        if requirement.rld is not None:
            ready = np.maximum(ready, requirement.rld)
        travel = self._travel(pool, requirement)[pool.kin]
        arrives = ready + travel
        able = np.flatnonzero(pool.able(requirement) & (pool.free == free) & (travel < _NEVER))
        order = np.lexsort(
            (able, arrives[able], -pool.covers[able], np.maximum(arrives[able], requirement.rdd))
        )
        ranked = able[order]
        enough = (
            int(np.searchsorted(np.cumsum(pool.covers[ranked]), requirement.amount)) + 1 + SPARES
        )
        return [
            Offer(pool.units[n], int(pool.covers[n]), int(arrives[n]))
            for n in ranked[:enough].tolist()
        ]

    def _travel(self, pool: _Pool, requirement: Requirement) -> NDArray[np.int64]:
        """Minutes from ready to there, by kin of unit."""
        key = (
            requirement.capability, requirement.origin, requirement.poe, requirement.pod,
            requirement.destination, requirement.task, requirement.together,
        )  # fmt: skip
        if key not in self._minutes:
            found = []
            for unit in pool.kins:
                movement = movement_of(self._book, Assignment(requirement.id, unit=unit.id))
                arrives = self._reach(movement)
                found.append(_NEVER if arrives is None else arrives - movement.ready)
            self._minutes[key] = np.array(found, dtype=np.int64)
        return self._minutes[key]

    def _of_stocks(self, requirement: Requirement) -> list[Offer]:
        found: list[Offer] = []
        for stock in self._book.stocks.values():
            if self._pieces[stock.id] > 0 and _may_serve(requirement, stock):
                assignment = Assignment(
                    requirement.id, stock=stock.id, pieces=self._pieces[stock.id]
                )
                movement = movement_of(self._book, assignment)
                arrives = self._reach(movement)
                if arrives is not None and movement.covers > 0:
                    found.append(Offer(stock, movement.covers, arrives))
        return found

    def _take(self, assignment: Assignment) -> bool:
        """Use the source up; False when it is gone."""
        if assignment.unit is not None:
            if assignment.unit in self._used:
                return False
            self._used.add(assignment.unit)
            pool = self._pools.get(self._book.units[assignment.unit].capability)
            if pool is not None and assignment.unit in pool.number:
                pool.free[pool.number[assignment.unit]] = False
        elif assignment.stock is not None:
            if not 0 < assignment.pieces <= self._pieces[assignment.stock]:
                return False
            self._pieces[assignment.stock] -= assignment.pieces
        return True


def _may_serve(requirement: Requirement, source: Source) -> bool:
    return (
        source.pledged is not None
        and source.capability == requirement.capability
        and _is_able(requirement, source)
    )


def _is_able(requirement: Requirement, source: Source) -> bool:
    """Whether interoperability and the tasks of its pledge fit."""
    if requirement.interoperability - source.interoperability:
        return False
    tasks = source.pledge_tasks if source.pledged is not None else frozenset[str]()
    chosen = requirement.kind is Kind.CAPABILITY or requirement.task != ""
    return not tasks or not chosen or requirement.task in tasks
