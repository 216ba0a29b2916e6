"""Everything a book says of supply, beside the book itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coalition.model.supply.consumption import Activity, Factor
from coalition.model.supply.inventory import Exchange, Holding, Objective, Transaction
from coalition.model.supply.items import Interchange, Item, ItemId
from coalition.model.supply.standards import Conformity, Declared, Readiness


@dataclass(frozen=True, slots=True)
class Supplies:
    """The tables of `sustainment/`, in the order of the files."""

    items: Mapping[ItemId, Item] = field(default_factory=dict)
    interchange: tuple[Interchange, ...] = ()
    factors: tuple[Factor, ...] = ()
    activities: tuple[Activity, ...] = ()
    holdings: tuple[Holding, ...] = ()
    objectives: tuple[Objective, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    standards: tuple[Conformity, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    declared: tuple[Declared, ...] = ()
