"""Sets of minutes as sorted, disjoint, half-open stretches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from coalition.measure.instants import ALWAYS, FOREVER

Spans = tuple[tuple[int, int], ...]
"""Stretches [opens, closes), sorted, disjoint and not touching."""

ANY_TIME: Spans = ((ALWAYS, FOREVER),)
NEVER: Spans = ()


def unite(stretches: Iterable[tuple[int, int]]) -> Spans:
    """The union of stretches in any order."""
    joined: list[tuple[int, int]] = []
    for opens, closes in sorted(s for s in stretches if s[0] < s[1]):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return tuple(joined)


def intersect(one: Spans, other: Spans) -> Spans:
    """Minutes in both."""
    if one is ANY_TIME:
        return other
    if other is ANY_TIME:
        return one
    shared: list[tuple[int, int]] = []
    i = j = 0
    while i < len(one) and j < len(other):
        opens, closes = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if opens < closes:
            shared.append((opens, closes))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(shared)


def outside(stretches: Iterable[tuple[int, int]]) -> Spans:
    """Every minute in none of the stretches."""
    free: list[tuple[int, int]] = []
    begin: int = ALWAYS
    for opens, closes in unite(stretches):
        if begin < opens:
            free.append((begin, opens))
        begin = closes
    if begin < FOREVER:
        free.append((begin, FOREVER))
    return ANY_TIME if free == [ANY_TIME[0]] else tuple(free)


def find_span(spans: Spans, at: int) -> tuple[int, int] | None:
    """The stretch that holds the minute or, failing that, the next one; None after the last."""
    i = bisect_right(spans, (at, FOREVER)) - 1
    if i >= 0 and at < spans[i][1]:
        return spans[i]
    return spans[i + 1] if i + 1 < len(spans) else None


def first_in(spans: Spans, at: int) -> int | None:
    """The first minute from `at` on that lies in a stretch."""
    span = find_span(spans, at)
    return None if span is None else max(at, span[0])


def first_covering(spans: Spans, at: int, length: int) -> int | None:
    """The first minute from `at` on from which `length` minutes lie in one stretch."""
    while (span := find_span(spans, at)) is not None:
        begin = max(at, span[0])
        if begin + length <= span[1]:
            return begin
        at = span[1]
    return None


def covers(spans: Spans, begin: int, end: int) -> bool:
    """Whether [begin, end] lies in one stretch; `end` may be its closing minute."""
    span = find_span(spans, begin)
    return span is not None and span[0] <= begin and end <= span[1]
