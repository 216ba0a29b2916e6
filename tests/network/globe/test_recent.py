"""Answers kept for the next question."""

from __future__ import annotations

from coalition.network.globe.recent import Recent


def test_an_answer_is_made_once_and_the_oldest_is_forgotten() -> None:
    made: list[int] = []
    recent = Recent[int, int](2)
    for key in (1, 2, 1, 3, 1, 2):
        assert recent.recall(key, lambda key=key: made.append(key) or key * 10) == key * 10  # type: ignore[misc,func-returns-value]
    assert made == [1, 2, 3, 2]
