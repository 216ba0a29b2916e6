"""The nations' outlines for maps, from Natural Earth with the territorial policy of `data/NOTICE.md`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from coalition.model.identity import NationId
from coalition.network.globe.arcs import Line

UDEG_PER_STORED = 10_000
"""The file holds hundredths of a degree."""


@cache
def read_outlines() -> Mapping[NationId, tuple[Line, ...]]:
    """Each nation's closed rings for drawing, never across the antimeridian, largest first.

    A ring inside another is a hole (fill by the even-odd rule).
    """
    text = (files("coalition.network") / "data" / "borders.json").read_text(encoding="utf-8")
    stored: dict[str, list[list[int]]] = json.loads(text)
    return MappingProxyType(
        {NationId(nation): tuple(map(_ring, rings)) for nation, rings in stored.items()}
    )


def _ring(flat: list[int]) -> Line:
    """Points of a flat list lon, lat, lon, lat, ..."""
    pairs = zip(flat[1::2], flat[::2], strict=True)
    return tuple((lat * UDEG_PER_STORED, lon * UDEG_PER_STORED) for lat, lon in pairs)
