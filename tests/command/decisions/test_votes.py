"""Consensus, unanimity, majority and single authority."""

from __future__ import annotations

import pytest
from tests.command.stage import STAFF, Stage, after

from coalition.command.decisions.standing import Standing
from coalition.command.events.event import Event, Origin
from coalition.command.events.kinds.bodies import CountOf, ForumRule
from coalition.command.events.kinds.decisions import (
    ConditionMet,
    DeadlineExtended,
    Outcome,
    PositionTaken,
    PositionWithdrawn,
    Stance,
)
from coalition.command.events.terms import Clock, Condition
from coalition.model.nations import Rule

NATIONS = ("AAA", "BBB", "CCC", "DDD")
YES, NO, PASS = Stance.ASSENT, Stance.OBJECT, Stance.ABSTAIN


class Vote:
    """A text put to four nations by a rule, at minute 10."""

    def __init__(
        self, rule: ForumRule, until: int | None = None, seats: tuple[str, ...] = NATIONS
    ) -> None:
        self.stage = Stage()
        council = self.stage.council(*seats, rules=(rule,))
        self.proposal = self.stage.table(council)
        clock = Clock(until=None if until is None else after(until))
        self.opening = self.stage.put(council, self.proposal, clock, rule=rule, at=after(10))

    def cast(self, nation: str, stance: Stance, at: int, keys: str = "") -> Event:
        conditions = tuple(Condition(key, key) for key in keys)
        body = PositionTaken(self.opening.id, stance, conditions=conditions)
        return self.stage.say(nation, body, self.proposal, at=after(at))

    def all(self, *stances: Stance, at: int = 20) -> None:
        for nation, stance in zip(NATIONS, stances, strict=False):
            self.cast(nation, stance, at)

    def at(self, now: int) -> Standing:
        return self.stage.standing(self.proposal, after(now))

    def outcome(self, now: int = 30) -> str:
        return str(self.at(now).outcome)


def consensus(until: int | None = None) -> Vote:
    return Vote(ForumRule("*", Rule.CONSENSUS), until)


def majority(until: int | None = 60, **other: object) -> Vote:
    return Vote(ForumRule("*", Rule.MAJORITY, **other), until)  # type: ignore[arg-type]


def test_consensus_is_everybodys_assent() -> None:
    vote = consensus()
    vote.all(YES, YES, YES)
    assert vote.outcome() == "open"
    vote.cast("DDD", Stance.RESERVE, 25)
    assert vote.outcome() == "agreed"
    assert vote.at(30).at == after(25)


def test_consensus_does_not_come_of_silence() -> None:
    vote = consensus(until=60)
    vote.all(YES, YES, YES)
    assert [vote.outcome(60), vote.outcome(61)] == ["open", "held"]


def test_an_objection_bars_consensus_until_it_is_withdrawn() -> None:
    vote = consensus()
    vote.all(YES, YES, YES)
    no = vote.cast("DDD", NO, 25)
    assert vote.outcome() == "broken"
    vote.stage.say("DDD", PositionWithdrawn(no.id), vote.proposal, at=after(40))
    assert vote.outcome(40) == "open"
    vote.cast("DDD", YES, 50)
    assert vote.outcome(50) == "agreed"


def test_what_was_agreed_is_not_undone_by_a_later_withdrawal() -> None:
    vote = consensus()
    vote.all(YES, YES, YES, YES)
    first = next(e for e in vote.stage.events if e.origin == "AAA")
    vote.stage.say("AAA", PositionWithdrawn(first.id), vote.proposal, at=after(40))
    assert vote.outcome(50) == "agreed"


def test_consensus_knows_no_abstention_and_unanimity_is_not_prevented_by_it() -> None:
    vote = consensus()
    vote.all(YES, YES, YES, PASS)
    assert vote.outcome() == "open"
    other = Vote(ForumRule("*", Rule.UNANIMITY))
    other.all(YES, YES, YES, PASS)
    assert other.outcome() == "agreed"


def test_a_conditional_assent_counts_once_its_conditions_are_met() -> None:
    vote = consensus()
    vote.all(YES, YES, YES)
    maybe = vote.cast("DDD", Stance.CONDITIONAL, 25, keys="k")
    assert vote.outcome() == "open"
    vote.stage.say("DDD", ConditionMet(maybe.id, ("k",)), vote.proposal, at=after(40))
    assert vote.outcome(40) == "agreed"


def test_a_majority_is_counted_when_time_is_up() -> None:
    vote = majority()
    vote.all(YES, YES, NO)
    assert [vote.outcome(60), vote.outcome(61)] == ["open", "agreed"]
    assert vote.at(61).reasons == ("2 for, 1 against, of 3",)


def test_a_majority_is_counted_at_once_when_all_have_voted() -> None:
    vote = majority()
    vote.all(YES, YES, YES, NO)
    assert vote.outcome() == "agreed"


def test_half_is_no_majority_unless_reaching_is_enough() -> None:
    vote = majority()
    vote.all(YES, YES, NO, NO)
    assert vote.outcome() == "refused"
    other = majority(reaching=True)
    other.all(YES, YES, NO, NO)
    assert other.outcome() == "agreed"


def test_two_thirds_of_the_members_are_more_than_two_thirds_of_the_votes() -> None:
    cast = majority(share_num=2, share_den=3, reaching=True)
    cast.all(YES, YES, NO)
    assert cast.outcome(61) == "agreed"
    members = majority(share_num=2, share_den=3, reaching=True, count_of=CountOf.MEMBERS)
    members.all(YES, YES, NO)
    assert members.outcome(61) == "refused"


def test_nobody_for_is_never_a_majority() -> None:
    vote = majority(reaching=True)
    vote.all(PASS, PASS, PASS, PASS)
    assert vote.outcome() == "refused"


def test_without_a_quorum_the_matter_is_held() -> None:
    vote = majority(quorum=3)
    vote.all(YES, YES)
    assert vote.outcome(61) == "held"


def test_the_turkish_assembly_of_1_march_2003_counted_those_present() -> None:
    """264 for, 250 against, 19 abstentions: fewer than the 267 that are more than half of the 533 present.

    Source: TBMM Tutanak Dergisi, term 22, vol. 6, sitting 39 (1 Mar 2003).
    """
    seats = tuple(f"D{number}" for number in range(550))
    stances = [YES] * 264 + [NO] * 250 + [PASS] * 19
    outcomes = {}
    for count_of in (CountOf.CAST, CountOf.PRESENT, CountOf.MEMBERS):
        vote = Vote(ForumRule("*", Rule.MAJORITY, count_of=count_of), 60, seats)
        for seat, stance in zip(seats, stances, strict=False):
            vote.cast(seat, stance, 20)
        outcomes[count_of] = vote.outcome(61)
    assert outcomes == {"cast": "agreed", "present": "refused", "members": "refused"}


def test_a_second_vote_counts_only_after_the_first_is_withdrawn() -> None:
    vote = majority()
    vote.all(YES, NO)
    first = vote.cast("CCC", YES, 22)
    vote.cast("CCC", NO, 23)
    assert vote.outcome(61) == "agreed"
    vote.stage.say("CCC", PositionWithdrawn(first.id), vote.proposal, at=after(30))
    vote.cast("CCC", NO, 31)
    assert vote.outcome(61) == "refused"


def test_a_vote_after_the_end_is_set_aside() -> None:
    vote = majority()
    vote.all(YES)
    vote.cast("BBB", NO, 61)
    vote.cast("CCC", NO, 61)
    assert vote.outcome(70) == "agreed"
    assert len(vote.at(70).aside) == 2


def test_a_vote_may_be_prolonged_before_its_end() -> None:
    vote = majority()
    vote.all(YES)
    vote.stage.say(
        STAFF, DeadlineExtended(vote.opening.id, after(100)), vote.proposal, at=after(59)
    )
    vote.cast("BBB", NO, 90)
    assert [vote.outcome(100), vote.outcome(101)] == ["open", "refused"]


@pytest.mark.parametrize(("stance", "outcome"), [(YES, "agreed"), (NO, "refused"), (PASS, "open")])
def test_a_single_authority_decides_whatever_others_say(stance: Stance, outcome: str) -> None:
    vote = Vote(ForumRule("*", Rule.SINGLE, authority=Origin("BBB")))
    vote.all(NO)
    assert vote.outcome() == "open"
    vote.cast("BBB", stance, 25)
    assert vote.outcome() == outcome


def test_a_nation_that_joined_later_has_no_vote() -> None:
    vote = consensus()
    vote.all(YES, YES, YES, YES)
    vote.cast("EEE", NO, 15)
    standing = vote.at(30)
    assert standing.outcome is Outcome.AGREED
    assert [str(aside.event.origin) for aside in standing.aside] == ["EEE"]
