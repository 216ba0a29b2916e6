"""Values every scenario's recourse at a decision, with the slopes of the cuts; programs are kept and go on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import block_diag, csr_array

from coalition.prepositioning.problem.instance import Floats, Instance, Ints, at
from coalition.prepositioning.recourse.blocks import Block, blocks_of
from coalition.prepositioning.solver import Linear, Model, Outcome

COLUMNS_SHARED = 3_000
"""Blocks share a program up to so many columns: each solve of HiGHS costs a little whatever its size."""


@dataclass(frozen=True, slots=True)
class Valuation:
    """What a decision is worth in every scenario and part (commodities that share nothing).

    `value` (S, P) money. The line value + slope . (held' - held) + due . (due' - due) lies nowhere above the
    true value: `slope` (S, H), `due` (S, P); `constant` (S, P) is the line at nothing held and nothing due.
    """

    value: Floats
    constant: Floats
    slope: Floats
    due: Floats


class Recourse:
    """The recourse of every scenario, as linear programs kept warm; small blocks share one."""

    def __init__(self, instance: Instance, *, only_lack: bool = False) -> None:
        """With `only_lack` nothing costs but what lacks of the service, one a unit."""
        self.instance = instance
        self.part_of = parts_of(instance)
        self.parts = int(self.part_of.max(initial=0)) + 1
        blocks = [b for s in range(instance.scenario_count) for b in blocks_of(instance, s)]
        if only_lack:
            blocks = [_lack_alone(block) for block in blocks if len(block.lacking)]
        self.bundles = [Bundle(group, self.part_of) for group in _grouped(blocks)]

    def value(self, held: Floats, due: Floats | None = None) -> Valuation:
        """The value of holding `held` (H,), with the service due (S,) in each scenario (None: wherever
        asked).
        """
        count = self.instance.scenario_count
        value, constant, slope_due = (np.zeros((count, self.parts)) for _ in range(3))
        slope = np.zeros((count, self.instance.holding_count))
        asked = np.ones(count) if due is None else due
        for bundle in self.bundles:
            found = bundle.solve(held, asked)
            np.add.at(slope, (bundle.scenario, bundle.holding), found.slope)
            np.add.at(slope_due, bundle.where, found.due)
            np.add.at(value, bundle.where, found.value)
            spent = found.slope * held[bundle.holding]
            np.add.at(constant, (bundle.scenario, bundle.part), -spent)
        constant += value - slope_due * asked[:, None]
        return Valuation(value, constant, slope, slope_due)


@dataclass(frozen=True, slots=True)
class _Reached:
    """Of one bundle: value and slope of the service due, by block; slope by held column."""

    value: Floats
    due: Floats
    slope: Floats


class Bundle:
    """Blocks solved in one program. Its first columns are what each block's holdings hold, then what is due."""

    def __init__(self, blocks: list[Block], part_of: Ints) -> None:
        counts = [len(block.holdings) for block in blocks]
        owners = np.repeat(np.arange(len(blocks)), counts)
        scenarios = np.array([block.scenario for block in blocks])
        parts = np.array([part_of[block.commodities[0]] for block in blocks])
        self.where = (scenarios, parts)
        self.scenario, self.part = scenarios[owners], parts[owners]
        self.holding = np.concatenate([block.holdings for block in blocks])
        self._kept = np.concatenate([block.kept for block in blocks])
        begins = np.cumsum([0, *(len(block.model.cost) for block in blocks)])
        self._begins = begins
        self._held = np.concatenate(
            [begin + np.arange(count) for begin, count in zip(begins, counts, strict=False)]
        )
        due = [-1 if block.due is None else block.due for block in blocks]
        self._has_due = np.array(due) >= 0
        self._due = (begins[:-1] + np.array(due))[self._has_due]
        self._fixed = np.concatenate([self._held, self._due]).astype(np.int32)
        self._model = _joined([block.model for block in blocks])
        self._linear: Linear | None = None

    def solve(self, held: Floats, due: Floats) -> _Reached:
        """The optimum with `held` (H,) and the service due (S,)."""
        left = self._kept * held[self.holding]
        fixed = np.concatenate([left, due[self.where[0]][self._has_due]])
        outcome = self._solved(fixed)
        if outcome.reduced is None or outcome.x is None:
            self._linear = None
            outcome = self._solved(fixed)
        if outcome.reduced is None or outcome.x is None:
            raise ArithmeticError(f"recourse did not solve: {outcome.ended}")
        value = np.add.reduceat(outcome.x * self._model.cost, self._begins[:-1])
        slope_due = np.zeros(len(self._has_due))
        slope_due[self._has_due] = outcome.reduced[self._due]
        return _Reached(value, slope_due, outcome.reduced[self._held] * self._kept)

    def _solved(self, fixed: Floats) -> Outcome:
        if self._linear is None:
            self._linear = Linear(self._model)
        self._linear.set_bounds(self._fixed, fixed, fixed)
        return self._linear.solve()


def _grouped(blocks: list[Block]) -> list[list[Block]]:
    """Blocks one after the other, together while they are small."""
    groups: list[list[Block]] = []
    width = COLUMNS_SHARED
    for block in blocks:
        if width + len(block.model.cost) > COLUMNS_SHARED:
            groups.append([])
            width = 0
        groups[-1].append(block)
        width += len(block.model.cost)
    return groups


def _lack_alone(block: Block) -> Block:
    cost = np.zeros(len(block.model.cost))
    cost[block.lacking] = 1.0
    return replace(block, model=replace(block.model, cost=cost))


def _joined(models: list[Model]) -> Model:
    """The models side by side."""
    if len(models) == 1:
        return models[0]
    return Model(
        np.concatenate([m.cost for m in models]), np.concatenate([m.low for m in models]),
        np.concatenate([m.high for m in models]), csr_array(block_diag([m.rows for m in models])),
        np.concatenate([m.row_low for m in models]), np.concatenate([m.row_high for m in models]),
    )  # fmt: skip


def least_cost(instance: Instance) -> Floats:
    """(S, P) what recourse costs at least, whatever is held: each need met in its cheapest way or left."""
    scenarios, own = instance.scenarios, instance.holdings
    part_of = parts_of(instance)
    least = np.zeros((instance.scenario_count, int(part_of.max(initial=0)) + 1))
    for s in range(instance.scenario_count):
        price = np.where(instance.usable(s), at(scenarios.arc_cost, s), np.inf)
        for k in range(instance.commodity_count):
            best = price[own.commodity == k].min(axis=0, initial=np.inf)
            best = np.minimum(best, at(scenarios.unmet_cost, s)[:, k])
            need = scenarios.need[s, :, k]
            least[s, part_of[k]] += float(need[need > 0] @ best[need > 0])
    return least


def parts_of(instance: Instance) -> Ints:
    """(K,) the part each commodity belongs to: its own, or one for all when outflow of sites is shared."""
    if instance.scenarios.outflow is not None:
        return np.zeros(instance.commodity_count, int)
    return np.arange(instance.commodity_count)
