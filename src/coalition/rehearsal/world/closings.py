"""When places and skies are shut: by the book, by weather, by loss.

All closed times of a thing lie side by side in order of their beginning, with the strike that shut it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.chance.chances import ChanceKind
from coalition.rehearsal.script.instants import NEVER, Indices
from coalition.rehearsal.script.script import MODES, Script
from coalition.rehearsal.world.rows import Dice
from coalition.rehearsal.world.strikes import Register, Strike

BY_THE_BOOK = -1
"""The strike that blames nobody."""
_BEYOND_PERCENT = 150
"""Weather is drawn so far past the horizon, in percent of it, for what is late."""


@dataclass(frozen=True, slots=True)
class Closings:
    """[rows, things, times] shut from, to, and by which strike, in order; who begins later never ends sooner,
    and the last time of each is NEVER. `ended` [rows, things, days]: how many times are over when the day
    begins. `number` [doors or skies of the script]: which thing each is; the last thing is never shut.
    """

    begins: NDArray[np.int32]
    ends: NDArray[np.int32]
    blame: Indices
    ended: NDArray[np.int16]
    number: Indices


Spell = tuple[NDArray[np.int64], NDArray[np.int64], int]
"""[rows] closed from and to, and the strike."""


def draw_places(script: Script, register: Register, dice: Dice) -> Closings:
    """When places are shut."""
    rows, horizon = dice.plan.rows, script.horizon
    doors = _Doors(script)
    for place, begins, ends in script.spots.closings:
        if ends > 0:
            doors.shut(place, MODES, [_known(rows, begins, ends)])
    for number, strike in register.of(ChanceKind.PLACE_LOST):
        doors.shut(strike.subject.number, MODES, [_lost(dice, strike, number, horizon)])
    for number, strike in register.of(ChanceKind.WEATHER):
        modes = tuple(str(mode) for mode in strike.chance.modes) or MODES
        if doors.are_used(strike.subject.number, modes):
            found = _again_and_again(dice, strike, number, horizon)
            doors.shut(strike.subject.number, modes, found)
    return _laid(doors.spells, len(script.spots.names) * len(MODES), rows, horizon)


class _Doors:
    """What shuts each place for each mode that calls there. Weather shuts it for the modes it names alone."""

    def __init__(self, script: Script) -> None:
        self._used = set(np.unique(script.visits.door).tolist())
        self.spells: dict[int, list[Spell]] = {}

    def are_used(self, place: int, modes: tuple[str, ...]) -> bool:
        """Whether anything calls there by one of the modes."""
        return any(place * len(MODES) + MODES.index(mode) in self._used for mode in modes)

    def shut(self, place: int, modes: tuple[str, ...], spells: list[Spell]) -> None:
        """Shut it for those modes."""
        for mode in modes:
            door = place * len(MODES) + MODES.index(mode)
            if door in self._used:
                self.spells.setdefault(door, []).extend(spells)


def draw_skies(script: Script, register: Register, dice: Dice) -> Closings:
    """When ways are shut: each sky by what the book knows and by the airspaces it crosses."""
    rows, horizon = dice.plan.rows, script.horizon
    airspace: dict[str, list[Spell]] = {}
    for number, strike in register.of(ChanceKind.AIRSPACE_CLOSED):
        lost = _lost(dice, strike, number, horizon)
        airspace.setdefault(strike.subject.nation, []).append(lost)
    spells: dict[int, list[Spell]] = {}
    skies = zip(script.skies.closings, script.skies.nations, strict=True)
    for sky, (known, nations) in enumerate(skies):
        found = [_known(rows, begins, ends) for begins, ends in known]
        found += [spell for nation in nations for spell in airspace.get(nation, ())]
        if found:
            spells[sky] = found
    return _laid(spells, len(script.skies.closings), rows, horizon)


def _known(rows: int, begins: int, ends: int) -> Spell:
    return np.full(rows, begins, dtype=np.int64), np.full(rows, ends, dtype=np.int64), BY_THE_BOOK


def _lost(dice: Dice, strike: Strike, number: int, horizon: int) -> Spell:
    """Shut once, from some minute before the horizon's end on."""
    drawn = dice.throw(strike, 3)
    happens = dice.happens(strike, drawn[:, 0])
    begins = np.rint(drawn[:, 1] * horizon).astype(np.int64)
    for_good = strike.chance.lasts is None
    lasts = NEVER if for_good else np.maximum(1, dice.lasts(strike, drawn[:, 2]))
    ends = np.minimum(begins + lasts, NEVER)
    return np.where(happens, begins, NEVER), np.where(happens, ends, NEVER), number


def _again_and_again(dice: Dice, strike: Strike, number: int, horizon: int) -> list[Spell]:
    """Spells with exponential times between them; all feel the cause through the first."""
    span = horizon * _BEYOND_PERCENT // 100
    mean = span / max(1, strike.chance.every or 1)
    count = ceil(mean + 4 * sqrt(mean)) + 1
    drawn = dice.throw(strike, 2 * count)
    holds = dice.plan.holds(strike)
    spells: list[Spell] = []
    at = np.zeros(len(drawn), dtype=np.int64)
    for spell in range(count):
        begins = at + dice.gaps(strike, drawn[:, 2 * spell])
        at = begins + np.maximum(1, dice.lasts(strike, drawn[:, 2 * spell + 1]))
        seen = holds & (begins < span)
        spells.append((np.where(seen, begins, NEVER), np.where(seen, at, NEVER), number))
    return spells


def _laid(spells: dict[int, list[Spell]], things: int, rows: int, horizon: int) -> Closings:
    """All spells side by side, those of one thing in order of their beginning."""
    width = max((len(found) for found in spells.values()), default=0) + 1
    shape = (rows, len(spells) + 1, width)
    begins, ends = (np.full(shape, NEVER, dtype=np.int32) for _ in range(2))
    blame = np.full(shape, BY_THE_BOOK, dtype=np.int32)
    number = np.full(things, len(spells), dtype=np.int32)
    for thing, (owner, found) in enumerate(sorted(spells.items())):
        number[owner] = thing
        for column, (opens, closes, strike) in enumerate(found):
            begins[:, thing, column] = opens
            ends[:, thing, column] = closes
            blame[:, thing, column] = strike
    order = begins.argsort(axis=2, kind="stable")
    begins, ends, blame = (np.take_along_axis(one, order, axis=2) for one in (begins, ends, blame))
    kept = int((begins < NEVER).sum(axis=2).max(initial=0)) + 1
    begins, ends, blame = (np.ascontiguousarray(one[:, :, :kept]) for one in (begins, ends, blame))
    _reach(begins, ends, blame)
    return Closings(begins, ends, blame, _ended(ends, horizon), number)


def _reach(begins: NDArray[np.int32], ends: NDArray[np.int32], blame: Indices) -> None:
    """Let what begins within a longer closing end with it, in place: together they shut the same minutes."""
    for column in range(1, begins.shape[2]):
        longer = (ends[:, :, column - 1] > ends[:, :, column]) & (begins[:, :, column] < NEVER)
        ends[:, :, column][longer] = ends[:, :, column - 1][longer]
        blame[:, :, column][longer] = blame[:, :, column - 1][longer]


def _ended(ends: NDArray[np.int32], horizon: int) -> NDArray[np.int16]:
    """How many are over when each day begins, counted from C-day; the last day stands for all after it."""
    days = 2 * horizon // MINUTES_PER_DAY + 2
    count = np.zeros((*ends.shape[:2], days), dtype=np.int16)
    over = np.nonzero(ends < NEVER)
    first = np.clip(-(-ends[over] // MINUTES_PER_DAY), 0, days - 1)
    late = ends[over] > (days - 1) * MINUTES_PER_DAY
    np.add.at(count, (over[0][~late], over[1][~late], first[~late]), 1)
    return np.asarray(count.cumsum(axis=2, dtype=np.int16))
