"""Track gauges by nation, and the border points where a train cannot run on.

One main gauge a nation; lines of another gauge (the broad-gauge LHS in Poland, standard gauge to Kaunas
or Barcelona) are declared as ways of a book. Facts and sources: `data/gauges.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from coalition.model.identity import NationId
from coalition.model.ways import BorderPoint, Crossing, Way

TOLERANCE_MM = 4
"""1520 and 1524 mm run through: Finnish and Russian stock is exchanged at Vainikkala."""


@cache
def read_gauges() -> Mapping[NationId, int]:
    """Main gauge of each nation in millimetres."""
    text = (files("coalition.network") / "data" / "gauges.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType({NationId(row["nation"]): int(row["gauge_mm"]) for row in rows})


def gauges_met(crossings: Sequence[Crossing]) -> tuple[int, ...]:
    """Gauges in the order in which the way meets them; nations without a known gauge add none."""
    known = [read_gauges().get(crossing.nation) for crossing in crossings]
    met: list[int] = []
    for gauge in known:
        if gauge is not None and (not met or met[-1] != gauge):
            met.append(gauge)
    return tuple(met)


def gauge_breaks(way: Way) -> tuple[BorderPoint, ...]:
    """Border points of a rail way at which the load must change trains.

    A declared way of one gauge runs through, whatever the nations' main gauges.
    """
    if len(way.gauges_mm) < 2:
        return ()
    return tuple(border for border in way.borders if breaks(border.from_nation, border.to_nation))


def breaks(a: NationId, b: NationId) -> bool:
    """Whether two neighbours' main gauges differ by more than stock can bear."""
    gauges = read_gauges()
    return a in gauges and b in gauges and abs(gauges[a] - gauges[b]) > TOLERANCE_MM
