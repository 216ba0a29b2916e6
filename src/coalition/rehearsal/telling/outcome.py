"""What one block of rows came to: when each requirement closed, what was delivered, and what was to blame.

Small enough to send from one process to another and to keep for a hundred thousand replications. The score is
that of the planning rules: undelivered (weight x share, in millionths), then lateness (weight x minutes after
RDD, to the horizon's end when it never closes).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from coalition.model.plan import PPM
from coalition.rehearsal.engine.state import Array, Play
from coalition.rehearsal.script.instants import LONG_AGO, NEVER
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.telling.blame import blame_of
from coalition.rehearsal.telling.struck import struck_in
from coalition.rehearsal.world.strikes import Register


@dataclass(frozen=True, slots=True)
class Outcome:
    """All arrays begin with [rows].

    `closure` [requirements]: minutes from C-day, NEVER when it does not close. `delivered` [requirements]:
    millionths at their destination, or covered, by the horizon's end. `struck` [groups]: whether any chance
    of the group went otherwise than planned; `felt`: whether it held anything; `critical` [groups]: weighted
    minutes they added on the causal chains of what is late. `given_up` visits that never were, `helped`
    carriers replaced, `detours` taken.
    """

    replication: Array
    closure: Array
    delivered: Array
    struck: Array
    felt: Array
    critical: Array
    given_up: Array
    helped: Array
    detours: Array

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.replication)

    def at(self, rows: Array) -> Outcome:
        """The outcome of some rows."""
        return Outcome(*(getattr(self, field.name)[rows] for field in fields(self)))


def outcome_of(play: Play, register: Register) -> Outcome:
    """The outcome of every row that was played."""
    script, record = play.script, play.record
    closings = _closings(play)
    closure = _closure(script, closings)
    blame = blame_of(play, register, closure)
    begin = record.begin.reshape(play.sizes.rows, -1)
    helped = np.bincount([row for row, *_ in record.swaps], minlength=play.sizes.rows)
    return Outcome(
        play.world.replication,
        closure,
        _delivered(play, closings),
        struck_in(play, register),
        blame.felt,
        blame.critical,
        (begin >= NEVER).sum(axis=1).astype(np.int32),
        helped.astype(np.int32),
        (record.detour.reshape(play.sizes.rows, -1) >= 0).sum(axis=1).astype(np.int32),
    )


def joined(parts: list[Outcome]) -> Outcome:
    """Blocks one after the other."""
    columns = (
        np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Outcome)
    )
    return Outcome(*columns)


def lateness(script: Script, closure: Array) -> Array:
    """[rows] weighted minutes after RDD; what closes after the horizon counts to its end."""
    goals = script.goals
    ends = np.where(closure <= script.horizon, closure, script.horizon)
    late = np.maximum(0, ends.astype(np.int64) - goals.rdd)
    return np.asarray(late @ goals.weight.astype(np.int64))


def undelivered(script: Script, delivered: Array) -> Array:
    """[rows] weight x share not delivered, in millionths."""
    missing = PPM - delivered.astype(np.int64)
    return np.asarray(missing @ script.goals.weight.astype(np.int64))


def on_time(script: Script, closure: Array) -> Array:
    """[rows, requirements] whether each closed by its RDD."""
    return np.asarray(closure <= np.minimum(script.goals.rdd, script.horizon))


@dataclass(frozen=True, slots=True)
class Closings:
    """[rows, movements] when each closes (NEVER: it does not), and [rows, deliveries] the ends of deliveries
    and how much of each is there, in millionths; `short` [rows, movements]: the load has outgrown its trips.
    """

    closed: Array
    ends: Array
    aboard: Array
    short: Array


def _closings(play: Play) -> Closings:
    script, rows = play.script, play.sizes.rows
    moved, freight = script.movements, script.freight
    carriages = moved.deliveries.values
    left = freight.left[carriages]
    ends = play.record.end.reshape(rows, -1)[:, left]
    aboard = play.state.share.reshape(rows, -1)[:, carriages]
    grows = play.world.work.grows[:, moved.requirement]
    short = grows > moved.spare_ppm
    complete = np.where(aboard >= PPM, ends, NEVER)
    closed = _largest(complete, moved.deliveries.starts)
    closed = np.where(moved.whole & ~short, closed, NEVER)
    closed = np.where(moved.still, play.world.sources.ready, closed)
    return Closings(closed, ends, aboard, short)


def _largest(values: Array, starts: Array) -> Array:
    """[rows, groups] the largest of each run of columns; LONG_AGO of an empty one."""
    padded = np.concatenate(
        [values, np.full((len(values), 1), LONG_AGO, dtype=values.dtype)], axis=1
    )
    found = np.maximum.reduceat(padded, np.minimum(starts[:-1], values.shape[1]), axis=1)
    return np.where(starts[1:] > starts[:-1], found, LONG_AGO)


def _closure(script: Script, closings: Closings) -> Array:
    """[rows, requirements]."""
    goals, moved = script.goals, script.movements
    served = goals.movements
    latest = _largest(closings.closed[:, served.values], served.starts)
    covers = np.array(
        [int(moved.covers[served.of(goal)].sum()) for goal in range(len(goals.names))]
    )
    none = served.starts[1:] == served.starts[:-1]
    never = none | ((goals.amount > 0) & (covers < goals.amount))
    return np.where(never | (latest >= NEVER), NEVER, latest).astype(np.int32)


def _delivered(play: Play, closings: Closings) -> Array:
    """[rows, requirements] millionths there by the horizon's end; of a capability, what is covered by then."""
    script, rows = play.script, play.sizes.rows
    goals, moved = script.goals, script.movements
    there = np.where(closings.ends <= script.horizon, closings.aboard, 0).astype(np.int64)
    brought = there * moved.shares.values // PPM
    by_movement = _sums(brought, moved.deliveries.starts)
    by_movement = np.where(moved.still, PPM, np.minimum(by_movement + _ROUNDING, PPM))
    full = (closings.closed <= script.horizon) & (closings.closed > LONG_AGO)
    grows = play.world.work.grows[:, moved.requirement].astype(np.int64)
    by_movement = np.where(closings.short, by_movement * PPM // (PPM + grows), by_movement)
    by_movement = np.where(full, PPM, np.minimum(by_movement, PPM - 1))
    found = np.zeros((rows, len(goals.names)), dtype=np.int32)
    for goal in range(len(goals.names)):
        serving = goals.movements.of(goal)
        if goals.amount[goal] > 0:
            covered = (full[:, serving] * moved.covers[serving].astype(np.int64)).sum(axis=1)
            found[:, goal] = np.minimum(PPM, covered * PPM // int(goals.amount[goal]))
        elif len(serving):
            weight = moved.weight_kg[serving]
            shares = by_movement[:, serving] * weight
            found[:, goal] = shares.sum(axis=1) // max(1, int(weight.sum()))
    return found


_ROUNDING = 8
"""Shares of deliveries are rounded down each, so that a whole may lack so many millionths."""


def _sums(values: Array, starts: Array) -> Array:
    total = np.concatenate(
        [np.zeros((len(values), 1), dtype=np.int64), values.cumsum(axis=1)], axis=1
    )
    return np.asarray(total[:, starts[1:]] - total[:, starts[:-1]])
