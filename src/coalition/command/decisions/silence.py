"""The silence procedure: what nobody breaks in time is agreed, if everybody signed that they have it.

The rule, after practice in the North Atlantic Council (`Unless I hear to the contrary by 17:30 hours on ... I
shall assume that the Council has ... agreed`, C-M(2017)0074) and our own for what practice leaves to trust:
- a nation's silence is read only after its signed receipt and the end of its clock;
- a formal letter of objection, signed (or noted by the secretariat) in time, breaks it, at once and for good,
  also when it arrives later, until the decision is closed;
- an objection without a letter breaks nothing, and the nation's silence is no longer read;
- a withdrawn position, or a condition not met, is no assent: the matter is held until the nation speaks;
- a reservation is an assent that is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.command.calendars import Calendars
from coalition.command.decisions.clocks import Ends, ends_of
from coalition.command.decisions.finding import Finding
from coalition.command.decisions.round import Round
from coalition.command.decisions.slots import Slot, Spoken, speak
from coalition.command.events.event import Event, EventId, Origin
from coalition.command.events.kinds.decisions import LetterNoted, Outcome, PositionTaken, Stance
from coalition.measure.instants import Minute
from coalition.model.nations import Rule


def find_by_silence(found: Round, now: Minute, calendars: Calendars) -> Finding:
    """What silence comes to at `now`."""
    ends = ends_of(found, calendars)
    spoken = tuple(_spoken(found, nation, ends) for nation in found.put.roster)
    slots = tuple(each.slot for each in spoken)
    aside = (*found.aside, *ends.aside, *(a for each in spoken for a in each.aside))
    missing = tuple(s.nation for s in slots if s.position is None and ends.of(s.nation) is None)
    broken = sorted(_formal(spoken), key=lambda event: (event.at, event.id))
    outcome, at, reasons = _weigh(found, now, ends=ends, slots=slots, broken=broken)
    return Finding(found.opening.id, outcome, reasons, at, ends.last, slots, missing, aside)


def _weigh(
    found: Round, now: Minute, *, ends: Ends, slots: tuple[Slot, ...], broken: list[Event]
) -> tuple[Outcome, Minute | None, tuple[str, ...]]:
    if broken:
        who = ", ".join(sorted({event.origin for event in broken}))
        at = max(broken[0].minute, found.opening.minute)
        return Outcome.BROKEN, Minute(at), (f"silence was broken by {who}",)
    if ends.doubt:
        return Outcome.UNKNOWN, None, (ends.doubt,)
    if ends.last is None:
        return Outcome.OPEN, None, ("silence has no end",)
    if now <= ends.last + found.put.clock.tolerance_minutes:
        return Outcome.OPEN, None, ("time is not up",)
    if unknown := tuple(_unknown(found, ends, slots)):
        return Outcome.UNKNOWN, None, unknown
    if held := tuple(_held(found, slots)):
        return Outcome.HELD, None, held
    spoken = [s.since for s in slots if s.since is not None]
    return Outcome.AGREED, max([ends.last, *spoken]), ("nobody broke silence",)


def _spoken(found: Round, nation: Origin, ends: Ends) -> Spoken:
    end = ends.of(nation)
    return speak(
        nation,
        found.of(nation),
        rule=Rule.SILENCE,
        closes=None if end is None else Minute(end + found.put.clock.tolerance_minutes),
        noted=_noted(found, nation, ends),
    )


def _noted(found: Round, nation: Origin, ends: Ends) -> frozenset[EventId]:
    """Positions of the nation that the secretariat had in hand before the nation's end."""
    end = ends.of(nation)
    notes: list[LetterNoted] = [event.body for event in found.letters]
    return frozenset(
        n.position for n in notes if n.nation == nation and (end is None or n.received <= end)
    )


def _formal(spoken: tuple[Spoken, ...]) -> Iterator[Event]:
    """Formal objections that counted when they were made, withdrawn since or not: a break is for good."""
    for each in spoken:
        for event in each.taken:
            body: PositionTaken = event.body
            if body.stance is Stance.OBJECT and body.letter:
                yield event


def _unknown(found: Round, ends: Ends, slots: tuple[Slot, ...]) -> Iterator[str]:
    for slot in slots:
        if slot.position is None and not slot.withdrawn and ends.of(slot.nation) is None:
            yield f"{slot.nation} has not signed receipt in time: its silence says nothing"
    here = {event.id for event in found.said}
    for note in found.letters:
        if note.body.position not in here:
            yield f"a letter of {note.body.nation} is noted that is not here"


def _held(found: Round, slots: tuple[Slot, ...]) -> Iterator[str]:
    for slot in slots:
        if slot.withdrawn:
            yield f"{slot.nation} withdrew its position and has not spoken since"
        elif slot.stance is Stance.OBJECT:
            yield f"{slot.nation} objects, without a formal letter"
        elif slot.unmet:
            yield f"{slot.nation} assents on conditions that are not met"
    spoke = {nation for nation, _ in found.receipts} | {s.nation for s in slots if s.position}
    if len(spoke) < found.put.rule.quorum:
        yield f"{len(spoke)} of {found.put.rule.quorum} that make a quorum have the text"
