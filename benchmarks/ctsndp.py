"""Continuous-time service network design: gap and time by class, beside what was published for DDDI.

    .venv/bin/python benchmarks/ctsndp.py --once                 one small instance, a few seconds
    .venv/bin/python benchmarks/ctsndp.py --time 60 --classes HC/HF LC/LF --first 20
    .venv/bin/python benchmarks/ctsndp.py --table                prints what earlier runs wrote
    .venv/bin/python benchmarks/ctsndp.py --check INSTANCE ANSWER

Instances are those of Boland, Hewitt, Marshall, Savelsbergh 2017, Operations Research 65(5), at one minute, in
`../shared/bench/ctsndp`; where they are absent this says so and ends with 0. Seconds are of the processor, on
one thread. Each answer is written to `out/ctsndp/`, read back, and checked against the instance by
`coalition.judging.service_design`, which shares no code with the solver; one that is not right ends the script
with 1. A run goes on after 1 %, so that one run tells the time to 1 % and the gap at the end.

Published (Marshall, Boland, Savelsbergh, Hewitt 2021, "Interval-based dynamic discretization discovery for
solving the continuous-time service network design problem", Transportation Science 55(1)): commercial solver,
12 cores, stops at 1 % or after an hour. Their classes hold all instances, of which a third is handed here.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median

from coalition.judging.service_design import check_design
from coalition.planning.service_design.answer_text import answer_text
from coalition.planning.service_design.design import Limits, design_service
from coalition.planning.service_design.reader import read_instance

ROOT = Path(__file__).parents[1]
SHARED = ROOT / "../shared/bench/ctsndp"
OUT = ROOT / "out" / "ctsndp"
ONCE = "c33_.1111_.25_1.txt"
PUBLISHED = {
    "HC/HF": "1.04% 577 s", "HC/LF": "0.83% 61 s", "LC/HF": "0.55% 0.04 s", "LC/LF": "0.69% 0.45 s"
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One instance solved and checked; seconds of the processor, `to_one` None if 1 % was not reached."""

    instance: str
    kind: str
    cost: int
    bound: int
    gap: float
    seconds: float
    to_one: float | None
    limit: float
    right: bool


def solve(name: str, kind: str, *, seconds: float, gap: float, seed: int) -> Row:
    text = (SHARED / name).read_text(encoding="utf-8")
    instance = read_instance(text, name)
    limits = Limits(gap=gap, rounds=10**6, seconds=seconds, seed=seed)
    design = design_service(instance, limits)
    if design.answer is None:
        return Row(name, kind, 0, 0, 0.0, 0.0, 0.0, seconds, right=False)
    path = OUT / f"{name.removesuffix('.txt')}.json"
    path.write_text(answer_text(instance, design.answer, design.bound), encoding="utf-8")
    verdict = check_design(text, path.read_text(encoding="utf-8"))
    to_one = next((step.seconds for step in design.steps if step.gap <= 0.01), None)
    return Row(
        name, kind, design.answer.cost, design.bound, design.gap, design.seconds, to_one, seconds,
        right=verdict.right and verdict.cost == design.answer.cost,
    )  # fmt: skip


def table(rows: list[Row]) -> str:
    lines = [
        "class   instances  <=1%  mean gap  median  worst  proven  mean s  mean s to 1%*  right  DDDI",
    ]
    kinds = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    for kind, own in sorted(kinds.items()):
        gaps = [100 * row.gap for row in own]
        reached = [row for row in own if row.to_one is not None]
        to_one = mean(row.limit if row.to_one is None else row.to_one for row in own)
        lines.append(
            f"{kind:<7} {len(own):>9} {len(reached):>5} {mean(gaps):>8.2f}% {median(gaps):>6.2f}%"
            f" {max(gaps):>4.2f}% {sum(row.cost == row.bound for row in own):>7}"
            f" {mean(row.seconds for row in own):>7.1f} {to_one:>14.1f}"
            f" {sum(row.right for row in own):>6}  {PUBLISHED.get(kind, '-')}"
        )
    lines.append(
        "* with the time limit where 1 % was not reached; seconds of the processor, one thread"
    )
    return "\n".join(lines)


def scatter(rows: list[Row]) -> str:
    """Gap at the end against seconds to it, one dot an instance, a colour a class."""
    colours = {"HC/HF": "#b3261e", "HC/LF": "#c77800", "LC/HF": "#1f6fb2", "LC/LF": "#3a7d44"}
    wide, high = (
        max((r.seconds for r in rows), default=1.0),
        max((100 * r.gap for r in rows), default=1),
    )
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" font-size="12" font-family="Inter">',
        '<path d="M60 20V310H620" fill="none" stroke="#444"/>',
        f'<text x="620" y="330" text-anchor="end">{wide:.0f} s of the processor</text>',
        f'<text x="54" y="26" text-anchor="end">{high:.1f}%</text><text x="64" y="14">gap</text>',
    ]
    for row in rows:
        x, y = 60 + 560 * row.seconds / (wide or 1), 310 - 285 * 100 * row.gap / (high or 1)
        colour = colours.get(row.kind, "#444")
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}" opacity=".7"/>')
    for place, (kind, colour) in enumerate(sorted(colours.items())):
        x = 70 + 130 * place
        parts.append(f'<circle cx="{x}" cy="346" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{x + 9}" y="350">{kind}</text>')
    return "\n".join((*parts, "</svg>")) + "\n"


def keep(rows: list[Row]) -> list[Row]:
    """Writes these rows and those of earlier runs on other instances; all of them."""
    path = OUT / "rows.json"
    earlier = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    known = {row["instance"]: Row(**row) for row in earlier} | {row.instance: row for row in rows}
    every = [known[name] for name in sorted(known)]
    path.write_text(json.dumps([asdict(row) for row in every], indent=1) + "\n", encoding="utf-8")
    (OUT / "ctsndp.svg").write_text(scatter(every), encoding="utf-8")
    return every


def chosen(arguments: argparse.Namespace) -> list[tuple[str, str]]:
    """Names with their classes; spread over the list when only the first so many are asked for."""
    with (SHARED / "classes.csv").open(encoding="utf-8") as lines:
        known = [(row["instance"], row["class"]) for row in csv.DictReader(lines)]
    if arguments.once:
        return [(name, kind) for name, kind in known if name == ONCE]
    wanted = [
        (name, kind) for name, kind in known
        if kind in arguments.classes and all(part in name for part in arguments.like)
    ]  # fmt: skip
    if arguments.resume:
        before = {row.instance for row in keep([])}
        wanted = [(name, kind) for name, kind in wanted if name not in before]
    spread = sorted(wanted, key=lambda item: (item[0][4:], item[0]))
    return spread[: arguments.first]


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="service network design in continuous time")
    parser.add_argument("--once", action="store_true", help="one small instance")
    parser.add_argument("--time", type=float, default=60.0, help="seconds of the processor each")
    parser.add_argument("--gap", type=float, default=1e-4, help="stop within this of the bound")
    parser.add_argument("--classes", nargs="+", default=sorted(PUBLISHED), help="such as HC/HF")
    parser.add_argument("--like", nargs="*", default=[], help="parts that the name must have")
    parser.add_argument("--first", type=int, default=None, help="only so many")
    parser.add_argument("--seed", type=int, default=0, help="of all chance")
    parser.add_argument("--resume", action="store_true", help="only what was not measured before")
    parser.add_argument("--table", action="store_true", help="only print what was measured before")
    parser.add_argument("--check", nargs=2, metavar=("INSTANCE", "ANSWER"), help="check two files")
    return parser.parse_args()


def check(instance: str, answer: str) -> int:
    verdict = check_design(*(Path(p).read_text(encoding="utf-8") for p in (instance, answer)))
    for breach in verdict.breaches:
        print(f"{breach.rule}: {breach.place}: {breach.message}")
    print(f"{'right' if verdict.right else 'not right'}, costs {verdict.cost}")
    return 0 if verdict.right else 1


def main() -> int:
    arguments = read_arguments()
    if arguments.check:
        return check(*arguments.check)
    if not (SHARED / "classes.csv").is_file():
        print("skipped: no instances at ../shared/bench/ctsndp")
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    rows = []
    print(f"seed {arguments.seed}, {arguments.time:g} s each, stops at {arguments.gap:.2%}")
    for name, kind in [] if arguments.table else chosen(arguments):
        row = solve(name, kind, seconds=arguments.time, gap=arguments.gap, seed=arguments.seed)
        rows.append(row)
        shown = "not" if row.to_one is None else f"{row.to_one:.1f} s"
        print(
            f"{name:<22} {kind} cost {row.cost} bound {row.bound} gap {row.gap:.3%}"
            f" in {row.seconds:.1f} s, 1 % {shown}{'' if row.right else ' NOT RIGHT'}",
            flush=True,
        )
        if not arguments.once:
            keep(rows)
    print(table(rows if arguments.once else keep(rows)))
    return 0 if all(row.right for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
