"""One scheduler over one book: told what may move, it builds a schedule, improves it, hands out its trips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ctypes import POINTER, byref, c_int64
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, PlaceId, RequirementId
from coalition.model.plan import Assignment, Load, Movement, Plan, Score, Stop, Trip
from coalition.planning.core import tables
from coalition.planning.core.consignments import LineKey, Numbers, rows_of
from coalition.planning.core.guide import Guide
from coalition.planning.core.lawyer import Lawyer
from coalition.planning.core.library import Asker, Avoider, Finder, Measurer, Teller, load_library
from coalition.planning.core.memory import Memory, Turn, turn_of
from coalition.planning.core.numbering import (
    MODES,
    Alike,
    Register,
    load_kind,
    path_kind,
    shape_of,
)
from coalition.planning.core.standing import GONE, LegKey, key_of
from coalition.planning.ports import LawBook, WayBook
from coalition.planning.spans import outside

NEVER = 1 << 30
"""What the compiled part answers when there is no such minute."""

Tell = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Worth:
    """The first two parts of a score: of the whole, or of one requirement."""

    undelivered: int
    lateness: int


class Scheduler:
    """The compiled part filled with a book. Not to be used from two threads at once."""

    def __init__(
        self,
        book: Book,
        law: LawBook,
        ways: WayBook,
        *,
        start: Minute | None = None,
        after: Scheduler | None = None,
    ) -> None:
        """Nothing new begins before `start`, the crisis's activation unless said otherwise.

        `after` is a scheduler of a book much like this one, which gives up what it knows and is of no more use.
        """
        self.book = book
        self._library = load_library()
        turn = turn_of(after._memory, book, law, ways) if after is not None else None
        begun = max(book.crisis.activated, start or book.crisis.activated)
        self._memory: Memory = self._remember(after, turn, (law, ways), begun)
        self._core, self._lawyer, self._guide = (
            self._memory.core, self._memory.lawyer, self._memory.guide,
        )  # fmt: skip
        self._alike, self._places = self._memory.alike, self._memory.places
        self._fleets: list[Fleet] = sorted(book.fleets.values(), key=lambda fleet: fleet.id)
        self._carriers: list[CarrierId] = [
            carrier for fleet in self._fleets for carrier in fleet.carriers()
        ]
        self._carrier_numbers = {carrier: n for n, carrier in enumerate(self._carriers)}
        self._shapes = Register(shapes := tables.shapes_of(book))
        self._sources = Register[str]([*book.units, *book.stocks])
        self._requirements = Register(book.requirements)
        self._lines: list[LineKey] = []
        self._assignments: list[Assignment] = []
        self._failures = _Failures()
        self._of_path: dict[int, Fleet] = {}
        self._given: dict[CarrierId, tuple[Trip, ...]] = {}
        self._load_facts()
        matrix = np.array(
            [
                [self._guide.straight_m(a, b) if a != b else 0 for b in book.places]
                for a in book.places
            ]
        )
        metres = tables.row(matrix.ravel())
        self._library.core_matrices(
            self._core, tables.takes_matrix(shapes.values(), self._fleets), len(shapes),
            tables.stops_matrix(self._fleets, tuple(book.places.values())), tables.pointer(metres),
        )  # fmt: skip
        self._callbacks = (
            Asker(self._guarded(self._ask, 0)), Finder(self._guarded(self._find, 0)),
            Avoider(self._guarded(self._avoid, 0)), Measurer(self._guarded(self._measure, -1)),
        )  # fmt: skip
        self._library.core_begin(self._core, *self._callbacks)
        if turn is None:
            self._library.core_add_answer(self._core, None, 0, None, 0, None, 0)
        else:
            self._memory.recall(turn)

    def _remember(
        self, after: Scheduler | None, turn: Turn | None, known: tuple[LawBook, WayBook], begun: int
    ) -> Memory:
        """What the other scheduler knew, when that holds for this book; else nothing yet."""
        book, (law, ways) = self.book, known
        if after is None or turn is None:
            alike = Alike(book)
            lawyer = Lawyer(book, law, alike)
            return Memory(
                book, law, ways, alike, lawyer, Guide(book, ways, lawyer.opens),
                self._library, self._library.core_new(begun, book.crisis.horizon_end), Register(book.places),
            )  # fmt: skip
        memory, after._core = after._memory, None
        memory.lawyer.turn(book, law, turn.forgotten)
        memory.guide = memory.guide.turn(book, ways, turn.doubted)
        memory.book, memory.law, memory.ways = book, law, ways
        self._library.core_turn(memory.core, begun, book.crisis.horizon_end)
        return memory

    def __del__(self) -> None:
        """Give the compiled part's memory back."""
        if getattr(self, "_core", None):
            self._library.core_free(self._core)

    def kin_minutes(
        self, owner: int, together: bool, points: Sequence[int], shapes: Sequence[tuple[int, int]]
    ) -> int | None:
        """Least minutes of a route through the places for loads of (shape, natures); None if there is none."""
        self._send_owners()
        places, kinds = (
            tables.row(points),
            tables.row(n for pair in sorted(set(shapes)) for n in pair),
        )
        found = self._library.core_kin_minutes(
            self._core, tables.pointer(places), len(places), owner, int(together),
            tables.pointer(kinds), len(kinds) // 2,
        )  # fmt: skip
        self._raise_failed()
        return None if found >= NEVER else int(found)

    def owner(self, movement: Movement) -> int:
        """The number of what the movement is in law."""
        return self._lawyer.owner(movement)

    def shapes(self, movement: Movement) -> tuple[tuple[int, int], ...]:
        """Shape and natures of its lines."""
        return tuple(
            (self._shapes.number(shape_of(line)), self._alike.mask(line.natures))
            for line in movement.lines if line.pieces > 0
        )  # fmt: skip

    def place_number(self, place: PlaceId) -> int:
        """The number of a place."""
        return self._places.number(place)

    def load(self, assignments: Iterable[Assignment]) -> None:
        """Tell the scheduler what may move; of one requirement the movements wanted first come first."""
        self._load_requirements()
        self.load_more(assignments)
        pieces = [1] * len(self.book.units) + [s.pledged_pieces for s in self.book.stocks.values()]
        self._send("core_sources", tables.row(pieces), 1)

    def load_more(self, assignments: Iterable[Assignment]) -> None:
        """The same of more that may move, of capabilities, between `adopt` and `mend`."""
        more, memory = list(assignments), self._memory
        numbers = Numbers(
            self.book, self._lawyer, self._alike, self._places, self._shapes, self._sources
        )  # fmt: skip
        found = memory.consignments.of(more, numbers)
        movements, lines = rows_of(found, self._requirements.numbers, len(self._assignments))
        self._assignments += more
        self._lines += chain.from_iterable(one.keys for one in found)
        self._send_owners()
        self._send("core_movements", movements, 11)
        self._send("core_lines", lines, 10)

    def build(self, order: Sequence[RequirementId], tell: Tell) -> None:
        """A new schedule with every requirement placed in turn."""
        numbers = tables.row(self._requirements.number(requirement) for requirement in order)
        teller = Teller(self._guarded(lambda done: int(tell(done) is not False), 0))
        self._library.core_build(self._core, tables.pointer(numbers), len(numbers), teller)
        self._raise_failed()

    def adopt(
        self, plan: Plan, order: Sequence[RequirementId], *, now: Minute
    ) -> list[RequirementId]:
        """Take over a plan in force: what has begun by `now` stays, the rest where it may.

        Requirements of which something has no place now. `mend` follows.
        """
        rows = self._memory.rows_of(plan)
        lines = {key: number for number, key in enumerate(self._lines)}
        data, unloaded = rows.numbered(self._carrier_numbers, self._way_standing, lines)
        self._given = _by_carrier(plan.trips)
        served = {assignment: number for number, assignment in enumerate(self._assignments)}
        serving = tables.row(served[a] for a in plan.assignments if a in served)
        turns = self._turns(order)
        found = POINTER(c_int64)()
        count: int = self._library.core_adopt(
            self._core, tables.pointer(data), rows.count, tables.pointer(serving), len(serving),
            tables.pointer(turns), len(turns), now, byref(found),
        )  # fmt: skip
        self._raise_failed()
        untrue = tables.row(self._carrier_numbers[carrier] for carrier in sorted(unloaded))
        self._library.core_tell(self._core, tables.pointer(untrue), len(untrue))
        return [self._requirements.things[found[n]] for n in range(count)]

    def mend(self, order: Sequence[RequirementId], *, price: int) -> int:
        """Place anew, in turn, what of the plan taken over has no place; how many requirements that is.

        From then on a promise moved costs `price` minutes of its weight.
        """
        turns = self._turns(order)
        touched: int = self._library.core_mend(
            self._core, tables.pointer(turns), len(turns), price
        )  # fmt: skip
        self._raise_failed()
        return touched

    def _turns(self, order: Sequence[RequirementId]) -> tables.Row:
        return tables.row(self._requirements.number(requirement) for requirement in order)

    def _way_standing(self, leg: LegKey) -> int:
        """The number of a way the plan uses; -2 when it is no more, or the fleet may not travel it."""
        key = key_of(self.book, leg)
        if key is None:
            return GONE
        way = self._guide.travelled(self.book.fleets[leg[0]], key)
        return GONE if way is None else self._memory.way_number(way)

    def keep(self) -> None:
        """Set the schedule aside, to come back to."""
        self._library.core_keep(self._core)

    def restore(self) -> None:
        """Come back to the schedule set aside."""
        self._library.core_restore(self._core)

    def search(self, *, seconds: float, rounds: int, seed: int, tell: Tell) -> tuple[int, int]:
        """Improve the schedule until `tell` says False; neighbourhoods tried and better ones found.

        0 seconds is no limit of time.
        """
        counts = tables.row([0, 0])
        teller = Teller(self._guarded(lambda done: int(tell(done) is not False), 0))
        self._library.core_search(self._core, seconds, rounds, seed, teller, tables.pointer(counts))
        self._raise_failed()
        return int(counts[0]), int(counts[1])

    def worth(self) -> Worth:
        """What the schedule is worth."""
        found = tables.row([0, 0])
        self._library.core_worth(self._core, tables.pointer(found), 0)
        return Worth(int(found[0]), int(found[1]))

    def score(self) -> Score:
        """What it is worth as a plan, its cost too."""
        worth = self.worth()
        return Score(worth.undelivered, worth.lateness, self._library.core_cost(self._core))

    def worths(self) -> dict[RequirementId, Worth]:
        """What each requirement adds to that."""
        count = len(self._requirements)
        found = np.zeros(2 + 2 * count, dtype=np.int64)
        self._library.core_worth(self._core, tables.pointer(found), count)
        pairs = found[2:].reshape(count, 2).tolist()
        return {r: Worth(*pair) for r, pair in zip(self._requirements.things, pairs, strict=True)}

    def plan(self) -> tuple[tuple[Assignment, ...], tuple[Trip, ...]]:
        """Who serves what, and every trip by carrier and time."""
        data = POINTER(c_int64)()
        count = self._library.core_export(self._core, byref(data))
        values: list[int] = np.ctypeslib.as_array(data, shape=(count,)).tolist()
        served_end, ended = values.pop(), values.pop()
        made = _by_carrier(self._trips(values[:ended]))
        for carrier, trips in made.items():
            made[carrier] = _as_given(trips, self._given.get(carrier, ()))
        for number in values[served_end:]:
            carrier = self._carriers[number]
            made[carrier] = self._given[carrier]
        trips = tuple(chain.from_iterable(made[c] for c in self._carriers if c in made))
        served = sorted(
            (self._assignments[m] for m in values[ended:served_end]), key=_assignment_order
        )
        return tuple(served), trips

    def _trips(self, values: list[int]) -> Iterable[Trip]:
        at = 0
        while at < len(values):
            carrier, stops, loads = values[at : at + 3]
            at += 3
            ended = at + 4 * stops
            carried = self._loads(values[ended : ended + 2 * loads])
            made = [self._stop(values[n : n + 4]) for n in range(at, ended, 4)]
            if carried:
                made[0] = Stop(
                    made[0].place, made[0].arrive, made[0].depart, (), carried, made[0].avoiding
                )
                made[-1] = Stop(made[-1].place, made[-1].arrive, made[-1].depart, carried)
            at = ended + 2 * loads
            yield Trip(self._carriers[carrier], tuple(made))

    def _stop(self, values: list[int]) -> Stop:
        place, arrive, depart, way = values
        avoiding = self._memory.told[way].key.avoiding if way >= 0 else ()
        return Stop(self._places.things[place], Minute(arrive), Minute(depart), avoiding=avoiding)

    def _loads(self, values: list[int]) -> tuple[Load, ...]:
        pairs = zip(values[::2], values[1::2], strict=True)
        return tuple(sorted(Load(*self._lines[number], pieces) for number, pieces in pairs))

    def _load_facts(self) -> None:
        library, lawyer = self._library, self._lawyer
        opened = tables.open_spans(self.book)
        for place in self.book.places.values():
            spans = tables.flat(opened.get(place.id, outside(())))
            facts = tables.place_row(
                place, lawyer.nations.number(place.nation), lawyer.place(place.id)
            )
            library.core_place(
                self._core, tables.pointer(facts), tables.pointer(spans), len(spans) // 2
            )
        kinds, paths = Register[object](), self._memory.paths
        for fleet in self._fleets:
            law = lawyer.fleet(fleet)
            path = paths.number(path_kind(fleet, law))
            self._of_path.setdefault(path, fleet)
            numbers = lawyer.nations.number(fleet.nation), self._places.number(fleet.home)
            facts = tables.fleet_row(fleet, numbers, (kinds.number(load_kind(fleet)), path, law))
            library.core_fleet(self._core, tables.pointer(facts))

    def _load_requirements(self) -> None:
        facts = self._memory.consignments.requirement_rows(self.book, self._places)
        number = self._requirements.number
        after = tables.row(
            n
            for wanted in self.book.requirements.values() if wanted.after
            for earlier in wanted.after if earlier in self.book.requirements
            for n in (number(earlier), number(wanted.id))
        )  # fmt: skip
        self._library.core_requirements(
            self._core,
            tables.pointer(facts),
            len(facts) // 10,
            tables.pointer(after),
            len(after) // 2,
        )

    def _send(self, name: str, facts: tables.Row, columns: int) -> None:
        flat = facts.ravel()
        getattr(self._library, name)(self._core, tables.pointer(flat), len(flat) // columns)

    def _send_owners(self) -> None:
        values = self._lawyer.rows_of_owners(self._memory.owners_sent)
        self._memory.owners_sent += len(values) // 4
        self._send("core_owners", tables.row(values), 4)

    def _guarded(self, answer: Callable[..., int], otherwise: int) -> Callable[..., int]:
        """The answer, or `otherwise` when it fails; the failure is raised when the compiled part returns."""

        def guarded(*asked: Any) -> int:
            with self._failures:
                return answer(*asked)
            return otherwise

        return guarded

    def _raise_failed(self) -> None:
        failed, self._failures.first = self._failures.first, None
        if failed is not None:
            raise failed

    def _ask(self, *asked: int) -> int:
        return self._memory.answer(asked)

    def _find(self, path: int, origin: int, destination: int, avoidance: int, ways: Any) -> int:
        ends = (self._places.things[origin], self._places.things[destination])
        found = self._guide.find(self._of_path[path], ends, avoidance)
        for n, way in enumerate(found):
            ways[n] = self._memory.way_number(way)
        return len(found)

    def _avoid(
        self, avoidance: int, nations: Any, count: int, ways: Any, closed: int, *ends: int
    ) -> int:
        names = [str(self._lawyer.nations.things[nations[n]]) for n in range(count)]
        shut = [self._memory.told[ways[n]] for n in range(closed)]
        here, there = (self._places.things[end] for end in ends)
        return self._guide.avoid_more(avoidance, names, shut, (here, there))

    def _measure(self, mode: int, origin: int, destination: int) -> int:
        return self._guide.metres(
            MODES[mode], (self._places.things[origin], self._places.things[destination])
        )


class _Failures:
    """Keeps the first failure: nothing may be raised through compiled code."""

    def __init__(self) -> None:
        self.first: BaseException | None = None

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: object, failure: BaseException | None, trace: object) -> bool:
        """Keep the failure if it is the first; it goes no further."""
        self.first = self.first or failure
        return True


def _by_carrier(trips: Iterable[Trip]) -> dict[CarrierId, tuple[Trip, ...]]:
    found: dict[CarrierId, list[Trip]] = {}
    for trip in trips:
        found.setdefault(trip.carrier, []).append(trip)
    return {carrier: tuple(held) for carrier, held in found.items()}


def _as_given(trips: tuple[Trip, ...], given: tuple[Trip, ...]) -> tuple[Trip, ...]:
    """The trips; such as were given already are those given, which is quick to tell by whoever compares."""
    begun = {trip.stops[0].arrive: trip for trip in given}
    known = [begun.get(trip.stops[0].arrive) for trip in trips]
    return tuple([
        trip if old is None or old != trip else old for trip, old in zip(trips, known, strict=True)
    ])  # fmt: skip


def _assignment_order(assignment: Assignment) -> tuple[str, str, str]:
    return (assignment.requirement, assignment.unit or "", assignment.stock or "")
