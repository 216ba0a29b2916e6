"""What befalls units, stocks, fleets, carriers, legs and working places."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from coalition.model.chance.chances import ChanceKind, Spread
from coalition.rehearsal.script.instants import LONG_AGO, NEVER, Flags, Indices, Minutes
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.world.rows import Dice
from coalition.rehearsal.world.streams import triangular
from coalition.rehearsal.world.strikes import Register, Strike

UNBLAMED = -1
_MILLION = 1_000_000
_SHEET = 64
"""Legs of one carrier that share a stream."""


@dataclass(frozen=True, slots=True)
class Sources:
    """[rows, movements] when each is ready and when it is taken back, with the strikes that did it.

    `not_before` [rows, visits]: the latest minute at which late freight of the visit is ready (`LONG_AGO` when
    none is late); `withdrawn` [rows, visits]: the first minute at which any of its freight is gone.
    """

    ready: Minutes
    ready_blame: Indices
    gone: Minutes
    gone_blame: Indices
    not_before: Minutes
    late_movement: Indices
    withdrawn: Minutes


@dataclass(frozen=True, slots=True)
class Carriers:
    """[rows, chains] from when each is at hand; [rows, chains, times] after how many moving minutes it breaks
    down and for how long (NEVER: for good); [rows, legs] more minutes of travel. Strikes by fleet and leg.
    """

    opens: Minutes
    opens_blame: Indices
    breaks: Minutes
    repair: Minutes
    breaks_blame: Indices
    slow: Minutes
    slow_blame: Indices


@dataclass(frozen=True, slots=True)
class Work:
    """[rows, places] how much longer work takes, and [rows, requirements] how much larger a load is, in
    millionths.
    """

    more: Indices
    more_blame: Indices
    grows: Indices
    grows_blame: Indices


def draw_sources(script: Script, register: Register, dice: Dice) -> Sources:
    """Readiness and withdrawals."""
    moved, rows = script.movements, dice.plan.rows
    ready = np.tile(moved.ready, (rows, 1)).astype(np.int32)
    gone = np.tile(moved.pledge, (rows, 1)).astype(np.int32)
    ready_blame = np.full((rows, len(moved.names)), UNBLAMED, dtype=np.int32)
    gone_blame = np.full_like(ready_blame, UNBLAMED)
    for number, strike in register.of(ChanceKind.READINESS_LATE):
        drawn = dice.throw(strike, 2)
        late = np.where(
            dice.happens(strike, drawn[:, 0]), dice.lasts(strike, drawn[:, 1]), 0
        ).astype(np.int32)
        ready[:, strike.subject.number] += late
        ready_blame[late > 0, strike.subject.number] = number
    for number, strike in register.of(ChanceKind.SOURCE_WITHDRAWN):
        drawn = dice.throw(strike, 2)
        at = np.rint(drawn[:, 1] * script.horizon).astype(np.int32)
        hit = dice.happens(strike, drawn[:, 0]) & (at < gone[:, strike.subject.number])
        gone[hit, strike.subject.number] = at[hit]
        gone_blame[hit, strike.subject.number] = number
    return Sources(ready, ready_blame, gone, gone_blame, *_at_visits(script, ready, gone))


def _at_visits(script: Script, ready: Minutes, gone: Minutes) -> tuple[Minutes, Indices, Minutes]:
    """What late and withdrawn sources mean for the visits at which they are taken on at home."""
    freight, visits = script.freight, len(script.visits.arrive)
    shape = (len(ready), visits)
    not_before = np.full(shape, LONG_AGO, dtype=np.int32)
    whose = np.full(shape, -1, dtype=np.int32)
    withdrawn = np.full(shape, NEVER, dtype=np.int32)
    late = np.where(ready > script.movements.ready, ready, LONG_AGO)
    from_home = np.nonzero(freight.homes > 0)[0]
    pairs = {(int(freight.taken[c]), int(freight.movement[c])) for c in from_home}
    for visit, movement in sorted(pairs):
        later = late[:, movement] > not_before[:, visit]
        not_before[later, visit] = late[later, movement]
        whose[later, visit] = movement
        np.minimum(withdrawn[:, visit], gone[:, movement], out=withdrawn[:, visit])
    return not_before, whose, withdrawn


def draw_carriers(script: Script, register: Register, dice: Dice) -> Carriers:
    """Late fleets, breakdowns and slow travel."""
    rows, chains = dice.plan.rows, script.chains
    opens = np.tile(chains.opens, (rows, 1)).astype(np.int32)
    opens_blame = np.full((rows, len(chains.names)), UNBLAMED, dtype=np.int32)
    for number, strike in register.of(ChanceKind.FLEET_LATE):
        drawn = dice.throw(strike, 2)
        late = np.where(dice.happens(strike, drawn[:, 0]), dice.lasts(strike, drawn[:, 1]), 0)
        for chain in np.nonzero(chains.fleet == strike.subject.number)[0]:
            hit = late > 0
            later = np.maximum(opens[hit, chain], 0) + late[hit]
            opens_blame[hit, chain] = np.where(
                later > opens[hit, chain], number, opens_blame[hit, chain]
            )
            opens[hit, chain] = np.maximum(later, opens[hit, chain])
    slow, slow_blame = _slow(script, register, dice)
    return Carriers(opens, opens_blame, *_breakdowns(script, register, dice), slow, slow_blame)


def _breakdowns(script: Script, register: Register, dice: Dice) -> tuple[Minutes, Minutes, Indices]:
    """Moments on each carrier's own clock of moving minutes, so that another plan meets the same ones."""
    chains, rows = script.chains, dice.plan.rows
    by_fleet = {
        strike.subject.number: (n, strike) for n, strike in register.of(ChanceKind.BREAKDOWN)
    }
    moving = np.bincount(script.legs.chain, script.legs.moving, len(chains.names))
    blame = np.full(len(chains.names), UNBLAMED, dtype=np.int32)
    found: list[tuple[int, NDArray[np.int64], NDArray[np.int64]]] = []
    for chain, fleet in enumerate(chains.fleet):
        if int(fleet) in by_fleet:
            number, strike = by_fleet[int(fleet)]
            blame[chain] = number
            whole = dice.plan.spread(
                _clock(strike, chains.names[chain], float(moving[chain]), dice)
            )
            found.append((chain, *_broken(strike, whole, dice)))
    width = 1 + max((one.shape[1] for _, one, _ in found), default=0)
    breaks = np.full((rows, len(chains.names), width), NEVER, dtype=np.int32)
    repair = np.zeros_like(breaks)
    for chain, at, lasts in found:
        breaks[:, chain, : at.shape[1]] = np.minimum(at, NEVER)
        repair[:, chain, : at.shape[1]] = np.minimum(lasts, NEVER)
    return breaks, repair, blame


def _clock(strike: Strike, carrier: str, moving: float, dice: Dice) -> NDArray[np.float64]:
    """Draws for as many breakdowns as there may be; named by the carrier, one stream a breakdown."""
    mean = moving / max(1, strike.chance.every or 1)
    count = ceil(mean + 4 * sqrt(mean)) + 1
    streams = dice.plan.streams
    return np.stack(
        [streams.uniform(f"{strike.chance.id}/{carrier}/{n}", 3) for n in range(count)], axis=1
    )


def _broken(
    strike: Strike, drawn: NDArray[np.float64], dice: Dice
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    gaps = dice.gaps(strike, drawn[:, :, 0])
    at = np.where(dice.plan.holds(strike)[:, None], gaps.cumsum(axis=1), NEVER)
    lost = drawn[:, :, 2] > 1.0 - (strike.chance.probability_ppm or 0) / _MILLION
    return at, np.where(lost, NEVER, np.maximum(1, dice.lasts(strike, drawn[:, :, 1])))


def _slow(script: Script, register: Register, dice: Dice) -> tuple[Minutes, Indices]:
    """More minutes of each leg, named by carrier and by which leg of it."""
    legs, rows = script.legs, dice.plan.rows
    slow = np.zeros((rows, len(legs.depart)), dtype=np.int32)
    blame = np.full(len(legs.depart), UNBLAMED, dtype=np.int32)
    fleet_of_leg = script.chains.fleet[legs.chain]
    for number, strike in register.of(ChanceKind.TRAVEL_SLOW):
        if strike.chance.more is None:
            continue
        own = np.nonzero(fleet_of_leg == strike.subject.number)[0]
        for chain in np.unique(legs.chain[own]):
            mine = own[legs.chain[own] == chain]
            name = f"{strike.chance.id}/{script.chains.names[chain]}"
            more = _of_legs(strike.chance.more, name, legs.ordinal[mine], dice)
            more[~dice.plan.holds(strike)] = 0
            slow[:, mine] += (more * legs.moving[mine] // _MILLION).astype(np.int32)
        blame[own] = number
    return slow, blame


def _of_legs(spread: Spread, name: str, ordinals: Indices, dice: Dice) -> NDArray[np.int64]:
    """[rows, legs] drawn by sheets of so many legs, so that a leg's draw hangs on its number alone."""
    found = np.zeros((dice.plan.rows, len(ordinals)), dtype=np.int64)
    for sheet in np.unique(ordinals // _SHEET):
        drawn = dice.plan.spread(dice.plan.streams.uniform(f"{name}/{sheet}", _SHEET))
        mine = np.nonzero(ordinals // _SHEET == sheet)[0]
        found[:, mine] = triangular(spread, drawn[:, ordinals[mine] % _SHEET])
    return found


def draw_work(script: Script, register: Register, dice: Dice) -> Work:
    """Slow handling and larger loads."""
    more, more_blame = _shares(register, dice, ChanceKind.HANDLING_SLOW, len(script.spots.names))
    grows, grows_blame = _shares(register, dice, ChanceKind.DEMAND_GROWS, len(script.goals.names))
    return Work(more, more_blame, grows, grows_blame)


def _shares(
    register: Register, dice: Dice, kind: ChanceKind, things: int
) -> tuple[Indices, Indices]:
    """[rows, things] by how many millionths more; a chance without a probability always holds."""
    found = np.zeros((dice.plan.rows, things), dtype=np.int32)
    blame = np.full(things, UNBLAMED, dtype=np.int32)
    for number, strike in register.of(kind):
        if strike.chance.more is None:
            continue
        drawn = dice.throw(strike, 2)
        always = strike.chance.probability_ppm is None
        happens = dice.plan.holds(strike) if always else dice.happens(strike, drawn[:, 0])
        more = triangular(strike.chance.more, drawn[:, 0] if always else drawn[:, 1])
        found[:, strike.subject.number] += np.where(happens, more, 0).astype(np.int32)
        blame[strike.subject.number] = number
    return found, blame


def too_large(script: Script, work: Work) -> Flags:
    """[rows, movements] whether the load has grown past what the plan's trips can take."""
    moved = script.movements
    return np.asarray(work.grows[:, moved.requirement] > moved.spare_ppm)
