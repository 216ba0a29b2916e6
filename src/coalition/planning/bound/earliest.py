"""The earliest any right plan can close a requirement: law, readiness and distance, without contention.

Relaxed: places are never full, nothing waits for shipmates, ways have their least lengths (`lengths`), what
law once opens stays open, a carrier may carry loads through a place it stops at. Kept: readiness, dates,
precedence, the sender's and the host's permission, ports to pass, speed, rest, what a carrier can take, how
soon it can be there from home, opening hours of the destination.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.places import Place
from coalition.model.requirements import Kind, Requirement
from coalition.planning.bound.kinds import Mask, find_kinds
from coalition.planning.bound.lengths import Lengths
from coalition.planning.bound.loads import Loads, points_of
from coalition.planning.bound.openings import Openings
from coalition.planning.bound.routes import Journeys, Where, time_weights
from coalition.planning.bound.waves import last_waves
from coalition.planning.ports import LawBook

Minutes = NDArray[np.float64]
Numbers = NDArray[np.int64]
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Dates:
    """Minutes before which loads leave, leave the POE, and come to the gate."""

    leave: Minutes
    ald: Minutes
    ead: Minutes


class Earliest:
    """Earliest closures of a book's requirements, in minutes UTC; None when no right plan closes it."""

    def __init__(self, book: Book, law: LawBook, lengths: Lengths) -> None:
        self.book, self.lengths = book, lengths
        self.kinds = find_kinds(book, lengths)
        self.loads = Loads(book, self.kinds, lengths, Openings(book, law))

    def measure_anew(self) -> None:
        """Forget what rests on lengths, because they have grown."""
        self.kinds = find_kinds(self.book, self.lengths)
        for name in ("arrivals", "lasts", "closings", "_own_closings", "missing"):
            self.__dict__.pop(name, None)

    @cached_property
    def arrivals(self) -> Minutes:
        """When each row of `loads` can first be at its destination, set down; infinite is never."""
        rows = self.loads.columns
        times = [np.array(x, dtype=np.float64) for x in (rows.leave, rows.ald, rows.ead)]
        alike = _alike([np.array(rows.route, dtype=np.int64), *times])
        first, which = np.unique(alike, return_index=True, return_inverse=True)[1:]
        found = self._reach(np.array(rows.route, dtype=np.int64)[first], *(x[first] for x in times))
        entry = np.array(rows.entry, dtype=np.int64)
        last = np.maximum(found[which], self.loads.last_legs(self.kinds)[entry])
        return self._opened(np.ceil(last - _TOLERANCE))

    @cached_property
    def lasts(self) -> Minutes:
        """When the last piece of each row can be there."""
        return self.arrivals + last_waves(self.kinds, self.loads)

    def _reach(self, route: Numbers, leave: Minutes, ald: Minutes, ead: Minutes) -> Minutes:
        """Arrivals of loads by their routes and times."""
        names, found = list(self.loads.routes), np.full(len(route), np.inf)
        ways = np.array([(*name, len(points_of(name))) for name in names], dtype=np.int64).reshape(
            -1, 6
        )
        for mask_number, mask in enumerate(self.loads.masks):
            journeys = Journeys(time_weights(self.kinds).only(mask))
            own = ways[route, 0] == mask_number
            for count in range(2, 5):
                chosen = np.flatnonzero(own & (ways[route, 5] == count))
                if len(chosen):
                    points = np.array(
                        [points_of(names[n]) for n in route[chosen].tolist()], dtype=np.int64
                    )
                    dates = Dates(leave[chosen], ald[chosen], ead[chosen])
                    found[chosen] = self._journey(
                        journeys, mask, points, ways[route[chosen]], dates
                    )
        return found

    def _journey(
        self, journeys: Journeys, mask: Mask, points: Numbers, ways: Numbers, dates: Dates
    ) -> Minutes:
        """Loads of one mask with equally many places to pass; `points` is loads x places."""
        ready, load = self.kinds.ready[np.array(mask)], self.kinds.load[np.array(mask)]
        aboard = np.maximum(dates.leave[:, None], ready[:, points[:, 0]].T + load)
        at = Where(np.full(len(points), np.inf), aboard)
        gate, last = np.where(ways[:, 3] >= 0, ways[:, 3], ways[:, 4]), points.shape[1] - 1
        for n, (here, there) in enumerate(pairwise(points.T), start=1):
            bound = np.where(there == gate, dates.ead, -np.inf)
            if n == last:
                return np.maximum(journeys.land(at, here, there), bound + journeys.least_unload)
            at = journeys.go(at, here, there).not_before(bound, journeys.least_unload)
            at = at.leaving(np.where(there == ways[:, 2], dates.ald, -np.inf))
        return at.ground

    def _opened(self, at: Minutes) -> Minutes:
        """No earlier than the destination is open: the last stop ends within opening hours (R6)."""
        places = [self.book.places[p] for p in self.lengths.places]
        ends = np.array([way[4] for way in self.loads.routes], dtype=np.int64)
        there = ends[np.array(self.loads.columns.route, dtype=np.int64)]
        opens, span = (np.array(x)[there] for x in zip(*map(_hours, places), strict=True))
        since = np.where(np.isfinite(at), at - opens, 0.0) % MINUTES_PER_DAY
        return np.asarray(at + np.where(since > span, MINUTES_PER_DAY - since, 0.0))

    @cached_property
    def closings(self) -> dict[RequirementId, int | None]:
        """The earliest closing of every requirement; what comes after another closes no earlier."""
        own = self._own_closings
        found = {
            r.id: None if np.isinf(at) else int(at)
            for r, at in zip(self.loads.requirements, own.tolist(), strict=True)
        }
        movers = [r for r in self.loads.requirements if r.after and r.id in self._movers]
        for _ in range(len(found)):
            changed = False
            for requirement in movers:
                changed |= self._wait(requirement, found)
            if not changed:
                break
        return found

    def _wait(self, requirement: Requirement, found: dict[RequirementId, int | None]) -> bool:
        """Put the requirement off to when what it comes after has closed; whether that changed it."""
        own = found[requirement.id]
        for earlier in requirement.after:
            first = found.get(earlier, own)
            if own is not None and (first is None or first > own):
                own = first
        changed = own != found[requirement.id]
        found[requirement.id] = own
        return changed

    @cached_property
    def _own_closings(self) -> Minutes:
        """Of each requirement by itself: its movements' last rows, for a capability the first of them."""
        rows = self.loads.columns
        owner = np.array(rows.owner, dtype=np.int64)
        ends = np.where(np.array(rows.stays, dtype=np.bool_), np.array(rows.ready), -np.inf)
        np.maximum.at(ends, np.array(rows.movement, dtype=np.int64), self.lasts)
        found = np.full(len(self.loads.requirements), np.inf)
        np.minimum.at(found, owner, ends)
        return found

    @cached_property
    def _movers(self) -> frozenset[RequirementId]:
        """Requirements all of whose movements have a way to go: what stands there already waits for nobody."""
        rows, names = self.loads.columns, self.loads.requirements
        still = {owner for owner, stays in zip(rows.owner, rows.stays, strict=True) if stays}
        return frozenset(r.id for n, r in enumerate(names) if n not in still)

    def is_barred(self, requirement: Requirement) -> bool:
        """Whether it moves and comes after what never closes, so that none of it is ever set down."""
        earlier = [first for first in requirement.after if first in self.closings]
        return requirement.id in self._movers and any(
            self.closings[first] is None for first in earlier
        )

    @cached_property
    def missing(self) -> dict[RequirementId, tuple[int, int]]:
        """Kg-equivalents that cannot arrive within the horizon, of all, by movement requirement."""
        rows, names, end = self.loads.columns, self.loads.requirements, self.book.crisis.horizon_end
        count = len(names)
        owner = np.array(rows.owner, dtype=np.int64)
        row_owner = owner[np.array(rows.movement, dtype=np.int64)]
        worth = np.array(rows.worth, dtype=np.int64)
        whole, late = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        np.add.at(whole, row_owner, worth)
        np.add.at(late, row_owner, np.where(self.arrivals > end, worth, 0))
        known = np.isin(np.arange(count), owner)
        return {
            r.id: (int(late[n]), int(whole[n])) if whole[n] else (0 if known[n] else 1, 1)
            for n, r in enumerate(names)
            if r.kind is Kind.MOVEMENT
        }


def _alike(columns: list[NDArray[np.generic]]) -> Numbers:
    """One number for rows that are alike in all columns."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        values, which = np.unique(column, return_inverse=True)
        number = np.unique(number * len(values) + which, return_inverse=True)[1]
    return number


def _hours(place: Place) -> tuple[int, int]:
    """The minute of the day a place opens and how long it stays open; always, when nobody knows."""
    opens, closes = place.opens_minute, place.closes_minute
    if place.unknown & {"opens_minute", "closes_minute"}:
        return 0, MINUTES_PER_DAY
    return opens, closes - opens if closes > opens else closes - opens + MINUTES_PER_DAY
