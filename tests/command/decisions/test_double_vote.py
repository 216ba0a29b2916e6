"""A nation votes, votes again, withdraws, votes on two texts, from two places: one slot, whatever it does."""

from __future__ import annotations

import random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.command.stage import Stage, after

from coalition.command.decisions.standing import Standing, standing_of
from coalition.command.events.event import Event, EventId
from coalition.command.events.kinds.bodies import ForumRule
from coalition.command.events.kinds.decisions import (
    PositionTaken,
    PositionWithdrawn,
    Stance,
    TextRevised,
)
from coalition.command.events.terms import Clock
from coalition.command.fold.fold import Fold, fold
from coalition.model.nations import Rule

NATIONS = ("AAA", "BBB", "CCC", "DDD", "EEE")
VOTES = st.sampled_from([Stance.ASSENT, Stance.OBJECT, Stance.ABSTAIN])


class Voting(RuleBasedStateMachine):
    """A majority vote beside a model that holds one word for each nation of the present text."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage()
        self.rule = ForumRule("*", Rule.MAJORITY)
        self.council = self.stage.council(*NATIONS, rules=(self.rule,))
        self.proposal = self.stage.table(self.council, "AAA")
        self.fold = Fold()
        self.known = 0
        self.held: dict[str, tuple[EventId, Stance]] = {}
        self.every: list[Event] = []
        self.put_it()

    def put_it(self) -> None:
        self.clock = Clock(until=after(100_000))
        self.opening = self.stage.put(self.council, self.proposal, self.clock, rule=self.rule)
        self.held = {}

    def undecided(self) -> bool:
        return len(self.held) < len(NATIONS) and not self.standing().agreed

    @rule(nation=st.sampled_from(NATIONS), stance=VOTES)
    def vote(self, nation: str, stance: Stance) -> None:
        over = len(self.held) == len(NATIONS)
        event = self.stage.say(nation, PositionTaken(self.opening.id, stance), self.proposal)
        self.every.append(event)
        if not over:
            self.held.setdefault(nation, (event.id, stance))

    @rule(stance=VOTES)
    def a_stranger_votes(self, stance: Stance) -> None:
        self.stage.say("ZZZ", PositionTaken(self.opening.id, stance), self.proposal)

    @precondition(lambda self: self.held and len(self.held) < len(NATIONS))
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        nation = data.draw(st.sampled_from(sorted(self.held)))
        self.stage.say(nation, PositionWithdrawn(self.held.pop(nation)[0]), self.proposal)

    @precondition(lambda self: self.every)
    @rule(data=st.data(), thief=st.sampled_from(NATIONS))
    def withdraw_what_is_not_held(self, data: st.DataObject, thief: str) -> None:
        position = data.draw(st.sampled_from(self.every))
        if self.held.get(thief, ("", None))[0] != position.id:
            self.stage.say(thief, PositionWithdrawn(position.id), self.proposal)

    @precondition(lambda self: self.undecided())
    @rule()
    def revise(self) -> None:
        self.stage.say("AAA", TextRevised("A decision", "Other words."), self.proposal)
        self.put_it()

    def standing(self) -> Standing:
        for event in self.stage.events[self.known :]:
            self.fold.apply(event)
        self.known = len(self.stage.events)
        found = standing_of(self.fold.picture(self.stage.clock, {}), self.proposal.subject)
        assert found is not None
        return found

    @invariant()
    def each_nation_has_the_one_word_it_holds(self) -> None:
        finding = self.standing().finding
        assert finding is not None
        assert finding.opening == self.opening.id
        slots = {s.nation: (s.position.id, s.stance) for s in finding.slots if s.position}
        assert slots == self.held

    @invariant()
    def votes_are_counted_once(self) -> None:
        yes = sum(stance is Stance.ASSENT for _, stance in self.held.values())
        no = sum(stance is Stance.OBJECT for _, stance in self.held.values())
        everybody = len(self.held) == len(NATIONS)
        wanted = ("agreed" if yes > no else "refused") if everybody else "open"
        assert str(self.standing().outcome) == wanted

    @invariant()
    def a_restart_in_another_order_changes_nothing(self) -> None:
        events = random.Random(self.known).sample(self.stage.events, len(self.stage.events))
        again = standing_of(fold(events, self.stage.clock, {}), self.proposal.subject)
        assert again == self.standing()


TestVoting = Voting.TestCase
TestVoting.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def test_the_model_starts_with_nobody_having_voted() -> None:
    assert Voting().held == {}
