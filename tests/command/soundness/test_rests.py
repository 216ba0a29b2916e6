"""What is rested on holds only while its latest word is the one named, and in force."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.command.stage import CONSENSUS, STAFF, Stage, after
from tests.command.whole_room import FUEL, WINDOW, rest, scope

from coalition.command.events.event import Event, EventId, ObjectId, Origin
from coalition.command.events.kinds import (
    bodies,
    consents,
    contributions,
    decisions,
    escalation,
    facts,
    plans,
    tasks,
    transfers,
)
from coalition.command.events.kinds.decisions import PositionTaken, Stance
from coalition.command.events.terms import Rest, Terms
from coalition.command.soundness.rests import Soundness, finding_of, worst_of
from coalition.measure.instants import Interval
from coalition.model.law import CommandState, Limits

TERMS = Terms(FUEL, WINDOW)
Made = tuple[Event, Event]
"""The event rested on, and the object it is about."""


def consent(stage: Stage) -> Made:
    found = stage.say(
        "BBB", consents.ConsentGranted(scope("BBB", beneficiaries=("AAA",), limits=Limits(pax=5)))
    )
    return found, found


def pledge(stage: Stage) -> Made:
    offer = stage.say("AAA", contributions.OfferMade(TERMS))
    return stage.say("AAA", contributions.PledgeMade(TERMS), offer), offer


def need(stage: Stage) -> Made:
    found = stage.say(STAFF, contributions.RequirementStated("Fuel", FUEL, WINDOW))
    return found, found


def fact(stage: Stage) -> Made:
    found = stage.say("AAA", facts.FactStated("place", "port", {}))
    return found, found


def order(stage: Stage) -> Made:
    found = stage.say(
        "AAA", escalation.OrderIssued(escalation.OrderKind.OTHER, "T", "t", (Origin("B"),))
    )
    return found, found


def transfer(stage: Stage) -> Made:
    offer = transfers.TransferOffered("1 Bn", STAFF, CommandState.OPCON, WINDOW)
    found = stage.say("AAA", offer)
    return stage.say(STAFF, transfers.TransferAccepted(), found), found


def body(stage: Stage) -> Made:
    found = stage.council("AAA", "BBB")
    return found, found


def plan(stage: Stage) -> Made:
    found = stage.say("AAA", plans.PlanProposed("Move", "d1"))
    return found, found


def task(stage: Stage) -> Made:
    found = stage.say("AAA", tasks.TaskAssigned(Origin("BBB"), "Open"))
    return found, found


ENDS: list[tuple[Callable[[Stage], Made], str, object, str]] = [
    (consent, "BBB", consents.ConsentRevoked("", after(9_000)), "the consent of BBB is revoked"),
    (consent, "BBB", consents.ConsentChanged(scope("BBB")), "BBB changed its consent"),
    (consent, "BBB", consents.ConsentUsed(Limits(pax=6)), "the consent of BBB is used-up"),
    (pledge, "AAA", contributions.ContributionWithdrawn(), "AAA withdrew what it gave"),
    (pledge, "AAA", contributions.CommitmentMade(TERMS), "AAA gives on other terms"),
    (need, STAFF, contributions.RequirementCancelled(), "the requirement is cancelled"),
    (
        need,
        STAFF,
        contributions.RequirementRevised("F", FUEL, WINDOW),
        "the requirement was revised",
    ),
    (fact, "AAA", facts.FactRetired(), "place port no longer holds"),
    (fact, "AAA", facts.FactStated("place", "port", {"x": 1}), "place port was stated anew"),
    (order, "AAA", escalation.OrderRevoked(), "the order is revoked"),
    (transfer, "AAA", transfers.TransferEnded(), "the authority over 1 Bn went back to AAA"),
    (body, STAFF, bodies.RosterChanged((Origin("AAA"),)), "another roster holds"),
    (body, STAFF, bodies.BodyDissolved(), "Council is dissolved"),
    (plan, "AAA", plans.PlanWithdrawn(), "the plan is withdrawn"),
    (task, "BBB", tasks.TaskDeclined(), "the task is declined"),
    (task, "AAA", tasks.TaskCancelled(), "the task is cancelled"),
]


@pytest.mark.parametrize(
    ("make", "by", "ending", "why"), ENDS, ids=lambda each: getattr(each, "__name__", "")
)
def test_what_ends_it_makes_it_stale_with_the_reason(
    make: Callable[[Stage], Made], by: str, ending: object, why: str
) -> None:
    stage = Stage()
    said, about = make(stage)
    assert finding_of(stage.picture(), rest(said)).soundness is Soundness.HOLDS
    stage.say("ZZZ", ending, about)
    assert finding_of(stage.picture(), rest(said)).soundness is Soundness.HOLDS
    stage.say(by, ending, about)
    found = finding_of(stage.picture(), rest(said))
    assert (found.soundness, found.why) == (Soundness.STALE, why)


def test_what_is_asked_or_expired_does_not_hold() -> None:
    stage = Stage()
    asked = stage.say("AAA", consents.ConsentRequested(scope("BBB")))
    assert finding_of(stage.picture(), rest(asked)).soundness is Soundness.STALE
    short = scope("BBB", window=Interval(after(0), after(50)))
    granted = stage.say("BBB", consents.ConsentGranted(short), asked)
    assert finding_of(stage.picture(after(49)), rest(granted)).soundness is Soundness.HOLDS
    assert finding_of(stage.picture(after(50)), rest(granted)).soundness is Soundness.STALE


def test_a_consent_granted_again_after_revocation_is_another_word() -> None:
    stage = Stage()
    first = stage.say("BBB", consents.ConsentGranted(scope("BBB")))
    stage.say("BBB", consents.ConsentRevoked(), first)
    again = stage.say("BBB", consents.ConsentGranted(scope("BBB")), first)
    assert finding_of(stage.picture(), rest(first)).soundness is Soundness.STALE
    assert finding_of(stage.picture(), rest(again)).soundness is Soundness.HOLDS


def test_a_transfer_expires_with_its_window() -> None:
    stage = Stage()
    said, _ = transfer(stage)
    assert finding_of(stage.picture(WINDOW.closes - 1), rest(said)).soundness is Soundness.HOLDS
    assert finding_of(stage.picture(WINDOW.closes), rest(said)).soundness is Soundness.STALE


def test_what_is_not_in_the_picture_is_unseen_never_holding() -> None:
    stage = Stage()
    said, _ = consent(stage)
    strange = Rest(said.subject, EventId("e" * 32))
    gone = Rest(ObjectId("e" * 32), said.id)
    assert finding_of(stage.picture(), strange).soundness is Soundness.UNSEEN
    assert finding_of(stage.picture(), gone).soundness is Soundness.UNSEEN


def test_what_was_set_aside_does_not_hold() -> None:
    stage = Stage()
    _, offer = pledge(stage)
    forged = stage.say("ZZZ", contributions.CommitmentMade(TERMS), offer)
    assert finding_of(stage.picture(), rest(forged)).soundness is Soundness.STALE


def test_a_decision_holds_while_open_or_agreed_and_not_once_broken() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB")
    proposal = stage.table(council, "AAA")
    opening = stage.put(council, proposal, rule=CONSENSUS)
    found = rest(opening)
    assert finding_of(stage.picture(), found).soundness is Soundness.HOLDS
    no = stage.say("BBB", PositionTaken(opening.id, Stance.OBJECT), proposal)
    assert finding_of(stage.picture(), found).why == "the decision is broken"
    stage.say("BBB", decisions.PositionWithdrawn(no.id), proposal)
    for nation in ("AAA", "BBB"):
        stage.say(nation, PositionTaken(opening.id, Stance.ASSENT), proposal)
    assert finding_of(stage.picture(), found).soundness is Soundness.HOLDS


def test_a_round_put_anew_makes_the_former_stale() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB")
    proposal = stage.table(council, "AAA")
    first = stage.put(council, proposal, rule=CONSENSUS)
    stage.put(council, proposal, rule=CONSENSUS)
    assert finding_of(stage.picture(), rest(first)).why == "it was put anew"


def test_an_alert_state_holds_until_it_falls() -> None:
    stage = Stage()
    states = (
        escalation.AlertState("normal", 0),
        escalation.AlertState("alert", 1, declared_by=("AAA",), lasts_minutes=60),
    )
    protocol = stage.say(STAFF, escalation.ProtocolAdopted("P", states, STAFF))
    declared = stage.say("AAA", escalation.StateDeclared("alert"), protocol, at=after(10))
    assert finding_of(stage.picture(after(69)), rest(declared)).soundness is Soundness.HOLDS
    assert finding_of(stage.picture(after(70)), rest(declared)).soundness is Soundness.STALE
    assert finding_of(stage.picture(after(70)), rest(protocol)).soundness is Soundness.HOLDS


def test_the_worst_is_stale_then_unseen_and_nothing_holds() -> None:
    stage = Stage()
    said, about = consent(stage)
    unseen = finding_of(stage.picture(), Rest(ObjectId("e" * 32), said.id))
    holds = finding_of(stage.picture(), rest(said))
    stage.say("BBB", consents.ConsentRevoked(), about)
    stale = finding_of(stage.picture(), rest(said))
    assert worst_of(()) is Soundness.HOLDS
    assert worst_of((holds, unseen)) is Soundness.UNSEEN
    assert worst_of((unseen, stale, holds)) is Soundness.STALE
