"""A room with every noun in it, events of which many are refused: food for tests of the fold as a whole."""

from __future__ import annotations

import random
from typing import Any

from tests.command.stage import CONSENSUS, SILENCE, STAFF, START, Stage, after

from coalition.command.events.event import Event
from coalition.command.events.kinds import (
    bodies,
    consents,
    consignments,
    contributions,
    decisions,
    disputes,
    escalation,
    facts,
    plans,
    tasks,
    transfers,
)
from coalition.command.events.kinds.decisions import Stance
from coalition.command.events.terms import Amount, Clock, Condition, Rest, Terms
from coalition.measure.instants import Interval, Minute
from coalition.model.law import CommandState

FUEL = (Amount("fuel", 1000, "kg"),)
WINDOW = Interval(after(0), after(10_000))
NATIONS = ("AAA", "BBB", "CCC")


def rest(event: Event) -> Rest:
    """An event as something rested on."""
    return Rest(event.subject, event.id)


def scope(host: str = "BBB", **other: Any) -> consents.ConsentScope:
    """A consent for everything for the window."""
    return consents.ConsentScope(**({"territory": host, "window": WINDOW} | other))


def whole_room() -> Stage:
    """Every noun once, brought to its end or near it."""
    stage = Stage()
    council = stage.council(*NATIONS)
    _decide(stage, council)
    _give(stage)
    _steer(stage)
    return stage


def _decide(stage: Stage, council: Event) -> None:
    asked = stage.say("AAA", bodies.ConsultationRequested(council.subject, "art. 4", "a threat"))
    stage.say(STAFF, bodies.ConsultationConvened(after(50)), asked)
    stage.say(STAFF, bodies.ConsultationHeld("consulted"), asked)
    draft = stage.say("AAA", decisions.DraftWritten("A draft", "To agree."))
    stage.say("AAA", decisions.DraftRevised("A draft", "To agree at once."), draft)
    proposal = stage.table(council, "AAA")
    stage.say("AAA", decisions.DraftTabled(proposal.subject), draft)
    first = stage.put(council, proposal, Clock(until=after(60)), rule=SILENCE)
    no = decisions.PositionTaken(first.id, Stance.OBJECT, letter="a letter")
    stage.say("CCC", no, proposal)
    second = stage.put(council, proposal, rule=CONSENSUS)
    for nation in NATIONS:
        stage.say(nation, decisions.PositionTaken(second.id, Stance.ASSENT), proposal)
    stage.say("ZZZ", decisions.PositionTaken(second.id, Stance.OBJECT, letter="who?"), proposal)


def _give(stage: Stage) -> None:
    need = stage.say(STAFF, contributions.RequirementStated("Fuel", FUEL, WINDOW))
    stage.say(STAFF, contributions.ContributionRequested(NATIONS, FUEL), need)
    terms = Terms(FUEL, WINDOW, conditions=(Condition("k", "paid"),))
    offer = stage.say("AAA", contributions.OfferMade(terms, line=need.subject))
    stage.say(STAFF, contributions.OfferAccepted(FUEL), offer)
    stage.say("AAA", contributions.CommitmentMade(terms), offer)
    stage.say("AAA", contributions.GivingConditionMet(("k",)), offer)
    asked = stage.say("AAA", consents.ConsentRequested(scope(), line=need.subject))
    granted = stage.say("BBB", consents.ConsentGranted(scope()), asked)
    sent = consignments.ConsignmentFormed(
        need.subject, offer.subject, STAFF, FUEL, (rest(granted),)
    )
    load = stage.say("AAA", sent)
    stage.say("AAA", consignments.ConsignmentLoaded("port", FUEL), load)
    stage.say("AAA", consignments.LegDeparted(1, "port", "depot"), load)
    stage.say("AAA", consignments.LegArrived(1, "depot"), load)
    stage.say(STAFF, consignments.ConsignmentReceived("depot", FUEL), load)
    plan = stage.say("AAA", plans.PlanProposed("Move", "d1", (rest(granted), rest(need))))
    stage.say("AAA", plans.PlanJudged("d1", plans.Verdict.GREEN), plan)
    stage.say("AAA", plans.PlanAdopted("d1"), plan)
    stage.say("BBB", consents.ConsentUsed(consents.NO_LIMITS), asked)
    stage.say("BBB", consents.ConsentRevoked("a storm"), asked)


def _steer(stage: Stage) -> None:
    states = (
        escalation.AlertState("normal", 0),
        escalation.AlertState("alert", 1, declared_by=("AAA",)),
    )
    protocol = stage.say(STAFF, escalation.ProtocolAdopted("Alert", states, STAFF))
    stage.say("AAA", escalation.StateDeclared("alert", until=after(5_000)), protocol)
    order = stage.say(
        "AAA", escalation.OrderIssued(escalation.OrderKind.WARNING, "Ready", "Be ready", ("BBB",))
    )
    stage.say("BBB", escalation.OrderAcknowledged(), order)
    turn = escalation.DutyTurn("watch", "BBB", "bbb.1", WINDOW)  # type: ignore[arg-type]
    roster = stage.say("BBB", escalation.DutyRosterSet((turn,)))
    stage.say("BBB", escalation.DutyRosterSet(()), roster)
    moved = transfers.TransferOffered("1 Bn", STAFF, CommandState.OPCON, WINDOW)
    transfer = stage.say("AAA", moved)
    stage.say(STAFF, transfers.TransferAccepted(), transfer)
    stage.say(STAFF, transfers.AuthorityDelegated("CCC", CommandState.TACON), transfer)  # type: ignore[arg-type]
    task = stage.say("AAA", tasks.TaskAssigned("BBB", "Open the port"))  # type: ignore[arg-type]
    stage.say("BBB", tasks.TaskAccepted(), task)
    stage.say("BBB", tasks.TaskDone(), task)
    dispute = stage.say("AAA", disputes.DisputeRaised(("BBB",), "a bill"))  # type: ignore[arg-type]
    stage.say("BBB", disputes.DisputeConsulted("talked"), dispute)
    row = stage.say("AAA", facts.FactStated("place", "port", {"berths": 2}))
    stage.say("AAA", facts.FactStated("place", "port", {"berths": 3}), row)
    stage.say("CCC", facts.Acknowledged(row.id), row)


def shaken(events: list[Event], seed: int) -> list[Event]:
    """The events with origins, times and objects exchanged here and there, in another order."""
    chance = random.Random(seed)
    subjects = [event.subject for event in events]
    found = []
    for event in events:
        origin, at, subject = event.origin, event.at, event.subject
        if chance.random() < 0.15:
            origin = chance.choice(events).origin
        if chance.random() < 0.15:
            at = chance.choice(events).at
        if chance.random() < 0.1 and not event.opens:
            subject = chance.choice(subjects)
        found.append(
            Event(event.id, at, origin, event.actor, event.kind, subject, event.label, event.body)
        )
    chance.shuffle(found)
    return found


LAST = Minute(START + 400)
