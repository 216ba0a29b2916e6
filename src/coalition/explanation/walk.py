"""Why each late or unmet requirement is so: walked back from its closure to the root.

At each carrying the binding hold is the latest one that still explains the departure; a load that came
by an earlier carrier is followed there. Not here: finding the holds (`holds`), or pricing the roots.
"""

from __future__ import annotations

from dataclasses import replace

from coalition.authority.evaluate import Authority
from coalition.explanation.causes import Cause, CauseKind, Explanation
from coalition.explanation.evidence import Carrying, Evidence
from coalition.explanation.holds import Hold, Holds
from coalition.explanation.stated import handled_at
from coalition.explanation.unmet import Unmet
from coalition.judging.doors import WayBook
from coalition.judging.verdict import Closed, JudgedPlan
from coalition.measure.collector import without_collector
from coalition.measure.instants import Minute, write_instant, write_span
from coalition.model.book import Book

_LINKS_MAX = 12
_SLOWER_PERCENT = 50
"""A journey this much longer than its moving time is said to have rested or waited on the way."""


def explain(
    book: Book, authority: Authority, network: WayBook, judged: JudgedPlan
) -> tuple[Explanation, ...]:
    """One explanation for each requirement that closed late or not at all, in the order of the book."""
    with without_collector():
        return _explain(book, authority, network, judged)


def _explain(
    book: Book, authority: Authority, network: WayBook, judged: JudgedPlan
) -> tuple[Explanation, ...]:
    evidence = Evidence(book, judged.plan)
    holds = Holds(evidence, authority, network)
    unmet = Unmet(evidence, authority, network)
    found = []
    for closed in judged.closures:
        if closed.closed_at is None:
            chain = unmet.chain(closed.requirement)
            found.append(Explanation(closed.requirement, None, chain))
        elif closed.lateness > 0:
            found.append(_late(holds, closed))
    return tuple(found)


def _late(holds: Holds, closed: Closed) -> Explanation:
    closing = holds.evidence.closing(closed.requirement)
    if closing is None:
        text = "it closes with no load of its own"
        return Explanation(
            closed.requirement,
            closed.lateness,
            (Cause(CauseKind.SOURCING, str(closed.requirement), text),),
        )
    chain = [_arrival(holds, closing)]
    seen: set[int] = set()
    step: Carrying | None = closing
    while step is not None and len(chain) < _LINKS_MAX and id(step) not in seen:
        seen.add(id(step))
        hold, gained = _binding(holds.on(step), step.boarding.depart)
        if hold is None:
            break
        chain.append(replace(hold.cause, minutes=gained))
        step = hold.onward
    return Explanation(closed.requirement, closed.lateness, _to_root(chain, holds, closing))


def _arrival(holds: Holds, closing: Carrying) -> Cause:
    """The last leg: how it came, and whether it took longer than moving alone."""
    taken, moving = holds.travel_minutes(closing)
    place = holds.evidence.book.places[closing.leaving.place].name
    slow = taken * 100 > moving * (100 + _SLOWER_PERCENT)
    rest = f", {write_span(taken - moving)} of it rest and waiting" if slow else ""
    text = (
        f"{closing.trip.carrier} set it down at {place} by {write_instant(closing.leaving.depart)}, "
        f"{write_span(taken)} after leaving {holds.evidence.book.places[closing.boarding.place].name}{rest}"
    )
    subject = f"{closing.boarding.place}-{closing.leaving.place}"
    about = handled_at(holds.evidence, closing)
    return Cause(CauseKind.TRAVEL, subject, text, taken, about=about)


def _binding(holds: tuple[Hold, ...], departs: Minute) -> tuple[Hold | None, int]:
    """The latest hold not after the departure, and by how many minutes it exceeds the next one."""
    within = [hold for hold in holds if hold.until <= departs]
    if not within:
        return None, 0
    rest = [hold.until for hold in within[1:] if hold.cause.subject != within[0].cause.subject]
    return within[0], within[0].until - (rest[0] if rest else within[0].until)


def _to_root(chain: list[Cause], holds: Holds, closing: Carrying) -> tuple[Cause, ...]:
    """The chain with a root a planner can act on: when only distance is left, what was asked too soon."""
    if chain[-1].kind is not CauseKind.TRAVEL or len(chain) > 1:
        return tuple(chain)
    fleet = holds.evidence.fleet(closing.trip)
    subject = f"{fleet.nation} {fleet.name} ({fleet.count})"
    text = f"the carriers that could take it are {fleet.name} of {fleet.nation}, and distance sets the rest"
    return (*chain, Cause(CauseKind.LIFT, subject, text, about=(f"fleet:{fleet.id}",)))
