"""News of every kind about a book of the fictional north and a plan of it, at an instant within the plan.

`news_of_every_kind(book, plan, now)` gives a news file of each kind that has something to speak of. What is
named is used by what has not begun by then, and neither the least nor the most: the middle one by use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from coalition.formats.news.reader import parse_news
from coalition.measure.instants import MINUTES_PER_DAY, Minute, write_instant
from coalition.model.book import Book
from coalition.model.change.news import News, NewsKind
from coalition.model.forces import fleet_of
from coalition.model.law import Outcome
from coalition.model.places import SLOT_FIELDS
from coalition.model.plan import Plan, Trip
from coalition.model.requirements import Kind, Requirement

PROCEDURE = "movement/dangerous-goods"


def moment_within(plan: Plan, percent: int) -> Minute:
    """The minute by which so many percent of the loaded trips have begun."""
    begins = sorted(trip.stops[0].arrive for trip in plan.trips if any(s.on for s in trip.stops))
    return Minute(begins[len(begins) * percent // 100])


def news_of_every_kind(book: Book, plan: Plan, now: Minute) -> dict[NewsKind, News]:
    """News by kind; kinds with nothing to speak of in this book are left out."""
    uses = _uses(book, plan, now)
    found = {}
    for kind in NewsKind:
        lines = _LINES[kind](uses)
        if lines:
            text = f'at = "{write_instant(now)}"\n[[news]]\nkind = "{kind}"\n{lines}\n'
            found[kind] = parse_news(text, book)
    return found


def middle(counts: Counter[str]) -> str:
    """The one in the middle by count; empty when there is none."""
    ranked = sorted(counts, key=lambda name: (counts[name], name))
    return ranked[len(ranked) // 2] if ranked else ""


@dataclass(frozen=True)
class Uses:
    """What is used after the news, by how often, and what waits."""

    book: Book
    now: Minute
    places: Counter[str]
    slots: Counter[tuple[str, str]]
    fleets: Counter[str]
    ways: Counter[str]
    waiting: tuple[Requirement, ...]

    def later(self, days: int) -> str:
        return f'"{write_instant(Minute(self.now + days * MINUTES_PER_DAY))}"'

    def waits(self, *, unit: bool | None = None, stock: bool | None = None) -> Requirement | None:
        """The middle one of those that wait and name, or do not name, a unit or stock."""
        fit = [
            one for one in self.waiting
            if one.kind is Kind.MOVEMENT and unit in {None, one.unit is not None}
            and stock in {None, one.stock is not None}
        ]  # fmt: skip
        return fit[len(fit) // 2] if fit else None


def _uses(book: Book, plan: Plan, now: Minute) -> Uses:
    later = [trip for trip in plan.trips if trip.stops and trip.stops[0].arrive >= now]
    begun = {
        load.movement.partition("+")[0] for trip in plan.trips if not trip.stops or trip.stops[0].arrive < now
        for stop in trip.stops for load in stop.on
    }  # fmt: skip
    ends = {frozenset((way.origin, way.destination)): way.id for way in book.ways}
    modes = {name: str(fleet.mode) for name, fleet in book.fleets.items()}
    return Uses(
        book, now,
        Counter(stop.place for trip in later for stop in trip.stops),
        Counter((s.place, modes[fleet_of(t.carrier)]) for t in later for s in t.stops),
        Counter(fleet_of(trip.carrier) for trip in later),
        Counter(ends[pair] for trip in later for pair in _pairs(trip) if pair in ends),
        tuple(one for one in book.requirements.values() if one.id not in begun),
    )  # fmt: skip


def _pairs(trip: Trip) -> Iterator[frozenset[str]]:
    stops = [stop.place for stop in trip.stops]
    return (frozenset(pair) for pair in pairwise(stops))


def _decision(uses: Uses, key: str) -> str:
    """The last consent of one territory, with a date that fits the kind."""
    granted = [d for d in uses.book.decisions if d.outcome is Outcome.GRANTED and d.territories]
    if not granted:
        return ""
    last = max(granted, key=lambda d: (d.at, d.id))
    early = write_instant(Minute(last.at - MINUTES_PER_DAY))
    dates = {"from": uses.later(3), "late": uses.later(1), "early": f'"{early}"'}
    word = "from" if key == "from" else "taken"
    return f'decision = "{last.id}"\n{word} = {dates[key]}'


def _ruling(uses: Uses, words: str) -> str:
    host = next((one.destination for one in uses.waiting), "")
    nation = uses.book.places[host].nation if host else ""  # type: ignore[index]
    return f'procedure = "{PROCEDURE}"\n{words}\nterritories = ["{nation}"]' if nation else ""


def _ban(uses: Uses, table: str, nation: str) -> str:
    scope = 'actions = ["transit"]\nmodes = ["road"]\ncargo = ["ammunition"]'
    return f'[news.{table}]\nid = "told"\nnation = "{nation}"\ntext = "none by road"\n{scope}'


def _named(key: str, name: str, *more: str) -> str:
    return "\n".join((f'{key} = "{name}"', *more)) if name else ""


def _slots(uses: Uses) -> str:
    wide = Counter({
        f"{place} {mode}": count for (place, mode), count in uses.slots.items()
        if (getattr(uses.book.places[place], SLOT_FIELDS[mode]) or 0) > 1  # type: ignore[index]
    })  # fmt: skip
    place, _, mode = middle(wide).partition(" ")
    return _named("place", place, f'mode = "{mode}"', "slots = 1")


def _reopened(uses: Uses) -> str:
    shut = [
        c.subject.removeprefix("place:")
        for c in uses.book.closures
        if c.subject.startswith("place:")
    ]
    return _named("place", shut[0] if shut else "")


def _lost(uses: Uses) -> str:
    many = Counter({f: n for f, n in uses.fleets.items() if uses.book.fleets[f].count > 2})  # type: ignore[index]
    return _named("fleet", middle(many), "carriers = 1")


def _of(wanted: Requirement | None, *more: str) -> str:
    return _named("requirement", wanted.id if wanted else "", *more)


def _stock(uses: Uses) -> str:
    wanted = uses.waits(stock=True)
    return "" if wanted is None or wanted.stock is None else str(wanted.stock)


def _unit(uses: Uses) -> str:
    wanted = uses.waits(unit=True)
    return "" if wanted is None or wanted.unit is None else str(wanted.unit)


def _new(uses: Uses) -> str:
    wanted = uses.waits(unit=True)
    if wanted is None or wanted.unit is None:
        return ""
    unit = uses.book.units[wanted.unit]
    return "\n".join((
        '[news.new]', 'uln = "TOLD1"', 'kind = "movement"', 'description = "water purification"',
        f'destination = "{wanted.destination}"', f"rdd = {uses.later(20)}", "priority = 3",
        f'nation = "{unit.nation}"', f'origin = "{unit.home}"', "pax = 20", "bulk_t = 12",
    ))  # fmt: skip


def _pod(uses: Uses) -> str:
    """The port of another requirement with a port in the same nation, where there is one."""
    ported = [one for one in uses.waiting if one.pod is not None]
    for one in ported:
        for other in ported:
            if other.pod != one.pod and other.destination == one.destination:
                return _of(one, f'pod = "{other.pod}"')
    return ""


def _destination(uses: Uses) -> str:
    one = uses.waits(unit=True)
    others = [w.destination for w in uses.waiting if one and w.destination != one.destination]
    return _of(one, f'destination = "{others[0]}"') if others else ""


_LINES = {
    NewsKind.CONSENT_WITHDRAWN: lambda u: _decision(u, "from"),
    NewsKind.CONSENT_REFUSED: lambda u: _ruling(u, f'by = "host"\ntaken = {u.later(1)}'),
    NewsKind.CONSENT_EARLY: lambda u: _decision(u, "early"),
    NewsKind.CONSENT_LATE: lambda u: _decision(u, "late"),
    NewsKind.DECISION_EARLY: lambda u: _ruling(u, f'by = "host"\ntaken = {u.later(0)}'),
    NewsKind.PROCEDURE_SLOW: lambda u: (
        f'procedure = "{PROCEDURE}"\nduration = {{ likely = 30, unit = "working-days" }}'),
    NewsKind.PROHIBITION: lambda u: _ban(u, "prohibition", "POL"),
    NewsKind.CAVEAT_DECLARED: lambda u: _ban(u, "caveat", "USA"),
    NewsKind.CAVEAT_LIFTED: lambda u: _named("provision", "caveats-DEU/deu-ammunition-air"),
    NewsKind.AIRSPACE_CLOSED: lambda u: _named("nation", "DNK", f"until = {u.later(2)}"),
    NewsKind.PASSAGE_CLOSED: lambda u: _named("passage", "kiel-canal", f"until = {u.later(6)}"),
    NewsKind.PLACE_CLOSED: lambda u: _named("place", middle(u.places), f"until = {u.later(2)}"),
    NewsKind.PLACE_REOPENED: _reopened,
    NewsKind.WAY_CLOSED: lambda u: _named("way", middle(u.ways), f"until = {u.later(3)}"),
    NewsKind.SLOTS_CHANGED: _slots,
    NewsKind.FLEET_LATE: lambda u: _named("fleet", middle(u.fleets), f"from = {u.later(2)}"),
    NewsKind.CARRIERS_LOST: _lost,
    NewsKind.CARRIERS_ADDED: lambda u: _named("fleet", middle(u.fleets), "carriers = 2"),
    NewsKind.SPEED_REDUCED: lambda u: _named("fleet", middle(u.fleets), "percent = 15"),
    NewsKind.READINESS_SLIPS: lambda u: _named("unit", _unit(u), "notice_d = 30"),
    NewsKind.UNIT_WITHDRAWN: lambda u: _named("unit", _unit(u)),
    NewsKind.PLEDGE_WITHDRAWN: lambda u: _named("stock", _stock(u)),
    NewsKind.STOCK_REDUCED: lambda u: _named("stock", _stock(u), "pieces = 1"),
    NewsKind.REQUIREMENT_NEW: _new,
    NewsKind.REQUIREMENT_CANCELLED: lambda u: _of(u.waits()),
    NewsKind.RDD_MOVED: lambda u: _of(u.waits(), f"rdd = {u.later(4)}"),
    NewsKind.PRIORITY_CHANGED: lambda u: _of(u.waits(), "priority = 1", "weight = 60"),
    NewsKind.LOAD_CHANGED: lambda u: _of(u.waits(unit=True), "percent = 150"),
    NewsKind.POD_CHANGED: _pod,
    NewsKind.DESTINATION_CHANGED: _destination,
}  # fmt: skip
