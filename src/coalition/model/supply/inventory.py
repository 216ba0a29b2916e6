"""What is held, what should be held, what moved in and out, and what nations lent one another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import Minute
from coalition.model.identity import NationId, PlaceId
from coalition.model.provenance import Provenance
from coalition.model.supply.items import ItemId


@dataclass(frozen=True, slots=True, order=True)
class Store:
    """An account of stock: one nation's holding of one item at one place."""

    place: PlaceId
    nation: NationId
    item: ItemId


@dataclass(frozen=True, slots=True)
class Holding:
    """What a store holds at an instant, in kg; None is unknown."""

    store: Store
    at: Minute
    kg: int | None
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Objective:
    """The days of supply a store should have, the level at which it is ordered anew, and from where.

    `lead_minutes` is order to receipt when nobody plans it; None is unknown. `batch_kg` is the least order.
    """

    store: Store
    objective_days: int
    reorder_days: int
    supplier: PlaceId | None = None
    supplier_nation: NationId | None = None
    lead_minutes: int | None = None
    batch_kg: int = 1
    provenance: Provenance = Provenance()


class Kind(StrEnum):
    """What a transaction is."""

    REQUEST = "request"
    DISPATCH = "dispatch"
    RECEIPT = "receipt"
    ISSUE = "issue"
    ADJUSTMENT = "adjustment"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Transaction:
    """A line of the stock record. `request` is the one number from request to receipt.

    `kg` is positive, but for an adjustment, which may take away. A count states what was found.
    """

    id: str
    kind: Kind
    at: Minute
    store: Store
    kg: int
    request: str = ""
    note: str = ""
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one nation gave another, in the unit of account of the arrangement (kg, EFH ...)."""

    at: Minute
    giver: NationId
    receiver: NationId
    amount: int
    unit: str
    arrangement: str = ""
    reference: str = ""
    provenance: Provenance = Provenance()
