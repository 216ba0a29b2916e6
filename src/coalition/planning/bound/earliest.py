"""The earliest any right plan can close a requirement: law, readiness and distance, without contention.

Relaxed: places are never full, nothing waits for shipmates, ways have their least lengths (`lengths`), what
law once opens stays open, a carrier may carry loads through a place it stops at. Kept: readiness, dates,
precedence, the sender's and the host's permission, ports to pass, speed, rest, what a carrier can take, how
soon it can be there from home, opening hours of the destination.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.places import Place
from coalition.model.requirements import Kind, Requirement
from coalition.planning.bound.kinds import find_kinds
from coalition.planning.bound.lengths import Lengths
from coalition.planning.bound.loads import Loads, Route, points_of
from coalition.planning.bound.openings import Openings
from coalition.planning.bound.routes import Journeys, Where, time_weights
from coalition.planning.ports import LawBook

Minutes = NDArray[np.float64]
Numbers = NDArray[np.int64]
_TOLERANCE = 1e-6


class Earliest:
    """Earliest closures of a book's requirements, in minutes UTC; None when no right plan closes it."""

    def __init__(self, book: Book, law: LawBook, lengths: Lengths) -> None:
        self.book, self.lengths = book, lengths
        self.kinds = find_kinds(book, lengths)
        self.loads = Loads(book, self.kinds, lengths, Openings(book, law))

    @cached_property
    def arrivals(self) -> Minutes:
        """When each row of `loads` can first be at its destination, set down; infinite is never."""
        rows = self.loads.columns
        route, found = np.array(rows.route, dtype=np.int64), np.full(len(rows.route), np.inf)
        for key, chosen in _groups(list(self.loads.routes), route).items():
            found[chosen] = self._journeys(key[0], chosen, route)
        found = np.maximum(found, np.array(rows.entry, dtype=np.float64))
        return self._opened(np.ceil(found - _TOLERANCE))

    def _journeys(self, mask_number: int, chosen: Numbers, route: Numbers) -> Minutes:
        """Rows of one mask with equally many places to pass."""
        mask = list(self.loads.masks)[mask_number]
        names = list(self.loads.routes)
        journeys = Journeys(time_weights(self.kinds).only(mask))
        ready, load = self.kinds.ready[np.array(mask)], self.kinds.load[np.array(mask)]
        ways = [names[n] for n in route[chosen]]
        points = np.array([points_of(way) for way in ways], dtype=np.int64)
        poe = np.array([way[2] for way in ways], dtype=np.int64)
        gate = np.array([way[3] if way[3] >= 0 else way[4] for way in ways], dtype=np.int64)
        ald, ead = (
            np.array(x, dtype=np.float64)[chosen]
            for x in (self.loads.columns.ald, self.loads.columns.ead)
        )
        leave = np.array(self.loads.columns.leave, dtype=np.float64)[chosen]
        at = Where(
            np.full(len(chosen), np.inf),
            np.maximum(leave[:, None], ready[:, points[:, 0]].T + load),
        )
        last = points.shape[1] - 1
        for n, (here, there) in enumerate(pairwise(points.T), start=1):
            bound = np.where(there == gate, ead, -np.inf)
            if n == last:
                return np.maximum(journeys.land(at, here, there), bound + journeys.least_unload)
            at = journeys.go(at, here, there).not_before(bound, journeys.least_unload)
            at = at.leaving(np.where(there == poe, ald, -np.inf))
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
        np.maximum.at(ends, np.array(rows.movement, dtype=np.int64), self.arrivals)
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


def _groups(names: list[Route], route: Numbers) -> dict[tuple[int, int], Numbers]:
    """Rows by mask and number of places to pass."""
    if not len(route):
        return {}
    keys = np.array([(way[0], len(points_of(way))) for way in names], dtype=np.int64)[route]
    kinds, which = np.unique(keys, axis=0, return_inverse=True)
    return {(int(m), int(n)): np.flatnonzero(which == k) for k, (m, n) in enumerate(kinds)}


def _hours(place: Place) -> tuple[int, int]:
    """The minute of the day a place opens and how long it stays open; always, when nobody knows."""
    opens, closes = place.opens_minute, place.closes_minute
    if place.unknown & {"opens_minute", "closes_minute"}:
        return 0, MINUTES_PER_DAY
    return opens, closes - opens if closes > opens else closes - opens + MINUTES_PER_DAY
