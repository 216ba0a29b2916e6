"""The door of the judge: is this plan lawful and feasible, and if not, every breach.

Not here: the rules (`rules`), and any solver; a hand-made, an imported and a solved plan meet the same
judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coalition.judge.closing import Closing, close_requirements, report_closures, score
from coalition.judge.docket import Docket, open_docket
from coalition.judge.doors import LawBook, WayBook
from coalition.judge.hearing import hear
from coalition.judge.ledger import Ledger, keep_ledger
from coalition.judge.reliance import Finding, gather_doubts, gather_risks, sort_breaches
from coalition.judge.rules.bound import find_false_bound
from coalition.judge.rules.carriers import find_capacity
from coalition.judge.rules.consents import find_consents
from coalition.judge.rules.continuity import find_continuity
from coalition.judge.rules.duty import find_duty
from coalition.judge.rules.lawful import find_status, find_unlawful
from coalition.judge.rules.pieces import find_conservation, find_divisibility
from coalition.judge.rules.readiness import find_early, find_ports, find_sequence
from coalition.judge.rules.slots import find_hours, find_slots
from coalition.judge.rules.sourcing import find_sourcing
from coalition.judge.rules.storage import find_storage
from coalition.judge.rules.ways import find_places, find_ways
from coalition.judge.verdict import _SEAL, JudgedPlan, Verdict
from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.plan import Plan


def judge(book: Book, authority: LawBook, network: WayBook, plan: Plan) -> JudgedPlan:
    """The plan with every breach, doubt and risk, its closures and its score.

    Raises nothing for a plan that parses: what it names and the book does not hold is a breach.
    """
    docket = open_docket(book, network, plan)
    ledger = keep_ledger(docket)
    closings = close_requirements(docket, ledger)
    value = score(docket, closings)
    findings = list(_apply_rules(docket, ledger, closings, authority))
    breaches = sort_breaches(findings) or find_false_bound(plan, value)
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
    hearing = hear(docket, authority)
    yield from find_unlawful(hearing, authority)
    yield from find_consents(docket, hearing)
    yield from find_status(docket, authority)
    yield from find_sourcing(docket)
