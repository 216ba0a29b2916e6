"""From the chains of causes of a judged plan to hedges, those on which most weighted lateness hangs first.

A hedge hangs on every cause of a chain, not on its root alone: a root relaxed shows the cause before it. What
hangs on it is the weighted lateness of the requirements in whose chain the cause stands. Of each kind at least
one hedge is kept, so that law and logistics stand side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coalition.explanation.causes import Cause, CauseKind, Explanation
from coalition.explanation.summary import movements_of
from coalition.judging.verdict import JudgedPlan
from coalition.model.book import Book
from coalition.model.identity import PlaceId, RequirementId
from coalition.model.plan import Movement
from coalition.operations.hedging import of_law, of_loads, of_means
from coalition.operations.hedging.hedge import Hanging, Hedge, HedgeKind

_OF: dict[CauseKind, Callable[[Book, Cause], Iterator[Hedge]]] = {
    CauseKind.CONSENT: of_law.of_consent,
    CauseKind.NOTICE: of_loads.of_notice,
    CauseKind.DATE: of_loads.of_date,
    CauseKind.SOURCING: of_loads.of_sourcing,
    CauseKind.LIFT: of_means.of_lift,
    CauseKind.SLOT: of_means.of_slot,
    CauseKind.HOURS: of_means.of_hours,
    CauseKind.WAY: of_means.of_way,
}
_ORDER = {kind: number for number, kind in enumerate(HedgeKind)}


@dataclass(frozen=True, slots=True)
class Late:
    """A requirement that is late or unmet: why, what moves for it, and its weighted minutes."""

    explanation: Explanation
    movements: tuple[Movement, ...]
    weighted_minutes: int


def candidates_of(
    book: Book, judged: JudgedPlan, explanations: Iterable[Explanation], *, most: int
) -> tuple[tuple[Hanging, ...], int]:
    """The hedges worth valuing, at most so many, and how many more there are."""
    groups: dict[tuple[HedgeKind, str], tuple[Hedge, dict[RequirementId, int]]] = {}
    for late in _late(book, judged, explanations):
        for hedge in _hedges(book, late):
            _, held = groups.setdefault((hedge.kind, hedge.subject), (hedge, {}))
            held[late.explanation.requirement] = late.weighted_minutes
    ranked = sorted(
        (Hanging(hedge, tuple(held), sum(held.values())) for hedge, held in groups.values()),
        key=lambda h: (-h.weighted_minutes, _ORDER[h.hedge.kind], h.hedge.subject),
    )
    kept = _one_of_each_kind(ranked, most)
    return kept, len(ranked) - len(kept)


def _one_of_each_kind(ranked: list[Hanging], most: int) -> tuple[Hanging, ...]:
    """The first so many, with the first of each kind among them as far as there is room."""
    first: dict[HedgeKind, Hanging] = {}
    for one in ranked:
        first.setdefault(one.hedge.kind, one)
    chosen = [*list(first.values())[:most]]
    chosen += [one for one in ranked if one not in chosen][: most - len(chosen)]
    return tuple(one for one in ranked if one in chosen)


def _late(book: Book, judged: JudgedPlan, explanations: Iterable[Explanation]) -> Iterator[Late]:
    lateness = {closed.requirement: closed.lateness for closed in judged.closures}
    moving: dict[RequirementId, list[Movement]] = {}
    for movement in movements_of(book, judged.plan).values():
        moving.setdefault(movement.requirement, []).append(movement)
    for explanation in explanations:
        wanted = book.requirements[explanation.requirement]
        yield Late(
            explanation, tuple(moving.get(wanted.id, ())), wanted.weight * lateness[wanted.id]
        )


def _hedges(book: Book, late: Late) -> Iterator[Hedge]:
    for cause in late.explanation.chain:
        if cause.kind in _OF:
            yield from _OF[cause.kind](book, cause)
        elif cause.kind is CauseKind.HORIZON:
            fleets = of_means.nearest_fleets(book, late.movements)
            yield from (of_means.more_carriers(book, fleet) for fleet in fleets)
        for name in cause.about:
            what, _, ident = name.partition(":")
            if what == "handled":
                yield from of_means.of_handling(book.places[PlaceId(ident)])
    yield from _nearer(book, late.movements)


def _nearer(book: Book, movements: Iterable[Movement]) -> Iterator[Hedge]:
    """Stocks that come late, kept where they are wanted."""
    for movement in movements:
        if movement.stock is not None:
            stock = book.stocks[movement.stock]
            if stock.place != movement.destination:
                yield of_loads.moved_stock(book, stock, movement.destination)
