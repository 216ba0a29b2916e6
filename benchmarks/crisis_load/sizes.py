"""How much of everything, and the lines that are told while it runs."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

_BEGUN = time.perf_counter()


def option(name: str, once: int, usual: int) -> int:
    """The number after an option of the call, else the one for a small or a usual run."""
    if name in sys.argv:
        return int(sys.argv[sys.argv.index(name) + 1])
    return once if "--once" in sys.argv else usual


def named(name: str) -> str:
    """The text after an option of the call; empty without it."""
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else ""


@dataclass(frozen=True)
class Size:
    """How much of everything. `opening` is within how many seconds the streams are opened."""

    objects: int = field(default_factory=lambda: option("--objects", 2_000, 200_000))
    nations: int = field(default_factory=lambda: option("--nations", 8, 32))
    sessions: int = field(default_factory=lambda: option("--sessions", 20, 200))
    rate: int = field(default_factory=lambda: option("--rate", 20, 100))
    seconds: int = field(default_factory=lambda: option("--seconds", 6, 75))
    listeners: int = field(default_factory=lambda: option("--listeners", 50, 1_000))
    opening: int = field(default_factory=lambda: option("--opening", 2, 15))


def show(name: str, value: float, unit: str, note: str = "") -> None:
    """One measured figure."""
    print(f"{name:<58} {value:>10,.1f} {unit:<9} {note}", flush=True)


def told_by(what: str) -> None:
    """What is going on, with the seconds since the script began."""
    print(f"[{time.perf_counter() - _BEGUN:6.1f} s] {what}", flush=True)
