"""The planner and its bound set against an exact model on small books by chance: how far from the best.

`--once` takes one seed; else `planner.py [SEEDS] [WORK]` takes so many seeds (50) with so much solver work
each (10, deterministic, not seconds) and prints a table. Every plan is judged; the last line counts seeds
on which a right plan went below the bound, which must be none.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.differential.exact_model import solve_exactly  # noqa: E402
from tests.simulators.chance_books import chance_book  # noqa: E402

from coalition.authority.evaluate import Authority  # noqa: E402
from coalition.judging.judge import judge  # noqa: E402
from coalition.planning.planner import make_plan  # noqa: E402

Value = tuple[int, int]
"""Undelivered and lateness, compared in this order."""


@dataclass(frozen=True)
class Row:
    """One seed: the bound, the planner's value and that of the exact model's plan (None: it found none)."""

    seed: int
    requirements: int
    bound: Value
    planner: Value
    exact: Value | None
    proven: bool
    right: bool

    @property
    def below_bound(self) -> bool:
        """Whether a right plan went below the bound: a fault."""
        values = [self.planner] if self.exact is None else [self.planner, self.exact]
        return any(value < self.bound for value in values)


def compare(seed: int, work: float) -> Row:
    requirements = 30 + seed % 31
    book, network = chance_book(seed, requirements=requirements)
    law = Authority(book)
    planned = judge(book, law, network, make_plan(book, law, network))
    solved = solve_exactly(book, law, network, slots=6, limit=work)
    exact = None if solved.plan is None else judge(book, law, network, solved.plan)
    bound = planned.plan.bound
    return Row(
        seed, requirements,
        (0, 0) if bound is None else (bound.undelivered, bound.lateness),
        (planned.score.undelivered, planned.score.lateness),
        None if exact is None or exact.breaches else (exact.score.undelivered, exact.score.lateness),
        solved.proven,
        not planned.breaches and (exact is None or not exact.breaches),
    )  # fmt: skip


def words(value: Value | None) -> str:
    return "none found" if value is None else f"{value[0] / 1e6:.2f} / {value[1] / 1440:.1f}"


def main() -> int:
    once = "--once" in sys.argv
    named = [float(word) for word in sys.argv[1:] if not word.startswith("-")]
    seeds, work = (1, 2.0) if once else (int((named or [50])[0]), (named[1:] or [10.0])[0])
    print("| seed | requirements | bound | planner | exact model's best |")
    print("|---|---|---|---|---|")
    rows = []
    for seed in range(seeds):
        row = compare(seed, work)
        rows.append(row)
        proven = " (proven)" if row.proven else ""
        cells = (words(row.bound), words(row.planner), words(row.exact) + proven)
        print(f"| {row.seed} | {row.requirements} | {' | '.join(cells)} |", flush=True)
    print()
    below, wrong = sum(r.below_bound for r in rows), sum(not r.right for r in rows)
    known = [r for r in rows if r.exact is not None]
    better = sum(r.exact is not None and r.exact < r.planner for r in known)
    print(
        f"undelivered (weighted requirements) / lateness (weighted days); solver work {work} a seed"
    )
    print(
        f"{len(rows)} seeds: {below} with a right plan below the bound, {wrong} with a plan the judge refuses"
    )
    print(f"the exact model's plan is better than the planner's on {better} of {len(known)} seeds")
    return 1 if below or wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
