"""What is covered is what is firm; an offer never lessens what is missing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command.stage import STAFF, Stage, after

from coalition.command.events.event import Event, ObjectId
from coalition.command.events.kinds.contributions import (
    CommitmentMade,
    ContributionWithdrawn,
    GivingConditionMet,
    OfferAccepted,
    OfferMade,
    PledgeMade,
    RequirementStated,
)
from coalition.command.events.terms import Amount, Condition, Restriction, Terms
from coalition.command.giving.coverage import Cover, Coverage, coverage_of
from coalition.measure.instants import Interval

WINDOW = Interval(after(0), after(1_000))


def fuel(quantity: int) -> tuple[Amount, ...]:
    return (Amount("fuel", quantity, "kg"),)


class Need:
    """A requirement of 100 kg of fuel and 10 trucks."""

    def __init__(self) -> None:
        self.stage = Stage()
        amounts = (*fuel(100), Amount("truck", 10, "piece"))
        self.need = self.stage.say(STAFF, RequirementStated("Fuel", amounts, WINDOW))

    def give(self, nation: str, quantity: int, *stages: type, conditions: str = "") -> Event:
        asked = tuple(Condition(key, key) for key in conditions)
        terms = Terms(fuel(quantity), WINDOW, asked)
        offer = self.stage.say(nation, OfferMade(terms, line=self.need.subject))
        for stage in stages:
            self.stage.say(nation, stage(terms), offer)
        return offer

    def coverage(self) -> Coverage:
        found = coverage_of(self.stage.picture(), self.need.subject)
        assert found is not None
        return found

    def fuel(self) -> Cover:
        return self.coverage().covers[0]


def test_each_kilogram_is_counted_once_by_how_firm_it_is() -> None:
    case = Need()
    case.give("AAA", 10)
    case.give("BBB", 20, PledgeMade)
    case.give("CCC", 30, PledgeMade, CommitmentMade)
    case.give("DDD", 40, CommitmentMade, conditions="k")
    found = case.fuel()
    assert (found.offered, found.pledged, found.firm, found.conditional) == (10, 20, 30, 40)
    assert (found.missing, found.unpromised, found.over) == (70, 10, 0)
    assert [share.nation for share in found.shares] == ["AAA", "BBB", "CCC", "DDD"]


def test_a_condition_met_makes_it_firm() -> None:
    case = Need()
    offer = case.give("AAA", 100, CommitmentMade, conditions="k")
    assert case.fuel().missing == 100
    case.stage.say("AAA", GivingConditionMet(("k",)), offer)
    assert case.fuel().missing == 0


def test_offers_alone_never_cover() -> None:
    case = Need()
    for nation in ("AAA", "BBB"):
        case.give(nation, 100)
    assert case.fuel().missing == 100
    assert not case.coverage().complete


def test_what_is_withdrawn_counts_for_nothing() -> None:
    case = Need()
    offer = case.give("AAA", 100, CommitmentMade)
    case.stage.say("AAA", ContributionWithdrawn("", after(900)), offer)
    assert (case.fuel().firm, case.fuel().shares) == (0, ())


def test_no_more_counts_than_the_owner_took() -> None:
    case = Need()
    offer = case.give("AAA", 100, CommitmentMade)
    case.stage.say("BBB", OfferAccepted(fuel(1)), offer)
    assert case.fuel().firm == 100
    case.stage.say(STAFF, OfferAccepted(fuel(60)), offer)
    assert case.fuel().firm == 60


def test_what_comes_for_part_of_the_time_is_shown_and_not_counted() -> None:
    case = Need()
    terms = Terms(fuel(100), Interval(after(0), after(999)))
    offer = case.stage.say("AAA", OfferMade(terms, line=case.need.subject))
    case.stage.say("AAA", CommitmentMade(terms), offer)
    assert case.fuel().firm == 0
    assert [share.fits for share in case.fuel().shares] == [False]


def test_other_units_and_goods_do_not_count_and_are_told() -> None:
    case = Need()
    terms = Terms((Amount("fuel", 100, "t"), Amount("tent", 5, "piece")), WINDOW)
    case.stage.say("AAA", OfferMade(terms, line=case.need.subject))
    assert case.fuel().offered == 0
    assert [amount.what for _, amount in case.coverage().others] == ["fuel", "tent"]


def test_a_nations_caveats_travel_with_its_share() -> None:
    case = Need()
    caveat = Restriction("geography", "not east of the river")
    terms = Terms(fuel(5), WINDOW, caveats=(caveat,))
    case.stage.say("AAA", OfferMade(terms, line=case.need.subject))
    assert case.fuel().shares[0].caveats == (caveat,)


def test_what_is_given_elsewhere_does_not_count_here() -> None:
    case = Need()
    other = case.stage.say(STAFF, RequirementStated("Other", fuel(1), WINDOW))
    terms = Terms(fuel(100), WINDOW)
    case.stage.say("AAA", OfferMade(terms, line=other.subject))
    case.stage.say("AAA", OfferMade(terms))
    assert case.fuel().shares == ()


def test_what_is_not_in_the_picture_has_no_coverage() -> None:
    assert coverage_of(Need().stage.picture(), ObjectId("e" * 32)) is None


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 2), st.booleans()), max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_is_firm_and_what_is_missing_make_the_need(
    given_: list[tuple[int, int, bool]],
) -> None:
    case = Need()
    for place, (quantity, steps, conditional) in enumerate(given_):
        stages = (PledgeMade, CommitmentMade)[:steps]
        case.give(f"N{place}", quantity, *stages, conditions="k" if conditional else "")
    found = case.fuel()
    firm = sum(q for q, steps, conditional in given_ if steps == 2 and not conditional)
    assert found.firm == firm
    assert found.firm + found.missing == 100 + found.over
    assert found.firm + found.conditional + found.pledged + found.offered == sum(
        q for q, _, _ in given_
    )
