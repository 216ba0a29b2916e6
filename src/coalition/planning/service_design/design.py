"""The least cost of a service network, and how far from it the answer may be.

1. A first timetable: each commodity where it costs least, then a short search.
2. Rounds of the linear relaxation. Commodities draw columns by their values in its answer; where the draws
   cannot be timed, columns are cut. Columns whose reduced cost says that no better answer has them are
   dropped for good.
3. Rounds of the mixed-integer program: over everything as long as it closes within a part of the time,
   which is dynamic discretisation discovery as it was published and ends with the optimum; else over some
   commodities that could share arcs, the others keeping their paths but not their times. Each answer is
   untangled, put right, searched, and tells where to cut next.

The bound is never taken from anything but the linear or mixed-integer program over all commodities. It
counts on HiGHS to its tolerances.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coalition.planning.service_design.columns import Column, whole_column
from coalition.planning.service_design.instance import Answer, Instance
from coalition.planning.service_design.paths import paths_in_time
from coalition.planning.service_design.progress import ROUNDING, Limits, Progress, Step
from coalition.planning.service_design.relaxation import Relaxation, relax, started
from coalition.planning.service_design.search import Search, put_back
from coalition.planning.service_design.solver import Effort, Vector, solve_linear, solve_whole
from coalition.planning.service_design.timetable import Timetable
from coalition.planning.service_design.untangle import conflicts, untangle

_PATHS_MOST = 2000
_FIRST_MOVES = 400
_MOVES = 20
_LINEAR_ROUNDS = 14
_DRAWS = 4
_WORTHWHILE = 0.004
"""Share of the bound that a linear round must add to be followed by another."""
_NEAR = 0.015
"""The gap from which on the program over everything is tried first."""
_PART_ROUNDS = 12
_PART_SIZES = (10, 20, 400)
"""Least, first and most commodities whose paths are free in a part."""
_PART_NODES = 50
_PART_SECONDS = 1.0
_WHOLE_NODES = 2000
_WHOLE_SHARE = 0.1
_TRACE = 1e-6


@dataclass(frozen=True, slots=True)
class Design:
    """What was found. `answer` None: the commodities `stranded` cannot be in time on any path.

    `bound`: no answer costs less. `steps`: how cost and bound came to be; `rounds`: programs solved;
    `seconds`: of the processor.
    """

    answer: Answer | None
    bound: int
    steps: tuple[Step, ...] = ()
    rounds: int = 0
    seconds: float = 0.0
    stranded: tuple[int, ...] = ()

    @property
    def gap(self) -> float:
        """(cost - bound) / cost; 0 without an answer, which is then proven."""
        return self.steps[-1].gap if self.steps else 0.0


def design_service(instance: Instance, limits: Limits | None = None) -> Design:
    """A right answer as good as the limits allow, with its bound; both are exact integers."""
    paths, complete = paths_in_time(instance, most=_PATHS_MOST)
    stranded = tuple(k for k, ways in enumerate(paths) if not ways)
    if stranded:
        return Design(None, 0, stranded=stranded)
    first = Timetable(instance)
    for commodity in sorted(range(len(paths)), key=lambda k: len(paths[k])):
        put_back(first, commodity, paths[commodity])
    progress = Progress(instance, paths, complete, limits or Limits(), first)
    if not complete:
        progress.bound = _bound_without_sharing(instance)
    if paths:
        Search(first, paths, progress.chance).run(_FIRST_MOVES, lambda: progress.left() <= 0)
        progress.keep(first)
        _run(progress)
    return Design(
        progress.answer, progress.bound, tuple(progress.steps), progress.rounds, progress.used()
    )


def _run(progress: Progress) -> None:
    size = _PART_SIZES[1]
    _linear_rounds(progress)
    while not progress.over():
        before = progress.gap
        closes: bool | None = True
        if before <= _NEAR:
            while closes and not progress.over():
                closes = _whole_round(progress)
                if closes is None:
                    return
        for _ in range(_PART_ROUNDS):
            if not progress.over():
                size = _part_round(progress, size)
        if not progress.over():
            _linear_rounds(progress)
        if progress.gap > 0.9 * before and not progress.over() and _whole_round(progress) is None:
            return


def _linear_rounds(progress: Progress) -> None:
    """Cuts columns by the linear relaxation until that adds little."""
    for _ in range(_LINEAR_ROUNDS):
        before = progress.bound
        if progress.over() or not _linear_round(progress):
            return
        if progress.bound - before <= _WORTHWHILE * progress.bound:
            return


def _linear_round(progress: Progress) -> bool:
    """Bounds, drops columns, draws and cuts; whether that taught anything."""
    if progress.proven():
        return False
    progress.rounds += 1
    made = relax(progress.instance, progress.columns, progress.spans)
    found = solve_linear(made.program, progress.on_the_wall(progress.left()))
    if found is None:
        return False
    progress.raise_bound(found.value)
    first = untangle(made, found.x, _drawn(progress, made, found.x, even=True))
    draws = [first]
    for _ in range(_DRAWS):
        drawn = conflicts(made, found.x, _drawn(progress, made, found.x, even=False))
        draws.append(replace(drawn, spans=set()))
    progress.offer(first, _MOVES)
    worst = progress.best.cost - 1 + ROUNDING - found.value
    progress.columns = [
        column
        for column, reduced in zip(made.columns, found.reduced, strict=False)
        if reduced <= worst
    ]
    news = [progress.refine(untangled) for untangled in draws]
    return any(news)


def _drawn(progress: Progress, made: Relaxation, x: Vector, *, even: bool) -> list[int]:
    """A column for each commodity: at first the greatest in x, then by chance with x as weight."""
    own: dict[int, list[int]] = {}
    for place, column in enumerate(made.columns):
        if x[place] > _TRACE:
            own.setdefault(column.commodity, []).append(place)
    if even:
        return [max(places, key=lambda p: float(x[p])) for places in own.values()]
    return [
        progress.chance.choices(places, [float(x[p]) for p in places])[0] for places in own.values()
    ]


def _whole_round(progress: Progress) -> bool | None:
    """Whether the program over everything closed in its share of time; None when all is known."""
    progress.rounds += 1
    target = max(progress.limits.gap / 4, progress.gap / 5, _TRACE)
    seconds = progress.on_the_wall(max(1.0, _WHOLE_SHARE * (progress.limits.seconds or 0.0)))
    if progress.proven():
        return None
    made = relax(progress.instance, progress.columns, progress.spans)
    start = started(made, progress.best.answer())
    found = solve_whole(made.program, Effort(target, _WHOLE_NODES, seconds), start)
    progress.raise_bound(found.bound)
    if found.x is None:
        return None if found.bound >= progress.best.cost else False
    value = float(np.dot(made.program.cost, found.x))
    closes = value - found.bound <= (target + _TRACE) * value
    news = _learn(progress, made, found.x, _FIRST_MOVES)
    if closes and not news and value - found.bound <= 2 * ROUNDING:
        return None
    return closes and news


def _part_round(progress: Progress, size: int) -> int:
    """Frees the paths of `size` related commodities; the size for the next time."""
    progress.rounds += 1
    free = _related(progress, size)
    paths = progress.best.paths
    columns = [c for c in progress.columns if c.commodity in free or c.path == paths[c.commodity]]
    has = {column.commodity for column in columns}
    columns += [
        whole_column(progress.instance, k, path) for k, path in enumerate(paths) if k not in has
    ]
    made = relax(progress.instance, columns, progress.spans)
    seconds = progress.on_the_wall(_PART_SECONDS)
    start = started(made, progress.best.answer())
    found = solve_whole(made.program, Effort(1e-4, _PART_NODES, seconds), start)
    if found.x is None:
        return size
    value = float(np.dot(made.program.cost, found.x))
    _learn(progress, made, found.x, _MOVES)
    closed = value - found.bound <= 2e-4 * value
    least, _, most = _PART_SIZES
    return min(most, size + 1) if closed else max(least, size - 4)


def _learn(progress: Progress, made: Relaxation, x: Vector, moves: int) -> bool:
    """Untangles a whole x, offers it, cuts; whether anything was to cut."""
    picks = [place for place in range(len(made.columns)) if x[place] > 0.5]
    untangled = untangle(made, x, picks)
    progress.offer(untangled, moves)
    return progress.refine(untangled)


def _related(progress: Progress, size: int) -> set[int]:
    """Commodities with a choice of columns, grown by chance from one over arcs they could share."""
    users: dict[int, dict[int, None]] = {}
    own: dict[int, list[Column]] = {}
    for column in progress.columns:
        own.setdefault(column.commodity, []).append(column)
        for arc in column.path:
            users.setdefault(arc, {})[column.commodity] = None
    choice = [k for k, columns in own.items() if len({c.path for c in columns}) > 1]
    if not choice:
        return set(own)
    chance = progress.chance
    free = {chance.choice(choice): None}
    front = list(free)
    while front and len(free) < size:
        near = own[front.pop(chance.randrange(len(front)))]
        for other in [k for column in near for arc in column.path for k in users[arc]]:
            if other not in free and len(own[other]) > 1 and len(free) < size:
                free[other] = None
                front.append(other)
    return set(free)


def _bound_without_sharing(instance: Instance) -> int:
    """A sure bound when not all paths are listed: each commodity's least variable cost over any arcs."""
    total = 0
    for goods in instance.commodities:
        far = {goods.origin: 0}
        for _ in instance.nodes:
            for arc in instance.arcs:
                if arc.tail in far:
                    least = far[arc.tail] + arc.unit_cost * goods.quantity
                    far[arc.head] = min(least, far.get(arc.head, least))
        total += far[goods.destination]
    return total
