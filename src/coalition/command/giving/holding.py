"""Who holds which authority over a unit at an instant, and what stays national.

The matrix of powers is data (`library/command_states.csv`, from ATP 5-0.2-1, table I-4) and is handed in. Full
command stays with the nation always; whatever the state transferred does not allow stays national.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coalition.command.events.event import ObjectId, Origin
from coalition.command.events.terms import Restriction
from coalition.command.fold.picture import Picture
from coalition.command.nouns.transfers import Transfer
from coalition.measure.instants import Minute
from coalition.model.law import CommandState

Powers = Mapping[CommandState, frozenset[str]]
"""The powers each state of command gives."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with authority over the unit now."""

    origin: Origin
    state: CommandState
    powers: frozenset[str]
    delegated_by: Origin | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A unit at an instant. `national` are powers that no holder has; `holders` is empty while none holds."""

    unit: str
    nation: Origin
    holders: tuple[Holder, ...]
    national: frozenset[str]
    caveats: tuple[Restriction, ...] = ()

    def may(self, origin: Origin, power: str) -> bool:
        """Whether an origin has a power over the unit now."""
        if any(holder.origin == origin and power in holder.powers for holder in self.holders):
            return True
        return origin == self.nation and power in self.national


def holding_of(picture: Picture, transfer: ObjectId, powers: Powers) -> Holding | None:
    """Who holds what at the picture's instant; None when the transfer is not in the picture."""
    state = picture.find_state(transfer, Transfer)
    if state is None:
        return None
    holders = _holders(state, picture.now, powers) if in_force(state, picture.now) else ()
    transferred = frozenset().union(*(holder.powers for holder in holders))
    full = powers.get(CommandState.FULLCOM, frozenset())
    offered = state.offered
    return Holding(offered.unit, state.nation, holders, full - transferred, offered.caveats)


def in_force(transfer: Transfer, now: Minute) -> bool:
    """Whether the authority has passed and not come back."""
    if transfer.accepted is None or not transfer.offered.window.contains(now):
        return False
    return transfer.accepted <= now and (transfer.ended is None or now < transfer.ended)


def _holders(state: Transfer, now: Minute, powers: Powers) -> tuple[Holder, ...]:
    offered = state.offered
    found = [Holder(offered.to, offered.state, powers.get(offered.state, frozenset()))]
    found += [
        Holder(given.to, given.state, powers.get(given.state, frozenset()), given.by)
        for given in state.delegations
        if given.since <= now < given.until
    ]
    return tuple(found)
