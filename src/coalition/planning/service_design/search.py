"""Large neighbourhood search: take some commodities out, put each back where it costs least, keep what is
no worse.

Putting back looks at every path and, arc by arc, at every dispatch that can still be met, by labels of cost and
time of which only those count that are cheaper or sooner than all others. Neighbourhoods are related by shared
dispatches and arcs (Ropke and Pisinger 2006, Transportation Science 40(4): removal and insertion; Shaw 1998).
Chance comes from a seed; effort counts moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from coalition.planning.service_design.instance import Instance
from coalition.planning.service_design.paths import Path
from coalition.planning.service_design.timetable import NEW, Seats, Timetable

_LABELS_MOST = 24
_TRIES_MOST = 12


@dataclass(frozen=True, slots=True)
class Seating:
    """A way to place a commodity and what it adds to the cost."""

    cost: float
    path: Path
    seats: Seats


def seatings(
    timetable: Timetable, commodity: int, paths: Sequence[Path], discount: float = 1.0
) -> list[Seating]:
    """Ways over these paths, cheapest first; new vehicles are priced at `discount` times their cost."""
    found: list[Seating] = []
    for path in paths:
        base = timetable.instance.carriage(commodity, path)
        labels = _labels(timetable, commodity, path, discount)
        found += [Seating(base + cost, path, seats) for cost, _, seats in labels]
    found.sort(key=lambda seating: seating.cost)
    return found


def _labels(
    timetable: Timetable, commodity: int, path: Path, discount: float
) -> list[tuple[float, int, Seats]]:
    instance = timetable.instance
    goods, dispatches = instance.commodities[commodity], timetable.dispatches
    labels: list[tuple[float, int, Seats]] = [(0.0, goods.released, ())]
    rest = sum(instance.arcs[number].minutes for number in path)
    for number in path:
        arc = instance.arcs[number]
        due, alone = goods.due - rest, arc.vehicle_cost * discount * arc.vehicles(goods.quantity)
        rest -= arc.minutes
        offers = []
        for key in timetable.by_arc[number]:
            dispatch = dispatches[key]
            if dispatch.earliest <= due:
                added = arc.vehicles(dispatch.load + goods.quantity) - arc.vehicles(dispatch.load)
                price = arc.vehicle_cost * discount * added
                offers.append((price, dispatch.earliest, dispatch.latest, key))
        grown = []
        for cost, minute, seats in labels:
            grown.append((cost + alone, minute + arc.minutes, (*seats, NEW)))
            for price, earliest, latest, key in offers:
                if minute <= latest:
                    then = (max(earliest, minute)) + arc.minutes
                    grown.append((cost + price, then, (*seats, key)))
        labels = _undominated(grown)
    return labels


def _undominated(labels: list[tuple[float, int, Seats]]) -> list[tuple[float, int, Seats]]:
    labels.sort()
    kept: list[tuple[float, int, Seats]] = []
    for label in labels:
        if not kept or label[1] < kept[-1][1]:
            kept.append(label)
    if len(kept) > _LABELS_MOST:
        del kept[_LABELS_MOST - 1 : -1]
    return kept


def put_back(
    timetable: Timetable, commodity: int, paths: Sequence[Path], discount: float = 1.0
) -> None:
    """Places the commodity where it costs least and all stays in time; alone if it must be."""
    for seating in seatings(timetable, commodity, paths, discount)[:_TRIES_MOST]:
        if timetable.place(commodity, seating.path, seating.seats):
            return
    path = min(paths, key=lambda way: _alone_cost(timetable.instance, commodity, way))
    timetable.place(commodity, path, [NEW] * len(path))


def _alone_cost(instance: Instance, commodity: int, path: Path) -> int:
    load = instance.commodities[commodity].quantity
    fixed = sum(instance.arcs[a].vehicle_cost * instance.arcs[a].vehicles(load) for a in path)
    return fixed + instance.carriage(commodity, path)


@dataclass(slots=True)
class Search:
    """A search under way: the timetable it works on and the chance it draws from."""

    timetable: Timetable
    paths: Sequence[Sequence[Path]]
    chance: Random

    def run(self, moves: int, stop: Callable[[], bool]) -> None:
        """So many neighbourhoods, or until told to stop; the timetable never ends dearer than it was."""
        for move in range(moves):
            if move % 16 == 0 and stop():
                return
            self._move()

    def _move(self) -> None:
        timetable, cost = self.timetable, self.timetable.cost
        group = self._neighbourhood()
        old = [(k, timetable.paths[k], list(timetable.seats[k])) for k in group]
        timetable.remove(group)
        order = list(group)
        self.chance.shuffle(order)
        discount = self.chance.choice((1.0, 1.0, 0.75, 0.5, 0.3))
        for commodity in order:
            put_back(timetable, commodity, self.paths[commodity], discount)
        if timetable.cost > cost:
            self._restore(old)

    def _restore(self, old: list[tuple[int, Path, list[int]]]) -> None:
        timetable = self.timetable
        timetable.remove([k for k, _, _ in old])
        renamed: dict[int, int] = {}
        for commodity, path, seats in old:
            now = [s if s in timetable.dispatches else renamed.get(s, NEW) for s in seats]
            timetable.place(commodity, path, now)
            renamed.update(zip(seats, timetable.seats[commodity], strict=True))

    def _neighbourhood(self) -> list[int]:
        timetable, chance = self.timetable, self.chance
        kind = chance.random()
        if kind < 0.4:
            dispatch = timetable.dispatches[chance.choice(list(timetable.dispatches))]
            group = list(dispatch.members)
            near = group[0]
        else:
            near = chance.randrange(len(timetable.paths))
            group = [near]
        wanted = chance.randint(2, 8)
        pool = self._related(group)
        chance.shuffle(pool)
        return list(dict.fromkeys([*group, *pool]))[: max(wanted, len(group))]

    def _related(self, group: list[int]) -> list[int]:
        timetable, found = self.timetable, dict[int, None]()
        for commodity in group:
            path = self.chance.choice(self.paths[commodity])
            for arc in path:
                for key in timetable.by_arc[arc]:
                    found.update(dict.fromkeys(timetable.dispatches[key].members))
            for key in timetable.seats[commodity]:
                found.update(dict.fromkeys(timetable.dispatches[key].members))
        return list(found)
