"""What a peer is given and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.authority.evaluate import Authority
from coalition.model.book import Book
from coalition.model.plan import Plan
from coalition.network.network import Network

UNDELIVERED_WEIGHT = 10
"""A requirement not delivered weighs so many horizons of lateness: the two are compared nearly in order."""


@dataclass(frozen=True)
class Task:
    """A book to plan within so many seconds; `slot_minutes` is for those who cut time into slots."""

    book: Book
    law: Authority
    ways: Network
    seconds: float
    seed: int = 0
    slot_minutes: int = 360


@dataclass(frozen=True)
class Answer:
    """A peer's plan (None: none found), its own value and bound in weighted days, size, and seconds.

    `first_s` is when the first solution that delivers anything was there.
    """

    plan: Plan | None
    objective: float
    bound: float
    first_s: float | None
    seconds: float
    size: str
    status: str
