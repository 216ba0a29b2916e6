"""Hedges from carriers, places and ways: a berth, two aircraft, a rate, opening hours, a closure, a track.

Not here: what hangs on them (`candidates`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from coalition.explanation.causes import Cause
from coalition.explanation.stated import is_limited
from coalition.explanation.unmet import takes
from coalition.measure.geography import great_circle_m
from coalition.measure.instants import write_instant
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId, PlaceId, WayId
from coalition.model.places import SLOT_FIELDS, Mode, Place
from coalition.model.plan import Movement
from coalition.operations.hedging import changes
from coalition.operations.hedging.hedge import Hedge, HedgeKind

_WORKING_PLACES = {
    Mode.AIR: "parking position (MOG)",
    Mode.SEA: "berth",
    Mode.RAIL: "track",
    Mode.ROAD: "dock",
}


def of_lift(book: Book, cause: Cause) -> Iterator[Hedge]:
    """More carriers of the fleet that binds, or the same carriers sooner."""
    fleet = book.fleets.get(FleetId(cause.named("fleet")))
    if fleet is None:
        return
    yield more_carriers(book, fleet)
    if cause.named("available") and fleet.available.opens > book.crisis.activated:
        opens = write_instant(fleet.available.opens)
        words = f"{fleet.name} of {fleet.nation} at hand 24 h before {opens}"
        yield Hedge(
            HedgeKind.AVAILABLE, fleet.id, words, fleet.nation,
            partial(changes.have_fleet_sooner, fleet=fleet.id), fleet.provenance.source, _price(fleet),
        )  # fmt: skip


def more_carriers(book: Book, fleet: Fleet) -> Hedge:
    """Two aircraft, or one ship, train or convoy."""
    more = 2 if fleet.mode is Mode.AIR else 1
    home = book.places[fleet.home].name
    words = f"{more} more {fleet.name} of {fleet.nation} at {home} ({fleet.count} now)"
    return Hedge(
        HedgeKind.CARRIER, fleet.id, words, fleet.nation,
        partial(changes.add_carriers, fleet=fleet.id, more=more), fleet.provenance.source, _price(fleet),
    )  # fmt: skip


def _price(fleet: Fleet) -> str:
    return f"{fleet.cost_per_hour:,} an hour under way, each" if fleet.cost_per_hour else ""


def nearest_fleets(book: Book, movements: Iterable[Movement]) -> tuple[Fleet, ...]:
    """For what was never delivered: of each mode the fleet nearest its origin that takes some of it."""
    found: dict[FleetId, Fleet] = {}
    for movement in movements:
        origin = book.places[movement.origin]
        for mode in Mode:
            fit = [
                f for f in book.fleets.values()
                if f.mode is mode and any(takes(f, line) for line in movement.lines)
            ]  # fmt: skip
            if fit:
                best = min(fit, key=lambda f: (_metres(book.places[f.home], origin), f.id))
                found[best.id] = best
    return tuple(found.values())


def _metres(one: Place, other: Place) -> int:
    return great_circle_m(one.lat_udeg, one.lon_udeg, other.lat_udeg, other.lon_udeg)


def of_slot(book: Book, cause: Cause) -> Iterator[Hedge]:
    """One more working place, quicker work, longer hours where all places were taken."""
    place, mode = book.places[PlaceId(cause.named("place"))], Mode(cause.named("mode"))
    slots = place.slots(mode)
    if slots is not None:
        words = f"one more {_WORKING_PLACES[mode]} at {place.name} ({slots} now)"
        yield Hedge(
            HedgeKind.SLOT, f"{place.id} {SLOT_FIELDS[mode]}", words, place.nation,
            partial(changes.add_slot, place=place.id, mode=mode), place.provenance.source,
        )  # fmt: skip
    yield from of_handling(place)
    yield from _around_the_clock(place)


def of_handling(place: Place) -> Iterator[Hedge]:
    """Every handling rate of the place a quarter higher."""
    if changes.is_handled(place):
        rates = ((place.kg_per_hour, "kg"), (place.pax_per_hour, "passengers"))
        stated = ", ".join(f"{rate:,} {what} an hour" for rate, what in rates if rate is not None)
        words = f"handling 25 % faster at {place.name} ({stated} now)"
        yield Hedge(
            HedgeKind.HANDLING, place.id, words, place.nation,
            partial(changes.handle_faster, place=place.id), place.provenance.source,
        )  # fmt: skip


def of_hours(book: Book, cause: Cause) -> Iterator[Hedge]:
    """The place open around the clock."""
    yield from _around_the_clock(book.places[PlaceId(cause.named("place"))])


def _around_the_clock(place: Place) -> Iterator[Hedge]:
    if is_limited(place):
        hours = "-".join(
            f"{m // 60:02d}:{m % 60:02d}" for m in (place.opens_minute, place.closes_minute)
        )
        words = f"{place.name} open around the clock ({hours} UTC now)"
        yield Hedge(
            HedgeKind.HOURS, place.id, words, place.nation,
            partial(changes.open_always, place=place.id), place.provenance.source,
        )  # fmt: skip


def of_way(book: Book, cause: Cause) -> Iterator[Hedge]:
    """A closure that ends a day earlier, or one more carrier a day."""
    for name in cause.about:
        what, _, ident = name.partition(":")
        if what == "closure":
            yield _shorter(book, int(ident))
        elif what == "way" and any(w.id == ident for w in book.ways):
            yield _one_more_a_day(book, WayId(ident))


def _shorter(book: Book, number: int) -> Hedge:
    closure = book.closures[number]
    closes = write_instant(closure.closed.closes)
    words = f"the closure of {_closed(book, closure.subject)} ends 24 h before {closes}"
    if closure.reason:
        words += f" ({closure.reason})"
    return Hedge(
        HedgeKind.CLOSURE, f"{closure.subject} {number}", words, _keeper(book, closure.subject),
        partial(changes.shorten_closure, number=number), closure.provenance.source,
    )  # fmt: skip


def _closed(book: Book, subject: str) -> str:
    what, _, ident = subject.partition(":")
    if what == "place":
        return book.places[PlaceId(ident)].name
    return subject.replace(":", " ")


def _keeper(book: Book, subject: str) -> str:
    what, _, ident = subject.partition(":")
    if what == "place":
        return book.places[PlaceId(ident)].nation
    return ident.rpartition(":")[2] if what == "nation" else ""


def _one_more_a_day(book: Book, name: WayId) -> Hedge:
    way = next(w for w in book.ways if w.id == name)
    ends = " - ".join(book.places[end].name for end in (way.origin, way.destination))
    words = f"one more carrier a day on {name}, {ends} ({way.carriers_per_day} now)"
    whose = ", ".join(way.nations) or book.places[way.origin].nation
    return Hedge(
        HedgeKind.DAILY, name, words, whose, partial(changes.add_daily, way=name),
        way.provenance.source,
    )  # fmt: skip
