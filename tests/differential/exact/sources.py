"""Who may serve a requirement (R14); apart, for it needs no solver."""

from __future__ import annotations

from tests.differential.exact.facts import is_able

from coalition.model.book import Book
from coalition.model.plan import Assignment, named_assignment
from coalition.model.requirements import Kind, Requirement


def sources(book: Book, requirement: Requirement) -> list[Assignment]:
    """Every assignment that may serve the requirement (R14)."""
    if requirement.kind is Kind.MOVEMENT:
        named = named_assignment(requirement)
        source = book.units.get(requirement.unit or "") or book.stocks.get(requirement.stock or "")  # type: ignore[call-overload]
        if requirement.stock is not None and requirement.amount <= 0:
            return []
        return [named] if source is None or is_able(requirement, source) else []
    units = [
        Assignment(requirement.id, unit=s.id)
        for s in book.units.values()
        if s.capability == requirement.capability and s.pledged and is_able(requirement, s)
    ]
    stocks = [
        Assignment(requirement.id, stock=s.id, pieces=s.pledged_pieces)
        for s in book.stocks.values()
        if s.capability == requirement.capability and s.pledged and is_able(requirement, s)
    ]
    return units + stocks
