"""Waits for what a book states in so many words: pledges, opening hours, carriers a day, closures.

Each is the minute until which it held the departure of the boarding stop, with its cause. Not here: which of
the holds on a departure binds (`walk`).
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.explanation.causes import Cause, CauseKind
from coalition.explanation.evidence import Carrying, Evidence
from coalition.measure.instants import MINUTES_PER_DAY, Interval, Minute, write_day, write_instant
from coalition.model.book import Book
from coalition.model.places import Place
from coalition.model.plan import Stop
from coalition.model.ways import Way

Wait = tuple[Minute, Cause]


def pledge_waits(book: Book, carrying: Carrying) -> Iterator[Wait]:
    """The pledge of the source, when it opened after C-day (R14)."""
    movement = carrying.movement
    if carrying.boarding.place != movement.origin:
        return
    unit = None if movement.unit is None else book.units[movement.unit]
    source = unit if movement.stock is None else book.stocks[movement.stock]
    if source is None or source.pledged is None or source.pledged.opens <= book.crisis.activated:
        return
    opens = source.pledged.opens
    text = f"the pledge of {source.name} ({source.nation}) opens on {write_instant(opens)}"
    about = (f"{'unit' if movement.stock is None else 'stock'}:{source.id}", f"pledge:{opens}")
    subject = f"pledge of {source.nation} {source.id}"
    yield opens, Cause(CauseKind.SOURCING, subject, text, about=about)


def hours_waits(book: Book, carrying: Carrying, stop: Stop) -> Iterator[Wait]:
    """The place of a stop at which work began at the very minute it opened (R6)."""
    place = book.places[stop.place]
    if is_limited(place) and stop.arrive % MINUTES_PER_DAY == place.opens_minute:
        opened = write_instant(stop.arrive)
        text = f"{place.name} is not open at all hours; it opened on {opened}"
        about = (f"place:{place.id}",)
        cause = Cause(CauseKind.HOURS, f"{place.name} hours", text, about=about)
        yield carrying.boarding.depart, cause


def is_limited(place: Place) -> bool:
    """Whether the place is shut for some of the day."""
    return (place.closes_minute - place.opens_minute) % MINUTES_PER_DAY != 0


def day_waits(
    evidence: Evidence, carrying: Carrying, index: int, way: Way | None
) -> Iterator[Wait]:
    """A declared way on which all carriers of the day before had gone (R8)."""
    if way is None or way.declared is None or way.carriers_per_day is None:
        return
    departs = carrying.trip.stops[index].depart
    day = departs // MINUTES_PER_DAY
    ends = (way.key.origin, way.key.destination)
    if evidence.departures(way.key.mode, ends, day - 1) < way.carriers_per_day:
        return
    midnight = Minute(day * MINUTES_PER_DAY)
    before = write_day(Minute(midnight - 1))
    text = (
        f"all {way.carriers_per_day} carriers a day on the way {way.declared} had gone on {before}"
    )
    subject = f"{way.declared} carriers a day"
    until = Minute(midnight - (departs - carrying.boarding.depart))
    yield until, Cause(CauseKind.WAY, subject, text, about=(f"way:{way.declared}",))


def handled_at(evidence: Evidence, carrying: Carrying) -> tuple[str, ...]:
    """The ends at which a handling rate made the work longer than the carrier needs, as `handled:PLACE`."""
    fleet = evidence.fleet(carrying.trip)
    found = []
    for stop in (carrying.boarding, carrying.leaving):
        place = evidence.book.places[stop.place]
        needed = (fleet.load_minutes if stop.on else 0) + (fleet.unload_minutes if stop.off else 0)
        rated = place.kg_per_hour is not None or place.pax_per_hour is not None
        if rated and stop.depart - stop.arrive > needed:
            found.append(f"handled:{place.id}")
    return tuple(dict.fromkeys(found))


def closures_of_way(book: Book, way: Way, closed: Interval) -> tuple[str, ...]:
    """The numbers, in the book, of the closures that shut the way for that stretch."""
    names = {f"passage:{passage}" for passage in way.passages}
    names |= {f"nation:{way.key.mode}:{crossing.nation}" for crossing in way.crossings}
    names |= {f"way:{way.declared}"} if way.declared else set()
    return tuple(
        f"closure:{number}"
        for number, closure in enumerate(book.closures)
        if closure.subject in names and closure.closed == closed
    )
