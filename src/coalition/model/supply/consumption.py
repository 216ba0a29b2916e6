"""What forces use up: planning factors by element and activity, and who does what where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import ALWAYS, FOREVER, Interval
from coalition.model.identity import NationId, PlaceId, UnitId
from coalition.model.provenance import Provenance
from coalition.model.supply.items import ItemId


class Per(StrEnum):
    """What a factor counts."""

    PERSON = "person"
    UNIT = "unit"
    VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True)
class Factor:
    """So many grams of an item a day for each person, unit or vehicle of an element in an activity.

    `element` is a unit's id, a capability, or empty for any; `activity` likewise; `nation` None is any.
    `grams_per_day` None is unknown: the demand then has no number and no green verdict.
    """

    item: ItemId
    per: Per
    grams_per_day: int | None
    nation: NationId | None = None
    element: str = ""
    activity: str = ""
    provenance: Provenance = Provenance()

    @property
    def narrowness(self) -> tuple[bool, bool, bool]:
        """National before general, then the named element, then the named activity."""
        return (self.nation is not None, bool(self.element), bool(self.activity))


@dataclass(frozen=True, slots=True)
class Activity:
    """A unit at a place in an activity, within [opens, closes)."""

    unit: UnitId
    place: PlaceId
    activity: str
    span: Interval = Interval(ALWAYS, FOREVER)
    provenance: Provenance = Provenance()
