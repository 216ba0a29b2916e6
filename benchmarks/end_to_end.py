"""Budget: from a folder to a judged and explained plan, step by step, at several sizes.

`--once` runs the smallest size a single time; sizes may be named: `end_to_end.py 200 1000`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from stopwatch import Stopwatch

from coalition.explanation.walk import explain
from coalition.formats.book_reader import read_book
from coalition.generation.northern import generate_book
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.operations.frame import frame_of
from coalition.planning.planner import make_plan


@dataclass(frozen=True)
class Budget:
    """Seconds for each step at one size."""

    read: float
    plan: float
    judge: float
    explain: float


BUDGETS = {
    30: Budget(1, 5, 1, 1),
    200: Budget(1, 10, 2, 1),
    1000: Budget(2, 22, 4, 2),
}


def main() -> int:
    watch = Stopwatch()
    named = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for size in named or ([30] if watch.once else BUDGETS):
        judged = run(watch, size)
        late = sum(closure.lateness > 0 for closure in judged.closures)
        print(
            f"{size}: {judged.verdict}, {len(judged.breaches)} breaches, {late} late, {judged.score}"
        )
    return watch.report()


def run(watch: Stopwatch, size: int) -> JudgedPlan:
    budget = BUDGETS[size]
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        generate_book(requirements=size, seed=1, folder=folder)
        book = watch.time(f"read {size}", lambda: read_book(folder), budget_s=budget.read)
    frame = frame_of(book)
    plan = watch.time(
        f"plan {size}",
        lambda: make_plan(book, frame.authority, frame.network, seed=0),
        budget_s=budget.plan,
    )
    judged = watch.time(
        f"judge {size}",
        lambda: judge(book, frame.authority, frame.network, plan),
        budget_s=budget.judge,
    )
    watch.time(
        f"explain {size}",
        lambda: explain(book, frame.authority, frame.network, judged),
        budget_s=budget.explain,
    )
    return judged


if __name__ == "__main__":
    sys.exit(main())
