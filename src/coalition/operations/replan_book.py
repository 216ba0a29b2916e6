"""Plan a book again after news: read, plan, judge, say what changes and why, and write everything down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coalition.explanation.causes import Explanation, RootRow, roots_of
from coalition.explanation.summary import Summary, summarise
from coalition.explanation.walk import explain
from coalition.formats.book_reader import read_book
from coalition.formats.exports.changes import write_changes_csv, write_changes_json
from coalition.formats.news.reader import read_news
from coalition.formats.plan_json import read_plan
from coalition.formats.whole_write import write_files
from coalition.model.book import Book
from coalition.operations.asked import Asked
from coalition.operations.frame import frame_of
from coalition.operations.news.replan import Replanned, replan
from coalition.operations.write_results import write_results
from coalition.planning.effort import Effort, effort_within
from coalition.planning.progress import Progress

Report = Callable[[Progress], None] | None


@dataclass(frozen=True, slots=True)
class ReplannedBook:
    """The new plan with its diff, its reasons, and the files that hold them."""

    replanned: Replanned
    summary: Summary
    explanations: tuple[Explanation, ...]
    roots: tuple[RootRow, ...]
    files: tuple[Path, ...]


def replan_book(
    folder: Path,
    plan_file: Path,
    news_file: Path,
    out: Path,
    *,
    asked: Asked | None = None,
    progress: Report = None,
) -> ReplannedBook:
    """Plan the book in `folder` again from the plan in force, and write the results to `out`.

    Raises InputError with every fault of the book, the plan or the news; nothing is written then.
    """
    before = frame_of(read_book(folder))
    plan, news = read_plan(plan_file), read_news(news_file, before.book)
    wanted = asked or Asked()
    effort = effort_asked(before.book, wanted)
    made = replan(before, plan, news, seed=wanted.seed, effort=effort, progress=progress)
    frame, judged = made.frame, made.judged
    explanations = explain(frame.book, frame.authority, frame.network, judged)
    weights = {one.id: one.weight for one in frame.book.requirements.values()}
    summary = summarise(frame.book, judged)
    files = write_results(frame, judged, summary, explanations, out)
    return ReplannedBook(
        made, summary, explanations, roots_of(explanations, weights), files + _write(made, out)
    )


def effort_asked(book: Book, asked: Asked) -> Effort | None:
    """The effort asked for; None when nothing is said."""
    if asked.time is None and asked.work is None and asked.gap is None:
        return None
    return effort_within(book, seconds=asked.time, work=asked.work, gap=asked.gap)


def _write(made: Replanned, out: Path) -> tuple[Path, ...]:
    texts = {
        "changes.json": write_changes_json(made.news, made.diff, made.inherited),
        "changes.csv": write_changes_csv(made.diff),
    }
    return write_files(out, {name: text.encode("utf-8") for name, text in texts.items()})
