"""What may be said is not set aside; what would be set aside may not be said."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command.stage import ALL_ROLES, LABEL, STAFF, Stage
from tests.command.whole_room import FUEL, LAST, WINDOW, whole_room

from coalition.command.acting.command import Actor, Command, event_of
from coalition.command.acting.may_act import may_act
from coalition.command.decisions.standing import standing_of
from coalition.command.events.event import Event, EventId, ObjectId, UnknownBody
from coalition.command.events.kinds.contributions import OfferMade, PledgeMade, RequirementStated
from coalition.command.events.kinds.decisions import TextRevised
from coalition.command.events.kinds.facts import Acknowledged, FactStated
from coalition.command.events.registry import KINDS, Noun, Role
from coalition.command.events.stamps import Stamp, last_stamp_of
from coalition.command.events.terms import Terms
from coalition.command.fold.fold import fold
from coalition.labels.label import Label
from coalition.measure.instants import Minute

ROOM = whole_room().events
GOOD = [event for event in ROOM if event.origin != "ZZZ"]
STRANGER = next(event for event in ROOM if event.origin == "ZZZ")
OFFER = OfferMade(Terms(FUEL, WINDOW))


def command_of(event: Event, origin: str | None = None, subject: str | None = None) -> Command:
    """The command whose event this is, by another origin or about something else."""
    about = ("" if event.opens else event.subject) if subject is None else subject
    actor = Actor(event.actor, origin or event.origin, ALL_ROLES)  # type: ignore[arg-type]
    return Command(actor, event.body, event.label, ObjectId(about))


def was_set_aside(before: list[Event], event: Event, now: Minute) -> bool:
    """Whether the fold, or the standing of a proposal, sets the event aside."""
    picture = fold([*before, event], now, {})
    record = picture.objects.find(event.subject)
    assert record is not None
    found = [each.event.id for each in record.set_aside]
    if record.noun is Noun.PROPOSAL:
        standing = standing_of(picture, event.subject)
        assert standing is not None
        found += [each.event.id for each in standing.aside]
    return event.id in found


@pytest.mark.parametrize("place", range(len(ROOM)), ids=lambda place: ROOM[place].kind)
def test_everything_the_room_said_rightly_could_be_said_and_the_rest_not(place: int) -> None:
    event = ROOM[place]
    before = ROOM[:place]
    decision = may_act(fold(before, event.minute, {}), command_of(event))
    assert decision.allowed == (event is not STRANGER), decision.reasons


@given(st.integers(0, 100_000))
@settings(max_examples=400, deadline=None)
def test_what_may_be_said_is_never_set_aside(seed: int) -> None:
    chance = random.Random(seed)
    place = chance.randrange(len(ROOM))
    before, now = ROOM[:place], ROOM[place].minute
    said = ROOM[place] if chance.random() < 0.5 else chance.choice(ROOM)
    origin = chance.choice([said.origin, "AAA", "BBB", "CCC", STAFF])
    near = [event.subject for event in before if event.kind == said.kind] or [said.subject]
    subject = chance.choice(["" if said.opens else said.subject, *near])
    command = command_of(said, origin, subject)
    if may_act(fold(before, now, {}), command).allowed:
        event = event_of(command, event=EventId("d" * 32), at=last_stamp_of(now))
        assert not was_set_aside(before, event, now)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nobody_acts_without_a_role_for_it(kind: object) -> None:
    bodies = [event for event in ROOM if event.kind == kind.name]  # type: ignore[attr-defined]
    for event in bodies[:1]:
        before = ROOM[: ROOM.index(event)]
        actor = Actor(event.actor, event.origin, frozenset({Role.AUDITOR}))
        about = ObjectId("" if event.opens else event.subject)
        command = Command(actor, event.body, event.label, about)
        decision = may_act(fold(before, event.minute, {}), command)
        assert decision.codes[0] == "role"


def test_only_a_representative_speaks_for_its_nation() -> None:
    for role in Role:
        decision = Stage().may("AAA", OFFER, now=LAST, roles=frozenset({role}))
        assert decision.allowed == (role is Role.REPRESENTATIVE), role


def test_a_body_of_no_kind_may_not_be_said() -> None:
    assert not Stage().may("AAA", UnknownBody({}, "?"), now=LAST).allowed


def test_hidden_and_absent_get_the_same_answer() -> None:
    stage = Stage()
    offer = stage.say("AAA", OFFER)
    pledge = PledgeMade(Terms(FUEL, WINDOW))
    absent = stage.may("AAA", pledge, "e" * 32)
    stage.events.clear()
    hidden = stage.may("AAA", pledge, offer)
    assert hidden == absent
    assert hidden.codes == ("unseen",)


def test_what_is_about_something_names_it_and_a_new_thing_names_nothing() -> None:
    stage = Stage()
    offer = stage.say("AAA", OFFER)
    assert stage.may("AAA", PledgeMade(Terms(FUEL, WINDOW))).codes == ("unseen",)
    assert stage.may("AAA", OFFER, offer).codes == ("state",)
    assert stage.may("AAA", FactStated("place", "port", {}), offer).codes == ("state",)


def test_what_is_said_of_a_proposal_bears_its_label() -> None:
    stage = Stage()
    council = stage.council("AAA", "BBB")
    proposal = stage.table(council, "AAA")
    secret = Label("NATO", "SECRET")
    assert stage.may("AAA", TextRevised("T", "x"), proposal).allowed
    assert stage.may("AAA", TextRevised("T", "x"), proposal, label=secret).codes == ("label",)


def test_acknowledging_names_an_event_that_is_there() -> None:
    stage = Stage()
    offer = stage.say("AAA", OFFER)
    assert stage.may("BBB", Acknowledged(offer.id), offer).allowed
    assert not stage.may("BBB", Acknowledged(EventId("e" * 32)), offer).allowed


def test_every_reason_is_told_and_a_yes_names_the_role() -> None:
    stage = Stage()
    offer = stage.say("AAA", OFFER)
    planner = frozenset({Role.PLANNER})
    decision = stage.may("BBB", PledgeMade(Terms(FUEL, WINDOW)), offer, roles=planner)
    assert decision.codes == ("role", "state")
    assert len(decision.reasons) == 2
    need = RequirementStated("Fuel", FUEL, WINDOW)
    allowed = stage.may("AAA", need, roles=planner)
    assert allowed.reasons == ("a planner of AAA may state-requirement",)


def test_a_new_object_is_named_by_its_event() -> None:
    actor = Actor("p", "AAA", ALL_ROLES)  # type: ignore[arg-type]
    event = event_of(Command(actor, OFFER, LABEL), event=EventId("a" * 32), at=Stamp(0))
    assert event.opens
