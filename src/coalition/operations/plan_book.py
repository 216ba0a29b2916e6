"""Plan a book: make a plan, have it judged, say why it is as it is, and write everything down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from coalition.explanation.causes import Explanation, RootRow, roots_of
from coalition.explanation.summary import Summary, summarise
from coalition.explanation.walk import explain
from coalition.formats.book_reader import read_book
from coalition.formats.exports.hedges import HedgeList
from coalition.formats.report.content import Additions
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.operations.asked import Asked
from coalition.operations.frame import Frame, frame_of
from coalition.operations.hedging.hedge_plan import HedgeAsked, hedge_standing
from coalition.operations.hedging.standing import stand
from coalition.operations.hedging.told import told
from coalition.planning.effort import effort_within
from coalition.planning.planner import make_plan
from coalition.planning.progress import Progress

Report = Callable[[Progress], None] | None


@dataclass(frozen=True, slots=True)
class PlannedBook:
    """A judged plan with its reasons, and what would buy time when that was asked."""

    frame: Frame
    judged: JudgedPlan
    summary: Summary
    explanations: tuple[Explanation, ...]
    roots: tuple[RootRow, ...]
    hedges: HedgeList | None


def plan_book(
    folder: Path,
    *,
    asked: Asked | None = None,
    progress: Report = None,
    begun: float | None = None,
) -> PlannedBook:
    """Plan the book in `folder`; `asked` None is what suits its size.

    The seconds asked for count from `begun` (of `time.monotonic`), from now where it is not given, so that
    reading the book is among them. Raises InputError with every fault of the book.
    """
    begun = begun or monotonic()
    frame = frame_of(read_book(folder))
    book, authority, network = frame.book, frame.authority, frame.network
    wanted = asked or Asked()
    effort = effort_within(book, seconds=wanted.time, work=wanted.work, gap=wanted.gap)
    made = make_plan(
        book, authority, network, seed=wanted.seed, effort=effort, progress=progress, begun=begun
    )
    judged = judge(book, authority, network, made)
    explanations = explain(book, authority, network, judged)
    roots = roots_of(explanations, {r.id: r.weight for r in book.requirements.values()})
    hedges = _hedges(frame, judged, wanted, progress)
    return PlannedBook(frame, judged, summarise(book, judged), explanations, roots, hedges)


def write_planned(
    planned: PlannedBook, out: Path, more: Additions | None = None
) -> tuple[Path, ...]:
    """The files that hold the plan, written into the folder `out`; its report shows `more` too."""
    from coalition.operations.write_results import write_results  # noqa: PLC0415 - once there is a plan

    more = replace(more or Additions(), hedges=planned.hedges)
    return write_results(
        planned.frame, planned.judged, planned.summary, planned.explanations, out, more
    )


def _hedges(frame: Frame, judged: JudgedPlan, wanted: Asked, progress: Report) -> HedgeList | None:
    """What would buy time for the plan, when that was asked."""
    if not wanted.hedge:
        return None
    standing = stand(frame.book, frame.authority, frame.network, judged.plan)
    asked = HedgeAsked(top=wanted.hedge, seed=wanted.seed)
    return told(hedge_standing(standing, asked=asked, listener=progress))
