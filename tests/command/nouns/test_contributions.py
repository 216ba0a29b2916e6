"""A nation's giving is its own word, from offer to withdrawal."""

from __future__ import annotations

from typing import Any

import pytest
from tests.command.stage import STAFF, Stage, after
from tests.command.whole_room import FUEL, WINDOW

from coalition.command.events.event import Event
from coalition.command.events.kinds.contributions import (
    CommitmentMade,
    ContributionRequested,
    ContributionWithdrawn,
    GivingConditionMet,
    OfferAccepted,
    OfferMade,
    PledgeMade,
    RequirementCancelled,
    RequirementRevised,
    RequirementStated,
)
from coalition.command.events.terms import Amount, Condition, Terms
from coalition.measure.instants import Interval

TERMS = Terms(FUEL, WINDOW, conditions=(Condition("k", "paid"), Condition("l", "lifted")))


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


def offered() -> tuple[Stage, Event]:
    stage = Stage()
    return stage, stage.say("AAA", OfferMade(TERMS))


def test_an_offer_nobody_asked_for_is_its_own_line() -> None:
    stage, offer = offered()
    assert find(stage, offer).state.line == offer.subject
    assert find(stage, offer).state.links == ()


def test_each_word_of_the_nation_takes_the_place_of_the_former() -> None:
    stage, offer = offered()
    stage.say("AAA", PledgeMade(TERMS), offer)
    commit = stage.say("AAA", CommitmentMade(TERMS), offer)
    assert (find(stage, offer).state.stage, find(stage, offer).state.version) == (
        "committed",
        commit.id,
    )
    stage.say("AAA", PledgeMade(TERMS), offer)
    assert find(stage, offer).state.stage == "pledged"


@pytest.mark.parametrize(
    "body",
    [PledgeMade(TERMS), CommitmentMade(TERMS), GivingConditionMet(("k",)), ContributionWithdrawn()],
)
def test_nobody_gives_or_withdraws_for_another(body: object) -> None:
    stage, offer = offered()
    before = find(stage, offer).state
    stage.say("BBB", body, offer)
    assert find(stage, offer).state == before


def test_a_condition_met_stays_met_in_the_same_words_only() -> None:
    stage, offer = offered()
    stage.say("AAA", GivingConditionMet(("k", "l")), offer)
    other = Terms(FUEL, WINDOW, conditions=(Condition("k", "paid"), Condition("l", "escorted")))
    stage.say("AAA", CommitmentMade(other), offer)
    assert [condition.key for condition in find(stage, offer).state.unmet] == ["l"]


def test_a_condition_that_was_not_asked_cannot_be_met() -> None:
    stage, offer = offered()
    stage.say("AAA", GivingConditionMet(("z",)), offer)
    assert len(find(stage, offer).set_aside) == 1


def test_nothing_follows_a_withdrawal() -> None:
    stage, offer = offered()
    stage.say("AAA", ContributionWithdrawn("a flood", after(90)), offer)
    for body in (PledgeMade(TERMS), ContributionWithdrawn(), GivingConditionMet(("k",))):
        stage.say("AAA", body, offer)
    stage.say(STAFF, OfferAccepted(FUEL), offer)
    assert find(stage, offer).state.stage == "withdrawn"
    assert find(stage, offer).state.withdrawn == after(90)
    assert len(find(stage, offer).set_aside) == 4


def test_a_withdrawal_takes_effect_no_earlier_than_it_is_said() -> None:
    stage, offer = offered()
    said = stage.say("AAA", ContributionWithdrawn("", after(-900)), offer)
    assert find(stage, offer).state.withdrawn == said.minute


def test_no_more_is_accepted_than_is_offered_and_not_by_the_giver() -> None:
    stage, offer = offered()
    stage.say(STAFF, OfferAccepted((Amount("fuel", 1001, "kg"),)), offer)
    stage.say(STAFF, OfferAccepted((Amount("fuel", 10, "t"),)), offer)
    stage.say("AAA", OfferAccepted(FUEL), offer)
    assert find(stage, offer).state.accepted is None
    stage.say(STAFF, OfferAccepted(FUEL), offer)
    assert find(stage, offer).state.accepted == FUEL


BAD_TERMS = [
    Terms((), WINDOW),
    Terms((Amount("fuel", 0, "kg"),), WINDOW),
    Terms((Amount("fuel", -1, "kg"),), WINDOW),
    Terms((*FUEL, *FUEL), WINDOW),
    Terms(FUEL, Interval(after(5), after(5))),
    Terms(FUEL, WINDOW, conditions=(Condition("k", "a"), Condition("k", "b"))),
]


@pytest.mark.parametrize("terms", BAD_TERMS)
def test_terms_that_say_nothing_are_no_offer(terms: Terms) -> None:
    stage = Stage()
    assert find(stage, stage.say("AAA", OfferMade(terms))) is None


def test_only_its_owner_revises_cancels_and_asks() -> None:
    stage = Stage()
    need = stage.say(STAFF, RequirementStated("Fuel", FUEL, WINDOW))
    asked = ContributionRequested(("AAA",), FUEL)  # type: ignore[arg-type]
    for body in (RequirementRevised("F", FUEL, WINDOW), RequirementCancelled(), asked):
        stage.say("AAA", body, need)
    assert len(find(stage, need).set_aside) == 3
    stage.say(STAFF, asked, need)
    revised = stage.say(STAFF, RequirementRevised("F", FUEL, WINDOW), need)
    stage.say(STAFF, RequirementCancelled(), need)
    stage.say(STAFF, asked, need)
    state = find(stage, need).state
    assert (state.version, len(state.requests)) == (revised.id, 1)
    assert state.cancelled is not None
