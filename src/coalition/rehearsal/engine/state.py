"""Where everything stands while a script is played, all rows at once.

Arrays by row and thing are laid flat: row r, thing t is at `r * things + t`, so that one index serves many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.plan import PPM
from coalition.rehearsal.engine.reactions import Reactions
from coalition.rehearsal.script.instants import LONG_AGO, NEVER
from coalition.rehearsal.script.script import MODES, Script
from coalition.rehearsal.world.world import World

Array = NDArray[Any]
SHIFT = 20
"""A key holds the minute above so many bits, and the visit below: earliest first, then as planned."""
NO_KEY = NEVER << (SHIFT + 1)
UNBLAMED = -1
_MILLION = 1_000_000


@dataclass(slots=True)
class Sizes:
    """How many there are of each thing."""

    rows: int
    visits: int
    legs: int
    chains: int
    desks: int
    slots: int
    """Working places of the largest desk."""
    laws: int
    skies: int


@dataclass(slots=True)
class State:
    """What changes. Flat by row, then by what stands in brackets."""

    key: Array
    """[chains] when the carrier's next visit is ready, and which it is; `NO_KEY` while it is not."""
    current: Array
    """[chains] the next visit, -1 when there is none any more."""
    came: Array
    """[chains] when the carrier comes there."""
    waits: Array
    """[visits] for how many others each still waits."""
    released: Array
    released_by: Array
    """[visits] when the last of those it waited for ended, and which it was."""
    free: Array
    free_of: Array
    """[desks, slots] when each working place is free, and of which visit."""
    daily: Array
    """[ways, days] carriers that left."""
    moved: Array
    broken: Array
    next_break: Array
    """[chains] moving minutes so far, breakdowns so far, and at how many the next is due."""
    lost: Array
    """[chains] whether the carrier is gone and nobody has taken its place."""
    stands: Array
    """[chains] place where the carrier stands once it has nothing to do, or was lost; -1 before."""
    share: Array
    share_blame: Array
    """[carriages] millionths of it that are really aboard, and which strike lost the rest."""
    hit: Array
    """[visits] whether some of its freight may not come."""


@dataclass(slots=True)
class Record:
    """What happened, flat by row and then by visit or leg. A visit that never was begins and ends at NEVER."""

    begin: Array
    end: Array
    came: Array
    """[visits] when its carrier came."""
    desk_free: Array
    desk_of: Array
    """[visits] when a working place was free for it, and which visit held it until then."""
    place_blame: Array
    leave_blame: Array
    """[visits] which strike had the place shut when it would have begun, and when it would have ended."""
    depart: Array
    arrive: Array
    leg_blame: Array
    leg_why: Array
    """[legs] what the departure waited for (`Why`), and which strike is to blame."""
    travel_blame: Array
    """[legs] the strike of a breakdown under way."""
    detour: Array
    """[legs] which other way it took, -1 for its own."""
    swaps: list[tuple[int, int, int, int, int]]
    """Row, minute, coming visit, chain of the carrier that failed, chain of the one that helps."""


@dataclass(slots=True)
class Given:
    """What does not change, made handy: flat by row where it differs by row."""

    work: Array
    """[rows, visits] minutes of work."""
    earliest: Array
    """[rows, visits] the planned minute, or when late freight can be worked."""
    ready: Array
    """[rows, visits] when late freight is ready to leave."""
    open_from: Array
    """[rows, laws + 1] from when on all of a law is open; the last stands for no law."""
    sky_first: Array
    """[rows, skies + 1] the first minute at which it is shut; the last stands for no sky."""
    need: Array
    """[legs] least minutes from its own departure."""
    door: Array
    """[legs] where it begins."""
    law: Array
    sky: Array
    """[legs] with the last in place of -1."""
    bound: Array
    """[legs] whether earlier departures bind."""
    desk: Array
    """[visits] with one more, never taken, in place of -1."""
    has_hours: Array
    """[doors] whether it is shut at some time of every day."""
    single: bool
    """Whether no carrier takes more than one working place."""
    mates: tuple[tuple[int, ...], ...]
    """[chains] the other carriers of the fleet."""
    followers: tuple[tuple[int, ...], ...]
    """[carriages] visits that take on what each brings."""
    queue_after: Array
    """[visits] the one planned next at the same working places, -1 where people do as they like."""


@dataclass(slots=True)
class Play:
    """Everything that is at hand while playing."""

    script: Script
    world: World
    reactions: Reactions
    sizes: Sizes
    given: Given
    state: State
    record: Record
    rows: Array


def set_up(script: Script, world: World, reactions: Reactions) -> Play:
    """Everybody at home, nothing begun."""
    slots = script.desks.slots
    sizes = Sizes(
        world.rows, len(script.visits.arrive), len(script.legs.depart), len(script.chains.names),
        len(slots) + 1, max(1, int(slots.max(initial=1))), len(script.laws.parts) + 1,
        len(script.skies.closings) + 1,
    )  # fmt: skip
    given = _given(script, world, reactions)
    state = _state(script, world, reactions, sizes)
    record = _record(sizes)
    rows = np.arange(world.rows, dtype=np.int64)
    return Play(script, world, reactions, sizes, given, state, record, rows)


def _given(script: Script, world: World, reactions: Reactions) -> Given:
    visits, legs, rows = script.visits, script.legs, world.rows
    more = world.work.more[:, visits.place].astype(np.int64)
    work = (visits.work + visits.work * more // _MILLION).astype(np.int32)
    late = world.sources.not_before
    ready = np.where(late > LONG_AGO, late - work, LONG_AGO)
    open_from = np.full((rows, len(script.laws.parts) + 1), LONG_AGO, dtype=np.int32)
    open_from[:, :-1] = world.consents.open_from
    queue_after = np.full(len(visits.arrive), -1, dtype=np.int32)
    if not reactions.overtake:
        queued = (script.queue >= 0).nonzero()[0]
        queue_after[script.queue[queued]] = queued
    desks = len(script.desks.slots)
    return Given(
        work.ravel(), np.maximum(visits.arrive, ready).ravel(), np.ascontiguousarray(late).ravel(),
        open_from.ravel(), _sky_first(script, world).ravel(),
        np.ascontiguousarray(legs.need[:, 0]), _doors(script),
        np.where(legs.law >= 0, legs.law, len(script.laws.parts)),
        np.where(legs.sky >= 0, legs.sky, len(script.skies.closings)),
        np.asarray((legs.need[:, 1:] > LONG_AGO).any(axis=1)),
        np.where(visits.desk >= 0, visits.desk, desks),
        np.repeat(script.spots.length < MINUTES_PER_DAY, len(MODES)),
        bool((visits.slots <= 1).all()),
        _mates(script), _followers(script), queue_after,
    )  # fmt: skip


def _doors(script: Script) -> Array:
    """[legs] place and mode where each begins."""
    modes = [MODES.index(script.fleets.modes[fleet]) for fleet in script.chains.fleet]
    mode = np.array([modes[chain] for chain in script.legs.chain], dtype=np.int32)
    return np.asarray(np.maximum(script.legs.origin, 0) * len(MODES) + mode)


def _sky_first(script: Script, world: World) -> Array:
    skies = world.skies
    found = np.full((world.rows, len(script.skies.closings) + 1), NEVER, dtype=np.int32)
    found[:, :-1] = skies.begins[:, skies.number, 0]
    return found


def _state(script: Script, world: World, reactions: Reactions, sizes: Sizes) -> State:
    rows, chains, visits = sizes.rows, sizes.chains, sizes.visits
    waits = script.freight.waits + (0 if reactions.overtake else script.queue >= 0)
    withdrawn = world.sources.withdrawn < script.horizon * 2
    return State(
        np.full(rows * chains, NO_KEY, dtype=np.int64),
        np.tile(script.chains.first, rows),
        np.full(rows * chains, LONG_AGO, dtype=np.int64),
        np.tile(waits.astype(np.int32), rows),
        np.full(rows * visits, LONG_AGO, dtype=np.int32),
        np.full(rows * visits, -1, dtype=np.int32),
        *_desks(script, sizes),
        np.zeros(rows * len(script.daily) * days_of(script), dtype=np.int16),
        np.zeros(rows * chains, dtype=np.int64),
        np.zeros(rows * chains, dtype=np.int32),
        np.ascontiguousarray(world.carriers.breaks[:, :, 0]).ravel().astype(np.int64),
        np.zeros(rows * chains, dtype=np.bool_),
        np.full(rows * chains, -1, dtype=np.int32),
        np.full(rows * len(script.freight.pieces), PPM, dtype=np.int32),
        np.full(rows * len(script.freight.pieces), UNBLAMED, dtype=np.int16),
        np.ascontiguousarray(withdrawn).ravel(),
    )


def _desks(script: Script, sizes: Sizes) -> tuple[Array, Array]:
    """Working places that are not there are never free; the last desk stands for those without limit."""
    free = np.full((sizes.rows, sizes.desks, sizes.slots), NEVER, dtype=np.int32)
    for desk, count in enumerate((*script.desks.slots, sizes.slots)):
        free[:, desk, :count] = LONG_AGO
    return free.ravel(), np.full(free.size, -1, dtype=np.int32)


def days_of(script: Script) -> int:
    """Days that are counted: twice the horizon, and the last stands for all after it."""
    return 2 * script.horizon // MINUTES_PER_DAY + 2


def _record(sizes: Sizes) -> Record:
    visits, legs = sizes.rows * sizes.visits, sizes.rows * sizes.legs
    return Record(
        np.full(visits, NEVER, dtype=np.int32),
        np.full(visits, NEVER, dtype=np.int32),
        np.full(visits, NEVER, dtype=np.int32),
        np.full(visits, LONG_AGO, dtype=np.int32),
        np.full(visits, -1, dtype=np.int32),
        np.full(visits, UNBLAMED, dtype=np.int16),
        np.full(visits, UNBLAMED, dtype=np.int16),
        np.full(legs, NEVER, dtype=np.int32),
        np.full(legs, NEVER, dtype=np.int32),
        np.full(legs, UNBLAMED, dtype=np.int16),
        np.zeros(legs, dtype=np.int8),
        np.full(legs, UNBLAMED, dtype=np.int16),
        np.full(legs, -1, dtype=np.int16),
        [],
    )


def _mates(script: Script) -> tuple[tuple[int, ...], ...]:
    fleet = script.chains.fleet
    return tuple(
        tuple(int(other) for other in (fleet == own).nonzero()[0] if other != chain)
        for chain, own in enumerate(fleet)
    )


def _followers(script: Script) -> tuple[tuple[int, ...], ...]:
    found: list[set[int]] = [set() for _ in script.freight.pieces]
    for carriage, visit in enumerate(script.freight.taken):
        for source in script.freight.sources.of(carriage):
            found[source].add(int(visit))
    return tuple(tuple(sorted(one)) for one in found)
