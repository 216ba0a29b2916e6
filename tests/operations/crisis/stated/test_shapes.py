"""Nouns as JSON and back: exact for whole books, strict about what does not fit, the same on the wire."""

from __future__ import annotations

from typing import Any

import pytest
from tests.simulators.small_books import small_book

from coalition.bootstrap import read_settings
from coalition.command.events.kinds.consents import ConsentScope
from coalition.errors import InputError
from coalition.formats.book_reader import read_book
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.identity import ProvisionId
from coalition.model.law import Action, AllOf, AnyOf, Step
from coalition.operations.crisis.stated.reading import from_json, from_wire
from coalition.operations.crisis.stated.shapes import to_json
from coalition.operations.crisis.stated.wire import schema_of, to_wire
from coalition.record import canonical_bytes, parse_canonical

SCOPE = ConsentScope("LTU", Interval(Minute(29_000_000), FOREVER), actions=(Action.ENTER,))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", ["ebola-2014", "military-mobility"])
def test_a_whole_book_comes_back_as_it_was_through_signed_bytes(case: str) -> None:
    book = read_book(read_settings().cases / case)
    data = canonical_bytes(to_json(book))
    assert from_json(Book, parse_canonical(data)) == book


def test_a_small_book_comes_back_as_it_was() -> None:
    assert from_json(Book, to_json(small_book())) == small_book()


def test_what_is_required_in_alternatives_keeps_its_kind() -> None:
    step = Step(ProvisionId("a/b"))
    for need in (AllOf((step,)), AnyOf((step,)), AllOf((AnyOf((step,)), step))):
        assert from_json(type(need), to_json(need)) == need


def test_on_the_wire_instants_are_text_and_nothing_is_left_out() -> None:
    told = to_wire(ConsentScope, SCOPE)
    assert told["window"] == {"opens": "2025-02-19T21:20Z", "closes": "forever"}
    assert told["places"] == []
    assert from_wire(ConsentScope, told) == SCOPE


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"territory": 1}, "territory"), ({"territory": "\x00"}, "territory"), ({"more": 1}, "more"),
        ({"territory": "x" * 30_000}, "territory"), ({"window": None}, "window"),
        ({"window": {"opens": "soon", "closes": "forever"}}, "window.opens"),
        ({"actions": "enter"}, "actions"), ({"actions": ["fly"]}, "actions[0]"),
        ({"limits": {"pax": 10**16}}, "limits.pax"), ({"limits": {"pax": True}}, "limits.pax"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place(changed: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError) as caught:
        from_wire(ConsentScope, {**to_wire(ConsentScope, SCOPE), **changed})
    assert [fault.where for fault in caught.value.faults] == [f"body.{where}"]


def test_the_schema_says_what_must_be_there() -> None:
    schema = schema_of(ConsentScope)
    assert schema["required"] == ["territory", "window"]
    assert schema["additionalProperties"] is False
    assert "enter" in schema["properties"]["actions"]["items"]["enum"]
