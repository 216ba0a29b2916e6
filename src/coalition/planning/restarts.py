"""Small books searched from many beginnings: every order of few requirements, each improved a little.

A search that never takes what is worse ends where it began to be good; with few requirements all orders can be
begun from, which is cheap and misses less. The best plan met is kept. Not here: the search itself (`core`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice, permutations

from coalition.model.identity import RequirementId
from coalition.planning.core.scheduler import Scheduler

FEW = 5
"""With so many requirements or fewer, orders are begun from; with more, one good order is as good."""
_STARTS_MAX = 24


def search_from_each(
    scheduler: Scheduler,
    order: Sequence[RequirementId],
    *,
    rounds: int,
    seed: int,
    go_on: Callable[[int], bool],
) -> None:
    """Leave the scheduler with the best of its schedule and those of other orders, `rounds` searched in all.

    `go_on` hears how many are done, and says whether to go on.
    """
    starts = list(islice(permutations(order), _STARTS_MAX))
    share = max(1, rounds // len(starts))
    for number, start in enumerate(starts):
        best = scheduler.score()
        if best.undelivered == 0 and best.lateness == 0:
            return
        scheduler.keep()
        scheduler.build(start, lambda _: None)
        done = number * share
        tell = partial(_told, go_on, done)
        scheduler.search(seconds=0.0, rounds=share, seed=seed + number, tell=tell)
        if not scheduler.score() < best:
            scheduler.restore()
        if not go_on(done + share):
            return


def _told(go_on: Callable[[int], bool], before: int, done: int) -> bool:
    """What `go_on` says of all that is done."""
    return go_on(before + done)
