"""The only door to HiGHS: linear and mixed-integer programs by rows, on one thread.

HiGHS: Huangfu and Hall 2018, "Parallelizing the dual revised simplex method", Mathematical Programming
Computation 10. One thread and a fixed seed make it deterministic as long as no time limit is met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

INFINITE = float("inf")
Vector = NDArray[np.float64]


@dataclass(slots=True)
class Program:
    """Minimise cost x, rows within [low, high], columns from 0 to their top, whole numbers.

    `rows`: (low, high, columns, coefficients); no column twice in a row.
    """

    cost: list[float] = field(default_factory=list)
    top: list[float] = field(default_factory=list)
    rows: list[tuple[float, float, Sequence[int], Sequence[float]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LinearAnswer:
    """The optimum of the continuous relaxation: its value, x, and reduced costs, all of one order."""

    value: float
    x: Vector
    reduced: Vector


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """A value no whole x goes below, and the best x found, if any was."""

    bound: float
    x: Vector | None


@dataclass(frozen=True, slots=True)
class Effort:
    """When to stop: within a relative gap, after so many nodes of the search tree, or seconds."""

    gap: float
    nodes: int
    seconds: float


def solve_linear(program: Program, seconds: float) -> LinearAnswer | None:
    """The optimum without wholeness; None when time is up first or there is none."""
    solver = _loaded(program, whole=False)
    solver.setOptionValue("time_limit", max(seconds, 0.0))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = solver.getSolution()
    return LinearAnswer(
        float(solver.getInfo().objective_function_value),
        np.array(found.col_value),
        np.array(found.col_dual),
    )


def solve_whole(program: Program, effort: Effort, start: Vector | None = None) -> WholeAnswer:
    """The best whole x within the effort, searched from `start` when there is one."""
    solver = _loaded(program, whole=True)
    solver.setOptionValue("time_limit", max(effort.seconds, 0.01))
    solver.setOptionValue("mip_rel_gap", effort.gap)
    solver.setOptionValue("mip_max_nodes", effort.nodes)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    solver.run()
    info = solver.getInfo()
    held = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    x = np.array(solver.getSolution().col_value) if held else None
    return WholeAnswer(float(info.mip_dual_bound), x)


def _loaded(program: Program, *, whole: bool) -> highspy.Highs:
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(option, value)
    model = highspy.HighsLp()
    width = len(program.cost)
    model.num_col_, model.num_row_ = width, len(program.rows)
    model.col_cost_ = np.array(program.cost, dtype=float)
    model.col_lower_, model.col_upper_ = np.zeros(width), np.array(program.top, dtype=float)
    model.row_lower_ = np.array([row[0] for row in program.rows], dtype=float)
    model.row_upper_ = np.array([row[1] for row in program.rows], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in program.rows)])
    model.a_matrix_.index_ = np.array([i for row in program.rows for i in row[2]], dtype=np.int32)
    model.a_matrix_.value_ = np.array([v for row in program.rows for v in row[3]], dtype=float)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * width
    solver.passModel(model)
    return solver
