"""What a running planner tells whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coalition.model.plan import Score


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a phase has come: `done` of `total`, and the best score so far, when there is one."""

    phase: str
    done: int
    total: int
    best: Score | None = None


Listener = Callable[[Progress], None]
"""Hears progress; it changes nothing."""


def ignore(_: Progress) -> None:
    """The listener of a run nobody watches."""
