"""Columns that views share: what is seen of them is what the mask lets through, in order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coalition.operations.crisis.viewing.columns import Made, column


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 3)), max_size=40), st.data())
def test_what_is_seen_is_what_the_mask_lets_through(pairs, data) -> None:
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=4, max_size=4)))
    made = column(pairs)
    seen = [value for value, label in sorted(pairs) if mask[label]]
    found = made.seen(mask)
    assert list(found) == seen
    assert len(found) == made.count(mask) == len(seen)
    assert [found[at] for at in range(len(seen))] == seen
    assert found[1:3] == seen[1:3]
    assert list(reversed(found)) == seen[::-1]


def test_what_is_made_of_keys_is_made_when_it_is_looked_at() -> None:
    asked: list[int] = []

    def make(key: int) -> int:
        asked.append(key)
        return 10 * key

    found = Made([1, 2, 3], make)
    assert (len(found), asked) == (3, [])
    assert found[1] == 20
    assert found[:2] == [10, 20]
    assert asked == [2, 1, 2]
