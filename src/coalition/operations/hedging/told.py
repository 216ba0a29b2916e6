"""The table of hedges as it is written down: for a program, a spreadsheet, a page."""

from __future__ import annotations

from coalition.formats.exports.hedges import HedgeList, HedgeRow
from coalition.operations.hedging.hedge_plan import HedgeTable
from coalition.operations.hedging.valued import Valued


def told(table: HedgeTable) -> HedgeList:
    """The table in words and whole numbers."""
    return HedgeList(
        table.book.title, table.asked.seed, table.work, table.late, table.base.lateness,
        table.base.undelivered, table.noise_minutes, table.untried,
        tuple(_row(rank, one) for rank, one in enumerate(table.rows, 1)),
    )  # fmt: skip


def _row(rank: int, one: Valued) -> HedgeRow:
    hedge = one.hanging.hedge
    return HedgeRow(
        rank, str(hedge.kind), hedge.words, hedge.whose, hedge.under, one.minutes, one.delivered_ppm,
        one.helped, one.saved, one.hanging.weighted_minutes, hedge.cost, one.note,
    )  # fmt: skip
