"""Only the host speaks for its territory."""

from __future__ import annotations

from typing import Any

import pytest
from tests.command.stage import Stage, after
from tests.command.whole_room import scope

from coalition.command.events.event import Event
from coalition.command.events.kinds.consents import (
    ConsentChanged,
    ConsentConditionMet,
    ConsentGranted,
    ConsentRefused,
    ConsentRequested,
    ConsentRevoked,
    ConsentUsed,
)
from coalition.command.events.terms import Condition
from coalition.measure.instants import Interval
from coalition.model.law import Limits


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


def asked() -> tuple[Stage, Event]:
    stage = Stage()
    return stage, stage.say("AAA", ConsentRequested(scope("BBB")))


@pytest.mark.parametrize("by", ["AAA", "CCC"])
def test_nobody_else_grants_refuses_changes_or_revokes(by: str) -> None:
    stage, consent = asked()
    for body in (ConsentGranted(scope("BBB")), ConsentRefused()):
        stage.say(by, body, consent)
    assert find(stage, consent).state.phase == "asked"
    stage.say("BBB", ConsentGranted(scope("BBB"), conditions=(Condition("k", "k"),)), consent)
    for late in (ConsentChanged(scope("BBB")), ConsentRevoked(), ConsentConditionMet(("k",))):
        stage.say(by, late, consent)
    assert find(stage, consent).state.phase == "granted"
    assert len(find(stage, consent).set_aside) == 5


def test_nobody_consents_for_anothers_territory() -> None:
    stage, consent = asked()
    stage.say("BBB", ConsentGranted(scope("CCC")), consent)
    assert find(stage, consent).state.phase == "asked"
    assert find(stage, stage.say("BBB", ConsentGranted(scope("CCC")))) is None


def test_a_host_may_consent_unasked() -> None:
    stage = Stage()
    consent = stage.say("BBB", ConsentGranted(scope("BBB")))
    assert find(stage, consent).state.phase == "granted"


def test_the_scope_is_that_of_the_hosts_latest_word() -> None:
    stage, consent = asked()
    stage.say("BBB", ConsentGranted(scope("BBB")), consent)
    narrow = scope("BBB", limits=Limits(pax=10))
    change = stage.say("BBB", ConsentChanged(narrow), consent)
    assert (find(stage, consent).state.scope, find(stage, consent).state.version) == (
        narrow,
        change.id,
    )


def test_after_a_revocation_the_host_may_grant_anew() -> None:
    stage, consent = asked()
    stage.say("BBB", ConsentGranted(scope("BBB")), consent)
    stage.say("BBB", ConsentRevoked("", after(-90)), consent)
    revoked = find(stage, consent).state
    assert (revoked.phase, revoked.revoked) == ("revoked", stage.clock)
    stage.say("BBB", ConsentChanged(scope("BBB")), consent)
    assert find(stage, consent).state.phase == "revoked"
    again = stage.say("BBB", ConsentGranted(scope("BBB")), consent)
    assert (find(stage, consent).state.phase, find(stage, consent).state.version) == (
        "granted",
        again.id,
    )


def test_what_is_refused_is_not_refused_again_but_may_be_granted() -> None:
    stage, consent = asked()
    stage.say("BBB", ConsentRefused("no"), consent)
    stage.say("BBB", ConsentRefused("no"), consent)
    assert len(find(stage, consent).set_aside) == 1
    stage.say("BBB", ConsentGranted(scope("BBB")), consent)
    assert find(stage, consent).state.phase == "granted"


def test_what_was_never_granted_is_not_used_and_no_use_is_negative() -> None:
    stage, consent = asked()
    stage.say("AAA", ConsentUsed(Limits(pax=1)), consent)
    stage.say("BBB", ConsentGranted(scope("BBB")), consent)
    stage.say("AAA", ConsentUsed(Limits(pax=-1)), consent)
    assert find(stage, consent).state.uses == ()
    stage.say("AAA", ConsentUsed(Limits(pax=1)), consent)
    assert len(find(stage, consent).state.uses) == 1


def test_a_window_that_never_opens_is_no_consent() -> None:
    stage = Stage()
    shut = scope("BBB", window=Interval(after(9), after(9)))
    assert find(stage, stage.say("BBB", ConsentGranted(shut))) is None
    _, consent = stage, stage.say("AAA", ConsentRequested(scope("BBB")))
    stage.say("BBB", ConsentGranted(shut), consent)
    assert find(stage, consent).state.phase == "asked"
