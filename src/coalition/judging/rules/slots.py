"""R6 place capacity: slots at every minute, opening hours, closures of the place.

Source: `docs/explanation/planning-rules.md`, R6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coalition.judging.docket import Docket, Run, Visit
from coalition.judging.limits import Spot, doubt
from coalition.judging.reliance import Finding
from coalition.judging.verdict import Breach
from coalition.measure.instants import MINUTES_PER_DAY, Interval, Minute
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from coalition.model.places import SLOT_FIELDS, Mode, Place


def find_slots(docket: Docket) -> Iterator[Finding]:
    """R6: no more carriers at work in a place than it has slots for their mode."""
    at_work = occupied_by(docket.runs)
    for (place, mode), occupied in sorted(at_work.items()):
        yield from find_slots_at(docket.book.places[place], mode, occupied)


def occupied_by(runs: Iterable[Run]) -> dict[tuple[PlaceId, Mode], list[Occupied]]:
    """By place and mode, who is at work there in these runs."""
    at_work: dict[tuple[PlaceId, Mode], list[Occupied]] = {}
    for run in runs:
        for visit in run.visits if run.fleet else ():
            if run.fleet and visit.place and visit.stop.arrive < visit.stop.depart:
                key = (visit.stop.place, run.fleet.mode)
                at_work.setdefault(key, []).append(Occupied(visit, run.fleet))
    return at_work


def find_hours(docket: Docket) -> Iterator[Finding]:
    """R6: arrive and depart within opening hours, and not while the place is closed."""
    closed: dict[str, list[Interval]] = {}
    for closure in docket.book.closures:
        closed.setdefault(closure.subject, []).append(closure.closed)
    for visit in docket.visits:
        if visit.place is None:
            continue
        if not _never_closes(visit.place):
            yield from _hours(visit, visit.place)
        for interval in closed.get(f"place:{visit.stop.place}", ()):
            yield from _closed(visit, visit.place, interval)


@dataclass(frozen=True, slots=True)
class Occupied:
    """A visit at work, and whose carrier's."""

    visit: Visit
    fleet: Fleet


def find_slots_at(place: Place, mode: Mode, occupied: list[Occupied]) -> Iterator[Finding]:
    """R6 at one place for one mode."""
    limit = place.slots(mode)
    if SLOT_FIELDS[mode] in place.unknown:
        for one in occupied:
            spot = Spot(one.visit.trip, one.visit.where, one.visit.stop.arrive)
            yield doubt("R6", place, SLOT_FIELDS[mode], spot, "planned as one")
    if limit is not None:
        yield from _crowded(place, mode, occupied, limit)


def _crowded(place: Place, mode: Mode, occupied: list[Occupied], limit: int) -> Iterator[Breach]:
    """One breach for each stretch in which too many are at work, with the worst excess in it."""
    changes: dict[Minute, list[tuple[int, str]]] = {}
    for one in occupied:
        stop, slots = one.visit.stop, one.fleet.slots
        changes.setdefault(stop.depart, []).append((-slots, one.visit.trip))
        changes.setdefault(stop.arrive, []).append((slots, one.visit.trip))
    taken, since, worst = 0, None, 0
    present: set[str] = set()
    named: set[str] = set()
    for at in sorted(changes):
        for slots, trip in sorted(changes[at]):
            taken += slots
            (present.add if slots > 0 else present.discard)(trip)
        if taken > limit:
            since = at if since is None else since
            worst = max(worst, taken - limit)
            named |= present
        elif since is not None:
            yield _crowd(place, mode, since, worst, sorted(named))
            since, worst, named = None, 0, set()


def _crowd(place: Place, mode: Mode, since: Minute, worst: int, trips: list[str]) -> Breach:
    shown = ", ".join(trips[:5]) + (f" and {len(trips) - 5} more" if len(trips) > 5 else "")
    return Breach(
        "R6", "no-free-slot", place.name, since, worst, "slots",
        text=f"{worst} too many at work by {mode} ({SLOT_FIELDS[mode]} {place.slots(mode)}): {shown}",
    )  # fmt: skip


def _hours(visit: Visit, place: Place) -> Iterator[Finding]:
    for field in ("opens_minute", "closes_minute") if place.unknown else ():
        if field in place.unknown:
            spot = Spot(visit.trip, visit.where, visit.stop.arrive)
            yield doubt("R6", place, field, spot)
    if not place.unknown.isdisjoint({"opens_minute", "closes_minute"}):
        return
    for at, word in ((visit.stop.arrive, "arrives"), (visit.stop.depart, "departs")):
        outside = _minutes_outside(at, place)
        if outside:
            yield Breach(
                "R6", "outside-opening-hours", visit.where, at, outside, "min",
                text=f"{word} {outside} min outside the opening hours of {place.name}",
            )  # fmt: skip


def _never_closes(place: Place) -> bool:
    return not place.unknown and place.closes_minute - place.opens_minute >= MINUTES_PER_DAY


def _minutes_outside(at: Minute, place: Place) -> int:
    """Minutes to the nearest opening hour, 0 inside; both ends count as open.

    A place that closes at or before the minute it opens closes on the next day.
    """
    opens, closes = place.opens_minute, place.closes_minute
    length = closes - opens if closes > opens else closes - opens + MINUTES_PER_DAY
    since = (at - opens) % MINUTES_PER_DAY
    if since <= length or length >= MINUTES_PER_DAY:
        return 0
    return min(since - length, MINUTES_PER_DAY - since)


def _closed(visit: Visit, place: Place, closed: Interval) -> Iterator[Breach]:
    stop = visit.stop
    hit = closed.overlaps(stop.arrive, stop.depart) or closed.contains(stop.arrive)
    if hit:
        begin, end = max(stop.arrive, closed.opens), min(stop.depart, closed.closes)
        yield Breach(
            "R6", "place-closed", visit.where, begin, max(0, end - begin), "min",
            text=f"{place.name} is closed",
        )  # fmt: skip
