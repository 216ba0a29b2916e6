"""Which pledged units and stocks serve which capability requirement (R14), and which movements can be assigned.

Greedy: requirements by priority and RDD, sources by when they could be there. What no source covers stays
uncovered. Not here: improving the choice (`improvement`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coalition.model.book import Book
from coalition.model.forces import Stock, Unit
from coalition.model.identity import StockId, UnitId
from coalition.model.plan import Assignment, Movement, movement_of, named_assignment
from coalition.model.requirements import Kind, Requirement

Source = Unit | Stock
Reach = Callable[[Movement], int | None]
"""The earliest minute at which a movement could have arrived, or None when it never can."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A source that could serve a requirement: how much it covers at most and from when."""

    source: Source
    covers: int
    arrives: int


def named(book: Book, requirement: Requirement) -> Assignment | None:
    """The assignment of a movement requirement, or None when its source may not serve it."""
    assignment = named_assignment(requirement)
    try:
        movement = movement_of(book, assignment)
    except KeyError:
        return None
    source: Source | None = None
    if movement.unit is not None:
        source = book.units[movement.unit]
    elif movement.stock is not None:
        source = book.stocks[movement.stock]
        if not 0 < requirement.amount <= source.pledged_pieces:
            return None
    return assignment if source is None or _is_able(requirement, source) else None


def choose(book: Book, reach: Reach) -> tuple[Assignment, ...]:
    """Assignments of every requirement that can have one, movements first."""
    chooser = _Chooser(book, reach)
    for requirement in book.requirements.values():
        if requirement.kind is Kind.MOVEMENT:
            chooser.serve_named(requirement)
    wanted = [r for r in book.requirements.values() if r.kind is Kind.CAPABILITY]
    for requirement in sorted(wanted, key=lambda r: (-r.weight, r.rdd, r.id)):
        chooser.serve(requirement)
    return tuple(chooser.made)


class _Chooser:
    """Sources not used up yet."""

    def __init__(self, book: Book, reach: Reach) -> None:
        self._book, self._reach = book, reach
        self._units: set[UnitId] = set(book.units)
        self._pieces: dict[StockId, int] = {s.id: s.pledged_pieces for s in book.stocks.values()}
        self.made: list[Assignment] = []

    def serve_named(self, requirement: Requirement) -> None:
        """The source the requirement names, while it lasts."""
        assignment = named(self._book, requirement)
        if assignment is not None and self._take(assignment):
            self.made.append(assignment)

    def serve(self, requirement: Requirement) -> None:
        """Sources that are there first until the amount is covered; none that is not needed in the end."""
        left = requirement.amount
        offers = sorted(
            self._offers(requirement),
            key=lambda o: (max(o.arrives, requirement.rdd), -o.covers, o.arrives, o.source.id),
        )
        chosen: list[Offer] = []
        for offer in offers:
            if left > 0:
                chosen.append(offer)
                left -= offer.covers
        for offer in sorted(chosen, key=lambda o: (o.covers, -o.arrives, o.source.id)):
            if offer.covers <= -left:
                chosen.remove(offer)
                left += offer.covers
        self._assign(requirement, chosen)

    def _assign(self, requirement: Requirement, chosen: list[Offer]) -> None:
        left = requirement.amount
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
        units = [
            self._offer(Assignment(requirement.id, unit=unit.id), unit)
            for unit in self._book.units.values()
            if unit.id in self._units and _may_serve(requirement, unit)
        ]
        stocks = [
            self._offer(
                Assignment(requirement.id, stock=stock.id, pieces=self._pieces[stock.id]), stock
            )
            for stock in self._book.stocks.values()
            if self._pieces[stock.id] > 0 and _may_serve(requirement, stock)
        ]
        return [offer for offer in (*units, *stocks) if offer is not None and offer.covers > 0]

    def _offer(self, assignment: Assignment, source: Source) -> Offer | None:
        movement = movement_of(self._book, assignment)
        arrives = self._reach(movement)
        return None if arrives is None else Offer(source, movement.covers, arrives)

    def _take(self, assignment: Assignment) -> bool:
        """Use the source up; False when it is gone."""
        if assignment.unit is not None:
            if assignment.unit not in self._units:
                return False
            self._units.remove(assignment.unit)
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
