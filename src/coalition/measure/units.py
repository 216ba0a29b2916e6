"""Units of mass, area, volume, length and speed, converted once at the door into integers.

Base units: kilogram, square decimetre, metre, metre per hour, centimetre, millionth of a share. Factors
are exact by
definition: the international pound and foot (NIST Special Publication 811, 2008, appendix B.8), the
short ton of 2,000 lb, the measurement ton of 40 cubic feet (JP 3-35, glossary), the international
nautical mile of 1,852 m (BIPM SI Brochure, table 8).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from enum import StrEnum


class Dimension(StrEnum):
    """What a quantity measures; quantities of two dimensions are never converted into each other."""

    MASS = "mass"
    AREA = "area"
    VOLUME = "volume"
    LENGTH = "length"
    SIZE = "size"
    SPEED = "speed"
    TIME = "time"
    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its dimension and how many base units make it (exact decimal)."""

    symbol: str
    dimension: Dimension
    base_per_unit: Decimal


_POUND = Decimal("0.45359237")
_FOOT = Decimal("0.3048")

UNITS: dict[str, Unit] = {
    unit.symbol: unit
    for unit in (
        Unit("kg", Dimension.MASS, Decimal(1)),
        Unit("t", Dimension.MASS, Decimal(1000)),
        Unit("lb", Dimension.MASS, _POUND),
        Unit("ston", Dimension.MASS, _POUND * 2000),
        Unit("dm2", Dimension.AREA, Decimal(1)),
        Unit("m2", Dimension.AREA, Decimal(100)),
        Unit("sqft", Dimension.AREA, _FOOT * _FOOT * 100),
        Unit("m3", Dimension.VOLUME, Decimal(1000)),
        Unit("mton", Dimension.VOLUME, _FOOT**3 * 40 * 1000),
        Unit("m", Dimension.LENGTH, Decimal(1)),
        Unit("km", Dimension.LENGTH, Decimal(1000)),
        Unit("nm", Dimension.LENGTH, Decimal(1852)),
        Unit("ft", Dimension.LENGTH, _FOOT),
        Unit("cm", Dimension.SIZE, Decimal(1)),
        Unit("mm", Dimension.SIZE, Decimal("0.1")),
        Unit("in", Dimension.SIZE, Decimal("2.54")),
        Unit("kmh", Dimension.SPEED, Decimal(1000)),
        Unit("kt", Dimension.SPEED, Decimal(1852)),
        Unit("min", Dimension.TIME, Decimal(1)),
        Unit("h", Dimension.TIME, Decimal(60)),
        Unit("d", Dimension.TIME, Decimal(1440)),
        Unit("percent", Dimension.SHARE, Decimal(10_000)),
        Unit("permille", Dimension.SHARE, Decimal(1_000)),
        Unit("ppm", Dimension.SHARE, Decimal(1)),
    )
}
"""Every unit a column head may name, by symbol. A volume's base is the cubic decimetre."""


def convert(text: str, unit: Unit) -> int:
    """Base units of a decimal number written in `unit`, rounded half to even.

    Raises ValueError when the text is not a finite decimal number.
    """
    try:
        number = Decimal(text.strip().replace(",", "") if "," in text else text.strip())
    except InvalidOperation:
        raise ValueError(f"`{text}` is not a number") from None
    if not number.is_finite():
        raise ValueError(f"`{text}` is not a finite number")
    return int((number * unit.base_per_unit).to_integral_value(rounding=ROUND_HALF_EVEN))


def express(base: int, unit: Unit) -> str:
    """The shortest decimal in `unit` that converts back to `base` exactly."""
    exact = Decimal(base) / unit.base_per_unit
    for places in range(10):
        text = f"{exact:.{places}f}"
        if convert(text, unit) == base:
            return text
    return str(exact)
