"""How people react when something goes otherwise than planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Reaction(StrEnum):
    """What people may do besides waiting."""

    OVERTAKE = "overtake"
    """Who is ready goes first; else everybody keeps the planned order at working places."""
    REROUTE = "reroute"
    """Another way is taken when that brings one there sooner by `Reactions.patience_minutes` or more."""
    SUBSTITUTE = "substitute"
    """Another carrier of the fleet that stands idle takes over from one that broke down or is lost."""


@dataclass(frozen=True, slots=True)
class Reactions:
    """What people do. Nobody leaves before the planned minute, for escorts, slots and permissions are booked
    for it.
    """

    overtake: bool = True
    reroute: bool = True
    substitute: bool = True
    patience_minutes: int = 720
    """A delay below this makes nobody change anything."""
    hope_minutes: int = 10_080
    """So long the visits of a lost carrier wait for another of its fleet before they are given up."""


ALL = Reactions()
NONE = Reactions(overtake=False, reroute=False, substitute=False)
"""Everybody waits."""


def reactions_of(words: Iterable[Reaction]) -> Reactions:
    """The reactions named, and no others."""
    named = set(words)
    return Reactions(
        Reaction.OVERTAKE in named, Reaction.REROUTE in named, Reaction.SUBSTITUTE in named
    )
