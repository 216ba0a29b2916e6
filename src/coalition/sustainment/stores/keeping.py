"""The stores of a crisis kept through time: consumption, receipts, orders, shortages, days of supply.

Time is cut where anything changes: a demand begins or ends, goods arrive, a permission to share opens or
closes, a day begins. Within a stretch rates are constant, so a shortage's first minute is exact to the
kilogram. Consumption is the whole kilograms by which the running total of grams grows: nothing is lost
to rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise

from coalition.measure.instants import MINUTES_PER_DAY, Interval, Minute
from coalition.model.identity import NationId, PlaceId
from coalition.model.supply.inventory import Holding, Kind, Store, Transaction
from coalition.model.supply.items import ItemId
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.demand import Demand
from coalition.sustainment.stores.accounts import Accounts, Entry, Posting
from coalition.sustainment.stores.issuing import Issuer, Need, Stretch
from coalition.sustainment.stores.ordering import Order, Orders
from coalition.sustainment.stores.sharing import Sharing
from coalition.sustainment.stores.shortage import Shortage, joined, shortage_of
from coalition.sustainment.usability import Usability

GRAMS_PER_DAY = 1000 * MINUTES_PER_DAY
"""Grams a day times minutes, divided by this, are kilograms."""
OPENING = "opening"
"""The reference of stock that is first counted after the beginning."""


@dataclass(frozen=True, slots=True, order=True)
class Delivery:
    """Goods that come into a store at a minute; `reference` is the order or movement that brings them."""

    at: Minute
    store: Store
    kg: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class DaysOfSupply:
    """What a nation's forces at a place could live on at the beginning of a day.

    `usable_kg` is what it may draw on, in kg of the item asked for; `days_tenths` tenths of a day at the
    day's rate, None when nothing is used up.
    """

    at: Minute
    place: PlaceId
    nation: NationId
    item: ItemId
    usable_kg: int
    kg_per_day: int
    days_tenths: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """The outcome: every line of every account, shortages in order, days of supply by day, and orders."""

    accounts: Accounts
    shortages: tuple[Shortage, ...]
    days: tuple[DaysOfSupply, ...]
    orders: tuple[Order, ...]
    unknown_holdings: tuple[Holding, ...]


@dataclass(slots=True)
class _Run:
    """What changes while time goes on."""

    accounts: Accounts = field(default_factory=Accounts)
    coming: list[Delivery] = field(default_factory=list)
    used_grams: dict[Demand, int] = field(default_factory=dict)
    shortages: list[Shortage] = field(default_factory=list)
    days: list[DaysOfSupply] = field(default_factory=list)


class Keeper:
    """Keeps the stores of one book; `sharing` answers for the law."""

    def __init__(self, supplies: Supplies, sharing: Sharing) -> None:
        self._supplies, self._sharing = supplies, sharing
        self._usability = Usability(supplies)
        self._issuer = Issuer(self._usability, sharing)

    def keep(
        self, demands: Iterable[Demand], deliveries: Iterable[Delivery], span: Interval,
        ordering: Orders | None = None,
    ) -> Kept:  # fmt: skip
        """The stores through `span`; with `ordering` objectives order anew as stock falls.

        Raises ValueError when a recorded issue or dispatch takes more than was there.
        """
        known = sorted(demands, key=lambda d: (d.place, d.nation, d.item, d.span, d.unit))
        run = _Run()
        unknown = self._open(run, span)
        for one in deliveries:
            heappush(run.coming, one)
        records = sorted(self._supplies.transactions, key=lambda t: (t.at, t.id))
        for opens, closes in pairwise(self._cuts(known, span)):
            records = _book(run.accounts, records, opens)
            if (opens - span.opens) % MINUTES_PER_DAY == 0:
                _receive(run, opens)
                self._start_day(run, known, opens, ordering)
            for begins, ends in _between_arrivals(run, opens, closes):
                for place, needs in _needs(run, known, begins, ends):
                    self._use(run, Stretch(place, begins, ends), needs)
        _receive(run, span.closes)
        orders = tuple(ordering.placed) if ordering else ()
        return Kept(run.accounts, joined(run.shortages), tuple(run.days), orders, unknown)

    def _open(self, run: _Run, span: Interval) -> tuple[Holding, ...]:
        """Post the opening stock; holdings nobody knows are returned and count as nothing."""
        unknown = []
        for holding in sorted(self._supplies.holdings, key=lambda h: (h.store, h.at)):
            if holding.kg is None:
                unknown.append(holding)
            elif holding.at <= span.opens:
                run.accounts.post(Posting(span.opens, holding.store, Entry.OPENING, holding.kg))
            else:
                heappush(run.coming, Delivery(holding.at, holding.store, holding.kg, OPENING))
        return tuple(unknown)

    def _cuts(self, demands: list[Demand], span: Interval) -> list[Minute]:
        """Every minute within the span at which something may change, and the days."""
        cuts = {*range(span.opens, span.closes, MINUTES_PER_DAY), span.closes}
        cuts |= {edge for one in demands for edge in (one.span.opens, one.span.closes)}
        cuts |= {line.at for line in self._supplies.transactions}
        users = {(one.place, one.nation) for one in demands}
        for store in {one.store for one in self._supplies.holdings}:
            for place, user in users:
                if place == store.place and user != store.nation:
                    for window in self._sharing.windows(store, user):
                        cuts |= {window.opens, window.closes}
        return sorted(Minute(cut) for cut in cuts if span.opens <= cut <= span.closes)

    def _start_day(
        self, run: _Run, demands: list[Demand], at: Minute, ordering: Orders | None
    ) -> None:
        rates = rates_at(demands, at)
        if ordering is not None:
            for delivery in ordering.order(run.accounts, rates, at):
                heappush(run.coming, Delivery(*delivery))
        for (place, nation, item), grams in sorted(rates.items()):
            stretch = Stretch(place, at, Minute(at + 1))
            usable = self._usable(run.accounts, stretch, nation, item)
            tenths = usable * 10_000 // grams if grams else None
            run.days.append(
                DaysOfSupply(at, place, nation, item, usable, grams // 1000, tenths)
            )  # fmt: skip

    def _usable(self, accounts: Accounts, stretch: Stretch, nation: NationId, item: ItemId) -> int:
        """What the nation may draw on at the place, in kg of the item asked for."""
        permille = {use.item: use.permille for use in self._usability.uses(nation, item)}
        return sum(
            accounts.balance(store) * 1000 // permille[store.item]
            for store in accounts.at(stretch.place)
            if store.item in permille and self._issuer.may_draw(store, nation, stretch)
        )

    def _use(self, run: _Run, stretch: Stretch, needs: list[Need]) -> None:
        self._issuer.issue(run.accounts, stretch, needs)
        for need in needs:
            if need.lacking:
                run.shortages.append(
                    shortage_of(need, stretch, run.accounts, self._usability, self._issuer)
                )


def _receive(run: _Run, at: Minute) -> None:
    """Post what has come by a minute."""
    while run.coming and run.coming[0].at <= at:
        one = heappop(run.coming)
        entry = Entry.OPENING if one.reference == OPENING else Entry.RECEIPT
        run.accounts.post(Posting(one.at, one.store, entry, one.kg, reference=one.reference))


def _between_arrivals(run: _Run, opens: Minute, closes: Minute) -> Iterator[tuple[Minute, Minute]]:
    """The stretch cut at each arrival within it; what has come is posted before its part begins."""
    begins = opens
    while begins < closes:
        _receive(run, begins)
        ends = min(closes, run.coming[0].at) if run.coming else closes
        yield begins, ends
        begins = ends


def rates_at(demands: Iterable[Demand], at: Minute) -> dict[tuple[PlaceId, NationId, ItemId], int]:
    """Grams a day used up at a minute, by place, nation and item."""
    rates: dict[tuple[PlaceId, NationId, ItemId], int] = {}
    for one in demands:
        if one.span.contains(at):
            key = (one.place, one.nation, one.item)
            rates[key] = rates.get(key, 0) + one.grams_per_day
    return rates


def _needs(
    run: _Run, demands: list[Demand], opens: Minute, closes: Minute
) -> Iterator[tuple[PlaceId, list[Need]]]:
    """The needs of a stretch by place: whole kilograms by which the running totals grow."""
    grown: dict[tuple[PlaceId, NationId, ItemId], int] = {}
    for one in demands:
        if one.span.opens <= opens and closes <= one.span.closes:
            before = run.used_grams.get(one, 0)
            after = before + one.grams_per_day * (closes - opens)
            run.used_grams[one] = after
            key = (one.place, one.nation, one.item)
            grown[key] = grown.get(key, 0) + after // GRAMS_PER_DAY - before // GRAMS_PER_DAY
    places: dict[PlaceId, list[Need]] = {}
    for (place, nation, item), kg in grown.items():
        if kg:
            places.setdefault(place, []).append(Need(nation, item, kg, kg))
    yield from sorted(places.items())


def _book(accounts: Accounts, records: list[Transaction], at: Minute) -> list[Transaction]:
    """Post the recorded lines up to a minute; those after it are returned."""
    for number, line in enumerate(records):
        if line.at > at:
            return records[number:]
        if line.kind in _POSTED:
            entry, sign = _POSTED[line.kind]
            accounts.post(
                Posting(line.at, line.store, entry, sign * line.kg, reference=line.request)
            )
    return []


_POSTED = {
    Kind.RECEIPT: (Entry.RECEIPT, 1),
    Kind.ISSUE: (Entry.ISSUE, -1),
    Kind.DISPATCH: (Entry.DISPATCH, -1),
    Kind.ADJUSTMENT: (Entry.ADJUSTMENT, 1),
}
"""Recorded lines that move stock: a request and a count do not."""
