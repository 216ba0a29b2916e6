"""Dispatches with the earliest and latest minute they can have, and what may join them.

Whoever shares a dispatch fixes nothing but an order: a commodity's dispatch follows the one before it by
the minutes of the arc. The earliest minutes are longest paths from release times, the latest ones longest
paths back from due times, and a timetable is right as long as no dispatch's earliest is after its latest.
Then all of them may leave at their earliest. Both are kept up to date change by change, and a change that
turns out wrong is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coalition.planning.service_design.instance import Answer, Instance, Leg
from coalition.planning.service_design.paths import Path, windows

NEW = -1
"""In place of a dispatch: one of its own."""

Seats = tuple[int, ...]
"""The dispatch of each arc of a path, or NEW."""


@dataclass(slots=True)
class Dispatch:
    """Those who leave together over an arc, and when they can; `members` gives each one's place on its path."""

    arc: int
    members: dict[int, int]
    load: int
    earliest: int
    latest: int


@dataclass(slots=True)
class Timetable:
    """Paths and dispatches of the commodities that are placed; `cost` is theirs."""

    instance: Instance
    paths: list[Path] = field(default_factory=list)
    seats: list[list[int]] = field(default_factory=list)
    dispatches: dict[int, Dispatch] = field(default_factory=dict)
    by_arc: list[list[int]] = field(default_factory=list)
    cost: int = 0
    made: int = 0
    _alone: list[list[tuple[int, int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nobody is placed yet."""
        self.paths = [() for _ in self.instance.commodities]
        self.seats = [[] for _ in self.instance.commodities]
        self._alone = [[] for _ in self.instance.commodities]
        self.by_arc = [[] for _ in self.instance.arcs]

    def placed(self, commodity: int) -> bool:
        """Whether the commodity has a path."""
        return bool(self.paths[commodity])

    def place(self, commodity: int, path: Path, seats: Sequence[int]) -> bool:
        """Whether the commodity can take these seats; if not, nothing has changed."""
        before: dict[int, tuple[int, int]] = {}
        self._enter(commodity, path, seats)
        if self._settle(commodity, before):
            return True
        for key, (earliest, latest) in before.items():
            if key in self.dispatches:
                self.dispatches[key].earliest = earliest
                self.dispatches[key].latest = latest
        self._leave(commodity)
        return False

    def remove(self, commodities: Sequence[int]) -> None:
        """Takes them out; the windows of those they met widen again."""
        touched = dict[int, None]()
        for commodity in commodities:
            touched.update(dict.fromkeys(self.seats[commodity]))
            if self.placed(commodity):
                self._leave(commodity)
        left = [key for key in touched if key in self.dispatches]
        for forward in (True, False):
            self._widen(self._reached(left, forward=forward), forward=forward)

    def _reached(self, keys: list[int], *, forward: bool) -> dict[int, None]:
        """These dispatches and all that depend on them, after or before."""
        reached, open_ = dict.fromkeys(keys), list(keys)
        step = 1 if forward else -1
        while open_:
            for commodity, place in self.dispatches[open_.pop()].members.items():
                seats = self.seats[commodity]
                if 0 <= place + step < len(seats) and seats[place + step] not in reached:
                    reached[seats[place + step]] = None
                    open_.append(seats[place + step])
        return reached

    def _widen(self, reached: dict[int, None], *, forward: bool) -> None:
        sources = dict[int, None]()
        step = -1 if forward else 1
        for key in reached:
            dispatch = self.dispatches[key]
            alone = [self._alone[k][place] for k, place in dispatch.members.items()]
            if forward:
                dispatch.earliest = max(window[0] for window in alone)
            else:
                dispatch.latest = min(window[1] for window in alone)
            for commodity, place in dispatch.members.items():
                seats = self.seats[commodity]
                if 0 <= place + step < len(seats):
                    sources[seats[place + step]] = None
        self._spread([*sources, *reached], {}, forward=forward)

    def joined(self) -> Timetable:
        """The same at no more cost: those that leave over an arc in the same minute share a dispatch."""
        made = Timetable(self.instance)
        keys: dict[tuple[int, int], int] = {}
        for commodity, path in enumerate(self.paths):
            if path:
                departures = [self.dispatches[key].earliest for key in self.seats[commodity]]
                together = list(zip(path, departures, strict=True))
                made.place(commodity, path, [keys.get(one, NEW) for one in together])
                keys.update(zip(together, made.seats[commodity], strict=True))
        return made

    def answer(self) -> Answer:
        """Everybody leaves at the earliest minute."""
        legs = (
            tuple(Leg(arc, self.dispatches[key].earliest) for arc, key in zip(path, seats, strict=True))
            for path, seats in zip(self.paths, self.seats, strict=True)
        )  # fmt: skip
        return Answer(tuple(legs), self.cost)

    def _enter(self, commodity: int, path: Path, seats: Sequence[int]) -> None:
        goods = self.instance.commodities[commodity]
        self.paths[commodity] = path
        alone = self._alone[commodity] = windows(self.instance, commodity, path)
        taken = self.seats[commodity] = []
        self.cost += self.instance.carriage(commodity, path)
        for place, (number, wanted) in enumerate(zip(path, seats, strict=True)):
            arc, key = self.instance.arcs[number], wanted
            if key == NEW:
                key = self.made
                self.made += 1
                self.dispatches[key] = Dispatch(number, {}, 0, *alone[place])
                self.by_arc[number].append(key)
            dispatch = self.dispatches[key]
            added = arc.vehicles(dispatch.load + goods.quantity) - arc.vehicles(dispatch.load)
            self.cost += arc.vehicle_cost * added
            dispatch.load += goods.quantity
            dispatch.members[commodity] = place
            taken.append(key)

    def _leave(self, commodity: int) -> None:
        goods = self.instance.commodities[commodity]
        self.cost -= self.instance.carriage(commodity, self.paths[commodity])
        for key in self.seats[commodity]:
            dispatch = self.dispatches[key]
            arc = self.instance.arcs[dispatch.arc]
            spared = arc.vehicles(dispatch.load) - arc.vehicles(dispatch.load - goods.quantity)
            self.cost -= arc.vehicle_cost * spared
            dispatch.load -= goods.quantity
            del dispatch.members[commodity]
            if not dispatch.members:
                del self.dispatches[key]
                self.by_arc[dispatch.arc].remove(key)
        self.paths[commodity], self.seats[commodity] = (), []

    def _settle(self, commodity: int, before: dict[int, tuple[int, int]]) -> bool:
        seats = self.seats[commodity]
        goods, last = self.instance.commodities[commodity], self.dispatches[seats[-1]]
        first = self.dispatches[seats[0]]
        before[seats[0]] = (first.earliest, first.latest)
        before.setdefault(seats[-1], (last.earliest, last.latest))
        first.earliest = max(first.earliest, goods.released)
        last.latest = min(last.latest, goods.due - self.instance.arcs[last.arc].minutes)
        if first.earliest > first.latest or last.earliest > last.latest:
            return False
        return self._spread(seats, before, forward=True) and self._spread(
            seats[::-1], before, forward=False
        )

    def _spread(
        self, touched: list[int], before: dict[int, tuple[int, int]], *, forward: bool
    ) -> bool:
        """Carries what changed on to those who follow, or came before; whether all stays right."""
        open_, arcs = list(touched), self.instance.arcs
        step = 1 if forward else -1
        while open_:
            key = open_.pop()
            dispatch = self.dispatches[key]
            for commodity, place in dispatch.members.items():
                seats = self.seats[commodity]
                if not 0 <= place + step < len(seats):
                    continue
                other_key = seats[place + step]
                other = self.dispatches[other_key]
                if forward:
                    value = dispatch.earliest + arcs[dispatch.arc].minutes
                    if value <= other.earliest:
                        continue
                    before.setdefault(other_key, (other.earliest, other.latest))
                    other.earliest = value
                else:
                    value = dispatch.latest - arcs[other.arc].minutes
                    if value >= other.latest:
                        continue
                    before.setdefault(other_key, (other.earliest, other.latest))
                    other.latest = value
                if other.earliest > other.latest:
                    return False
                open_.append(other_key)
        return True
