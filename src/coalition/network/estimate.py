"""Road and rail where no graph reaches: the shortest line over land times a circuity factor.

Roads: Ballou, Rahardja and Sakai, "Selected country circuity factors for road travel distance
estimation", Transportation Research Part A 36 (2002) 843-848, whose countries lie mostly between 1.2
and 1.6. Rail: our judgement; that a railway exists at all is not known. Every way made here says that it
is estimated.
"""

from __future__ import annotations

from collections.abc import Sequence

from coalition.model.places import Mode, Place
from coalition.model.ways import Way, WayKey
from coalition.network.gauges import gauges_met
from coalition.network.globe.arcs import Point, length_m, point_of
from coalition.network.globe.lattice import Lattice
from coalition.network.globe.recent import Recent
from coalition.network.globe.territories import (
    Stretch,
    borders_of,
    crossings_of,
    merge,
    read_territories,
)

CIRCUITY_PERCENT = {Mode.ROAD: 140, Mode.RAIL: 130}
SPACING_DEG = 0.5
LATTICES_KEPT = 12
UNSTATED = frozenset({"mlc", "height_cm"})
"""Limits no open source states for roads and railways; a declared way states them."""


class LandEstimate:
    """Estimated ways over land, clear of the nations avoided."""

    def __init__(self) -> None:
        self._lattices = Recent[tuple[str, ...], Lattice](LATTICES_KEPT)

    def find_way(self, key: WayKey, origin: Place, destination: Place) -> Way | None:
        """The estimate, or None when water or an avoided nation lies between."""
        line = self._lattice(key.avoiding).find_line(point_of(origin), point_of(destination))
        return along_way(key, line, origin, destination) if line else None

    def _lattice(self, avoiding: tuple[str, ...]) -> Lattice:
        """Land cells of nations not avoided; close to the ends, water too."""
        return self._lattices.recall(avoiding, lambda: self._open_land(avoiding))

    @staticmethod
    def _open_land(avoiding: tuple[str, ...]) -> Lattice:
        territories = read_territories()
        shunned = territories.mask(avoiding)
        return Lattice((territories.raster > 0) & ~shunned, ~shunned, SPACING_DEG)


def lengthen(mode: Mode, metres: int) -> int:
    """Straight metres times the circuity factor of the mode."""
    return metres * CIRCUITY_PERCENT[mode] // 100


def along_way(key: WayKey, line: Sequence[Point], origin: Place, destination: Place) -> Way:
    """The estimated way along a line over land."""
    over = read_territories().stretches(line)
    known = [Stretch(s.nation, lengthen(key.mode, s.length_m), s.begins) for s in over if s.nation]
    ends = Stretch(origin.nation, 0, line[0]), Stretch(destination.nation, 0, line[-1])
    stretches = merge([ends[0], *known, ends[1]])
    crossings = crossings_of(stretches)
    return Way(
        key=key,
        length_m=max(lengthen(key.mode, length_m(line)), 1),
        crossings=crossings,
        borders=borders_of(stretches),
        gauges_mm=gauges_met(crossings) if key.mode is Mode.RAIL else (),
        estimated=True,
        unknown=UNSTATED,
        line=tuple(line),
    )
