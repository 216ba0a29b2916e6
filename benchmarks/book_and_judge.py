"""Growth of all that stands around the planner: reading a book, judging, explaining and writing a plan.

A plan of one book is made once; larger sizes are that book and plan several times over, each time with its own
units, stocks, fleets and requirements, so that no planner is needed to measure what follows it. Printed are
processor seconds by size and the exponent of growth fitted to them (1 is linear). `--once` measures one small
size; sizes are named as multiples: `book_and_judge.py 1 5 30`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

from coalition.explanation.summary import summarise
from coalition.explanation.walk import explain
from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import parse_plan, write_plan
from coalition.generation.northern import generate_book
from coalition.judging.judge import judge
from coalition.model.book import Book
from coalition.model.identity import (
    CarrierId,
    FleetId,
    LineId,
    MovementId,
    RequirementId,
    StockId,
    UnitId,
)
from coalition.model.places import Place
from coalition.model.plan import Load, Plan, Stop, Trip
from coalition.operations.frame import frame_of
from coalition.operations.write_results import write_results
from coalition.planning.planner import make_plan

_T = TypeVar("_T")
BASE = 200
"""Requirements of the book that is planned."""
MULTIPLES = (1, 5, 25)
STEPS = ("read", "write plan", "read plan", "judge", "explain", "write")
Seconds = dict[str, list[float]]


def main() -> int:
    """Measure, and print the table."""
    named = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    multiples = (1,) if "--once" in sys.argv[1:] else named or MULTIPLES
    base = 30 if "--once" in sys.argv[1:] else BASE
    with TemporaryDirectory() as scratch:
        generate_book(requirements=base, seed=1, folder=Path(scratch) / "base")
        book = read_book(Path(scratch) / "base")
        frame = frame_of(book)
        plan = make_plan(book, frame.authority, frame.network, seed=0)
        seconds: Seconds = {step: [] for step in STEPS}
        for times in multiples:
            measure(
                Path(scratch) / str(times), base * times, multiplied(book, plan, times), seconds
            )
    print_table([base * times for times in multiples], seconds)
    return 0


def measure(folder: Path, size: int, made: tuple[Book, Plan], seconds: Seconds) -> None:
    """Add the seconds of each step at one size."""
    generate_book(requirements=size, seed=1, folder=folder)
    timed(seconds, "read", lambda: read_book(folder))
    book, plan = made
    text = timed(seconds, "write plan", lambda: write_plan(plan))
    timed(seconds, "read plan", lambda: parse_plan(text))
    frame = frame_of(book)
    judged = timed(seconds, "judge", lambda: judge(book, frame.authority, frame.network, plan))
    why = timed(seconds, "explain", lambda: explain(book, frame.authority, frame.network, judged))
    told = summarise(book, judged)
    timed(seconds, "write", lambda: write_results(frame, judged, told, why, folder / "out"))


def timed(seconds: Seconds, step: str, run: Callable[[], _T]) -> _T:
    """The result of the run, whose processor seconds are noted."""
    begin = process_time()
    result = run()
    seconds[step].append(process_time() - begin)
    return result


def print_table(sizes: list[int], seconds: Seconds) -> None:
    """A row a step: its seconds by number of requirements, and how they grow."""
    print(f"{'requirements':<14}" + "".join(f"{size:>10,}" for size in sizes) + "    exponent")
    for step, found in seconds.items():
        row = "".join(f"{one:>10.2f}" for one in found)
        print(f"{step:<14}{row}    {growth(sizes, found)}")


def growth(sizes: list[int], found: list[float]) -> str:
    """The slope of a straight line through the logarithms of sizes and seconds, by least squares."""
    if len(sizes) < 2:
        return "-"
    points = [(log(size), log(max(one, 1e-6))) for size, one in zip(sizes, found, strict=True)]
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    slope = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    return f"{slope:.2f}"


def multiplied(book: Book, plan: Plan, times: int) -> tuple[Book, Plan]:
    """The book and its plan so many times over; places and ways take so many times as much."""
    copies = [_copy(book, plan, "" if n == 0 else f"x{n}") for n in range(times)]
    wide = replace(
        book,
        places={place.id: _wider(place, times) for place in book.places.values()},
        ways=tuple(
            replace(way, carriers_per_day=way.carriers_per_day and way.carriers_per_day * times)
            for way in book.ways
        ),
        units={key: one for copy, _ in copies for key, one in copy.units.items()},
        stocks={key: one for copy, _ in copies for key, one in copy.stocks.items()},
        fleets={key: one for copy, _ in copies for key, one in copy.fleets.items()},
        requirements={key: one for copy, _ in copies for key, one in copy.requirements.items()},
    )
    assignments = tuple(one for _, copy in copies for one in copy.assignments)
    trips = tuple(one for _, copy in copies for one in copy.trips)
    return wide, replace(plan, assignments=assignments, trips=trips, bound=None)


def _wider(place: Place, times: int) -> Place:
    return replace(
        place, mog=place.mog and place.mog * times, berths=place.berths and place.berths * times,
        tracks=place.tracks and place.tracks * times, docks=place.docks and place.docks * times,
        storage_kg=place.storage_kg and place.storage_kg * times,
        storage_pax=place.storage_pax and place.storage_pax * times,
    )  # fmt: skip


def _copy(book: Book, plan: Plan, mark: str) -> tuple[Book, Plan]:
    """The movable part of the book, and its plan, with the mark on every id."""
    if not mark:
        return book, plan
    units = [replace(one, id=UnitId(one.id + mark)) for one in book.units.values()]
    stocks = [
        replace(
            one, id=StockId(one.id + mark), line=replace(one.line, id=LineId(one.line.id + mark))
        )
        for one in book.stocks.values()
    ]
    fleets = [replace(one, id=FleetId(one.id + mark)) for one in book.fleets.values()]
    wants = [
        replace(
            one, id=RequirementId(one.id + mark), unit=one.unit and UnitId(one.unit + mark),
            stock=one.stock and StockId(one.stock + mark),
            after=tuple(RequirementId(name + mark) for name in one.after),
        )
        for one in book.requirements.values()
    ]  # fmt: skip
    copy = replace(
        book, units={one.id: one for one in units}, stocks={one.id: one for one in stocks},
        fleets={one.id: one for one in fleets}, requirements={one.id: one for one in wants},
    )  # fmt: skip
    own_lines = frozenset(stock.line.id for stock in book.stocks.values())
    return copy, replace(
        plan,
        assignments=tuple(
            replace(
                one, requirement=RequirementId(one.requirement + mark),
                unit=one.unit and UnitId(one.unit + mark), stock=one.stock and StockId(one.stock + mark),
            )
            for one in plan.assignments
        ),
        trips=tuple(_trip(trip, mark, own_lines) for trip in plan.trips),
    )  # fmt: skip


def _trip(trip: Trip, mark: str, own_lines: frozenset[LineId]) -> Trip:
    fleet, _, number = trip.carrier.rpartition("#")
    stops = tuple(_stop(stop, mark, own_lines) for stop in trip.stops)
    return Trip(CarrierId(f"{fleet}{mark}#{number}"), stops)


def _stop(stop: Stop, mark: str, own_lines: frozenset[LineId]) -> Stop:
    off, on = (
        tuple(
            Load(
                MovementId("+".join(part + mark for part in load.movement.split("+"))),
                LineId(load.line + mark) if load.line in own_lines else load.line, load.pieces,
            )
            for load in loads
        )
        for loads in (stop.off, stop.on)
    )  # fmt: skip
    return replace(stop, off=off, on=on)


if __name__ == "__main__":
    sys.exit(main())
