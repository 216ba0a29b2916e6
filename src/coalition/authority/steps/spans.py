"""Algebra of stretches of time: sorted, disjoint, non-touching tuples of `Interval` (a *span set*).

Not here: what the stretches mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from typing import Protocol, TypeVar

from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute

Spans = tuple[Interval, ...]
EVER: Spans = (Interval(ALWAYS, FOREVER),)
"""All of time."""


class Stretch(Protocol):
    """Whatever lasts from `opens` to `closes` (excluded)."""

    @property
    def opens(self) -> Minute:
        """The first minute."""
        ...

    @property
    def closes(self) -> Minute:
        """The first minute after."""
        ...


S = TypeVar("S", bound=Stretch)


def union(spans: Iterable[Interval]) -> Spans:
    """The stretches sorted, with overlapping and touching ones made one; empty ones vanish.

    >>> union([Interval(5, 9), Interval(1, 3), Interval(3, 5), Interval(20, 20)])
    (Interval(opens=1, closes=9),)
    """
    given = [span for span in spans if span.opens < span.closes]
    if len(given) < 2:
        return tuple(given)
    merged: list[Interval] = []
    for span in sorted(given):
        if merged and span.opens <= merged[-1].closes:
            merged[-1] = Interval(merged[-1].opens, max(merged[-1].closes, span.closes))
        else:
            merged.append(span)
    return tuple(merged)


def intersect(left: Spans, right: Spans) -> Spans:
    """What both cover.

    >>> intersect((Interval(0, 5), Interval(8, 12)), (Interval(4, 9),))
    (Interval(opens=4, closes=5), Interval(opens=8, closes=9))
    """
    if left is right or right is EVER:
        return left
    if left is EVER:
        return right
    if not left or not right:
        return ()
    if len(left) == len(right) == 1:
        return _both(left, right)
    met: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        opens = max(left[i].opens, right[j].opens)
        closes = min(left[i].closes, right[j].closes)
        if opens < closes:
            met.append(Interval(opens, closes))
        if left[i].closes < right[j].closes:
            i += 1
        else:
            j += 1
    return tuple(met)


def _both(left: Spans, right: Spans) -> Spans:
    """What two single stretches share; one of them when it lies within the other."""
    one, other = left[0], right[0]
    if one.opens >= other.opens and one.closes <= other.closes:
        return left
    if other.opens >= one.opens and other.closes <= one.closes:
        return right
    opens, closes = max(one.opens, other.opens), min(one.closes, other.closes)
    return (Interval(opens, closes),) if opens < closes else ()


def intersect_all(sets: Iterable[Spans]) -> Spans:
    """What every set covers; all of time when there is none."""
    return reduce(intersect, sets, EVER)


def complement(spans: Spans) -> Spans:
    """All of time that the stretches leave free."""
    free: list[Interval] = []
    begin = ALWAYS
    for span in spans:
        if begin < span.opens:
            free.append(Interval(begin, span.opens))
        begin = span.closes
    if begin < FOREVER:
        free.append(Interval(begin, FOREVER))
    return tuple(free)


def subtract(left: Spans, right: Spans) -> Spans:
    """What the left covers and the right does not.

    >>> subtract((Interval(0, 10),), (Interval(3, 4),))
    (Interval(opens=0, closes=3), Interval(opens=4, closes=10))
    """
    return intersect(left, complement(right)) if left and right else left


def sweep(ranked: Sequence[S]) -> list[tuple[S, Minute, Minute]]:
    """At each time the first of the ranked that holds then, with the time [begin, end) it is chosen for."""
    cuts = sorted({item.opens for item in ranked} | {item.closes for item in ranked})
    chosen: list[tuple[S, Minute, Minute]] = []
    for begin, end in pairwise(cuts):
        item = next((each for each in ranked if each.opens <= begin and end <= each.closes), None)
        if item is None:
            continue
        if chosen and chosen[-1][0] is item and chosen[-1][2] == begin:
            chosen[-1] = (item, chosen[-1][1], end)
        else:
            chosen.append((item, begin, end))
    return chosen


def spans_where(stretches: Iterable[Stretch]) -> Spans:
    """When any of the stretches holds."""
    return union(Interval(each.opens, each.closes) for each in stretches)
