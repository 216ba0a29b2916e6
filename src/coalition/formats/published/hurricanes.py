"""Hurricanes of the south-eastern United States: network, needs and categories of Rawls and Turnquist.

Rawls and Turnquist 2010, "Pre-positioning of emergency supplies for disaster response", Transportation
Research Part B 44(4). A folder holds `network.json` (hours along edges, category less one of each
hurricane), `demands.txt` (a line with a name, then lines with node from 1, city, and units of water, food
and medical kits) and `node_coordinates.csv` (name, node from 0, latitude, longitude).
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, quote
from coalition.formats.published.words import read_text

Floats = NDArray[np.float64]
ITEMS = ("water", "food", "medical kits")
_WORDS_OF_A_NEED = 4


@dataclass(frozen=True, slots=True)
class Hurricanes:
    """`cities` and `position` (n, 2) degrees; `hours` (n, n) along the quickest way; by hurricane its
    `category` from 1 to 5 and `need` (h, n, 3) units of water, food and medical kits.
    """

    cities: tuple[str, ...]
    position: Floats
    hours: Floats
    names: tuple[str, ...]
    category: NDArray[np.int64]
    need: Floats


def read_hurricanes(folder: Path) -> Hurricanes:
    """The data of the folder. Raises InputError with what is wrong."""
    network = json.loads(read_text(folder / "network.json"))
    rows = list(csv.reader(io.StringIO(read_text(folder / "node_coordinates.csv"))))
    places = sorted((int(row[1]), row[0], float(row[2]), float(row[3])) for row in rows if row)
    count = len(places)
    need = _needs(read_text(folder / "demands.txt"), count)
    names = tuple(need)
    return Hurricanes(
        tuple(name for _, name, _, _ in places), np.array([[lat, lon] for *_, lat, lon in places]),
        _quickest(network["edges_hours"], count), names,
        np.array([network["hurricane_category_minus1"][name] + 1 for name in names]),
        np.array([need[name] for name in names]),
    )  # fmt: skip


def _needs(text: str, count: int) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    log, name = FaultLog(), ""
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if len(words) == 1:
            name = words[0]
            found[name] = np.zeros((count, len(ITEMS)))
        elif words:
            node = int(words[0]) if words[0].isdigit() else 0
            good = name and len(words) >= _WORDS_OF_A_NEED and 1 <= node <= count
            if good and all(word.isdigit() for word in words[-3:]):
                found[name][node - 1] += [float(word) for word in words[-3:]]
            else:
                log.add(
                    "bad-number", f"demands.txt:{number}", f"{quote(line)} is no need of a city"
                )
    if log.found:
        raise InputError(log.found)
    return found


def _quickest(edges: list[list[float]], count: int) -> Floats:
    """Hours along the quickest way between any two nodes (Floyd 1962)."""
    hours = np.full((count, count), np.inf)
    np.fill_diagonal(hours, 0.0)
    for start, end, time in edges:
        hours[int(start), int(end)] = hours[int(end), int(start)] = time
    for middle in range(count):
        hours = np.minimum(hours, hours[:, [middle]] + hours[[middle]])
    return hours
