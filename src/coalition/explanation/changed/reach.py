"""How far news reaches: the trips it breaks, those it names, and those these push aside in turn.

From every trip that is not as it was and that the news breaks or names, the walk goes to what shares a load,
a carrier or a working place at the same time with it; what it never comes to is changed for the whole's sake.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coalition.explanation.changed.breaches import Broken, blame
from coalition.explanation.changed.trips import Turn
from coalition.judging.verdict import Breach
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.change.diff import Reason, Touch
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.model.forces import fleet_of
from coalition.model.identity import CarrierId, MovementId, PlaceId
from coalition.model.plan import Movement

FREE = Reason(Touch.FREE, None, "nothing in the news reaches it; changed for the sake of the whole")
_AT_PLACES = frozenset({NewsKind.PLACE_CLOSED, NewsKind.PLACE_REOPENED, NewsKind.SLOTS_CHANGED})


@dataclass(frozen=True, slots=True)
class Ground:
    """What reasons are read from: the news, what it breaks, and the movements of both plans."""

    book: Book
    news: News
    broken: Broken
    movements: Mapping[MovementId, Movement]

    def used(self, turn: Turn) -> frozenset[str]:
        """Every id the trip has to do with."""
        names: set[str] = {fleet_of(turn.carrier), turn.carrier}
        names.update(stop.place for trip in turn.trips for stop in trip.stops)
        for name in turn.movements:
            movement = self.movements.get(name)
            if movement is not None:
                names.update((movement.requirement, movement.unit or "", movement.stock or ""))
        return frozenset(names - {""})


def reasons_of(turns: Sequence[Turn], ground: Ground) -> list[Reason]:
    """Why each of the trips is not as it was."""
    reasons: list[Reason | None] = [_direct(turn, ground) for turn in turns]
    edges = _Edges(turns)
    waiting = deque(n for n, reason in enumerate(reasons) if reason is not None)
    while waiting:
        n = waiting.popleft()
        reason = reasons[n]
        for other, words in edges.of(n):
            if reasons[other] is None and reason is not None:
                reasons[other] = Reason(Touch.KNOCK_ON, reason.item, words)
                waiting.append(other)
    return [FREE if reason is None else reason for reason in reasons]


def broken_reason(breach: Breach, item: int | None) -> Reason:
    """As planned it would break a rule."""
    law = f" [{breach.provision}]" if breach.provision else ""
    words = f"as planned it breaks {breach.rule} {breach.code}{law}: {breach.text}"
    return Reason(Touch.BROKEN, item, words, breach.rule, breach.provision)


def named_reason(names: frozenset[str], news: News) -> Reason | None:
    """The first item that speaks of any of the names."""
    for number, item in enumerate(news.items, 1):
        if item.names & names:
            return Reason(Touch.NAMED, number, f"the news speaks of it: {item.words}")
    return None


def _direct(turn: Turn, ground: Ground) -> Reason | None:
    used = ground.used(turn)
    breach = _breach(turn, ground) if turn.before is not None else None
    if breach is not None:
        return broken_reason(breach, blame(breach, used, ground.news))
    for number, item in enumerate(ground.news.items, 1):
        if item.names & used and (item.kind not in _AT_PLACES or _stops_in(turn, item)):
            return Reason(Touch.NAMED, number, f"the news speaks of what it uses: {item.words}")
    return None


def _breach(turn: Turn, ground: Ground) -> Breach | None:
    broken = ground.broken
    found = broken.trips.get((turn.carrier, turn.number))
    if found is not None or turn.before is None:
        return found
    carried = {load.movement for stop in turn.before.stops for load in stop.on}
    wanted = {ground.movements[name].requirement for name in carried if name in ground.movements}
    stops = {stop.place for stop in turn.before.stops}
    in_sourcing = (
        broken.requirements[name] for name in sorted(wanted) if name in broken.requirements
    )
    at_places = (broken.places[name] for name in sorted(stops) if name in broken.places)
    return next(in_sourcing, None) or next(at_places, None)


def _stops_in(turn: Turn, item: NewsItem) -> bool:
    """Whether it is at the place within the time the news tells of."""
    return any(
        stop.place == item.subject and item.when.overlaps(stop.arrive, Minute(stop.depart + 1))
        for trip in turn.trips
        for stop in trip.stops
    )


class _AtPlace:
    """Who is at one place when; sorted by arrival once all are told."""

    def __init__(self) -> None:
        self._stays: list[tuple[Minute, Minute, int]] = []
        self._longest = 0
        self._sorted = True

    def add(self, n: int, arrive: Minute, depart: Minute) -> None:
        """One more stay."""
        self._stays.append((arrive, depart, n))
        self._longest = max(self._longest, depart - arrive)
        self._sorted = False

    def beside(self, arrive: Minute, depart: Minute) -> list[int]:
        """Whose stays overlap the time, in order of their numbers."""
        if not self._sorted:
            self._stays.sort()
            self._sorted = True
        first = bisect_left(self._stays, Minute(arrive - self._longest), key=_arrival)
        last = bisect_left(self._stays, depart, key=_arrival)
        return sorted(n for _, ends, n in self._stays[first:last] if arrive < ends)


def _arrival(stay: tuple[Minute, Minute, int]) -> Minute:
    return stay[0]


class _Edges:
    """Which changed trips share something with which."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._by_load: dict[MovementId, list[int]] = defaultdict(list)
        self._by_carrier: dict[CarrierId, list[int]] = defaultdict(list)
        self._by_place: dict[PlaceId, _AtPlace] = defaultdict(_AtPlace)
        for n, turn in enumerate(turns):
            self._by_carrier[turn.carrier].append(n)
            for movement in sorted(turn.movements):
                self._by_load[movement].append(n)
            for trip in turn.trips:
                for stop in trip.stops:
                    self._by_place[stop.place].add(n, stop.arrive, stop.depart)

    def of(self, n: int) -> Iterator[tuple[int, str]]:
        """The other trips, the nearest kind of tie first."""
        turn = self._turns[n]
        for movement in sorted(turn.movements):
            for other in self._by_load[movement]:
                yield other, f"it carries {movement}, as does a trip of {turn.carrier}"
        for other in self._by_carrier[turn.carrier]:
            yield other, f"{turn.carrier} makes another trip than planned"
        for trip in turn.trips:
            for stop in trip.stops:
                for other in self._by_place[stop.place].beside(stop.arrive, stop.depart):
                    yield other, f"it works at {stop.place} beside a trip of {turn.carrier}"
