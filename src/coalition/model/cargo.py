"""What is to be moved, in pieces that are never cut."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.model.identity import LineId


class Category(StrEnum):
    """Cargo category by the aircraft that can take it (JP 3-35 glossary)."""

    PAX = "pax"
    BULK = "bulk"
    OVERSIZE = "oversize"
    OUTSIZE = "outsize"
    NAT = "nat"
    """Not air-transportable."""


class Nature(StrEnum):
    """What a piece is in law: consents and caveats speak of these."""

    PERSONNEL = "personnel"
    GENERAL = "general"
    MEDICAL = "medical"
    FOOD = "food"
    FUEL = "fuel"
    VEHICLES = "vehicles"
    WEAPONS = "weapons"
    AMMUNITION = "ammunition"
    HAZARDOUS = "hazardous"


SENSITIVE = frozenset({Nature.WEAPONS, Nature.AMMUNITION, Nature.HAZARDOUS})
"""Natures that a permission covers only when it says so."""


@dataclass(frozen=True, slots=True)
class CargoLine:
    """Like pieces of one load; a piece is the smallest thing that may travel apart.

    Masses in kg, deck area in dm2, sizes in cm, all of one piece. A passenger is a piece of category
    `pax` that takes a seat. `hazard` is a UN class such as `1.4` or empty.
    """

    id: LineId
    description: str
    category: Category
    pieces: int
    piece_kg: int = 0
    piece_dm2: int = 0
    length_cm: int | None = None
    width_cm: int | None = None
    height_cm: int | None = None
    mlc: int | None = None
    hazard: str = ""
    nature: Nature = Nature.GENERAL
    supply_class: str = ""
    unknown: frozenset[str] = frozenset()

    @property
    def natures(self) -> frozenset[Nature]:
        """Everything the line is in law: its nature, and hazardous when it has a hazard class."""
        return frozenset({self.nature, Nature.HAZARDOUS} if self.hazard else {self.nature})
