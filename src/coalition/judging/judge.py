"""The door of the judge: is this plan lawful and feasible, and if not, every breach.

Not here: the rules (`rules`), and any solver; a hand-made, an imported and a solved plan meet the same
judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coalition.judging.closing import (
    Closing,
    close_requirements,
    closure_time,
    report_closures,
    score,
)
from coalition.judging.docket import Docket, open_docket
from coalition.judging.doors import LawBook, WayBook
from coalition.judging.hearing import hear_telling
from coalition.judging.ledger import Ledger, keep_ledger
from coalition.judging.reliance import Finding, gather_doubts, gather_risks, sort_breaches
from coalition.judging.rules.bound import find_false_bound
from coalition.judging.rules.carriers import find_capacity
from coalition.judging.rules.consents import find_consents
from coalition.judging.rules.continuity import find_continuity
from coalition.judging.rules.duty import find_duty
from coalition.judging.rules.lawful import find_status, find_unlawful
from coalition.judging.rules.pieces import find_conservation, find_divisibility
from coalition.judging.rules.readiness import find_early, find_ports, find_sequence
from coalition.judging.rules.slots import find_hours, find_slots
from coalition.judging.rules.sourcing import find_sourcing
from coalition.judging.rules.storage import find_storage
from coalition.judging.rules.ways import find_places, find_ways
from coalition.judging.verdict import _SEAL, JudgedPlan, Verdict
from coalition.measure.collector import without_collector
from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.plan import Plan


def judge(book: Book, authority: LawBook, network: WayBook, plan: Plan) -> JudgedPlan:
    """The plan with every breach, doubt and risk, its closures and its score.

    Raises nothing for a plan that parses: what it names and the book does not hold is a breach.
    """
    with without_collector():
        return _judge(book, authority, network, plan)


def _judge(book: Book, authority: LawBook, network: WayBook, plan: Plan) -> JudgedPlan:
    docket = open_docket(book, network, plan)
    ledger = keep_ledger(docket)
    closings = close_requirements(docket, ledger)
    value = score(docket, closings)
    findings = list(_apply_rules(docket, ledger, closings, authority))
    breaches = sort_breaches(findings) or find_false_bound(
        plan, value, closure_time(docket, closings)
    )
    doubts = gather_doubts(findings)
    verdict = Verdict.RED if breaches else Verdict.AMBER if doubts else Verdict.GREEN
    return JudgedPlan(
        plan, verdict, breaches, doubts, gather_risks(findings), value,
        report_closures(docket, closings), _SEAL,
    )  # fmt: skip


def _apply_rules(
    docket: Docket, ledger: Ledger, closings: Mapping[RequirementId, Closing], authority: LawBook
) -> Iterator[Finding]:
    """R1 to R15, each over the whole plan."""
    yield from find_conservation(docket, ledger)
    yield from find_divisibility(docket)
    yield from find_capacity(docket)
    yield from find_continuity(docket)
    yield from find_duty(docket)
    yield from find_slots(docket)
    yield from find_hours(docket)
    yield from find_storage(docket, ledger)
    yield from find_places(docket)
    yield from find_ways(docket)
    yield from find_early(docket)
    yield from find_ports(docket)
    yield from find_sequence(docket, closings)
    hearing = hear_telling(docket, authority)
    yield from find_unlawful(hearing, authority)
    yield from find_consents(docket, hearing)
    yield from find_status(docket, authority)
    yield from find_sourcing(docket)
