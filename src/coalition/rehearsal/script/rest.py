"""Least minutes of legs with the rest they need.

The rule: R5 of `docs/explanation/planning-rules.md`. In any run of consecutive legs with moving minutes M,
first departure to last arrival takes at least M + ((M-1) // duty) * (1440 - duty). A leg therefore has one
bound from its own departure and some from those of legs before it: only where a bound asks for more than the
two shorter runs it is made of, and not further back than four days' duty.
"""

from __future__ import annotations

from coalition.measure.instants import MINUTES_PER_DAY

_DAYS_BACK = 4

Bound = tuple[int, int]
"""How many legs back, and least minutes from that leg's departure to this one's arrival."""


def bounds_of(moving: list[int], duty: int) -> list[list[Bound]]:
    """For each leg of one carrier, in order, its bounds; the first is from its own departure."""
    if not 0 < duty < MINUTES_PER_DAY:
        return [[(0, max(0, minutes))] for minutes in moving]
    return [_bounds(moving, place, duty) for place in range(len(moving))]


def least(moving: int, duty: int) -> int:
    """Least minutes from first departure to last arrival of a run of so many moving minutes."""
    return moving + (moving - 1) // duty * (MINUTES_PER_DAY - duty) if moving > 0 else 0


def _bounds(moving: list[int], place: int, duty: int) -> list[Bound]:
    own = least(moving[place], duty)
    found = [(0, own)]
    total = moving[place]
    for back in range(1, place + 1):
        first = moving[place - back]
        total += first
        asked = least(total, duty)
        without_last = least(total - moving[place], duty) + own
        without_first = least(first, duty) + least(total - first, duty)
        if asked > max(without_last, without_first):
            found.append((back, asked))
        if total > _DAYS_BACK * duty:
            break
    return found
