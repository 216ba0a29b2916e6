"""One slot a nation a round: what its position is, and which of its statements count.

The rule: the first position stands; to take another the nation withdraws it. Where one nation's no decides
(silence, consensus, unanimity) an objection takes the place of an assent at once. After a withdrawal the
nation's silence no longer counts: it has shown that it is not content. Source: our rule, fail closed; practice
knows only that a delegation may reserve or break at any time before the deadline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from coalition.command.events.event import Event, EventId, Origin
from coalition.command.events.kinds.decisions import (
    ConditionMet,
    PositionTaken,
    PositionWithdrawn,
    Stance,
)
from coalition.command.fold.object import SetAside
from coalition.measure.instants import Minute
from coalition.model.nations import Rule

ONE_NO_DECIDES = frozenset({Rule.SILENCE, Rule.CONSENSUS, Rule.UNANIMITY})
ABSTAINING = frozenset({Rule.MAJORITY, Rule.UNANIMITY})
"""Rules that know abstention (under TFEU art. 238(4) it does not prevent unanimity); consensus does not."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A nation's position in a round; `position` None: none. `since` is when its present state began."""

    nation: Origin
    position: Event | None = None
    since: Minute | None = None
    met: frozenset[str] = frozenset()
    withdrawn: bool = False

    @property
    def stance(self) -> Stance | None:
        """What the nation says; None while it says nothing."""
        if self.position is None:
            return None
        body: PositionTaken = self.position.body
        return body.stance

    @property
    def unmet(self) -> tuple[str, ...]:
        """Keys of conditions not met yet."""
        if self.position is None or self.stance is not Stance.CONDITIONAL:
            return ()
        return tuple(c.key for c in self.position.body.conditions if c.key not in self.met)

    @property
    def assents(self) -> bool:
        """Whether it says yes, with or without a reservation, all conditions met."""
        if self.stance is Stance.CONDITIONAL:
            return not self.unmet
        return self.stance in {Stance.ASSENT, Stance.RESERVE}

    @property
    def settled(self) -> bool:
        """Whether its silence, or what it said, can be read once its time is up."""
        return not self.withdrawn and not self.unmet


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came of one nation's statements: its slot, the positions that counted when taken, the rest."""

    slot: Slot
    taken: tuple[Event, ...] = ()
    aside: tuple[SetAside, ...] = ()


def speak(
    nation: Origin,
    said: tuple[Event, ...],
    *,
    rule: Rule,
    closes: Minute | None,
    noted: frozenset[EventId] = frozenset(),
) -> Spoken:
    """The nation's statements in order; what comes after `closes` counts only while it is unsettled.

    `noted` are positions that the secretariat had in hand in time.
    """
    slot = Slot(nation)
    taken: list[Event] = []
    aside: list[SetAside] = []
    for event in said:
        late = closes is not None and event.minute > closes and event.id not in noted
        after = "it came too late" if late and slot.settled else advance(slot, event, rule)
        if isinstance(after, str):
            aside.append(SetAside(event, after))
            continue
        slot = after
        if slot.position is event:
            taken.append(event)
    return Spoken(slot, tuple(taken), tuple(aside))


def advance(slot: Slot, event: Event, rule: Rule) -> Slot | str:
    """The slot after one more statement of its nation, or why it changes nothing."""
    body = event.body
    if isinstance(body, PositionTaken):
        return _take(slot, event, rule)
    if slot.position is None or body.position != slot.position.id:
        return "the nation has no such position"
    if isinstance(body, PositionWithdrawn):
        return replace(slot, position=None, since=event.minute, met=frozenset(), withdrawn=True)
    if isinstance(body, ConditionMet) and slot.unmet:
        return replace(slot, met=slot.met | frozenset(body.keys), since=event.minute)
    return "no condition is open"


def _take(slot: Slot, event: Event, rule: Rule) -> Slot | str:
    body: PositionTaken = event.body
    if body.stance is Stance.ABSTAIN and rule not in ABSTAINING:
        return f"{rule} knows no abstention"
    if slot.position is not None and not _turns(slot.position.body, body, rule):
        return "one position a nation: the former is to be withdrawn first"
    return replace(slot, position=event, since=event.minute, met=frozenset(), withdrawn=False)


def _turns(former: PositionTaken, later: PositionTaken, rule: Rule) -> bool:
    """Whether a position takes the place of another: a no of a yes, a formal no of one without a letter."""
    if rule not in ONE_NO_DECIDES or later.stance is not Stance.OBJECT:
        return False
    return former.stance is not Stance.OBJECT or (not former.letter and later.letter != "")
