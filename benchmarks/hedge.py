"""Budget: twenty rows of what would buy time for a plan of 1,000 requirements in 30 seconds.

`--once` takes a book of 30 and three rows; sizes may be named: `hedge.py 200 1000`. Two processes. The plan in
force is priority dispatch with some search; making it is not timed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from stopwatch import Stopwatch

from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import write_plan
from coalition.generation.northern import generate_book
from coalition.operations.frame import frame_of
from coalition.operations.hedging.hedge_plan import HedgeAsked, HedgeTable, hedge_plan
from coalition.planning.effort import Effort
from coalition.planning.planner import make_plan

BUDGETS_S = {30: 10.0, 200: 15.0, 1000: 30.0}
WORK_IN_FORCE = 1_000


def main() -> int:
    watch = Stopwatch()
    named = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for size in named or ([30] if watch.once else BUDGETS_S):
        show(run(watch, size, top=3 if watch.once else 20))
    return watch.report()


def run(watch: Stopwatch, size: int, *, top: int) -> HedgeTable:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "book"
        generate_book(requirements=size, seed=1, folder=folder, scarcity="scarce")
        frame = frame_of(read_book(folder))
        effort = Effort(neighbourhoods=WORK_IN_FORCE)
        plan = make_plan(frame.book, frame.authority, frame.network, effort=effort)
        file = Path(scratch) / "plan.json"
        file.write_text(write_plan(plan), encoding="utf-8")
        return watch.time(
            f"hedge {size}, top {top}",
            lambda: hedge_plan(folder, file, asked=HedgeAsked(top=top)),
            budget_s=BUDGETS_S[size],
        )


def show(table: HedgeTable) -> None:
    """The table in short."""
    hours = table.base.lateness // 60
    print(f"{table.late} late, {hours:,} weighted hours, noise {table.noise_minutes // 60:,}")
    for row in table.rows:
        print(f"{row.hours:>9,}  {row.hanging.hedge.words}  {row.note}")


if __name__ == "__main__":
    sys.exit(main())
