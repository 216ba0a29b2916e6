"""The extensive form: every scenario's recourse written out in one program, for HiGHS whole. The reference.

It says the same as the decomposition, without cuts; it grows with scenarios and soon cannot be solved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_diag, csr_array, hstack, vstack

from coalition.prepositioning.first_stage import FirstStage, first_stage_of
from coalition.prepositioning.problem.aim import Aim, masks
from coalition.prepositioning.problem.instance import Floats, Instance
from coalition.prepositioning.recourse.blocks import Block, blocks_of
from coalition.prepositioning.solver import INFINITE, Model, Outcome, solve_whole


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block in a future: rows over the first stage and over columns of its own."""

    future: int
    scenario: int
    on_first: csr_array
    own: Model


def extensive_model(instance: Instance, aim: Aim) -> Model:
    """Columns: the first stage, then each future's and scenario's own, then tail and loss."""
    stage, left = first_stage_of(instance), masks(instance, aim)
    pieces = [
        _piece(stage, block, (future, mask))
        for future, mask in enumerate(left)
        for scenario in range(instance.scenario_count)
        for block in blocks_of(instance, scenario)
    ]
    return _risk(instance, aim, stage, pieces)


def solve_extensive(
    instance: Instance, aim: Aim, *, gap: float, seconds: float | None = None
) -> tuple[Outcome, FirstStage]:
    """How HiGHS ended on the whole program, and the first stage its first columns are."""
    outcome = solve_whole(extensive_model(instance, aim), gap=gap, seconds=seconds)
    return outcome, first_stage_of(instance)


def _piece(stage: FirstStage, block: Block, where: tuple[int, Floats]) -> _Piece:
    future, mask = where
    count = len(block.holdings)
    model = block.model
    shares = block.kept * mask[block.holdings]
    stocked = csr_array(stage.stock[block.holdings].multiply(shares[:, None]))
    on_first = csr_array(model.rows[:, :count] @ stocked)
    low, high, first_own = model.row_low, model.row_high, count
    if block.due is not None:
        first_own += 1
        column = model.rows[:, [block.due]].toarray()[:, 0]
        if len(stage.excused):
            excuse = np.zeros((len(column), len(stage.cost)))
            excuse[:, stage.excused[block.scenario]] = -column
            on_first = csr_array(on_first + csr_array(excuse))
        low, high = low - column, high - column
    top = model.high[first_own:].copy()
    if future == 0:
        top[block.lacking - first_own] = 0.0
    whole = None if model.whole is None else model.whole[first_own:]
    own = Model(
        model.cost[first_own:], model.low[first_own:], top, csr_array(model.rows[:, first_own:]),
        low, high, whole,
    )  # fmt: skip
    return _Piece(future, block.scenario, on_first, own)


def _risk(instance: Instance, aim: Aim, stage: FirstStage, pieces: list[_Piece]) -> Model:
    probability = instance.scenarios.probability
    futures = len(masks(instance, aim))
    widths = [len(piece.own.cost) for piece in pieces]
    begins = len(stage.cost) + np.concatenate([[0], np.cumsum(widths)])
    tail = int(begins[-1])
    loss = tail + (1 + len(probability) if aim.tail > 0 else 0)
    width = loss + (1 if aim.loss > 0 else 0)
    cost, low = np.zeros(width), np.zeros(width)
    high = np.full(width, INFINITE)
    whole = np.zeros(width, bool)
    first = len(stage.cost)
    cost[:first], low[:first], high[:first] = stage.cost, stage.low, stage.high
    whole[:first] = stage.whole
    of_scenario = np.zeros((futures, len(probability), width)) if aim.tail or aim.loss else None
    for piece, begin in zip(pieces, begins, strict=False):
        own = slice(int(begin), int(begin) + len(piece.own.cost))
        low[own], high[own] = piece.own.low, piece.own.high
        if piece.own.whole is not None:
            whole[own] = piece.own.whole
        if piece.future == 0:
            cost[own] = aim.mean * probability[piece.scenario] * piece.own.cost
        if of_scenario is not None:
            of_scenario[piece.future, piece.scenario, own] = piece.own.cost
    rows = [_wide(stage.rows, width)]
    row_low, row_high = [stage.row_low], [stage.row_high]
    if pieces:
        linked = vstack([piece.on_first for piece in pieces])
        own_rows = hstack([linked, block_diag([piece.own.rows for piece in pieces])])
        rows.append(_wide(csr_array(own_rows), width))
        row_low += [piece.own.row_low for piece in pieces]
        row_high += [piece.own.row_high for piece in pieces]
    if of_scenario is not None:
        extra = _measures(aim, probability, of_scenario, (tail, loss, cost, low))
        rows.append(csr_array(extra))
        row_low.append(np.zeros(len(extra)))
        row_high.append(np.full(len(extra), INFINITE))
    return Model(
        cost, low, high, csr_array(vstack(rows)), np.concatenate(row_low),
        np.concatenate(row_high), whole,
    )  # fmt: skip


def _measures(
    aim: Aim, probability: Floats, costs: Floats, columns: tuple[int, int, Floats, Floats]
) -> Floats:
    """Rows of the tail (excess + threshold >= cost) and of the worst site lost."""
    tail, loss, cost, low = columns
    rows = []
    if aim.tail > 0:
        excess = tail + 1 + np.arange(len(probability))
        cost[tail], low[tail] = aim.tail, -INFINITE
        cost[excess] = aim.tail * probability / max(1.0 - aim.level, 1e-9)
        tails = -costs[0]
        tails[:, tail] = 1.0
        tails[np.arange(len(probability)), excess] = 1.0
        rows.append(tails)
    if aim.loss > 0:
        cost[loss], low[loss] = aim.loss, -INFINITE
        losses = -np.einsum("s,fsw->fw", probability, costs[1:])
        losses[:, loss] = 1.0
        rows.append(losses)
    found: Floats = np.concatenate(rows)
    return found


def _wide(rows: csr_array, width: int) -> csr_array:
    """The rows, over more columns."""
    return csr_array((rows.data, rows.indices, rows.indptr), (rows.shape[0], width))
