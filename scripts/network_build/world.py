"""The nations' outlines and the raster of territories, from npm `world-atlas` (Natural Earth 1:50m).

Natural Earth draws who holds a land. Where the United Nations say otherwise we follow them: Crimea is
Ukraine (General Assembly resolution 68/262), the north of Cyprus is Cyprus (Security Council
resolutions 541 and 550), Somaliland is Somalia. Kosovo stands under `XKX`, the user-assigned code in
common use. The Siachen glacier is drawn with India and the Australian Indian Ocean territories with
Australia. All other lines are Natural Earth's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .outlines import Points, dissolve, link, thin, unfold

CELLS_PER_DEGREE = 10
OUTLINE_TOLERANCE_DEG = 0.06
OUTLINE_AREA_DEG2_MIN = 0.02
"""Smaller rings are left out of the outlines, save the largest of a nation."""

NAMED = {
    "Kosovo": "XKX",
    "N. Cyprus": "CYP",
    "Somaliland": "SOM",
    "Siachen Glacier": "IND",
    "Indian Ocean Ter.": "AUS",
}
"""Shapes that carry no ISO number."""
CRIMEA = (34.2, 45.3)
"""A point of the Crimea, longitude and latitude; the ring of Russia around it is Ukraine's."""

Rings = dict[str, list[list[int]]]


def read_atlas(atlas: Path, alpha3_by_number: dict[str, str]) -> tuple[Rings, list[Points]]:
    """Rings of signed arcs by nation, and the arcs in degrees."""
    topology = json.loads(atlas.read_text())
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]
    nations: Rings = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        nation = NAMED.get(name) or alpha3_by_number[shape["id"]]
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            crimean = nation == "RUS" and holds(link(polygon[0], arcs), *CRIMEA)
            nations.setdefault("UKR" if crimean else nation, []).extend(polygon)
    return {nation: dissolve(rings, arcs) for nation, rings in sorted(nations.items())}, arcs


def holds(ring: Points, x: float, y: float) -> bool:
    """Whether the closed ring holds the point (even-odd rule)."""
    x1, y1, x2, y2 = *ring[:-1].T, *ring[1:].T
    spans = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        right = x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)
    return bool(np.count_nonzero(spans & right) % 2)


def build_territories(nations: Rings, arcs: Sequence[Points]) -> dict[str, NDArray[Any]]:
    """Raster of nation numbers, 0 for sea, rows from north to south, columns from 180 W."""
    raster = np.zeros((180 * CELLS_PER_DEGREE, 360 * CELLS_PER_DEGREE), dtype=np.uint8)
    for number, rings in enumerate(nations.values(), start=1):
        pieces = [piece for ring in rings for piece in unfold(link(ring, arcs))]
        if not fill(raster, pieces, number):
            mark_corners(raster, pieces, number)
    return {"nations": np.array(list(nations)), "raster": raster}


def fill(raster: NDArray[np.uint8], pieces: list[Points], number: int) -> int:
    """Number the cells whose centre lies inside the pieces (even-odd rule); how many there were."""
    crossings: dict[int, list[float]] = {}
    for piece in pieces:
        grid = np.column_stack([piece[:, 0] + 180, 90 - piece[:, 1]]) * CELLS_PER_DEGREE - 0.5
        for (x1, y1), (x2, y2) in zip(grid[:-1].tolist(), grid[1:].tolist(), strict=True):
            low, high = sorted((y1, y2))
            for row in range(int(np.ceil(low)), int(np.ceil(high))):
                crossings.setdefault(row, []).append(x1 + (x2 - x1) * (row - y1) / (y2 - y1))
    count = 0
    for row, places in crossings.items():
        places.sort()
        for left, right in zip(places[::2], places[1::2], strict=True):
            begin, end = max(int(np.ceil(left)), 0), int(np.ceil(right))
            raster[min(row, len(raster) - 1), begin:end] = number
            count += max(end - begin, 0)
    return count


def mark_corners(raster: NDArray[np.uint8], pieces: list[Points], number: int) -> None:
    """Number the cells under the corners of a nation too small to hold a cell's centre."""
    for piece in pieces:
        rows = np.clip((90 - piece[:, 1]) * CELLS_PER_DEGREE, 0, raster.shape[0] - 1).astype(int)
        columns = np.clip((piece[:, 0] + 180) * CELLS_PER_DEGREE, 0, raster.shape[1] - 1).astype(
            int
        )
        raster[rows, columns] = number


def build_borders(nations: Rings, arcs: Sequence[Points]) -> dict[str, list[list[int]]]:
    """Thinned outlines: for each nation its rings as flat lists lon, lat, ... in hundredths of a degree.

    Arcs are thinned before they are linked, so neighbours keep one common line.
    """
    slim = [arc[thin(arc, OUTLINE_TOLERANCE_DEG)] for arc in arcs]
    outlines = {}
    for nation, rings in nations.items():
        pieces = [piece for ring in rings for piece in unfold(link(ring, slim))]
        pieces.sort(key=area, reverse=True)
        large = [piece for piece in pieces if area(piece) >= OUTLINE_AREA_DEG2_MIN]
        drawn = large or [piece for ring in rings for piece in unfold(link(ring, arcs))][:1]
        outlines[nation] = [np.rint(piece * 100).astype(int).ravel().tolist() for piece in drawn]
    return outlines


def area(ring: Points) -> float:
    """Square degrees inside a closed ring (shoelace formula)."""
    x, y = ring.T
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)
