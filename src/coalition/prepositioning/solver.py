"""The room's only door to HiGHS: linear programs that grow and are solved again, and mixed-integer ones.

HiGHS: Huangfu and Hall 2018, "Parallelizing the dual revised simplex method", Mathematical Programming
Computation 10. One thread and a fixed seed make it deterministic as long as no time limit is met. Not here:
what is modelled (`first_stage`, `recourse`, `extensive`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from coalition.prepositioning.problem.instance import Flags, Floats
from coalition.prepositioning.quiet import quiet

INFINITE = highspy.kHighsInf
_FREE_OF_TIME = 1e9


@dataclass(frozen=True, slots=True)
class Model:
    """Minimise cost . x with low <= x <= high and row_low <= rows x <= row_high; `whole` columns integer."""

    cost: Floats
    low: Floats
    high: Floats
    rows: csr_array
    row_low: Floats
    row_high: Floats
    whole: Flags | None = None


class Ended(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"
    """Time, nodes or memory ran out; there may be a solution all the same."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A solve's end: value and x (None when there is none), a bound nothing lies below, duals of columns.

    `reduced` (n,) are reduced costs of an optimal linear program, else None.
    """

    ended: Ended
    value: float
    bound: float
    x: Floats | None
    reduced: Floats | None = None
    nodes: int = 0


class Linear:
    """A linear program kept with its basis, so that solving it changed is quick."""

    def __init__(self, model: Model, *, presolve: bool = False) -> None:
        self._highs = _loaded(model)
        self._highs.setOptionValue("presolve", "on" if presolve else "off")
        self.columns = len(model.cost)
        self.row_count = model.rows.shape[0]

    def set_bounds(self, columns: NDArray[np.int32], low: Floats, high: Floats) -> None:
        """New bounds of some columns."""
        self._highs.changeColsBounds(len(columns), columns, low, high)

    def set_costs(self, columns: NDArray[np.int32], cost: Floats) -> None:
        """New costs of some columns."""
        self._highs.changeColsCost(len(columns), columns, cost)

    def add_rows(self, rows: csr_array, low: Floats, high: Floats) -> None:
        """More rows below those there are."""
        self._highs.addRows(
            rows.shape[0], low, high, rows.nnz, rows.indptr.astype(np.int32),
            rows.indices.astype(np.int32), rows.data,
        )  # fmt: skip
        self.row_count += rows.shape[0]

    def keep_rows(self, kept: Flags) -> None:
        """Drop the rows that are not kept."""
        gone = np.flatnonzero(~kept).astype(np.int32)
        if len(gone):
            self._highs.deleteRows(len(gone), gone)
            self.row_count -= len(gone)

    def solve(self, seconds: float | None = None) -> Outcome:
        """The optimum, or how it ended without one."""
        self._highs.setOptionValue("time_limit", _until(self._highs, seconds))
        self._highs.run()
        return _outcome(self._highs, whole=False)

    def row_values(self) -> tuple[Floats, Floats]:
        """Activity and dual of every row at the last solution."""
        solution = self._highs.getSolution()
        return np.array(solution.row_value), np.array(solution.row_dual)


def solve_whole(
    model: Model,
    *,
    gap: float,
    seconds: float | None = None,
    start: Floats | None = None,
    seed: int = 0,
    nodes: int | None = None,
) -> Outcome:
    """The best x with whole columns within the relative gap, searched from `start` when there is one.

    Stopped after so many `nodes` of the search, where they are given.
    """
    highs = _loaded(model)
    if model.whole is not None and model.whole.any():
        kinds = [
            highspy.HighsVarType.kInteger if one else highspy.HighsVarType.kContinuous
            for one in model.whole
        ]
        lp = highs.getLp()
        lp.integrality_ = kinds
        highs.passModel(lp)
    for option, value in (
        ("mip_rel_gap", max(gap, 0.0)), ("mip_abs_gap", 1e-9), ("random_seed", seed),
        ("time_limit", _FREE_OF_TIME if seconds is None else max(seconds, 0.01)),
    ):  # fmt: skip
        highs.setOptionValue(option, value)
    if nodes is not None:
        highs.setOptionValue("mip_max_nodes", nodes)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)
    with quiet():
        highs.run()
    return _outcome(highs, whole=model.whole is not None and bool(model.whole.any()))


def _loaded(model: Model) -> highspy.Highs:
    highs = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        highs.setOptionValue(option, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), model.rows.shape[0]
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.cost, model.low, model.high
    lp.row_lower_, lp.row_upper_ = model.row_low, model.row_high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = model.rows.indptr.astype(np.int32)
    lp.a_matrix_.index_ = model.rows.indices.astype(np.int32)
    lp.a_matrix_.value_ = model.rows.data.astype(float)
    highs.passModel(lp)
    return highs


def _until(highs: highspy.Highs, seconds: float | None) -> float:
    """HiGHS counts time over all runs of one object."""
    return _FREE_OF_TIME if seconds is None else highs.getRunTime() + max(seconds, 0.0)


_ENDS = {
    highspy.HighsModelStatus.kOptimal: Ended.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Ended.INFEASIBLE,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Ended.INFEASIBLE,
}


def _outcome(highs: highspy.Highs, *, whole: bool) -> Outcome:
    ended = _ENDS.get(highs.getModelStatus(), Ended.STOPPED)
    info = highs.getInfo()
    held = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not held or ended is Ended.INFEASIBLE:
        bound = info.mip_dual_bound if whole and ended is Ended.STOPPED else -INFINITE
        return Outcome(ended, INFINITE, float(bound), None)
    solution = highs.getSolution()
    value = float(info.objective_function_value)
    if whole:
        x = np.array(solution.col_value)
        return Outcome(ended, value, float(info.mip_dual_bound), x, None, info.mip_node_count)
    bound = value if ended is Ended.OPTIMAL else -INFINITE
    return Outcome(ended, value, bound, np.array(solution.col_value), np.array(solution.col_dual))
