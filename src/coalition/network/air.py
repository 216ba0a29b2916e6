"""The air: great circles, and the shortest lawful line round the airspace of nations avoided.

Whether a nation lets the flight in is not known here; the caller names whom to avoid. A cell's width
is kept clear of closed land, save close to the ends of the line.
"""

from __future__ import annotations

from coalition.model.identity import NationId
from coalition.model.places import Mode, Place
from coalition.model.ways import Way, WayKey
from coalition.network.globe.arcs import Line, Point, length_m, point_of, refine
from coalition.network.globe.lattice import Lattice
from coalition.network.globe.recent import Recent
from coalition.network.globe.territories import (
    Stretch,
    borders_of,
    crossings_of,
    merge,
    read_territories,
    widen,
)

SPACING_DEG = 1.0
DRAWN_STEP_M = 250_000
"""Great circles are drawn through points so far apart."""
LATTICES_KEPT = 16


class AirNetwork:
    """The sky over the nations' territories."""

    def __init__(self, *, drawn: bool = True) -> None:
        """Ways come without their points when they are not to be `drawn`, which is quicker."""
        self._drawing = drawn
        self._lattices = Recent[tuple[str, ...], Lattice](LATTICES_KEPT)
        self._surveys: dict[Line, tuple[list[Stretch], frozenset[NationId]]] = {}

    def find_way(self, origin: Place, destination: Place, avoiding: tuple[str, ...]) -> Way | None:
        """The shortest line clear of the nations' airspace, or None when they enclose an end."""
        if origin.nation in avoiding or destination.nation in avoiding:
            return None
        start, end = point_of(origin), point_of(destination)
        line: Line = (start, end)
        over, near = self._survey(start, end)
        if not near.isdisjoint(avoiding):
            around = self._lattice(avoiding).find_line(start, end)
            if around is None:
                return None
            line, over = around, read_territories().stretches(around)
        ends = Stretch(origin.nation, 0, line[0]), Stretch(destination.nation, 0, line[-1])
        stretches = merge([ends[0], *over, ends[1]])
        return Way(
            key=WayKey(Mode.AIR, origin.id, destination.id, avoiding),
            length_m=max(length_m(line), 1),
            crossings=crossings_of(stretches),
            borders=borders_of(stretches),
            line=tuple(refine(line, DRAWN_STEP_M)) if self._drawing else (),
        )

    def joins(self, origin: Place, destination: Place) -> bool:
        """Whether there is a way between them when nothing is avoided."""
        return self.find_way(origin, destination, ()) is not None

    def _survey(self, start: Point, end: Point) -> tuple[list[Stretch], frozenset[NationId]]:
        """What the great circle flies over, and the nations under it or in a cell beside it."""
        if (start, end) not in self._surveys:
            self._surveys[start, end] = read_territories().survey(start, end)
        return self._surveys[start, end]

    def _lattice(self, avoiding: tuple[str, ...]) -> Lattice:
        """Cells not closed nor beside a closed one; close to the ends, all that are not closed."""
        return self._lattices.recall(avoiding, lambda: self._open_sky(avoiding))

    @staticmethod
    def _open_sky(avoiding: tuple[str, ...]) -> Lattice:
        shut = read_territories().mask(avoiding)
        return Lattice(~widen(shut), ~shut, SPACING_DEG)
