"""Pre-positioning: published instances against their optima, hurricanes against the extensive form.

    .venv/bin/python benchmarks/preposition.py --once      a small one of each, under 20 s
    .venv/bin/python benchmarks/preposition.py             all
    .venv/bin/python benchmarks/preposition.py --only medians hurricanes --scenarios 51 1000 5000

Data lie in `../shared/bench` and `../shared/data`; what is absent is said and passed over. Two OR-Library
files at hand are damaged and are mended first (`tests/prepositioning/published.py`). Seconds are of the
processor, on one thread. Extensive form: the same instance written out for HiGHS, in the same run, with
the same gap and the memory and seconds that `--memory` and `--time` allow; `>` marks a ratio against a
run that was stopped. Ends with 1 when an optimum is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.prepositioning import published  # noqa: E402

from coalition.formats.published.hurricanes import read_hurricanes  # noqa: E402
from coalition.formats.published.orlib import read_median_graph  # noqa: E402
from coalition.formats.published.relief import read_relief  # noqa: E402
from coalition.formats.published.servers import read_servers  # noqa: E402
from coalition.operations.preposition.published.hurricanes import (  # noqa: E402
    hurricanes_instance,
    seasons_51,
    seasons_drawn,
)
from coalition.operations.preposition.published.location import (  # noqa: E402
    median_instance,
    warehouses_instance,
)
from coalition.operations.preposition.published.relief import (  # noqa: E402
    HOURS_FIXED,
    HOURS_PER_DAY,
    Terms,
    improve_relief,
)
from coalition.operations.preposition.published.servers import servers_instance  # noqa: E402
from coalition.prepositioning.answer import Answer  # noqa: E402
from coalition.prepositioning.effort import Effort  # noqa: E402
from coalition.prepositioning.problem.instance import Instance  # noqa: E402
from coalition.prepositioning.solve import solve, solve_reference  # noqa: E402

KINDS = ("warehouses", "large", "medians", "servers", "relief", "hurricanes")
INVENTORIES = ("actual", "actual_75pct", "actual_90pct")
SEED = 1
GAPS = {51: 0.005}
GAP_LARGE = 0.01


@dataclass(frozen=True)
class Row:
    """One instance: the answer beside the published optimum, None where there is none."""

    name: str
    answer: Answer
    seconds: float
    optimum: float | None

    @property
    def off(self) -> float:
        """Relative distance from the optimum."""
        if self.optimum is None:
            return 0.0
        return abs(self.answer.total - self.optimum) / max(abs(self.optimum), 1e-9)


def timed(name: str, instance: Instance, gap: float, optimum: float | None) -> Row:
    begun = process_time()
    answer = solve(instance, effort=Effort(gap=gap, seed=SEED))
    return Row(name, answer, process_time() - begun, optimum)


def located(kind: str, *, once: bool) -> Iterator[Row]:
    best = published.optima()
    if kind == "warehouses":
        for name in published.WAREHOUSES[:: 12 if once else 1]:
            yield timed(name, warehouses_instance(published.warehouses(name)), 1e-9, best[name])
    elif kind == "large" and not once:
        for room in published.CAPA:
            name = f"capa_{room}"
            instance = warehouses_instance(published.large_warehouses(room))
            yield timed(name, instance, 1e-9, best[name])
    elif kind == "medians":
        for number in published.MEDIANS[:3] if once else published.MEDIANS:
            name = f"pmed{number}"
            graph = read_median_graph(published.BENCH / "orlib_pmed" / f"{name}.txt")
            yield timed(name, median_instance(graph), 1e-9, best[name])
    elif kind == "servers" and not once:
        for name, optimum in published.SERVERS.items():
            data = read_servers(published.BENCH / "sslp" / name / "scenariodata")
            yield timed(name, servers_instance(data), 1e-5, optimum)


def show(row: Row) -> bool:
    """Prints a row; whether it met the optimum."""
    answer = row.answer
    met = row.off <= 1e-6
    known = "" if row.optimum is None else f" published {row.optimum:>16,.3f} off {row.off:.5%}"
    print(
        f"{row.name:<14} {answer.total:>16,.3f}{known} gap {answer.gap:.4%} "
        f"{answer.rounds:>4} rounds {row.seconds:>8.2f} s  {'' if met else 'MISSED'}", flush=True
    )  # fmt: skip
    return met


def seasons(count: int) -> Instance:
    data = read_hurricanes(published.DATA / "rawls-turnquist")
    made = seasons_51(data) if count == 51 else seasons_drawn(data, count, SEED)
    return hurricanes_instance(data, made)


def _extensive(count: int, gap: float, limits: tuple[float, float], answer: object) -> None:
    memory, seconds = limits
    top = int(memory * 2**30)
    resource.setrlimit(resource.RLIMIT_AS, (top, top))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    instance = seasons(count)
    begun = process_time()
    try:
        found = solve_reference(instance, effort=Effort(gap=gap))
        answer.put((found.total, found.bound, process_time() - begun))  # type: ignore[attr-defined]
    except MemoryError:
        answer.put(("memory", 0.0, process_time() - begun))  # type: ignore[attr-defined]


def extensive(count: int, gap: float, limits: tuple[float, float]) -> tuple[str, float]:
    """How the extensive form ended in a process of its own, and processor seconds."""
    answer: multiprocessing.Queue[tuple[object, float, float]] = multiprocessing.Queue()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    before = usage.ru_utime + usage.ru_stime
    child = multiprocessing.Process(target=_extensive, args=(count, gap, limits, answer))
    child.start()
    child.join()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    if answer.empty():
        return "stopped for time or memory", spent.ru_utime + spent.ru_stime - before
    total, _, seconds = answer.get()
    if total == "memory":
        return "out of memory", seconds
    return f"{total:,.0f}", seconds


def hurricanes(counts: list[int], limits: tuple[float, float]) -> None:
    for count in counts:
        gap = GAPS.get(count, GAP_LARGE)
        row = timed(f"{count} seasons", seasons(count), gap, None)
        show(row)
        ended, seconds = extensive(count, gap, limits)
        solved = ended[0].isdigit()
        ratio = seconds / row.seconds
        print(
            f"{'':<14} extensive form: {ended}, {seconds:.2f} s; "
            f"ratio {'' if solved else '> '}{ratio:.1f}", flush=True
        )  # fmt: skip


def relief(inventories: Sequence[str]) -> None:
    """Madagascar: the stocks of today against the same amounts where they would stand best."""
    for name in inventories:
        data = read_relief(published.DATA / "esups-madagascar", name)
        begun = process_time()
        found = improve_relief(data, Terms(), Effort(gap=1e-3, seed=SEED))
        before, after = found.waits
        fixed = HOURS_FIXED / HOURS_PER_DAY
        print(
            f"{name:<14} people-days of delay a disaster: today {found.today:>14,.0f}, as recommended "
            f"{found.recommended:>14,.0f}, saved {found.today - found.recommended:>10,.0f}; days until "
            f"depots reach one {before:.3f} to {after:.3f}, on the road {before - fixed:.3f} to "
            f"{after - fixed:.3f}; gap {found.answer.gap:.4%} {process_time() - begun:.2f} s", flush=True
        )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--only", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--scenarios", nargs="*", type=int, default=[51, 1_000, 5_000])
    parser.add_argument("--time", type=float, default=1_800.0, help="of the extensive form")
    parser.add_argument("--memory", type=float, default=12.0, help="GiB of the extensive form")
    asked = parser.parse_args()
    met = True
    for kind in asked.only:
        if not (published.DATA if kind in {"relief", "hurricanes"} else published.BENCH).is_dir():
            print(f"skipped {kind}: no data beside the project")
        elif kind == "relief":
            relief(INVENTORIES[:1] if asked.once else INVENTORIES)
        elif kind == "hurricanes":
            hurricanes([51] if asked.once else asked.scenarios, (asked.memory, asked.time))
        else:
            for row in located(kind, once=asked.once):
                met = show(row) and met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
