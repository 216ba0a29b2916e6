"""Budget: the plan after news of each kind, 1 s at 1,000 requirements and 5 s at 30,000, beside planning anew.

`replan.py [--once] [--judge] [SIZES]`: a book of the fictional north is planned by priority dispatch; when
30% of its loaded trips have begun, news of each kind comes. Ways and law are as warm as the planner left them.
A row tells the CPU seconds to take the news in and to plan again, how often that goes into planning the same
book anew in the same run, what changed and at which price (weighted days); the last line tells the price of
planning anew after the last of the news. With `--judge` each new plan is judged, and breaches it could have
kept are counted. `--once`: 60 requirements, six kinds.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.simulators.telling import moment_within, news_of_every_kind  # noqa: E402

from coalition.explanation.changed.diff import Changed, diff_of  # noqa: E402
from coalition.explanation.changed.promises import Promises, promises_of  # noqa: E402
from coalition.formats.book_reader import read_book  # noqa: E402
from coalition.generation.northern import generate_book  # noqa: E402
from coalition.model.change.diff import PlanDiff  # noqa: E402
from coalition.model.change.news import News, NewsKind  # noqa: E402
from coalition.model.plan import Plan  # noqa: E402
from coalition.operations.frame import Frame, frame_of  # noqa: E402
from coalition.operations.news.replan import compare, frame_after, plan_after  # noqa: E402
from coalition.planning.planner import make_plan  # noqa: E402

BUDGETS_S = {60: 1.0, 1_000: 1.0, 30_000: 5.0}
PERCENT_BEGUN = 30
ONCE_KINDS = 6
DAY = 1440


@dataclass(frozen=True)
class Standing:
    """The plan in force with what it promises, and how long it took to make with everything known."""

    frame: Frame
    plan: Plan
    promises: Promises
    anew_s: float


def stand(size: int) -> Standing:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        generate_book(requirements=size, seed=3, folder=folder)
        frame = frame_of(read_book(folder))
    plan = make_plan(frame.book, frame.authority, frame.network)
    begin = process_time()
    make_plan(frame.book, frame.authority, frame.network)
    anew = process_time() - begin
    return Standing(frame, plan, promises_of(frame.book, frame.network, plan), anew)


def measure(kind: NewsKind, standing: Standing, news: News, *, judged: bool) -> tuple[float, bool]:
    """Seconds to answer, and whether nothing is broken that could be kept."""
    begin = process_time()
    frame = frame_after(standing.frame, standing.plan, news)
    taken = process_time() - begin
    new = plan_after(frame, standing.plan, news)
    seconds = process_time() - begin
    diff = changes(standing, frame, new, news)
    opened = "-"
    if judged:
        opened = str(len(compare(standing.frame, frame, (standing.plan, new), news).open_breaches))
    print(
        f"{kind:<22} {taken:>7.2f} {seconds - taken:>7.2f} {standing.anew_s / seconds:>6.1f} "
        f"{len(diff.promises):>8} {len(diff.trips):>6} {diff.price / DAY:>9.1f} {opened:>6}",
        flush=True,
    )
    return seconds, opened in {"-", "0"}


def changes(standing: Standing, frame: Frame, new: Plan, news: News) -> PlanDiff:
    after = promises_of(frame.book, frame.network, new)
    return diff_of(Changed(standing.promises, after, news))


def show_anew(standing: Standing, news: News) -> None:
    frame = frame_after(standing.frame, standing.plan, news)
    anew = make_plan(frame.book, frame.authority, frame.network)
    diff = changes(standing, frame, anew, news)
    print(
        f"planned anew after {news.items[0].kind}: {len(diff.promises)} promises and {len(diff.trips)} trips "
        f"differ, price {diff.price / DAY:,.1f} weighted days\n"
    )


def run(size: int, *, once: bool, judged: bool) -> bool:
    standing = stand(size)
    now = moment_within(standing.plan, PERCENT_BEGUN)
    every = news_of_every_kind(standing.frame.book, standing.plan, now)
    print(f"{size} requirements, {len(standing.plan.trips):,} trips; anew {standing.anew_s:.1f} s")
    print("kind                   take in    plan  ratio promises  trips price (d) broken")
    rows = [
        measure(kind, standing, news, judged=judged)
        for kind, news in list(every.items())[: ONCE_KINDS if once else None]
    ]
    seconds = sorted(row[0] for row in rows)
    budget = BUDGETS_S.get(size, 1.0)
    print(
        f"{len(rows)} kinds: median {seconds[len(seconds) // 2]:.2f} s, worst {seconds[-1]:.2f} s, "
        f"budget {budget:.0f} s, {sum(s <= budget for s in seconds)} within it"
    )
    show_anew(standing, list(every.values())[: len(rows)][-1])
    return all(right for _, right in rows) and (once or seconds[-1] <= budget)


def main() -> int:
    once, judged = "--once" in sys.argv, "--judge" in sys.argv
    named = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sizes = named or ([60] if once else [1_000, 30_000])
    kept = [run(size, once=once, judged=judged or once) for size in sizes]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
