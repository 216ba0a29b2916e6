"""Items of supply, the classes they belong to, and which may take the place of which.

Classes are NATO's five with IIIa for aviation fuel (NATO Logistics Handbook 1997, chapter 1, annex A).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from coalition.model.cargo import Category, Nature
from coalition.model.identity import NationId
from coalition.model.provenance import Provenance

ItemId = NewType("ItemId", str)


class SupplyClass(StrEnum):
    """NATO's classes of supply."""

    SUBSISTENCE = "I"
    SCALED = "II"
    FUEL = "III"
    AVIATION_FUEL = "IIIa"
    UNSCALED = "IV"
    AMMUNITION = "V"


NATURE_OF_CLASS = {
    SupplyClass.SUBSISTENCE: Nature.FOOD,
    SupplyClass.FUEL: Nature.FUEL,
    SupplyClass.AVIATION_FUEL: Nature.FUEL,
    SupplyClass.AMMUNITION: Nature.AMMUNITION,
}
"""What goods of a class are in law; the others are general goods."""


@dataclass(frozen=True, slots=True)
class Item:
    """One catalogued item: what a consumer asks for and a store holds.

    `standard` is what it is built to, such as F-34 or 5.56x45: a nation takes the item when it holds that
    standard (see `standards`), or when the item has none. `piece_kg` is the least that travels apart.
    `hazard` is a UN class.
    """

    id: ItemId
    name: str
    supply_class: SupplyClass
    piece_kg: int
    standard: str = ""
    category: Category = Category.BULK
    hazard: str = ""
    value_per_t: int | None = None
    provenance: Provenance = Provenance()

    @property
    def nature(self) -> Nature:
        """What it is in law."""
        return NATURE_OF_CLASS.get(self.supply_class, Nature.GENERAL)


@dataclass(frozen=True, slots=True)
class Interchange:
    """`item` may take the place of `serves`; `permille` kg of it do the work of 1,000 kg.

    `users` are the nations for which it may; empty is all.
    """

    item: ItemId
    serves: ItemId
    permille: int = 1000
    users: frozenset[NationId] = frozenset()
    provenance: Provenance = Provenance()
