"""How plans grow better and dearer with size and scarcity: the planner by the clock beside priority dispatch.

Northern reinforcements of `coalition generate`. Both ways plan the same book in one run and meet one judge.
Columns: requirements, scarcity, seed, seconds of CPU until priority dispatch stands (tables, sources, plan,
bound), weighted days late of dispatch and after the search, the share of dispatch's lateness and undelivered
that is left, the gap of weighted closure time to its bound, peak memory of the process so far, breaches.
Seconds of dispatch by requirements are drawn into `out/scheduler.svg`, both on logarithmic scales, with the
fitted power.
The last line counts books on which the search left more undelivered, or later, than dispatch: never.

    .venv/bin/python benchmarks/scheduler.py --once
    .venv/bin/python benchmarks/scheduler.py --sizes 100,300,1000,3000 --time 60 --scarcity scarce,medium
    .venv/bin/python benchmarks/scheduler.py --sizes 300 --time 8 --seeds 1-30
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from math import log
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time

from coalition.explanation.summary import closure_time
from coalition.formats.book_reader import read_book
from coalition.generation.northern import generate_book
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.model.plan import Plan
from coalition.operations.frame import Frame, frame_of
from coalition.planning.effort import NO_EFFORT, effort_within
from coalition.planning.planner import make_plan

OUT = Path("out")


@dataclass(frozen=True)
class Row:
    """One book planned both ways."""

    size: int
    scarcity: str
    seed: int
    dispatch_s: float
    dispatch: JudgedPlan
    planned: JudgedPlan
    closure: int
    peak_kb: int

    @property
    def worse(self) -> bool:
        """Whether the search made it worse than dispatch had it."""
        ours, theirs = self.planned.score, self.dispatch.score
        return (ours.undelivered, ours.lateness) > (theirs.undelivered, theirs.lateness)

    def share(self, name: str) -> float:
        """What is left of dispatch's lateness or undelivered, 1 for all of it."""
        ours, theirs = getattr(self.planned.score, name), getattr(self.dispatch.score, name)
        return ours / theirs if theirs else float(ours > 0)

    def gap(self) -> float | None:
        """Gap of weighted closure time, as a share of the plan's."""
        bound, closure = self.planned.plan.bound, self.closure
        return (
            None if bound is None or bound.closure is None else (closure - bound.closure) / closure
        )


def measured(size: int, scarcity: str, seed: int, seconds: float) -> Row:
    """The book planned by dispatch alone and by the clock, each from nothing known."""
    with TemporaryDirectory() as folder:
        generate_book(requirements=size, seed=seed, folder=Path(folder) / "book", scarcity=scarcity)
        frame = frame_of(read_book(Path(folder) / "book"))
    begun = worked_s()
    plain = make_plan(frame.book, frame.authority, frame.network, effort=NO_EFFORT)
    took = worked_s() - begun
    again = frame_of(frame.book)
    effort = effort_within(frame.book, seconds=seconds, work=None, gap=None)
    better = make_plan(
        again.book,
        again.authority,
        again.network,
        seed=seed,
        effort=effort,
    )
    judged = _judged(frame, better)
    return Row(
        size, scarcity, seed, took, _judged(frame, plain), judged, closure_time(frame.book, judged),
        getrusage(RUSAGE_SELF).ru_maxrss,
    )  # fmt: skip


def worked_s() -> float:
    """CPU seconds of this process and of those it has waited for: a large book's bound has its own."""
    waited = getrusage(RUSAGE_CHILDREN)
    return process_time() + waited.ru_utime + waited.ru_stime


def _judged(frame: Frame, plan: Plan) -> JudgedPlan:
    return judge(frame.book, frame.authority, frame.network, plan)


def power(points: list[tuple[int, float]]) -> float:
    """The power by which seconds grow with size, by least squares on logarithms (1 is linear)."""
    xs, ys = [log(x) for x, _ in points], [log(max(y, 1e-3)) for _, y in points]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mx) ** 2 for x in xs)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0


def picture(points: list[tuple[int, float]], fitted: float) -> str:
    """Seconds by requirements on logarithmic scales, as SVG."""
    xs, ys = [log(x) for x, _ in points], [log(max(y, 1e-3)) for _, y in points]
    wide, high = max(1e-9, max(xs) - min(xs)), max(1e-9, max(ys) - min(ys))
    drawn = [
        (60 + 360 * (x - min(xs)) / wide, 280 - 220 * (y - min(ys)) / high)
        for x, y in zip(xs, ys, strict=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 320" font-family="sans-serif">',
        '<rect width="460" height="320" fill="white"/>',
        f'<text x="60" y="24" font-size="12">CPU seconds of dispatch, power {fitted:.2f}</text>',
        f'<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/>',
    ]
    for (x, y), (size, seconds) in zip(drawn, points, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#1f5fa8"/>')
        for at, words in ((y - 9, f"{seconds:.1f} s"), (300, f"{size:,}")):
            anchor = 'text-anchor="middle" font-size="12"'
            parts.append(f'<text x="{x:.1f}" y="{at:.1f}" {anchor}>{words}</text>')
    return "\n".join((*parts, "</svg>")) + "\n"


def numbers(words: str) -> list[int]:
    """The numbers of a list such as `1,4-6`."""
    spans = [word.split("-") for word in words.split(",")]
    return [n for span in spans for n in range(int(span[0]), int(span[-1]) + 1)]


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--sizes", default="100,300,1000,3000")
    parser.add_argument("--scarcity", default="medium")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--time", type=float, default=60.0)
    asked = parser.parse_args()
    sizes = [60] if asked.once else [int(n) for n in asked.sizes.split(",")]
    seconds = 3.0 if asked.once else asked.time
    print(f"{'size':>6} {'lift':<7} {'seed':>4} {'dispatch s':>10} {'late days':>10} {'ours':>9} {'share':>6} "
          f"{'undeliv.':>8} {'gap':>6} {'peak MB':>8} breaches")  # fmt: skip
    rows: list[Row] = []
    for scarcity in asked.scarcity.split(","):
        for size in sizes:
            for seed in numbers(asked.seeds):
                row = measured(size, scarcity, seed, seconds)
                rows.append(row)
                _print(row)
    points = [
        (row.size, row.dispatch_s)
        for row in rows
        if row.scarcity == rows[0].scarcity and row.seed == rows[0].seed
    ]
    if len(points) > 1:
        OUT.mkdir(exist_ok=True)
        (OUT / "scheduler.svg").write_text(picture(points, power(points)), encoding="utf-8")
        print(f"power {power(points):.2f}, drawn into {OUT / 'scheduler.svg'}")
    worse = sum(row.worse for row in rows)
    print(f"worse than dispatch: {worse} of {len(rows)} books")
    return int(worse > 0 or any(row.planned.breaches or row.dispatch.breaches for row in rows))


def _print(row: Row) -> None:
    gap, breaches = row.gap(), len(row.planned.breaches) + len(row.dispatch.breaches)
    theirs, ours = row.dispatch.score.lateness / 1440, row.planned.score.lateness / 1440
    shares = f"{row.share('lateness'):>6.2f} {row.share('undelivered'):>8.2f}"
    told = "-" if gap is None else f"{gap:.1%}"
    print(
        f"{row.size:>6} {row.scarcity:<7} {row.seed:>4} {row.dispatch_s:>10.1f} {theirs:>10.1f}",
        end=" ",
    )
    print(f"{ours:>9.1f} {shares} {told:>6} {row.peak_kb // 1024:>8,} {breaches}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
