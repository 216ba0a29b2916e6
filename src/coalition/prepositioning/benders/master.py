"""The master problem: what is decided first, and for each cluster of scenarios a column that cuts hold up.

Columns after those of the first stage: theta[f, c, p], what cluster c costs in future f (nothing lost, or a
site) for part p of the commodities, times probability; then, with a tail, its threshold and each scenario's
excess; then, with a loss, what the worst site lost costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array, hstack, vstack

from coalition.prepositioning.aim import Aim
from coalition.prepositioning.benders.appraise import Appraisal
from coalition.prepositioning.first_stage import FirstStage
from coalition.prepositioning.instance import Floats, Instance, Ints
from coalition.prepositioning.recourse.linear import Valuation, parts_of
from coalition.prepositioning.solver import INFINITE, Linear, Model, Outcome


@dataclass(frozen=True, slots=True)
class Layout:
    """Where columns stand: futures F, clusters C, parts P after `first` columns; tail and loss or -1."""

    first: int
    shape: tuple[int, int, int]
    tail: int
    loss: int
    width: int

    @property
    def theta(self) -> Ints:
        """(F, C, P) column numbers."""
        return self.first + np.arange(int(np.prod(self.shape))).reshape(self.shape)


@dataclass(frozen=True, slots=True)
class Cuts:
    """Rows over the master's columns that must be at least `low`."""

    rows: csr_array
    low: Floats


class Master:
    """The master problem with the cuts learnt so far."""

    def __init__(
        self, instance: Instance, stage: FirstStage, aim: Aim, *, clusters: Ints, masks: Floats
    ) -> None:
        self.instance, self.stage, self.aim = instance, stage, aim
        self.clusters, self.masks = clusters, masks
        self.part_of = parts_of(instance)
        self.layout = _layout(instance, stage, aim, clusters, len(masks))
        count = instance.scenario_count
        ones = (instance.scenarios.probability, (clusters, np.arange(count)))
        self._sum = csr_array(coo_array(ones, shape=(int(clusters.max()) + 1, count)))
        self._base = _base(self.layout, stage, aim, instance)
        self._linear: Linear | None = None
        self.cuts = Cuts(csr_array((0, self.layout.width)), np.zeros(0))

    def bound_recourse(self, least: Floats) -> None:
        """Nothing costs less than `least` (S, P), whatever is held."""
        low = self._base.low
        low[self.layout.theta] = (self._sum @ least)[None, :, :]

    def cuts_of(self, future: int, valuation: Valuation) -> Cuts:
        """The cuts that a valuation in a future teaches: one a cluster and part."""
        masked = valuation.slope * self.masks[future]
        return self._cuts(future, masked, (valuation.constant, valuation.due), theta=True)

    def service_cuts(self, valuation: Valuation) -> Cuts:
        """Each scenario and part that lacks something of its service may not lack it: one cut each."""
        lacking = np.argwhere(valuation.value > 1e-7)
        stage, rows, low = self.stage, [], []
        for s, p in lacking:
            own = np.where(self.part_of[self.instance.holdings.commodity] == p, 1.0, 0.0)
            row = -(csr_array((valuation.slope[s] * own)[None, :]) @ stage.stock).toarray()[0]
            row = np.append(row, np.zeros(self.layout.width - len(row)))
            row[stage.excused[s]] += valuation.due[s, p]
            rows.append(row)
            low.append(valuation.constant[s, p] + valuation.due[s, p])
        if not rows:
            return Cuts(csr_array((0, self.layout.width)), np.zeros(0))
        return Cuts(csr_array(np.array(rows)), np.array(low))

    def _cuts(
        self, future: int, slope: Floats, line: tuple[Floats, Floats], *, theta: bool
    ) -> Cuts:
        constant, due = line
        parts, kinds = self.layout.shape[2], self.part_of[self.instance.holdings.commodity]
        rows, low = [], []
        added = self._sum @ slope
        for part in range(parts):
            own = csr_array(np.where(kinds == part, added, 0.0))
            row = hstack([-(own @ self.stage.stock), self._thetas(future, part)])
            base = self._sum @ constant[:, part]
            if len(self.stage.excused):
                row = csr_array(row + self._excuses(due[:, part]))
                base = base + self._sum @ due[:, part]
            rows.append(csr_array(row))
            low.append(base)
        return Cuts(csr_array(vstack(rows)), np.concatenate(low))

    def _thetas(self, future: int, part: int) -> csr_array:
        clusters = self.layout.shape[1]
        columns = self.layout.theta[future, :, part] - self.layout.first
        entries = (np.ones(clusters), (np.arange(clusters), columns))
        return csr_array(
            coo_array(entries, shape=(clusters, self.layout.width - self.layout.first))
        )

    def _excuses(self, due: Floats) -> csr_array:
        """Being excused takes back what the service due costs: due . b on the left side."""
        weighted = self._sum.multiply(due[None, :]).tocoo()
        columns = self.stage.excused[weighted.coords[1]]
        shape = (self.layout.shape[1], self.layout.width)
        return csr_array(coo_array((weighted.data, (weighted.coords[0], columns)), shape=shape))

    def learn(self, cuts: Cuts, x: Floats | None = None, tolerance: float = 1e-7) -> int:
        """Take the cuts that x violates (None: all); how many those are."""
        kept = np.ones(len(cuts.low), bool)
        if x is not None:
            scale = np.maximum(1.0, np.abs(cuts.low))
            kept = cuts.rows @ x < cuts.low - tolerance * scale
        rows, low = csr_array(cuts.rows[kept]), cuts.low[kept]
        if not len(low):
            return 0
        self.cuts = Cuts(
            csr_array(vstack([self.cuts.rows, rows])), np.concatenate([self.cuts.low, low])
        )
        if self._linear is not None:
            self._linear.add_rows(rows, low, np.full(len(low), INFINITE))
        return len(low)

    def solve_linear(self, seconds: float | None) -> Outcome:
        """The optimum of the relaxation in which nothing need be whole."""
        if self._linear is None:
            self._linear = Linear(self.model())
        return self._linear.solve(seconds)

    def fix(self, columns: Ints, values: Floats) -> None:
        """In the relaxation the columns have these values, until `free`."""
        if self._linear is None:
            self._linear = Linear(self.model())
        self._linear.set_bounds(columns.astype(np.int32), values, values)

    def free(self, columns: Ints) -> None:
        """The columns have their own bounds again."""
        if self._linear is not None:
            base = self._base
            self._linear.set_bounds(columns.astype(np.int32), base.low[columns], base.high[columns])

    def complete(self, appraisal: Appraisal) -> Floats:
        """(width,) the decision with what it truly costs: a start for the search of whole decisions."""
        layout = self.layout
        x = np.zeros(layout.width)
        x[: layout.first] = appraisal.x
        for future, valuation in enumerate(appraisal.valuations):
            x[layout.theta[future]] = self._sum @ valuation.value
        if layout.tail >= 0:
            costs, probability = appraisal.costs[0], self.instance.scenarios.probability
            order = np.argsort(costs)
            place = np.searchsorted(np.cumsum(probability[order]), self.aim.level - 1e-12)
            x[layout.tail] = costs[order[min(place, len(order) - 1)]]
            excess = layout.tail + 1 + np.arange(len(costs))
            x[excess] = np.maximum(costs - x[layout.tail], 0.0)
        if layout.loss >= 0:
            x[layout.loss] = (appraisal.costs[1:] @ self.instance.scenarios.probability).max()
        return x

    def forget(self, most: int) -> None:
        """Drop slack cuts when there are more than `most`, those furthest from binding first."""
        if len(self.cuts.low) <= most or self._linear is None:
            return
        activity, dual = self._linear.row_values()
        first = len(activity) - len(self.cuts.low)
        slack = (activity[first:] - self.cuts.low) / np.maximum(1.0, np.abs(self.cuts.low))
        slack[np.abs(dual[first:]) > 1e-12] = 0.0
        kept = np.ones(len(activity), bool)
        worst = np.argsort(-slack, kind="stable")[: len(slack) - most // 2]
        kept[first + worst[slack[worst] > 1e-9]] = False
        self._linear.keep_rows(kept)
        left = kept[first:]
        self.cuts = Cuts(csr_array(self.cuts.rows[left]), self.cuts.low[left])

    def model(self) -> Model:
        """The whole master problem with its cuts."""
        base = self._base
        rows = csr_array(vstack([base.rows, self.cuts.rows]))
        low = np.concatenate([base.row_low, self.cuts.low])
        high = np.concatenate([base.row_high, np.full(len(self.cuts.low), INFINITE)])
        return Model(base.cost, base.low, base.high, rows, low, high, base.whole)


def _layout(
    instance: Instance, stage: FirstStage, aim: Aim, clusters: Ints, futures: int
) -> Layout:
    parts = int(parts_of(instance).max(initial=0)) + 1
    shape = (futures, int(clusters.max()) + 1, parts)
    first = len(stage.cost)
    width = first + int(np.prod(shape))
    tail = loss = -1
    if aim.tail > 0:
        tail, width = width, width + 1 + instance.scenario_count
    if aim.loss > 0:
        loss, width = width, width + 1
    return Layout(first, shape, tail, loss, width)


def _base(layout: Layout, stage: FirstStage, aim: Aim, instance: Instance) -> Model:
    """The master without cuts."""
    cost, low, high = (np.zeros(layout.width) for _ in range(3))
    whole = np.zeros(layout.width, bool)
    first, theta = layout.first, layout.theta
    cost[:first], low[:first], high[:first] = stage.cost, stage.low, stage.high
    whole[:first] = stage.whole
    low[first:], high[first:] = -INFINITE, INFINITE
    cost[theta[0]] = aim.mean
    wide = csr_array(
        (stage.rows.data, stage.rows.indices, stage.rows.indptr),
        (stage.rows.shape[0], layout.width),
    )
    parts = [(wide, stage.row_low, stage.row_high)]
    if layout.tail >= 0:
        parts.append(_tail(layout, aim, instance, (cost, low)))
    if layout.loss >= 0:
        cost[layout.loss] = aim.loss
        rows = np.zeros((layout.shape[0] - 1, layout.width))
        rows[:, layout.loss] = 1.0
        for row, columns in zip(rows, theta[1:], strict=True):
            row[columns.ravel()] = -1.0
        parts.append(
            (csr_array(rows), np.zeros(len(rows)), np.full(len(rows), INFINITE))
        )
    return Model(
        cost, low, high, csr_array(vstack([p[0] for p in parts])),
        np.concatenate([p[1] for p in parts]), np.concatenate([p[2] for p in parts]), whole,
    )  # fmt: skip


def _tail(
    layout: Layout, aim: Aim, instance: Instance, columns: tuple[Floats, Floats]
) -> tuple[csr_array, Floats, Floats]:
    """Threshold and excesses; each scenario has a cluster of its own. Rows p (excess + threshold) >= theta."""
    cost, low = columns
    count, probability = instance.scenario_count, instance.scenarios.probability
    excess = layout.tail + 1 + np.arange(count)
    cost[layout.tail] = aim.tail
    cost[excess] = aim.tail * probability / max(1.0 - aim.level, 1e-9)
    low[excess] = 0.0
    theta = layout.theta[0]
    row = np.arange(count)
    parts = theta.shape[1]
    data = np.concatenate([probability, probability, -np.ones(count * parts)])
    rows = np.concatenate([row, row, np.repeat(row, parts)])
    at_columns = np.concatenate([excess, np.full(count, layout.tail), theta.ravel()])
    matrix = csr_array(coo_array((data, (rows, at_columns)), shape=(count, layout.width)))
    return matrix, np.zeros(count), np.full(count, INFINITE)
