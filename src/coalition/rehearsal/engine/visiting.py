"""One visit of each row: work at a working place, and what its end sets free."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.rehearsal.engine.mishaps import load_up
from coalition.rehearsal.engine.opening import open_at
from coalition.rehearsal.engine.state import NO_KEY, SHIFT, Array, Play
from coalition.rehearsal.script.instants import NEVER


@dataclass(slots=True)
class Visiting:
    """Visits that begin: [n] rows, chains, visits, and when they are ready."""

    rows: Array
    chain: Array
    visit: Array
    at: Array


def visit_all(play: Play, who: Visiting) -> Array:
    """[n] when the carriers are free to leave; NEVER for visits to a place that is shut for good."""
    record, visits, given = play.record, play.script.visits, play.given
    here = who.rows * play.sizes.visits + who.visit
    works = _works(play, who, here)
    door = visits.door.take(who.visit)
    work = given.work.take(here).astype(np.int64) * works
    begin, held = _at_desk(play, who, works, here)
    begin, late, blame = open_at(play, (who.rows, door), begin, work, None)
    record.place_blame[here[late]] = blame
    worked = begin + work
    end = np.maximum(worked, visits.depart.take(who.visit))
    end = np.maximum(end, given.ready.take(here))
    end, late, blame = open_at(play, (who.rows, door), end, None, end > worked)
    record.leave_blame[here[late]] = blame
    end = np.where(begin >= NEVER, NEVER, end)
    _hold_desk(play, held, who, end)
    record.begin[here] = np.minimum(begin, NEVER)
    record.end[here] = np.minimum(end, NEVER)
    return end


def _works(play: Play, who: Visiting, here: Array) -> Array:
    """Whether anything is worked: freight that may not come is looked at row by row."""
    works = play.script.visits.works.take(who.visit)
    for one in play.state.hit.take(here).nonzero()[0]:
        works[one] = load_up(play, int(who.rows[one]), int(who.visit[one]), int(who.at[one]))
    return works


@dataclass(slots=True)
class _Held:
    """The working places that visits will hold: flat numbers, and whose they are."""

    first: Array
    wide: Array
    """Visits that take more than one, by number of the visit within the turn."""
    desk: Array


def _at_desk(play: Play, who: Visiting, works: Array, here: Array) -> tuple[Array, _Held]:
    """[n] when a working place is free; whoever is ready first is served first."""
    sizes, state, record = play.sizes, play.state, play.record
    desk = np.where(works, play.given.desk.take(who.visit), sizes.desks - 1)
    desk = who.rows * sizes.desks + desk
    free = state.free.reshape(-1, sizes.slots)[desk]
    first = desk * sizes.slots + free.argmin(axis=1)
    begins = state.free.take(first)
    wide = np.zeros(0, dtype=np.int64)
    if not play.given.single:
        slots = np.minimum(play.script.visits.slots.take(who.visit), sizes.slots)
        wide = ((slots > 1) & (desk % sizes.desks < sizes.desks - 1)).nonzero()[0]
        ordered = np.sort(free[wide], axis=1)
        begins[wide] = ordered[np.arange(len(wide)), slots[wide] - 1]
    waits = (begins > who.at).nonzero()[0]
    if len(waits):
        record.desk_free[here[waits]] = begins[waits]
        record.desk_of[here[waits]] = _holder(play, desk[waits], begins[waits])
    return np.maximum(who.at, begins), _Held(first, wide, desk)


def _holder(play: Play, desk: Array, until: Array) -> Array:
    """The visit that holds one of the desk's working places until then."""
    free = play.state.free.reshape(-1, play.sizes.slots)[desk]
    slot = (free == until[:, None]).argmax(axis=1)
    return np.asarray(play.state.free_of.take(desk * play.sizes.slots + slot))


def _hold_desk(play: Play, held: _Held, who: Visiting, until: Array) -> None:
    """The working places that were free first are taken until then; those without limit stay free."""
    sizes, state = play.sizes, play.state
    limited = (held.desk % sizes.desks < sizes.desks - 1) & (until < NEVER)
    some = limited.nonzero()[0]
    state.free[held.first[some]] = until[some]
    state.free_of[held.first[some]] = who.visit[some]
    for one in held.wide:
        if limited[one]:
            slots = int(min(play.script.visits.slots[who.visit[one]], sizes.slots))
            base = int(held.desk[one]) * sizes.slots
            own = state.free[base : base + sizes.slots]
            rest = [slot for slot in own.argsort(kind="stable") if base + slot != held.first[one]]
            for slot in rest[: slots - 1]:
                own[slot] = until[one]
                state.free_of[base + slot] = who.visit[one]


def release(play: Play, who: Visiting, end: Array) -> None:
    """Tell those who waited for these visits; `end` is when they were done, or given up."""
    after = play.script.freight.after
    starts = after.starts.take(who.visit)
    counts = after.starts.take(who.visit + 1) - starts
    total = int(counts.sum())
    if total:
        which = np.repeat(np.arange(len(counts)), counts)
        offset = np.arange(total) - np.repeat(counts.cumsum() - counts, counts)
        told = after.values.take(starts[which] + offset)
        _tell(play, who.rows[which], told, end[which], who.visit[which])
    if not play.reactions.overtake:
        queued = play.given.queue_after.take(who.visit)
        some = (queued >= 0).nonzero()[0]
        begun = play.record.begin[who.rows[some] * play.sizes.visits + who.visit[some]]
        begun = np.minimum(begun, end[some])
        _tell(play, who.rows[some], queued[some], begun, who.visit[some])


def _tell(play: Play, rows: Array, told: Array, at: Array, by: Array) -> None:
    state, sizes = play.state, play.sizes
    here = rows * sizes.visits + told
    left = state.waits.take(here) - 1
    state.waits[here] = left
    later = (at > state.released.take(here)).nonzero()[0]
    state.released[here[later]] = at[later]
    state.released_by[here[later]] = by[later]
    chain = play.script.visits.chain.take(told)
    own = rows * sizes.chains + chain
    due = (left == 0) & (state.current.take(own) == told) & ~state.lost.take(own)
    some = due.nonzero()[0]
    if len(some):
        set_ready(play, rows[some], chain[some], told[some])


def set_ready(play: Play, rows: Array, chain: Array, visit: Array) -> None:
    """Work out when visits that wait for nobody any more are ready.

    A visit to which the carrier has not come, because it is lost, is left as it is.
    """
    state, here = play.state, rows * play.sizes.visits + visit
    own = rows * play.sizes.chains + chain
    at = np.maximum(play.given.earliest.take(here), state.released.take(here))
    at = np.maximum(at, state.came.take(own))
    late = at > play.script.chains.closes.take(chain)
    if late.any():  # the fleet is no longer at the coalition's disposal
        state.lost[own[late]] = True
    state.key[own] = np.where(at < NEVER, (at << SHIFT) | visit, NO_KEY)
