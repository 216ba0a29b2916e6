"""Pages: cursors lead through every row once, up and down, and are worth nothing to anybody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.errors import InputError
from coalition.server.answering.paging import Asked, Seal, page_of

SEAL = Seal(bytes(range(64)))


def walk(keys: list[tuple[int, str]], limit: int, *, down: bool) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = page_of(keys, keys, Asked(limit, cursor, "list"), seal=SEAL, down=down)
        assert page.total == len(keys)
        found += page.rows
        cursor = page.next
    return found


@given(
    st.sets(st.tuples(st.integers(0, 5), st.text("abc", max_size=3))),
    st.integers(1, 4),
    st.booleans(),
)
def test_cursors_lead_through_every_row_once(
    rows: set[tuple[int, str]], limit: int, down: bool
) -> None:
    keys = sorted(rows)
    assert walk(keys, limit, down=down) == (keys[::-1] if down else keys)


def test_a_cursor_stays_right_when_rows_come_and_go() -> None:
    keys = [(1, "a"), (2, "b"), (3, "c")]
    first = page_of(keys, keys, Asked(2, "", "list"), seal=SEAL)
    later = [(0, "z"), (1, "a"), (3, "c"), (4, "d")]
    page = page_of(later, later, Asked(2, first.next or "", "list"), seal=SEAL)
    assert page.rows == [(3, "c"), (4, "d")]


@pytest.mark.parametrize("cursor", ["x", "AAAA", "\u00e9", "=" * 40])
def test_nonsense_is_no_cursor(cursor: str) -> None:
    with pytest.raises(InputError):
        page_of([], [], Asked(1, cursor, "list"), seal=SEAL)


def test_a_cursor_of_another_viewer_or_list_is_no_cursor() -> None:
    text = SEAL.close([1, "a"], "one")
    assert SEAL.open(text, "one") == [1, "a"]
    with pytest.raises(InputError):
        SEAL.open(text, "two")
    with pytest.raises(InputError):
        Seal(bytes(64)).open(text, "one")


def test_equal_places_have_equal_cursors() -> None:
    assert SEAL.close([1, "a"], "one") == SEAL.close([1, "a"], "one")
