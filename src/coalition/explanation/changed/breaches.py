"""Which rules the plan in force would break under the book after the news, and which news is to blame.

The judge names a trip by its number among its carrier's; that name is read back here. A breach of a place or
an assignment names neither, and stands for every trip there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coalition.judging.verdict import Breach
from coalition.model.book import Book
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.model.identity import CarrierId

TripName = tuple[CarrierId, int]
_TRIP = re.compile(r"trip (\d+) of (\S+#\d+)")
_ASSIGNED = re.compile(r"assignment to (\S+)")

_RULES: Mapping[str, frozenset[NewsKind]] = {
    "R4": frozenset({NewsKind.CARRIERS_LOST, NewsKind.FLEET_LATE, NewsKind.SPEED_REDUCED}),
    "R5": frozenset({NewsKind.FLEET_LATE, NewsKind.SPEED_REDUCED, NewsKind.CARRIERS_LOST}),
    "R6": frozenset({NewsKind.PLACE_CLOSED, NewsKind.SLOTS_CHANGED}),
    "R8": frozenset({
        NewsKind.AIRSPACE_CLOSED, NewsKind.PASSAGE_CLOSED, NewsKind.WAY_CLOSED}),
    "R9": frozenset({
        NewsKind.READINESS_SLIPS, NewsKind.POD_CHANGED, NewsKind.DESTINATION_CHANGED,
        NewsKind.LOAD_CHANGED}),
    "R14": frozenset({
        NewsKind.UNIT_WITHDRAWN, NewsKind.PLEDGE_WITHDRAWN, NewsKind.STOCK_REDUCED,
        NewsKind.REQUIREMENT_CANCELLED, NewsKind.LOAD_CHANGED}),
    "R1": frozenset({
        NewsKind.LOAD_CHANGED, NewsKind.REQUIREMENT_CANCELLED, NewsKind.STOCK_REDUCED,
        NewsKind.DESTINATION_CHANGED}),
}  # fmt: skip
_LAW = frozenset({
    NewsKind.CONSENT_WITHDRAWN, NewsKind.CONSENT_REFUSED, NewsKind.CONSENT_EARLY,
    NewsKind.CONSENT_LATE, NewsKind.DECISION_EARLY, NewsKind.PROCEDURE_SLOW, NewsKind.PROHIBITION,
    NewsKind.CAVEAT_DECLARED, NewsKind.CAVEAT_LIFTED,
})  # fmt: skip
_LAW_RULES = frozenset({"R10", "R11", "R12", "R13"})


@dataclass(slots=True)
class Broken:
    """Breaches of the plan in force by what they hang on: trips, requirements, or places by name."""

    trips: dict[TripName, Breach] = field(default_factory=dict)
    requirements: dict[str, Breach] = field(default_factory=dict)
    places: dict[str, Breach] = field(default_factory=dict)


def gather_broken(breaches: Iterable[Breach], book: Book) -> Broken:
    """The first breach of each trip, requirement and place."""
    found = Broken()
    places = {place.name: place.id for place in book.places.values()}
    for breach in breaches:
        for name in trips_named(breach):
            found.trips.setdefault(name, breach)
        assigned = _ASSIGNED.search(breach.where)
        if assigned:
            found.requirements.setdefault(assigned[1], breach)
        if breach.where in places:
            found.places.setdefault(places[breach.where], breach)
    return found


def trips_named(breach: Breach) -> list[TripName]:
    """The trips that a breach speaks of."""
    named = _TRIP.findall(f"{breach.where} {breach.text}")
    return [(CarrierId(carrier), int(number)) for number, carrier in named]


def blame(breach: Breach, used: frozenset[str], news: News) -> int | None:
    """The item (from 1) that the breach comes from: by provision, by rule and by what the trip uses.

    None when no item fits; of several that fit as well the first.
    """
    if len(news.items) == 1:
        return 1
    fits = [_fit(breach, used, item) for item in news.items]
    best = max(fits, default=0)
    return fits.index(best) + 1 if best else None


def _fit(breach: Breach, used: frozenset[str], item: NewsItem) -> int:
    by_law = breach.provision and any(breach.provision.startswith(name) for name in item.names)
    kinds = _LAW if breach.rule in _LAW_RULES else _RULES.get(breach.rule, frozenset())
    by_rule = item.kind in kinds
    return 4 * bool(by_law) + 2 * by_rule + (by_rule and bool(item.names & used))
