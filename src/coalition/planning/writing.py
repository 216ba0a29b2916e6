"""Timelines written as the trips of a plan."""

from __future__ import annotations

from collections.abc import Mapping

from coalition.measure.instants import Minute
from coalition.model.identity import CarrierId
from coalition.model.plan import Load, Stop, Trip
from coalition.planning.schedule.voyage import Run, Voyage


def write_trips(timelines: Mapping[CarrierId, list[Voyage]]) -> tuple[Trip, ...]:
    """Every voyage and every empty run as a trip, sorted by fleet, number and time."""
    trips: list[Trip] = []
    for carrier in sorted(timelines, key=_carrier_order):
        for voyage in timelines[carrier]:
            if voyage.approach is not None:
                trips.append(_trip(carrier, voyage.approach, ()))
            loads = (Load(*key, pieces) for key, pieces in voyage.loads.items() if pieces)
            trips.append(_trip(carrier, voyage.run, tuple(sorted(loads))))
    return tuple(trips)


def _trip(carrier: CarrierId, run: Run, loads: tuple[Load, ...]) -> Trip:
    hops = run.path.hops
    places = [hop.origin for hop in hops] + [hops[-1].destination]
    last = len(hops)
    stops = tuple(
        Stop(
            place, Minute(arrive), Minute(depart),
            off=loads if i == last else (), on=loads if i == 0 else (),
            avoiding=hops[i].way.key.avoiding if i < last else (),
        )
        for i, (place, (arrive, depart)) in enumerate(zip(places, run.times, strict=True))
    )  # fmt: skip
    return Trip(carrier, stops)


def _carrier_order(carrier: CarrierId) -> tuple[str, int]:
    fleet, _, number = carrier.rpartition("#")
    return (fleet, int(number))
