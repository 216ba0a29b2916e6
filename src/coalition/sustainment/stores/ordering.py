"""Objectives kept by orders: when what is there and due falls to the reorder level, more is asked for.

A continuous review by days: each day, the stock position (on hand and on the way) of every store with an
objective is held against `reorder_days` of its rate; an order brings it to `objective_days`, in whole
batches, as far as the supplier has it. What is ordered leaves the supplier's store at once.
(The (s, S) policy, reviewed daily.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from coalition.measure.instants import FOREVER, Minute
from coalition.model.identity import NationId, PlaceId
from coalition.model.supply.inventory import Objective, Store
from coalition.model.supply.items import ItemId
from coalition.sustainment.stores.accounts import Accounts, Entry, Posting

Rates = Mapping[tuple[PlaceId, NationId, ItemId], int]


@dataclass(frozen=True, slots=True)
class Order:
    """An order for a store; `kg` nought: the supplier had nothing. `arrives` None: nobody knows when."""

    id: str
    at: Minute
    store: Store
    supplier: Store | None
    kg: int
    wanted_kg: int
    arrives: Minute | None

    @property
    def is_short(self) -> bool:
        """Whether the supplier had less than was wanted."""
        return self.kg < self.wanted_kg


class Orders(Protocol):
    """What takes goods out of suppliers' stores day by day, and says when they come in."""

    placed: list[Order]

    def order(
        self, accounts: Accounts, rates: Rates, at: Minute
    ) -> Iterator[tuple[Minute, Store, int, str]]:
        """The day's orders, as deliveries (at, store, kg, order id)."""


class Decided:
    """Orders decided before: each leaves its supplier on its day; a plan says when it comes in."""

    def __init__(self, orders: tuple[Order, ...]) -> None:
        self.placed = [*orders]

    def order(
        self,
        accounts: Accounts,
        rates: Rates,  # noqa: ARG002 - the port's shape
        at: Minute,
    ) -> Iterator[tuple[Minute, Store, int, str]]:
        """No delivery; the goods of the day's orders leave."""
        for one in self.placed:
            if one.at == at and one.supplier is not None and one.kg:
                accounts.post(Posting(at, one.supplier, Entry.DISPATCH, -one.kg, reference=one.id))
        return iter(())


class Ordering:
    """Places the orders of all objectives, and remembers them."""

    def __init__(self, objectives: tuple[Objective, ...]) -> None:
        self._objectives = sorted(objectives, key=lambda o: o.store)
        self._due: dict[Store, list[tuple[Minute, int]]] = {}
        self.placed: list[Order] = []

    def order(
        self, accounts: Accounts, rates: Rates, at: Minute
    ) -> Iterator[tuple[Minute, Store, int, str]]:
        """The day's orders, as deliveries (at, store, kg, order id); none for a lead nobody knows."""
        for objective in self._objectives:
            wanted = self._wanted(objective, accounts, rates, at)
            if not wanted:
                continue
            order = self._place(objective, accounts, wanted, at)
            if order is None:
                continue
            arrives = FOREVER if order.arrives is None else order.arrives
            self._due.setdefault(objective.store, []).append((arrives, order.kg))
            if order.arrives is not None:
                yield order.arrives, order.store, order.kg, order.id

    def _wanted(self, objective: Objective, accounts: Accounts, rates: Rates, at: Minute) -> int:
        """What to order now, in kg: nought above the reorder level."""
        store = objective.store
        grams = rates.get((store.place, store.nation, store.item), 0)
        position = accounts.balance(store) + self._on_the_way(store, at)
        if not grams or position * 1000 > objective.reorder_days * grams:
            return 0
        lacking = -(-objective.objective_days * grams // 1000) - position
        return -(-lacking // objective.batch_kg) * objective.batch_kg

    def _on_the_way(self, store: Store, at: Minute) -> int:
        return sum(kg for arrives, kg in self._due.get(store, ()) if arrives > at)

    def _place(
        self, objective: Objective, accounts: Accounts, wanted: int, at: Minute
    ) -> Order | None:
        """The order as far as the supplier has it; None when none can be met at all."""
        source = supplier_of(objective)
        there = accounts.balance(source) if source is not None else 0
        kg = min(wanted, there // objective.batch_kg * objective.batch_kg)
        last = next((o for o in reversed(self.placed) if o.store == objective.store), None)
        if not kg and last is not None and not last.kg:
            return None  # said once: the supplier is empty
        lead = objective.lead_minutes
        order = Order(
            f"RES-{len(self.placed) + 1:04}", at, objective.store, source, kg, wanted,
            None if lead is None else Minute(at + lead),
        )  # fmt: skip
        self.placed.append(order)
        if not kg or source is None:
            return None
        accounts.post(Posting(at, source, Entry.DISPATCH, -kg, reference=order.id))
        return order


def supplier_of(objective: Objective) -> Store | None:
    """The store an objective is filled from."""
    if objective.supplier is None:
        return None
    owner = objective.supplier_nation or objective.store.nation
    return Store(objective.supplier, owner, objective.store.item)
