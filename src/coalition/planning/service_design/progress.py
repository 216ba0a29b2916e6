"""What a run has so far: columns, best timetable, bound, and when it must stop."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from random import Random
from time import perf_counter, process_time

from coalition.planning.service_design.columns import Column, whole_column
from coalition.planning.service_design.instance import Answer, Instance
from coalition.planning.service_design.paths import Path
from coalition.planning.service_design.relaxation import Span
from coalition.planning.service_design.search import Search, put_back
from coalition.planning.service_design.timetable import Timetable
from coalition.planning.service_design.untangle import Untangled, refined

ROUNDING = 0.01
"""Money that a bound of the solver may be off; costs are whole."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Stop within `gap` of the bound, after so many rounds (each a program solved), or after seconds.

    Seconds are of the processor, so that other work on the machine counts little; the run is on one thread.
    Without `seconds` the same instance and seed give the same answer on every machine.
    """

    gap: float = 0.0
    rounds: int = 200
    seconds: float | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Cost and bound from so many seconds of the processor after the start on."""

    seconds: float
    cost: int
    bound: int

    @property
    def gap(self) -> float:
        """(cost - bound) / cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


@dataclass(slots=True)
class Progress:
    """A run under way; `bound` and the best timetable only ever get better."""

    instance: Instance
    paths: list[list[Path]]
    complete: bool
    limits: Limits
    best: Timetable
    columns: list[Column] = field(default_factory=list)
    spans: dict[int, set[Span]] = field(default_factory=dict)
    bound: int = 0
    rounds: int = 0
    steps: list[Step] = field(default_factory=list)
    answer: Answer = field(default_factory=lambda: Answer((), 0))
    chance: Random = field(default_factory=Random)
    begun: tuple[float, float] = field(default_factory=lambda: (process_time(), perf_counter()))

    def __post_init__(self) -> None:
        """The best timetable is known to be right, and each path is a column with all its time."""
        self.chance = Random(self.limits.seed)  # noqa: S311 - chance, not secrets
        self.columns = [
            whole_column(self.instance, k, path)
            for k, ways in enumerate(self.paths)
            for path in ways
        ]
        self.keep(self.best)

    @property
    def gap(self) -> float:
        """(cost - bound) / cost."""
        return self.steps[-1].gap

    def left(self) -> float:
        """Seconds of the processor left."""
        return float("inf") if self.limits.seconds is None else self.limits.seconds - self.used()

    def used(self) -> float:
        """Seconds of the processor since the start."""
        return process_time() - self.begun[0]

    def on_the_wall(self, seconds: float) -> float:
        """How long that much of the processor has been taking, for a solver that looks at the wall."""
        if self.limits.seconds is None:
            return float("inf")
        stretch = (perf_counter() - self.begun[1] + 1.0) / (self.used() + 1.0)
        return max(0.0, min(seconds, self.left())) * max(1.0, stretch)

    def over(self) -> bool:
        """Whether to stop."""
        used = self.rounds >= self.limits.rounds or self.left() <= 0
        return used or self.best.cost - self.bound <= self.limits.gap * self.best.cost

    def raise_bound(self, value: float) -> None:
        """No answer costs less than `value`, if it is cheaper than the best."""
        if self.complete and value > self.bound:
            whole = self.best.cost if value >= self.best.cost else ceil(value - ROUNDING)
            self.bound = max(self.bound, min(whole, self.best.cost))
            self._step()

    def proven(self) -> bool:
        """Whether some commodity has no column left, so that nothing is better than the best."""
        if len({column.commodity for column in self.columns}) == len(self.paths):
            return False
        self.raise_bound(self.best.cost)
        return True

    def offer(self, found: Untangled, moves: int) -> None:
        """Puts the late ones back, searches a little, and keeps the best."""
        for commodity in found.late:
            put_back(found.timetable, commodity, self.paths[commodity])
        self.keep(found.timetable)
        Search(found.timetable, self.paths, self.chance).run(moves, lambda: self.left() <= 0)
        self.keep(found.timetable)

    def refine(self, found: Untangled) -> bool:
        """Cuts columns and asks for spans where the relaxation cheated; whether anything is new."""
        before, news = len(self.columns), False
        for arc, span in sorted(found.spans):
            news |= span not in self.spans.setdefault(arc, set())
            self.spans[arc].add(span)
        self.columns = refined(self.columns, found.cuts)
        return news or len(self.columns) > before

    def keep(self, timetable: Timetable) -> None:
        """The timetable is the best if it costs no more; it may be worked on afterwards."""
        joined = timetable.joined()
        if joined.cost <= self.best.cost:
            self.best, self.answer = joined, joined.answer()
            self.bound = min(self.bound, joined.cost)
            self._step()

    def _step(self) -> None:
        step = Step(self.used(), self.best.cost, self.bound)
        if not self.steps or (step.cost, step.bound) != (self.steps[-1].cost, self.steps[-1].bound):
            self.steps.append(step)
