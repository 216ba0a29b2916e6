"""Bodies are kept by their secretariat; every roster is an epoch; consultations run their course."""

from __future__ import annotations

from tests.command.stage import CONSENSUS, MAJORITY, SILENCE, STAFF, Stage, after

from coalition.command.events.event import Event
from coalition.command.events.kinds.bodies import (
    BodyDissolved,
    BodyFounded,
    ConsultationConvened,
    ConsultationHeld,
    ConsultationRequested,
    ConsultationWithdrawn,
    ForumRule,
    RosterChanged,
    RulesChanged,
)
from coalition.command.events.stamps import stamp_of
from coalition.command.nouns.bodies import Body, Consultation
from coalition.model.nations import Rule


def body(stage: Stage, about: Event) -> Body:
    record = stage.picture().find(about.subject)
    assert record is not None
    assert isinstance(record.state, Body)
    return record.state


def test_a_change_of_roster_begins_an_epoch_named_by_its_event() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB")
    change = stage.say(STAFF, RosterChanged(("AAA", "CCC")), council, at=after(50))  # type: ignore[arg-type]
    found = body(stage, council)
    assert found.members == ("AAA", "CCC")
    assert found.epoch.event == change.id
    assert found.epoch_at(stamp_of(after(49))).members == ("AAA", "BBB")
    assert found.epoch_at(stamp_of(after(-900))).members == ("AAA", "BBB")
    assert found.epoch_at(stamp_of(after(51))).event == change.id


def test_only_the_secretariat_keeps_a_body() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB")
    for change in (RosterChanged(("AAA",)), RulesChanged((MAJORITY,)), BodyDissolved()):  # type: ignore[arg-type]
        stage.say("AAA", change, council)
    record = stage.picture().find(council.subject)
    assert record is not None
    assert len(record.set_aside) == 3


def test_nobody_founds_a_body_for_another_secretariat() -> None:
    stage = Stage()
    found = stage.say("AAA", BodyFounded("Council", ("AAA",), STAFF, (SILENCE,)))  # type: ignore[arg-type]
    assert stage.picture().find(found.subject) is None


def test_a_member_named_twice_is_no_roster() -> None:
    stage = Stage()
    twice = stage.say(STAFF, BodyFounded("Council", ("AAA", "AAA"), STAFF, ()))  # type: ignore[arg-type]
    assert stage.picture().find(twice.subject) is None
    council = stage.council("AAA", "BBB")
    stage.say(STAFF, RosterChanged(("BBB", "BBB")), council)  # type: ignore[arg-type]
    assert body(stage, council).members == ("AAA", "BBB")


def test_rules_hold_from_their_change_on() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB", rules=(SILENCE,))
    named = ForumRule("budget", Rule.MAJORITY)
    stage.say(STAFF, RulesChanged((CONSENSUS, named)), council, at=after(50))
    found = body(stage, council)
    assert found.rules_for("", stamp_of(after(49))) == (SILENCE,)
    assert found.rules_for("", stamp_of(after(51))) == (CONSENSUS,)
    assert found.rules_for("budget", stamp_of(after(51))) == (named,)


def test_a_dissolved_body_changes_no_more() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB")
    stage.say(STAFF, BodyDissolved(), council)
    stage.say(STAFF, RosterChanged(("CCC",)), council)  # type: ignore[arg-type]
    assert body(stage, council).members == ("AAA", "BBB")


def consultation(stage: Stage, about: Event) -> Consultation:
    record = stage.picture().find(about.subject)
    assert record is not None
    assert isinstance(record.state, Consultation)
    return record.state


def test_a_consultation_is_asked_convened_and_held() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB")
    asked = stage.say("AAA", ConsultationRequested(council.subject, "art. 4", "a threat"))
    assert consultation(stage, asked).phase == "requested"
    stage.say(STAFF, ConsultationHeld("too early"), asked)
    assert consultation(stage, asked).phase == "requested"
    stage.say(STAFF, ConsultationConvened(after(90)), asked)
    assert consultation(stage, asked).meets == after(90)
    stage.say("BBB", ConsultationHeld("by whom?"), asked)
    stage.say(STAFF, ConsultationHeld("agreed to help"), asked)
    stage.say("AAA", ConsultationWithdrawn(), asked)
    assert consultation(stage, asked).phase == "held"
    assert consultation(stage, asked).result == "agreed to help"


def test_only_who_asked_withdraws_a_consultation() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB")
    asked = stage.say("AAA", ConsultationRequested(council.subject, "art. 4", "a threat"))
    stage.say("BBB", ConsultationWithdrawn(), asked)
    assert consultation(stage, asked).phase == "requested"
    stage.say("AAA", ConsultationWithdrawn(), asked)
    stage.say(STAFF, ConsultationConvened(after(90)), asked)
    assert consultation(stage, asked).phase == "withdrawn"
