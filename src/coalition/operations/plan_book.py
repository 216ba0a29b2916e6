"""Plan a book: make a plan, have it judged, say why it is as it is, and write everything down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coalition.explanation.causes import Explanation, RootRow, roots_of
from coalition.explanation.summary import Summary, summarise
from coalition.explanation.walk import explain
from coalition.formats.book_reader import read_book
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.operations.frame import Frame, frame_of
from coalition.operations.write_results import write_results
from coalition.planning.improvement import usual_effort
from coalition.planning.planner import make_plan
from coalition.planning.progress import Progress

Report = Callable[[Progress], None] | None


@dataclass(frozen=True, slots=True)
class PlannedBook:
    """A judged plan with its reasons and the files that hold it."""

    frame: Frame
    judged: JudgedPlan
    summary: Summary
    explanations: tuple[Explanation, ...]
    roots: tuple[RootRow, ...]
    files: tuple[Path, ...]


def plan_book(
    folder: Path, out: Path, *, seed: int = 0, effort: int | None = None, progress: Report = None
) -> PlannedBook:
    """Plan the book in `folder` and write the results to `out`; `effort` None is what suits its size.

    Raises InputError with every fault of the book; nothing is written then.
    """
    frame = frame_of(read_book(folder))
    book, authority, network = frame.book, frame.authority, frame.network
    rounds = usual_effort(book) if effort is None else effort
    made = make_plan(book, authority, network, seed=seed, effort=rounds, progress=progress)
    judged = judge(book, authority, network, made)
    explanations = explain(book, authority, network, judged)
    roots = roots_of(explanations, {r.id: r.weight for r in book.requirements.values()})
    summary = summarise(book, judged)
    files = write_results(frame, judged, summary, explanations, out)
    return PlannedBook(frame, judged, summary, explanations, roots, files)
