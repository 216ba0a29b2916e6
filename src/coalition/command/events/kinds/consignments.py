"""Events of consignments: what goes under one line, loaded, moved leg by leg, received and counted."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.events.event import ObjectId, Origin
from coalition.command.events.terms import Amount, Rest


@dataclass(frozen=True, slots=True)
class ConsignmentFormed:
    """Part of a contribution is made ready to go, under the consents it needs."""

    line: ObjectId
    contribution: ObjectId
    receiver: Origin
    amounts: tuple[Amount, ...]
    consents: tuple[Rest, ...] = ()
    carriers: tuple[Origin, ...] = ()
    """Nations whose carriers move it; they, the sender and the receiver report legs."""
    from_place: str = ""
    to_place: str = ""


@dataclass(frozen=True, slots=True)
class ConsignmentLoaded:
    """What was really loaded."""

    place: str
    amounts: tuple[Amount, ...]
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class LegDeparted:
    """A leg began; legs are counted from 1."""

    leg: int
    from_place: str
    to_place: str
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class LegArrived:
    """A leg ended."""

    leg: int
    place: str


@dataclass(frozen=True, slots=True)
class ConsignmentReceived:
    """The receiver counted what came; sent and received are then compared."""

    place: str
    amounts: tuple[Amount, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsignmentCalledOff:
    """It does not go, or does not go on."""

    reason: str = ""
