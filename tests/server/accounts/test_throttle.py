"""Buckets of tokens: a burst is let through, then a steady pace, for each key apart."""

from __future__ import annotations

from coalition.server.accounts.throttle import Pace, Throttle


def test_a_burst_passes_and_what_follows_waits_for_the_pace() -> None:
    now = [0.0]
    throttle = Throttle(Pace(2, 60), lambda: now[0])
    assert [throttle.take("a"), throttle.take("a")] == [0, 0]
    assert throttle.take("a") == 1
    assert throttle.take("b") == 0
    now[0] = 1.0
    assert throttle.take("a") == 0


def test_a_forgotten_key_begins_anew() -> None:
    throttle = Throttle(Pace(1, 1), lambda: 0.0)
    assert throttle.take("a") == 0
    assert throttle.take("a") == 60
    throttle.forget("a")
    assert throttle.take("a") == 0


def test_no_more_keys_are_kept_than_asked() -> None:
    throttle = Throttle(Pace(1, 1), lambda: 0.0, keys_max=2)
    assert [throttle.take(key) for key in "abca"] == [0, 0, 0, 0]
