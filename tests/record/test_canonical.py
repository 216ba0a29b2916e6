"""One text for a value; every twin of it refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vectors import making_canonical

from coalition.errors import InputError
from coalition.record.canonical import canonical_bytes, parse_canonical, parse_canonical_map

CASES = json.loads(making_canonical.FILE.read_text())["cases"]
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
ASCII = st.text(st.characters(codec="ascii"), max_size=8)
TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ASCII, inner, max_size=4),
    max_leaves=12,
)


def data_of(case: dict) -> bytes:
    return bytes.fromhex(case["bytes"]) * case.get("repeat", 1)


def accepted(data: bytes) -> bool:
    try:
        parse_canonical(data)
    except InputError:
        return False
    return True


def test_every_vector_has_its_verdict() -> None:
    assert [c["name"] for c in CASES if accepted(data_of(c)) != c["accept"]] == []


def test_the_vectors_are_those_that_the_script_writes() -> None:
    assert making_canonical.FILE.read_text() == making_canonical.text()


@given(VALUES)
def test_a_value_comes_back_from_its_bytes(value: object) -> None:
    assert parse_canonical(canonical_bytes(value)) == value


@given(VALUES)
def test_the_bytes_are_those_of_the_standard_library_sorted_and_tight(value: object) -> None:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical_bytes(value) == text.encode()


@given(st.binary(max_size=40))
def test_bytes_that_are_taken_are_their_own_text(data: bytes) -> None:
    if accepted(data):
        assert canonical_bytes(parse_canonical(data)) == data


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "wrong-type"), (float("nan"), "wrong-type"), (b"x", "wrong-type"), ({1, 2}, "wrong-type"),
        (2**53, "absurd-value"), (-(2**53), "absurd-value"), ({"é": 1}, "bad-key"), ({1: 1}, "bad-key"),
        ("\ud800", "bad-encoding"), ([1, {"a": 0.1}], "wrong-type"),
    ],
)  # fmt: skip
def test_a_value_without_one_text_is_refused(value: object, code: str) -> None:
    with pytest.raises(InputError, match=code):
        canonical_bytes(value)


def test_every_fault_is_told_with_its_place() -> None:
    with pytest.raises(InputError) as caught:
        canonical_bytes({"a": [1.5, 2], "b": {"c": 2**60}})
    assert [fault.where for fault in caught.value.faults] == ["$.a[0]", "$.b.c"]


def test_true_is_not_one() -> None:
    assert canonical_bytes(True) == b"true"
    assert canonical_bytes(1) == b"1"


def test_a_map_is_asked_for_and_given() -> None:
    assert parse_canonical_map(b'{"a":1}') == {"a": 1}
    with pytest.raises(InputError, match="wrong-type"):
        parse_canonical_map(b"[1]")
