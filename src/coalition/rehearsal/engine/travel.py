"""From one visit to the next: departures, rest, slow travel, breakdowns, arrivals.

The rules: R4, R5, R8 and R10 of `docs/explanation/planning-rules.md`. Nothing leaves or arrives before the
minute planned for it.
"""

from __future__ import annotations

import numpy as np

from coalition.rehearsal.engine.leaving import Why, count_day, gate_of, wait_at
from coalition.rehearsal.engine.mishaps import break_down, strand
from coalition.rehearsal.engine.rerouting import OWN_WAY, take_detours
from coalition.rehearsal.engine.state import Array, Play
from coalition.rehearsal.script.instants import LONG_AGO, NEVER


def travel(play: Play, rows: Array, visit: Array, at: Array) -> Array:
    """[n] when the carriers come to their visits, having been free to leave for them at `at`.

    NEVER for those whose carrier is lost on the way.
    """
    leg = play.script.visits.leg.take(visit)
    under_way = (leg >= 0).nonzero()[0]
    if len(under_way) == len(leg):
        return _travel(play, rows, leg, at)
    arrived = at.copy()
    if len(under_way):
        arrived[under_way] = _travel(play, rows[under_way], leg[under_way], at[under_way])
    return arrived


def _travel(play: Play, rows: Array, leg: Array, at: Array) -> Array:
    legs, record = play.script.legs, play.record
    here = rows * play.sizes.legs + leg
    at, chosen = _leave(play, rows, leg, np.maximum(at, legs.depart.take(leg)))
    record.depart[here] = np.minimum(at, NEVER)
    arrived = _arrival(play, (rows, leg, here), at, chosen)
    record.arrive[here] = np.minimum(arrived, NEVER)
    return arrived


def _leave(play: Play, rows: Array, leg: Array, at: Array) -> tuple[Array, Array | None]:
    """When each leaves, and the detours taken (None: nobody had to wait)."""
    legs, given, sizes = play.script.legs, play.given, play.sizes
    daily = legs.daily.take(leg)
    need = given.need.take(leg)
    held = at < given.open_from.take(rows * sizes.laws + given.law.take(leg))
    held |= at + need > given.sky_first.take(rows * sizes.skies + given.sky.take(leg))
    some = (held | (daily >= 0)).nonzero()[0]
    if not len(some):
        return at, None
    own = leg[some]
    gate = gate_of(
        rows[some], given.door[own], at[some], law=legs.law[own], sky=legs.sky[own],
        daily=daily[some], need=need[some],
    )  # fmt: skip
    wait_at(play, gate)
    taken = take_detours(play, gate, leg[some], at[some])
    for one in (gate.at >= NEVER).nonzero()[0]:
        of_row = int(gate.rows[one]), int(leg[some[one]])
        gate.at[one] = strand(play, *of_row, int(at[some[one]]), int(gate.blame[one]))
    count_day(play, gate)
    here = gate.rows * sizes.legs + leg[some]
    waited = (gate.why > Why.PLAN).nonzero()[0]
    play.record.leg_why[here[waited]] = gate.why[waited]
    play.record.leg_blame[here[waited]] = gate.blame[waited]
    at = at.copy()
    at[some] = gate.at
    chosen = None
    if (taken >= 0).any():
        play.record.detour[here] = taken
        chosen = np.full(len(leg), OWN_WAY, dtype=np.int16)
        chosen[some] = taken
    return at, chosen


def _arrival(
    play: Play, which: tuple[Array, Array, Array], leaves: Array, chosen: Array | None
) -> Array:
    """When each comes in: travel with its rest from this and earlier departures, and what went wrong."""
    (rows, leg, here), legs = which, play.script.legs
    moving = legs.moving.take(leg)
    least = leaves + play.given.need.take(leg)
    bound = play.given.bound.take(leg).nonzero()[0]
    if len(bound):
        own = leg[bound]
        departed = play.record.depart.take(here[bound][:, None] - legs.back.take(own, axis=0))
        least[bound] = (departed.astype(np.int64) + legs.need.take(own, axis=0)).max(axis=1)
    if chosen is not None:
        some = (chosen >= 0).nonzero()[0]
        least[some] = leaves[some] + play.script.detours.need[chosen[some]]
        moving[some] = play.script.detours.moving[chosen[some]]
    least += play.world.carriers.slow.ravel().take(here)
    repaired = break_down(play, which, leaves, moving)
    if repaired is not None:
        least += repaired
    arrived = np.maximum(legs.arrive.take(leg), least)
    landing = legs.landing.take(leg)
    some = (landing >= 0).nonzero()[0]
    if len(some):
        opens = play.world.consents.open_from[rows[some], landing[some]]
        arrived[some] = np.maximum(arrived[some], np.where(opens < NEVER, opens, LONG_AGO))
    never = leaves >= NEVER
    if repaired is not None:
        never |= repaired >= NEVER
    return np.where(never, NEVER, arrived)
