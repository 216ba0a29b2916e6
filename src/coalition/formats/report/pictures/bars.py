"""Bars on one row: those that touch are drawn as one, those that overlap are put on tracks.

Also rows on pages, for the charts whose rows these are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from coalition.formats.report.travel import Leg
from coalition.measure.instants import Minute
from coalition.model.places import Mode

_TOUCH_PX = 1.0
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Span:
    """A bar from `begins` to `ends` in px; `leg` is its first ride, `rides` how many it stands for."""

    begins: float
    ends: float
    mode: Mode
    leg: Leg
    rides: int = 1
    last: int = 0
    """The minute at which its last ride arrives."""


def even_pages(rows: Sequence[Row], most: int) -> list[Sequence[Row]]:
    """The rows in as few pages as `most` allows, none much emptier than another."""
    pages = -(-len(rows) // most)
    size = -(-len(rows) // pages) if pages else 1
    return [rows[n : n + size] for n in range(0, len(rows), size)]


def merge_spans(spans: Sequence[Span]) -> list[Span]:
    """Bars of one mode that overlap or touch become one, in order of their beginning."""
    merged: list[Span] = []
    newest: dict[Mode, int] = {}
    for span in sorted(spans, key=lambda s: (s.begins, s.ends, s.mode)):
        known = newest.get(span.mode)
        arrives = max(span.last, span.leg.arrive)
        if known is not None and span.begins <= merged[known].ends + _TOUCH_PX:
            old = merged[known]
            merged[known] = replace(
                old, ends=max(old.ends, span.ends), rides=old.rides + 1, last=max(old.last, arrives)
            )
        else:
            newest[span.mode] = len(merged)
            merged.append(replace(span, last=Minute(arrives)))
    return merged


def pack_spans(spans: Sequence[Span], tracks: int) -> list[tuple[int, Span]]:
    """(track, bar): the first track that is free, or the last one when none is."""
    free_from = [float("-inf")] * tracks
    packed = []
    for span in spans:
        track = next((n for n in range(tracks) if free_from[n] <= span.begins + 0.5), tracks - 1)
        free_from[track] = max(free_from[track], span.ends)
        packed.append((track, span))
    return packed
