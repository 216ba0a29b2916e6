"""What a hedge is worth: the judged plan made with it set against the plan made without it.

The plan without is searched again around the same requirements with the same effort; the best of it counts, and
what that search gained is what search alone varies by. A gain no larger than that is shown as none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.measure.instants import MINUTES_PER_HOUR
from coalition.model.identity import RequirementId
from coalition.model.plan import PPM, Score
from coalition.operations.hedging.bench import Heard
from coalition.operations.hedging.hedge import Hanging
from coalition.operations.hedging.reckoning import Worth

NOT_RIGHT = "no right plan was made with it"
NOTHING = "nothing: something else holds what hangs on it"
NOISE = "within what search alone varies by"


@dataclass(frozen=True, slots=True)
class Valued:
    """A hedge with what it buys: weighted minutes and weight delivered more (in millionths), never below none.

    `helped` close earlier with it, `saved` of them are no longer late. `score` is that of the judged plan, and
    of the plan without where nothing is bought; `note` says why nothing is.
    """

    hanging: Hanging
    score: Score
    minutes: int = 0
    delivered_ppm: int = 0
    helped: tuple[RequirementId, ...] = ()
    saved: tuple[RequirementId, ...] = ()
    note: str = ""

    @property
    def hours(self) -> int:
        """Weighted hours bought, rounded down; what never closes counts to the horizon's end."""
        return self.minutes // MINUTES_PER_HOUR

    @property
    def delivered(self) -> float:
        """Weighted requirements delivered more."""
        return self.delivered_ppm / PPM

    @property
    def buys(self) -> bool:
        """Whether anything is bought."""
        return self.minutes > 0 or self.delivered_ppm > 0


@dataclass(frozen=True, slots=True)
class Noise:
    """What the plan without is worth at its best, and how much of that search alone had to find."""

    best: Worth
    unmet: int
    minutes: int

    def hides(self, worth: Worth) -> bool:
        """Whether a plan is no further below the best one without than search alone varies by."""
        unmet, late = self.best[0] - worth[0], self.best[1] - worth[1]
        if unmet != 0:
            return unmet <= self.unmet
        return late <= self.minutes


def noise_of(start: Worth, worths: Iterable[Worth]) -> Noise:
    """The noise of a plan that was searched again, without a change, in several ways."""
    best = min((start, *worths))
    return Noise(best, start[0] - best[0], max(0, start[1] - best[1]))


def nothing_bought(hanging: Hanging, base: Heard, worth: Worth, noise: Noise) -> Valued:
    """A hedge that is not put before the judge, for its plan is no better."""
    return Valued(hanging, base.score, note=NOISE if worth < noise.best else NOTHING)


def bought(hanging: Hanging, base: Heard, heard: Heard) -> Valued:
    """A hedge whose plan was judged."""
    if heard.breaches:
        return Valued(hanging, base.score, note=NOT_RIGHT)
    delivered = base.score.undelivered - heard.score.undelivered
    minutes = base.score.lateness - heard.score.lateness
    if (delivered, minutes) <= (0, 0):
        return Valued(hanging, base.score, note=NOTHING)
    pairs = list(zip(base.closures, heard.closures, strict=True))
    helped = tuple(b.requirement for b, h in pairs if h.lateness < b.lateness)
    saved = tuple(b.requirement for b, h in pairs if h.lateness == 0 < b.lateness)
    return Valued(hanging, heard.score, max(0, minutes), max(0, delivered), helped, saved)


def rank(valued: Iterable[Valued]) -> tuple[Valued, ...]:
    """Weight delivered, then weighted minutes; of equal value what more hangs on, then by kind and subject."""
    return tuple(
        sorted(
            valued,
            key=lambda v: (
                -v.delivered_ppm, -v.minutes, -v.hanging.weighted_minutes,
                v.hanging.hedge.kind, v.hanging.hedge.subject,
            ),
        )
    )  # fmt: skip
