"""The bound of a book: a relaxation every right plan maps into at no greater cost."""

from __future__ import annotations

from collections import Counter

from coalition.model.book import Book
from coalition.model.plan import PPM, Bound
from coalition.model.requirements import Kind, Requirement
from coalition.planning.bound.asking import Grown, ask_network
from coalition.planning.bound.earliest import Earliest
from coalition.planning.bound.lengths import Lengths
from coalition.planning.ports import LawBook, WayBook

RELAXATION = (
    "each requirement closes as early as law, readiness, dates and distance allow, "
    "with every carrier of the book at its service and no place ever full"
)


_QUESTIONS = 400
_AT_ONCE = 150


def make_bound(
    book: Book,
    law: LawBook,
    network: WayBook,
    *,
    target: int | None = None,  # noqa: ARG001
    questions: int = _QUESTIONS,
) -> Bound:
    """A bound on undelivered, lateness and weighted closure time of every right plan.

    `target` is the lateness of a plan known, to steer a search; any target gives a valid bound. The network
    is asked for at most so many ways by land.
    """
    earliest = Earliest(book, law, Lengths(book, network))
    _measure(earliest, questions)
    undelivered = lateness = closure = 0
    for requirement in book.requirements.values():
        closing = earliest.closings[requirement.id]
        undelivered += _undelivered(earliest, requirement, closing)
        end = book.crisis.horizon_end if closing is None else min(closing, book.crisis.horizon_end)
        lateness += requirement.weight * max(0, end - requirement.rdd)
        closure += requirement.weight * (end - book.crisis.activated)
    return Bound(undelivered, lateness, RELAXATION, closure)


def _measure(earliest: Earliest, questions: int) -> None:
    """Ask for the ways on which the earliest closings rest, until all are known or enough are asked."""
    known: Counter[Grown] = Counter()
    while questions > 0:
        asked = ask_network(earliest, min(questions, _AT_ONCE), known)
        if not asked:
            return
        questions -= asked
        earliest.measure_anew()


def _undelivered(earliest: Earliest, requirement: Requirement, closing: int | None) -> int:
    """Weight in millionths no plan delivers: lines that never arrive in time, or what no pledge covers.

    A requirement that never closes may still have lines that arrive.
    """
    if requirement.kind is Kind.MOVEMENT:
        missing, whole = earliest.missing[requirement.id]
    else:
        missing = max(0, requirement.amount - earliest.loads.pledged_amount(requirement.capability))
        whole = requirement.amount
    if closing is None and earliest.is_barred(requirement):
        missing = whole
    return -(-requirement.weight * missing * PPM // max(1, whole))
