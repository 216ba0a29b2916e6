"""What loads must use of scarce carriers to close in time: the sooner they close, the more.

A *pool* is all carriers of one mode that take a kind of load. What is aboard them at any minute is no more than
they can take together (R3), so a load that spends so many minutes aboard uses so many unit-minutes of the
pool. How few minutes it can spend there and still close within a time is a shortest way under a weight on
time and use (Lagrange; Handler and Zang 1980): when `time + weight * use >= value` on every journey,
then `use >= (value - time) / weight` on each that takes no longer than `time`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.forces import Fleet
from coalition.model.places import Mode
from coalition.planning.bound.kinds import Kinds, Mask
from coalition.planning.bound.lengths import close
from coalition.planning.bound.loads import Loads, Route, points_of

Floats = NDArray[np.float64]
_WEIGHTS = np.array([0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 10_000.0])


class Measure(StrEnum):
    """What of a load a pool's capacity counts."""

    KG = "kg"
    PAX = "pax"
    DM2 = "dm2"


@dataclass(frozen=True, slots=True)
class Pool:
    """Carriers that share loads: `members` among the kinds.

    `by_duty` counts minutes under way, stretched by the hours a carrier may move in a day, instead of all
    minutes aboard. `capacity`: units all carriers take at once; `slack`: minutes a carrier may gain at the
    ends of any stretch of time.
    """

    mode: Mode
    measure: Measure
    members: Mask
    by_duty: bool
    capacity: float
    slack: float

    def minutes(self, kinds: Kinds) -> Floats:
        """Minutes a leg by each member counts, K x P x P; nothing for other kinds."""
        each = []
        for k, group in enumerate(kinds.fleets):
            if not self.members[k]:
                each.append(np.zeros_like(kinds.bare[k]))
            elif self.by_duty:
                each.append(kinds.bare[k] * (MINUTES_PER_DAY / group[0].duty_minutes))
            else:
                each.append(kinds.load[k] + kinds.moving[k] + kinds.unload[k])
        return np.array(each)


def find_pools(kinds: Kinds, loads: Loads) -> list[Pool]:
    """Pools by mode and measure, and for each kind of load that only some carriers of a mode take."""
    found: list[Pool] = []
    for mode in Mode:
        there = tuple(group[0].mode is mode for group in kinds.fleets)
        subsets = {tuple(m and t for m, t in zip(mask, there, strict=True)) for mask in loads.masks}
        for members in sorted({there, *subsets}):
            for measure in Measure:
                found += _pools(kinds, mode, measure, members)
    return found


def _pools(kinds: Kinds, mode: Mode, measure: Measure, members: Mask) -> list[Pool]:
    groups = [group for k, group in enumerate(kinds.fleets) if members[k]]
    limits = [_limit(group[0], measure) for group in groups]
    if not groups or None in limits:
        return []
    counts = [sum(fleet.count for fleet in group) for group in groups]
    capacity = float(sum(n * (limit or 0) for n, limit in zip(counts, limits, strict=True)))
    if capacity <= 0:
        return []
    rest = max(MINUTES_PER_DAY - group[0].duty_minutes for group in groups)
    found = [Pool(mode, measure, members, False, capacity, 0.0)]
    if rest > 0:
        found.append(Pool(mode, measure, members, True, capacity, float(rest)))
    return found


def _limit(fleet: Fleet, measure: Measure) -> int | None:
    """Units one carrier takes; None is any number."""
    if measure is Measure.PAX:
        return fleet.seats
    return fleet.payload_kg if measure is Measure.KG else fleet.deck_dm2


def least_uses(kinds: Kinds, loads: Loads, pools: list[Pool], spans: Floats) -> Floats:
    """Least minutes in each pool for a journey no longer than each span: routes x pools x spans.

    A journey runs from the minute the load may leave, aboard, until it is set down.
    """
    routes = list(loads.routes)
    found = np.zeros((len(routes), len(pools), len(spans)))
    for number, mask in enumerate(loads.masks):
        chosen = [n for n, route in enumerate(routes) if route[0] == number]
        if not chosen:
            continue
        for place, pool in enumerate(pools):
            if _binds(pool, mask, kinds):
                values = _values(kinds, mask, pool, [routes[n] for n in chosen])
                least = (values[:, :, None] - spans) / _WEIGHTS[:, None, None]
                found[chosen, place] = np.maximum(0.0, least.max(axis=0))
    return found


def _binds(pool: Pool, mask: Mask, kinds: Kinds) -> bool:
    """Whether loads of the mask find in the pool all their carriers of its mode."""
    own = [k for k, group in enumerate(kinds.fleets) if mask[k] and group[0].mode is pool.mode]
    return bool(own) and all(pool.members[k] for k in own)


def _values(kinds: Kinds, mask: Mask, pool: Pool, routes: list[Route]) -> Floats:
    """Least time plus weighted use of every route, weights x routes."""
    chosen = np.array(mask, dtype=np.bool_)
    use = pool.minutes(kinds)[chosen] * _WEIGHTS[:, None, None, None]
    after = kinds.moving[chosen] + kinds.unload[chosen][:, None, None] + use
    legs = (after + kinds.load[chosen][:, None, None]).min(axis=1)
    size = legs.shape[-1]
    legs[:, range(size), range(size)] = 0.0
    between, first = close(legs), after.min(axis=1)
    first[:, range(size), range(size)] = np.inf
    whole = kinds.unload[chosen].max() + _unloading(kinds, pool, chosen)
    found = np.zeros((len(_WEIGHTS), len(routes)))
    for start, end, passing, rows in _segments(routes):
        least = (first[:, start] + between[:, :, end].transpose(0, 2, 1)).min(axis=2)
        found[:, rows] += np.maximum(0.0, least - (whole[:, None] if passing else 0.0))
    return found


def _unloading(kinds: Kinds, pool: Pool, chosen: NDArray[np.bool_]) -> Floats:
    """The most that loading and unloading at a port count, which a load that stays aboard saves."""
    if pool.by_duty:
        return np.zeros(len(_WEIGHTS))
    inside = chosen & np.array(pool.members, dtype=np.bool_)
    most = float((kinds.load + kinds.unload)[inside].max(initial=0.0))
    return most * _WEIGHTS


def _segments(
    routes: list[Route],
) -> list[tuple[NDArray[np.int64], NDArray[np.int64], bool, NDArray[np.int64]]]:
    """Legs between places to pass, each with the routes that make it; `passing` when it goes on from there."""
    points = [points_of(route) for route in routes]
    found = []
    for n in range(max(len(p) for p in points) - 1):
        for passing in (False, True):
            rows = [
                r for r, p in enumerate(points) if len(p) > n + 1 and (len(p) > n + 2) == passing
            ]
            if rows:
                ends = np.array([(points[r][n], points[r][n + 1]) for r in rows], dtype=np.int64)
                found.append((ends[:, 0], ends[:, 1], passing, np.array(rows, dtype=np.int64)))
    return found
