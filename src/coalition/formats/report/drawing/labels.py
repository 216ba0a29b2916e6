"""Puts labels beside marks so that none covers a mark or another label.

Greedy, most important first, eight places around each mark at two distances (the place order of
Imhof 1962, "Die Anordnung der Namen in der Karte": right of the mark first). What finds no place is
left out, and the caller can say how many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.formats.report.drawing.lettering import width_of
from coalition.formats.report.drawing.svg import Point


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right
            and self.top < other.bottom and other.top < self.bottom
        )  # fmt: skip

    def inside(self, other: Box) -> bool:
        """Whether this one lies wholly in the other."""
        return (
            self.left >= other.left and self.right <= other.right
            and self.top >= other.top and self.bottom <= other.bottom
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label asked for: where its mark is, the mark's radius, the words, their size in px."""

    id: str
    at: Point
    radius: float
    words: str
    size: float
    strong: bool = False
    on_mark: bool = False
    """Centre it on the point itself, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its place: the baseline point, the anchor, and whether it stands far enough to need a
    leader line.
    """

    wanted: Wanted
    at: Point
    anchor: str
    box: Box
    far: bool = False


_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


def place_labels(wanted: Iterable[Wanted], frame: Box, taken: Iterable[Box]) -> tuple[Placed, ...]:
    """Labels that found a place inside the frame, in the order wanted."""
    occupied = list(taken)
    placed = []
    for label in wanted:
        spot = next((s for s in _spots(label) if _free(s.box, frame, occupied, label)), None)
        if spot is not None:
            placed.append(spot)
            occupied.append(spot.box)
    return tuple(placed)


def mark_box(at: Point, radius: float) -> Box:
    """The square around a mark."""
    return Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)


def _free(box: Box, frame: Box, occupied: list[Box], label: Wanted) -> bool:
    own = mark_box(label.at, label.radius)
    return box.inside(frame) and not any(box.meets(o) for o in occupied if o != own)


def _spots(label: Wanted) -> Iterable[Placed]:
    width = width_of(label.words, label.size, strong=label.strong)
    if label.on_mark:
        yield _spot(label, (label.at[0], label.at[1] + label.size * 0.35), "middle", width)
        return
    for reach in (label.radius + 3, label.radius + 14, label.radius + 26):
        for dx, dy in _AROUND:
            lean = 0.75 if dx and dy else 1.0
            x = label.at[0] + dx * reach * lean
            lift = reach * lean + (label.size * 0.4 if not dx else 0)
            y = label.at[1] + dy * lift + label.size * 0.35
            anchor = {1: "start", -1: "end", 0: "middle"}[dx]
            yield _spot(label, (x, y), anchor, width, far=reach > label.radius + 4)


def _spot(label: Wanted, at: Point, anchor: str, width: float, *, far: bool = False) -> Placed:
    left = at[0] - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    box = Box(left - 1.5, at[1] - label.size * 0.85, left + width + 1.5, at[1] + label.size * 0.3)
    return Placed(label, at, anchor, box, far)
