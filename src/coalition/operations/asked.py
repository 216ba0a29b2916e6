"""How much planning a user asks for; what is not said is what suits the book."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """`time` in seconds by the clock, `work` in neighbourhoods searched, `gap` as a share of lateness.

    `hedge`: how many of the things that would buy time are listed too.
    """

    seed: int = 0
    time: float | None = None
    work: int | None = None
    gap: float | None = None
    hedge: int = 0
