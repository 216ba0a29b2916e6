"""How a book reads after one change. Each function is pure and leaves alone whatever it is not about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from coalition.measure.instants import FOREVER, MINUTES_PER_DAY, Interval, Minute
from coalition.model.book import Book
from coalition.model.forces import Stock, Unit
from coalition.model.identity import (
    DecisionId,
    FleetId,
    PlaceId,
    ProvisionId,
    RequirementId,
    StockId,
    UnitId,
    WayId,
)
from coalition.model.law import Decision, Instrument, Outcome
from coalition.model.places import SLOT_FIELDS, Mode, Place

K = TypeVar("K")
V = TypeVar("V")
QUARTER_MORE_PERCENT = 125


def sooner(at: Minute) -> Minute:
    """A day before."""
    return Minute(at - MINUTES_PER_DAY)


def _with(nouns: Mapping[K, V], key: K, **fields: Any) -> dict[K, V]:
    return {**nouns, key: replace(nouns[key], **fields)}  # type: ignore[type-var]


# --- law -----------------------------------------------------------------------------------------


def decide_sooner(book: Book, *, decision: DecisionId) -> Book:
    """The recorded decision taken a day earlier."""
    return replace(
        book,
        decisions=tuple(
            replace(d, at=sooner(d.at)) if d.id == decision else d for d in book.decisions
        ),
    )


def decide(book: Book, *, decision: Decision) -> Book:
    """One more decision recorded."""
    return replace(book, decisions=(*book.decisions, decision))


def grant(book: Book, *, decision: DecisionId) -> Book:
    """The decision granted on its date, for good."""
    return replace(
        book,
        decisions=tuple(
            replace(d, outcome=Outcome.GRANTED, until=FOREVER) if d.id == decision else d
            for d in book.decisions
        ),
    )


def hold_sooner(book: Book, *, provision: ProvisionId, opens: Minute) -> Book:
    """Whatever lets the provision speak from that minute on - its own date, the instrument's, a party's -
    a day earlier.
    """
    return replace(
        book,
        instruments=tuple(
            _hold_sooner(one, provision, opens)
            if any(p.id == provision for p in one.provisions)
            else one
            for one in book.instruments
        ),
    )


def _hold_sooner(instrument: Instrument, provision: ProvisionId, opens: Minute) -> Instrument:
    def moved(when: Interval) -> Interval:
        return replace(when, opens=sooner(opens)) if when.opens == opens else when

    return replace(
        instrument,
        in_force=moved(instrument.in_force),
        parties=tuple(replace(p, in_force=moved(p.in_force)) for p in instrument.parties),
        provisions=tuple(
            replace(p, valid=moved(p.valid)) if p.id == provision else p
            for p in instrument.provisions
        ),
    )


def lift(book: Book, *, provision: ProvisionId) -> Book:
    """The provision struck out."""
    return replace(
        book,
        instruments=tuple(
            replace(one, provisions=tuple(p for p in one.provisions if p.id != provision))
            for one in book.instruments
        ),
    )


# --- means ---------------------------------------------------------------------------------------


def add_carriers(book: Book, *, fleet: FleetId, more: int) -> Book:
    """So many more carriers of the fleet, at its home."""
    return replace(book, fleets=_with(book.fleets, fleet, count=book.fleets[fleet].count + more))


def have_fleet_sooner(book: Book, *, fleet: FleetId) -> Book:
    """The fleet at hand a day earlier."""
    when = book.fleets[fleet].available
    return replace(
        book,
        fleets=_with(book.fleets, fleet, available=replace(when, opens=sooner(when.opens))),
    )


def add_slot(book: Book, *, place: PlaceId, mode: Mode) -> Book:
    """One more working place for the mode; an unknown number counts as one."""
    here, name = book.places[place], SLOT_FIELDS[mode]
    more = {name: (here.slots(mode) or 0) + 1, "unknown": here.unknown - {name}}
    return replace(book, places=_with(book.places, place, **more))


def handle_faster(book: Book, *, place: PlaceId) -> Book:
    """Every stated handling rate of the place a quarter higher, rounded up."""
    here = book.places[place]
    return replace(
        book,
        places=_with(
            book.places, place,
            kg_per_hour=_faster(here.kg_per_hour), pax_per_hour=_faster(here.pax_per_hour),
        ),
    )  # fmt: skip


def _faster(rate: int | None) -> int | None:
    return None if rate is None else -(-rate * QUARTER_MORE_PERCENT // 100)


def open_always(book: Book, *, place: PlaceId) -> Book:
    """The place open around the clock."""
    hours = {"opens_minute": 0, "closes_minute": MINUTES_PER_DAY}
    return replace(book, places=_with(book.places, place, **hours))


def shorten_closure(book: Book, *, number: int) -> Book:
    """The closure of that number in the book a day shorter at its end, or gone."""
    closure = book.closures[number]
    closes = sooner(closure.closed.closes)
    left = (
        (replace(closure, closed=replace(closure.closed, closes=closes)),)
        if closes > closure.closed.opens
        else ()
    )
    return replace(book, closures=(*book.closures[:number], *left, *book.closures[number + 1 :]))


def add_daily(book: Book, *, way: WayId) -> Book:
    """One more carrier a day on the declared way."""
    return replace(
        book,
        ways=tuple(
            replace(w, carriers_per_day=(w.carriers_per_day or 0) + 1) if w.id == way else w
            for w in book.ways
        ),
    )


# --- loads ---------------------------------------------------------------------------------------


def shorten_notice(book: Book, *, source: str) -> Book:
    """The unit's or stock's notice to move a day shorter, never below none."""
    held = _source(book, source)
    return _with_source(book, source, ntm_minutes=max(0, held.ntm_minutes - MINUTES_PER_DAY))


def pledge_sooner(book: Book, *, source: str) -> Book:
    """The unit's or stock's pledge a day earlier."""
    when = _source(book, source).pledged
    opened = None if when is None else replace(when, opens=sooner(when.opens))
    return _with_source(book, source, pledged=opened)


def pledge_more(book: Book, *, stock: StockId, pieces: int) -> Book:
    """So many pieces of the stock pledged, from C-day at the latest."""
    when = book.stocks[stock].pledged or Interval(book.crisis.activated, FOREVER)
    return _with_source(book, stock, pledged_pieces=pieces, pledged=when)


def pledge_unit(book: Book, *, unit: UnitId) -> Book:
    """The unit pledged for good, for any task."""
    always = Interval(book.crisis.activated, FOREVER)
    return _with_source(book, unit, pledged=always, pledge_tasks=frozenset())


def move_stock(book: Book, *, stock: StockId, place: PlaceId) -> Book:
    """The stock standing elsewhere when the crisis begins."""
    return _with_source(book, stock, place=place)


def date_sooner(book: Book, *, requirement: RequirementId, date: str) -> Book:
    """The requirement's RLD, ALD or EAD a day earlier."""
    wanted = book.requirements[requirement]
    moved = {date: sooner(getattr(wanted, date))}
    return replace(book, requirements=_with(book.requirements, requirement, **moved))


def _source(book: Book, source: str) -> Unit | Stock:
    return book.units.get(UnitId(source)) or book.stocks[StockId(source)]


def _with_source(book: Book, source: str, **fields: Any) -> Book:
    if UnitId(source) in book.units:
        return replace(book, units=_with(book.units, UnitId(source), **fields))
    return replace(book, stocks=_with(book.stocks, StockId(source), **fields))


def is_handled(place: Place) -> bool:
    """Whether the place states a handling rate."""
    return place.kg_per_hour is not None or place.pax_per_hour is not None
