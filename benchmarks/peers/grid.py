"""The clock in slots, and what a leg of a fleet takes when every time is rounded up to whole slots.

Rounding is always against the model, so that what it plans is right at full minutes: a loaded leg takes the
handling of a full load, rest is spread over the moving minutes, and the carrier is free at the slot after.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tests.differential.exact.facts import hours, outside
from tests.differential.exact.frame import Frame, Rules
from tests.differential.exact.unfolding import Arc

from coalition.authority.answer import Moment
from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.forces import Fleet
from coalition.model.places import Place

Slots = NDArray[np.int64]


@dataclass(frozen=True)
class Leg:
    """One leg of a fleet, empty or loaded: minutes from the beginning of its slot to each of its times."""

    fleet: Fleet
    arc: Arc
    moving: int
    loaded: bool
    leave: int
    arrive: int
    end: int
    slots: int
    """Slots until the carrier is free again."""


class Grid:
    """The time of a crisis in slots of so many minutes."""

    def __init__(self, frame: Frame, slot_minutes: int) -> None:
        self.frame, self.width = frame, slot_minutes
        self.start, self.end = frame.start, frame.end
        self.count = (self.end - self.start) // slot_minutes
        self.begins = self.start + np.arange(self.count, dtype=np.int64) * slot_minutes
        self.allowed = lru_cache(maxsize=None)(self._allowed)

    def leg(self, fleet: Fleet, arc: Arc, moving: int, handling: tuple[int, int] | None) -> Leg:
        """The leg with handling at both ends, or empty when that is None."""
        load, unload = handling or (0, 0)
        arrive = load + _with_rest(fleet, moving)
        end = arrive + unload
        return Leg(
            fleet, arc, moving, handling is not None, load, arrive, end, -(-end // self.width)
        )

    def _allowed(self, leg: Leg, rules: Rules) -> Slots:
        """The slots in which the leg may begin: law, closures, opening hours, availability, horizon."""
        begins = self.begins
        leave, arrive, end = begins + leg.leave, begins + leg.arrive, begins + leg.end
        fits = np.arange(self.count) + leg.slots <= self.count
        fits &= (begins >= leg.fleet.available.opens) & (end <= leg.fleet.available.closes)
        for moment, spans in rules:
            fits &= self._keeps(moment, spans, leave, arrive)
        places = self.frame.book.places
        fits &= self._open(places[leg.arc[0]], begins, leave)
        fits &= self._open(places[leg.arc[1]], arrive, end)
        return np.flatnonzero(fits)

    @staticmethod
    def _keeps(
        moment: Moment, spans: tuple[tuple[int, int], ...], leave: Slots, arrive: Slots
    ) -> NDArray[np.bool_]:
        kept = np.zeros(len(leave), dtype=bool)
        for opens, closes in spans:
            if moment is Moment.WHOLE:
                kept |= (opens <= leave) & (arrive <= closes)
            else:
                time = leave if moment is Moment.DEPARTURE else arrive
                kept |= (opens <= time) & (time < closes)
        return kept

    def _open(self, place: Place, first: Slots, last: Slots) -> NDArray[np.bool_]:
        """Whether the place works at both minutes, and is not closed between them."""
        book = self.frame.book
        one, other = (np.zeros(len(first), dtype=bool) for _ in range(2))
        for opens, closes in hours(place, self.start, self.end):
            one |= (opens <= first) & (first <= closes)
            other |= (opens <= last) & (last <= closes)
        shut = [c.closed for c in book.closures if c.subject == f"place:{place.id}"]
        clear = np.zeros(len(first), dtype=bool)
        for opens, closes in outside((c.opens, c.closes) for c in shut):
            clear |= (opens <= first) & (last <= closes) & (first < closes)
        return one & other & clear


def _with_rest(fleet: Fleet, moving: int) -> int:
    """Moving minutes with rest spread over them, so that legs one after another rest enough (R5)."""
    duty = fleet.duty_minutes
    if duty >= MINUTES_PER_DAY or moving < 1:
        return moving
    return moving + -(-(moving - 1) * (MINUTES_PER_DAY - duty) // duty)
