"""A dispute is settled when every party agreed to the same words, and only then."""

from __future__ import annotations

from typing import Any

from tests.command.stage import Stage

from coalition.command.events.event import Event, EventId, Origin
from coalition.command.events.kinds.disputes import (
    DisputeConsulted,
    DisputeRaised,
    DisputeRecorded,
    DisputeWithdrawn,
    Ending,
    MediatorAgreed,
    MediatorNamed,
    SettlementAgreed,
    SettlementProposed,
)


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


def raised() -> tuple[Stage, Event]:
    stage = Stage()
    body = DisputeRaised((Origin("BBB"), Origin("CCC")), "who pays for the port")
    return stage, stage.say("AAA", body)


def phase(stage: Stage, about: Event) -> str:
    return str(find(stage, about).state.phase)


def mediated() -> tuple[Stage, Event]:
    stage, dispute = raised()
    stage.say("BBB", DisputeConsulted("met"), dispute)
    named = stage.say("AAA", MediatorNamed(Origin("DDD")), dispute)
    stage.say("BBB", MediatorAgreed(named.id), dispute)
    assert phase(stage, dispute) == "consulted"
    stage.say("CCC", MediatorAgreed(named.id), dispute)
    return stage, dispute


def test_parties_consult_before_they_name_a_mediator_whom_all_agree_to() -> None:
    stage, dispute = raised()
    stage.say("AAA", MediatorNamed(Origin("DDD")), dispute)
    assert phase(stage, dispute) == "raised"
    stage, dispute = mediated()
    assert phase(stage, dispute) == "mediated"


def test_a_party_is_no_mediator() -> None:
    stage, dispute = raised()
    stage.say("AAA", DisputeConsulted("met"), dispute)
    stage.say("AAA", MediatorNamed(Origin("BBB")), dispute)
    assert find(stage, dispute).state.mediator == ""


def test_a_mediator_proposes_words_and_every_party_agrees() -> None:
    stage, dispute = mediated()
    words = stage.say("DDD", SettlementProposed("share it"), dispute)
    for nation in ("AAA", "BBB"):
        stage.say(nation, SettlementAgreed(words.id), dispute)
    stage.say("DDD", SettlementAgreed(words.id), dispute)
    stage.say("DDD", DisputeRecorded(Ending.SETTLED), dispute)
    assert phase(stage, dispute) == "mediated"
    stage.say("CCC", SettlementAgreed(words.id), dispute)
    assert phase(stage, dispute) == "agreed"
    stage.say("DDD", DisputeRecorded(Ending.SETTLED, "other words"), dispute)
    assert phase(stage, dispute) == "settled"
    assert find(stage, dispute).state.text == "share it"


def test_agreement_to_different_words_settles_nothing() -> None:
    stage, dispute = raised()
    one = stage.say("AAA", SettlementProposed("you pay"), dispute)
    other = stage.say("BBB", SettlementProposed("you pay"), dispute)
    stage.say("CCC", SettlementAgreed(one.id), dispute)
    stage.say("CCC", SettlementAgreed(other.id), dispute)
    stage.say("CCC", SettlementAgreed(EventId("e" * 32)), dispute)
    stage.say("AAA", DisputeRecorded(Ending.SETTLED), dispute)
    assert phase(stage, dispute) == "raised"


def test_a_dispute_may_be_recorded_as_left_open_or_referred() -> None:
    for ending in (Ending.LEFT_OPEN, Ending.REFERRED):
        stage, dispute = raised()
        stage.say("BBB", DisputeRecorded(ending, "to capitals"), dispute)
        stage.say("AAA", DisputeConsulted("too late"), dispute)
        assert phase(stage, dispute) == ending.value
        assert find(stage, dispute).state.notes == ()


def test_strangers_have_no_say_and_a_mediator_none_before_all_agreed() -> None:
    stage, dispute = raised()
    stage.say("BBB", DisputeConsulted("met"), dispute)
    stage.say("AAA", MediatorNamed(Origin("DDD")), dispute)
    for by in ("ZZZ", "DDD"):
        stage.say(by, SettlementProposed("mine"), dispute)
        stage.say(by, DisputeRecorded(Ending.LEFT_OPEN), dispute)
    assert phase(stage, dispute) == "consulted"
    assert find(stage, dispute).state.settlements == ()


def test_only_who_raised_it_withdraws_it() -> None:
    stage, dispute = raised()
    stage.say("BBB", DisputeWithdrawn(), dispute)
    assert phase(stage, dispute) == "raised"
    stage.say("AAA", DisputeWithdrawn(), dispute)
    assert phase(stage, dispute) == "withdrawn"


def test_a_dispute_is_with_others_each_named_once() -> None:
    stage = Stage()
    for against in ((), ("AAA",), ("BBB", "BBB")):
        body = DisputeRaised(tuple(Origin(nation) for nation in against), "x")
        assert find(stage, stage.say("AAA", body)) is None
