"""The bound of a book: a relaxation every right plan maps into at no greater cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from coalition.model.book import Book
from coalition.model.plan import PPM, Bound
from coalition.model.requirements import Kind, Requirement
from coalition.planning.bound.asking import Grown, ask_network
from coalition.planning.bound.earliest import Earliest
from coalition.planning.bound.lengths import Lengths
from coalition.planning.bound.scarcity import Objective, Scarcity
from coalition.planning.ports import LawBook, WayBook

RELAXATION = (
    "each requirement closes as early as law, readiness, dates and distance allow; what is aboard at any "
    "minute is no more than all carriers of a mode take (Lagrangian, pieces divisible), and the sooner a "
    "load closes the more it needs of them; places, slots and empty legs are free"
)
_QUESTIONS = 400
_AT_ONCE = 150
_ROUNDS = 40
_ROWS_PRICED = 2_000
"""Above so many rows the scarcity of pools is not looked at: it takes longer than all else and gave nothing."""
_SAFE = 1 - 1e-9
"""The search adds floating-point numbers; this much is given away so that the bound stays a bound."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bound by earliest closings alone, and with the scarcity of pools priced."""

    plain: Bound
    priced: Bound

    def under(self, target: int | None) -> Bound:
        """The bound when a plan of such lateness is known: where that is the plain one, nothing is priced."""
        if target is None or target > self.plain.lateness:
            return self.priced
        return replace(self.priced, lateness=self.plain.lateness)


def make_bound(
    book: Book,
    law: LawBook,
    network: WayBook,
    *,
    target: int | None = None,
    questions: int = _QUESTIONS,
) -> Bound:
    """A bound on undelivered, lateness and weighted closure time of every right plan.

    `target` is the lateness of a plan known: when the earliest closings alone are as late, nothing is priced.
    The network is asked for at most so many ways by land. Any target and number give a valid bound.
    """
    return make_bounds(book, law, network, target=target, questions=questions).under(target)


def make_bounds(
    book: Book,
    law: LawBook,
    network: WayBook,
    *,
    target: int | None = None,
    questions: int = _QUESTIONS,
) -> Bounds:
    """Both bounds, for a target that may still be unknown; with one known, no more than it needs is priced."""
    earliest = Earliest(book, law, Lengths(book, network))
    _measure(earliest, questions)
    undelivered = sum(_undelivered(earliest, r) for r in book.requirements.values())
    late, closing = _objectives(book, earliest)
    plain = Bound(undelivered, round(late.plain), RELAXATION, round(closing.plain))
    if len(earliest.loads.columns.route) > _ROWS_PRICED:
        return Bounds(plain, plain)
    scarcity = Scarcity(earliest)
    idle = target is not None and target <= late.plain
    lateness = plain.lateness if idle else _raised(scarcity, late)
    return Bounds(plain, Bound(undelivered, lateness, RELAXATION, _raised(scarcity, closing)))


def _raised(scarcity: Scarcity, objective: Objective) -> int:
    """What the pools' scarcity makes of it, rounded to the safe side."""
    plain, found = round(objective.plain), scarcity.raise_above(objective, _ROUNDS)
    return max(plain, int(found * _SAFE) - 1)


def _objectives(book: Book, earliest: Earliest) -> tuple[Objective, Objective]:
    """Lateness and closure."""
    wanted, end = list(book.requirements.values()), book.crisis.horizon_end
    closings = [earliest.closings[r.id] for r in wanted]
    floor = np.array([end if c is None else min(c, end) for c in closings], dtype=np.float64)
    weight = np.array([r.weight for r in wanted], dtype=np.float64)
    rdd = np.array([r.rdd for r in wanted], dtype=np.float64)
    activated = np.full(len(wanted), float(book.crisis.activated))
    return Objective(weight, rdd, floor), Objective(weight, activated, floor)


def _measure(earliest: Earliest, questions: int) -> None:
    """Ask for the ways on which the earliest closings rest, until all are known or enough are asked."""
    known: Counter[Grown] = Counter()
    while questions > 0:
        asked = ask_network(earliest, min(questions, _AT_ONCE), known)
        if not asked:
            return
        questions -= asked
        earliest.measure_anew()


def _undelivered(earliest: Earliest, requirement: Requirement) -> int:
    """Weight in millionths no plan delivers: lines that never arrive in time, or what no pledge covers.

    A requirement that never closes may still have lines that arrive.
    """
    if requirement.kind is Kind.MOVEMENT:
        missing, whole = earliest.missing[requirement.id]
    else:
        missing = max(0, requirement.amount - earliest.loads.pledged_amount(requirement.capability))
        whole = requirement.amount
    closing = earliest.closings[requirement.id]
    if closing is None and earliest.is_barred(requirement):
        missing = whole
    return -(-requirement.weight * missing * PPM // max(1, whole))
