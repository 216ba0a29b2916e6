"""Better orders by squeaky wheel: what ended late or unmet is placed earlier, and the plan made again.

The rule: Joslin and Clements 1999, *Squeaky Wheel Optimization* (construct, analyse, prioritise). A round
is one whole plan, so effort counts plans, never seconds. The best plan met is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.planning.draft import Draft
from coalition.planning.progress import Listener, Progress

_SHIFT = 3
"""A squeaking requirement moves ahead by one part in so many of the whole list each round."""
_JITTER = 40
"""With a seed every requirement moves by at most one part in so many, to part ties differently."""


_ROUNDS_MAX = 10
_REQUIREMENTS_A_ROUND = 600
"""A usual plan is made again so often that about as many requirements as this are placed anew in all."""


def usual_effort(book: Book) -> int:
    """The rounds that repay their time when nobody says how many: ten for a small book, none for a large."""
    return min(_ROUNDS_MAX, _REQUIREMENTS_A_ROUND // max(1, len(book.requirements)))


def improve(
    book: Book,
    order: list[RequirementId],
    make: Callable[[], Draft],
    *,
    rounds: int,
    seed: int,
    tell: Listener,
) -> Draft:
    """The best of one draft by the order given and `rounds` drafts by orders learnt from the ones before."""
    best = make()
    best.build(order, tell)
    score = best.score()
    ranks = {requirement: float(n) for n, requirement in enumerate(order)}
    chance = Random(seed)  # noqa: S311 - a replayable choice, not a secret
    last = best
    for number in range(rounds):
        if score.lateness == 0 and score.undelivered == 0:
            break
        tell(Progress("improving", number + 1, rounds, score))
        _listen(book, last, ranks)
        jitter = {r: chance.uniform(-1, 1) * len(order) / _JITTER if seed else 0.0 for r in order}
        last = make()
        last.build(sorted(order, key=lambda r: (ranks[r] + jitter[r], r)))
        found = last.score()
        if found < score:
            best, score = last, found
    return best


def _listen(book: Book, draft: Draft, ranks: dict[RequirementId, float]) -> None:
    """Move what is late or unmet ahead, the heavier the further."""
    heaviest = max(requirement.weight for requirement in book.requirements.values())
    for requirement in book.requirements.values():
        late, missing, _ = draft.worth(requirement)
        if late or missing:
            ranks[requirement.id] -= len(ranks) * requirement.weight / heaviest / _SHIFT
