"""What a leg asks of carriers, who might carry over it, and what they answered.

Not here: the choice among them (`legs`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coalition.measure.instants import ALWAYS, FOREVER
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId, PlaceId
from coalition.planning.dispatch.consignments import Consignment, Group, Packed
from coalition.planning.dispatch.joining import Joining
from coalition.planning.dispatch.routes import RouteLeg
from coalition.planning.schedule.paths import Path
from coalition.planning.schedule.schedule import Slot


@dataclass(frozen=True, slots=True)
class LegTask:
    """One leg of a group's route. `gates` are minutes before which nothing is set down at a place.

    `aim` is by when the leg must be done for the rest of the route to be in time.
    """

    consignment: Consignment
    group: Group
    leg: RouteLeg
    gates: Mapping[PlaceId, int]
    aim: int

    @property
    def leave_from(self) -> int:
        """The earliest departure readiness allows (R9)."""
        requirement, earliest = self.consignment.requirement, ALWAYS
        if self.leg.origin == self.consignment.movement.origin:
            opens = self.consignment.open.opens
            earliest = max(self.consignment.movement.ready, opens)
        if self.leg.origin == requirement.poe and requirement.ald is not None:
            earliest = max(earliest, requirement.ald)
        return earliest

    @property
    def leave_before(self) -> int:
        """The minute before which a departure from the origin must lie (R14)."""
        at_origin = self.leg.origin == self.consignment.movement.origin
        return self.consignment.open.closes if at_origin else FOREVER

    @property
    def set_down_from(self) -> int:
        """The earliest arrival EAD and whoever comes first allow (R9)."""
        requirement = self.consignment.requirement
        earliest = self.gates.get(self.leg.destination, ALWAYS)
        if self.leg.destination == (requirement.pod or requirement.destination):
            earliest = max(earliest, ALWAYS if requirement.ead is None else requirement.ead)
        return earliest


@dataclass(frozen=True, slots=True)
class Option:
    """Something that would carry some of the lots: a slot of its own or a voyage to join."""

    packed: Packed
    merit: tuple[int, int, int, str]
    slot: Slot | None = None
    joining: Joining | None = None


@dataclass(frozen=True, slots=True)
class Bidder:
    """A fleet that might carry over one leg, with what of it stays the same from trip to trip.

    `kind` tells fleets apart that take other loads; minutes are by the likely length of the way.
    """

    fleet: Fleet
    kind: int
    minutes: int
    empty: int
    travel: int
    comes: int


class Offers:
    """What is known of the options of one leg: who might carry, answers of fleets, and what was refused."""

    def __init__(self, bidders: list[Bidder]) -> None:
        self.bidders = bidders
        self.ends: dict[FleetId, int] = {}
        self.refused: set[tuple[str, bool]] = set()
        self.unfit: set[tuple[str, int]] = set()
        """Voyages that could not take any of the loads; they still cannot when fewer are left."""
        self.packed: dict[int, Packed | None] = {}
        self.paths: dict[tuple[object, ...], tuple[Path, ...]] = {}
        self.answers: dict[FleetId, Option | None] = {}
        """Slots looked up since the last booking."""
        self.last: Option | None = None
        """What was booked last."""
        self.rival: tuple[int, int] = (FOREVER, 0)
        """Finish and cost that the best of those not chosen could come to at best."""

    def keep(self, fleet: Fleet, option: Option | None) -> None:
        """Remember when the fleet's next trip would end; never, when it has none."""
        self.ends[fleet.id] = FOREVER if option is None or option.slot is None else option.slot.end

    def refuse(self, option: Option) -> None:
        """Leave the option aside: a voyage, or a fleet, first under permissions with limits alone."""
        if option.joining is not None:
            voyage = option.joining.voyage
            self.refused.add((f"{voyage.carrier} {voyage.begin}", False))
        elif option.slot is not None:
            limited = any(gate.consents for gate in option.slot.run.path.gates)
            self.refused.add((option.slot.fleet.id, not limited))
            self.ends.pop(option.slot.fleet.id, None)


def load_kind(fleet: Fleet) -> tuple[object, ...]:
    """What of a fleet decides which loads one carrier takes."""
    return (
        fleet.seats, fleet.payload_kg, fleet.deck_dm2, fleet.categories, fleet.hazardous,
        fleet.piece_kg_max, fleet.height_cm_max, fleet.width_cm_max,
    )  # fmt: skip
