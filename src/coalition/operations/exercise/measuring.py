"""What is measured of a plan after an inject: counts, times and a verdict, each with one definition.

The words are those of `formats.exercise.expectation`. An event without news measures what the last news left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coalition.explanation.summary import is_unmet
from coalition.judging.judge import judge
from coalition.judging.verdict import Closed, JudgedPlan, Verdict
from coalition.measure.instants import Minute
from coalition.model.change.diff import PromiseMoved
from coalition.model.plan import Plan
from coalition.operations.frame import Frame
from coalition.operations.news.replan import Replanned

_LAW = frozenset({"R10", "R11", "R12", "R13"})
"""Rules of permission, caveat, consent and status."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers: `whole` by measure of the plan, `closures` and `moved` (minutes) by requirement.

    `stale` are the permissions the plan in force used that hold no longer; `promises` those that moved, the
    weightiest first. Before any news nothing has moved.
    """

    verdict: Verdict
    whole: Mapping[str, int]
    closures: Mapping[str, Closed]
    moved: Mapping[str, int]
    promises: tuple[PromiseMoved, ...] = ()
    stale: tuple[str, ...] = ()


def measure_start(judged: JudgedPlan) -> Measured:
    """The numbers of the plan before the first inject."""
    changes = dict.fromkeys(
        ("newly late", "promises moved", "trips changed", "stale consents", "weighted hours moved"),
        0,
    )
    whole = {**_standing(judged), **changes, "avoidable breaches": len(judged.breaches)}
    return Measured(judged.verdict, whole, _by_name(judged), {})


def measure_news(made: Replanned, before: Measured, plan: Plan) -> Measured:
    """The numbers of the plan after news; `before` and `plan` are of the plan it replaces."""
    diff, closures = made.diff, _by_name(made.judged)
    stale = stale_permissions(made.frame, plan, made.news.at)
    whole = {
        **_standing(made.judged),
        "newly late": sum(
            _troubled(one) and not (name in before.closures and _troubled(before.closures[name]))
            for name, one in closures.items()
        ),
        "promises moved": len(diff.promises),
        "trips changed": len(diff.trips),
        "stale consents": len(stale),
        "weighted hours moved": sum(one.weight * abs(one.minutes) for one in diff.promises),
        "avoidable breaches": len(made.open_breaches),
    }
    moved = {str(one.requirement): one.minutes for one in diff.promises}
    return Measured(made.judged.verdict, whole, closures, moved, diff.promises, stale)


def stale_permissions(frame: Frame, plan: Plan, now: Minute) -> tuple[str, ...]:
    """The provisions by which the plan in force would break the law from `now` on, each once, sorted.

    `frame` is of the book after the news. What names no provision is named by its code.
    """
    judged = judge(frame.book, frame.authority, frame.network, plan)
    named = {
        breach.provision or breach.code for breach in judged.breaches
        if breach.rule in _LAW and (breach.at is None or breach.at >= now)
    }  # fmt: skip
    return tuple(sorted(named))


def _standing(judged: JudgedPlan) -> dict[str, int]:
    closures = judged.closures
    unmet = sum(is_unmet(one) for one in closures)
    late = sum(not is_unmet(one) and one.lateness > 0 for one in closures)
    return {
        "late": late, "unmet": unmet, "on time": len(closures) - late - unmet,
        "breaches": len(judged.breaches), "doubts": len(judged.doubts),
        "weighted hours": judged.score.lateness,
    }  # fmt: skip


def _by_name(judged: JudgedPlan) -> dict[str, Closed]:
    return {str(one.requirement): one for one in judged.closures}


def _troubled(closed: Closed) -> bool:
    return is_unmet(closed) or closed.lateness > 0
