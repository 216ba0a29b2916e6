"""What a unit of load costs in carrier-minutes, at the least, between two places.

A carrier that takes pieces from A to B gives them a share of itself (mass by payload, or deck by deck,
whichever is scarcer for the fleet; seats apart) for loading, the way and unloading. It must also come back for
the next: with `potential(x)`, the least way from x to the hub most loads go to, the ways it goes empty
add up to at least what it came nearer to the hub while loaded, less what its first and last place allow. So
`use = load + unload + (way + potential(A) - potential(B)) / speed`, never negative, and the sum over all
that a fleet delivers by t is at most `count * (t - opens + potential(home) / speed)`: what a carrier comes
nearer to the hub while loaded it was either far from it to begin with or went away again empty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from coalition.planning.bound.lengths import Lengths
from coalition.planning.fit import may_stop, piece_fits

Minutes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pool:
    """Like carriers pooled, for cargo or for passengers.

    `use` is carrier-minutes of a whole carrier from place to place; `homes` are (count, opens, minutes of
    slack) of each fleet in the pool.
    """

    fleet: Fleet
    seated: bool
    by_deck: bool
    use: Minutes
    homes: tuple[tuple[int, int, float], ...]

    def share(self, line: CargoLine) -> float | None:
        """The share of one carrier that one piece of the line takes; None when it cannot be aboard."""
        if (line.category is Category.PAX) is not self.seated or not piece_fits(self.fleet, line):
            return None
        if self.seated:
            return 1 / self.fleet.seats
        if self.by_deck:
            return line.piece_dm2 / (self.fleet.deck_dm2 or 1)
        return line.piece_kg / max(1, self.fleet.payload_kg)

    def minutes_by(self, at: int) -> float:
        """Carrier-minutes the pool can have worked by the minute, with the slack of its ends."""
        return sum(
            count * (max(0, at - opens) + slack) for count, opens, slack in self.homes if at > opens
        )


def pool_fleets(book: Book, lengths: Lengths, hub: PlaceId, lines: list[CargoLine]) -> list[Pool]:
    """Pools of all fleets, each kind once for cargo and once for passengers."""
    kinds: dict[tuple[object, ...], list[Fleet]] = {}
    for fleet in book.fleets.values():
        kinds.setdefault(_kind(fleet), []).append(fleet)
    pools = []
    for fleets in kinds.values():
        use, homes = _use(book, lengths, hub, fleets)
        first = fleets[0]
        if first.seats:
            pools.append(Pool(first, True, False, use, homes))
        if first.payload_kg:
            pools.append(Pool(first, False, _deck_is_scarcer(first, lines), use, homes))
    return pools


def _use(
    book: Book, lengths: Lengths, hub: PlaceId, fleets: list[Fleet]
) -> tuple[Minutes, tuple[tuple[int, int, float], ...]]:
    fleet = fleets[0]
    metres = lengths.of(fleet.mode)
    usable = np.array([may_stop(fleet, book.places[p]) for p in lengths.places], dtype=np.bool_)
    potential = metres[:, _nearest(metres, lengths.index[hub], usable)]
    height = np.where(usable & np.isfinite(potential), potential, 0.0)
    per_metre = 60 / fleet.speed_m_per_hour
    way = (metres + height[:, None] - height[None, :]) * per_metre
    served = usable[:, None] & usable[None, :] & np.isfinite(metres)
    use = np.where(served, np.maximum(0.0, way), np.inf) + fleet.load_minutes + fleet.unload_minutes
    start = book.crisis.activated
    homes = tuple(
        (f.count, max(start, f.available.opens), float(height[lengths.index[f.home]]) * per_metre)
        for f in fleets
    )  # fmt: skip
    return use, homes


def _nearest(metres: Minutes, hub: int, usable: NDArray[np.bool_]) -> int:
    """The hub itself when the fleet can use it, else the usable place with the most places in reach."""
    if usable[hub]:
        return hub
    reach = np.isfinite(metres).sum(axis=0) * usable
    return int(np.argmax(reach))


def _deck_is_scarcer(fleet: Fleet, lines: list[CargoLine]) -> bool:
    """Whether the lines it can take fill its deck before its payload."""
    if not fleet.deck_dm2:
        return False
    fitting = [x for x in lines if x.category is not Category.PAX and piece_fits(fleet, x)]
    mass = sum(x.pieces * x.piece_kg for x in fitting) * fleet.deck_dm2
    return sum(x.pieces * x.piece_dm2 for x in fitting) * fleet.payload_kg > mass


def _kind(fleet: Fleet) -> tuple[object, ...]:
    """What of a fleet decides what it can take, where it can stop and how long it works."""
    return (
        fleet.mode, fleet.speed_m_per_hour, fleet.seats, fleet.payload_kg, fleet.deck_dm2,
        fleet.categories, fleet.hazardous, fleet.piece_kg_max, fleet.height_cm_max,
        fleet.width_cm_max, fleet.runway_m, fleet.needs_paved, fleet.draught_cm, fleet.gauge_mm,
        fleet.slots, fleet.load_minutes, fleet.unload_minutes,
    )  # fmt: skip
