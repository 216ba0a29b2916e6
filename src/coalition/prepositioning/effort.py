"""How hard to try: the gap that is enough, seconds, seed; and the watch that runs meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass(frozen=True, slots=True)
class Effort:
    """Stop within a relative `gap`, or after `seconds` by the clock (None: no end). `seed` parts ties."""

    gap: float = 0.001
    seconds: float | None = None
    seed: int = 0
    cluster_most: int = 160
    """Most cuts learnt at a time; scenarios beyond share one with those like them."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a phase has come: `done` of `total` steps, and the gap so far (None: not known)."""

    phase: str
    done: int
    total: int
    gap: float | None = None


Listener = Callable[[Progress], None]
"""Hears progress; it changes nothing."""


def ignore(_: Progress) -> None:
    """The listener of a run nobody watches."""


@dataclass(slots=True)
class Watch:
    """Time spent since it was made, against an effort."""

    effort: Effort
    listen: Listener = ignore
    begun: float = field(default_factory=monotonic)

    @property
    def spent(self) -> float:
        """Seconds since the beginning."""
        return monotonic() - self.begun

    @property
    def left(self) -> float | None:
        """Seconds left, None without an end."""
        if self.effort.seconds is None:
            return None
        return max(self.effort.seconds - self.spent, 0.0)

    @property
    def over(self) -> bool:
        """Whether time is up."""
        return self.left == 0.0
