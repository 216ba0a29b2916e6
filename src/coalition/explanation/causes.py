"""What can hold a requirement back, and how one chain of causes is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coalition.model.identity import RequirementId


class CauseKind(StrEnum):
    """The roots a planner can act on."""

    CONSENT = "consent"
    NOTICE = "notice to move"
    SOURCING = "sourcing"
    LIFT = "lift"
    SLOT = "working place"
    WAY = "way"
    HOURS = "opening hours"
    PRECEDENCE = "precedence"
    DATE = "date in the requirement"
    HORIZON = "horizon"
    TRAVEL = "distance"


@dataclass(frozen=True, slots=True)
class Cause:
    """One link: what held (kind and subject), in words, for how many minutes beyond the next cause.

    `provision` names the provision or decision when the cause is law. `about` names what the book holds of
    it, as `place:KLJ` or `fleet:SHIP`, for whoever would change it.
    """

    kind: CauseKind
    subject: str
    text: str
    minutes: int = 0
    provision: str = ""
    about: tuple[str, ...] = ()

    def named(self, what: str) -> str:
        """The id of that kind of thing in `about`; empty when there is none."""
        return next((n.partition(":")[2] for n in self.about if n.startswith(f"{what}:")), "")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one requirement is late or unmet: the chain from its closure back to the root.

    `late_minutes` is None when it never closes. The chain is never empty; its last link is the root.
    """

    requirement: RequirementId
    late_minutes: int | None
    chain: tuple[Cause, ...]

    @property
    def root(self) -> Cause:
        """What to change first."""
        return self.chain[-1]


@dataclass(frozen=True, slots=True)
class RootRow:
    """One root and all that hangs on it: requirements and weighted minutes late."""

    kind: CauseKind
    subject: str
    requirements: tuple[RequirementId, ...]
    weighted_minutes: int
    unmet: int


def roots_of(
    explanations: Iterable[Explanation], weights: dict[RequirementId, int]
) -> tuple[RootRow, ...]:
    """Roots grouped by kind and subject; unmet first, then by weighted lateness, largest first."""
    groups: dict[tuple[CauseKind, str], list[Explanation]] = {}
    for explanation in explanations:
        root = explanation.root
        groups.setdefault((root.kind, root.subject), []).append(explanation)
    rows = [
        RootRow(
            kind,
            subject,
            tuple(e.requirement for e in members),
            sum(weights[e.requirement] * (e.late_minutes or 0) for e in members),
            sum(e.late_minutes is None for e in members),
        )
        for (kind, subject), members in groups.items()
    ]
    return tuple(sorted(rows, key=lambda r: (-r.unmet, -r.weighted_minutes, r.kind, r.subject)))
