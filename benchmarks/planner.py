"""The planner and its bound set against an exact model of the same rules: how far from the best, seed by seed.

`--once` takes one seed; else `planner.py [SEEDS] [WORK] [FIRST] [EFFORT]` takes so many seeds (50) with so
much solver work each (10, deterministic, not seconds), from the first (0) on, and prints a table; the planner
searches so many neighbourhoods (0). The exact model starts from the planner's plan; every plan is judged. The
last lines say how far the planner is from the model's best, and on how many seeds a right plan went below the
bound, which must be none.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.differential.campaign_books import campaign_book  # noqa: E402
from tests.differential.exact.search import search  # noqa: E402

from coalition.authority.evaluate import Authority  # noqa: E402
from coalition.judging.judge import judge  # noqa: E402
from coalition.planning.effort import Effort  # noqa: E402
from coalition.planning.planner import make_plan  # noqa: E402

Value = tuple[int, int]
"""Undelivered and lateness, compared in this order."""


@dataclass(frozen=True)
class Row:
    """One seed: the bound, the planner's value, the value of the exact model's best plan.

    `proven`: no right plan is better, for the bound is met. `unfit` counts rounds whose model does not hold
    the plan they began from, `refused` plans of the model that the judge refuses.
    """

    seed: int
    book: str
    requirements: int
    bound: Value
    planner: Value
    exact: Value
    proven: bool
    right: bool
    rounds: int
    unfit: int
    refused: int

    @property
    def below_bound(self) -> bool:
        """Whether a right plan went below the bound: a fault."""
        return any(
            value[0] < self.bound[0] or value[1] < self.bound[1]
            for value in (self.planner, self.exact)
        )

    @property
    def distance(self) -> float | None:
        """(planner - exact) / planner on lateness; None where less is undelivered."""
        if self.planner[0] != self.exact[0]:
            return None
        return (self.planner[1] - self.exact[1]) / self.planner[1] if self.planner[1] else 0.0


def compare(seed: int, work: float, effort: int = 0) -> Row:
    name, book, network = campaign_book(seed)
    law = Authority(book)
    plan = make_plan(book, law, network, effort=Effort(effort))
    planned = judge(book, law, network, plan)
    found = search(book, law, network, plan, work=work, seed=seed)
    bound = plan.bound
    return Row(
        seed, name, len(book.requirements),
        (0, 0) if bound is None else (bound.undelivered, bound.lateness),
        (planned.score.undelivered, planned.score.lateness), found.value, found.proven,
        not planned.breaches and not found.judged.breaches,
        found.rounds, found.unfit, found.refused,
    )  # fmt: skip


def words(value: Value) -> str:
    return f"{value[0] / 1e6:.2f} / {value[1] / 1440:.2f}"


def percent(part: float | None) -> str:
    return "less undelivered" if part is None else f"{100 * part:.1f}%"


def line(row: Row) -> str:
    cells = (
        row.seed, row.book, row.requirements, words(row.bound), words(row.planner), words(row.exact),
        "yes" if row.proven else "no", percent(row.distance), f"{row.rounds}/{row.unfit}/{row.refused}",
    )  # fmt: skip
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def summary(rows: list[Row], work: float) -> list[str]:
    """The table in a few lines."""
    known = [r.distance for r in rows if r.distance is not None]
    late = [r.distance for r in rows if r.distance is not None and r.planner[1]]
    counts = {
        "seeds": len(rows),
        "with a right plan below the bound": sum(r.below_bound for r in rows),
        "with a plan the judge refuses": sum(not r.right for r in rows),
        "improved": sum(r.exact < r.planner for r in rows),
        "improved by delivering more": sum(r.exact[0] < r.planner[0] for r in rows),
        "proven best, for the bound is met": sum(r.proven for r in rows),
        "proven best, the planner's own": sum(r.proven and r.exact == r.planner for r in rows),
        "rounds": sum(r.rounds for r in rows),
        "rounds whose model did not hold the plan": sum(r.unfit for r in rows),
        "rounds whose plan the judge refused": sum(r.refused for r in rows),
        "distance where as much is delivered": spread(known),
        "distance where as much is delivered and something late": spread(late),
    }
    head = (
        f"undelivered (weighted requirements) / lateness (weighted days); solver work {work} a seed"
    )
    return [head, *(f"{name}: {count}" for name, count in counts.items())]


def spread(distances: list[float]) -> str:
    if not distances:
        return "no seed"
    ends = f"median {percent(median(distances))}, worst {percent(max(distances))}"
    return f"{len(distances)} seeds, {ends}"


def main() -> int:
    once = "--once" in sys.argv
    named = [float(word) for word in sys.argv[1:] if not word.startswith("-")]
    seeds, work, first, effort = (*named, *(50, 10.0, 0, 0)[len(named) :])
    if once:
        seeds, work, first = 1, 1.0, 2
    print("| seed | book | req | bound | planner | exact model | proven | distance | rounds |")
    print("|---|---|---|---|---|---|---|---|---|")
    rows = []
    for seed in range(int(first), int(first) + int(seeds)):
        rows.append(compare(seed, work, int(effort)))
        print(line(rows[-1]), flush=True)
    print("", *summary(rows, work), sep="\n")
    return 1 if any(r.below_bound or not r.right for r in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
