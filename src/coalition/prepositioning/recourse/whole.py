"""Recourse in which each need is met whole from one holding: exact values, and lines that are tight for
whole sites.

The slope of a relaxed cut with the intercept of the mixed-integer problem of the scenario over all first-stage
decisions is a Lagrangian cut: Rahmaniani, Ahmed, Crainic, Gendreau and Rei 2020, "The Benders dual
decomposition method", Operations Research 68(3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import block_array, coo_array, csr_array

from coalition.prepositioning.first_stage import FirstStage
from coalition.prepositioning.problem.instance import Floats, Instance
from coalition.prepositioning.recourse.blocks import Block, blocks_of
from coalition.prepositioning.solver import Ended, Model, solve_whole

TIGHT = 1e-7
LOOSE = 1e-4
LINE_NODES = 30
"""Nodes a line may take: its bound holds wherever it is stopped."""


@dataclass(frozen=True, slots=True)
class Line:
    """constant + slope . x, nowhere above a scenario's cost; `meets` (n,) is the x that keeps it down."""

    constant: float
    slope: Floats
    meets: Floats


class WholeRecourse:
    """One block a scenario, solved as mixed-integer programs."""

    def __init__(self, instance: Instance, stage: FirstStage) -> None:
        self.instance, self.stage = instance, stage
        self._blocks = [blocks_of(instance, s) for s in range(instance.scenario_count)]

    def costs(self, held: Floats) -> Floats:
        """(S,) exact costs of what is held."""
        return np.array(
            [sum(self._cost(block, held) for block in blocks) for blocks in self._blocks]
        )

    def line(self, scenario: int, slope: Floats) -> Line:
        """The highest line with the slope (n,) over the first stage's columns."""
        constant, meets = 0.0, np.zeros(len(self.stage.cost))
        for block in self._blocks[scenario]:
            outcome = solve_whole(self._over_sites(block, slope), gap=LOOSE, nodes=LINE_NODES)
            if outcome.x is not None:
                meets = np.round(outcome.x[len(block.model.cost) :])
            constant += outcome.bound
        return Line(constant, slope, meets)

    def _cost(self, block: Block, held: Floats) -> float:
        model, count = block.model, len(block.holdings)
        left = block.kept * held[block.holdings]
        low, high = model.low.copy(), model.high.copy()
        low[:count] = high[:count] = left
        outcome = solve_whole(replace(model, low=low, high=high), gap=TIGHT)
        return np.inf if outcome.ended is Ended.INFEASIBLE else outcome.value

    def _over_sites(self, block: Block, slope: Floats) -> Model:
        """The block with the first stage's columns after its own, which decide what is held."""
        model, stage, count = block.model, self.stage, len(block.holdings)
        own, wide = len(model.cost), len(stage.cost)
        stocked = csr_array(stage.stock[block.holdings].multiply(-block.kept[:, None]))
        picks = csr_array(
            coo_array((np.ones(count), (np.arange(count), np.arange(count))), shape=(count, own))
        )
        rows = block_array([[model.rows, None], [picks, stocked], [None, stage.rows]])
        fixed = np.zeros(count)
        kinds = np.zeros(own, bool) if model.whole is None else model.whole
        return Model(
            np.concatenate([model.cost, -slope[:wide]]),
            np.concatenate([model.low, stage.low]), np.concatenate([model.high, stage.high]),
            csr_array(rows), np.concatenate([model.row_low, fixed, stage.row_low]),
            np.concatenate([model.row_high, fixed, stage.row_high]),
            np.concatenate([kinds, stage.whole]),
        )  # fmt: skip
