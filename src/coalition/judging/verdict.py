"""What the judge hands down: breaches, doubts, risks, closures, score; sealed, so that only it can.

The rules they speak of stand in `docs/explanation/planning-rules.md`.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from enum import StrEnum

from coalition.errors import IntegrityError
from coalition.measure.instants import Minute
from coalition.model.identity import RequirementId
from coalition.model.plan import PPM, Plan, Score

_SEAL = object()
"""Held by the judge alone; whoever lacks it cannot make a `JudgedPlan`."""


class Verdict(StrEnum):
    """Green: right as far as is known. Amber: right if the doubts resolve. Red: a rule is broken."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule broken: which (`R1` to `R15`), the stable code, where and when, by how much of what unit.

    `provision` names the provision or decision that stands in the way, for R10 to R13.
    """

    rule: str
    code: str
    where: str
    at: Minute | None = None
    amount: int | None = None
    unit: str = ""
    provision: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One fact that nobody has stated, or that is only estimated, and how many trips rest on it.

    `where` and `at` are of the first place that rests on it; `trips` is 0 when the plan as a whole does.
    """

    rule: str
    code: str
    fact: str
    where: str
    at: Minute | None = None
    trips: int = 0
    provision: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """A permission that is open in time by the likely duration of its steps and late by the longest.

    It changes no verdict. `amount` is by how many minutes the first trip resting on it would be early.
    """

    rule: str
    code: str
    fact: str
    where: str
    at: Minute | None = None
    trips: int = 0
    amount: int | None = None
    provision: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """How one requirement ended.

    `closed_at` is None when it does not close within the horizon; `lateness` is minutes after RDD (to the
    horizon's end when it never closes); `delivered_ppm` the share delivered or covered, in millionths;
    `covers` how much of its capability closed within the horizon.
    """

    requirement: RequirementId
    closed_at: Minute | None
    lateness: int
    delivered_ppm: int
    covers: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a plan's score lies above its bound, on the first term in which they differ.

    `ppm` is (plan - bound) / plan in millionths, 0 when they are equal in both terms.
    """

    term: str
    plan: int
    bound: int

    @property
    def ppm(self) -> int:
        """(plan - bound) / plan in millionths, rounded up so that a gap is never printed as none."""
        return -(-(self.plan - self.bound) * PPM // self.plan) if self.plan else 0


@dataclass(frozen=True, slots=True)
class JudgedPlan:
    """A plan with the judge's findings. Only `judge` makes one.

    Raises IntegrityError when made without the judge's seal; `dataclasses.replace` raises ValueError,
    because the seal is not kept.
    """

    plan: Plan
    verdict: Verdict
    breaches: tuple[Breach, ...]
    doubts: tuple[Doubt, ...]
    risks: tuple[Risk, ...]
    score: Score
    closures: tuple[Closed, ...]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        """Refuse whatever the judge has not made."""
        if seal is not _SEAL:
            raise IntegrityError("a judged plan is made by the judge alone")

    @property
    def gap(self) -> Gap | None:
        """The score set against the plan's bound; None when the plan claims no bound."""
        if self.plan.bound is None:
            return None
        if self.score.undelivered != self.plan.bound.undelivered:
            return Gap("undelivered", self.score.undelivered, self.plan.bound.undelivered)
        return Gap("lateness", self.score.lateness, self.plan.bound.lateness)
