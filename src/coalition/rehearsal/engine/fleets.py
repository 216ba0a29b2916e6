"""Carriers that are lost, that help each other out, that take over: one row at a time."""

from __future__ import annotations

from coalition.measure.geography import great_circle_m
from coalition.rehearsal.engine.state import NO_KEY, SHIFT, Play
from coalition.rehearsal.script.instants import NEVER

_FURTHER_PERCENT = 130
"""A carrier that is fetched goes so much further than the great circle, in percent."""


def helped(play: Play, row: int, leg: int, at: int, repair: int) -> int:
    """Minutes until another carrier of the fleet has taken over, when that is sooner than the repair."""
    mates = play.given.mates[int(play.script.legs.chain[leg])]
    if not play.reactions.substitute or not mates:
        return repair
    chain, origin = int(play.script.legs.chain[leg]), int(play.script.legs.origin[leg])
    best, helper = repair, -1
    for other in _idle(play, row, chain, at):
        fetched = _minutes_between(play, chain, _place_of(play, row, other), origin)
        if fetched < best and _is_spared(play, row, other, at + repair + fetched):
            best, helper = fetched, other
    if helper >= 0:
        _swap(play, (row, at, leg), (chain, helper), min(at + repair, NEVER))
    return best


def lose(play: Play, row: int, chain: int, at: int, why: tuple[int, int]) -> None:
    """The carrier is gone; its visits wait for another of its fleet, or are given up.

    `why`: the leg it was on, and the strike to blame.
    """
    state, here = play.state, row * play.sizes.chains + chain
    state.lost[here] = True
    state.stands[here] = play.script.legs.origin[why[0]]
    play.record.leg_blame[row * play.sizes.legs + why[0]] = why[1]
    visit = int(state.current[here])
    until = min(at + (play.reactions.hope_minutes if play.reactions.substitute else 0), NEVER)
    state.came[here] = until
    state.key[here] = NO_KEY if visit < 0 else (until << SHIFT) | visit


def take_over(play: Play, row: int, chain: int, at: int) -> int:
    """The chain of a lost carrier that the one just set free takes over, -1 when there is none.

    Its carrier comes to that chain's next visit by way of where the other was lost.
    """
    state, base = play.state, row * play.sizes.chains
    waiting = [
        mate
        for mate in play.given.mates[chain]
        if state.lost[base + mate] and state.current[base + mate] >= 0
    ]
    if not play.reactions.substitute or not waiting:
        return -1
    other = waiting[0]
    visit = int(state.current[base + other])
    lost_at, place = int(state.stands[base + other]), int(play.script.visits.place[visit])
    minutes = _minutes_between(play, chain, int(state.stands[base + chain]), lost_at)
    minutes += _minutes_between(play, chain, lost_at, place)
    state.lost[base + other], state.lost[base + chain] = False, True
    state.came[base + other] = at + minutes
    play.record.came[row * play.sizes.visits + visit] = at + minutes
    play.record.swaps.append((row, at, visit, other, chain))
    return other


def _idle(play: Play, row: int, chain: int, at: int) -> list[int]:
    """Carriers of the same fleet that stand empty at that minute."""
    state, base = play.state, row * play.sizes.chains
    found = []
    for other in play.given.mates[chain]:
        visit = int(state.current[base + other])
        stands = visit < 0 or bool(play.script.visits.idle[visit])
        if stands and not state.lost[base + other] and state.came[base + other] <= at:
            found.append(other)
    return found


def _place_of(play: Play, row: int, chain: int) -> int:
    here = row * play.sizes.chains + chain
    visit = int(play.state.current[here])
    return int(play.state.stands[here] if visit < 0 else play.script.visits.place[visit])


def _is_spared(play: Play, row: int, chain: int, until: int) -> bool:
    """Whether the carrier is not wanted until then; one never given back must have nothing left to do."""
    visit = int(play.state.current[row * play.sizes.chains + chain])
    return visit < 0 or (until < NEVER and until <= int(play.script.visits.arrive[visit]))


def _swap(play: Play, when: tuple[int, int, int], chains: tuple[int, int], back: int) -> None:
    """The two change places: one takes the trip, the other stands there until it is repaired."""
    (row, at, leg), (broken, helper) = when, chains
    state, base = play.state, row * play.sizes.chains
    play.record.swaps.append((row, at, int(state.current[base + broken]), broken, helper))
    state.came[base + helper] = back
    if state.current[base + helper] < 0:
        state.stands[base + helper] = play.script.legs.origin[leg]
        state.lost[base + helper] = back >= NEVER


def _minutes_between(play: Play, chain: int, here: int, there: int) -> int:
    """Minutes to fetch a carrier: the great circle and a third, at the fleet's speed."""
    if here == there or here < 0:
        return 0
    spots, fleets = play.script.spots, play.script.fleets
    ends = [(int(spots.lat_udeg[one]), int(spots.lon_udeg[one])) for one in (here, there)]
    metres = great_circle_m(*ends[0], *ends[1]) * _FURTHER_PERCENT // 100
    speed = max(1, int(fleets.speed[play.script.chains.fleet[chain]]))
    return -(-metres * 60 // speed)
