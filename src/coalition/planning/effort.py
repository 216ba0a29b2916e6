"""How much work a plan is worth: by count, which gives the same plan on every machine, or by the clock."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.model.book import Book

_REQUIREMENTS_ANEW = 6_000
"""About so many requirements are placed anew by whole plans made again: cheap against what it gains."""
_ORDERS_MAX = 10
_SMALL = 500
_TINY = 5
_NEIGHBOURHOODS = 2_000
_NEIGHBOURHOODS_TINY = 20_000
"""A neighbourhood of a tiny book costs next to nothing."""


@dataclass(frozen=True, slots=True)
class Effort:
    """`orders`: whole plans made again by what was late; `neighbourhoods`: small parts put in anew.

    `seconds` bounds the time of all planning from its beginning; None is no bound. The search ends early when
    lateness is within `gap` (a share of it) of the bound. Without `seconds` and `gap` the same book and seed
    give the same plan.
    """

    neighbourhoods: int = 0
    orders: int = 0
    seconds: float | None = None
    gap: float | None = None


NO_EFFORT = Effort()
"""Priority dispatch alone: requirements by priority and date, each as early as it can be."""
UNBOUNDED = 1 << 62


def usual_effort(book: Book) -> Effort:
    """The effort that repays its time when nobody says how much."""
    size = max(1, len(book.requirements))
    neighbourhoods = _NEIGHBOURHOODS if size <= _SMALL else _NEIGHBOURHOODS // 2
    if size <= _TINY:
        neighbourhoods = _NEIGHBOURHOODS_TINY
    return Effort(neighbourhoods, orders=min(_ORDERS_MAX, _REQUIREMENTS_ANEW // size))


def effort_within(
    book: Book, *, seconds: float | None, work: int | None, gap: float | None
) -> Effort:
    """The effort asked for: by the clock if only `seconds` is said, by `work` neighbourhoods, or the usual."""
    usual = usual_effort(book)
    if work is not None:
        return Effort(work, min(work, usual.orders), seconds, gap)
    if seconds is not None or gap is not None:
        return Effort(
            UNBOUNDED if seconds is not None else usual.neighbourhoods, usual.orders, seconds, gap
        )
    return usual
