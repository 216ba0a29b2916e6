"""One replication of a script by SimPy, process by process: the peer of `rehearsal.engine`.

It meets the same rules with none of its arrays: a process a carrier, an event a visit, a queue a place. It is
fed the draws of one row of a world, so that both must come to the same minute; fed other draws, to the same
distribution. Carriers do not help each other out here.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy
from simpy.events import EventPriority

from coalition.rehearsal.engine.reactions import Reactions
from coalition.rehearsal.script.instants import LONG_AGO, NEVER
from coalition.rehearsal.script.script import MODES, Script
from coalition.rehearsal.world.closings import Closings
from coalition.rehearsal.world.world import World

LAST = EventPriority(2)
"""After everything else of the minute (SimPy: urgent 0, normal 1)."""
WHOLE = 1_000_000
DAY = 1440
Process = Generator[simpy.Event, Any, Any]


@dataclass
class Told:
    """When each visit began and ended; NEVER for those that never were."""

    begin: np.ndarray
    end: np.ndarray


class Queue:
    """Working places of one desk. Those who ask in one minute are served in the order of the plan."""

    def __init__(self, env: simpy.Environment, places: int) -> None:
        self._env, self._left = env, places
        self._asking: list[tuple[int, int, simpy.Event]] = []
        self._waiting: list[tuple[int, simpy.Event]] = []

    def ask(self, visit: int, places: int) -> simpy.Event:
        granted = self._env.event()
        if not self._asking:
            at_last(self._env, self._line_up)
        self._asking.append((visit, places, granted))
        return granted

    def give_back(self, places: int) -> None:
        self._left += places
        at_last(self._env, self._serve)

    def _line_up(self) -> None:
        for _, places, granted in sorted(self._asking, key=lambda one: one[0]):
            self._waiting.append((places, granted))
        self._asking = []
        self._serve()

    def _serve(self) -> None:
        while self._waiting and self._left >= self._waiting[0][0]:
            places, granted = self._waiting.pop(0)
            self._left -= places
            granted.succeed()


class Counter:
    """Ways of so many carriers a day: who is ready to leave first books first."""

    def __init__(self, env: simpy.Environment) -> None:
        self._env = env
        self._booking: list[tuple[int, simpy.Event]] = []

    def my_turn(self, visit: int) -> simpy.Event:
        granted = self._env.event()
        if not self._booking:
            at_last(self._env, self._call)
        self._booking.append((visit, granted))
        return granted

    def _call(self) -> None:
        for _, granted in sorted(self._booking, key=lambda one: one[0]):
            granted.succeed()
        self._booking = []


def at_last(env: simpy.Environment, call: Any) -> None:
    """Call once everything else of this minute is done."""
    event = simpy.Event(env)
    event._ok, event._value = True, None
    assert event.callbacks is not None
    event.callbacks.append(lambda _: call())
    env.schedule(event, priority=LAST)


@dataclass
class Simulation:
    """One row of a world, played by processes."""

    script: Script
    world: World
    row: int
    reactions: Reactions
    env: simpy.Environment = field(default_factory=simpy.Environment)

    def run(self) -> Told:
        visits = len(self.script.visits.arrive)
        self.told = Told(np.full(visits, NEVER), np.full(visits, NEVER))
        self.done = [self.env.event() for _ in range(visits)]
        self.before: list[list[int]] = [[] for _ in range(visits)]
        for visit in range(visits):
            for later in self.script.freight.after.of(visit):
                self.before[later].append(visit)
        self.queues = [Queue(self.env, int(slots)) for slots in self.script.desks.slots]
        self.counter = Counter(self.env)
        self.left: dict[tuple[int, int], int] = {}
        self.share = [WHOLE] * len(self.script.freight.pieces)
        self.departed = np.full(len(self.script.legs.depart), NEVER)
        for chain in range(len(self.script.chains.names)):
            self.env.process(self.carrier(chain))
        self.env.run()
        return self.told

    # --- a carrier --------------------------------------------------------------------------------

    def carrier(self, chain: int) -> Process:
        visits, visit = self.script.visits, int(self.script.chains.first[chain])
        free = self.leave_home(
            visit, max(int(self.world.carriers.opens[self.row, chain]), LONG_AGO)
        )
        self.moved, lost = getattr(self, "moved", {}), False
        self.moved[chain] = (0, 0)
        while visit >= 0:
            came = free if lost else self.travel(chain, visit, free)
            if came >= NEVER:
                lost, came = True, free
            if not lost:
                free = yield from self.visit(visit, came)
                lost = self.told.end[visit] >= NEVER and free > self.script.chains.closes[chain]
            else:
                yield from self.give_up(visit, came)
                free = came
            visit = int(visits.following[visit])

    def visit(self, visit: int, came: int) -> Process:
        visits, given = self.script.visits, self.world
        yield simpy.AllOf(self.env, [self.done[one] for one in self.before[visit]])
        work = self.work_minutes(visit)
        late = int(given.sources.not_before[self.row, visit])
        ready = max(int(visits.arrive[visit]), came, late - work if late > LONG_AGO else LONG_AGO)
        yield from self.until(ready)
        ready = int(self.env.now)
        if ready > self.script.chains.closes[visits.chain[visit]]:
            yield from self.give_up(visit, ready)
            return ready
        works = self.load_up(visit, ready)
        work = work if works else 0
        desk = int(visits.desk[visit])
        held = works and desk >= 0
        if held:
            yield self.queues[desk].ask(visit, int(visits.slots[visit]))
        begin = self.open_at(int(visits.door[visit]), int(self.env.now), work)
        if begin >= NEVER:
            if held:
                self.queues[desk].give_back(int(visits.slots[visit]))
            self.drop(visit)
            self.done[visit].succeed()
            return ready
        end = max(begin + work, int(visits.depart[visit]), late)
        end = self.leave_at(int(visits.door[visit]), end, checked=end == begin + work)
        self.told.begin[visit], self.told.end[visit] = begin, end
        yield from self.until(end)
        if held:
            self.queues[desk].give_back(int(visits.slots[visit]))
        self.done[visit].succeed()
        following = int(visits.following[visit])
        if (
            following >= 0
            and (leg := int(visits.leg[following])) >= 0
            and self.script.legs.daily[leg] >= 0
        ):
            yield self.counter.my_turn(visit)
        return end

    def give_up(self, visit: int, at: int) -> Process:
        yield from self.until(at)
        self.drop(visit)
        self.done[visit].succeed()

    def until(self, at: int) -> Iterable[simpy.Event]:
        if at > self.env.now:
            yield self.env.timeout(at - self.env.now)

    def leave_home(self, visit: int, at: int) -> int:
        """Who is at hand later than planned finds home open when it sets out for elsewhere."""
        legs, leg = self.script.legs, int(self.script.visits.leg[visit])
        if leg < 0 or at <= legs.depart[leg]:
            return at
        mode = MODES.index(self.script.fleets.modes[self.script.chains.fleet[legs.chain[leg]]])
        opens = self.open_at(int(legs.origin[leg]) * len(MODES) + mode, at, 1)
        return at if opens >= NEVER else opens

    # --- travel -----------------------------------------------------------------------------------

    def travel(self, chain: int, visit: int, free: int) -> int:
        legs, leg = self.script.legs, int(self.script.visits.leg[visit])
        if leg < 0:
            return free
        ready = max(free, int(legs.depart[leg]))
        leaves, detour = self.departure(leg, ready)
        if leaves >= NEVER:
            leaves = self.strand(leg, ready)
            if leaves >= NEVER:
                return NEVER
        self.count(leg, leaves, detour)
        self.departed[leg] = leaves
        moving, least = int(legs.moving[leg]), LONG_AGO
        for back, need in zip(legs.back[leg], legs.need[leg], strict=True):
            if need > LONG_AGO:
                least = max(least, int(self.departed[leg - back]) + int(need))
        if detour >= 0:
            moving = int(self.script.detours.moving[detour])
            least = leaves + int(self.script.detours.need[detour])
        least += int(self.world.carriers.slow[self.row, leg])
        least += (repair := self.repair(chain, moving))
        landing = int(legs.landing[leg])
        opens = LONG_AGO if landing < 0 else int(self.world.consents.open_from[self.row, landing])
        arrived = max(int(legs.arrive[leg]), least, opens if opens < NEVER else LONG_AGO)
        return NEVER if repair >= NEVER else arrived

    def repair(self, chain: int, moving: int) -> int:
        moved, broken = self.moved[chain]
        moved, lost = moved + moving, 0
        breaks = self.world.carriers.breaks[self.row, chain]
        while breaks[broken] <= moved:
            lost += int(self.world.carriers.repair[self.row, chain, broken])
            broken += 1
        self.moved[chain] = (moved, broken)
        return lost

    def departure(self, leg: int, ready: int) -> tuple[int, int]:
        legs, ways = self.script.legs, self.script.detours
        need = int(legs.need[leg, 0])
        mode = MODES.index(self.script.fleets.modes[self.script.chains.fleet[legs.chain[leg]]])
        self.door = int(legs.origin[leg]) * len(MODES) + mode
        leaves = self.may_leave(
            (int(legs.law[leg]), int(legs.sky[leg]), int(legs.daily[leg])), need, ready
        )
        patience, chosen = self.reactions.patience_minutes, -1
        if not self.reactions.reroute or leaves - ready < patience:
            return leaves, chosen
        best = min(leaves + need, NEVER) - patience
        for detour in legs.detours.of(leg):
            other_need = int(ways.need[detour])
            other = self.may_leave(
                (int(ways.law[detour]), int(ways.sky[detour]), -1), other_need, ready
            )
            if other < NEVER and other + other_need < best:
                best, leaves, chosen = other + other_need, other, int(detour)
        return leaves, chosen

    def may_leave(self, which: tuple[int, int, int], need: int, at: int) -> int:
        law, sky, daily = which
        while True:
            before = at
            opens = self.lawful(law, at)
            if opens >= NEVER:
                return NEVER
            clear = self.past(self.world.skies, sky, opens, max(need, 1))
            clear = clear if clear >= NEVER else self.day_with_room(daily, clear)
            if clear > before and clear < NEVER:
                clear = self.open_at(self.door, clear, 1)
            if clear == opens:
                return opens
            at = clear

    def lawful(self, law: int, at: int) -> int:
        if law < 0:
            return at
        table = self.script.laws
        while True:
            before = at
            for lock, begins, ends in zip(
                table.parts[law], table.begins[law], table.ends[law], strict=True
            ):
                at = at if lock < 0 else self.unlocked(int(lock), int(begins), int(ends), at)
                if at >= NEVER:
                    return NEVER
            if at == before:
                return at

    def unlocked(self, lock: int, begins: int, ends: int, at: int) -> int:
        consents = self.world.consents
        windows = zip(consents.opens[self.row, lock], consents.closes[self.row, lock], strict=True)
        possible = [
            max(at, int(opens) - begins)
            for opens, closes in windows
            if opens < NEVER and int(closes) - ends > at
        ]
        return min(possible, default=NEVER)

    def day_with_room(self, way: int, at: int) -> int:
        shift = self.script.origin % DAY
        while way >= 0 and self.left.get((way, (at + shift) // DAY), 0) >= self.script.daily[way]:
            at = ((at + shift) // DAY + 1) * DAY - shift
        return at

    def count(self, leg: int, leaves: int, detour: int) -> None:
        way = int(self.script.legs.daily[leg])
        if way >= 0 and detour < 0:
            key = (way, (leaves + self.script.origin % DAY) // DAY)
            self.left[key] = self.left.get(key, 0) + 1

    # --- places -----------------------------------------------------------------------------------

    def open_at(self, door: int, at: int, work: int) -> int:
        while True:
            moved = self.past(
                self.world.places, door, self.in_hours(door // len(MODES), at), max(work, 1)
            )
            if moved == at or moved >= NEVER:
                return moved
            at = moved

    def leave_at(self, door: int, at: int, *, checked: bool) -> int:
        """What has just been worked at needs only its hours looked at, unless it has any."""
        if checked and self.script.spots.length[door // len(MODES)] >= DAY:
            return at
        return self.open_at(door, at, 1)

    def in_hours(self, place: int, at: int) -> int:
        spots = self.script.spots
        since = (at + self.script.origin - int(spots.opens[place])) % DAY
        return at + DAY - since if since > spots.length[place] else at

    def past(self, closings: Closings, owner: int, at: int, lasting: int) -> int:
        if owner < 0:
            return at
        thing = int(closings.number[owner])
        spans = list(
            zip(
                closings.begins[self.row, thing].tolist(),
                closings.ends[self.row, thing].tolist(),
                strict=True,
            )
        )
        while True:
            met = [ends for begins, ends in spans if begins < at + lasting and ends > at]
            if not met:
                return at
            at = max(met)
            if at >= NEVER:
                return NEVER

    def work_minutes(self, visit: int) -> int:
        work = int(self.script.visits.work[visit])
        return (
            work
            + work * int(self.world.work.more[self.row, self.script.visits.place[visit]]) // WHOLE
        )

    # --- freight that will not come ---------------------------------------------------------------

    def load_up(self, visit: int, at: int) -> bool:
        visits, freight = self.script.visits, self.script.freight
        for carriage in visits.on.of(visit):
            movement = int(freight.movement[carriage])
            share = int(freight.homes[carriage])
            if self.world.sources.gone[self.row, movement] <= at:
                share = 0
            for source, part in zip(
                freight.sources.of(carriage), freight.parts.of(carriage), strict=True
            ):
                share += int(part) * self.share[source] // WHOLE
            self.share[carriage] = min(share, self.share[carriage])
        moved = (*visits.on.of(visit), *visits.off.of(visit))
        return bool(visits.works[visit]) and any(self.share[one] > 0 for one in moved)

    def strand(self, leg: int, at: int) -> int:
        legs = self.script.legs
        laws = dict(
            zip(legs.aboard.of(leg).tolist(), legs.aboard_law.of(leg).tolist(), strict=True)
        )
        aboard = [one for one in laws if self.share[one] > 0]
        if not aboard:
            return NEVER
        opens = {one: self.lawful(laws[one], at) for one in aboard}
        passing = [when for when in opens.values() if when < NEVER]
        for one, when in opens.items():
            if when >= NEVER or len(passing) == len(aboard):
                self.share[one] = 0
        return at if len(passing) == len(aboard) else max([at, *passing])

    def drop(self, visit: int) -> None:
        visits = self.script.visits
        for carriage in (*visits.on.of(visit), *visits.off.of(visit)):
            self.share[carriage] = 0


def simulate(script: Script, world: World, row: int, reactions: Reactions) -> Told:
    """The row of the world, played by SimPy."""
    return Simulation(script, world, row, reactions).run()
