"""Plays a script in a world: in each row the carrier that is ready first goes first, all rows at once.

Every turn each row takes the visit that is ready earliest (of those ready at one minute, the one planned
first), so that what is served at a place comes in the order in which it asks. One turn a visit; the work of a
turn is a few array operations over all rows.
"""

from __future__ import annotations

import numpy as np

from coalition.rehearsal.engine.fleets import take_over
from coalition.rehearsal.engine.leaving import Why
from coalition.rehearsal.engine.mishaps import leave_behind
from coalition.rehearsal.engine.opening import open_at
from coalition.rehearsal.engine.reactions import ALL, Reactions
from coalition.rehearsal.engine.state import NO_KEY, SHIFT, UNBLAMED, Array, Play, set_up
from coalition.rehearsal.engine.travel import travel
from coalition.rehearsal.engine.visiting import Visiting, release, set_ready, visit_all
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.world.world import World

_VISIT = (1 << SHIFT) - 1


def play_out(script: Script, world: World, reactions: Reactions = ALL) -> Play:
    """The script played to its end in every row of the world."""
    play = set_up(script, world, reactions)
    for chain in range(play.sizes.chains):
        _begin_chain(play, chain)
    for _ in range(play.sizes.visits):
        _turn(play)
    return play


def _begin_chain(play: Play, chain: int) -> None:
    """The carrier sets out for its first visit as soon as it is at hand."""
    visit = np.full(play.sizes.rows, play.script.chains.first[chain], dtype=np.int64)
    chains = np.full(play.sizes.rows, chain, dtype=np.int64)
    opens = play.world.carriers.opens[:, chain].astype(np.int64)
    leg = int(play.script.visits.leg[visit[0]])
    opens = opens if leg < 0 else _leave_home(play, leg, opens)
    _go(play, Visiting(play.rows, chains, visit, opens), opens)


def _leave_home(play: Play, leg: int, opens: Array) -> Array:
    """[rows] when the carrier leaves for its first visit: at hand late, it finds home open first (R6)."""
    late = (opens > play.script.legs.depart[leg]).nonzero()[0]
    door = np.full(len(late), play.given.door[leg])
    at, held, blame = open_at(play, (late, door), opens[late], None, None)
    some = late[held]
    play.record.leg_why[some * play.sizes.legs + leg] = Why.PLACE
    play.record.leg_blame[some * play.sizes.legs + leg] = blame
    left = opens.copy()
    left[late] = np.where(at < NEVER, at, opens[late])
    return left


def _turn(play: Play) -> None:
    state = play.state
    chain = state.key.reshape(play.sizes.rows, -1).argmin(axis=1)
    own = play.rows * play.sizes.chains + chain
    key = state.key.take(own)
    if (key >= NO_KEY).any():
        for row in (key >= NO_KEY).nonzero()[0]:
            chain[row] = _unstick(play, int(row))
        own = play.rows * play.sizes.chains + chain
        key = state.key.take(own)
    who = Visiting(play.rows, chain, key & _VISIT, key >> SHIFT)
    given_up = state.lost.take(own)
    if given_up.any():
        _give_up(play, _some(who, given_up.nonzero()[0]))
        who = _some(who, (~given_up).nonzero()[0])
    if len(who.rows):
        _visit_and_go(play, who)


def _visit_and_go(play: Play, who: Visiting) -> None:
    free = visit_all(play, who)
    shut = (free >= NEVER).nonzero()[0]
    for one in shut:  # a place that is shut for good: the visit never is, and the carrier goes on
        _drop(play, int(who.rows[one]), int(who.visit[one]))
    if len(shut):
        free = np.where(free >= NEVER, who.at, free)
    release(play, who, free)
    _next(play, who, free)


def _next(play: Play, who: Visiting, free: Array) -> None:
    """On to the next visit, or to stand where the last one was."""
    state, own = play.state, who.rows * play.sizes.chains + who.chain
    following = play.script.visits.following.take(who.visit)
    state.current[own] = following
    state.key[own] = NO_KEY
    onward = (following >= 0).nonzero()[0]
    if len(onward) == len(following):
        _go(play, Visiting(who.rows, who.chain, following, free), free)
        return
    if len(onward):
        left = free[onward]
        _go(play, Visiting(who.rows[onward], who.chain[onward], following[onward], left), left)
    _finish(play, _some(who, (following < 0).nonzero()[0]), free[following < 0])


def _go(play: Play, who: Visiting, free: Array) -> None:
    """Travel to the visits; those nobody has to wait for any more become ready."""
    state = play.state
    arrived = travel(play, who.rows, who.visit, free)
    there = (arrived < NEVER).nonzero()[0]
    if len(there) < len(arrived):
        who, arrived = _some(who, there), arrived[there]
    here = who.rows * play.sizes.visits + who.visit
    own = who.rows * play.sizes.chains + who.chain
    state.came[own] = arrived
    play.record.came[here] = arrived
    due = (state.waits.take(here) == 0).nonzero()[0]
    if len(due):
        set_ready(play, who.rows[due], who.chain[due], who.visit[due])


def _finish(play: Play, who: Visiting, free: Array) -> None:
    """Carriers with nothing left to do may take over from lost ones."""
    own = who.rows * play.sizes.chains + who.chain
    play.state.stands[own] = play.script.visits.place.take(who.visit)
    play.state.came[own] = free
    lost = play.state.lost.reshape(play.sizes.rows, -1)[who.rows].any(axis=1)
    for one in np.nonzero(lost)[0]:
        row, chain = int(who.rows[one]), int(who.chain[one])
        _revive(play, row, take_over(play, row, chain, int(free[one])))


def _revive(play: Play, row: int, chain: int) -> None:
    if chain < 0:
        return
    here = row * play.sizes.chains + chain
    visit = int(play.state.current[here])
    play.state.key[here] = NO_KEY
    if play.state.waits[row * play.sizes.visits + visit] == 0:
        set_ready(play, np.array([row]), np.array([chain]), np.array([visit]))


def _unstick(play: Play, row: int) -> int:
    """The chain to go on with when everybody waits for somebody: only in plans that are not right."""
    state, base = play.state, row * play.sizes.chains
    current = state.current[base : base + play.sizes.chains]
    waiting = (current >= 0).nonzero()[0].tolist()
    chain = min(waiting, key=lambda one: int(current[one]))
    visit = int(current[chain])
    state.waits[row * play.sizes.visits + visit] = 0
    state.lost[base + chain] = state.came[base + chain] >= NEVER
    set_ready(play, np.array([row]), np.array([chain]), np.array([visit]))
    if state.key[base + chain] >= NO_KEY:
        state.key[base + chain] = ((NEVER - 1) << SHIFT) | visit
    return int(chain)


def _give_up(play: Play, who: Visiting) -> None:
    """Visits of lost carriers that nobody has taken over: they never are, and nobody waits for them."""
    state, own = play.state, who.rows * play.sizes.chains + who.chain
    for row, visit in zip(who.rows.tolist(), who.visit.tolist(), strict=True):
        _drop(play, row, visit)
    release(play, who, who.at)
    following = play.script.visits.following.take(who.visit)
    state.current[own] = following
    state.key[own] = np.where(following < 0, NO_KEY, (who.at << SHIFT) | following)


def _drop(play: Play, row: int, visit: int) -> None:
    """What was to be taken on stays, what was to be set down is lost to the plan."""
    visits, record = play.script.visits, play.record
    here = row * play.sizes.visits + visit
    record.begin[here] = record.end[here] = NEVER
    blame = int(record.place_blame[here])
    leg = int(visits.leg[visit])
    if leg >= 0 and blame == UNBLAMED:
        blame = int(record.leg_blame[row * play.sizes.legs + leg])
    base = row * len(play.script.freight.pieces)
    for carriage in (*visits.on.of(visit).tolist(), *visits.off.of(visit).tolist()):
        if play.state.share[base + carriage] > 0:
            leave_behind(play, row, carriage, 0, blame)


def _some(who: Visiting, places: Array) -> Visiting:
    return Visiting(who.rows[places], who.chain[places], who.visit[places], who.at[places])
