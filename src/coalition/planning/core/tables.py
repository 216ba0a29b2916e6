"""A book's facts as rows of whole numbers for the compiled part; -1 is "none" wherever a number may be missing.

Columns are named, in order, where `native/core.cpp` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from ctypes import POINTER, c_int64
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import ALWAYS, FOREVER
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.identity import PlaceId
from coalition.model.places import Place
from coalition.model.plan import Movement
from coalition.model.requirements import Kind, Requirement
from coalition.planning.core.numbering import MODE_NUMBER, MODES, shape_of
from coalition.planning.fit import kg_equivalent, may_stop, piece_fits
from coalition.planning.spans import Spans, outside

Row = NDArray[np.int64]
Pointer = object


def row(values: Iterable[int]) -> Row:
    """The values as a row; keep it while the compiled part reads it."""
    return np.fromiter(values, dtype=np.int64)


def pointer(values: Row) -> Pointer:
    """Where the row's values lie."""
    return values.ctypes.data_as(POINTER(c_int64))


def flat(spans: Spans) -> Row:
    """Spans as opens, closes, opens, closes..."""
    return row(minute for span in spans for minute in span)


def or_none(value: int | None) -> int:
    """The value, -1 when there is none."""
    return -1 if value is None else value


def place_row(place: Place, nation: int, law: int) -> Row:
    """Nation law slots by mode, opens closes, handling rates, storage."""
    slots = [or_none(place.slots(mode)) for mode in MODES]
    return row([
        nation, law, *slots, place.opens_minute, place.closes_minute, place.kg_per_hour or 0,
        place.pax_per_hour or 0, or_none(place.storage_kg), or_none(place.storage_pax),
    ])  # fmt: skip


def open_spans(book: Book) -> dict[PlaceId, Spans]:
    """When each place is not closed; a place that never is has no entry."""
    shut: dict[PlaceId, list[tuple[int, int]]] = {}
    for closure in book.closures:
        kind, _, name = closure.subject.partition(":")
        if kind == "place":
            shut.setdefault(PlaceId(name), []).append((closure.closed.opens, closure.closed.closes))
    return {place: outside(stretches) for place, stretches in shut.items()}


def fleet_row(fleet: Fleet, numbers: tuple[int, int], kinds: tuple[int, int, int]) -> Row:
    """Mode nation home count speed seats kg dm2 duty load unload cost opens closes slots kind path law."""
    nation, home = numbers
    return row([
        MODE_NUMBER[fleet.mode], nation, home, fleet.count, fleet.speed_m_per_hour, fleet.seats,
        fleet.payload_kg, or_none(fleet.deck_dm2), fleet.duty_minutes, fleet.load_minutes,
        fleet.unload_minutes, fleet.cost_per_hour, fleet.available.opens, fleet.available.closes,
        fleet.slots, *kinds,
    ])  # fmt: skip


def requirement_row(requirement: Requirement, places: Mapping[PlaceId, int]) -> list[int]:
    """Capability together destination poe pod rdd ald ead weight amount."""

    def at(place: PlaceId | None) -> int:
        return -1 if place is None else places[place]

    return [
        int(requirement.kind is Kind.CAPABILITY), int(requirement.together), places[requirement.destination],
        at(requirement.poe), at(requirement.pod), requirement.rdd,
        ALWAYS if requirement.ald is None else requirement.ald,
        ALWAYS if requirement.ead is None else requirement.ead, requirement.weight, requirement.amount,
    ]  # fmt: skip


def movement_row(
    movement: Movement, numbers: tuple[int, int, int, int], source: tuple[int, int, int, int]
) -> list[int]:
    """Requirement owner origin destination ready open close covers source takes whole.

    `source` is when its pledge opens and closes, its number and how many of its pieces are taken.
    """
    opens, closes, number, takes = source
    whole = sum(line.pieces * kg_equivalent(line) for line in movement.lines if line.pieces > 0)
    return [*numbers, movement.ready, opens, closes, movement.covers, number, takes, whole]


def line_row(line: CargoLine, movement: int, shape: int, mask: int) -> list[int]:
    """Movement pieces kg dm2 pax shape height mlc natures equivalent."""
    return [
        movement, line.pieces, line.piece_kg, line.piece_dm2, int(line.category is Category.PAX), shape,
        or_none(line.height_cm), or_none(line.mlc), mask, kg_equivalent(line),
    ]  # fmt: skip


def pledge_of(source: Unit | Stock | None) -> tuple[int, int]:
    """When a source may leave: always, unless its pledge says otherwise (R14)."""
    if source is None or source.pledged is None:
        return ALWAYS, FOREVER
    return source.pledged.opens, source.pledged.closes


def shapes_of(book: Book) -> dict[tuple[object, ...], CargoLine]:
    """Every shape of piece in the book, with a line that has it, in the order met: those of requirements last,
    for news adds and takes away such.
    """
    found: dict[tuple[object, ...], CargoLine] = {}
    lines = [unit.lines for unit in book.units.values()]
    lines += [(stock.line,) for stock in book.stocks.values()]
    lines += [requirement.lines for requirement in book.requirements.values()]
    for line in chain.from_iterable(lines):
        found.setdefault(shape_of(line), line)
    return found


def takes_matrix(lines: Iterable[CargoLine], fleets: Sequence[Fleet]) -> bytes:
    """Shapes x fleets: whether one piece can be aboard one carrier."""
    return bytes(
        int(fleet.count > 0 and piece_fits(fleet, line)) for line in lines for fleet in fleets
    )


def stops_matrix(fleets: Sequence[Fleet], places: Sequence[Place]) -> bytes:
    """Fleets x places: whether carriers of the fleet can use the place."""
    return bytes(int(may_stop(fleet, place)) for fleet in fleets for place in places)
