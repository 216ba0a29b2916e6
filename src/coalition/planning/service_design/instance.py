"""The nouns of service network design: what is to be carried, over what, and an answer.

The problem is that of Boland, Hewitt, Marshall, Savelsbergh 2017, "The continuous-time service network
design problem", Operations Research 65(5): each commodity takes one path, as a whole, between its release and
its due time; those that leave over an arc in the same minute share vehicles. The cost of a dispatch is the
fixed cost times ceil(load / capacity), and the variable cost of an arc is paid for each unit that takes it.
Waiting is free. All numbers are integers: minutes, units, and money as the instance has it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arc:
    """A direct way; `capacity` None is a vehicle without limit, which one fixed cost pays."""

    id: str
    tail: str
    head: str
    unit_cost: int
    vehicle_cost: int
    capacity: int | None
    minutes: int

    def vehicles(self, load: int) -> int:
        """How many vehicles carry a load: ceil(load / capacity), none for nothing."""
        return -(-load // (self.capacity or max(load, 1)))


@dataclass(frozen=True, slots=True)
class Commodity:
    """`quantity` units that are at `origin` from `released` on and must be at `destination` by `due`."""

    id: str
    origin: str
    destination: str
    quantity: int
    released: int
    due: int


@dataclass(frozen=True, slots=True)
class Instance:
    """One problem; arcs and commodities are spoken of by their place in these tuples."""

    name: str
    nodes: tuple[str, ...]
    arcs: tuple[Arc, ...]
    commodities: tuple[Commodity, ...]

    def carriage(self, commodity: int, path: tuple[int, ...]) -> int:
        """The variable cost of a commodity over the arcs of a path."""
        quantity = self.commodities[commodity].quantity
        return quantity * sum(self.arcs[arc].unit_cost for arc in path)


@dataclass(frozen=True, slots=True)
class Leg:
    """A commodity leaves over the arc at this minute."""

    arc: int
    departs: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The legs of each commodity, in the order of `Instance.commodities`, and what they cost."""

    legs: tuple[tuple[Leg, ...], ...]
    cost: int
