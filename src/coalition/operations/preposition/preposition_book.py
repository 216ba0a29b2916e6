"""Place the stocks of a book: the decision with its gap, what it gains and whom, and the trade-offs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.formats.placing.reader import read_placing
from coalition.model.book import Book
from coalition.model.identity import NationId
from coalition.model.supply.placing import Placing
from coalition.network.network import load_network
from coalition.operations.preposition.instance_of import Framed, Served, frame_placing
from coalition.prepositioning.answer import Answer
from coalition.prepositioning.effort import Effort, Listener, ignore
from coalition.prepositioning.problem.aim import Aim, tail_mean
from coalition.prepositioning.problem.changes import expected, only
from coalition.prepositioning.problem.instance import Floats, Instance
from coalition.prepositioning.recourse.linear import Recourse
from coalition.prepositioning.solve import solve

TAIL_LEVEL = 0.9
BUDGETS = (50, 75, 100, 150)
"""Percent of the budgets tried along the frontier."""


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """`tail` weighs the worst tenth; `within_h` and `share` ask a service; `frontier` draws trade-offs."""

    gap: float = 0.005
    seconds: float | None = None
    seed: int = 0
    tail: float = 0.0
    loss: bool = False
    within_h: int | None = None
    share: float = 0.8
    excused: float = 0.1
    frontier: bool = True


@dataclass(frozen=True, slots=True)
class Worth:
    """What a decision is worth: money now, expected money later, and the mean of the worst tenth later."""

    first: float
    later: float
    tail: float

    @property
    def total(self) -> float:
        """Money now and expected later."""
        return self.first + self.later


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the frontier: what was asked, and what the best decision under it is worth."""

    asked: str
    worth: Worth | None
    gap: float


@dataclass(frozen=True, slots=True)
class Placed:
    """The answer to a book's question.

    `today` is the worth of what is held now; `stochastic` what planning for all scenarios saves against
    planning for their mean (VSS); `information` what knowing the scenario would save (EVPI); `lawless` what
    the same question costs when the law forbids nothing. `gains` are money later saved by the nation in need.
    """

    book: Book
    placing: Placing
    framed: Framed
    answer: Answer
    worth: Worth
    today: Worth
    stochastic: float | None
    information: float
    lawless: float
    gains: dict[NationId, float]
    frontier: tuple[Point, ...]


def preposition_book(folder: Path, *, asked: PlaceAsked, listen: Listener = ignore) -> Placed:
    """The answer for the book in `folder`. Raises InputError with every fault, or when nothing is feasible."""
    book = read_book(folder)
    placing = read_placing(folder, book)
    network = load_network(book.places, book.ways, book.closures, drawn=False)
    served = None
    if asked.within_h is not None:
        served = Served(asked.within_h, asked.share, asked.excused)
    framed = frame_placing(book, network, placing, served=served)
    free = frame_placing(book, network, placing, served=served, law=False)
    effort, aim = Effort(asked.gap, asked.seconds, asked.seed), _aim(asked, framed.instance)
    answer = solve(framed.instance, aim, effort, listen)
    if not answer.feasible:
        raise InputError(
            [Fault("preposition/", "infeasible", _why(asked), "ask less, or allow more")]
        )
    plain = replace(framed.instance, service=None)
    worth = worth_of(plain, answer.held, answer.first)
    held_today = np.array([float(one.today) for one in placing.choices])
    today = worth_of(plain, held_today, 0.0)
    return Placed(
        book, placing, framed, answer, worth, today, _stochastic(plain, worth, effort),
        worth.total - _wait_and_see(plain, effort),
        solve(replace(free.instance, service=None), Aim(), effort).total,
        _gains(book, framed, answer.held, held_today),
        _frontier(framed.instance, asked, effort) if asked.frontier else (),
    )  # fmt: skip


def worth_of(instance: Instance, held: Floats, first: float) -> Worth:
    """What a decision is worth over all scenarios."""
    costs = Recourse(instance).value(held).value.sum(axis=1)
    probability = instance.scenarios.probability
    return Worth(first, float(costs @ probability), tail_mean(costs, probability, TAIL_LEVEL))


def _aim(asked: PlaceAsked, instance: Instance) -> Aim:
    if asked.loss:
        return Aim(asked.tail, TAIL_LEVEL, 0.3, tuple(range(instance.site_count)))
    return Aim(asked.tail, TAIL_LEVEL)


def _why(asked: PlaceAsked) -> str:
    if asked.within_h is None:
        return "no decision keeps to the budgets and the least that must be held"
    return f"no decision serves {asked.share:.0%} within {asked.within_h} h as often as asked"


def _stochastic(instance: Instance, worth: Worth, effort: Effort) -> float | None:
    """VSS: what the decision for the mean scenario costs more; None when it is no decision here."""
    mean = solve(expected(instance), Aim(), effort)
    if not mean.feasible:
        return None
    return worth_of(instance, mean.held, mean.first).total - worth.total


def _wait_and_see(instance: Instance, effort: Effort) -> float:
    """Expected cost of deciding when the scenario is known."""
    best = [
        solve(only(instance, np.array([s])), Aim(), effort).total
        for s in range(instance.scenario_count)
    ]
    return float(np.array(best) @ instance.scenarios.probability)


def _gains(book: Book, framed: Framed, held: Floats, before: Floats) -> dict[NationId, float]:
    """Expected money saved against today by each nation in need, were its needs the only ones."""
    gains: dict[NationId, float] = {}
    nations = [book.places[place].nation for place in framed.places]
    for nation in sorted(set(nations)):
        mine = np.array([one == nation for one in nations])
        need = framed.instance.scenarios.need * mine[None, :, None]
        alone = replace(
            framed.instance, service=None, scenarios=replace(framed.instance.scenarios, need=need)
        )
        gains[nation] = worth_of(alone, before, 0.0).later - worth_of(alone, held, 0.0).later
    return gains


def _frontier(instance: Instance, asked: PlaceAsked, effort: Effort) -> tuple[Point, ...]:
    """Cost against budget and against risk: the best decision under each."""
    points = []
    for percent in BUDGETS:
        limits = replace(instance.limits, high=instance.limits.high * percent / 100)
        changed = replace(instance, limits=limits, service=None)
        points.append(_point(f"budgets at {percent} %", changed, Aim(), effort))
    for tail in (0.25, 0.5, 0.9):
        plain = replace(instance, service=None)
        points.append(
            _point(f"worst tenth weighs {tail:.0%}", plain, Aim(tail, TAIL_LEVEL), effort)
        )
    if instance.service is not None:
        for excused in (0.0, asked.excused, 0.3):
            service = replace(instance.service, excused=excused)
            name = f"{asked.share:.0%} within {asked.within_h} h, excused {excused:.0%}"
            points.append(_point(name, replace(instance, service=service), Aim(), effort))
    return tuple(points)


def _point(name: str, instance: Instance, aim: Aim, effort: Effort) -> Point:
    answer = solve(instance, aim, effort)
    if not answer.feasible:
        return Point(name, None, float("inf"))
    plain = replace(instance, service=None)
    return Point(name, worth_of(plain, answer.held, answer.first), answer.gap)
