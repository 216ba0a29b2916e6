"""The gaps of a book: its plan's questions, and those of the ways its movements could take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.explanation.walk import explain
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.model.identity import RequirementId
from coalition.model.plan import Plan
from coalition.operations.frame import Frame
from coalition.operations.law.candidates import consents_in
from coalition.operations.law.gaps import Gap, Lack, find_gaps, worst_first
from coalition.operations.law.wanted import (
    Triple,
    Wanted,
    plan_for,
    read_frame,
    sources_of,
    wanted_by_plan,
    wanted_by_ways,
    with_planned,
)
from coalition.planning.progress import Listener


@dataclass(frozen=True, slots=True)
class BookGaps:
    """The gaps of a book, how many questions were asked (`planned` of them by the plan), and what the plan
    does not deliver.
    """

    title: str
    gaps: tuple[Gap, ...]
    questions: int
    planned: int
    undelivered: frozenset[RequirementId]

    def unmet(self, gap: Gap) -> bool:
        """Whether the gap holds up something that the plan does not deliver."""
        return bool(self.undelivered.intersection(gap.requirements))


def gaps_of_book(
    folder: Path, plan_file: Path | None, *, soon_days: int, listener: Listener | None = None
) -> BookGaps:
    """Every gap of the book's plan and of the ways it could take.

    Raises InputError when the book or the plan cannot be read, with every fault.
    """
    frame = read_frame(folder)
    return gaps_in(frame, plan_for(frame, plan_file, listener), soon_days=soon_days)


def gaps_in(frame: Frame, plan: Plan, *, soon_days: int) -> BookGaps:
    """Every gap of a plan of the book, and of the ways it could take."""
    judged = judge(frame.book, frame.authority, frame.network, plan)
    asked = wanted_by_plan(frame, plan)
    assigned = {assignment.requirement for assignment in plan.assignments}
    rest = [one for one in sources_of(frame) if one.requirement not in assigned]
    whole = with_planned(asked, wanted_by_ways(frame, (*plan.assignments, *rest)))
    undelivered = frozenset(c.requirement for c in judged.closures if c.closed_at is None)
    late = late_consents(frame, judged, asked)
    gaps = worst_first((*find_gaps(frame.authority, whole, soon_days=soon_days), *late))
    return BookGaps(frame.book.title, gaps, len(whole), len(asked), undelivered)


def late_consents(frame: Frame, judged: JudgedPlan, asked: tuple[Wanted, ...]) -> tuple[Gap, ...]:
    """The consents for which the plan waited, and which requirements came late for it."""
    known = {one.triple for one in asked}
    found: dict[tuple[Triple, str, str], list[RequirementId]] = {}
    for explanation in explain(frame.book, frame.authority, frame.network, judged):
        if explanation.late_minutes is not None:
            for triple, cause in consents_in(explanation, known).items():
                key = (triple, cause.provision, cause.text)
                found.setdefault(key, []).append(explanation.requirement)
    weights = {one.id: one.weight for one in frame.book.requirements.values()}
    return tuple(
        Gap(
            Lack.LATE, triple[2], provision, text, (" ".join(triple),), tuple(held),
            sum(weights[one] for one in held), True, None,
        )
        for (triple, provision, text), held in found.items()
    )  # fmt: skip
