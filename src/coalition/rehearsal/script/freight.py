"""Who carries what: carriages, which of them brings the pieces of which, and who waits for whom.

Pieces of a line are alike (R1); the first to be set down at a place are the first to be taken on there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from coalition.judging.docket import Carried, Docket, LoadKey
from coalition.model.book import Book
from coalition.model.identity import MovementId, PlaceId, RequirementId
from coalition.model.plan import PPM
from coalition.rehearsal.script.script import Freight, rows_of
from coalition.rehearsal.script.walk import Called, Walk, every

HOME = -1
"""The source of pieces that stand at their origin from the beginning."""


@dataclass(slots=True)
class Carriage:
    """Pieces of one line on one trip, with what brought them to where they are taken on."""

    carried: Carried
    taken: int
    left: int = -1
    sources: list[tuple[int, int]] = field(default_factory=list)
    """Carriage (or `HOME`) and pieces."""


def carriages_of(docket: Docket, walks: list[Walk]) -> list[Carriage]:
    """All carriages, carrier by carrier, with their sources."""
    found: list[Carriage] = []
    for walk in walks:
        _follow(walk.called, found)
    _match(docket, walks, found)
    return found


def _follow(calls: list[Called], found: list[Carriage]) -> None:
    """What is set down was taken on first of what is aboard of its line."""
    aboard: dict[LoadKey, deque[int]] = {}
    for called in calls:
        if called.passing:
            continue
        for carried in called.visit.off:
            _set_down(carried, called.number, aboard.get(carried.key, deque()), found)
        for carried in called.visit.on:
            aboard.setdefault(carried.key, deque()).append(len(found))
            found.append(Carriage(carried, called.number))


def _set_down(carried: Carried, visit: int, waiting: deque[int], found: list[Carriage]) -> None:
    left = carried.pieces
    while left > 0 and waiting:
        one = found[waiting[0]]
        if one.carried.pieces > left:
            rest = Carried(one.carried.movement, one.carried.line, one.carried.pieces - left)
            one.carried = Carried(one.carried.movement, one.carried.line, left)
            found.append(Carriage(rest, one.taken))
            waiting.append(len(found) - 1)
        left -= one.carried.pieces
        one.left = visit
        waiting.popleft()


def _match(docket: Docket, walks: list[Walk], found: list[Carriage]) -> None:
    """Give each carriage the pieces that have stood longest where it takes them on."""
    ends = {called.number: called for called in every(walks)}
    events: list[tuple[int, int, int, int]] = []
    for number, one in enumerate(found):
        events.append((ends[one.taken].visit.stop.arrive, 1, one.taken, number))
        if one.left >= 0:
            events.append((ends[one.left].visit.stop.depart, 0, one.left, number))
    standing: dict[tuple[LoadKey, PlaceId], deque[list[int]]] = {
        (key, whole.movement.origin): deque([[HOME, whole.pieces]])
        for key, whole in docket.lines.items()
    }
    for _, kind, visit, number in sorted(events):
        carriage, place = found[number], ends[visit].visit.stop.place
        heap = standing.setdefault((carriage.carried.key, place), deque())
        if kind == 0:
            heap.append([number, carriage.carried.pieces])
        else:
            _take(carriage, heap)


def _take(carriage: Carriage, heap: deque[list[int]]) -> None:
    wanted = carriage.carried.pieces
    while wanted > 0 and heap:
        source, pieces = heap[0]
        taken = min(wanted, pieces)
        carriage.sources.append((source, taken))
        heap[0][1] -= taken
        wanted -= taken
        if not heap[0][1]:
            heap.popleft()


def freight_of(
    book: Book, found: list[Carriage], movements: dict[MovementId, int], visits: int, calls: list[Called]
) -> Freight:  # fmt: skip
    """The carriages as arrays; `calls` are the visits by number."""
    sources, parts, homes = [], [], []
    for one in found:
        brought = [(source, pieces) for source, pieces in one.sources if source != HOME]
        sources.append([source for source, _ in brought])
        shares = [pieces * PPM // one.carried.pieces for _, pieces in brought]
        if sum(pieces for _, pieces in brought) == one.carried.pieces:
            shares[-1] += PPM - sum(shares)
        parts.append(shares)
        homes.append(PPM - sum(shares))
    delivers = [
        one.left >= 0 and calls[one.left].visit.stop.place == one.carried.movement.destination
        for one in found
    ]
    after = _after(book, found, delivers, visits)
    waits = np.zeros(visits, dtype=np.int32)
    for followers in after:
        for one_visit in followers:
            waits[one_visit] += 1
    return Freight(
        np.array([movements[one.carried.movement.id] for one in found], dtype=np.int32),
        tuple(str(one.carried.line.id) for one in found),
        np.array([one.carried.pieces for one in found], dtype=np.int32),
        np.array([one.taken for one in found], dtype=np.int32),
        np.array([one.left for one in found], dtype=np.int32),
        np.array(homes, dtype=np.int32),
        rows_of(sources), rows_of(parts), np.array(delivers, dtype=np.bool_), rows_of(after), waits,
    )  # fmt: skip


def _after(book: Book, found: list[Carriage], delivers: list[bool], visits: int) -> list[list[int]]:
    """For each visit those that wait for it to end: for its freight (R1), or for what it closes (R9)."""
    after: list[set[int]] = [set() for _ in range(visits)]
    for one in found:
        for source, _ in one.sources:
            if source != HOME:
                after[found[source].left].add(one.taken)
    for earlier, later in _sequences(book, found, delivers):
        after[earlier].add(later)
    return [
        sorted(later for later in followers if later > earlier)
        for earlier, followers in enumerate(after)
    ]


def _sequences(
    book: Book, found: list[Carriage], delivers: list[bool]
) -> Iterator[tuple[int, int]]:
    """Nothing of B is set down at its destination before every A in its `after` has closed."""
    bringing: dict[RequirementId, set[int]] = {}
    for one, there in zip(found, delivers, strict=True):
        if there:
            bringing.setdefault(one.carried.movement.requirement, set()).add(one.left)
    for requirement, visits in bringing.items():
        for earlier in book.requirements[requirement].after:
            for first in bringing.get(earlier, ()):
                for later in visits:
                    yield first, later
