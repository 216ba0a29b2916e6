"""One picture whatever the order of arrival; a replay to an instant is what was there then."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command.events.bodies_by_chance import events_of
from tests.command.stage import START
from tests.command.whole_room import LAST, shaken, whole_room

from coalition.command.decisions.standing import standing_of
from coalition.command.events.event import Event, UnknownBody
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.events.wire import event_from_json, event_to_json
from coalition.command.fold.fold import Fold, fold
from coalition.command.fold.picture import Picture
from coalition.command.giving.coverage import coverage_of
from coalition.command.giving.trace import trace_of
from coalition.command.soundness.plans import plan_standing, plans_on
from coalition.command.watch.alerts import alerts_of
from coalition.command.watch.orders import watch_order
from coalition.measure.instants import Minute

SEEDS = st.integers(0, 10_000)
ROOM = whole_room().events


def told(picture: Picture) -> object:
    """Everything a picture tells, in plain values."""
    return (
        picture.now,
        {noun: tuple(picture.keys(noun)) for noun in Noun},
        {noun: tuple(picture.each(noun)) for noun in Noun},
        picture.held_events(),
        [standing_of(picture, record.subject) for record in picture.each(Noun.PROPOSAL)],
        [plan_standing(picture, record.subject) for record in picture.each(Noun.PLAN)],
        [alerts_of(picture, record.subject) for record in picture.each(Noun.PROTOCOL)],
        [watch_order(picture, record.subject) for record in picture.each(Noun.ORDER)],
        [coverage_of(picture, record.subject) for record in picture.each(Noun.REQUIREMENT)],
        [trace_of(picture, record.subject) for record in picture.each(Noun.CONSIGNMENT)],
        [plans_on(picture, record.subject) for record in picture.each(Noun.CONSENT)],
    )


@given(SEEDS, SEEDS)
@settings(max_examples=40, deadline=None)
def test_the_order_of_arrival_shows_nowhere(seed: int, other: int) -> None:
    events = shaken(ROOM, seed)
    again = random.Random(other).sample(events, len(events))
    assert told(fold(events, LAST, {})) == told(fold(again, LAST, {}))


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_objects_at_one_instant_do_not_depend_on_each_others_order(seed: int) -> None:
    level = [
        Event(e.id, ROOM[0].at, e.origin, e.actor, e.kind, e.subject, e.label, e.body) for e in ROOM
    ]
    again = random.Random(seed).sample(level, len(level))
    assert told(fold(level, LAST, {})) == told(fold(again, LAST, {}))


@given(SEEDS, st.integers(0, 120))
@settings(max_examples=40, deadline=None)
def test_a_replay_to_an_instant_is_the_fold_that_was_there_then(seed: int, minutes: int) -> None:
    then = Minute(START + minutes)
    events = shaken(ROOM, seed)
    grown = Fold()
    for event in events:
        if event.minute <= then:
            grown.apply(event)
    assert told(grown.picture(then, {})) == told(fold(events, then, {}))


@given(SEEDS, st.lists(st.integers(0, 130), min_size=2, max_size=5))
@settings(max_examples=30, deadline=None)
def test_pictures_forward_and_back_are_those_of_a_fresh_fold(seed: int, minutes: list[int]) -> None:
    events = shaken(ROOM, seed)
    grown = Fold()
    for event in events:
        grown.apply(event)
    for minute in minutes:
        now = Minute(START + minute)
        assert told(grown.picture(now, {})) == told(fold(events, now, {}))


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_a_picture_given_away_does_not_change(seed: int) -> None:
    events = shaken(ROOM, seed)
    grown = Fold(LAST)
    for event in events[: len(events) // 2]:
        grown.apply(event)
    given_away = grown.picture(LAST, {})
    before = told(given_away)
    for event in events[len(events) // 2 :]:
        grown.apply(event)
        grown.picture(LAST, {})
    assert told(given_away) == before


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_what_comes_twice_counts_once(seed: int) -> None:
    events = shaken(ROOM, seed)
    assert told(fold([*events, *events], LAST, {})) == told(fold(events, LAST, {}))


@given(st.lists(events_of(), max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_event_whatever_breaks_the_fold(events: list[Event]) -> None:
    opened = [
        Event(e.id, e.at, e.origin, e.actor, e.kind, e.id, e.label, e.body) for e in events[::2]
    ]
    onto = [
        Event(e.id, e.at, e.origin, e.actor, e.kind, opened[0].subject, e.label, e.body)
        for e in events[1::2]
    ]
    told(fold([*opened, *onto], Minute(70_000_000), {}))


@given(SEEDS, SEEDS)
@settings(max_examples=40, deadline=None)
def test_with_neighbours_hidden_nothing_fails_and_nothing_is_invented(seed: int, kept: int) -> None:
    chance = random.Random(kept)
    seen = [event for event in shaken(ROOM, seed) if chance.random() < 0.6]
    picture = fold(seen, LAST, {})
    told(picture)
    known = {event.id for event in seen}
    for noun in Noun:
        for record in picture.each(noun):
            assert {event.id for event in record.events} <= known


@pytest.mark.parametrize("hidden", range(len(ROOM)))
def test_any_one_event_may_be_missing(hidden: int) -> None:
    seen = [event for place, event in enumerate(ROOM) if place != hidden]
    told(fold(seen, LAST, {}))


def test_the_whole_room_restarts_from_json_as_it_was() -> None:
    read = [event_from_json(event_to_json(event)) for event in ROOM]
    assert told(fold(read, LAST, {})) == told(fold(ROOM, LAST, {}))


def test_in_the_whole_room_only_the_stranger_is_set_aside() -> None:
    picture = fold(ROOM, LAST, {})
    found = [a.why for noun in Noun for record in picture.each(noun) for a in record.set_aside]
    assert found == []
    standing = standing_of(picture, next(picture.each(Noun.PROPOSAL)).subject)
    assert standing is not None
    assert [str(aside.event.origin) for aside in standing.aside] == ["ZZZ"]


def test_an_unknown_kind_is_held_apart_and_moves_nothing() -> None:
    first = ROOM[0]
    strange = Event(
        id=ROOM[1].id,
        at=first.at,
        origin=first.origin,
        actor=first.actor,
        kind="Later",
        subject=first.subject,
        label=first.label,
        body=UnknownBody({"x": 1}, "the kind `Later`"),
    )
    picture = fold([first, strange], LAST, {})
    record = picture.find(first.subject)
    assert record is not None
    assert record.held == (strange,)
    assert picture.held_events() == (strange,)
    assert record.state == next(fold([first], LAST, {}).each(Noun.BODY)).state


def test_what_is_signed_in_the_future_waits() -> None:
    grown = Fold(Minute(START - 100))
    assert grown.apply(ROOM[0]) is None
    assert grown.picture(Minute(ROOM[0].minute - 1), {}).count(Noun.BODY) == 0
    assert grown.picture(ROOM[0].minute, {}).count(Noun.BODY) == 1


def test_keys_go_on_behind_a_key() -> None:
    picture = fold(ROOM, LAST, {})
    keys = [key for noun in (Noun.CONSENT, Noun.PLAN) for key in picture.keys(noun)]
    assert len(keys) == 2
    assert list(picture.each(Noun.CONSENT, after=keys[0])) == []
    assert len(list(picture.each(Noun.CONSENT, after=(Stamp(0), keys[0][1])))) == 1
