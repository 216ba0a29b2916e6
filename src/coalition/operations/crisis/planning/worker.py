"""The process in which one plan is made: a task comes in as JSON, a document goes out, and nothing else.

It is told its limits and sets them on itself (memory, processor time, no files written). The work is limited by
count, so that the same task gives the same plan on every machine; time is only the last stop.
Run as `python -m coalition.operations.crisis.planning.worker`.
"""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

from coalition.errors import CoalitionError
from coalition.formats.plan_json import parse_plan
from coalition.judging.judge import judge
from coalition.measure.instants import Interval, Minute
from coalition.model.book import Book
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.operations.crisis.planning.document import (
    Document,
    changed_document,
    document_of,
)
from coalition.operations.crisis.stated.reading import from_json
from coalition.operations.frame import frame_of
from coalition.operations.news.begun import keep_begun
from coalition.operations.news.replan import compare, plan_after
from coalition.planning.effort import effort_within
from coalition.planning.planner import make_plan
from coalition.planning.progress import Progress

MEMORY_BYTES_MAX = 6 * 1024**3


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be planned. `plan` and `before` (its text, and its book) make it a plan after news."""

    book: Any
    now: int
    work: int | None = None
    seed: int = 0
    seconds_max: int = 600
    plan: str = ""
    before: Any = None
    news: tuple[tuple[str, str, str], ...] = ()
    """Kind, subject and words of each piece of news, in order."""


def run(task: Task, tell: Any) -> Document:
    """The document of the plan the task asks for."""
    book = from_json(Book, task.book)
    effort = effort_within(book, seconds=None, work=task.work, gap=None)
    if not task.plan:
        frame = frame_of(book)
        made = make_plan(
            book, frame.authority, frame.network, seed=task.seed, effort=effort, progress=tell
        )
        judged = judge(book, frame.authority, frame.network, made)
        return document_of(frame, judged, now=Minute(task.now))
    return _again(task, book, tell)


def _again(task: Task, book: Book, tell: Any) -> Document:
    now = Minute(task.now)
    plan, before = parse_plan(task.plan), frame_of(from_json(Book, task.before))
    items = tuple(
        NewsItem(NewsKind(kind), subject, Interval(now, now), text=text)
        for kind, subject, text in task.news
    )
    news = News(now, items)
    frame = frame_of(keep_begun(before.book, book, plan, now))
    effort = (
        None if task.work is None else effort_within(book, seconds=None, work=task.work, gap=None)
    )
    new = plan_after(frame, plan, news, seed=task.seed, effort=effort, progress=tell)
    return changed_document(compare(before, frame, (plan, new), news))


def set_limits(seconds: int) -> None:
    """The process can take no more than it may."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Read a task, write `{"progress": ...}` lines and at last `{"document": ...}` or `{"failed": ...}`."""
    out = sys.stdout.buffer
    try:
        task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
        set_limits(task.seconds_max)
        _say(out, {"document": run(task, _Teller(out))})
    except (CoalitionError, MemoryError, ValueError, KeyError) as error:
        _say(out, {"failed": type(error).__name__})
        return 1
    return 0


class _Teller:
    """Tells the phase and how far it is, whenever a tenth more is done."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._last = out, ("", -1)

    def __call__(self, progress: Progress) -> None:
        share = 10 * progress.done // progress.total if progress.total else 0
        if (progress.phase, share) != self._last:
            self._last = (progress.phase, share)
            _say(self._out, {"progress": [progress.phase, share * 10]})


def _say(out: BinaryIO, value: Any) -> None:
    out.write(msgspec.json.encode(value) + b"\n")
    out.flush()


if __name__ == "__main__":
    raise SystemExit(main())
