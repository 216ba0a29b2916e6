"""Ways between places: what the network finds, what a book declares, and what is closed when."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.measure.instants import Interval
from coalition.model.identity import NationId, PlaceId, WayId
from coalition.model.places import Mode
from coalition.model.provenance import Provenance


@dataclass(frozen=True, slots=True, order=True)
class WayKey:
    """Names one way: mode, ends, and the sorted nations and passages it must keep clear of."""

    mode: Mode
    origin: PlaceId
    destination: PlaceId
    avoiding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossing:
    """A stretch of the way inside one nation's territory or airspace, in order of travel."""

    nation: NationId
    length_m: int


@dataclass(frozen=True, slots=True)
class BorderPoint:
    """Where the way passes from one nation into the next, in micro-degrees."""

    from_nation: NationId
    to_nation: NationId
    lat_udeg: int
    lon_udeg: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way found: length, nations crossed, limits and closed times.

    Limits are None when nothing limits; a limit named in `unknown` is one nobody has stated.
    `estimated` marks a great circle times a circuity factor where no graph reaches.
    """

    key: WayKey
    length_m: int
    crossings: tuple[Crossing, ...]
    borders: tuple[BorderPoint, ...] = ()
    passages: tuple[str, ...] = ()
    gauges_mm: tuple[int, ...] = ()
    estimated: bool = False
    mlc: int | None = None
    height_cm: int | None = None
    draught_cm: int | None = None
    carriers_per_day: int | None = None
    closed: tuple[Interval, ...] = ()
    declared: WayId | None = None
    unknown: frozenset[str] = frozenset()
    line: tuple[tuple[int, int], ...] = ()
    """Points (lat, lon) in micro-degrees, thinned for drawing."""


@dataclass(frozen=True, slots=True)
class DeclaredWay:
    """A row of `ways.csv`: a known way between two places, both directions unless `one_way`.

    What it leaves out (length, nations, gauges) is taken from the graph.
    """

    id: WayId
    mode: Mode
    origin: PlaceId
    destination: PlaceId
    one_way: bool = False
    length_m: int | None = None
    nations: tuple[NationId, ...] = ()
    gauges_mm: tuple[int, ...] = ()
    mlc: int | None = None
    height_cm: int | None = None
    draught_cm: int | None = None
    carriers_per_day: int | None = None
    unknown: frozenset[str] = frozenset()
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Closure:
    """A physical or declared closure in time.

    `subject` is `passage:ID`, `way:ID`, `place:ID`, or `nation:MODE:ISO3` (`nation:air:TUR` closes an
    airspace). Legal refusals are not closures; they are decisions and prohibitions.
    """

    subject: str
    closed: Interval
    reason: str = ""
    provenance: Provenance = Provenance()
