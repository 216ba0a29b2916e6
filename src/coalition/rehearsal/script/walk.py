"""The trips of a plan as visits and legs of each carrier, before they become numbers.

A stop without work that begins and ends at one minute takes no working place (R6): it is a visit only where one
leg follows another. So a visit has at most one leg that leads to it. Before a way of so many carriers a day
there is a visit of its own, at which nothing is done: who comes to it first leaves first. What a carrier does
after its last visit concerns nobody and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from coalition.judging.docket import Docket, Leg, Run, Visit
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId


@dataclass(slots=True)
class Called:
    """A visit, the leg that leads to it from the one before, and where it stands among the trip's stops."""

    visit: Visit
    run: Run
    index: int
    leg: Leg | None
    passing: bool = False
    """Nothing is done here; it begins when the stop ends."""
    chain: int = -1
    number: int = -1

    @property
    def arrive(self) -> int:
        """The minute at which it begins in the plan."""
        return self.visit.stop.depart if self.passing else self.visit.stop.arrive


@dataclass(slots=True)
class Walk:
    """One carrier's visits in order."""

    carrier: CarrierId
    fleet: Fleet
    called: list[Called] = field(default_factory=list)
    pending: Leg | None = None
    """A leg that leads to a stop which is no visit yet."""


def walks_of(docket: Docket) -> list[Walk]:
    """A walk for each carrier with a visit, in the docket's order; visits are numbered by planned time."""
    walks: list[Walk] = []
    for run in docket.runs:
        if run.fleet is None:
            continue
        if not walks or walks[-1].carrier != run.carrier:
            walks.append(Walk(run.carrier, run.fleet))
        _walk(run, walks[-1])
    walks = [walk for walk in walks if walk.called]
    for chain, walk in enumerate(walks):
        for called in walk.called:
            called.chain = chain
    _number(walks)
    return walks


def _walk(run: Run, walk: Walk) -> None:
    for index, visit in enumerate(run.visits):
        if index:
            start, leg = run.visits[index - 1], run.legs[index - 1]
            if walk.pending is not None or _is_counted(leg):
                walk.called.append(Called(start, run, index - 1, walk.pending, passing=True))
            walk.pending = leg
        if visit.place is not None and _is_visit(visit):
            walk.called.append(Called(visit, run, index, walk.pending))
            walk.pending = None


def every(walks: list[Walk]) -> Iterator[Called]:
    """All visits, carrier by carrier."""
    for walk in walks:
        yield from walk.called


def _is_visit(visit: Visit) -> bool:
    return visit.works or visit.stop.arrive < visit.stop.depart


def _is_counted(leg: Leg) -> bool:
    return leg.way is not None and leg.way.carriers_per_day is not None


def _number(walks: list[Walk]) -> None:
    """By arrival, then departure, then carrier and place in its walk: who is planned first goes first."""
    order = sorted(
        ((called.arrive, called.visit.stop.depart, chain, place), called)
        for chain, walk in enumerate(walks)
        for place, called in enumerate(walk.called)
    )  # the places part equal keys, so visits themselves are never compared
    for number, (_, called) in enumerate(order):
        called.number = number
