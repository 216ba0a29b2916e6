"""A mixed-integer model under construction, and its solve by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter

import highspy
import numpy as np

INF = highspy.kHighsInf


class TooLargeError(Exception):
    """The model has more columns than it is worth building."""


@dataclass
class Rows:
    """Columns and rows as lists; a term is a column and its coefficient."""

    most: int = 4_000_000
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    offset: float = 0.0

    def column(
        self, upper: float, *, cost: float = 0.0, whole: bool = True, lower: float = 0.0
    ) -> int:
        """The number of a new column."""
        if len(self.cost) >= self.most or len(self.index) >= 6 * self.most:
            raise TooLargeError(f"more than {self.most} columns or {6 * self.most} entries")
        self.lower.append(lower)
        self.upper.append(upper)
        self.cost.append(cost)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: list[tuple[int, float]], lower: float, upper: float) -> None:
        """Lower <= sum of terms <= upper; a row of no terms says nothing."""
        if not terms:
            return
        for column, coefficient in terms:
            self.index.append(column)
            self.value.append(coefficient)
        self.starts.append(len(self.index))
        self.row_lower.append(lower)
        self.row_upper.append(upper)

    def most_row(self, terms: list[tuple[int, float]], upper: float) -> None:
        self.row(terms, -INF, upper)


@dataclass(frozen=True)
class Solved:
    """What HiGHS came to: values (None: no solution), its value and bound, and seconds to each incumbent."""

    values: np.ndarray | None
    objective: float
    bound: float
    incumbents: list[tuple[float, float]]
    seconds: float
    status: str


def solve(rows: Rows, *, seconds: float, seed: int, since: float) -> Solved:
    """The best solution within so many seconds of `since`, in one thread."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", seed)
    highs.setOptionValue("time_limit", max(0.1, seconds - (perf_counter() - since)))
    highs.passModel(_lp(rows))
    incumbents: list[tuple[float, float]] = []
    highs.cbMipImprovingSolution += lambda event: incumbents.append(
        (perf_counter() - since, event.data_out.objective_function_value)
    )
    highs.solve()
    info = highs.getInfo()
    found = info.primal_solution_status == 2
    return Solved(
        np.array(highs.getSolution().col_value) if found else None,
        info.objective_function_value, info.mip_dual_bound, incumbents,
        perf_counter() - since, highs.modelStatusToString(highs.getModelStatus()),
    )  # fmt: skip


def _lp(rows: Rows) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(rows.cost), len(rows.row_lower)
    lp.col_cost_ = np.array(rows.cost)
    lp.col_lower_, lp.col_upper_ = np.array(rows.lower), np.array(rows.upper)
    lp.row_lower_, lp.row_upper_ = np.array(rows.row_lower), np.array(rows.row_upper)
    lp.offset_ = rows.offset
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(rows.starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(rows.index, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(rows.value)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[whole] for whole in rows.whole]
    return lp
