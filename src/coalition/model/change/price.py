"""What a change of plan costs those who were promised something, in weighted minutes: the unit of lateness.

A requirement's promise is the minute at which the plan in force closes it. Moving it costs its weight for each
minute of the move, earlier or later, and a day of its weight on top, whatever the length: everybody who
waits has to be told and to arrange anew. A trip added, dropped or changed costs an hour of weight one.
Both are judgements, stated so that anybody can set them against what lateness costs
(`docs/explanation/replanning.md`).
"""

from __future__ import annotations

from collections.abc import Iterable

PROMISE_MINUTES = 1440
"""Minutes of its weight that moving a promise costs at all."""
TRIP_MINUTES = 60
"""Weighted minutes that a changed trip costs."""


def price_of_change(moves: Iterable[tuple[int, int]], trips: int) -> int:
    """Weighted minutes of so many changed trips and of promises moved, each as (weight, minutes moved).

    >>> price_of_change([(10, 120), (1, -30)], 3)
    17250
    """
    promises = sum(weight * (PROMISE_MINUTES + abs(minutes)) for weight, minutes in moves)
    return promises + trips * TRIP_MINUTES
