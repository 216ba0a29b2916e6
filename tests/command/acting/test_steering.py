"""States, orders, tasks, plans: who may do it, and on what it must rest."""

from __future__ import annotations

from tests.command.stage import CONSENSUS, STAFF, Stage, after
from tests.command.whole_room import rest, scope

from coalition.command.events.event import Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.consents import ConsentGranted, ConsentRevoked
from coalition.command.events.kinds.decisions import PositionTaken, Stance
from coalition.command.events.kinds.escalation import (
    AlertState,
    DutyRosterSet,
    OrderIssued,
    OrderKind,
    ProtocolAdopted,
    Rung,
    StateDeclared,
    StateProlonged,
    StateStoodDown,
)
from coalition.command.events.kinds.plans import PlanAdopted, PlanJudged, PlanProposed, Verdict
from coalition.command.events.kinds.tasks import TaskAssigned
from coalition.command.events.terms import Rest

OTHERS = (Origin("BBB"), Origin("CCC"))


def order(kind: OrderKind, *rests: Rest, to: tuple[Origin, ...] = OTHERS) -> OrderIssued:
    return OrderIssued(kind, "Order", "Do it", to, rests_on=rests)


def decided(stage: Stage, *assenting: str) -> Event:
    council = stage.council("AAA", "BBB")
    proposal = stage.table(council)
    opening = stage.put(council, proposal, rule=CONSENSUS)
    for nation in assenting:
        stage.say(nation, PositionTaken(opening.id, Stance.ASSENT), proposal)
    return proposal


def test_forces_of_others_move_on_a_decision_or_an_allowing_state_alone() -> None:
    stage = Stage()
    open_still, agreed = decided(stage, "AAA"), decided(stage, "AAA", "BBB")
    activation = OrderKind.ACTIVATION
    assert not stage.may(STAFF, order(activation)).allowed
    assert not stage.may(STAFF, order(activation, rest(open_still))).allowed
    assert stage.may(STAFF, order(activation, rest(open_still), rest(agreed))).allowed
    assert stage.may("AAA", order(activation, to=(Origin("AAA"),))).allowed
    assert stage.may(STAFF, order(OrderKind.WARNING)).allowed


def protocol(stage: Stage) -> Event:
    states = (
        AlertState("normal", 0),
        AlertState("emergency", 1, ("activation",), ("AAA",), lasts_minutes=60),
    )
    return stage.say(STAFF, ProtocolAdopted("P", states, STAFF))


def test_a_state_that_allows_it_lets_orders_go_while_it_holds() -> None:
    stage = Stage()
    adopted = protocol(stage)
    body = order(OrderKind.ACTIVATION, rest(adopted))
    assert not stage.may(STAFF, body).allowed
    stage.say("AAA", StateDeclared("emergency"), adopted, at=after(10))
    assert stage.may(STAFF, body, now=after(69)).allowed
    assert not stage.may(STAFF, body, now=after(70)).allowed


def test_states_are_declared_prolonged_and_stood_down_by_whom_the_protocol_names() -> None:
    stage = Stage()
    adopted = protocol(stage)
    assert stage.may("AAA", StateDeclared("emergency"), adopted).allowed
    assert not stage.may("BBB", StateDeclared("emergency"), adopted).allowed
    assert stage.may(STAFF, StateDeclared("emergency"), adopted).codes == ("right",)
    declared = stage.say("AAA", StateDeclared("emergency"), adopted, at=after(10))
    longer = StateProlonged(declared.id, after(200))
    assert stage.may("AAA", longer, adopted, now=after(69)).allowed
    assert not stage.may("AAA", longer, adopted, now=after(70)).allowed
    assert not stage.may("BBB", longer, adopted, now=after(69)).allowed
    assert stage.may("AAA", StateStoodDown(declared.id), adopted, now=after(69)).allowed
    assert not stage.may("BBB", StateStoodDown(declared.id), adopted, now=after(69)).allowed
    assert not stage.may("AAA", StateStoodDown(EventId("e" * 32)), adopted).allowed


def test_a_keeper_writes_down_its_own_protocol() -> None:
    body = ProtocolAdopted("P", (AlertState("normal", 0),), STAFF)
    assert Stage().may(STAFF, body, now=after(0)).allowed
    assert not Stage().may("AAA", body, now=after(0)).allowed


def test_an_order_goes_to_nations_with_clocks_that_run_forward() -> None:
    stage = Stage()
    for bad in (
        OrderIssued(OrderKind.WARNING, "T", "t", ()),
        OrderIssued(OrderKind.WARNING, "T", "t", (*OTHERS, *OTHERS)),
        OrderIssued(OrderKind.WARNING, "T", "t", OTHERS, -1),
        OrderIssued(OrderKind.WARNING, "T", "t", OTHERS, 5, (Rung(-1, "watch"),)),
    ):
        assert not stage.may(STAFF, bad, now=after(0)).allowed


def test_a_nation_has_one_duty_roster() -> None:
    stage = Stage()
    assert stage.may("AAA", DutyRosterSet(()), now=after(0)).allowed
    roster = stage.say("AAA", DutyRosterSet(()))
    assert not stage.may("AAA", DutyRosterSet(())).allowed
    assert stage.may("AAA", DutyRosterSet(()), roster).allowed
    assert stage.may("BBB", DutyRosterSet(())).allowed


def test_a_task_has_an_owner_a_title_and_time() -> None:
    stage = Stage()
    now = after(50)
    owner = Origin("BBB")
    assert stage.may("AAA", TaskAssigned(owner, "Open", due=after(51)), now=now).allowed
    for bad in (
        TaskAssigned(Origin(""), "Open"),
        TaskAssigned(owner, ""),
        TaskAssigned(owner, "Open", due=now),
        TaskAssigned(owner, "Open", answer_by=now),
    ):
        assert not stage.may("AAA", bad, now=now).allowed


def judged(stage: Stage, *rests: Rest) -> Event:
    plan = stage.say("AAA", PlanProposed("Move", "d1", rests))
    stage.say("AAA", PlanJudged("d1", Verdict.GREEN), plan)
    return plan


def test_a_stale_plan_is_not_adopted() -> None:
    stage = Stage()
    consent = stage.say("BBB", ConsentGranted(scope("BBB")))
    plan = judged(stage, rest(consent))
    assert stage.may("AAA", PlanAdopted("d1"), plan).allowed
    stage.say("BBB", ConsentRevoked(), consent)
    decision = stage.may("AAA", PlanAdopted("d1"), plan)
    assert decision.reasons == ("the plan is stale: the consent of BBB is revoked",)


def test_a_plan_adopted_by_decision_names_one_that_is_agreed() -> None:
    stage = Stage()
    open_still, agreed = decided(stage, "AAA"), decided(stage, "AAA", "BBB")
    plan = judged(stage)
    assert stage.may("AAA", PlanAdopted("d1", rest(agreed)), plan).allowed
    assert not stage.may("AAA", PlanAdopted("d1", rest(open_still)), plan).allowed
    nowhere = Rest(ObjectId("e" * 32), EventId("e" * 32))
    assert not stage.may("AAA", PlanAdopted("d1", nowhere), plan).allowed


def test_a_plan_rests_on_what_its_planner_sees() -> None:
    stage = Stage()
    consent = stage.say("BBB", ConsentGranted(scope("BBB")))
    assert stage.may("AAA", PlanProposed("Move", "d1", (rest(consent),))).allowed
    nowhere = Rest(consent.subject, EventId("e" * 32))
    assert stage.may("AAA", PlanProposed("Move", "d1", (nowhere,))).codes == ("unseen",)
