"""Every legal question of every leg, heard: when it must be open, what moves under it, what opens it.

The questions come from `authority.legs`; the planner asks the same. Not here: what a closed question
breaks (`rules.lawful`), nor sums under a permission (`rules.consents`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace

from coalition.authority import legs as law
from coalition.authority.answer import LegLaw, Moment, Question, Window
from coalition.judging.docket import Carried, Docket, Leg
from coalition.judging.doors import LawBook
from coalition.judging.plain import PlainLaw, Sight
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.cargo import Nature
from coalition.model.identity import MovementId
from coalition.model.plan import Movement
from coalition.model.ways import Way, WayKey

_CARRIER = "carrier"
"""How the reasons of a carrier's own questions begin (`authority.legs`)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One question of one leg. `shut` is the first minute at which it is not open, None when it is open.

    `loads` is what moves under it. `window` is the alternative it is charged to: among those open for
    the whole moment the first without limits, else the one with the largest limit.
    """

    leg: Leg
    law: LegLaw
    begins: Minute
    ends: Minute
    loads: tuple[Carried, ...]
    shut: Minute | None
    alternatives: tuple[Window, ...]

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.law.question

    @property
    def of_carrier(self) -> bool:
        """Whether the carrier's nation asks it for itself, with all that is aboard."""
        return _is_of_carrier(self.law)

    @property
    def window(self) -> Window | None:
        """The alternative that is charged; None when no single one is open for the whole moment."""
        return min(self.alternatives, key=_charge_order, default=None)


def hear(docket: Docket, book: LawBook) -> tuple[Heard, ...]:
    """Every question of every leg between places the book knows, in the order of the legs."""
    clerk = _Clerk(docket, book)
    return tuple(heard for leg in docket.legs for heard in clerk.hear(leg))


def hear_telling(docket: Docket, book: LawBook) -> tuple[Heard, ...]:
    """The same without the legs of which there is nothing to say (`plain`)."""
    return Hearing(docket, book).hear(docket.legs)


class Hearing:
    """Hears legs of one book, those alike in law once."""

    def __init__(self, docket: Docket, book: LawBook) -> None:
        self._clerk, self._plain = _Clerk(docket, book), PlainLaw(docket, book)

    def go_on(
        self, docket: Docket, book: LawBook, holds: Callable[[Question], bool] | None
    ) -> Set[int]:
        """Turn to another book that names the same in its law; `holds` tells which answers do (None: all).

        Sets of questions, by the numbers that `hear` gives, of which not every answer holds.
        """
        self._clerk = _Clerk(docket, book)
        return self._plain.go_on(docket, book, holds)

    def hear(
        self,
        legs: Iterable[Leg],
        asked: set[int] | None = None,
        sights: list[Sight] | None = None,
    ) -> tuple[Heard, ...]:
        """Every question of the legs of which there is something to say, in their order.

        The numbers of the sets of questions on which that rests are added to `asked`, and what the law sees
        of the legs of which there is nothing to say to `sights`.
        """
        plain, telling = self._plain, []
        for leg in legs:
            sight = plain.sight(leg)
            if sight is None or not plain.covers(sight):
                telling.append(leg)
            elif sights is not None:
                sights.append(sight)
            if asked is not None and sight is not None:
                asked.add(plain.asked_of(sight))
        found = tuple([heard for leg in telling for heard in self._clerk.hear(leg)])
        if asked is not None and found:
            asked.add(plain.asked.number(heard.question for heard in found))
        return found

    def is_silent(self, sights: Iterable[Sight]) -> bool:
        """Whether it is certain that there is nothing to say of legs that look so."""
        return all(map(self._plain.covers, sights))


def say(question: Question) -> str:
    """The question in a few words."""
    return f"{question.actor} {question.action} {question.territory}"


def _is_of_carrier(asked: LegLaw) -> bool:
    return asked.reason.startswith(_CARRIER)


def _charge_order(window: Window) -> tuple[bool, int, int, bool, Minute, str]:
    pax, mass = window.limits.pax, window.limits.mass_kg
    return (
        window.limits.any, -(FOREVER if pax is None else pax), -(FOREVER if mass is None else mass),
        bool(window.unknowns), window.opens, window.permission or "",
    )  # fmt: skip


class _Clerk:
    """Asks, and remembers what it has asked."""

    def __init__(self, docket: Docket, book: LawBook) -> None:
        self._docket, self._book = docket, book
        self._laws: dict[tuple[object, ...], tuple[LegLaw, ...]] = {}
        self._open: dict[Question, tuple[Interval, ...]] = {}

    def hear(self, leg: Leg) -> list[Heard]:
        if leg.fleet is None or leg.start.place is None or leg.end.place is None:
            return []
        stop = leg.start.stop
        key = WayKey(leg.fleet.mode, stop.place, leg.end.stop.place, stop.avoiding)
        bare = law.Leg(
            leg.fleet.nation, leg.fleet.id, leg.way or Way(key, 0, ()),
            leg.start.place, leg.end.place,
        )  # fmt: skip
        aboard = self._aboard(leg)
        asked = self._ask(bare, tuple(sorted(aboard, key=_aboard_order)))
        raised = self._raised(bare, aboard) if len(aboard) > 1 else []
        everything = tuple(carried for loads in aboard.values() for carried in loads)
        return [
            self._heard(leg, one, _loads_under(one, raised) if raised else everything)
            for one in asked
        ]

    def _raised(
        self, bare: law.Leg, aboard: dict[law.Aboard, tuple[Carried, ...]]
    ) -> list[tuple[set[Question], tuple[Carried, ...]]]:
        """Each part of what is aboard with the questions it would raise alone."""
        return [
            ({asked.question for asked in self._ask(bare, (one,))}, loads)
            for one, loads in aboard.items()
        ]

    def _aboard(self, leg: Leg) -> dict[law.Aboard, tuple[Carried, ...]]:
        """What the law sees aboard, with the loads each stands for."""
        loads: dict[MovementId, list[Carried]] = {}
        for carried in leg.aboard:
            loads.setdefault(carried.movement.id, []).append(carried)
        taken = {c.movement.id for c in leg.start.on if c.movement.origin == leg.start.stop.place}
        left = {carried.movement.id for carried in leg.end.off}
        seen: dict[law.Aboard, tuple[Carried, ...]] = {}
        for movement_id, pieces in loads.items():
            movement = pieces[0].movement
            if not self._known(movement):
                continue
            natures: frozenset[Nature] = frozenset().union(*(c.line.natures for c in pieces))
            one = law.aboard_of(
                self._docket.book, movement, natures,
                from_origin=movement_id in taken, set_down=movement_id in left,
            )  # fmt: skip
            seen[one] = (*seen.get(one, ()), *pieces)
        return seen

    def _known(self, movement: Movement) -> bool:
        return movement.destination in self._docket.book.places

    def _ask(self, bare: law.Leg, aboard: tuple[law.Aboard, ...]) -> tuple[LegLaw, ...]:
        """The questions of a leg with this aboard; a way's key says between which places it goes."""
        key = (bare.fleet, bare.way.key, aboard)
        if key not in self._laws:
            self._laws[key] = law.questions_of_leg(replace(bare, aboard=aboard))
        return self._laws[key]

    def _heard(self, leg: Leg, asked: LegLaw, loads: tuple[Carried, ...]) -> Heard:
        begins = leg.arrive if asked.moment is Moment.ARRIVAL else leg.depart
        ends = leg.depart if asked.moment is Moment.DEPARTURE else leg.arrive
        whole = asked.moment is Moment.WHOLE
        shut = self._shut(asked.question, begins, ends if whole else Minute(begins + 1))
        alternatives = tuple(
            window
            for window in self._book.alternatives(asked.question)
            if _spans(window, begins, ends, whole=whole)
        )
        return Heard(leg, asked, begins, ends, loads, shut, alternatives if shut is None else ())

    def _shut(self, question: Question, begins: Minute, ends: Minute) -> Minute | None:
        """The first minute from `begins` on, before `ends`, at which no window is open."""
        if question not in self._open:
            self._open[question] = _join(tuple(self._book.windows(question)))
        at = begins
        for span in self._open[question]:
            if span.opens <= at < span.closes or span.opens <= at == ends <= span.closes:
                at = span.closes
                return None if ends <= at else at
        return at


def _loads_under(
    asked: LegLaw, raised: list[tuple[set[Question], tuple[Carried, ...]]]
) -> tuple[Carried, ...]:
    """All that is aboard for the carrier's own questions, else the loads that raise the question."""
    own = _is_of_carrier(asked)
    return tuple(
        carried
        for questions, loads in raised
        if own or asked.question in questions
        for carried in loads
    )


def _spans(window: Window, begins: Minute, ends: Minute, *, whole: bool) -> bool:
    if whole:
        return window.opens <= begins and ends <= window.closes
    return window.opens <= begins < window.closes


def _join(windows: tuple[Window, ...]) -> tuple[Interval, ...]:
    joined: list[Interval] = []
    for window in sorted(windows, key=lambda w: (w.opens, w.closes)):
        if joined and window.opens <= joined[-1].closes:
            closes = max(joined[-1].closes, window.closes)
            joined[-1] = Interval(joined[-1].opens, closes)
        else:
            joined.append(Interval(window.opens, window.closes))
    return tuple(joined)


def _aboard_order(one: law.Aboard) -> tuple[str, str, str, str, tuple[str, ...], bool, bool, str]:
    return (
        one.nation, one.host, one.unit, one.task, tuple(sorted(one.natures)),
        one.from_origin, one.set_down, one.consumer or "",
    )  # fmt: skip
