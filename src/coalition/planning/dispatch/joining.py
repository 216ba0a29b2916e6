"""Loads that join a voyage booked already: room aboard, work at both stops, law for all together.

A stop may grow when the carrier and a slot are free for longer and nothing planned on it suffers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from coalition.authority.legs import Aboard
from coalition.model.book import Book
from coalition.model.identity import MovementId
from coalition.planning.dispatch.consignments import Packed, work_minutes
from coalition.planning.schedule.calendars.spans import covers, first_in
from coalition.planning.schedule.gates import Gate
from coalition.planning.schedule.paths import Path, cargo_of
from coalition.planning.schedule.schedule import Schedule
from coalition.planning.schedule.voyage import Freight, LoadKey, Run, Voyage


@dataclass(frozen=True, slots=True)
class Joining:
    """How a voyage would look with more aboard."""

    voyage: Voyage
    run: Run
    freight: Freight
    aboard: dict[MovementId, Aboard]

    @property
    def end(self) -> int:
        """When its last stop would end."""
        return self.run.times[-1][1]


def try_joining(
    book: Book,
    schedule: Schedule,
    voyage: Voyage,
    packed: Packed,
    newcomer: tuple[MovementId, Aboard],
) -> Joining | None:
    """The voyage with the packed loads of a movement aboard too, or None when it cannot take them."""
    freight = voyage.freight.plus(packed.freight)
    times = _stretched(book, schedule, voyage, freight)
    if times is None or packed.stands_from > times[0][0]:
        return None
    movement, aboard = newcomer
    known: dict[MovementId, Aboard] = dict(voyage.aboard)
    before = known.get(movement)
    if before is not None:
        aboard = replace(aboard, natures=aboard.natures | before.natures)
    known[movement] = aboard
    path = voyage.run.path
    if before != aboard:
        path = schedule.paths.with_cargo(voyage.fleet, path.hops, cargo_of(known.values()))
        if not _lawful(path, times):
            return None
    return Joining(voyage, Run(path, times), freight, known)


def _stretched(
    book: Book, schedule: Schedule, voyage: Voyage, freight: Freight
) -> tuple[tuple[int, int], ...] | None:
    """The voyage's times with its stops as long as the work for so much freight takes."""
    times, fleet = voyage.run.times, voyage.fleet
    (arrive, depart), (come, end) = times[0], times[-1]
    load = work_minutes(book.places[voyage.origin], fleet.load_minutes, freight)
    unload = work_minutes(book.places[voyage.destination], fleet.unload_minutes, freight)
    begin, finish = min(arrive, depart - load), max(end, come + unload)
    if begin < arrive and not _may_begin(schedule, voyage, begin):
        return None
    if finish > end and not _may_finish(schedule, voyage, finish):
        return None
    return ((begin, depart), *times[1:-1], (come, finish))


def _may_begin(schedule: Schedule, voyage: Voyage, begin: int) -> bool:
    """Whether the carrier, its loads and a slot are there earlier."""
    if begin < max(voyage.stand_from, schedule.book.crisis.activated):
        return False
    free_from = voyage.approach.times[-1][1] if voyage.approach else _idle_from(schedule, voyage)
    if begin < max(free_from, voyage.fleet.available.opens):
        return False
    desk = schedule.desk(voyage.origin, voyage.fleet)
    return desk.is_free(begin, voyage.begin, voyage.fleet.slots)


def _may_finish(schedule: Schedule, voyage: Voyage, finish: int) -> bool:
    """Whether the carrier, what follows and a slot can wait."""
    limit = min(voyage.latest_end, schedule.book.crisis.horizon_end, voyage.fleet.available.closes)
    timeline = schedule.timelines[voyage.carrier]
    index = timeline.index(voyage)
    if index + 1 < len(timeline):
        follower = timeline[index + 1]
        leaves = follower.approach.times[0][0] if follower.approach else follower.begin
        limit = min(limit, leaves)
    desk = schedule.desk(voyage.destination, voyage.fleet)
    return finish <= limit and desk.is_free(voyage.end, finish, voyage.fleet.slots)


def _idle_from(schedule: Schedule, voyage: Voyage) -> int:
    timeline = schedule.timelines[voyage.carrier]
    index = timeline.index(voyage)
    return timeline[index - 1].end if index else schedule.book.crisis.activated


def _lawful(path: Path, times: tuple[tuple[int, int], ...]) -> bool:
    return all(_is_open(gate, times[i][1], times[i + 1][0]) for i, gate in enumerate(path.gates))


def _is_open(gate: Gate, depart: int, arrive: int) -> bool:
    return (
        covers(gate.whole, depart, arrive)
        and first_in(gate.depart, depart) == depart
        and first_in(gate.arrive, arrive) == arrive
    )


def join(schedule: Schedule, joining: Joining, loads: dict[LoadKey, int], stands_from: int) -> None:
    """Take the loads aboard."""
    voyage, journal = joining.voyage, schedule.journal
    old = (voyage.run, voyage.freight, voyage.loads, voyage.aboard, voyage.stand_from)
    (begin, _), (_, end) = voyage.run.times[0], voyage.run.times[-1]
    slots, times = voyage.fleet.slots, joining.run.times
    journal.raise_level(
        schedule.desk(voyage.origin, voyage.fleet).booked, times[0][0], begin, slots
    )
    journal.raise_level(
        schedule.desk(voyage.destination, voyage.fleet).booked, end, times[-1][1], slots
    )
    merged = dict(voyage.loads)
    for key, pieces in loads.items():
        merged[key] = merged.get(key, 0) + pieces
    voyage.run, voyage.freight, voyage.loads = joining.run, joining.freight, merged
    voyage.aboard = joining.aboard
    voyage.stand_from = max(voyage.stand_from, stands_from)
    schedule.changed(voyage)

    def take_back() -> None:
        voyage.run, voyage.freight, voyage.loads, voyage.aboard, voyage.stand_from = old
        schedule.changed(voyage)

    journal.note(take_back)
