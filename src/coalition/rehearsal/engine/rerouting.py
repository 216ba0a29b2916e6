"""Another way for a leg that would have to wait: round a nation that has not agreed, or a shut sky."""

from __future__ import annotations

import numpy as np

from coalition.rehearsal.engine.leaving import Gate, gate_of, wait_at
from coalition.rehearsal.engine.state import Array, Play
from coalition.rehearsal.script.instants import NEVER

OWN_WAY = -1


def take_detours(play: Play, gate: Gate, leg: Array, own: Array) -> Array:
    """[n] which detour each leg takes, -1 for none; the gate then opens when that way does.

    A detour is taken when it brings the carrier there sooner by the patience of people or more.
    """
    chosen = np.full(len(leg), OWN_WAY, dtype=np.int16)
    ways = play.script.legs.detours
    if not play.reactions.reroute or not len(ways.values):
        return chosen
    patience = play.reactions.patience_minutes
    counts = ways.starts[leg + 1] - ways.starts[leg]
    some = ((counts > 0) & (gate.at - own >= patience)).nonzero()[0]
    best = np.minimum(gate.at[some] + gate.need[some], NEVER) - patience
    for turn in range(int(counts[some].max(initial=0))):
        still = (counts[some] > turn).nonzero()[0]
        places = some[still]
        detour = ways.values[ways.starts[leg[places]] + turn]
        other = _gate(play, (gate.rows[places], gate.door[places]), own[places], detour)
        comes = np.where(other.at >= NEVER, NEVER, other.at + other.need)
        sooner = (comes < best[still]).nonzero()[0]
        best[still[sooner]] = comes[sooner]
        taken = places[sooner]
        chosen[taken], gate.daily[taken] = detour[sooner], OWN_WAY
        gate.at[taken], gate.why[taken] = other.at[sooner], other.why[sooner]
        gate.blame[taken] = other.blame[sooner]
    return chosen


def _gate(play: Play, which: tuple[Array, Array], at: Array, detour: Array) -> Gate:
    (rows, door), ways = which, play.script.detours
    other = gate_of(
        rows, door, at, law=ways.law[detour], sky=ways.sky[detour], need=ways.need[detour],
        daily=np.full(len(detour), OWN_WAY, dtype=np.int32),
    )  # fmt: skip
    wait_at(play, other)
    return other
