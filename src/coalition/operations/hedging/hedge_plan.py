"""What would buy time for a plan: its causes, the hedges they suggest, and what each is worth.

The plan in force is first searched further; the hedges come from what still holds it, and start from it. Around
the requirements that hang on a hedge one plan is made with it and, when that is better, one without, alike in
all else, by several processes. Every number shown comes from a judged plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from time import monotonic

from coalition.explanation.walk import explain
from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import read_plan
from coalition.judging.verdict import Closed, JudgedPlan
from coalition.measure.collector import without_collector
from coalition.model.book import Book
from coalition.model.plan import Score
from coalition.operations.frame import frame_of
from coalition.operations.hedging.bench import Benches, Heard, Try, benches, heard_of
from coalition.operations.hedging.candidates import candidates_of
from coalition.operations.hedging.hedge import Hanging
from coalition.operations.hedging.reckoning import Worth, worth_of
from coalition.operations.hedging.standing import Standing, stand
from coalition.operations.hedging.valued import Valued, bought, noise_of, nothing_bought, rank
from coalition.planning.effort import UNBOUNDED, Effort
from coalition.planning.progress import Listener, Progress, ignore
from coalition.planning.warm_start import plan_from

VALUED_A_ROW = 1.5
"""Hedges valued for each row shown."""
FIRST_WORK = 3
"""So many times the work of one plan goes into the plan without, before causes are read from it."""
_WORK_LEAST, _WORK_MOST, _WORK_SHARED = 30, 300, 30_000
_SHARE_OF_TIME = 0.5
"""Of the time left, what goes to searching; the rest goes to laying out and judging."""


@dataclass(frozen=True, slots=True)
class HedgeAsked:
    """`top` rows; `work` neighbourhoods a plan, or `time` seconds for everything by the clock."""

    top: int = 20
    work: int | None = None
    time: float | None = None
    seed: int = 0
    processes: int = 2


@dataclass(frozen=True, slots=True)
class HedgeTable:
    """The hedges by what they buy against `base`, the score of the plan without, and what was not valued.

    `work` is what each plan was searched for, None when the clock said. `noise_minutes` is what search alone
    gained, in weighted minutes.
    """

    book: Book
    asked: HedgeAsked
    work: int | None
    base: Score
    late: int
    noise_minutes: int
    rows: tuple[Valued, ...]
    untried: int


@dataclass(frozen=True, slots=True)
class _Start:
    """The plan without, as reckoned and as judged, and the effort of each plan that starts from it."""

    worth: Worth
    heard: Heard
    effort: Effort


def hedge_plan(
    folder: Path, plan_file: Path, *, asked: HedgeAsked, listener: Listener | None = None
) -> HedgeTable:
    """The table for a plan file. Raises InputError when book or plan cannot be read, with every fault."""
    frame = frame_of(read_book(folder))
    standing = stand(frame.book, frame.authority, frame.network, read_plan(plan_file))
    return hedge_standing(standing, asked=asked, listener=listener)


def hedge_standing(
    standing: Standing, *, asked: HedgeAsked, listener: Listener | None = None
) -> HedgeTable:
    """The table for a book with its plan in force; for given work the same on every machine."""
    begun, tell = monotonic(), listener or ignore
    book, told = standing.book, _told(tell, "improving the plan without", 1)
    effort = _first_effort(book, asked)
    longer = replace(effort, neighbourhoods=min(UNBOUNDED, FIRST_WORK * effort.neighbourhoods))
    better, judged = _improved(standing, longer, asked.seed)
    explained = explain(book, standing.authority, standing.ways, judged)
    told(1)
    hangings, untried = candidates_of(book, judged, explained, most=ceil(VALUED_A_ROW * asked.top))
    work = None if asked.time is not None else effort.neighbourhoods
    if not hangings:
        return HedgeTable(book, asked, work, judged.score, _late(judged.closures), 0, (), untried)
    if asked.time is not None:
        effort = _left_effort(asked, monotonic() - begun, 2 * len(hangings))
    start = _Start(worth_of(book, judged.plan), heard_of(judged), effort)
    with benches(better, asked.processes) as found:
        base, noise, valued = _valued(found, hangings, start, asked, tell)
    rows = rank(valued)[: asked.top]
    return HedgeTable(book, asked, work, base.score, _late(base.closures), noise, rows, untried)


def _late(closures: Iterable[Closed]) -> int:
    return sum(closed.lateness > 0 for closed in closures)


def _improved(standing: Standing, effort: Effort, seed: int) -> tuple[Standing, JudgedPlan]:
    """The standing with its plan improved, when that made it better, and the plan judged."""
    book, plan = standing.book, standing.plan
    with without_collector():
        made = plan_from(
            book, standing.authority, standing.ways, plan, effort=effort, seed=seed, desk=standing.desk
        )  # fmt: skip
    judged = standing.court.judge(book, standing.authority, standing.ways, made)
    return replace(standing, plan=judged.plan), judged


def _valued(
    found: Benches, hangings: Sequence[Hanging], start: _Start, asked: HedgeAsked, tell: Listener
) -> tuple[Heard, int, list[Valued]]:
    count = len(hangings)
    changed = [Try(one.hedge, one.requirements, asked.seed, start.effort) for one in hangings]
    worths = found.plan_all(changed, _told(tell, "planning with each hedge", count))
    promising = [n for n in range(count) if worths[n] < start.worth]
    around = dict.fromkeys(hangings[n].requirements for n in promising)
    same = [Try(None, held, asked.seed, start.effort) for held in around]
    told = _told(tell, "planning without, around the same", len(same))
    without = found.plan_all(same, told, first=count)
    noise = noise_of(start.worth, without)
    better = sorted(
        (n for n in promising if not noise.hides(worths[n])), key=lambda n: (worths[n], n)
    )[: asked.top]
    again = [count + without.index(noise.best)] if noise.best < start.worth else []
    told = _told(tell, "judging the plans", len(again) + len(better))
    heard = found.hear_all([*again, *better], told)
    base = heard[0] if again else start.heard
    judged = dict(zip(better, heard[len(again) :], strict=True))
    valued = [
        bought(one, base, judged[n]) if n in judged else nothing_bought(one, base, worths[n], noise)
        for n, one in enumerate(hangings)
        if n in judged or noise.hides(worths[n])
    ]
    return base, noise.minutes, valued


def _told(tell: Listener, phase: str, total: int) -> Callable[[int], None]:
    tell(Progress(phase, 0, total))
    return lambda done: tell(Progress(phase, done, total))


def _first_effort(book: Book, asked: HedgeAsked) -> Effort:
    if asked.time is not None:
        return Effort(UNBOUNDED, seconds=asked.time / 10)
    return Effort(usual_work(book) if asked.work is None else asked.work)


def _left_effort(asked: HedgeAsked, spent: float, plans: int) -> Effort:
    """The effort of each plan when all is to end by the clock."""
    left = max(0.0, (asked.time or 0.0) - spent)
    return Effort(UNBOUNDED, seconds=max(0.01, _SHARE_OF_TIME * left * asked.processes / plans))


def usual_work(book: Book) -> int:
    """Neighbourhoods a plan when nobody says how many: fewer the larger the book."""
    return max(_WORK_LEAST, min(_WORK_MOST, _WORK_SHARED // max(1, len(book.requirements))))
