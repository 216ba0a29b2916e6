"""R8 way limits: a way exists, the places serve the carrier, and all that is aboard passes.

Source: `docs/explanation/planning-rules.md`, R8; load classes are Military Load Classes (STANAG 2021).
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.judging.docket import Docket, Leg, Visit
from coalition.judging.limits import Fit, Spot, check_fit, doubt, name_of
from coalition.judging.reliance import Finding, Reliance
from coalition.judging.verdict import Breach
from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId, PlaceId
from coalition.model.places import Mode, Place
from coalition.model.ways import Way


def find_places(docket: Docket) -> Iterator[Finding]:
    """R8 at each place visited: mode, runway, pavement, draught, gauge."""
    plain: dict[tuple[PlaceId, FleetId], bool] = {}
    for run in docket.runs:
        for visit in run.visits if run.fleet else ():
            if run.fleet is not None and visit.place is not None:
                key = (visit.stop.place, run.fleet.id)
                if not plain.get(key, False):
                    found = list(_place(visit, visit.place, run.fleet))
                    plain[key] = not found
                    yield from found


def find_ways(docket: Docket) -> Iterator[Finding]:
    """R8 on each leg and on each way in a day, and R15 for ways that are only estimated."""
    yield from find_legs(docket)
    yield from find_busy(docket)


def find_legs(docket: Docket) -> Iterator[Finding]:
    """R8 and R15 on each leg by itself."""
    for leg in docket.legs:
        if leg.fleet is None or leg.start.place is None or leg.end.place is None:
            continue
        if leg.way is None:
            yield from _no_way(leg, leg.fleet)
        elif not _passes(leg, leg.way, leg.fleet):
            yield from _way(leg, leg.way, leg.fleet)


def _place(visit: Visit, place: Place, fleet: Fleet) -> Iterator[Finding]:
    spot = Spot(visit.trip, visit.where, visit.stop.arrive)
    if fleet.mode not in place.modes:
        yield Breach(
            "R8", "mode-not-served", spot.where, spot.at,
            text=f"{place.name} does not serve {fleet.mode}",
        )  # fmt: skip
    if fleet.mode is Mode.AIR:
        fit = Fit("R8", "runway-too-short", fleet, "runway_m", place, "runway_m", "m")
        yield from check_fit(fit, spot)
        yield from _pavement(place, fleet, spot)
    if fleet.mode is Mode.SEA:
        fit = Fit("R8", "port-too-shallow", fleet, "draught_cm", place, "draught_cm", "cm")
        yield from check_fit(fit, spot)
    if fleet.mode is Mode.RAIL:
        yield from _gauge(place, fleet, spot)


def _pavement(place: Place, fleet: Fleet, spot: Spot) -> Iterator[Finding]:
    if "needs_paved" in fleet.unknown and place.paved is not True:
        yield doubt("R8", fleet, "needs_paved", spot)
    if not fleet.needs_paved:
        return
    if "paved" in place.unknown:
        yield doubt("R8", place, "paved", spot)
    elif place.paved is False:
        yield Breach(
            "R8", "runway-not-paved", spot.where, spot.at,
            text=f"{fleet.name} needs a paved runway",
        )  # fmt: skip


def _gauge(holder: Place | Way, fleet: Fleet, spot: Spot) -> Iterator[Finding]:
    """A place must have the train's gauge among its own; a way must have no other."""
    if "gauge_mm" in fleet.unknown:
        yield doubt("R8", fleet, "gauge_mm", spot)
    if "gauges_mm" in holder.unknown:
        yield doubt("R8", holder, "gauges_mm", spot)
    gauges, gauge = holder.gauges_mm, fleet.gauge_mm
    if gauge is None or not gauges or holder.unknown & {"gauges_mm"}:
        return
    fits = gauge in gauges if isinstance(holder, Place) else all(own == gauge for own in gauges)
    if not fits:
        yield Breach(
            "R8", "gauge-differs", spot.where, spot.at, gauge, "mm",
            text=f"gauge {gauge} mm of {fleet.name}, {name_of(holder)} has "
            + ", ".join(f"{own} mm" for own in gauges),
        )  # fmt: skip


def _no_way(leg: Leg, fleet: Fleet) -> Iterator[Breach]:
    if leg.start.stop.place == leg.end.stop.place:
        return
    avoiding = ", ".join(leg.start.stop.avoiding)
    yield Breach(
        "R8", "no-way", leg.where, leg.depart,
        text=f"no way by {fleet.mode}" + (f" that avoids {avoiding}" if avoiding else ""),
    )  # fmt: skip


def _way(leg: Leg, way: Way, fleet: Fleet) -> Iterator[Finding]:
    spot = Spot(leg.trip, leg.where, leg.depart)
    if way.estimated:
        fact = f"length of {name_of(way)}"
        yield Reliance(
            "R15", "estimated-way", fact, leg.where, leg.trip, leg.depart,
            text=f"{fact} is estimated from a great circle: {way.length_m} m",
        )  # fmt: skip
    yield from _closed(leg, way)
    if fleet.mode is Mode.RAIL:
        yield from _gauge(way, fleet, spot)
    if fleet.mode is Mode.SEA:
        fit = Fit("R8", "way-too-shallow", fleet, "draught_cm", way, "draught_cm", "cm")
        yield from check_fit(fit, spot)
    if fleet.mode is Mode.ROAD:
        yield from check_fit(Fit("R8", "above-load-class", fleet, "mlc", way, "mlc", "MLC"), spot)
    yield from _aboard(leg, way, fleet, spot)
    if way.declared is not None and "carriers_per_day" in way.unknown:
        yield doubt("R8", way, "carriers_per_day", spot)


def _passes(leg: Leg, way: Way, fleet: Fleet) -> bool:
    """Whether there is surely nothing to say of the leg on its way."""
    if way.estimated or way.unknown or fleet.unknown or way.closed:
        return False
    if fleet.mode is Mode.AIR:
        return True
    if fleet.mode is Mode.SEA:
        return way.draught_cm is None or (fleet.draught_cm or 0) <= way.draught_cm
    if fleet.mode is Mode.RAIL and way.gauges_mm:
        return False
    mlc = way.mlc if fleet.mode is Mode.ROAD else None
    if mlc is not None and (fleet.mlc or 0) > mlc:
        return False
    return all(
        not line.unknown
        and (mlc is None or (line.mlc or 0) <= mlc)
        and (way.height_cm is None or (line.height_cm or 0) <= way.height_cm)
        for line in (carried.line for carried in leg.aboard)
    )


def _aboard(leg: Leg, way: Way, fleet: Fleet, spot: Spot) -> Iterator[Finding]:
    for carried in leg.aboard:
        line = carried.line
        if fleet.mode is Mode.ROAD:
            yield from check_fit(
                Fit("R8", "above-load-class", line, "mlc", way, "mlc", "MLC"), spot
            )
        if fleet.mode in (Mode.ROAD, Mode.RAIL):
            fit = Fit("R8", "too-high-for-way", line, "height_cm", way, "height_cm", "cm")
            yield from check_fit(fit, spot)


def _closed(leg: Leg, way: Way) -> Iterator[Breach]:
    for closed in way.closed:
        if closed.overlaps(leg.depart, leg.arrive):
            begin, end = max(leg.depart, closed.opens), min(leg.arrive, closed.closes)
            yield Breach(
                "R8", "way-closed", leg.where, begin, end - begin, "min",
                text=f"under way while {name_of(way)} is closed",
            )  # fmt: skip


def find_busy(docket: Docket) -> Iterator[Breach]:
    """More carriers on a way in a UTC day than it takes, both directions together."""
    days: dict[tuple[str, int], list[Leg]] = {}
    for leg in docket.legs:
        way = leg.way
        if way and way.carriers_per_day is not None and "carriers_per_day" not in way.unknown:
            name = f"way `{way.declared}`" if way.declared else name_of(way)
            days.setdefault((name, leg.depart // MINUTES_PER_DAY), []).append(leg)
    for (name, day), legs in sorted(days.items()):
        limit = min(leg.way.carriers_per_day or 0 for leg in legs if leg.way)
        if len(legs) > limit:
            yield Breach(
                "R8", "too-many-carriers-a-day", name, Minute(day * MINUTES_PER_DAY),
                len(legs) - limit, "carriers",
                text=f"{len(legs)} carriers depart on {name} that day, it takes {limit}",
            )  # fmt: skip
