"""Where hedges are tried: plans made with one change each, kept by number until the judge has heard them.

A bench works in this process or in one of several others, always with the same answers: which job goes to which
is settled by its number alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from coalition.judging.verdict import Closed, JudgedPlan
from coalition.measure.collector import without_collector
from coalition.model.identity import RequirementId
from coalition.model.plan import Plan, Score
from coalition.operations.hedging.hedge import Hedge
from coalition.operations.hedging.reckoning import Worth, worth_of
from coalition.operations.hedging.standing import Standing
from coalition.planning.effort import Effort
from coalition.planning.warm_start import plan_from

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Try:
    """One plan to make: with a hedge or without, around which requirements, by which seed and effort."""

    hedge: Hedge | None
    around: tuple[RequirementId, ...]
    seed: int
    effort: Effort


@dataclass(frozen=True, slots=True)
class Heard:
    """What the judge says of a plan."""

    score: Score
    closures: tuple[Closed, ...]
    breaches: int


def heard_of(judged: JudgedPlan) -> Heard:
    """What of a judged plan is wanted here."""
    return Heard(judged.score, judged.closures, len(judged.breaches))


class Bench:
    """One standing book and the plans made from it."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._plans: dict[int, tuple[Try, Plan]] = {}

    def plan(self, number: int, wanted: Try) -> Worth:
        """Make the plan; how good it seems."""
        standing = self._standing
        book = standing.book if wanted.hedge is None else wanted.hedge.change(standing.book)
        with without_collector():
            made = plan_from(
                book, standing.law_of(book), standing.ways_of(book), standing.plan,
                effort=wanted.effort, seed=wanted.seed, around=wanted.around, desk=standing.desk,
            )  # fmt: skip
            self._plans[number] = wanted, made
            return worth_of(book, made)

    def hear(self, number: int) -> Heard:
        """Have a plan that was made here judged, and let go of it."""
        standing, (wanted, plan) = self._standing, self._plans.pop(number)
        book = standing.book if wanted.hedge is None else wanted.hedge.change(standing.book)
        law, ways = standing.law_of(book), standing.ways_of(book)
        return heard_of(standing.court.judge(book, law, ways, plan))


_HERE: list[Bench] = []
"""The bench of this process, when it is one of several."""


def _set_up(standing: Standing) -> None:
    _HERE[:] = [Bench(standing)]


def _plan(number: int, wanted: Try) -> Worth:
    return _HERE[0].plan(number, wanted)


def _hear(number: int) -> Heard:
    return _HERE[0].hear(number)


Told = Callable[[int], object]
"""Hears how many jobs of a round are done."""


class Benches:
    """Benches in so many processes; with one, in this process."""

    def __init__(self, standing: Standing, pools: Sequence[Executor]) -> None:
        self._bench, self._pools = Bench(standing), pools
        self._made_by: dict[int, Executor] = {}

    def plan_all(self, tries: Sequence[Try], told: Told, *, first: int = 0) -> list[Worth]:
        """The worth of each try, in order; they are numbered from `first` on."""
        numbered = list(enumerate(tries, first))
        if not self._pools:
            return list(_counted((self._bench.plan(n, one) for n, one in numbered), told))
        found = dict(_counted(self._shared_out(numbered), told))
        return [found[n] for n, _ in numbered]

    def _shared_out(self, numbered: Sequence[tuple[int, Try]]) -> Iterator[tuple[int, Worth]]:
        """The worth of each try by its number; whichever process is free takes the next."""
        left, running = iter(numbered), dict[Future[Worth], tuple[int, Executor]]()
        free = list(self._pools)
        while True:
            for (number, one), pool in zip(islice(left, len(free)), free, strict=False):
                running[pool.submit(_plan, number, one)] = number, pool
                self._made_by[number] = pool
            if not running:
                return
            done = wait(running, return_when=FIRST_COMPLETED).done
            free = [running[job][1] for job in done]
            for job in done:
                yield running.pop(job)[0], job.result()

    def hear_all(self, numbers: Sequence[int], told: Told) -> list[Heard]:
        """What the judge says of the tries of these numbers, in order."""
        if not self._pools:
            return list(_counted(map(self._bench.hear, numbers), told))
        jobs = [self._made_by[n].submit(_hear, n) for n in numbers]
        return list(_counted(map(_result, jobs), told))


def _result(job: Future[T]) -> T:
    return job.result()


def _counted(found: Iterator[T], told: Told) -> Iterator[T]:
    for number, one in enumerate(found, 1):
        told(number)
        yield one


@contextmanager
def benches(standing: Standing, processes: int) -> Iterator[Benches]:
    """Benches for as long as they are wanted; the standing goes to each process once."""
    with ExitStack() as stack:
        pools = [
            stack.enter_context(ProcessPoolExecutor(1, initializer=_set_up, initargs=(standing,)))
            for _ in range(processes if processes > 1 else 0)
        ]
        yield Benches(standing, pools)
