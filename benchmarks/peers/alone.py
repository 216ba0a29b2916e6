"""One way to plan one book, in a process of its own: `python -m peers.alone WAY BOOK OUT SECONDS SEED SLOT`.

HiGHS by itself and HiGHS inside OR-Tools cannot live in one process, and a peer that takes all memory must not
take the benchmark with it. Writes `OUT.plan.json` (when a plan was found) and `OUT.json` with what it cost.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import write_plan
from coalition.network.network import load_network
from peers.answer import Answer, Task

WAYS = {
    "planner": ("peers.ours", "by_planner"),
    "dispatch": ("peers.ours", "by_dispatch"),
    "mip": ("peers.mip", "by_mip"),
    "cpsat": ("peers.cpsat", "by_cpsat"),
}


def main() -> int:
    way, folder, out, seconds, seed, slot = sys.argv[1:]
    book = read_book(Path(folder))
    ways = load_network(book.places, book.ways, book.closures, drawn=False)
    module, function = WAYS[way]
    plan = getattr(import_module(module), function)
    task = Task(book, Authority(book), ways, float(seconds), int(seed), int(slot))
    answer: Answer = plan(task)
    told = {name: getattr(answer, name) for name in Answer.__dataclass_fields__ if name != "plan"}
    Path(f"{out}.json").write_text(json.dumps(told), encoding="utf-8")
    if answer.plan is not None:
        made = replace(answer.plan, seed=task.seed)
        Path(f"{out}.plan.json").write_text(write_plan(made), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
