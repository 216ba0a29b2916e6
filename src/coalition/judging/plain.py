"""Legs of which the law has nothing to say: every question open, without limit, unknown or risk.

Most legs of a plan are so, and most are alike in law: the carriers of one nation on one way with loads of the
same nations and natures are asked the same. What law says of legs of one kind is therefore worked out once, as
the times within which nothing is to be said; only a leg outside these is heard by question (`hearing`).

The rule: a question hangs on a unit, fleet, place or task only where a provision of the book names that one
(`model.law.Scope`); of a way, on its mode and the nations crossed. Not here: what is said of the other legs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set

from coalition.authority import legs as law
from coalition.authority.answer import LegLaw, Question, Window
from coalition.authority.steps.spans import Spans, intersect, intersect_all, union
from coalition.judging.docket import Carried, Docket, Leg
from coalition.judging.doors import LawBook
from coalition.measure.instants import Interval, Minute
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.identity import MovementId
from coalition.model.plan import Movement
from coalition.model.ways import Way, WayKey

_Kind = tuple[object, ...]
Sight = tuple[int, Minute, Minute]
"""What the law sees of a leg: its kind by number, departure and arrival."""
_NOT_ASKED = 0
"""The number of what the law is not asked of."""


def latest_opening(window: Window) -> Minute:
    """When the window opens if its steps take their longest."""
    ends = [step.latest for step in window.steps if step.latest is not None]
    return max([window.opens, *ends])


def named_in_law(book: Book) -> frozenset[str]:
    """Units, fleets, places and tasks that some provision names; no question hangs on any other."""
    return frozenset(
        name
        for instrument in book.instruments
        for each in instrument.provisions
        for names in (each.scope.units, each.scope.fleets, each.scope.places, each.scope.tasks)
        for name in names
    )


class Asked:
    """Questions by number, those alike in law by one, and sets of them that are asked together by number."""

    def __init__(self, named: Set[str]) -> None:
        self._named = named
        self._numbers: dict[_Kind, int] = {}
        self._first: list[Question] = []
        self._sets: dict[frozenset[int], int] = {}
        self._held: list[frozenset[int]] = []

    def number(self, questions: Iterable[Question]) -> int:
        """The number of the set of questions."""
        held = frozenset(map(self._number, questions))
        found = self._sets.setdefault(held, len(self._sets))
        if found == len(self._held):
            self._held.append(held)
        return found

    def of(self, number: int) -> Iterator[tuple[int, Question]]:
        """The questions of the set of that number, each with its own number."""
        return ((n, self._first[n]) for n in self._held[number])

    def otherwise(self, holds: Callable[[Question], bool]) -> tuple[set[int], set[int]]:
        """Numbers of the questions whose answer does not hold, and of the sets that have any of them."""
        changed = {number for number, one in enumerate(self._first) if not holds(one)}
        if not changed:
            return set(), set()
        return changed, {n for n, held in enumerate(self._held) if not held.isdisjoint(changed)}

    def kind(self, q: Question) -> _Kind:
        """What of the question law looks at."""
        named = self._named
        narrow = tuple([n if n in named else "" for n in (q.unit, q.fleet, q.place, q.task)])
        return (q.actor, q.action, q.territory, q.mode, q.cargo, narrow)

    def _number(self, question: Question) -> int:
        number = self._numbers.setdefault(self.kind(question), len(self._first))
        if number == len(self._first):
            self._first.append(question)
        return number


class PlainLaw:
    """Knows which legs are plain; asks the law once for each kind of leg."""

    def __init__(self, docket: Docket, book: LawBook) -> None:
        self._docket, self._book = docket, book
        self._named = named_in_law(docket.book)
        self._numbers: dict[object, int] = {None: _NOT_ASKED}
        self._movements: dict[MovementId, int] = {}
        self._ways: dict[WayKey, int] = {}
        self._seen: dict[int, law.Aboard] = {}
        self._asked: dict[int, int] = {}
        self._telling: set[int] = set()
        self.asked = Asked(self._named)
        self._times: dict[int, Spans] = {}
        self._questions: dict[int, Spans] = {}

    def go_on(
        self, docket: Docket, book: LawBook, holds: Callable[[Question], bool] | None
    ) -> Set[int]:
        """Turn to another book that names the same in its law, keeping what rests on questions that hold.

        `holds` None: the law is the same. Sets of questions of which not every answer holds.
        """
        self._docket, self._book = docket, book
        self._movements, self._ways = {}, {}
        if holds is None:
            return frozenset()
        questions, sets = self.asked.otherwise(holds)
        for number in sets:
            self._times.pop(number, None)
        for number in questions:
            self._questions.pop(number, None)
        return sets

    def sight(self, leg: Leg) -> Sight | None:
        """What the law sees of the leg; None of a leg of which something is to be said whatever the law is."""
        fleet, way = leg.fleet, leg.way
        if fleet is None or way is None or leg.arrive < leg.depart:
            return None
        aboard = self._aboard(leg) if leg.aboard else ()
        journey = self._ways.get(way.key) or self._journey(leg, way)
        kind = self._number((fleet.nation, self._told(fleet.id), journey, *aboard))
        if kind not in self._asked:
            self._pose(leg, aboard, kind)
        return kind, leg.depart, leg.arrive

    def covers(self, sight: Sight) -> bool:
        """Whether nothing is to be said of legs that look so; False when that is not certain.

        A sight from before the law was another is as good.
        """
        kind, depart, arrive = sight
        if kind in self._telling:
            return False
        number = self._asked[kind]
        spans = self._times.get(number)
        if spans is None:
            spans = self._times[number] = intersect_all(
                self._plain(n, question) for n, question in self.asked.of(number)
            )
        return any(span.opens <= depart and arrive < span.closes for span in spans)

    def asked_of(self, sight: Sight) -> int:
        """The number of the questions on which that rests."""
        return self._asked[sight[0]]

    def _number(self, kind: object) -> int:
        """A number for what is alike in law."""
        return self._numbers.setdefault(kind, len(self._numbers))

    def _told(self, name: str | None) -> str:
        """The name when a provision names it."""
        return name if name in self._named and name else ""

    def _journey(self, leg: Leg, way: Way) -> int:
        """What of a way the law may look at."""
        ends = [
            (self._told(end.stop.place), end.place and end.place.nation)
            for end in (leg.start, leg.end)
        ]
        crossed = frozenset(crossing.nation for crossing in way.crossings)
        self._ways[way.key] = found = self._number((way.key.mode, crossed, *ends))
        return found

    def _aboard(self, leg: Leg) -> tuple[int, ...]:
        """The kinds of load aboard, each once, in order of their numbers."""
        loads: dict[MovementId, list[Carried]] = {}
        for carried in leg.aboard:
            loads.setdefault(carried.movement.id, []).append(carried)
        here = leg.start.stop.place
        taken = {c.movement.id for c in leg.start.on if c.movement.origin == here}
        left = {carried.movement.id for carried in leg.end.off}
        found = {
            self._load(pieces, taken=name in taken, left=name in left)
            for name, pieces in loads.items()
        }
        return tuple(sorted(found - {_NOT_ASKED}))

    def _load(self, pieces: list[Carried], *, taken: bool, left: bool) -> int:
        """The kind of a movement's pieces aboard; the first of each kind stands for all."""
        movement = pieces[0].movement
        kind = self._movements.get(movement.id)
        if kind is None:
            kind = self._movements[movement.id] = self._number(self._kind(movement))
        if kind == _NOT_ASKED:
            return _NOT_ASKED
        says = tuple([(one.line.nature, one.line.hazard != "") for one in pieces])
        found = self._number((kind, says, taken, left))
        if found not in self._seen:
            natures: frozenset[Nature] = frozenset().union(*(one.line.natures for one in pieces))
            self._seen[found] = law.aboard_of(
                self._docket.book, movement, natures, from_origin=taken, set_down=left
            )
        return found

    def _kind(self, movement: Movement) -> _Kind | None:
        """What of a movement the law may look at; None when the book lacks its destination."""
        host = self._docket.book.places.get(movement.destination)
        if host is None:
            return None
        requirement = self._docket.book.requirements[movement.requirement]
        return (
            movement.nation, host.nation, self._told(movement.unit), self._told(requirement.task),
            requirement.nation if movement.stock is not None else None,
        )  # fmt: skip

    def _pose(self, leg: Leg, aboard: tuple[int, ...], kind: int) -> None:
        """Keep what law is asked of legs of this kind, or that something is to be said of them anyhow."""
        asked: Iterable[LegLaw] = ()
        if leg.fleet is None or leg.way is None or leg.start.place is None or leg.end.place is None:
            self._telling.add(kind)
        else:
            seen = tuple(dict.fromkeys(self._seen[number] for number in aboard))
            ends = (leg.start.place, leg.end.place)
            asked = law.questions_of_leg(
                law.Leg(leg.fleet.nation, leg.fleet.id, leg.way, *ends, aboard=seen)
            )
        self._asked[kind] = self.asked.number(one.question for one in asked)

    def _plain(self, number: int, q: Question) -> Spans:
        """When some alternative opens the question without limit, unknown or risk, and so does the law."""
        if number not in self._questions:
            free = (
                Interval(latest_opening(window), window.closes)
                for window in self._book.alternatives(q)
                if not window.limits.any and not window.unknowns
            )
            said = (Interval(w.opens, w.closes) for w in self._book.windows(q))
            self._questions[number] = intersect(_apart(free), union(said))
        return self._questions[number]


def _apart(spans: Iterable[Interval]) -> Spans:
    """The stretches one after another, each within one of those given: what touches is not made one.

    A leg that runs from one permission's window into another's is not plain.
    """
    found: list[Interval] = []
    for span in sorted(spans, key=lambda one: (one.opens, -one.closes)):
        opens = max(span.opens, found[-1].closes) if found else span.opens
        if opens < span.closes:
            found.append(Interval(opens, span.closes))
    return tuple(found)
