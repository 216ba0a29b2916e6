"""When the law lets a leg run: all its questions folded into three sets of minutes, kept by what is aboard.

Questions and their moments come from `authority.legs`; nothing is decided here (R10, R11).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from coalition.authority.answer import LegLaw, Moment, Question, Window
from coalition.authority.legs import Aboard, Leg, questions_of_leg
from coalition.measure.instants import FOREVER, MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.cargo import SENSITIVE, Nature
from coalition.model.forces import Fleet
from coalition.model.identity import NationId, PlaceId, ProvisionId
from coalition.model.law import Limits
from coalition.model.places import Mode
from coalition.model.ways import Way, WayKey
from coalition.planning.ports import LawBook
from coalition.planning.schedule.calendars.spans import ANY_TIME, Spans, first_in, intersect, unite

SLOW_MINUTES = 7 * MINUTES_PER_DAY
"""A nation that opens so much later than both ends is worth a look for a way round."""


Lane = tuple[NationId, Mode, tuple[NationId, ...], NationId, NationId, tuple[str, ...]]
"""Carrier's nation, mode, nations crossed, nations of both ends, and what scopes name of fleet and ends."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A permission with limits that a question rests on: in all, no more than the limits may move."""

    permission: ProvisionId | None
    actor: NationId
    territory: NationId
    limits: Limits


@dataclass(frozen=True, slots=True)
class Gate:
    """When a leg may run: [depart, arrive] in `whole`, departure in `depart`, arrival in `arrive`.

    `consents` are the limited permissions it may rest on. `shut` are nations crossed whose question never
    opens, `slow` those (neither end's) whose question opens after everything at both ends is open.
    """

    whole: Spans = ANY_TIME
    depart: Spans = ANY_TIME
    arrive: Spans = ANY_TIME
    consents: tuple[Consent, ...] = ()
    shut: tuple[NationId, ...] = ()
    slow: tuple[NationId, ...] = ()
    hopeless: bool = False
    """Whether it is shut at an end or by the sender, so that no other way would help."""

    @property
    def closed(self) -> bool:
        """Whether it never opens."""
        return not (self.whole and self.depart and self.arrive)


class Gates:
    """Gates by fleet, way and what is aboard."""

    def __init__(self, book: Book, law: LawBook) -> None:
        self._book, self._law = book, law
        self._start: int = book.crisis.activated
        self._named = _named_in_scopes(book)
        self._alike = _alike_natures(book)
        self._gates: dict[tuple[Lane, tuple[Aboard, ...], bool], Gate] = {}
        self._lanes: dict[tuple[str, WayKey], Lane] = {}
        self._windows: dict[Question, tuple[Spans, Spans, tuple[Consent, ...]]] = {}
        self._plains: dict[Aboard, Aboard] = {}

    def gate(
        self, fleet: Fleet, way: Way, aboard: tuple[Aboard, ...], *, unlimited: bool = False
    ) -> Gate:
        """The gate of the fleet's leg along the way with so much aboard; `unlimited` counts on no
        permission whose numbers are limited.
        """
        key = (self._lane(fleet, way), aboard, unlimited)
        found = self._gates.get(key)
        if found is None:
            found = self._gates[key] = self._fold(fleet, way, aboard, unlimited=unlimited)
        return found

    def _lane(self, fleet: Fleet, way: Way) -> Lane:
        """What the law sees of a leg besides what is aboard."""
        key = (fleet.id, way.key)
        lane = self._lanes.get(key)
        if lane is None:
            ends = [self._book.places[end] for end in (way.key.origin, way.key.destination)]
            crossed = tuple(dict.fromkeys(crossing.nation for crossing in way.crossings))
            names = (fleet.id, ends[0].id, ends[1].id)
            lane = self._lanes[key] = (
                fleet.nation, way.key.mode, crossed, ends[0].nation, ends[1].nation,
                tuple(name if name in self._named else "" for name in names),
            )  # fmt: skip
        return lane

    def windows(self, question: Question) -> Spans:
        """When the question is open, whichever permission opens it."""
        return self._read(question)[0]

    def _fold(self, fleet: Fleet, way: Way, aboard: tuple[Aboard, ...], *, unlimited: bool) -> Gate:
        times = dict.fromkeys(Moment, ANY_TIME)
        consents: dict[Consent, None] = {}
        opens: dict[NationId, int] = {}
        leg = self._leg(fleet, way, aboard)
        for law in questions_of_leg(leg):
            spans, free, limited = self._read(law.question)
            if unlimited:
                spans, limited = free, ()
            times[law.moment] = intersect(times[law.moment], spans)
            consents.update(dict.fromkeys(limited))
            if law.moment is Moment.WHOLE:
                crossed = law.question.territory
                opens[crossed] = max(opens.get(crossed, self._start), self._first(spans))
        soil = {leg.origin.nation, leg.destination.nation}
        shut, slow = _obstacles(opens, soil, self._start)
        shut_end = any(at >= FOREVER for nation, at in opens.items() if nation in soil)
        hopeless = shut_end or not (times[Moment.DEPARTURE] and times[Moment.ARRIVAL])
        return Gate(
            times[Moment.WHOLE], times[Moment.DEPARTURE], times[Moment.ARRIVAL],
            tuple(consents), shut, slow, hopeless,
        )  # fmt: skip

    def _first(self, spans: Spans) -> int:
        found = first_in(spans, self._start)
        return FOREVER if found is None else found

    def _plain(self, question: Question) -> Question:
        named = self._named
        return replace(
            question,
            unit=question.unit if question.unit in named else "",
            fleet=question.fleet if question.fleet in named else "",
            place=question.place if question.place in named else "",
            task=question.task if question.task in named else "",
        )

    def plain_aboard(self, aboard: Aboard) -> Aboard:
        """The same in law: without a unit or task no provision names, one nature for all it treats alike."""
        plain = self._plains.get(aboard)
        if plain is None:
            named, alike = self._named, self._alike
            plain = self._plains[aboard] = replace(
                aboard,
                natures=frozenset(alike[nature] for nature in aboard.natures),
                unit=aboard.unit if aboard.unit in named else "",
                task=aboard.task if aboard.task in named else "",
            )
        return plain

    def laws(self, fleet: Fleet, way: Way, aboard: tuple[Aboard, ...]) -> tuple[LegLaw, ...]:
        """Every question of the leg."""
        return questions_of_leg(self._leg(fleet, way, aboard))

    def _leg(self, fleet: Fleet, way: Way, aboard: tuple[Aboard, ...]) -> Leg:
        ends: list[PlaceId] = [way.key.origin, way.key.destination]
        origin, destination = (self._book.places[end] for end in ends)
        return Leg(fleet.nation, fleet.id, way, origin, destination, aboard)

    def _read(self, question: Question) -> tuple[Spans, Spans, tuple[Consent, ...]]:
        """When it is open, when it is open without a limit of numbers, and the limited permissions.

        What no provision names makes no difference, so it is left out and the question asked once.
        """
        question = self._plain(question)
        found = self._windows.get(question)
        if found is None:
            spans = unite((w.opens, w.closes) for w in self._law.windows(question))
            each = self._law.alternatives(question)
            free = intersect(spans, unite((w.opens, w.closes) for w in each if not _counts(w)))
            counted = [] if free == spans else [w for w in each if _counts(w)]
            limited = tuple(_consent(question, window) for window in counted)
            found = self._windows[question] = (spans, free, limited)
        return found


def _named_in_scopes(book: Book) -> frozenset[str]:
    """Every unit, fleet, place and task that a provision's scope names."""
    scopes = [p.scope for instrument in book.instruments for p in instrument.provisions]
    return frozenset(
        name
        for scope in scopes
        for names in (scope.units, scope.fleets, scope.places, scope.tasks)
        for name in names
    )


def _alike_natures(book: Book) -> dict[Nature, Nature]:
    """For each nature the first that no provision tells apart from it."""
    scopes = [p.scope for instrument in book.instruments for p in instrument.provisions]
    first: dict[tuple[bool, ...], Nature] = {}
    return {
        nature: first.setdefault(
            (nature in SENSITIVE, *(nature in scope.cargo for scope in scopes)), nature
        )
        for nature in Nature
    }


def _obstacles(
    opens: dict[NationId, int], soil: set[NationId], start: int
) -> tuple[tuple[NationId, ...], tuple[NationId, ...]]:
    ends = max((at for nation, at in opens.items() if nation in soil), default=start)
    between = {nation: at for nation, at in opens.items() if nation not in soil}
    shut = tuple(nation for nation, at in between.items() if at >= FOREVER)
    slow = tuple(nation for nation, at in between.items() if ends + SLOW_MINUTES < at < FOREVER)
    return shut, slow


def _counts(window: Window) -> bool:
    return window.limits.pax is not None or window.limits.mass_kg is not None


def _consent(question: Question, window: Window) -> Consent:
    return Consent(window.permission, question.actor, question.territory, window.limits)
