"""What a change of plan costs those who were promised something, in weighted minutes: the unit of lateness.

A requirement's promise is the minute at which the plan in force closes it. Moving it costs a day of its
weight, whatever the length and the direction: everybody who waits has to be told and to arrange anew. What
comes later besides is lateness, and counted there. A trip added, dropped or changed costs an hour of weight
one. Both are judgements, stated so that anybody can set them against what lateness costs
(`docs/explanation/replanning.md`).
"""

from __future__ import annotations

from collections.abc import Iterable

PROMISE_MINUTES = 1440
"""Minutes of its weight that moving a promise costs."""
TRIP_MINUTES = 60
"""Weighted minutes that a changed trip costs."""


def price_of_change(weights: Iterable[int], trips: int) -> int:
    """Weighted minutes of moving promises of these weights and of changing so many trips.

    >>> price_of_change([10, 1], 3)
    16020
    """
    return sum(weights) * PROMISE_MINUTES + trips * TRIP_MINUTES
