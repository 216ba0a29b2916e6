"""The frame of one generated book: how many requirements, how long, how scarce, which places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isqrt

from coalition.generation.theatre.geography import SITES, SMALL_SITES, Site

START = "2027-03-01"
"""C-day: a Monday, with Easter (28 March 2027) inside the horizon, so that working days matter."""


class Scarcity(StrEnum):
    """How much lift and working capacity there is for what must move."""

    AMPLE = "ample"
    MEDIUM = "medium"
    SCARCE = "scarce"


class Profile(StrEnum):
    """The whole theatre, or ten places that an exact model can still hold."""

    NORTHERN = "northern"
    SMALL = "small"


_PERCENT = {Scarcity.AMPLE: 140, Scarcity.MEDIUM: 80, Scarcity.SCARCE: 45}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a book is generated from. `unknowns` is how many working figures nobody has stated."""

    requirements: int
    seed: int
    profile: Profile = Profile.NORTHERN
    scarcity: Scarcity = Scarcity.MEDIUM
    unknowns: int = 0

    @property
    def small(self) -> bool:
        """Whether it is the small profile."""
        return self.profile is Profile.SMALL

    @property
    def horizon_days(self) -> int:
        """Days planned from C-day."""
        return 30 if self.small else 90

    @property
    def sites(self) -> tuple[Site, ...]:
        """The places of the book."""
        return tuple(site for site in SITES if not self.small or site.id in SMALL_SITES)

    def share(self, count: int) -> int:
        """So many of what stands `count` strong at 1,000 requirements and plenty, rounded.

        Grows a little more slowly than the requirements: a quarter of it with their square root.
        """
        growth = (3 * self.requirements + isqrt(1000 * self.requirements)) // 4
        return (count * growth * _PERCENT[self.scarcity] + 50_000) // 100_000

    def scaled(self, count: int) -> int:
        """The share, and at least one."""
        return max(1, self.share(count))
