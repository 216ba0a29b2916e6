"""What a book says of ways: declared ways laid over the graph's, and closures in time.

A declared way settles every limit of its way: a limit it neither states nor names as unknown does not
limit. Length, nations and gauges it leaves out come from the graph.

Not here: `place:` closures, which close the place and not a way to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from coalition.measure.geography import great_circle_m
from coalition.measure.instants import Interval
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode, Place
from coalition.model.ways import BorderPoint, Closure, Crossing, DeclaredWay, Way, WayKey
from coalition.network.estimate import CIRCUITY_PERCENT, lengthen
from coalition.network.gauges import gauges_met
from coalition.network.globe.arcs import part_way, point_of


class DeclaredWays:
    """The declared ways of a book by their ends."""

    def __init__(self, declared: Sequence[DeclaredWay]) -> None:
        self._declared: dict[tuple[Mode, PlaceId, PlaceId], list[DeclaredWay]] = {}
        for way in sorted(declared, key=lambda way: (way.length_m or 0, way.id)):
            for turned in (way,) if way.one_way else (way, _turned(way)):
                ends = (turned.mode, turned.origin, turned.destination)
                self._declared.setdefault(ends, []).append(turned)

    def find(self, key: WayKey) -> DeclaredWay | None:
        """The shortest declared way that serves the key, turned to its direction, or None.

        One whose id or one of whose nations is avoided does not serve.
        """
        between = self._declared.get((key.mode, key.origin, key.destination), ())
        avoided = set(key.avoiding)
        return next((way for way in between if not avoided & {way.id, *way.nations}), None)


def _turned(way: DeclaredWay) -> DeclaredWay:
    """The way in the other direction."""
    return replace(
        way,
        origin=way.destination,
        destination=way.origin,
        nations=way.nations[::-1],
        gauges_mm=way.gauges_mm[::-1],
    )


def needs_graph(declared: DeclaredWay) -> bool:
    """Whether anything but the points of the way would be taken from the graph.

    The graph parts the length among the nations crossed; where there is but one, it has nothing to say.
    """
    return declared.mode is Mode.SEA or declared.length_m is None or len(set(declared.nations)) != 1


def lay_over(
    declared: DeclaredWay, found: Way | None, key: WayKey, ends: tuple[Place, Place]
) -> Way | None:
    """The declared way with what it leaves out taken from the way found; None when no length is known."""
    if found is None and declared.length_m is None and key.mode is Mode.SEA:
        return None
    line = found.line if found else (point_of(ends[0]), point_of(ends[1]))
    guess = found.length_m if found else _guess_m(key.mode, ends)
    length = declared.length_m if declared.length_m is not None else guess
    crossings, borders = _nations(declared, found, length, ends)
    known_gauges = declared.gauges_mm or (gauges_met(crossings) if key.mode is Mode.RAIL else ())
    return Way(
        key=key,
        length_m=length,
        crossings=crossings,
        borders=borders,
        passages=found.passages if found else (),
        gauges_mm=known_gauges,
        estimated=declared.length_m is None and (found is None or found.estimated),
        mlc=declared.mlc,
        height_cm=declared.height_cm,
        draught_cm=declared.draught_cm if declared.draught_cm or not found else found.draught_cm,
        carriers_per_day=declared.carriers_per_day,
        declared=declared.id,
        unknown=declared.unknown,
        line=line,
    )


def _guess_m(mode: Mode, ends: tuple[Place, Place]) -> int:
    """Metres of a way of which nothing is known but its ends."""
    straight = great_circle_m(*point_of(ends[0]), *point_of(ends[1]))
    return max(lengthen(mode, straight) if mode in CIRCUITY_PERCENT else straight, 1)


def _nations(
    declared: DeclaredWay, found: Way | None, length: int, ends: tuple[Place, Place]
) -> tuple[tuple[Crossing, ...], tuple[BorderPoint, ...]]:
    """Crossings and border points: the graph's, stretched, where the nations agree; else equal shares."""
    nations = declared.nations
    if found and (not nations or nations == tuple(c.nation for c in found.crossings)):
        lengths = [crossing.length_m for crossing in found.crossings]
        if declared.mode is not Mode.SEA:
            lengths = share_out(length, lengths)
        named = (c.nation for c in found.crossings)
        return tuple(map(Crossing, named, lengths)), found.borders
    nations = nations or tuple(dict.fromkeys(end.nation for end in ends))
    lengths = share_out(length, [1] * len(nations))
    borders = _even_borders(nations, ends) if declared.mode in CIRCUITY_PERCENT else ()
    return tuple(map(Crossing, nations, lengths)), borders


def share_out(whole: int, weights: Sequence[int]) -> list[int]:
    """The whole in integer parts in proportion to the weights; the parts add up to it exactly."""
    total = sum(weights)
    marks = [whole * mark // total if total else whole for mark in accumulate(weights)]
    return [end - begin for begin, end in pairwise([0, *marks])]


def _even_borders(
    nations: tuple[NationId, ...], ends: tuple[Place, Place]
) -> tuple[BorderPoint, ...]:
    """Border points at equal shares of the straight line: where a border lies is not declared."""
    points = []
    for i, (before, after) in enumerate(pairwise(nations), start=1):
        point = part_way(point_of(ends[0]), point_of(ends[1]), i / len(nations))
        points.append(BorderPoint(before, after, *point))
    return tuple(points)


class ClosedTimes:
    """The closures of a book by what they close."""

    def __init__(self, closures: Sequence[Closure]) -> None:
        self._closed: dict[str, set[Interval]] = {}
        for closure in closures:
            self._closed.setdefault(closure.subject, set()).add(closure.closed)

    def of(self, way: Way) -> tuple[Interval, ...]:
        """When the way is shut: closures of its passages, of itself, or of a nation crossed by its mode."""
        mode = way.key.mode
        subjects = [f"passage:{passage}" for passage in way.passages]
        subjects += [f"nation:{mode}:{crossing.nation}" for crossing in way.crossings]
        if way.declared:
            subjects.append(f"way:{way.declared}")
        shut = [self._closed[subject] for subject in subjects if subject in self._closed]
        return tuple(sorted(set().union(*shut)))
