"""Books so small that an exact model proves what is best: how often the planner's plan is that, how far else.

`--once` takes five books; else `tiny_optimal.py [BOOKS] [FIRST] [WORK]`: so many books (200) from a seed (0)
on, with so much solver work each (10, deterministic, not seconds). One to four requirements over five to
seven places, three or four carriers of different modes; every second book with all that makes books nasty.
The exact model starts from the planner's plan and has every carrier free from end to end, every source, and
routes by every third place. Prints the share of books whose plan is proven best, the worst distance, and how
often the bound lies above the best plan known, which must be never.

*Proven* speaks of the plans the exact model holds. Left out are, beyond what `tests.differential.exact` says:
routes with two or more third places and ways round two or more nations that the planner's plan does not take
itself; more legs of a carrier than `LEGS` and than two beyond those of the planner's plan; more than `STREAMS`
streams of one movement over one route (a stream waits at each third place until it is complete). Carriers have
no limit of range here, so that technical stops gain nothing. A plan that meets the bound is best of all plans.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from itertools import permutations, product
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.differential.exact.building import Choice  # noqa: E402
from tests.differential.exact.search import Search  # noqa: E402
from tests.simulators.tiny_books import tiny_book  # noqa: E402

from coalition.authority.evaluate import Authority  # noqa: E402
from coalition.model.places import Mode  # noqa: E402
from coalition.model.ways import WayKey  # noqa: E402
from coalition.planning.effort import usual_effort  # noqa: E402
from coalition.planning.planner import make_plan  # noqa: E402

BOOKS, ONCE, WORK = 200, 5, 10.0
LEGS, STREAMS = 4, 2

Value = tuple[int, int]
"""Undelivered and lateness, compared in this order."""


@dataclass(frozen=True)
class Row:
    """One book: bound, planner, the best of the exact model, and whether that is proven."""

    seed: int
    requirements: int
    carriers: int
    bound: Value
    planner: Value
    best: Value
    proven: bool
    faults: tuple[str, ...]
    seconds: float

    @property
    def optimal(self) -> bool:
        """Whether the planner's plan is proven best."""
        return self.proven and self.planner == self.best

    @property
    def above(self) -> bool:
        """Whether the bound lies above a right plan: a fault."""
        return self.bound[0] > self.best[0] or self.bound[1] > self.best[1]

    @property
    def distance(self) -> float:
        """How much of the planner's first worth that differs the best plan saves."""
        for planner, best in zip(self.planner, self.best, strict=True):
            if planner != best:
                return (planner - best) / planner
        return 0.0


def compare(seed: int, work: float) -> Row:
    book, network = tiny_book(seed)
    law, begun = Authority(book), perf_counter()
    plan = make_plan(book, law, network, seed=seed, effort=usual_effort(book))
    bound = (0, 0) if plan.bound is None else (plan.bound.undelivered, plan.bound.lateness)
    search = Search(book, law, network, plan, seed)
    planner = search.found.value
    faults = ["the judge refuses the plan"] if search.found.judged.breaches else []
    proven = search.is_best
    if not proven:
        proven = search.round(everything(search), work).proven
    faults += ["the model does not hold the plan"] * search.found.unfit
    faults += ["the judge refuses the model's plan"] * search.found.refused
    return Row(
        seed, len(book.requirements), len(book.fleets), bound, planner, search.found.value,
        proven and not search.found.unfit and not search.found.refused, tuple(faults),
        perf_counter() - begun,
    )  # fmt: skip


def everything(search: Search) -> Choice:
    """All the model may choose from: every route by one third place, every way round one nation."""
    places, crisis = search.book.places, tuple(sorted(search.book.crisis.avoid))
    for mode, (one, other) in product(Mode, permutations(sorted(places), 2)):
        way = search.network.find_way(WayKey(mode, one, other, crisis))
        ends = {places[one].nation, places[other].nation}
        for crossing in way.crossings if way else ():
            if crossing.nation not in ends:
                search.frame.know(mode, (one, other, tuple(sorted({*crisis, crossing.nation}))))
    hubs = tuple(sorted(places))
    return replace(search.everything(), hubs=hubs, least=LEGS, streams=STREAMS)


def line(row: Row) -> str:
    state = "optimal" if row.optimal else "better known" if row.best < row.planner else "not proven"
    cells = (
        row.seed, row.requirements, row.carriers, words(row.bound), words(row.planner),
        words(row.best), state, f"{100 * row.distance:.1f}%", f"{row.seconds:.1f}",
        "; ".join((*row.faults, *(["bound above the best"] if row.above else []))),
    )  # fmt: skip
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def words(value: Value) -> str:
    return f"{value[0] / 1e6:.2f} / {value[1] / 1440:.3f}"


def summary(rows: list[Row]) -> list[str]:
    proven = [row for row in rows if row.proven]
    optimal = sum(row.optimal for row in rows)
    worst = max(rows, key=lambda row: row.distance)
    carrying = [row for row in proven if row.best != (0, 0)]
    shares = [100 * optimal / max(1, len(some)) for some in (rows, proven)]
    return [
        f"books: {len(rows)}, best plan proven on {len(proven)}",
        f"planner's plan proven best: {optimal} ({shares[0]:.1f}%; of those proven {shares[1]:.1f}%)",
        f"of those where the best is late or short: {sum(r.optimal for r in carrying)} of {len(carrying)}",
        f"worst distance: {100 * worst.distance:.1f}% (seed {worst.seed})",
        f"bound above the best plan known: {sum(row.above for row in rows)}",
        f"bound met by the best: {sum(row.bound == row.best for row in rows)}",
        f"faults: {sum(bool(row.faults) for row in rows)}",
    ]


def main() -> int:
    named = [float(word) for word in sys.argv[1:] if not word.startswith("-")]
    books, first, work = (*named, *(BOOKS, 0, WORK)[len(named) :])
    if "--once" in sys.argv:
        books = ONCE
    print(
        "undelivered (weighted requirements) / lateness (weighted days); seeds, work:", first, work
    )
    print("| seed | req | carriers | bound | planner | best | state | distance | s | faults |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    rows = []
    for seed in range(int(first), int(first) + int(books)):
        rows.append(compare(seed, work))
        print(line(rows[-1]), flush=True)
    print("", *summary(rows), sep="\n")
    return 1 if any(row.above or row.faults for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
