"""Events of transfers of authority (TOA): OPCOM, OPCON, TACOM, TACON over a nation's unit."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.events.event import Origin
from coalition.command.events.terms import Restriction
from coalition.measure.instants import Interval, Minute
from coalition.model.law import CommandState


@dataclass(frozen=True, slots=True)
class TransferOffered:
    """A nation would put a unit under a commander; caveats travel with it. Full command is never offered."""

    unit: str
    to: Origin
    state: CommandState
    window: Interval
    caveats: tuple[Restriction, ...] = ()


@dataclass(frozen=True, slots=True)
class TransferAccepted:
    """The commander's side takes it; from now (within the window) it has the authority."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class AuthorityDelegated:
    """The holder gives part of what it holds to another commander, as far as its state allows."""

    to: Origin
    state: CommandState
    until: Minute | None = None


@dataclass(frozen=True, slots=True)
class TransferEnded:
    """The authority goes back to the nation: by the nation at any time, or by the holder."""

    reason: str = ""
    effective: Minute | None = None
