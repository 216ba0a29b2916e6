"""The master problem: what is decided first, and for each cluster of scenarios a column that cuts hold up.

Columns after those of the first stage: theta[f, c, p], what cluster c costs in future f (nothing lost, or a
site) for part p of the commodities, times probability; then, with a tail, its threshold and each scenario's
excess; then, with a loss, what the worst site lost costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array, vstack

from coalition.prepositioning.benders.appraise import Appraisal
from coalition.prepositioning.first_stage import FirstStage
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.instance import Flags, Floats, Instance, Ints
from coalition.prepositioning.recourse.linear import Valuation, parts_of
from coalition.prepositioning.solver import INFINITE, Linear, Model, Outcome

LACK = 1e-7
"""Units lacking of a service that are taken for none."""


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
    """Rows coefficients . x + x[theta] >= low over first-stage columns x (q, n); theta (q,) is -1 where
    none.
    """

    coefficients: Floats
    theta: Ints
    low: Floats

    def __len__(self) -> int:
        return len(self.low)

    def take(self, kept: Flags) -> Cuts:
        """Those that are kept."""
        return Cuts(self.coefficients[kept], self.theta[kept], self.low[kept])

    def join(self, other: Cuts) -> Cuts:
        """These, then the others."""
        return Cuts(
            np.concatenate([self.coefficients, other.coefficients]),
            np.concatenate([self.theta, other.theta]), np.concatenate([self.low, other.low]),
        )  # fmt: skip

    def violated(self, x: Floats, tolerance: float) -> Flags:
        """(q,) which ones x breaks by more than the tolerance, measured by their size."""
        reached = self.coefficients @ x[: self.coefficients.shape[1]]
        reached = reached + np.where(self.theta >= 0, x[self.theta], 0.0)
        broken: Flags = reached < self.low - tolerance * np.maximum(1.0, np.abs(self.low))
        return broken

    def rows(self, width: int) -> csr_array:
        """The same as a sparse matrix over all columns of the master."""
        row, column = np.nonzero(self.coefficients)
        held = np.flatnonzero(self.theta >= 0)
        rows = np.concatenate([row, held])
        columns = np.concatenate([column, self.theta[held]])
        data = np.concatenate([self.coefficients[row, column], np.ones(len(held))])
        order = np.lexsort((columns, rows))
        begins = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(self)))])
        return csr_array((data[order], columns[order], begins), shape=(len(self), width))


def no_cuts(first: int) -> Cuts:
    """None at all."""
    return Cuts(np.zeros((0, first)), np.zeros(0, int), np.zeros(0))


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
        self.cuts = no_cuts(self.layout.first)

    def bound_recourse(self, least: Floats) -> None:
        """Nothing costs less than `least` (S, P), whatever is held."""
        low = self._base.low
        low[self.layout.theta] = (self._sum @ least)[None, :, :]

    def cuts_of(self, future: int, valuation: Valuation) -> Cuts:
        """The cuts that a valuation in a future teaches: one a cluster and part."""
        kinds = self.part_of[self.instance.holdings.commodity]
        slope = self._sum @ (valuation.slope * self.masks[future])
        clusters, parts = self.layout.shape[1:]
        coefficients = np.zeros((parts, clusters, self.layout.first))
        for part in range(parts):
            own = np.where(kinds == part, slope, 0.0)
            coefficients[part] = -(self.stage.stock.T @ own.T).T
        low = (self._sum @ valuation.constant).T
        if len(self.stage.excused):
            weights = self.instance.scenarios.probability
            due = weights[:, None] * valuation.due
            scenario = np.arange(len(weights))
            for part in range(parts):
                at = (part, self.clusters, self.stage.excused[scenario])
                np.add.at(coefficients, at, due[:, part])  # type: ignore[arg-type]
            low = low + (self._sum @ valuation.due).T
        theta = self.layout.theta[future].T
        return Cuts(coefficients.reshape(-1, self.layout.first), theta.ravel(), low.ravel())

    def service_cuts(self, valuation: Valuation) -> Cuts:
        """Each scenario and part that lacks something of its service may not lack it: one cut each."""
        stage, kinds = self.stage, self.part_of[self.instance.holdings.commodity]
        scenario, part = np.nonzero(valuation.value > LACK)
        slope = np.where(kinds[None, :] == part[:, None], valuation.slope[scenario], 0.0)
        coefficients = -(stage.stock.T @ slope.T).T
        row, due = np.arange(len(scenario)), valuation.due[scenario, part]
        if len(row):
            coefficients[row, stage.excused[scenario]] += due
        low = valuation.constant[scenario, part] + due
        return Cuts(coefficients, np.full(len(row), -1), low)

    def learn(self, cuts: Cuts, x: Floats | None = None, tolerance: float = 1e-7) -> int:
        """Take the cuts that x violates (None: all); how many those are."""
        if x is not None:
            cuts = cuts.take(cuts.violated(x, tolerance))
        if not len(cuts):
            return 0
        self.cuts = self.cuts.join(cuts)
        if self._linear is not None:
            rows = cuts.rows(self.layout.width)
            self._linear.add_rows(rows, cuts.low, np.full(len(cuts), INFINITE))
        return len(cuts)

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
            place = int(np.searchsorted(np.cumsum(probability[order]), self.aim.level - 1e-12))
            x[layout.tail] = costs[order[min(place, len(order) - 1)]]
            excess = layout.tail + 1 + np.arange(len(costs))
            x[excess] = np.maximum(costs - x[layout.tail], 0.0)
        if layout.loss >= 0:
            x[layout.loss] = (appraisal.costs[1:] @ self.instance.scenarios.probability).max()
        return x

    def forget(self, most: int) -> None:
        """Drop slack cuts when there are more than `most`, those furthest from binding first."""
        if len(self.cuts) <= most or self._linear is None:
            return
        activity, dual = self._linear.row_values()
        first = len(activity) - len(self.cuts)
        slack = (activity[first:] - self.cuts.low) / np.maximum(1.0, np.abs(self.cuts.low))
        slack[np.abs(dual[first:]) > 1e-12] = 0.0
        kept = np.ones(len(activity), bool)
        worst = np.argsort(-slack, kind="stable")[: len(slack) - most // 2]
        kept[first + worst[slack[worst] > 1e-9]] = False
        self._linear.keep_rows(kept)
        self.cuts = self.cuts.take(kept[first:])

    def model(self) -> Model:
        """The whole master problem with its cuts."""
        base = self._base
        rows = csr_array(vstack([base.rows, self.cuts.rows(self.layout.width)]))
        low = np.concatenate([base.row_low, self.cuts.low])
        high = np.concatenate([base.row_high, np.full(len(self.cuts), INFINITE)])
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
        parts.append((csr_array(rows), np.zeros(len(rows)), np.full(len(rows), INFINITE)))
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
