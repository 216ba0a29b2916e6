"""R15 honesty of a plan's claims: a bound above what a right plan scores is false.

A plan that breaks another rule says nothing against a bound, which speaks of right plans only.
Source: `docs/explanation/planning-rules.md`, R15 and *Score*.
"""

from __future__ import annotations

from coalition.judging.verdict import Breach
from coalition.model.plan import Plan, Score


def find_false_bound(plan: Plan, score: Score) -> tuple[Breach, ...]:
    """A breach when the plan's bound lies above its score."""
    bound = plan.bound
    if bound is None or (bound.undelivered, bound.lateness) <= (score.undelivered, score.lateness):
        return ()
    over = bound.undelivered - score.undelivered
    term, unit = ("undelivered", "ppm") if over > 0 else ("lateness", "weighted min")
    amount = over if over > 0 else bound.lateness - score.lateness
    text = f"the bound on {term} ({bound.relaxation or 'no relaxation stated'}) is above the score"
    return (Breach("R15", "bound-above-plan", "the plan", None, amount, unit, text=text),)
