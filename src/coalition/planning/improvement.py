"""Better orders by squeaky wheel: what ended late or unmet is placed earlier, and the schedule made again.

The rule: Joslin and Clements 1999, *Squeaky Wheel Optimization* (construct, analyse, prioritise). The best
schedule met is kept. What is better in small parts is found by the scheduler's own search.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.planning.core.scheduler import Scheduler, Worth

_SHIFT = 3
"""A squeaking requirement moves ahead by one part in so many of the whole list each round."""
_JITTER = 40
"""With a seed every requirement moves by at most one part in so many, to part ties differently."""

Tell = Callable[[str, int, int], None]
"""Hears the phase, how much is done and of how much."""


def build_best(
    book: Book,
    scheduler: Scheduler,
    order: list[RequirementId],
    *,
    rounds: int,
    seed: int,
    tell: Tell,
    is_late: Callable[[], bool] = lambda: False,
) -> None:
    """Leave the scheduler with the best of a schedule by the order given and of those learnt from it.

    No other order is begun once `is_late` says so.
    """
    scheduler.build(order, lambda placed: tell("scheduling", placed, len(order)))
    best = scheduler.score()
    ranks = {requirement: float(n) for n, requirement in enumerate(order)}
    chance = Random(seed)  # noqa: S311 - a replayable choice, not a secret
    worths = scheduler.worths()
    for number in range(rounds):
        if (best.undelivered == 0 and best.lateness == 0) or is_late():
            break
        tell("improving", number + 1, rounds)
        _listen(book, worths, ranks)
        jitter = {r: chance.uniform(-1, 1) * len(order) / _JITTER if seed else 0.0 for r in order}
        scheduler.keep()
        scheduler.build(sorted(order, key=lambda r: (ranks[r] + jitter[r], r)), lambda _: None)
        found, worths = scheduler.score(), scheduler.worths()
        if found < best:
            best = found
        else:
            scheduler.restore()


def _listen(
    book: Book, worths: dict[RequirementId, Worth], ranks: dict[RequirementId, float]
) -> None:
    """Move what is late or unmet ahead, the heavier the further."""
    heaviest = max(requirement.weight for requirement in book.requirements.values())
    for requirement in book.requirements.values():
        worth = worths[requirement.id]
        if worth.lateness or worth.undelivered:
            ranks[requirement.id] -= len(ranks) * requirement.weight / heaviest / _SHIFT
