"""Chance that is the same on every machine and under every version of Python.

SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure 17):
64-bit integers only. Each table of a book draws from a stream of its own, so that a change in one
does not shift the others. Not for secrets.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

_T = TypeVar("_T")
_WORD = 2**64
_GAMMA = 0x9E3779B97F4A7C15


class Chance:
    """A stream of draws named by a seed and a purpose."""

    __slots__ = ("_state",)

    def __init__(self, seed: int, purpose: str) -> None:
        digest = sha256(f"{seed}/{purpose}".encode()).digest()
        self._state = int.from_bytes(digest[:8], "big")

    def below(self, end: int) -> int:
        """An integer of 0 to `end` - 1, each as likely as the other (to one part in 2**64 / end)."""
        self._state = (self._state + _GAMMA) % _WORD
        word = self._state
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9 % _WORD
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB % _WORD
        return ((word ^ (word >> 31)) * end) >> 64

    def between(self, least: int, most: int) -> int:
        """An integer of `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def percent(self, share: int) -> bool:
        """True in `share` of a hundred draws."""
        return self.below(100) < share

    def pick(self, choices: Sequence[_T]) -> _T:
        """One of the choices, each as likely."""
        return choices[self.below(len(choices))]

    def weighted(self, choices: Sequence[tuple[_T, int]]) -> _T:
        """One of the (choice, weight) pairs' choices, as likely as its weight."""
        left = self.below(sum(weight for _, weight in choices))
        for choice, weight in choices:
            if left < weight:
                return choice
            left -= weight
        raise ValueError("weights must be positive")
