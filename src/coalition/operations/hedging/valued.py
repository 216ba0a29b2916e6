"""What a hedge is worth: the judged plan made with it set against the plan made without it.

The plan without is searched again around the same requirements with the same effort. A hedge counts only beyond
the best that this search alone has found, of all such plans; what is no better is shown as none.
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
NOISE = "no more than search alone gains"


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
    """What the plan without is worth before and after it was searched again in several ways."""

    start: Worth
    best: Worth

    @property
    def minutes(self) -> int:
        """Weighted minutes that search alone gained."""
        return max(0, self.start[1] - self.best[1])

    def hides(self, worth: Worth) -> bool:
        """Whether a plan is no better than the best that search alone has found."""
        return worth >= self.best


def noise_of(start: Worth, worths: Iterable[Worth]) -> Noise:
    """The noise of a plan that was searched again, without a change, in several ways."""
    return Noise(start, min((start, *worths)))


def nothing_bought(hanging: Hanging, base: Heard, worth: Worth, noise: Noise) -> Valued:
    """A hedge that is not put before the judge, for its plan is no better."""
    return Valued(hanging, base.score, note=NOISE if worth < noise.start else NOTHING)


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
