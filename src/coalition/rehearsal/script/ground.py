"""Places, working places, fleets and shut ways of a book as arrays."""

from __future__ import annotations

import numpy as np

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import Way
from coalition.rehearsal.script.instants import held
from coalition.rehearsal.script.script import Desks, Fleets, Skies, Spots

NONE = -1


def spots_of(book: Book) -> Spots:
    """Every place of the book, in its order."""
    places = list(book.places.values())
    number = {place.id: n for n, place in enumerate(places)}
    closings = [
        (
            number[PlaceId(closure.subject.partition(":")[2])],
            held(closure.closed.opens - book.crisis.activated),
            held(closure.closed.closes - book.crisis.activated),
        )
        for closure in book.closures
        if closure.subject.startswith("place:")
        and PlaceId(closure.subject.partition(":")[2]) in number
    ]
    lengths = [_open_minutes(place.opens_minute, place.closes_minute) for place in places]
    return Spots(
        tuple(str(place.id) for place in places),
        tuple(place.name for place in places),
        tuple(str(place.nation) for place in places),
        tuple(tuple(sorted(str(mode) for mode in place.modes)) for place in places),
        np.array([place.opens_minute for place in places], dtype=np.int32),
        np.array(lengths, dtype=np.int32),
        np.array([place.lat_udeg for place in places], dtype=np.int64),
        np.array([place.lon_udeg for place in places], dtype=np.int64),
        tuple(sorted(closings)),
    )


def _open_minutes(opens: int, closes: int) -> int:
    """Minutes of the day it is open; what closes at or before the minute it opens closes the next day (R6)."""
    return closes - opens if closes > opens else closes - opens + MINUTES_PER_DAY


def fleets_of(book: Book) -> Fleets:
    """Every fleet of the book, in its order."""
    fleets = list(book.fleets.values())
    return Fleets(
        tuple(str(fleet.id) for fleet in fleets),
        tuple(str(fleet.nation) for fleet in fleets),
        tuple(str(fleet.mode) for fleet in fleets),
        np.array([fleet.speed_m_per_hour for fleet in fleets], dtype=np.int32),
    )


class DeskTable:
    """Numbers the working places that are limited."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._number = {name: n for n, name in enumerate(book.places)}
        self._desks: dict[tuple[PlaceId, Mode], int] = {}
        self._slots: list[int] = []

    def desk(self, place: PlaceId, fleet: Fleet) -> int:
        """The number of the working places of the fleet's mode there; -1 when they are unlimited."""
        slots = self._book.places[place].slots(fleet.mode)
        if slots is None:
            return NONE
        key = (place, fleet.mode)
        if key not in self._desks:
            self._desks[key] = len(self._slots)
            self._slots.append(slots)
        return self._desks[key]

    def table(self) -> Desks:
        """All that were asked for."""
        return Desks(
            np.array([self._number[place] for place, _ in self._desks], dtype=np.int32),
            tuple(str(mode) for _, mode in self._desks),
            np.array(self._slots, dtype=np.int32),
        )


class WayTable:
    """Numbers the times at which ways are shut, and the ways that take so many carriers a day."""

    def __init__(self, book: Book) -> None:
        self._origin = book.crisis.activated
        self._skies: dict[tuple[tuple[tuple[int, int], ...], tuple[str, ...]], int] = {}
        self._daily: dict[str, int] = {}
        self._limits: list[int] = []

    def sky(self, way: Way | None, mode: Mode) -> int:
        """The number of when the way is shut, by the book and by closed airspace; -1 when it never is."""
        if way is None:
            return NONE
        closings = tuple(
            (held(one.opens - self._origin), held(one.closes - self._origin))
            for one in way.closed
            if one.closes > self._origin
        )
        crossed = (str(crossing.nation) for crossing in way.crossings)
        nations = tuple(dict.fromkeys(crossed)) if mode is Mode.AIR else ()
        if not closings and not nations:
            return NONE
        return self._skies.setdefault((closings, nations), len(self._skies))

    def daily(self, way: Way | None) -> int:
        """The number of a declared way of so many carriers a day, -1 when nobody counts them (R8)."""
        limit = None if way is None or "carriers_per_day" in way.unknown else way.carriers_per_day
        if way is None or limit is None:
            return NONE
        key = way.declared or f"{way.key.mode}:{way.key.origin}:{way.key.destination}"
        if key not in self._daily:
            self._daily[key] = len(self._limits)
            self._limits.append(limit)
        number = self._daily[key]
        self._limits[number] = min(self._limits[number], limit)
        return number

    def skies(self) -> Skies:
        """All closed times that were asked for."""
        return Skies(
            tuple(closings for closings, _ in self._skies),
            tuple(nations for _, nations in self._skies),
        )

    def limits(self) -> list[int]:
        """Carriers a day of each way that is counted."""
        return self._limits
