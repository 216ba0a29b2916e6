"""Budgets of rehearsals: 1,000 replications of a plan of some 2,000 legs in 10 s on two processes.

`--once`: a small plan, few replications. `--plan BOOK PLAN`: another plan than that of a generated northern
reinforcement of 300 requirements, which is dispatched and not searched. Peer: the same rules written as
processes in SimPy (`tests/simulators/simpy_rehearsal.py`), fed the same draws in the same run; every minute of
every visit must agree. CPU seconds stand beside seconds, for machines that others share.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.simulators.simpy_rehearsal import simulate

from coalition.formats.book_reader import read_book
from coalition.formats.chances.reader import assumed_chances
from coalition.formats.plan_json import read_plan
from coalition.generation.northern import generate_book
from coalition.model.plan import Plan
from coalition.operations.frame import Frame, frame_of
from coalition.operations.rehearse.piece import Staged, staged
from coalition.operations.rehearse.runners import open_runner, play_all
from coalition.planning.effort import NO_EFFORT
from coalition.planning.planner import make_plan
from coalition.rehearsal.engine.play import play_out
from coalition.rehearsal.engine.reactions import ALL
from coalition.rehearsal.engine.state import Play
from coalition.rehearsal.part import Part, parts_of
from coalition.rehearsal.telling.figures import weighted_share
from coalition.rehearsal.telling.outcome import joined, on_time, outcome_of
from coalition.rehearsal.world.world import World, draw_world

BUDGET_S = 10.0
SEED = 7
HELPLESS = replace(ALL, substitute=False)
"""The peer's carriers do not help each other out; everything else it does."""


@dataclass
class Cost:
    """Seconds and CPU seconds of a step."""

    name: str
    seconds: float
    cpu: float
    note: str = ""


class Clock:
    """Steps measured; `begun` is when the one that runs began."""

    def __init__(self) -> None:
        self.costs: list[Cost] = []
        self._begun = (perf_counter(), _cpu())

    def begin(self) -> None:
        self._begun = (perf_counter(), _cpu())

    def note(self, name: str, note: str = "") -> Cost:
        wall, cpu = self._begun
        cost = Cost(name, perf_counter() - wall, _cpu() - cpu, note)
        self.costs.append(cost)
        print(f"{name:<46} {cost.seconds:>8.2f} s {cost.cpu:>8.2f} CPU s  {note}", flush=True)
        return cost


def _cpu() -> float:
    """Of this process and of the children that have ended."""
    times = os.times()
    return process_time() + times.children_user + times.children_system


def main() -> int:
    once = "--once" in sys.argv
    clock = Clock()
    frame, plan = _given() if "--plan" in sys.argv else _generated(30 if once else 300)
    clock.begin()
    stage = staged(frame, plan, assumed_chances(frame.book))
    script = stage.piece.script
    print(f"{len(script.chains.fleet):,} chains, {len(script.legs.chain):,} legs,"
          f" {len(script.visits.arrive):,} visits, {len(stage.piece.register.strikes):,} strikes")  # fmt: skip
    clock.note("lay the plan out")
    rehearsed = _rehearse(clock, stage, 100 if once else 1_000)
    ratio = _beside_simpy(clock, stage, 20 if once else 200, few=5 if once else 20)
    print(f"the engine is {ratio:.0f} times as fast as SimPy; all minutes agree")
    if once:
        return 0
    verdict = "met" if rehearsed.seconds <= BUDGET_S else "missed"
    print(f"{rehearsed.seconds:.1f} s of a budget of {BUDGET_S:.0f} s: {verdict}")
    return 0 if rehearsed.seconds <= BUDGET_S else 1


def _rehearse(clock: Clock, stage: Staged, replications: int) -> Cost:
    """All replications on two processes, from nothing to outcomes."""
    clock.begin()
    with open_runner("processes:2") as executor:
        parts = parts_of(SEED, 0, replications, most=replications // 2)
        outcome = joined(play_all(executor, stage.piece, parts))
    script = stage.piece.script
    share = float(weighted_share(script, on_time(script, outcome.closure)).mean())
    note = f"{share:.0%} of weight on time"
    return clock.note(f"rehearse {replications:,} replications, two processes", note)


def _beside_simpy(clock: Clock, stage: Staged, rows: int, *, few: int) -> float:
    """How many times as long SimPy takes for a replication. Raises SystemExit when a minute differs."""
    piece = stage.piece
    clock.begin()
    world = draw_world(piece.script, piece.register, Part(SEED, 0, rows).rows)
    clock.note(f"draw {rows} worlds")
    clock.begin()
    outcome_of(play_out(piece.script, world, ALL), piece.register)
    clock.note(f"play {rows} replications and read them, one process")
    clock.begin()
    play = play_out(piece.script, world, HELPLESS)
    ours = clock.note(f"play {rows} replications as SimPy does").cpu / rows
    clock.begin()
    _compare(play, world, few)
    theirs = clock.note(f"play {few} replications in SimPy", "the same draws").cpu / few
    return theirs / ours


def _compare(play: Play, world: World, few: int) -> None:
    rows = world.rows
    begin = play.record.begin.reshape(rows, -1)
    end = play.record.end.reshape(rows, -1)
    for row in range(few):
        told = simulate(play.script, world, row, HELPLESS)
        if not (np.array_equal(told.begin, begin[row]) and np.array_equal(told.end, end[row])):
            raise SystemExit(f"replication {row}: SimPy comes to other minutes")


def _given() -> tuple[Frame, Plan]:
    place = sys.argv.index("--plan")
    frame = frame_of(read_book(Path(sys.argv[place + 1])))
    return frame, read_plan(Path(sys.argv[place + 2]))


def _generated(requirements: int) -> tuple[Frame, Plan]:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        generate_book(requirements=requirements, seed=1, folder=folder, scarcity="scarce")
        frame = frame_of(read_book(folder))
    plan = make_plan(frame.book, frame.authority, frame.network, effort=NO_EFFORT)
    return frame, plan


if __name__ == "__main__":
    sys.exit(main())
