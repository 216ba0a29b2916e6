"""Decisions by what is said aloud: consensus, unanimity, majority, single authority.

The rules: consensus needs everybody's assent and knows no abstention; unanimity is not prevented by abstention
(TFEU art. 238(4)); a majority counts slots when all have voted or time is up; a single authority decides with
its first word. Assent falls at the first moment at which the rule is met and is not undone by what follows.
"""

from __future__ import annotations

from collections.abc import Mapping

from coalition.command.calendars import Calendars
from coalition.command.decisions.clocks import end_of
from coalition.command.decisions.finding import Finding
from coalition.command.decisions.round import Round
from coalition.command.decisions.slots import Slot, advance
from coalition.command.events.event import Event, Origin
from coalition.command.events.kinds.bodies import CountOf
from coalition.command.events.kinds.decisions import Outcome, Stance
from coalition.command.fold.object import SetAside
from coalition.measure.instants import Minute
from coalition.model.nations import Rule

Found = tuple[Outcome, Minute | None, tuple[str, ...]]


def find_by_votes(found: Round, now: Minute, calendars: Calendars) -> Finding:
    """What the votes of a round come to at `now`."""
    clock = found.put.clock
    unread = clock.calendar != "" and clock.calendar not in calendars
    first = None if unread else end_of(clock, found.opening.minute, calendars)
    end, aside = _extended(found, first)
    closes = None if end is None else Minute(end + clock.tolerance_minutes)
    slots = {nation: Slot(nation) for nation in found.put.roster}
    fell = _count(found, slots, closes=closes, aside=aside)
    (outcome, at, reasons), at_slots = fell or (
        _unmet(found, slots, over=closes is not None and now > closes, end=end),
        tuple(slots.values()),
    )
    if unread and outcome is Outcome.OPEN:
        outcome = Outcome.UNKNOWN
        reasons = (f"the calendar `{clock.calendar[:40]}` is not known here",)
    asides = (*found.aside, *aside)
    return Finding(found.opening.id, outcome, reasons, at, end, at_slots, (), asides)


def _extended(found: Round, end: Minute | None) -> tuple[Minute | None, list[SetAside]]:
    aside: list[SetAside] = []
    for event in found.extensions:
        if end is None or event.minute > end or event.body.until <= end:
            aside.append(SetAside(event, "an extension gives more time before time is up"))
        else:
            end = event.body.until
    return end, aside


def _count(
    found: Round, slots: dict[Origin, Slot], *, closes: Minute | None, aside: list[SetAside]
) -> tuple[Found, tuple[Slot, ...]] | None:
    """Fills the slots, statement by statement; what fell first, with the slots as they were then."""
    fell: tuple[Found, tuple[Slot, ...]] | None = None
    for event in found.said:
        late = closes is not None and event.minute > closes
        slot = slots[event.origin]
        after = "it came too late" if late else advance(slot, event, found.put.rule.rule)
        if isinstance(after, str):
            aside.append(SetAside(event, after))
            continue
        slots[event.origin] = after
        if fell is None and (met := _met(found, slots, event)) is not None:
            fell = met, tuple(slots.values())
    return fell


def _met(found: Round, slots: Mapping[Origin, Slot], event: Event) -> Found | None:
    """What falls with this event; None: nothing yet."""
    rule = found.put.rule
    at = Minute(max(event.minute, found.opening.minute))
    if rule.rule is Rule.SINGLE:
        return _single(slots[event.origin], at) if event.origin == rule.authority else None
    if rule.rule is Rule.MAJORITY:
        everybody = all(slot.position is not None for slot in slots.values())
        return _counted(found, slots, at) if everybody else None
    yes = [
        s.assents or (rule.rule is Rule.UNANIMITY and s.stance is Stance.ABSTAIN)
        for s in slots.values()
    ]
    return (Outcome.AGREED, at, ("everybody assents",)) if all(yes) else None


def _single(slot: Slot, at: Minute) -> Found | None:
    if slot.assents:
        return Outcome.AGREED, at, (f"{slot.nation} decides alone, and assents",)
    if slot.stance is Stance.OBJECT:
        return Outcome.REFUSED, at, (f"{slot.nation} decides alone, and refuses",)
    return None


def _unmet(found: Round, slots: Mapping[Origin, Slot], *, over: bool, end: Minute | None) -> Found:
    rule = found.put.rule.rule
    against = sorted(s.nation for s in slots.values() if s.stance is Stance.OBJECT)
    if rule in {Rule.CONSENSUS, Rule.UNANIMITY} and against:
        first = min(s.since or 0 for s in slots.values() if s.stance is Stance.OBJECT)
        at = Minute(max(first, found.opening.minute))
        return Outcome.BROKEN, at, (f"{', '.join(against)} object",)
    if not over or end is None:
        return Outcome.OPEN, None, ("not everybody has spoken",)
    if rule is Rule.MAJORITY:
        return _counted(found, slots, end)
    silent = sorted(s.nation for s in slots.values() if not s.assents)
    return Outcome.HELD, None, (f"time is up without the assent of {', '.join(silent)}",)


def _counted(found: Round, slots: Mapping[Origin, Slot], at: Minute) -> Found:
    """The count of a majority."""
    rule = found.put.rule
    spoke = sum(slot.position is not None for slot in slots.values())
    if spoke < rule.quorum:
        return Outcome.HELD, None, (f"{spoke} of {rule.quorum} that make a quorum voted",)
    yes = sum(slot.assents for slot in slots.values())
    no = sum(slot.stance is Stance.OBJECT for slot in slots.values())
    whole = {CountOf.CAST: yes + no, CountOf.PRESENT: spoke, CountOf.MEMBERS: len(slots)}[
        rule.count_of
    ]
    left, right = yes * rule.share_den, whole * rule.share_num
    carried = yes > 0 and (left > right or (rule.reaching and left == right))
    reason = (f"{yes} for, {no} against, of {whole}",)
    return (Outcome.AGREED if carried else Outcome.REFUSED), at, reason
