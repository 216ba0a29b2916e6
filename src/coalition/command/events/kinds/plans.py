"""Events of plans: proposed on named events, judged, adopted, withdrawn. Staleness is worked out, not said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.command.events.terms import Rest


class Verdict(StrEnum):
    """What the judge found."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class PlanProposed:
    """A plan, by the digest of its file; `rests_on` names every event it was made from that may end."""

    title: str
    digest: str
    rests_on: tuple[Rest, ...] = ()
    document: str = ""


@dataclass(frozen=True, slots=True)
class PlanJudged:
    """The judge's finding on the plan of that digest."""

    digest: str
    verdict: Verdict
    breaches: int = 0
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class PlanAdopted:
    """The plan of that digest is in force; `decision` is what a body agreed, where one had to."""

    digest: str
    decision: Rest | None = None


@dataclass(frozen=True, slots=True)
class PlanWithdrawn:
    """Whoever proposed it takes it back."""

    reason: str = ""
