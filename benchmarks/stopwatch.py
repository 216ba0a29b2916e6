"""Times a step a few times and prints measured against budget; each budget has a script of its own.

A ratio above 1 misses the budget. With `--once` every step runs a single time and a miss is only
shown; without it the median of five runs counts and a miss ends the script with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import TypeVar

_T = TypeVar("_T")
RUNS = 5


@dataclass
class Stopwatch:
    """Steps measured so far; `once` is whether each runs a single time."""

    once: bool = field(default_factory=lambda: "--once" in sys.argv[1:])
    rows: list[tuple[str, float, float, str]] = field(default_factory=list)

    def time(self, name: str, run: Callable[[], _T], *, budget_s: float, note: str = "") -> _T:
        """Runs the step; notes the median seconds beside its budget; the last run's result."""
        seconds = []
        for _ in range(1 if self.once else RUNS):
            begin = perf_counter()
            result = run()
            seconds.append(perf_counter() - begin)
        self.rows.append((name, median(seconds), budget_s, note))
        return result

    def report(self) -> int:
        """Prints the table; the exit code: 1 when a budget is missed in a full run."""
        print(f"{'step':<44} {'seconds':>9} {'budget':>8} {'ratio':>6}  note")
        for name, measured, budget, note in self.rows:
            print(f"{name:<44} {measured:>9.3f} {budget:>8.2f} {measured / budget:>6.2f}  {note}")
        missed = any(measured > budget for _, measured, budget, _ in self.rows)
        return 1 if missed and not self.once else 0
