"""The accounts of every store, in whole kilograms: nothing comes from nowhere and nothing is lost.

`opening + receipts + adjustments - issues - dispatches = closing`, for each store and so for all of
them together; `imbalance` is what is left over, and it is always nought.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import Minute
from coalition.model.identity import NationId, PlaceId
from coalition.model.supply.inventory import Store
from coalition.model.supply.items import ItemId


class Entry(StrEnum):
    """What moved a store."""

    OPENING = "opening"
    RECEIPT = "receipt"
    ISSUE = "issue"
    DISPATCH = "dispatch"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Posting:
    """A line of an account: `kg` into (positive) or out of (negative) the store.

    An issue names who used it and the item it stood in for, of which it did the work of `served_kg`;
    `reference` is an order or request.
    """

    at: Minute
    store: Store
    entry: Entry
    kg: int
    user: NationId | None = None
    asked: ItemId | None = None
    reference: str = ""
    served_kg: int = 0


class Accounts:
    """Balances and the postings that made them."""

    def __init__(self) -> None:
        self.postings: list[Posting] = []
        self._balances: dict[Store, int] = {}
        self._at: dict[PlaceId, list[Store]] = {}

    def post(self, posting: Posting) -> None:
        """Add a line. Raises ValueError when more would leave the store than is there."""
        after = self.balance(posting.store) + posting.kg
        if after < 0:
            raise ValueError(f"{posting.store} would hold {after} kg")
        if posting.store not in self._balances:
            insort(self._at.setdefault(posting.store.place, []), posting.store)
        self._balances[posting.store] = after
        self.postings.append(posting)

    def balance(self, store: Store) -> int:
        """What the store holds now, in kg."""
        return self._balances.get(store, 0)

    def stores(self) -> list[Store]:
        """Every store that has had a line, in order."""
        return sorted(self._balances)

    def at(self, place: PlaceId) -> list[Store]:
        """The stores of a place that have had a line, in order."""
        return self._at.get(place, [])

    def imbalance(self) -> int:
        """What the balances hold beyond the sum of all lines, in kg: nought."""
        return sum(self._balances.values()) - sum(line.kg for line in self.postings)


def total(postings: Iterable[Posting], entry: Entry) -> int:
    """The kg of all lines of a kind."""
    return sum(line.kg for line in postings if line.entry is entry)
