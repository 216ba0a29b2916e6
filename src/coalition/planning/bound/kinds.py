"""Kinds of carriers: fleets alike in all but nation, home and number, and how they move at the least.

Relaxed: a carrier is wherever it is wanted once it could have come there from home. Kept: speed, rest,
loading and unloading minutes, places it cannot use.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet
from coalition.planning.bound.lengths import Lengths
from coalition.planning.fit import may_stop, piece_fits

Minutes = NDArray[np.float64]
Mask = tuple[bool, ...]
"""Which kinds take a load."""

_OWN = frozenset(
    {"id", "name", "nation", "home", "count", "cost_per_hour", "available", "unknown", "provenance"}
)
_SHARED = tuple(field.name for field in fields(Fleet) if field.name not in _OWN)


@dataclass(frozen=True, slots=True)
class Kinds:
    """K kinds over P places.

    `load`, `unload`: minutes, K. `moving`: least minutes under way with rest, K x P x P, infinite where
    none goes; `bare`: the same without rest. `ready`: the first minute a carrier of the kind can stand at
    each place, K x P. `fleets`: the fleets of each kind.
    """

    fleets: tuple[tuple[Fleet, ...], ...]
    load: Minutes
    unload: Minutes
    moving: Minutes
    bare: Minutes
    ready: Minutes

    def takers(self, line: CargoLine) -> Mask:
        """Kinds whose carriers can have a piece of the line aboard."""
        seated = line.category is Category.PAX
        return tuple(
            piece_fits(group[0], line) and (not seated or group[0].seats > 0)
            for group in self.fleets
        )


def find_kinds(book: Book, lengths: Lengths) -> Kinds:
    """The kinds of a book's carriers, in order of their fleets."""
    groups: dict[tuple[object, ...], list[Fleet]] = {}
    for fleet in book.fleets.values():
        if fleet.count > 0:
            groups.setdefault(tuple(getattr(fleet, name) for name in _SHARED), []).append(fleet)
    kinds = tuple(tuple(group) for group in groups.values())
    size = len(lengths.places)
    moves = [_moving(book, lengths, group[0]) for group in kinds]
    moving = np.array([move[0] for move in moves]).reshape(len(kinds), size, size)
    return Kinds(
        kinds,
        np.array([group[0].load_minutes for group in kinds], dtype=np.float64),
        np.array([group[0].unload_minutes for group in kinds], dtype=np.float64),
        moving,
        np.array([move[1] for move in moves]).reshape(len(kinds), size, size),
        np.array(
            [_ready(book, lengths, *pair) for pair in zip(kinds, moving, strict=True)]
        ).reshape(len(kinds), size),
    )


def _moving(book: Book, lengths: Lengths, fleet: Fleet) -> tuple[Minutes, Minutes]:
    """Least minutes between places the fleet can use, with rest (R5) and without."""
    metres = lengths.of(fleet.mode)
    bare = np.where(np.isfinite(metres), metres, 0.0) * 60 / fleet.speed_m_per_hour
    rests = np.maximum(0.0, np.floor((bare - 1) / fleet.duty_minutes))
    usable = np.array([may_stop(fleet, book.places[p]) for p in lengths.places], dtype=np.bool_)
    served = np.isfinite(metres) & usable[:, None] & usable[None, :]
    np.fill_diagonal(served, usable)
    minutes = bare + rests * (MINUTES_PER_DAY - fleet.duty_minutes)
    return np.where(served, minutes, np.inf), np.where(served, bare, np.inf)


def _ready(book: Book, lengths: Lengths, group: tuple[Fleet, ...], moving: Minutes) -> Minutes:
    """From home at activation, or when the fleet comes into service."""
    start = book.crisis.activated
    each = [max(start, f.available.opens) + moving[lengths.index[f.home]] for f in group]
    return np.asarray(np.min(each, axis=0))
