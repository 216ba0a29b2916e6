"""What of a judged plan can be set beside a published figure.

A measure is a word and filters: `delivered_t task=airlift`, `trips mode=air`, `pax to=LBR`. The words:
`delivered_t` and `pax` are what is set down at destinations, in tonnes and persons; `trips` are trips with
something aboard; `requirements` are those wholly delivered or covered; `asked` all of them; `days_to_close`
days from C-day to the last closure. The filters: `task`, `mode` (of the trip), `nation` (whose goods), `to`
(nation of the destination), `place` (destination), `line` (requirement), `fleet` (of the trip; `*` stands for
any letters). `each=8` counts every one as eight, as for convoys of eight trucks; `per=12` divides by twelve.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from coalition.errors import Fault, InputError
from coalition.judging.verdict import JudgedPlan
from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import fleet_of
from coalition.model.plan import PPM, Load, Movement, Trip, movement_of
from coalition.model.requirements import Requirement

KG_PER_T = 1000
FILTERS = ("task", "mode", "nation", "to", "place", "line", "fleet")
SCALES = ("each", "per")


@dataclass(frozen=True, slots=True)
class _Set:
    """A load set down at its destination by a trip."""

    trip: Trip
    movement: Movement
    load: Load

    @property
    def pax(self) -> int:
        """Persons."""
        return self.load.pieces if self._line.category is Category.PAX else 0

    @property
    def kg(self) -> int:
        """Mass of goods."""
        line = self._line
        return 0 if line.category is Category.PAX else self.load.pieces * line.piece_kg

    @property
    def _line(self) -> CargoLine:
        return next(one for one in self.movement.lines if one.id == self.load.line)


def measured(book: Book, judged: JudgedPlan, measure: str) -> int:
    """The measure's number. Raises InputError for a word or filter that does not exist."""
    word, *rest = measure.split()
    filters = dict(part.split("=", 1) for part in rest if "=" in part)
    if word not in _WORDS or len(filters) != len(rest) or not all(map(_is_filter, filters.items())):
        names = ", ".join(_WORDS)
        message = f"`{measure}` is no measure"
        hint = f"words: {names}; filters: {', '.join((*FILTERS, *SCALES))}"
        raise InputError([Fault("figures.csv", "bad-choice", message, hint)])
    found = _WORDS[word](book, judged, filters)
    return round(found * int(filters.get("each", "1")) / int(filters.get("per", "1")))


def _is_filter(given: tuple[str, str]) -> bool:
    name, value = given
    return name in FILTERS or (name in SCALES and value.isdecimal() and int(value) > 0)


def _delivered_t(book: Book, judged: JudgedPlan, filters: Mapping[str, str]) -> int:
    return round(sum(one.kg for one in _set_down(book, judged, filters)) / KG_PER_T)


def _pax(book: Book, judged: JudgedPlan, filters: Mapping[str, str]) -> int:
    return sum(one.pax for one in _set_down(book, judged, filters))


def _trips(book: Book, judged: JudgedPlan, filters: Mapping[str, str]) -> int:
    """Trips that set something down at all, at a destination or between."""
    moving = {m.id: m for m in (movement_of(book, each) for each in judged.plan.assignments)}
    return sum(
        any(
            _fits(book, trip, moving[load.movement], filters)
            for stop in trip.stops
            for load in stop.on
            if load.movement in moving
        )
        for trip in judged.plan.trips
    )


def _asked(book: Book, judged: JudgedPlan, filters: Mapping[str, str]) -> int:  # noqa: ARG001
    return sum(_wanted(book, one, filters) for one in book.requirements.values())


def _done(book: Book, judged: JudgedPlan, filters: Mapping[str, str]) -> int:
    whole = {one.requirement for one in judged.closures if one.delivered_ppm == PPM}
    return sum(_wanted(book, one, filters) for one in book.requirements.values() if one.id in whole)


def _days(book: Book, judged: JudgedPlan, filters: Mapping[str, str]) -> int:
    closed = [
        one.closed_at
        for one in judged.closures
        if one.closed_at is not None and _wanted(book, book.requirements[one.requirement], filters)
    ]
    last = max(closed, default=book.crisis.activated)
    return round((last - book.crisis.activated) / MINUTES_PER_DAY)


_WORDS: dict[str, Callable[[Book, JudgedPlan, Mapping[str, str]], int]] = {
    "delivered_t": _delivered_t,
    "pax": _pax,
    "trips": _trips,
    "asked": _asked,
    "requirements": _done,
    "days_to_close": _days,
}


def _set_down(book: Book, judged: JudgedPlan, filters: Mapping[str, str]) -> Iterator[_Set]:
    moving = {m.id: m for m in (movement_of(book, each) for each in judged.plan.assignments)}
    for trip in judged.plan.trips:
        for stop in trip.stops:
            for load in stop.off:
                movement = moving.get(load.movement)
                if movement is None or movement.destination != stop.place:
                    continue
                if _fits(book, trip, movement, filters):
                    yield _Set(trip, movement, load)


def _fits(book: Book, trip: Trip, movement: Movement, filters: Mapping[str, str]) -> bool:
    fleet = fleet_of(trip.carrier)
    mode = str(book.fleets[fleet].mode)
    requirement = book.requirements[movement.requirement]
    owner = filters.get("nation", movement.nation)
    return (
        filters.get("mode", mode) == mode
        and fnmatchcase(fleet, filters.get("fleet", "*"))
        and owner == movement.nation
        and _wanted(book, requirement, filters)
    )


def _wanted(book: Book, requirement: Requirement, filters: Mapping[str, str]) -> bool:
    place = book.places[requirement.destination]
    return (
        filters.get("task", requirement.task) == requirement.task
        and filters.get("to", place.nation) == place.nation
        and filters.get("place", place.id) == place.id
        and filters.get("line", requirement.id) == requirement.id
    )
