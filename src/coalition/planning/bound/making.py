"""The bound of a book: a relaxation every right plan maps into at no greater cost."""

from __future__ import annotations

from collections import Counter

from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.identity import PlaceId
from coalition.model.plan import PPM, Bound, Movement, movement_of, named_assignment
from coalition.model.requirements import Kind, Requirement
from coalition.planning.bound.earliest import Earliest
from coalition.planning.bound.lengths import Lengths
from coalition.planning.bound.lift import pool_fleets
from coalition.planning.bound.prices import Prices, Want, date_ends, segments_of
from coalition.planning.fit import kg_equivalent
from coalition.planning.ports import LawBook, WayBook

RELAXATION = (
    "each requirement closes as early as law, readiness, dates and distance allow; "
    "pools of like carriers have no more carrier-minutes by any date than their number and the way back "
    "allow (Lagrangian, pieces divisible); places, slots and stops on the way are free"
)
_DATES = 10
_SAFE = 1 - 1e-9
"""The search adds floating-point numbers; this much is given away so that the bound stays a bound."""


def make_bound(
    book: Book, law: LawBook, network: WayBook, *, target: int | None = None, rounds: int = 24
) -> Bound:
    """A bound on undelivered and lateness. `target` is the lateness of a plan known, to steer the search.

    Any target and any number of rounds give a valid bound.
    """
    lengths = Lengths(book, network)
    earliest = Earliest(book, law, lengths)
    plain = lateness = undelivered = 0
    for requirement in book.requirements.values():
        closing = earliest.closings[requirement.id]
        undelivered += _undelivered(earliest, requirement, closing)
        plain += requirement.weight * _late(book, requirement, closing)
    wants = _wants(book, earliest, lengths)
    if wants and (target is None or target > plain):
        priced = {want.requirement for want in wants}
        rest = sum(
            r.weight * _late(book, r, earliest.closings[r.id])
            for r in book.requirements.values()
            if r.id not in priced
        )
        value = _search(book, lengths, wants, rounds, (target or 2 * plain) - rest)
        lateness = rest + int(value * _SAFE) - 1
    return Bound(undelivered, max(plain, lateness), RELAXATION)


def _late(book: Book, requirement: Requirement, closing: int | None) -> int:
    end = book.crisis.horizon_end
    return max(0, (end if closing is None else min(closing, end)) - requirement.rdd)


def _undelivered(earliest: Earliest, requirement: Requirement, closing: int | None) -> int:
    """Weight in millionths no plan delivers: lines that never arrive in time, or what no pledge covers.

    A requirement that never closes may still have lines that arrive.
    """
    if requirement.kind is Kind.MOVEMENT:
        missing, whole = _missing_lines(earliest, requirement)
    else:
        missing = max(0, requirement.amount - earliest.pledged_amount(requirement))
        whole = requirement.amount
    if closing is None and earliest.is_barred(requirement):
        missing = whole
    return -(-requirement.weight * missing * PPM // max(1, whole))


def _missing_lines(earliest: Earliest, requirement: Requirement) -> tuple[int, int]:
    """Kg-equivalents that cannot arrive within the horizon, of all."""
    movement = earliest.movement(requirement)
    if movement is None:
        return 1, 1
    if movement.origin == movement.destination:
        return 0, 1
    end, missing, whole = earliest.book.crisis.horizon_end, 0, 0
    for line in movement.lines:
        weight = max(0, line.pieces) * kg_equivalent(line)
        arrives = earliest.line_arrival(requirement, movement, line)
        whole += weight
        missing += weight if arrives is None or arrives > end else 0
    return (missing, whole) if whole else (0, 1)


def _wants(book: Book, earliest: Earliest, lengths: Lengths) -> list[Want]:
    """Every line of every movement requirement that can close, with its part of the weight."""
    wants: list[Want] = []
    for requirement in book.requirements.values():
        closing = earliest.closings[requirement.id]
        if requirement.kind is Kind.MOVEMENT and closing is not None:
            movement = movement_of(book, named_assignment(requirement))
            wants += _wants_of(earliest, lengths, requirement, movement)
    return wants


def _wants_of(
    earliest: Earliest, lengths: Lengths, requirement: Requirement, movement: Movement
) -> list[Want]:
    lines = [line for line in movement.lines if line.pieces > 0]
    if movement.origin == movement.destination or not lines:
        return []
    floor = _late(earliest.book, requirement, earliest.closings[requirement.id])
    whole = sum(line.pieces * kg_equivalent(line) for line in lines) or 1
    passed = earliest.waypoints(requirement, movement)
    segments = segments_of([lengths.index[place] for place in passed])
    return [
        Want(
            requirement.id, line, segments, requirement.weight * line.pieces * kg_equivalent(line) / whole,
            earliest.line_arrival(requirement, movement, line) or 0, requirement.rdd, floor,
        )
        for line in lines
    ]  # fmt: skip


def _search(book: Book, lengths: Lengths, wants: list[Want], rounds: int, target: float) -> float:
    lines: list[CargoLine] = [want.line for want in wants]
    pools = pool_fleets(book, lengths, _hub(book, lengths), lines)
    ends = date_ends(
        book.crisis.activated, book.crisis.horizon_end, [want.earliest for want in wants], _DATES
    )
    return Prices(wants, pools, ends).search(max(1, rounds), target)


def _hub(book: Book, lengths: Lengths) -> PlaceId:
    """The place most requirements go to, or go in by."""
    ports = Counter(r.pod or r.destination for r in book.requirements.values())
    return max(lengths.places, key=lambda place: (ports[place], place))
