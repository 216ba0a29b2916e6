"""Freight that will not come, and trips that may never leave: what is rare, and differs from row to row."""

from __future__ import annotations

import numpy as np

from coalition.model.plan import PPM
from coalition.rehearsal.engine.fleets import helped, lose
from coalition.rehearsal.engine.leaving import next_open
from coalition.rehearsal.engine.state import UNBLAMED, Array, Play
from coalition.rehearsal.script.instants import NEVER


def load_up(play: Play, row: int, visit: int, at: int) -> bool:
    """Whether the visit has any work left, once what will not come is left out of its freight."""
    visits, state, freight = play.script.visits, play.state, play.script.freight
    base = row * len(freight.pieces)
    taken = visits.on.of(visit).tolist()
    for carriage in taken:
        share, blame = _share(play, row, carriage, at)
        if share < state.share[base + carriage]:
            leave_behind(play, row, carriage, share, blame)
    moved = (*taken, *visits.off.of(visit).tolist())
    return bool(visits.works[visit]) and any(state.share[base + one] > 0 for one in moved)


def leave_behind(play: Play, row: int, carriage: int, share: int, blame: int) -> None:
    """Only that share of the carriage is aboard; whoever was to take it on is told."""
    state, freight = play.state, play.script.freight
    state.share[row * len(freight.pieces) + carriage] = share
    state.share_blame[row * len(freight.pieces) + carriage] = blame
    base = row * play.sizes.visits
    left = freight.left[carriage]
    if left >= 0:
        state.hit[base + left] = True
    for visit in play.given.followers[carriage]:
        state.hit[base + visit] = True


def _share(play: Play, row: int, carriage: int, at: int) -> tuple[int, int]:
    """How much of it is there to be taken on, and which strike lost the rest."""
    freight, state, sources = play.script.freight, play.state, play.world.sources
    movement, base = freight.movement[carriage], row * len(freight.pieces)
    share, blame = int(freight.homes[carriage]), int(state.share_blame[base + carriage])
    if share > 0 and sources.gone[row, movement] <= at:
        share, blame = 0, int(sources.gone_blame[row, movement])
    brought = zip(
        freight.sources.of(carriage).tolist(), freight.parts.of(carriage).tolist(), strict=True
    )
    for source, part in brought:
        aboard = int(state.share[base + source])
        share += part * aboard // PPM
        if aboard < PPM:
            blame = int(state.share_blame[base + source])
    return min(share, int(state.share[base + carriage])), blame


def strand(play: Play, row: int, leg: int, at: int, held_by: int) -> int:
    """When the leg leaves without what holds it: freight that may never pass is left here.

    A trip with nothing left goes on empty, for the carrier is wanted at its other end. A carrier that may
    itself never pass is lost to the plan: NEVER.
    """
    legs, state = play.script.legs, play.state
    base = row * len(play.script.freight.pieces)
    laws = dict(zip(legs.aboard.of(leg).tolist(), legs.aboard_law.of(leg).tolist(), strict=True))
    aboard = [one for one in laws if state.share[base + one] > 0]
    if not aboard:
        lose(play, row, int(legs.chain[leg]), at, (leg, held_by))
        return NEVER
    opens = {one: _alone(play, row, laws[one], at) for one in aboard}
    for one, (when, blame) in opens.items():
        if when >= NEVER:
            leave_behind(play, row, one, 0, blame)
    passing = [when for when, _ in opens.values() if when < NEVER]
    if len(passing) == len(
        aboard
    ):  # each may pass, but not all together, or the way itself is shut
        for one in aboard:
            leave_behind(play, row, one, 0, held_by)
        return at
    return max([at, *passing])


def _alone(play: Play, row: int, law: int, at: int) -> tuple[int, int]:
    """When a part of the freight might pass alone, and which strike shuts it out."""
    if law < 0:
        return at, UNBLAMED
    asked = np.array([row]), np.array([law]), np.array([at])
    opens, last = next_open(play, *asked)
    return int(opens[0]), int(play.world.consents.blame[row, last[0]])


def break_down(
    play: Play, which: tuple[Array, Array, Array], leaves: Array, moving: Array
) -> Array | None:
    """[n] minutes lost to breakdowns on the leg, NEVER where the carrier is lost; None when none are."""
    (rows, leg, here), state, carriers = which, play.state, play.world.carriers
    own = rows * play.sizes.chains + play.script.legs.chain.take(leg)
    moved = state.moved.take(own) + moving
    state.moved[own] = moved
    some = (state.next_break.take(own) <= moved).nonzero()[0]
    if not len(some):
        return None
    lost = np.zeros(len(rows), dtype=np.int64)
    while len(some):
        broken, chain = own[some], own[some] % play.sizes.chains
        count = state.broken[broken]
        lost[some] += carriers.repair[rows[some], chain, count]
        state.broken[broken] = count + 1
        state.next_break[broken] = carriers.breaks[rows[some], chain, count + 1]
        play.record.travel_blame[here[some]] = carriers.breaks_blame[chain]
        some = some[state.next_break[broken] <= moved[some]]
    for one in ((lost >= play.reactions.patience_minutes) & (leaves < NEVER)).nonzero()[0]:
        row, this, at = int(rows[one]), int(leg[one]), int(leaves[one])
        lost[one] = helped(play, row, this, at, int(lost[one]))
        if lost[one] >= NEVER:
            whose = int(play.script.legs.chain[this])
            lose(play, row, whose, at, (this, int(carriers.breaks_blame[whose])))
    return lost
