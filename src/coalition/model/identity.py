"""Identifiers, one type a noun, so that a unit is never taken for a place."""

from __future__ import annotations

from typing import NewType

NationId = NewType("NationId", str)
"""ISO 3166-1 alpha-3 code of a nation (`DEU`, `TUR`; `XKX` for Kosovo)."""
PlaceId = NewType("PlaceId", str)
UnitId = NewType("UnitId", str)
StockId = NewType("StockId", str)
FleetId = NewType("FleetId", str)
CarrierId = NewType("CarrierId", str)
"""A numbered carrier of a fleet: `FLEET#3` is the third of `FLEET`."""
LineId = NewType("LineId", str)
RequirementId = NewType("RequirementId", str)
"""The unit line number (ULN) of a requirement."""
MovementId = NewType("MovementId", str)
"""A requirement served by one source: `ULN`, or `ULN+SOURCE` when sources were chosen."""
InstrumentId = NewType("InstrumentId", str)
ProvisionId = NewType("ProvisionId", str)
"""`INSTRUMENT/PROVISION`, unique in a book."""
DecisionId = NewType("DecisionId", str)
BodyId = NewType("BodyId", str)
WayId = NewType("WayId", str)
