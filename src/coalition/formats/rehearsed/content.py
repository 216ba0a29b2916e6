"""What a rehearsal found, in the plain words and numbers in which it is written down.

Minutes are instants (UTC since 1970) or lengths; shares lie between nought and one. Not here: how it was found.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.measure.instants import Minute


@dataclass(frozen=True, slots=True)
class Known:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A requirement: RDD, planned closure, how likely it is on time, how likely it never closes, quantiles
    (None: never), mean weighted minutes late.
    """

    name: str
    title: str
    weight: int
    rdd: Minute
    planned: Minute | None
    on_time: Known
    never: float
    closure: tuple[Minute | None, ...]
    late_minutes: float


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause: in how many replications it held anything, and lay on the causal chain of something late; mean
    weighted minutes charged to it; how much more lateness there is when it is felt (None: cannot be told).
    """

    name: str
    felt: Known
    critical: Known
    charged: float
    sensitivity: float | None


@dataclass(frozen=True, slots=True)
class HedgeLine:
    """What taking a cause out buys: weighted minutes, undelivered in millionths, share of weight on time."""

    rank: int
    name: str
    lateness: Known
    undelivered: Known
    on_time: Known
    replications: int


@dataclass(frozen=True, slots=True)
class FanCurves:
    """Share of weight closed by each minute: quantiles over replications, the plan, what is due."""

    at: tuple[Minute, ...]
    bands: tuple[tuple[float, ...], ...]
    planned: tuple[float, ...]
    due: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """The plan less another one in the same replications; `gain`: times fewer replications than without
    pairing.
    """

    plan: str
    lateness: Known
    undelivered: Known
    on_time: Known
    better: Known
    gain: float | None


@dataclass(frozen=True, slots=True)
class ChanceLine:
    """A chance as it was declared or assumed, in words."""

    name: str
    kind: str
    says: str
    cause: str
    assumed: bool
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Replication:
    """One replication: weighted minutes late, undelivered in millionths, share of weight on time, visits
    lost.
    """

    number: int
    lateness: int
    undelivered: int
    on_time: float
    given_up: int


@dataclass(frozen=True, slots=True)
class RehearsalContent:
    """A whole rehearsal. `quantiles` name those of closures and of the fan."""

    title: str
    fictional: bool
    activated: Minute
    horizon_end: Minute
    digest: str
    seed: int
    reactions: tuple[str, ...]
    as_planned: bool
    quantiles: tuple[float, ...]
    planned_lateness: int
    planned_undelivered: int
    planned_on_time: float
    lateness: Known
    lateness_quantiles: tuple[float, ...]
    undelivered: Known
    on_time: Known
    on_time_quantiles: tuple[float, ...]
    all_on_time: Known
    goals: tuple[GoalRow, ...]
    causes: tuple[CauseRow, ...]
    hedges: tuple[HedgeLine, ...]
    fan: FanCurves
    chances: tuple[ChanceLine, ...]
    replications: tuple[Replication, ...]
    against: Against | None = None
