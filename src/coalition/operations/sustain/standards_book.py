"""The standards matrix of a book, its gaps, and what closing each would buy.

The worth is got by keeping the stores and planning again with the gap closed and all else alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import read_plan
from coalition.formats.supply.reader import read_supplies
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.model.plan import Score
from coalition.model.supply.standards import Conformity
from coalition.model.supply.supplies import Supplies
from coalition.operations.frame import Frame, frame_of
from coalition.operations.sustain.sustain_book import SustainAsked, sustain
from coalition.planning.effort import effort_within
from coalition.planning.planner import make_plan
from coalition.sustainment.standards import Gap, closed, matrix, with_standards
from coalition.sustainment.stores.shortage import Shortage

STORES_ALONE = SustainAsked()


@dataclass(frozen=True, slots=True)
class GapValue:
    """What closing a gap buys: kg less missing in the stores, weighted minutes less late, delivered more.

    `minutes` and `delivered_ppm` are None when no requirement calls for the standard.
    """

    gap: Gap
    less_missing_kg: int
    minutes: int | None
    delivered_ppm: int | None


@dataclass(frozen=True, slots=True)
class StandardsFound:
    """The matrix, and every gap with its worth, the best first."""

    matrix: tuple[Conformity, ...]
    values: tuple[GapValue, ...]


def standards_book(folder: Path, plan: Path | None, *, work: int, seed: int) -> StandardsFound:
    """The matrix and the gaps of the book in `folder`. Raises InputError."""
    book = read_book(folder)
    supplies = read_supplies(folder, book)
    frame = frame_of(with_standards(book, supplies))
    judged = None
    if plan is not None:
        judged = judge(frame.book, frame.authority, frame.network, read_plan(plan))
    found = sustain(frame, supplies, judged, asked=STORES_ALONE)
    base = None
    values = []
    for gap in found.gaps:
        after = closed(supplies, gap)
        kept = sustain(frame, after, judged, asked=STORES_ALONE)
        less = _missing(found.kept.shortages) - _missing(kept.kept.shortages)
        if any(name in book.requirements for name in gap.called_for_by):
            base = base or _score(frame, work, seed)
            better = _score(replace_book(frame, after), work, seed)
            late, undelivered = (
                base.lateness - better.lateness,
                base.undelivered - better.undelivered,
            )
            values.append(GapValue(gap, less, late, undelivered))
        else:
            values.append(GapValue(gap, less, None, None))
    return StandardsFound(matrix(supplies), tuple(sorted(values, key=_best_first)))


def replace_book(frame: Frame, supplies: Supplies) -> Frame:
    """The frame with units and stocks that meet what their nations hold; law and ways stay."""
    return replace(frame, book=with_standards(frame.book, supplies))


def _score(frame: Frame, work: int, seed: int) -> Score:
    """What planning with so much work comes to."""
    effort = effort_within(frame.book, seconds=None, work=work, gap=None)
    made = make_plan(frame.book, frame.authority, frame.network, seed=seed, effort=effort)
    judged: JudgedPlan = judge(frame.book, frame.authority, frame.network, made)
    return judged.score


def _missing(shortages: tuple[Shortage, ...]) -> int:
    return sum(one.missing_kg for one in shortages)


def _best_first(value: GapValue) -> tuple[int, int, int, str, str]:
    return (
        -(value.delivered_ppm or 0), -(value.minutes or 0), -value.less_missing_kg,
        value.gap.nation, value.gap.standard,
    )  # fmt: skip
