"""A consent covers what lies within it, and says everything that does not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.command.stage import Stage, after
from tests.command.whole_room import scope

from coalition.command.events.event import Event, ObjectId
from coalition.command.events.kinds.consents import (
    ConsentConditionMet,
    ConsentGranted,
    ConsentRefused,
    ConsentRequested,
    ConsentRevoked,
    ConsentUsed,
)
from coalition.command.events.terms import Condition
from coalition.command.giving.cover import Covered, consent_state, covers, used_of
from coalition.measure.instants import Interval
from coalition.model.cargo import Nature
from coalition.model.law import Action, Limits
from coalition.model.places import Mode

WINDOW = Interval(after(10), after(100))
GIVEN: dict[str, Any] = {
    "window": WINDOW,
    "actions": (Action.TRANSIT, Action.ENTER),
    "beneficiaries": ("AAA", "CCC"),
    "modes": (Mode.RAIL,),
    "cargo": (Nature.FUEL, Nature.AMMUNITION),
    "places": ("port",),
    "limits": Limits(pax=100, mass_kg=5_000, stay_days=3),
}
WANTED: dict[str, Any] = {
    "window": Interval(after(20), after(90)),
    "actions": (Action.TRANSIT,),
    "beneficiaries": ("AAA",),
    "modes": (Mode.RAIL,),
    "cargo": (Nature.FUEL,),
    "places": ("port",),
    "limits": Limits(pax=60, stay_days=3),
}


def granted(**other: Any) -> tuple[Stage, Event]:
    stage = Stage()
    body = ConsentGranted(scope("BBB", **(GIVEN | other)))
    return stage, stage.say("BBB", body)


def ask(stage: Stage, consent: Event, now: int = 30, **other: Any) -> Covered:
    need = scope(**({"host": "BBB"} | WANTED | other))
    return covers(stage.picture(after(now)), consent.subject, need)


def test_what_lies_within_is_covered() -> None:
    stage, consent = granted()
    assert ask(stage, consent) == Covered(True)


OUTSIDE: list[tuple[dict[str, Any], str]] = [
    ({"host": "CCC"}, "it is for the territory of BBB"),
    ({"window": Interval(after(9), after(90))}, "it holds from"),
    ({"window": Interval(after(20), after(101))}, "it holds from"),
    ({"actions": (Action.STATION,)}, "it does not hold for the action station"),
    ({"actions": ()}, "it holds for a certain action only, and the need names none"),
    ({"beneficiaries": ("DDD",)}, "it does not hold for the beneficiary DDD"),
    ({"modes": (Mode.ROAD,)}, "it does not hold for the mode road"),
    ({"places": ("depot",)}, "it does not hold for the place depot"),
    ({"cargo": (Nature.WEAPONS,)}, "it does not cover weapons"),
    ({"limits": Limits(pax=101)}, "pax: 101 with what was used, 100 allowed"),
    ({"limits": Limits(stay_days=4)}, "stay_days: 4 with what was used, 3 allowed"),
]


@pytest.mark.parametrize(("need", "why"), OUTSIDE)
def test_what_lies_outside_is_not_and_the_reason_is_told(need: dict[str, Any], why: str) -> None:
    stage, consent = granted()
    found = ask(stage, consent, **need)
    assert not found.covered
    assert len(found.against) == 1
    assert found.against[0].startswith(why)


def test_every_reason_is_told_at_once() -> None:
    stage, consent = granted()
    found = ask(stage, consent, host="CCC", modes=(Mode.ROAD,), cargo=(Nature.WEAPONS,))
    assert len(found.against) == 3


@pytest.mark.parametrize("nature", [Nature.WEAPONS, Nature.AMMUNITION, Nature.HAZARDOUS])
def test_sensitive_goods_are_covered_only_by_name(nature: Nature) -> None:
    stage, consent = granted(cargo=())
    assert ask(stage, consent, cargo=(Nature.FOOD,)).covered
    assert not ask(stage, consent, cargo=(nature,)).covered


def test_people_and_goods_are_counted_over_all_uses_days_in_each() -> None:
    stage, consent = granted()
    stage.say("AAA", ConsentUsed(Limits(pax=40, stay_days=2)), consent)
    stage.say("BBB", ConsentUsed(Limits(pax=1, stay_days=3)), consent)
    assert not ask(stage, consent).covered
    assert ask(stage, consent, limits=Limits(pax=59, stay_days=3)).covered


def test_what_others_say_they_used_does_not_count() -> None:
    stage, consent = granted()
    stage.say("DDD", ConsentUsed(Limits(pax=100)), consent)
    record = stage.picture().find(consent.subject)
    assert record is not None
    assert used_of(record.state) == {}


def test_numbers_nobody_stated_are_not_compared() -> None:
    stage, consent = granted()
    assert ask(stage, consent, limits=Limits(vehicles=900)).covered


def state(stage: Stage, consent: Event, now: int) -> str:
    record = stage.picture(after(now)).find(consent.subject)
    assert record is not None
    return str(consent_state(record.state, after(now)))


def test_a_consent_is_worth_something_only_in_its_window() -> None:
    stage, consent = granted()
    assert [state(stage, consent, now) for now in (9, 10, 99, 100)] == [
        "not-yet",
        "in-force",
        "in-force",
        "expired",
    ]
    assert not ask(stage, consent, now=100).covered


def test_a_revocation_stops_it_at_once_though_it_takes_effect_later() -> None:
    stage, consent = granted()
    stage.say("BBB", ConsentRevoked("", after(80)), consent, at=after(30))
    assert state(stage, consent, 29) == "in-force"
    assert state(stage, consent, 30) == "revoked"
    assert not ask(stage, consent).covered


def test_conditions_of_the_host_hold_it_back_until_the_host_says_they_are_met() -> None:
    stage = Stage()
    body = ConsentGranted(scope("BBB", **GIVEN), conditions=(Condition("k", "insured"),))
    consent = stage.say("BBB", body)
    stage.say("AAA", ConsentConditionMet(("k",)), consent)
    assert state(stage, consent, 30) == "conditional"
    stage.say("BBB", ConsentConditionMet(("k",)), consent)
    assert state(stage, consent, 30) == "in-force"


def test_no_answer_is_no_consent() -> None:
    stage = Stage()
    consent = stage.say("AAA", ConsentRequested(scope("BBB", **GIVEN), answer_by=after(50)))
    assert [state(stage, consent, now) for now in (50, 51)] == ["asked", "unanswered"]
    assert not ask(stage, consent, now=60).covered
    stage.say("BBB", ConsentRefused(), consent, at=after(60))
    assert state(stage, consent, 60) == "refused"


def test_what_is_used_beyond_its_limit_is_used_up() -> None:
    stage, consent = granted()
    stage.say("AAA", ConsentUsed(Limits(pax=101)), consent)
    assert state(stage, consent, 30) == "used-up"


def test_a_consent_that_is_not_in_the_picture_covers_nothing() -> None:
    stage, _ = granted()
    assert not covers(stage.picture(), ObjectId("e" * 32), scope("BBB")).covered
