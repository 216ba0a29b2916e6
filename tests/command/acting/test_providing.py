"""Giving, accepting, consenting, sending: on whose word and within what."""

from __future__ import annotations

from typing import Any

from tests.command.stage import STAFF, Stage, after
from tests.command.whole_room import FUEL, WINDOW, rest, scope

from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds.consents import (
    ConsentGranted,
    ConsentRequested,
    ConsentRevoked,
    ConsentUsed,
)
from coalition.command.events.kinds.consignments import ConsignmentFormed
from coalition.command.events.kinds.contributions import (
    CommitmentMade,
    ContributionRequested,
    GivingConditionMet,
    OfferAccepted,
    OfferMade,
    RequirementCancelled,
    RequirementRevised,
    RequirementStated,
)
from coalition.command.events.terms import Condition, Terms
from coalition.measure.instants import Interval
from coalition.model.law import Limits

TERMS = Terms(FUEL, WINDOW)


def test_a_requirement_says_how_much_and_when() -> None:
    stage = Stage()
    never = Interval(after(5), after(5))
    assert stage.may(STAFF, RequirementStated("F", FUEL, WINDOW), now=after(0)).allowed
    assert not stage.may(STAFF, RequirementStated("F", (), WINDOW), now=after(0)).allowed
    assert not stage.may(STAFF, RequirementStated("F", FUEL, never), now=after(0)).allowed
    need = stage.say(STAFF, RequirementStated("F", FUEL, WINDOW))
    assert not stage.may(STAFF, RequirementRevised("F", (), WINDOW), need).allowed


def test_a_request_goes_to_nations_each_named_once() -> None:
    stage = Stage()
    need = stage.say(STAFF, RequirementStated("F", FUEL, WINDOW))
    one = (Origin("AAA"),)
    assert stage.may(STAFF, ContributionRequested(one, FUEL), need).allowed
    assert not stage.may(STAFF, ContributionRequested((), FUEL), need).allowed
    assert not stage.may(STAFF, ContributionRequested(one + one, FUEL), need).allowed


def test_an_offer_serves_a_requirement_that_is_there_and_needed() -> None:
    stage = Stage()
    need = stage.say(STAFF, RequirementStated("F", FUEL, WINDOW))
    offer = OfferMade(TERMS, line=need.subject)
    assert stage.may("AAA", offer).allowed
    assert stage.may("AAA", OfferMade(TERMS, line=ObjectId("e" * 32))).codes == ("unseen",)
    stage.say(STAFF, RequirementCancelled(), need)
    assert not stage.may("AAA", offer).allowed


def test_whoever_needs_it_accepts_it() -> None:
    stage = Stage()
    need = stage.say(STAFF, RequirementStated("F", FUEL, WINDOW))
    offer = stage.say("AAA", OfferMade(TERMS, line=need.subject))
    assert stage.may(STAFF, OfferAccepted(FUEL), offer).allowed
    assert not stage.may("BBB", OfferAccepted(FUEL), offer).allowed


def test_a_nation_asks_others_for_consent_in_time() -> None:
    stage = Stage()
    now = after(50)
    assert stage.may("AAA", ConsentRequested(scope("BBB")), now=now).allowed
    assert not stage.may("BBB", ConsentRequested(scope("BBB")), now=now).allowed
    late = ConsentRequested(scope("BBB"), answer_by=now)
    assert not stage.may("AAA", late, now=now).allowed


def test_a_use_lies_within_the_consent_and_is_recorded_by_who_may_use_it() -> None:
    stage = Stage()
    given = scope("BBB", beneficiaries=("AAA",), limits=Limits(pax=10))
    consent = stage.say("BBB", ConsentGranted(given))
    assert stage.may("AAA", ConsentUsed(Limits(pax=10)), consent).allowed
    assert stage.may("BBB", ConsentUsed(Limits(pax=10)), consent).allowed
    assert not stage.may("CCC", ConsentUsed(Limits(pax=10)), consent).allowed
    assert not stage.may("AAA", ConsentUsed(Limits(pax=11)), consent).allowed
    stage.say("AAA", ConsentUsed(Limits(pax=6)), consent)
    assert not stage.may("AAA", ConsentUsed(Limits(pax=5)), consent).allowed
    stage.say("BBB", ConsentRevoked(), consent)
    assert not stage.may("AAA", ConsentUsed(Limits(pax=1)), consent).allowed


class Sending:
    """A requirement, a commitment on a condition, a consent."""

    def __init__(self) -> None:
        self.stage = Stage()
        say = self.stage.say
        self.need = say(STAFF, RequirementStated("F", FUEL, WINDOW))
        terms = Terms(FUEL, WINDOW, (Condition("k", "paid"),))
        self.offer = say("AAA", OfferMade(terms, line=self.need.subject))
        self.commitment = CommitmentMade(terms)
        self.consent = say("BBB", ConsentGranted(scope("BBB")))

    def commit(self) -> None:
        self.stage.say("AAA", self.commitment, self.offer)
        self.stage.say("AAA", GivingConditionMet(("k",)), self.offer)

    def may(self, origin: str = "AAA", consent: Event | None = None, **other: Any) -> bool:
        told: dict[str, Any] = {
            "line": self.need.subject,
            "contribution": self.offer.subject,
            "receiver": Origin("CCC"),
            "amounts": FUEL,
            "consents": (rest(consent or self.consent),),
        }
        return self.stage.may(origin, ConsignmentFormed(**(told | other))).allowed


def test_what_goes_is_committed_with_every_condition_met() -> None:
    case = Sending()
    assert not case.may()
    case.stage.say("AAA", case.commitment, case.offer)
    assert not case.may()
    case.stage.say("AAA", GivingConditionMet(("k",)), case.offer)
    assert case.may()


def test_a_nation_sends_its_own_on_its_line() -> None:
    case = Sending()
    case.commit()
    assert not case.may("BBB")
    assert not case.may(line=ObjectId("e" * 32))
    assert not case.may(contribution=ObjectId("e" * 32))
    assert not case.may(amounts=())


def test_nothing_goes_under_a_consent_that_does_not_hold() -> None:
    case = Sending()
    case.commit()
    case.stage.say("BBB", ConsentRevoked(), case.consent)
    assert not case.may()
    asked = case.stage.say("AAA", ConsentRequested(scope("DDD")))
    assert not case.may(consent=asked)
