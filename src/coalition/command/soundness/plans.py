"""Whether a plan is fresh, and every reason why not; and which plans an event's end would make stale.

A plan that rests on another plan is no fresher than it; plans that rest on each other in a circle are stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coalition.command.events.event import ObjectId
from coalition.command.events.registry import Noun
from coalition.command.fold.picture import Picture, opened_key
from coalition.command.nouns.plans import Plan
from coalition.command.soundness.rests import Finding, Soundness, findings_of, worst_of

BELOW = "a plan below: "


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan at an instant: fresh only when everything it rests on holds and is visible."""

    id: ObjectId
    plan: Plan
    soundness: Soundness
    findings: tuple[Finding, ...]

    @property
    def fresh(self) -> bool:
        """Whether everything it rests on holds."""
        return self.soundness is Soundness.HOLDS

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not fresh, each once."""
        return tuple(dict.fromkeys(f.why for f in self.findings if f.why))


def plan_standing(picture: Picture, plan: ObjectId) -> PlanStanding | None:
    """The plan at the picture's instant; None when it is not in the picture."""
    return _settled(picture, _below(picture, [plan])).get(plan)


def plans_on(picture: Picture, subject: ObjectId) -> tuple[PlanStanding, ...]:
    """Every plan that rests on an object, or on a plan that does, by (opened at, id)."""
    found: set[ObjectId] = set()
    left = [subject]
    while left:
        for record in picture.naming_each(left.pop(), Noun.PLAN):
            if record.subject not in found:
                found.add(record.subject)
                left.append(record.subject)
    settled = _settled(picture, _below(picture, found))
    records = (picture.find(each) for each in found)
    ordered = sorted((r for r in records if r is not None), key=opened_key)
    return tuple(settled[record.subject] for record in ordered)


def _below(picture: Picture, tops: Iterable[ObjectId]) -> dict[ObjectId, Plan]:
    """The plans and every plan below them."""
    found: dict[ObjectId, Plan] = {}
    left = list(tops)
    while left:
        id_ = left.pop()
        plan = picture.find_state(id_, Plan)
        if isinstance(plan, Plan) and id_ not in found:
            found[id_] = plan
            left.extend(plan.links)
    return found


def _settled(picture: Picture, plans: dict[ObjectId, Plan]) -> dict[ObjectId, PlanStanding]:
    """The standing of every plan, the lowest first; what is left over rests on itself."""
    done: dict[ObjectId, PlanStanding] = {}
    waits = {id_: {each for each in plan.links if each in plans} for id_, plan in plans.items()}
    ready = [id_ for id_, on in waits.items() if not on]
    above: dict[ObjectId, list[ObjectId]] = {}
    for id_, on in waits.items():
        for each in on:
            above.setdefault(each, []).append(id_)
    while ready:
        id_ = ready.pop()
        done[id_] = _standing(picture, id_, plans[id_], done)
        for each in above.get(id_, ()):
            waits[each].discard(id_)
            if not waits[each]:
                ready.append(each)
    circled = {id_: plan for id_, plan in plans.items() if id_ not in done}
    return done | {id_: _circled(picture, id_, plan) for id_, plan in circled.items()}


def _standing(
    picture: Picture, id_: ObjectId, plan: Plan, done: dict[ObjectId, PlanStanding]
) -> PlanStanding:
    findings = tuple(_under(f, done) for f in findings_of(picture, plan.rests_on))
    return PlanStanding(id_, plan, worst_of(findings), findings)


def _under(found: Finding, done: dict[ObjectId, PlanStanding]) -> Finding:
    """The finding on something below, no better than the plan it is, if it is one."""
    below = done.get(found.rest.subject)
    if below is None or below.fresh or found.soundness is not Soundness.HOLDS:
        return found
    why = below.reasons[0]
    head = "" if why.startswith(BELOW) else BELOW
    return replace(found, soundness=below.soundness, why=head + why)


def _circled(picture: Picture, id_: ObjectId, plan: Plan) -> PlanStanding:
    findings = tuple(
        replace(f, soundness=Soundness.STALE, why=f.why or "plans rest on each other")
        if picture.find_state(f.rest.subject, Plan) is not None
        else f
        for f in findings_of(picture, plan.rests_on)
    )
    return PlanStanding(id_, plan, worst_of(findings), findings)
