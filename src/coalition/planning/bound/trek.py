"""The least time loads take from place to place: on the ground or aboard a carrier, changing when it helps.

A load may be aboard before it is ready, for nothing says that loading waits (R9 speaks of leaving). At a port
it must pass it need not change carriers, so a load is followed in both states.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.planning.bound.lengths import Lengths, close
from coalition.planning.fit import may_stop

Minutes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Where:
    """The earliest minute at which a load can stand at a place, and be aboard each kind of carrier there."""

    ground: float
    aboard: Minutes

    def not_before(self, at: int) -> Where:
        """The same, but nothing comes in before the minute."""
        return Where(max(self.ground, float(at)), np.maximum(self.aboard, float(at)))


@dataclass(frozen=True, slots=True)
class Trek:
    """Kinds of carriers for one kind of load: `moving` is kinds x places x places, infinite where none goes.

    `journey` is from standing at one place to standing at another, places x places.
    """

    load: Minutes
    unload: Minutes
    moving: Minutes
    journey: Minutes

    def begin(self, leave: int, start: int) -> Where:
        """At the origin: aboard and leaving at `leave`, or when it could be loaded from `start` on."""
        return Where(np.inf, np.maximum(float(leave), start + self.load))

    def go(self, at: Where, here: int, there: int) -> Where:
        """The earliest at the next place, however many changes lie between."""
        if not len(self.load):
            return Where(np.inf, at.aboard)
        put_down = (at.aboard[:, None] + self.moving[:, here, :] + self.unload[:, None]).min(axis=0)
        stands = (put_down[:, None] + self.journey).min(axis=0)
        stands = np.minimum(stands, at.ground + self.journey[here])
        taken_on = (stands[None, :] + self.moving[:, :, there]).min(axis=1) + self.load
        aboard = np.minimum(at.aboard + self.moving[:, here, there], taken_on)
        return Where(float(stands[there]), aboard)


def make_trek(book: Book, lengths: Lengths, fleets: list[Fleet]) -> Trek:
    """The trek of loads that each of the fleets takes."""
    size = len(lengths.places)
    load = np.array([fleet.load_minutes for fleet in fleets], dtype=np.float64)
    unload = np.array([fleet.unload_minutes for fleet in fleets], dtype=np.float64)
    each = [_moving(book, lengths, fleet) for fleet in fleets]
    moving = np.array(each).reshape(len(fleets), size, size)
    whole = moving + (load + unload)[:, None, None]
    best = whole.min(axis=0, initial=np.inf)
    np.fill_diagonal(best, 0.0)
    return Trek(load, unload, moving, close(best))


def _moving(book: Book, lengths: Lengths, fleet: Fleet) -> Minutes:
    """Least minutes under way, with rest, between places the fleet can use."""
    metres = lengths.of(fleet.mode)
    leads = np.isfinite(metres)
    moving = np.where(leads, metres, 0.0) * 60 / fleet.speed_m_per_hour
    rests = np.maximum(0.0, np.floor((moving - 1) / fleet.duty_minutes))
    minutes = moving + rests * (MINUTES_PER_DAY - fleet.duty_minutes)
    usable = np.array([may_stop(fleet, book.places[p]) for p in lengths.places], dtype=np.bool_)
    found = np.where(leads & usable[:, None] & usable[None, :], minutes, np.inf)
    np.fill_diagonal(found, np.where(usable, 0.0, np.inf))
    return found
