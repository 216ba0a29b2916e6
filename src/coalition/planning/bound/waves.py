"""How much later than its first piece the last of a load can be there: carriers must come again.

Each carrier brings at most what it takes; to bring more it must leave the destination, load elsewhere and
come back. So within so many minutes of the first arrival all carriers bring no more than
`sum of number x capacity x (1 + minutes // cycle)`. Relaxed: they are all there first, laden, at one minute,
and then load next door; pieces are divisible. A capability waits for nobody: its source is not known.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coalition.model.requirements import Kind
from coalition.planning.bound.kinds import Kinds
from coalition.planning.bound.loads import Loads

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
_LONGEST = 1 << 18
"""Minutes; half a year."""


def last_waves(kinds: Kinds, loads: Loads) -> Floats:
    """Least minutes between the first piece and the last of every row at its destination."""
    rows = loads.columns
    route = np.array(rows.route, dtype=np.int64)
    ways = np.array([(way[0], way[4]) for way in loads.routes], dtype=np.int64).reshape(-1, 2)[
        route
    ]
    cycles = np.maximum(1, np.floor(_cycles(kinds))).astype(np.int64)
    found, own = np.zeros(len(route)), _named(loads)
    masks = np.array(list(loads.masks), dtype=np.bool_).reshape(-1, len(kinds.fleets))
    counts = np.array([sum(f.count for f in group) for group in kinds.fleets], dtype=np.float64)
    for needs, takes in zip((rows.kg, rows.pax, rows.dm2), _capacities(kinds), strict=True):
        need, brings = (
            np.where(own, needs, 0).astype(np.float64),
            np.where(masks, counts * takes, 0.0),
        )
        once = np.where(need > 0, brings[ways[:, 0]].sum(axis=1), np.inf)
        short = np.flatnonzero((once < need) & (once > 0))
        if len(short):
            waits = _wait(need[short], brings[ways[short, 0]], cycles[:, ways[short, 1]].T)
            found[short] = np.maximum(found[short], waits)
    return found


def _named(loads: Loads) -> NDArray[np.bool_]:
    """Rows of movement requirements, which name their load."""
    named = np.array([r.kind is Kind.MOVEMENT for r in loads.requirements], dtype=np.bool_)
    owner = np.array(loads.columns.owner, dtype=np.int64)
    return np.asarray(named[owner[np.array(loads.columns.movement, dtype=np.int64)]])


def _cycles(kinds: Kinds) -> Floats:
    """Least minutes from setting down at a place to setting down there again, K x P."""
    away = kinds.moving + kinds.moving.transpose(0, 2, 1)
    away[:, range(away.shape[1]), range(away.shape[1])] = np.inf
    whole = away.min(axis=1, initial=np.inf) + (kinds.load + kinds.unload)[:, None]
    return np.asarray(np.where(np.isfinite(whole), whole, float(_LONGEST)))


def _capacities(kinds: Kinds) -> tuple[Floats, Floats, Floats]:
    """Kg, passengers and dm2 one carrier of each kind takes; no deck stated is any deck."""
    first = [group[0] for group in kinds.fleets]
    decks = [1e12 if fleet.deck_dm2 is None else fleet.deck_dm2 for fleet in first]
    return (
        np.array([fleet.payload_kg for fleet in first], dtype=np.float64),
        np.array([fleet.seats for fleet in first], dtype=np.float64),
        np.array(decks, dtype=np.float64),
    )


def _wait(need: Floats, brings: Floats, cycles: Numbers) -> Floats:
    """The first minute at which so much can have been brought, by halving; rows x kinds."""
    low, high = np.zeros(len(need), dtype=np.int64), np.full(len(need), _LONGEST, dtype=np.int64)
    while (low < high).any():
        middle = (low + high) // 2
        enough = (brings * (1 + middle[:, None] // cycles)).sum(axis=1) >= need
        low, high = np.where(enough, low, middle + 1), np.where(enough, middle, high)
    return low.astype(np.float64)
