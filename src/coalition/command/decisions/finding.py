"""What the events of a round come to."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.decisions.slots import Slot
from coalition.command.events.event import EventId, Origin
from coalition.command.events.kinds.decisions import Outcome
from coalition.command.fold.object import SetAside
from coalition.measure.instants import Minute


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome with its reasons. `at` is when it fell; None while open or not to be said.

    `deadline` is when the last clock that runs ends. `missing` are nations without a signed receipt and
    without a word, where that matters.
    """

    opening: EventId
    outcome: Outcome
    reasons: tuple[str, ...]
    at: Minute | None = None
    deadline: Minute | None = None
    slots: tuple[Slot, ...] = ()
    missing: tuple[Origin, ...] = ()
    aside: tuple[SetAside, ...] = ()

    @property
    def reservations(self) -> tuple[tuple[Origin, str], ...]:
        """Reservations recorded, by nation."""
        found = ((slot.nation, slot.position) for slot in self.slots)
        return tuple(
            (n, p.body.reservation) for n, p in found if p is not None and p.body.reservation
        )
