"""A revoked consent leaves no plan fresh, however far below it lies."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command.stage import Stage
from tests.command.whole_room import rest, scope

from coalition.command.events.event import Event, EventId, ObjectId
from coalition.command.events.kinds.consents import ConsentChanged, ConsentGranted, ConsentRevoked
from coalition.command.events.kinds.plans import PlanAdopted, PlanJudged, PlanProposed, Verdict
from coalition.command.events.terms import Rest
from coalition.command.soundness.plans import PlanStanding, plan_standing, plans_on
from coalition.command.soundness.rests import Soundness


def propose(stage: Stage, *below: Event) -> Event:
    body = PlanProposed("Move", "d1", tuple(rest(event) for event in below))
    return stage.say("AAA", body)


def stand(stage: Stage, plan: Event) -> PlanStanding:
    found = plan_standing(stage.picture(), plan.subject)
    assert found is not None
    return found


def test_a_plan_is_fresh_while_all_it_rests_on_holds() -> None:
    stage = Stage()
    one, other = (stage.say("BBB", ConsentGranted(scope("BBB"))) for _ in range(2))
    plan = propose(stage, one, other)
    assert stand(stage, plan).fresh
    stage.say("BBB", ConsentRevoked("a storm"), other)
    assert stand(stage, plan).soundness is Soundness.STALE
    assert stand(stage, plan).reasons == ("the consent of BBB is revoked",)


def test_an_adopted_plan_goes_stale_too() -> None:
    stage = Stage()
    consent = stage.say("BBB", ConsentGranted(scope("BBB")))
    plan = propose(stage, consent)
    stage.say("AAA", PlanJudged("d1", Verdict.GREEN), plan)
    stage.say("AAA", PlanAdopted("d1"), plan)
    stage.say("BBB", ConsentRevoked(), consent)
    assert not stand(stage, plan).fresh


def test_a_plan_on_what_is_hidden_is_not_fresh() -> None:
    stage = Stage()
    consent = stage.say("BBB", ConsentGranted(scope("BBB")))
    plan = propose(stage, consent)
    stage.events.remove(consent)
    assert stand(stage, plan).soundness is Soundness.UNSEEN


def test_staleness_goes_up_through_plans_on_plans() -> None:
    stage = Stage()
    consent = stage.say("BBB", ConsentGranted(scope("BBB")))
    plans = [propose(stage, consent)]
    for _ in range(1_200):
        plans.append(propose(stage, plans[-1]))
    stage.say("BBB", ConsentRevoked(), consent)
    top = stand(stage, plans[-1])
    assert not top.fresh
    assert top.reasons == ("a plan below: the consent of BBB is revoked",)


def test_plans_that_rest_on_each_other_hold_nothing() -> None:
    stage = Stage()
    ids = [ObjectId(f"{number:032x}") for number in (1, 2)]
    for number in (1, 0):
        other = ids[number]
        body = PlanProposed("Move", "d1", (Rest(other, EventId(other)),))
        stage.say("AAA", body)
    for id_ in ids:
        found = plan_standing(stage.picture(), id_)
        assert found is not None
        assert found.reasons == ("plans rest on each other",)


def test_every_plan_on_a_consent_is_found_also_above_other_plans() -> None:
    stage = Stage()
    consent = stage.say("BBB", ConsentGranted(scope("BBB")))
    low = propose(stage, consent)
    high = propose(stage, low)
    propose(stage)
    found = plans_on(stage.picture(), consent.subject)
    assert [each.id for each in found] == [low.subject, high.subject]
    assert plans_on(stage.picture(), high.subject) == ()


def test_what_is_not_in_the_picture_is_no_plan() -> None:
    stage = Stage()
    consent = stage.say("BBB", ConsentGranted(scope("BBB")))
    assert plan_standing(stage.picture(), consent.subject) is None


SHAPES = st.lists(
    st.tuples(st.booleans(), st.sets(st.integers(0, 7), max_size=3)), min_size=1, max_size=8
)


@given(SHAPES, st.integers(0, 3), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_revoked_consent_leaves_no_plan_that_reaches_it_fresh(
    shape: list[tuple[bool, set[int]]], which: int, change: bool
) -> None:
    stage = Stage()
    consents = [stage.say("BBB", ConsentGranted(scope("BBB"))) for _ in range(4)]
    plans: list[Event] = []
    reaches: list[set[int]] = []
    for direct, below in shape:
        under = [plans[each] for each in sorted(below) if each < len(plans)]
        on = [consents[each % 4] for each in sorted(below)] if direct else []
        plans.append(propose(stage, *under, *on))
        found = {each % 4 for each in below} if direct else set()
        for each in below:
            found |= reaches[each] if each < len(reaches) else set()
        reaches.append(found)
    ending = ConsentChanged(scope("BBB")) if change else ConsentRevoked()
    stage.say("BBB", ending, consents[which])
    for plan, reached in zip(plans, reaches, strict=True):
        assert stand(stage, plan).fresh == (which not in reached)
    told = {each.id for each in plans_on(stage.picture(), consents[which].subject)}
    assert told == {p.subject for p, r in zip(plans, reaches, strict=True) if which in r}
