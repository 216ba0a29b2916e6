"""What a state rests on: the events whose end makes it stale."""

from __future__ import annotations

from typing import Any

from coalition.command.events.terms import Rest


def rests_of(state: Any) -> tuple[Rest, ...]:
    """The events a state rests on; none for a noun that rests on nothing."""
    found: tuple[Rest, ...] = getattr(state, "rests_on", ())
    return found
