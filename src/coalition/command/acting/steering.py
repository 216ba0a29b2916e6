"""What stands against declaring states, giving orders, tasks, plans, disputes and facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coalition.command.acting.command import Objection
from coalition.command.acting.deciding import Check
from coalition.command.decisions.standing import standing_of
from coalition.command.events.event import Event, Origin
from coalition.command.events.kinds import escalation, facts, plans, tasks
from coalition.command.events.kinds.escalation import OrderKind
from coalition.command.events.registry import Noun
from coalition.command.events.terms import Rest
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Picture
from coalition.command.fold.states import step_state
from coalition.command.nouns.plans import Plan
from coalition.command.nouns.protocols import DutyRoster, Protocol
from coalition.command.soundness.plans import plan_standing
from coalition.command.watch.alerts import alerts_in, allows

ACTIVATION = "activation"
"""What a state must allow for an activation order to rest on it."""


def _adopt_protocol(
    _picture: Picture, event: Event, _record: ObjectRecord | None
) -> Iterator[Objection]:
    said: escalation.ProtocolAdopted = event.body
    if event.origin != said.keeper:
        yield Objection("origin", "the keeper of a protocol writes it down")


def _declare(picture: Picture, event: Event, record: ObjectRecord | None) -> Iterator[Objection]:
    """Tried on the protocol: what would be set aside may not be said."""
    if record is None or record.noun is None or not isinstance(record.state, Protocol):
        return
    after = alerts_in(picture, step_state(record.noun, record.state, event))
    for each in after.aside:
        if each.event.id == event.id:
            yield Objection("right", each.why)


def _order(picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    said: escalation.OrderIssued = event.body
    if not said.addressees or len(set(said.addressees)) != len(said.addressees):
        yield Objection("content", "an order goes to nations, each named once")
    if said.acknowledge_minutes < 0 or any(rung.after_minutes < 0 for rung in said.ladder):
        yield Objection("content", "a clock runs forward")
    abroad = said.addressees != (event.origin,)
    if said.order is OrderKind.ACTIVATION and abroad and not _activates(picture, said.rests_on):
        why = "an activation order to others rests on a decision of a body or on a state that allows it"
        yield Objection("right", why)


def _activates(picture: Picture, rests: tuple[Rest, ...]) -> bool:
    """No force is planned for deployment without authority: a decision agreed, or a state that allows it."""
    for rest in rests:
        standing = standing_of(picture, rest.subject)
        agreed = standing is not None and standing.agreed
        if agreed or allows(picture, rest.subject, ACTIVATION):
            return True
    return False


def _set_roster(picture: Picture, event: Event, record: ObjectRecord | None) -> Iterator[Objection]:
    if record is not None:
        return
    rosters: Iterator[DutyRoster] = (each.state for each in picture.each(Noun.DUTY_ROSTER))
    if any(roster.nation == event.origin for roster in rosters):
        yield Objection("state", "the nation has a duty roster; set that one")


def _assign(picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    said: tasks.TaskAssigned = event.body
    if not said.owner or not said.title:
        yield Objection("content", "a task has an owner and a title")
    for at in (said.due, said.answer_by):
        if at is not None and at <= picture.now:
            yield Objection("content", "it would be late at once")


def _adopt_plan(picture: Picture, event: Event, record: ObjectRecord | None) -> Iterator[Objection]:
    said: plans.PlanAdopted = event.body
    if record is None or not isinstance(record.state, Plan):
        return
    standing = plan_standing(picture, record.subject)
    if standing is not None and not standing.fresh:
        yield from (
            Objection("state", f"the plan is {standing.soundness}: {r}") for r in standing.reasons
        )
    if said.decision is not None:
        decided = standing_of(picture, said.decision.subject)
        if decided is None or not decided.agreed:
            yield Objection("right", "the decision it names is not agreed")


def _propose_plan(
    picture: Picture, event: Event, _record: ObjectRecord | None
) -> Iterator[Objection]:
    said: plans.PlanProposed = event.body
    for rest in said.rests_on:
        found = picture.find(rest.subject)
        if found is None or all(known.id != rest.event for known in found.events):
            yield Objection("unseen", "it rests on something that is not in this picture")
            return


def _acknowledge(
    _picture: Picture, event: Event, record: ObjectRecord | None
) -> Iterator[Objection]:
    said: facts.Acknowledged = event.body
    if record is not None and all(known.id != said.event for known in record.events):
        yield Objection("unseen", "there is no such event of this object")


def nations_once(nations: tuple[Origin, ...], what: str) -> Iterator[Objection]:
    """What stands against a list of nations that is empty or names one twice."""
    if not nations or len(set(nations)) != len(nations):
        yield Objection("content", f"{what} goes to nations, each named once")


CHECKS: Mapping[type[Any], Check] = {
    escalation.ProtocolAdopted: _adopt_protocol,
    escalation.StateDeclared: _declare,
    escalation.StateProlonged: _declare,
    escalation.StateStoodDown: _declare,
    escalation.OrderIssued: _order,
    escalation.DutyRosterSet: _set_roster,
    tasks.TaskAssigned: _assign,
    plans.PlanProposed: _propose_plan,
    plans.PlanAdopted: _adopt_plan,
    facts.Acknowledged: _acknowledge,
}
