"""Making a plan again never makes it worse, and the same seed gives the same plan."""

from __future__ import annotations

import pytest
from tests.simulators.chance_books import chance_book

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.planning.core.scheduler import Scheduler
from coalition.planning.effort import NO_EFFORT, Effort
from coalition.planning.improvement import build_best
from coalition.planning.planner import first_order, make_plan, reach_of
from coalition.planning.sourcing import choose


@pytest.mark.parametrize("seed", [3, 8])
def test_more_effort_is_never_worse_and_stays_right(seed: int) -> None:
    book, network = chance_book(seed, requirements=12)
    law = Authority(book)
    scores = []
    for effort in (NO_EFFORT, Effort(orders=3), Effort(200, 3), Effort(1000, 3)):
        judged = judge(book, law, network, make_plan(book, law, network, effort=effort))
        assert judged.breaches == ()
        scores.append(judged.score)
    assert scores == sorted(scores, reverse=True)


def test_the_same_seed_gives_the_same_plan() -> None:
    book, network = chance_book(5, requirements=10)
    law = Authority(book)
    one, other = (make_plan(book, law, network, effort=Effort(300, 2), seed=9) for _ in range(2))
    assert one == other


def test_no_other_order_is_begun_when_it_is_late() -> None:
    book, network = chance_book(3, requirements=6)
    told: list[str] = []
    scheduler = Scheduler(book, Authority(book), network)
    scheduler.load(choose(book, reach_of(book, scheduler)).by_requirement())
    build_best(
        book, scheduler, first_order(book), rounds=5, seed=0,
        tell=lambda phase, *_: told.append(phase), is_late=lambda: True,
    )  # fmt: skip
    assert scheduler.score().lateness + scheduler.score().undelivered > 0
    assert set(told) == {"scheduling"}
