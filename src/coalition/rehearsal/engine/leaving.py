"""When a leg may be left for: consents, shut ways, ways of so many carriers a day.

The rules: R10 and R8. A consent must be open at the moment that counts; who comes when it has closed waits for
the next window, or never goes. What is under way when a window closes goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.rehearsal.engine.opening import next_closing, open_at
from coalition.rehearsal.engine.state import UNBLAMED, Array, Play, days_of
from coalition.rehearsal.script.instants import NEVER

_ROUNDS = 8


class Why(IntEnum):
    """What a visit's beginning, or a leg's departure, waited for last."""

    PLAN = 0
    """The planned minute: it is not late."""
    CARRIER = 1
    FREIGHT = 2
    """Another visit that brings its freight, or that must close first."""
    READY = 3
    DESK = 4
    """A working place that another visit held."""
    PLACE = 5
    """A shut place; unblamed, its opening hours."""
    LAW = 6
    SKY = 7
    DAILY = 8
    LOST = 9
    """Its carrier was lost."""


@dataclass(slots=True)
class Gate:
    """Legs of some rows about to leave: what they wait for is written down while they wait."""

    rows: Array
    door: Array
    law: Array
    sky: Array
    daily: Array
    need: Array
    at: Array
    why: Array
    blame: Array


def gate_of(
    rows: Array, door: Array, at: Array, *, law: Array, sky: Array, daily: Array, need: Array
) -> Gate:
    """A gate before legs of that law, sky and day, which the door itself lets leave at `at`."""
    return Gate(
        rows, door, law, sky, daily, need.astype(np.int64), at.astype(np.int64),
        np.zeros(len(rows), dtype=np.int8), np.full(len(rows), UNBLAMED, dtype=np.int16),
    )  # fmt: skip


def wait_at(play: Play, gate: Gate) -> None:
    """Move `gate.at` to the first minute at which nothing holds the leg; NEVER where there is none."""
    for _ in range(_ROUNDS):
        before = gate.at.copy()
        _wait_for_law(play, gate)
        lawful = gate.at.copy()
        _wait_for_sky(play, gate)
        _wait_for_day(play, gate)
        _wait_for_door(play, gate, before)
        if (gate.at == lawful).all():
            return


def _wait_for_law(play: Play, gate: Gate) -> None:
    consents = play.world.consents
    if not consents.open_from.size:
        return
    law = np.maximum(gate.law, 0)
    some = ((gate.law >= 0) & (gate.at < consents.open_from[gate.rows, law])).nonzero()[0]
    if not len(some):
        return
    rows, laws = gate.rows[some], law[some]
    opens, last = next_open(play, rows, laws, gate.at[some])
    later = opens > gate.at[some]
    moved = some[later]
    gate.at[moved] = opens[later]
    gate.why[moved] = Why.LAW
    gate.blame[moved] = consents.blame[rows[later], last[later]]


def next_open(play: Play, rows: Array, laws: Array, at: Array) -> tuple[Array, Array]:
    """[n] the first minute from `at` on at which every lock of the law is open, and the lock that was last."""
    table, consents = play.script.laws, play.world.consents
    locks = table.parts[laws]
    held, each = np.maximum(locks, 0), np.arange(len(rows))
    opens = consents.opens[rows[:, None], held].astype(np.int64)
    closes = consents.closes[rows[:, None], held].astype(np.int64)
    closes = np.where(opens >= NEVER, -NEVER, closes - table.ends[laws][:, :, None])
    opens -= table.begins[laws][:, :, None]
    last = np.zeros(len(rows), dtype=np.int32)
    for _ in range(_ROUNDS):
        here = at[:, None, None]
        first = np.where(closes > here, np.maximum(opens, here), NEVER).min(axis=2)
        first = np.where(locks < 0, -1, first)
        latest = first.argmax(axis=1)
        found = np.minimum(first[each, latest], NEVER)
        moved = found > at
        if not moved.any():
            break
        last = np.where(moved, locks[each, latest], last).astype(np.int32)
        at = np.maximum(found, at)
    return at, last


def _wait_for_sky(play: Play, gate: Gate) -> None:
    skies = play.world.skies
    if not skies.begins.size:
        return
    some = ((gate.sky >= 0) & (gate.at < NEVER)).nonzero()[0]
    while len(some):
        here, thing = gate.at[some], skies.number[gate.sky[some]]
        begins, ends, place = next_closing(skies, (gate.rows[some], thing), here)
        meets = begins < here + np.maximum(gate.need[some], 1)
        some = some[meets]
        gate.at[some], gate.why[some] = ends[meets], Why.SKY
        gate.blame[some] = skies.blame.ravel()[place[meets]]
        some = some[gate.at[some] < NEVER]


def _wait_for_day(play: Play, gate: Gate) -> None:
    """The first day on which the way still takes a carrier; who keeps planned order keeps to planned days."""
    some = ((gate.daily >= 0) & (gate.at < NEVER)).nonzero()[0]
    if not len(some) or not play.reactions.overtake:
        return
    last = days_of(play.script) - 1
    while len(some):
        day = _day(play, gate.at[some])
        index = _daily_index(play, gate.rows[some], gate.daily[some], day)
        full = play.state.daily[index] >= play.script.daily[gate.daily[some]]
        full &= day < last
        some, day = some[full], day[full]
        gate.at[some] = (day + 1) * MINUTES_PER_DAY - play.script.origin % MINUTES_PER_DAY
        gate.why[some], gate.blame[some] = Why.DAILY, UNBLAMED


def _wait_for_door(play: Play, gate: Gate, before: Array) -> None:
    """Who has waited for something else may find the place shut by then."""
    moved = ((gate.at > before) & (gate.at < NEVER)).nonzero()[0]
    if len(moved):
        own = gate.rows[moved], gate.door[moved]
        at, late, blame = open_at(play, own, gate.at[moved], None, None)
        gate.at[moved] = at
        gate.why[moved[late]], gate.blame[moved[late]] = Why.PLACE, blame


def count_day(play: Play, gate: Gate) -> None:
    """Note that the legs leave."""
    some = ((gate.daily >= 0) & (gate.at < NEVER)).nonzero()[0]
    if len(some):
        day = _day(play, gate.at[some])
        play.state.daily[_daily_index(play, gate.rows[some], gate.daily[some], day)] += 1


def _daily_index(play: Play, rows: Array, way: Array, day: Array) -> Array:
    return (rows * len(play.script.daily) + way) * days_of(play.script) + day


def _day(play: Play, at: Array) -> Array:
    """UTC days, counted from that of C-day."""
    since = at + play.script.origin % MINUTES_PER_DAY
    return np.asarray(np.minimum(since // MINUTES_PER_DAY, days_of(play.script) - 1))
