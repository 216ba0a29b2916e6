"""Who owes whom: a ledger of mutual support in units of account, without money.

After ATARES (Air Transport and Air-to-Air Refuelling and other Exchanges of Services): services are
credited in a common unit, balances are carried, and what is owed is given back in kind. Balances of one
unit add up to nought over all nations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.model.identity import NationId
from coalition.model.supply.inventory import Exchange
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.stores.accounts import Entry, Posting


@dataclass(frozen=True, slots=True, order=True)
class Balance:
    """What a nation has given beyond what it got, in a unit; negative: it owes."""

    unit: str
    nation: NationId
    given: int
    received: int

    @property
    def credit(self) -> int:
        """Given less received."""
        return self.given - self.received


def exchanges_of(postings: Iterable[Posting], supplies: Supplies) -> tuple[Exchange, ...]:
    """What nations handed one another out of their stores, in kg of the class of supply."""
    return tuple(
        Exchange(
            line.at, line.store.nation, line.user, -line.kg,
            f"kg class {supplies.items[line.store.item].supply_class}", "stock", line.store.place,
        )
        for line in postings
        if line.entry is Entry.ISSUE and line.user not in (None, line.store.nation) and line.user
    )  # fmt: skip


def balances(exchanges: Iterable[Exchange]) -> tuple[Balance, ...]:
    """By unit and nation, in order."""
    given: dict[tuple[str, NationId], int] = {}
    received: dict[tuple[str, NationId], int] = {}
    for one in exchanges:
        out, into = (one.unit, one.giver), (one.unit, one.receiver)
        given[out] = given.get(out, 0) + one.amount
        received[into] = received.get(into, 0) + one.amount
    return tuple(
        Balance(unit, nation, given.get((unit, nation), 0), received.get((unit, nation), 0))
        for unit, nation in sorted({*given, *received})
    )
