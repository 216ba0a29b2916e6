"""Our planner beside other ways to plan the same books, all judged by the same judge in the same run.

    planner    ours, by the clock
    dispatch   priority dispatch, what planning tools do: ours without any improvement
    mip        a direct time-expanded mixed-integer model in HiGHS (`--slot` minutes, 360)
    cpsat      the exact scheduling model of the tests in CP-SAT, without a plan to start from

`--once` takes one book of a single requirement and few seconds. Else `--sizes 1,3,10`, `--time` seconds each
(60; `--ours` for our planner), `--seed` of the books, `--profile` small or northern, `--ways`. Every way has a
process of its own, and one thread (ours bounds on a second). Prints a table with ratios to our planner, where
`bound` is each's own, in weighted days with a requirement not delivered as ten horizons; writes
`out/peers.json` and `out/peers.svg`.
The exit code is 1 when the judge refuses a plan of ours or finds a right plan below our bound.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from peers.growth import WAYS, Row, picture, table

from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import read_plan
from coalition.generation.northern import generate_book
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.network.network import load_network

HOME = Path(__file__).parent
OUT = HOME.parent / "out"
GRACE_S = 120
"""So much longer than its time a way may take to build, to write and to end."""


def main() -> int:
    told = options()
    rows: list[Row] = []
    print(
        f"books: {told.profile}, seed {told.seed}; {told.time} s each, slots of {told.slot} minutes"
    )
    for size in told.sizes:
        rows += compare(size, told)
        print(table(rows[-len(told.ways) :]), flush=True)
        keep(rows, told)
    return 1 if any(is_fault(row, rows) for row in rows) else 0


def keep(rows: list[Row], told: Namespace) -> None:
    """All rows so far, as a file and as a picture."""
    OUT.mkdir(exist_ok=True)
    kept = {
        "seed": told.seed,
        "profile": told.profile,
        "seconds": told.time,
        "slot_minutes": told.slot,
    }
    whole = json.dumps(kept | {"rows": [asdict(row) for row in rows]}, indent=1)
    (OUT / "peers.json").write_text(whole + "\n", encoding="utf-8")
    (OUT / "peers.svg").write_text(picture(rows), encoding="utf-8")


def options() -> Namespace:
    parser = ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--once", action="store_true")
    parser.add_argument(
        "--sizes", type=lambda words: [int(w) for w in words.split(",")], default=[1, 3, 10]
    )
    parser.add_argument("--time", type=float, default=60.0)
    parser.add_argument("--ours", type=float, help="seconds of our planner; default as the others")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slot", type=int, default=360)
    parser.add_argument("--profile", choices=("small", "northern"), default="small")
    parser.add_argument("--ways", type=lambda words: words.split(","), default=list(WAYS))
    told = parser.parse_args()
    if told.once:
        told.sizes, told.time, told.slot = [1], 10.0, 1440
    return told


def compare(size: int, told: Namespace) -> list[Row]:
    """Every way on one book."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "book"
        generate_book(
            requirements=size, seed=told.seed, folder=folder, small=told.profile == "small"
        )
        book = read_book(folder)
        return [plan(way, size, book, folder, told) for way in told.ways]


def plan(way: str, size: int, book: Book, folder: Path, told: Namespace) -> Row:
    """One way on one book, in its own process, and what the judge says."""
    out = folder.parent / way
    seconds = told.ours if told.ours and way == "planner" else told.time
    words = (way, str(folder), str(out), str(seconds), str(told.seed), str(told.slot))
    command = [sys.executable, "-m", "peers.alone", *words]
    try:
        ended = subprocess.run(
            command,
            cwd=HOME,
            timeout=seconds + GRACE_S,
            capture_output=True,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _nothing(size, way, seconds + GRACE_S, "did not end")
    if ended.returncode:
        why = (ended.stderr.strip().splitlines() or ["killed"])[-1]
        return _nothing(size, way, seconds, why.replace("|", "/"))
    answer = json.loads(Path(f"{out}.json").read_text(encoding="utf-8"))
    worth = (None, None, None)
    breaches = 0
    if Path(f"{out}.plan.json").exists():
        network = load_network(book.places, book.ways, book.closures, drawn=False)
        judged = judge(book, Authority(book), network, read_plan(Path(f"{out}.plan.json")))
        worth, breaches = worth_of(book, judged), len(judged.breaches)
    return Row(
        size, way, *worth, answer["bound"], answer["first_s"], answer["seconds"], breaches,
        answer["size"], answer["status"],
    )  # fmt: skip


def _nothing(size: int, way: str, seconds: float, why: str) -> Row:
    return Row(size, way, None, None, None, 0.0, None, seconds, 0, "", why)


def worth_of(book: Book, judged: JudgedPlan) -> tuple[float, float, float]:
    """Weighted requirements undelivered, weighted days of lateness, and of closure since activation."""
    begin, end = book.crisis.activated, book.crisis.horizon_end
    closure = 0
    for one in judged.closures:
        at = end if one.closed_at is None else one.closed_at
        closure += book.requirements[one.requirement].weight * (at - begin)
    score = judged.score
    return score.undelivered / 1e6, score.lateness / MINUTES_PER_DAY, closure / MINUTES_PER_DAY


def is_fault(row: Row, rows: list[Row]) -> bool:
    """Whether a plan of ours is refused, or a right plan of anyone lies below our bound."""
    if row.way in ("planner", "dispatch"):
        return bool(row.breaches) or row.undelivered is None
    ours = next((r for r in rows if r.size == row.size and r.way == "planner"), None)
    if ours is None or row.undelivered is None or row.lateness is None or row.breaches:
        return False
    return row.undelivered == 0 and row.lateness < ours.bound - 1e-6


if __name__ == "__main__":
    raise SystemExit(main())
