"""Other ways for legs that may be held: round a nation whose leave is not certain.

A detour keeps clear of one nation more than the planned way does. It must fit the carrier and all that is
aboard (R5, R8): range, draught, load class, height, gauge. Only legs that leave about the time at which the
leave is expected are given one, and of the ways asked for only the most used, for finding a way takes time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from coalition.authority.answer import LegLaw, Moment
from coalition.judging.docket import Leg
from coalition.judging.doors import WayBook
from coalition.measure.instants import MINUTES_PER_DAY, MINUTES_PER_HOUR
from coalition.model.forces import Fleet
from coalition.model.places import Mode
from coalition.model.ways import Way, WayKey
from coalition.rehearsal.script.ground import WayTable
from coalition.rehearsal.script.hearing import Clerk
from coalition.rehearsal.script.law import ALWAYS_OPEN, LawTable
from coalition.rehearsal.script.rest import least
from coalition.rehearsal.script.script import Detours

WAYS_MAX = 60
_DAYS_AFTER = 21


@dataclass(frozen=True, slots=True)
class Round:
    """A leg and the way it might take instead."""

    leg: int
    key: WayKey
    words: str


class DetourTable:
    """Finds detours once all legs are known."""

    def __init__(self, clerk: Clerk, law: LawTable, ways: WayTable, origin: int) -> None:
        self._clerk, self._law, self._ways, self._origin = clerk, law, ways, origin
        self._legs: list[Leg] = []
        self._wanted: list[Round] = []

    def ask(self, leg: Leg, asked: tuple[LegLaw, ...]) -> None:
        """Note a leg, in the order of their numbers, and the ways round that it may want."""
        number = len(self._legs)
        self._legs.append(leg)
        self._wanted += [Round(number, key, words) for key, words in self._rounds(leg, asked)]

    def table(self, network: WayBook) -> tuple[Detours, list[list[int]]]:
        """All detours that fit, and for each leg their numbers."""
        used = Counter(one.key for one in self._wanted)
        most = sorted(used, key=lambda key: (-used[key], repr(key)))[:WAYS_MAX]
        found = {key: network.find_way(key) for key in most}
        rows: list[tuple[int, int, int, int]] = []
        words: list[str] = []
        by_leg: list[list[int]] = [[] for _ in self._legs]
        for one in self._wanted:
            way, leg = found.get(one.key), self._legs[one.leg]
            if way is not None and leg.fleet is not None and fits(way, leg, leg.fleet):
                by_leg[one.leg].append(len(rows))
                rows.append(self._row(leg, leg.fleet, way))
                words.append(one.words)
        moving, need, law, sky = np.array(rows, dtype=np.int32).reshape(-1, 4).T.copy()
        return Detours(moving, need, law, sky, tuple(words)), by_leg

    def _rounds(self, leg: Leg, asked: tuple[LegLaw, ...]) -> Iterator[tuple[WayKey, str]]:
        """The ways clear of each nation passed through whose leave is neither certain nor long expected."""
        if leg.way is None or leg.start.place is None or leg.end.place is None or not leg.aboard:
            return
        ends = {leg.start.place.nation, leg.end.place.nation}
        passed = {
            one.question.territory
            for one in asked
            if one.moment is Moment.WHOLE
            and one.question.territory not in ends
            and self._may_bind(one, leg)
        }
        for nation in sorted(passed):
            avoiding = tuple(sorted({*leg.way.key.avoiding, str(nation)}))
            yield replace(leg.way.key, avoiding=avoiding), f"round {nation}"

    def _may_bind(self, one: LegLaw, leg: Leg) -> bool:
        lock = self._law.lock_of(one.question)
        if lock == ALWAYS_OPEN:
            return False
        opens = self._law.opens_by(lock)
        return leg.depart - self._origin <= opens + _DAYS_AFTER * MINUTES_PER_DAY

    def _row(self, leg: Leg, fleet: Fleet, way: Way) -> tuple[int, int, int, int]:
        moving = -(-way.length_m * MINUTES_PER_HOUR // max(1, fleet.speed_m_per_hour))
        need = (
            least(moving, fleet.duty_minutes)
            if 0 < fleet.duty_minutes < MINUTES_PER_DAY
            else moving
        )
        law = self._law.law_of(self._clerk.whole(leg, way), need, need)
        return moving, need, law, self._ways.sky(way, fleet.mode)


def fits(way: Way, leg: Leg, fleet: Fleet) -> bool:
    """Whether the carrier with all that is aboard may go that way; what is not known does not forbid."""
    lines = [carried.line for carried in leg.aboard]
    if fleet.range_m is not None and way.length_m > fleet.range_m:
        return False
    if fleet.mode is Mode.SEA:
        return way.draught_cm is None or (fleet.draught_cm or 0) <= way.draught_cm
    if fleet.mode is Mode.AIR:
        return True
    height = max((line.height_cm or 0 for line in lines), default=0)
    if way.height_cm is not None and height > way.height_cm:
        return False
    if fleet.mode is Mode.RAIL:
        return fleet.gauge_mm is None or all(gauge == fleet.gauge_mm for gauge in way.gauges_mm)
    load = max((line.mlc or 0 for line in lines), default=0)
    return way.mlc is None or max(load, fleet.mlc or 0) <= way.mlc
