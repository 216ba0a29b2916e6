"""Orders as requirements, so that they ride on the network, lift and authority of the deployment; and back.

An order becomes a movement requirement for a stock of its own at the supplier's place, wanted before the
store would run dry. What a plan sets down becomes deliveries, trip by trip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.forces import Stock
from coalition.model.identity import LineId, PlaceId, RequirementId, StockId
from coalition.model.plan import Movement, Plan, movement_of
from coalition.model.requirements import Kind, Requirement
from coalition.model.supply.inventory import Store
from coalition.model.supply.items import Item, ItemId
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.stores.keeping import Delivery
from coalition.sustainment.stores.ordering import Order

PRIORITY = 3
"""Resupply stands in the middle of the list of priorities (1 to 5)."""
WEIGHT_PER_KG = 10_000
"""An order weighs one for each so many kilograms, and at least one."""


def with_orders(
    book: Book, supplies: Supplies, orders: Iterable[Order], needed: Mapping[Store, Minute]
) -> Book:
    """The book with a stock and a movement requirement for every order that has goods.

    `needed` says when each store runs dry without orders; one that does not is filled by the horizon.
    """
    stocks, requirements = dict(book.stocks), dict(book.requirements)
    for order in orders:
        if order.supplier is None or not order.kg:
            continue
        stock = _stock(order, order.supplier, supplies.items[order.store.item])
        stocks[stock.id] = stock
        due = max(order.at, needed.get(order.store, book.crisis.horizon_end))
        requirements[RequirementId(order.id)] = Requirement(
            RequirementId(order.id), Kind.MOVEMENT, f"resupply of {order.store.item}",
            order.store.place, min(due, book.crisis.horizon_end), PRIORITY,
            max(1, order.kg // WEIGHT_PER_KG), nation=order.store.nation, stock=stock.id,
            amount=stock.line.pieces, activated=order.at, task="resupply",
        )  # fmt: skip
    return replace(book, stocks=stocks, requirements=requirements)


def deliveries_of(
    book: Book, supplies: Supplies, plan: Plan, orders: Iterable[Order]
) -> Iterator[Delivery]:
    """What the plan sets down at the destinations of orders, and of stocks that serve as an item."""
    by_id = {order.id: order for order in orders}
    moving = {m.id: m for m in (movement_of(book, each) for each in plan.assignments)}
    for trip in plan.trips:
        for stop in trip.stops:
            for load in stop.off:
                movement = moving.get(load.movement)
                if movement is None or movement.destination != stop.place:
                    continue
                found = _received(book, supplies, movement, by_id)
                if found is not None:
                    store, order = found
                    kg = _kg(movement, load.line) * load.pieces
                    if order is not None:
                        kg = min(kg, order.kg)
                    yield Delivery(stop.depart, store, kg, movement.requirement)


def _stock(order: Order, supplier: Store, item: Item) -> Stock:
    pieces = -(-order.kg // item.piece_kg)
    line = CargoLine(
        LineId(order.id), item.name, item.category, pieces, piece_kg=item.piece_kg,
        hazard=item.hazard, nature=item.nature, supply_class=str(item.supply_class),
    )  # fmt: skip
    return Stock(
        StockId(f"{order.id}-stock"), item.name, supplier.nation, PlaceId(supplier.place), line,
        pieces,
    )  # fmt: skip


def _received(
    book: Book, supplies: Supplies, movement: Movement, orders: Mapping[str, Order]
) -> tuple[Store, Order | None] | None:
    """The store a movement's goods come into: its order's, or that of the nation it is for."""
    requirement = book.requirements[movement.requirement]
    order = orders.get(requirement.id)
    if order is not None:
        return order.store, order
    item = ItemId(requirement.capability)
    if movement.stock is None or item not in supplies.items:
        return None
    nation = requirement.nation or movement.nation
    return Store(movement.destination, nation, item), None


def _kg(movement: Movement, line: LineId) -> int:
    return next((one.piece_kg for one in movement.lines if one.id == line), 0)
