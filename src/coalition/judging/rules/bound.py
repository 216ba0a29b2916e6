"""R15 honesty of a plan's claims: a bound above what a right plan scores is false.

A plan that breaks another rule says nothing against a bound, which speaks of right plans only.
Source: `docs/explanation/planning-rules.md`, R15 and *Score*.
"""

from __future__ import annotations

from coalition.judging.verdict import Breach
from coalition.model.plan import Bound, Plan, Score


def find_false_bound(plan: Plan, score: Score, closure_time: int) -> tuple[Breach, ...]:
    """A breach when the plan's bound lies above its score or, delivering as much, its closure time."""
    bound = plan.bound
    if bound is None:
        return ()
    if (bound.undelivered, bound.lateness) > (score.undelivered, score.lateness):
        over = bound.undelivered - score.undelivered
        if over > 0:
            return (_false(bound, "undelivered", over, "ppm"),)
        return (_false(bound, "lateness", bound.lateness - score.lateness, "weighted min"),)
    speaks = bound.closure is not None and score.undelivered == bound.undelivered
    over = (bound.closure or 0) - closure_time
    return (_false(bound, "closure time", over, "weighted min"),) if speaks and over > 0 else ()


def _false(bound: Bound, term: str, over: int, unit: str) -> Breach:
    whose = "the plan's own" if term == "closure time" else "the score"
    text = f"the bound on {term} ({bound.relaxation or 'no relaxation stated'}) is above {whose}"
    return Breach("R15", "bound-above-plan", "the plan", None, over, unit, text=text)
