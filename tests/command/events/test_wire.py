"""Events go to JSON and come back the same; what is not known is kept whole and apart."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from tests.command.events.bodies_by_chance import events_of
from tests.command.stage import Stage

from coalition.command.events.event import Event, UnknownBody
from coalition.command.events.kinds.contributions import OfferMade, PledgeMade
from coalition.command.events.registry import KINDS
from coalition.command.events.terms import Amount, Terms
from coalition.command.events.wire import event_from_json, event_to_json
from coalition.errors import InputError
from coalition.measure.instants import Interval, parse_instant

WINDOW = Interval(parse_instant("2026-12-01"), parse_instant("2026-12-20T06:00Z"))


def pledge() -> Event:
    stage = Stage()
    offer = stage.say("DEU", OfferMade(Terms((Amount("fuel", 50_000, "kg"),), WINDOW)))
    return stage.say("DEU", PledgeMade(Terms((Amount("fuel", 50_000, "kg"),), WINDOW)), offer)


@given(events_of())
@settings(max_examples=400, deadline=None)
def test_what_is_written_is_read_back_the_same(event: Event) -> None:
    assert event_from_json(json.loads(json.dumps(event_to_json(event)))) == event


def test_instants_are_text_and_nothing_has_a_fraction() -> None:
    plain = event_to_json(pledge())
    window = {"opens": "2026-12-01T00:00Z", "closes": "2026-12-20T06:00Z"}
    assert plain["body"]["terms"]["window"] == window
    assert "." not in json.dumps(plain["body"])


def test_an_unknown_kind_is_held_whole() -> None:
    plain = event_to_json(pledge()) | {"kind": "AllianceEnlarged", "body": {"who": ["SWE"], "n": 2}}
    event = event_from_json(plain)
    assert isinstance(event.body, UnknownBody)
    assert event_to_json(event) == plain


@pytest.mark.parametrize("path", [(), ("terms",), ("terms", "window"), ("terms", "amounts", 0)])
def test_an_unknown_field_at_any_depth_holds_the_event_whole(path: tuple[Any, ...]) -> None:
    plain = event_to_json(pledge())
    place = plain["body"]
    for step in path:
        place = place[step]
    place["secret_rider"] = 1
    event = event_from_json(plain)
    assert isinstance(event.body, UnknownBody)
    assert "secret_rider" in event.body.why
    assert event_to_json(event) == plain


def test_all_faults_of_the_envelope_are_told_at_once() -> None:
    plain = event_to_json(pledge()) | {"id": "XYZ", "at": "yesterday", "origin": "deu", "v": 2}
    with pytest.raises(InputError) as raised:
        event_from_json(plain)
    assert [fault.where for fault in raised.value.faults] == [
        "event.at",
        "event.id",
        "event.origin",
        "event.v",
    ]


BAD: list[tuple[str, Any]] = [
    ("id", "F" * 32),
    ("id", "f" * 31),
    ("id", "f" * 32 + "\n"),
    ("subject", 7),
    ("at", "2026-11-28T00:00:00.000Z"),
    ("at", "2026-11-28T00:00:60Z"),
    ("at", "2026-11-28T00:00:00+00:00"),
    ("at", 1),
    ("origin", ""),
    ("origin", "DEU\n"),
    ("origin", "A" * 25),
    ("actor", ""),
    ("kind", "pledge made"),
    ("v", True),
    ("v", 0),
    ("body", []),
    ("label", {}),
]


@pytest.mark.parametrize(("key", "value"), BAD)
def test_a_bad_envelope_is_refused(key: str, value: Any) -> None:
    with pytest.raises(InputError):
        event_from_json(event_to_json(pledge()) | {key: value})


@pytest.mark.parametrize(
    "key", ["v", "id", "at", "origin", "actor", "kind", "subject", "label", "body"]
)
def test_a_missing_key_is_refused(key: str) -> None:
    plain = event_to_json(pledge())
    del plain[key]
    with pytest.raises(InputError):
        event_from_json(plain)


def test_an_unknown_key_of_the_envelope_is_refused() -> None:
    with pytest.raises(InputError):
        event_from_json(event_to_json(pledge()) | {"seq": 7})


def bent(change: dict[str, Any]) -> dict[str, Any]:
    plain = event_to_json(pledge())
    plain["body"]["terms"] |= change
    return plain


@pytest.mark.parametrize(
    "change",
    [
        {"amounts": [{"what": "fuel", "quantity": 1.5, "unit": "kg"}]},
        {"amounts": [{"what": "fuel", "quantity": 2**53, "unit": "kg"}]},
        {"amounts": [{"what": "fuel", "quantity": True, "unit": "kg"}]},
        {"amounts": [{"what": "fuel", "quantity": "1", "unit": "kg"}]},
        {"amounts": "fuel"},
        {"amounts": [{"what": "\ud800", "quantity": 1, "unit": "kg"}]},
        {"window": {"opens": 5, "closes": "forever"}},
        {"window": {"opens": "2026-12-01", "closes": "forever"}},
        {"window": {"opens": "2026-13-01T00:00Z", "closes": "forever"}},
        {"window": None},
        {"conditions": [{"key": None, "text": ""}]},
    ],
)
def test_a_bad_body_is_refused_with_its_place(change: dict[str, Any]) -> None:
    with pytest.raises(InputError) as raised:
        event_from_json(bent(change))
    assert raised.value.faults[0].code == "bad-event"
    assert "PledgeMade" in raised.value.faults[0].where


def test_deep_nests_and_odd_keys_are_refused_in_kinds_not_known_too() -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    for body in ({"x": deep}, {"x": 0.5}, {"\u00fc": 1}):
        with pytest.raises(InputError):
            event_from_json(event_to_json(pledge()) | {"kind": "Later", "body": body})


def test_a_field_left_out_takes_its_default_and_one_without_is_missed() -> None:
    plain = event_to_json(pledge())
    del plain["body"]["terms"]["caveats"]
    assert event_from_json(plain) == pledge()
    del plain["body"]["terms"]["amounts"]
    with pytest.raises(InputError):
        event_from_json(plain)


@pytest.mark.parametrize("data", [None, [], "event", 5])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(InputError):
        event_from_json(data)


def test_every_kind_has_one_name_and_one_verb() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) == len({kind.verb for kind in KINDS})
