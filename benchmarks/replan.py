"""Budget: from news to the new judged plan and its diff, 1 s at 1,000 requirements and 5 s at 30,000.

`replan.py [--once] [SIZES] [KINDS]`: a book of the fictional north is planned by priority dispatch and kept
at hand, judged (`operations.news.in_force`); when 30% of its loaded trips have begun, news of each kind comes,
each by itself. A row tells the CPU seconds in all (the news taken in, planned again, the plan in force judged
under the book after it for the reasons, the new plan judged, the diff), how often that goes into planning the
same book anew without judging in the same run, what changed and at which price (weighted days), and breaches
that could have been avoided. The last line tells the price of planning anew after the last of the news.
`--once`: 60 requirements, six kinds.
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
from coalition.explanation.changed.promises import promises_judged, promises_of  # noqa: E402
from coalition.formats.book_reader import read_book  # noqa: E402
from coalition.generation.northern import generate_book  # noqa: E402
from coalition.model.change.news import News, NewsKind  # noqa: E402
from coalition.operations.frame import Frame, frame_of  # noqa: E402
from coalition.operations.news.in_force import PlanInForce  # noqa: E402
from coalition.operations.news.replan import Replanned, frame_after  # noqa: E402
from coalition.planning.planner import make_plan  # noqa: E402

BUDGETS_S = {60: 1.0, 1_000: 1.0, 30_000: 5.0}
PERCENT_BEGUN = 30
ONCE_KINDS = 6
DAY = 1440


@dataclass(frozen=True)
class Standing:
    """The plan in force, how long it took to make with everything known, and to be taken up and made ready."""

    frame: Frame
    in_force: PlanInForce
    anew_s: float
    taken_up_s: float


def stand(size: int) -> Standing:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        generate_book(requirements=size, seed=3, folder=folder)
        frame = frame_of(read_book(folder))
    plan = make_plan(frame.book, frame.authority, frame.network)
    begin = process_time()
    make_plan(frame.book, frame.authority, frame.network)
    anew = process_time() - begin
    begin = process_time()
    in_force = PlanInForce(frame, plan)
    in_force.take(News(moment_within(plan, PERCENT_BEGUN), ()))
    in_force.rest()
    return Standing(frame, in_force, anew, process_time() - begin)


def measure(kind: NewsKind, standing: Standing, news: News) -> tuple[float, bool]:
    """Seconds to answer, and whether nothing is broken that could be kept."""
    standing.in_force.rest()
    begin = process_time()
    answer = standing.in_force.take(news)
    seconds = process_time() - begin
    show(kind, standing, answer, seconds)
    return seconds, not answer.open_breaches


def show(kind: NewsKind, standing: Standing, answer: Replanned, seconds: float) -> None:
    diff = answer.diff
    print(
        f"{kind:<22} {seconds:>7.2f} {standing.anew_s / seconds:>6.1f} {len(diff.promises):>8} "
        f"{len(diff.trips):>6} {diff.price / DAY:>9.1f} {len(answer.open_breaches):>6}",
        flush=True,
    )


def show_anew(standing: Standing, news: News) -> None:
    judged = standing.in_force.judged
    frame = frame_after(standing.frame, judged.plan, news)
    anew = make_plan(frame.book, frame.authority, frame.network)
    before = promises_judged(standing.frame.book, judged)
    diff = diff_of(Changed(before, promises_of(frame.book, frame.network, anew), news))
    print(
        f"planned anew after {news.items[0].kind}: {len(diff.promises)} promises and {len(diff.trips)} trips "
        f"differ, price {diff.price / DAY:,.1f} weighted days\n"
    )


def run(size: int, kinds: set[str], *, once: bool) -> bool:
    standing = stand(size)
    plan = standing.in_force.judged.plan
    now = moment_within(plan, PERCENT_BEGUN)
    every = news_of_every_kind(standing.frame.book, plan, now)
    asked = [(kind, news) for kind, news in every.items() if not kinds or kind in kinds]
    asked = asked[: ONCE_KINDS if once else None]
    print(
        f"{size} requirements, {len(plan.trips):,} trips; anew without judging {standing.anew_s:.1f} s, "
        f"taken up in {standing.taken_up_s:.1f} s"
    )
    print("kind                   seconds  ratio promises  trips price (d) broken")
    rows = [measure(kind, standing, news) for kind, news in asked]
    seconds = sorted(row[0] for row in rows)
    budget = BUDGETS_S.get(size, 1.0)
    print(
        f"{len(rows)} kinds: median {seconds[len(seconds) // 2]:.2f} s, worst {seconds[-1]:.2f} s, "
        f"budget {budget:.0f} s, {sum(s <= budget for s in seconds)} within it"
    )
    show_anew(standing, asked[-1][1])
    return all(right for _, right in rows) and (once or seconds[-1] <= budget)


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    once = "--once" in sys.argv
    named = [int(word) for word in words if word.isdigit()]
    kinds = {word for word in words if not word.isdigit()}
    kept = [run(size, kinds, once=once) for size in named or ([60] if once else [1_000, 30_000])]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
