"""A column of a table or a key of a TOML file: what it holds, in which units, within which bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from coalition.measure.units import UNITS, Dimension, Unit


class Kind(StrEnum):
    """What a cell or a TOML value is."""

    TEXT = "text"
    ID = "id"
    """The own id of the row or table."""
    REF = "reference"
    """The id of something else; `of` says what."""
    NATION = "nation"
    """A declared nation."""
    NATIONS = "nations or groups"
    """A declared nation, a group of the alliance, or `members`; expanded where nations are wanted."""
    TERRITORY = "any nation"
    """A declared nation or any ISO code: soil the book need not know more about."""
    CHOICE = "word"
    FLAG = "yes or no"
    WHOLE = "whole number"
    QUANTITY = "quantity"
    INSTANT = "date or date-time"
    CLOCK = "time of day"
    DEGREES = "degrees"
    TABLE = "table"
    """TOML only: a table with the columns of `shape`; with `many`, an array of tables."""
    MAP = "map"
    """TOML only: free names, each with a value of kind `of`: `fact`, `facts` (or a list) or `nations`."""
    NEED = "requirement tree"
    """TOML only: a provision id, a list of them, or `{ all = [...] }` / `{ any = [...] }`."""
    FACT = "fact"
    """TOML only: a text, whole number or true/false, or a list of these."""
    TESTS = "tests"
    """TOML only: a table of tests of facts, or a list of such tables of which one must hold."""


SIZE_OR_LENGTH = (Dimension.SIZE, Dimension.LENGTH)
"""Lengths of things rather than of journeys; the base is the centimetre."""
_CM_PER_METRE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Column:
    """One column or key.

    `name` is without unit. `field` is the name under which an unknown value is listed in a noun's
    `unknown`; when it is empty, `?` is not allowed. `least`/`most` bound what is plausible, in base units
    (kg, dm2, m, cm, minutes, m/h; micro-degrees). `head` has `{}` where the unit stands.
    """

    name: str
    kind: Kind
    doc: str
    required: bool = False
    default: object = None
    least: int | None = None
    most: int | None = None
    dimensions: tuple[Dimension, ...] = ()
    many: bool = False
    of: str = ""
    choices: tuple[str, ...] = ()
    field: str = ""
    shape: Shape | None = None
    head: str = ""

    @property
    def written(self) -> str:
        """The head as documents show it: `payload_{mass}`."""
        if not self.dimensions:
            return self.name
        shown = " or ".join(str(one) for one in self.dimensions)
        return self.pattern.format("{" + shown + "}")

    @property
    def pattern(self) -> str:
        """The head with `{}` for the unit symbol."""
        return self.head or (self.name + "_{}" if self.dimensions else self.name)

    def units(self) -> dict[str, Unit]:
        """The units this column may be written in, by symbol; lengths of things come out in cm."""
        return {
            symbol: _unit_for(self.dimensions, unit)
            for symbol, unit in UNITS.items()
            if unit.dimension in self.dimensions
        }


def _unit_for(dimensions: tuple[Dimension, ...], unit: Unit) -> Unit:
    if dimensions == SIZE_OR_LENGTH and unit.dimension is Dimension.LENGTH:
        return replace(unit, base_per_unit=unit.base_per_unit * _CM_PER_METRE)
    return unit


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a table, or the keys of a TOML table; `title` is what it holds."""

    name: str
    title: str
    columns: tuple[Column, ...]
    doc: str = ""

    def find(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def id_column(self) -> Column | None:
        """The column that holds the row's own id, or None."""
        return next((column for column in self.columns if column.kind is Kind.ID), None)
