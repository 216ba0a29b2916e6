"""What the pools' scarcity adds to the earliest closures: rows, supply and choices for `prices`.

Each row may close in any of some stretches of time after it may leave, shorter ones first, or never. Left out:
capabilities, whose source is not known; they close at their earliest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY, MINUTES_PER_HOUR
from coalition.model.requirements import Kind
from coalition.planning.bound.earliest import Earliest
from coalition.planning.bound.prices import Prices, Rows
from coalition.planning.bound.works import Measure, Pool, find_pools, least_uses

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
_BUCKET = 6 * MINUTES_PER_HOUR
_STEPS_H = (*range(0, 48, 3), *range(48, 96, 6), *range(96, 240, 12), *range(240, 720, 24))
_STARTS = 8
_LONG_DUTY = 12 * MINUTES_PER_HOUR
"""Carriers that may move less in a day are counted by their duty, others by all minutes aboard."""


@dataclass(frozen=True, slots=True)
class Objective:
    """Weighted minutes after `since`, of every requirement."""

    weight: Floats
    since: Floats
    floor: Floats
    """Earliest closings within the horizon."""

    @property
    def plain(self) -> float:
        """The value when every requirement closes at its earliest."""
        return float((self.weight * np.maximum(0.0, self.floor - self.since)).sum())


class Scarcity:
    """The pools of a book and the rows that need them."""

    def __init__(self, earliest: Earliest) -> None:
        self._earliest, crisis = earliest, earliest.book.crisis
        self._start, self._end = crisis.activated, crisis.horizon_end
        rows = earliest.loads.columns
        owner = np.array(rows.owner, dtype=np.int64)[np.array(rows.movement, dtype=np.int64)]
        wanted = earliest.loads.requirements
        priced = [r.kind is Kind.MOVEMENT and earliest.closings[r.id] is not None for r in wanted]
        self._chosen = np.flatnonzero(np.array(priced, dtype=np.bool_)[owner])
        self._owner = owner[self._chosen]

    def raise_above(self, objective: Objective, rounds: int) -> float:
        """A bound on the objective: the best of so many rounds of prices, `plain` at the least."""
        if not len(self._chosen) or not self._pools:
            return objective.plain
        prices = Prices(self._rows(objective), self._supply)
        rest = np.ones(len(objective.weight), dtype=np.bool_)
        rest[self._owner] = False
        late = objective.weight * np.maximum(0.0, objective.floor - objective.since)
        found, _ = prices.search(np.zeros_like(self._supply), rounds)
        return max(objective.plain, found + float(late[rest].sum()))

    @cached_property
    def _pools(self) -> list[Pool]:
        """One measure of cargo for each set of carriers, by duty or by minutes aboard."""
        every = find_pools(self._earliest.kinds, self._earliest.loads)
        kept = [pool for pool in every if pool.by_duty == self._is_by_duty(pool)]
        best: dict[tuple[object, ...], Pool] = {}
        for pool in kept:
            key = (pool.mode, pool.members, pool.measure is Measure.PAX)
            if key not in best or self._asked_of(pool) > self._asked_of(best[key]):
                best[key] = pool
        return [pool for pool in best.values() if self._asked_of(pool) > 0]

    def _is_by_duty(self, pool: Pool) -> bool:
        return self._rest_of(pool) >= MINUTES_PER_DAY - _LONG_DUTY

    def _rest_of(self, pool: Pool) -> int:
        fleets = zip(self._earliest.kinds.fleets, pool.members, strict=True)
        return max(MINUTES_PER_DAY - group[0].duty_minutes for group, own in fleets if own)

    def _asked_of(self, pool: Pool) -> float:
        """All amounts in carriers' whole capacity."""
        return float(self._amounts(pool).sum())

    def _amounts(self, pool: Pool) -> Floats:
        rows = self._earliest.loads.columns
        column = {Measure.KG: rows.kg, Measure.PAX: rows.pax, Measure.DM2: rows.dm2}[pool.measure]
        return np.array(column, dtype=np.float64)[self._chosen] / pool.capacity

    @cached_property
    def _supply(self) -> Floats:
        """Minutes of each pool's whole capacity between starts and ends, with its slack."""
        ends = (np.arange(self._buckets) + 1.0) * _BUCKET
        spans = ends - self._starts[:, None]
        slack = np.array([pool.slack for pool in self._pools])
        whole = np.maximum(0.0, spans)[:, None, :] + slack[:, None]
        return np.asarray(np.where(spans[:, None, :] > 0, whole, 0.0))

    @property
    def _buckets(self) -> int:
        return max(1, -(-(self._end - self._start) // _BUCKET))

    @cached_property
    def _starts(self) -> Floats:
        """Minutes from activation at which stretches begin: where many rows may first be loaded."""
        shares = np.linspace(0.0, 1.0, _STARTS, endpoint=False)
        return np.asarray(np.unique(np.quantile(self._begin, shares, method="lower")))

    @cached_property
    def _begin(self) -> Floats:
        """From when on each row may be aboard, in whole buckets, minutes from activation."""
        load = float(self._earliest.kinds.load.max(initial=0.0))
        before = np.floor((self._leave - load - self._start) / _BUCKET) * _BUCKET
        return np.asarray(np.maximum(0.0, before))

    @cached_property
    def _leave(self) -> Floats:
        leave = np.array(self._earliest.loads.columns.leave, dtype=np.float64)[self._chosen]
        return np.minimum(leave, float(self._end))

    @cached_property
    def _steps(self) -> Floats:
        """Minutes after leaving at which the stretches begin, and the end of the last."""
        steps = np.array(_STEPS_H, dtype=np.float64) * MINUTES_PER_HOUR
        long = float(self._end - self._start)
        return np.append(steps[steps < long], long)

    @cached_property
    def _uses(self) -> Floats:
        earliest = self._earliest
        return least_uses(earliest.kinds, earliest.loads, self._pools, self._steps[1:])

    def _rows(self, objective: Objective) -> Rows:
        columns, worth = self._earliest.loads.columns, self._earliest.loads.columns.worth
        part = np.array(worth, dtype=np.float64)[self._chosen]
        whole = np.bincount(self._owner, part, minlength=len(objective.weight))
        share = part / np.maximum(1.0, whole[self._owner]) * objective.weight[self._owner]
        opens, closes, window = self._windows()
        route = np.array(columns.route, dtype=np.int64)[self._chosen]
        amounts = np.stack([self._amounts(pool) for pool in self._pools], axis=1)
        costs = share[:, None] * self._lateness(objective)
        return Rows(costs, amounts, route, self._uses, window, opens, closes)

    def _lateness(self, objective: Objective) -> Floats:
        """Minutes after `since` of each row and choice; infinite where a later choice is as good."""
        floor, since = objective.floor[self._owner], objective.since[self._owner]
        begins = self._leave[:, None] + self._steps[:-1]
        ends = np.append(begins[:, 1:], np.full((len(begins), 1), np.inf), axis=1)
        closes = np.minimum(float(self._end), np.maximum(begins, floor[:, None]))
        never = np.full((len(begins), 1), float(self._end))
        late = np.maximum(0.0, np.append(closes, never, axis=1) - since[:, None])
        late[:, :-1][ends <= floor[:, None]] = np.inf
        return late

    def _windows(self) -> tuple[Numbers, Numbers, Numbers]:
        """Starts before loading and the first end after closing by bucket of leaving, and each row's bucket."""
        leaves = np.floor((self._leave - self._start) / _BUCKET)
        keys, window = np.unique(np.stack([leaves, self._begin]), axis=1, return_inverse=True)
        opens = np.searchsorted(self._starts, keys[1], side="right")
        ends = np.floor(keys[0][:, None] + 1 + self._steps[1:] / _BUCKET)
        closes = np.clip(ends, 0, self._buckets - 1).astype(np.int64)
        return opens.astype(np.int64), closes, window.astype(np.int64)
