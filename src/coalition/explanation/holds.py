"""What held one departure: every limit that stood in its way, with the minute until which it stood.

A *hold* says that the carrier could not leave the boarding stop before `until`. The latest hold is the
binding one. Rules as in `docs/explanation/planning-rules.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coalition.authority.answer import LegLaw, Moment, Question, Window
from coalition.authority.evaluate import Authority
from coalition.authority.legs import Aboard, Leg, aboard_of, questions_of_leg
from coalition.explanation.causes import Cause, CauseKind
from coalition.explanation.evidence import Carrying, Evidence, moving_minutes
from coalition.explanation.stated import (
    closures_of_way,
    day_waits,
    handled_at,
    hours_waits,
    pledge_waits,
)
from coalition.judging.doors import WayBook
from coalition.measure.instants import ALWAYS, MINUTES_PER_HOUR, Minute, write_day, write_instant
from coalition.model.cargo import Nature
from coalition.model.identity import LineId, MovementId
from coalition.model.law import Action
from coalition.model.places import SLOT_FIELDS
from coalition.model.plan import Movement, Stop
from coalition.model.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Hold:
    """One limit on a departure. `onward` is the earlier carrying to look at next, when there is one.

    `waited`: it held the arrival, and the carrier took longer on its way than moving takes.
    """

    until: Minute
    cause: Cause
    onward: Carrying | None = None
    waited: bool = False


@dataclass(frozen=True, slots=True)
class Holds:
    """Finds the holds on a carrying, given the plan's evidence, the law and the ways."""

    evidence: Evidence
    authority: Authority
    network: WayBook

    def on(self, carrying: Carrying) -> tuple[Hold, ...]:
        """Every hold on the departure of the carrying's boarding stop, latest first."""
        found = [
            *self._load(carrying),
            *self._shipmates(carrying),
            *self._lift(carrying),
            *self._law(carrying),
            *self._slot(carrying),
            *self._dates(carrying),
            *self._precedence(carrying),
            *self._ways(carrying),
            *self._closed_places(carrying),
            *self._stated(carrying),
        ]
        return tuple(sorted(found, key=_latest_first))

    def _load(self, carrying: Carrying) -> Iterator[Hold]:
        """The load itself: brought by an earlier carrier, or not ready at its origin."""
        yield self._ready(carrying, carrying.movement.id, carrying.line, "")

    def _ready(self, carrying: Carrying, movement_id: MovementId, line: LineId, mate: str) -> Hold:
        movement, stop = self.evidence.movements[movement_id], carrying.boarding
        before = self.evidence.brought_by(movement_id, line, stop.place, stop.depart)
        if before is not None and stop.place != movement.origin:
            place = self.evidence.book.places[stop.place].name
            text = f"{mate}came to {place} on {write_instant(before.leaving.depart)}"
            cause = Cause(CauseKind.TRAVEL, place, text, about=handled_at(self.evidence, before))
            work = stop.depart - stop.arrive
            return Hold(Minute(before.leaving.depart + work), cause, before)
        requirement = self.evidence.book.requirements[movement.requirement]
        dated = requirement.rld is not None and requirement.rld >= movement.ready
        kind = CauseKind.DATE if dated else CauseKind.NOTICE
        about = _dated_by(requirement, "rld") if dated else _noticed(movement)
        what = "its ready-to-load date" if dated else "notice to move"
        who = movement.unit or movement.stock or movement.requirement
        text = f"{mate}{what} of {who} ({movement.nation}) runs to {write_instant(movement.ready)}"
        cause = Cause(kind, f"{movement.nation} {who}", text, about=about)
        return Hold(movement.ready, cause)

    def _shipmates(self, carrying: Carrying) -> Iterator[Hold]:
        """Other loads taken on at the same stop, for which the carrier waited."""
        own = carrying.movement.id
        for load in carrying.boarding.on:
            if load.movement != own and load.movement in self.evidence.movements:
                requirement = self.evidence.movements[load.movement].requirement
                mate = f"{carrying.trip.carrier} also waited for {requirement}, which "
                yield self._ready(carrying, load.movement, load.line, mate)

    def _lift(self, carrying: Carrying) -> Iterator[Hold]:
        trip, fleet = carrying.trip, self.evidence.fleet(carrying.trip)
        work = carrying.boarding.depart - carrying.boarding.arrive
        subject = f"{fleet.nation} {fleet.name} ({fleet.count})"
        about: tuple[str, ...] = (f"fleet:{fleet.id}",)
        if carrying.board > 0:
            text = f"{trip.carrier} came in on {write_instant(carrying.boarding.arrive)} from its stop before"
            yield Hold(carrying.boarding.depart, Cause(CauseKind.LIFT, subject, text, about=about))
            return
        free = self.evidence.free_from(trip)
        before = self.evidence.trip_before(trip)
        if free == ALWAYS:
            return
        busy = (
            f"was busy until {write_instant(free)}"
            if before
            else f"is free from {write_instant(free)}"
        )
        text = f"{trip.carrier} ({fleet.name}, {fleet.nation}, {fleet.count} in all) {busy}"
        if free == fleet.available.opens:
            about = (*about, f"available:{free}")
        yield Hold(Minute(free + work), Cause(CauseKind.LIFT, subject, text, about=about))

    def laws(self, carrying: Carrying) -> Iterator[LegLaw]:
        """Every legal question of the legs the carrying took, for its own load and its carrier."""
        for index in range(carrying.board, carrying.leave):
            leg = self._leg(carrying, index)
            yield from questions_of_leg(leg) if leg else ()

    def standing_questions(self, movement: Movement) -> tuple[Question, ...]:
        """What a movement that never left would have to ask at home and of its host."""
        book = self.evidence.book
        host = book.places[movement.destination].nation
        natures = frozenset[Nature]().union(*(line.natures for line in movement.lines))
        task = book.requirements[movement.requirement].task
        unit = movement.unit or ""
        modes = sorted(book.places[movement.destination].modes)
        send = Question(
            movement.nation, Action.SEND, movement.nation, modes[0] if modes else None, natures, unit,
            place=movement.origin, task=task,
        )  # fmt: skip
        enter = Question(
            movement.nation, Action.ENTER, host, modes[0] if modes else None, natures, unit,
            place=movement.destination, task=task,
        )  # fmt: skip
        return (send,) if host == movement.nation else (send, enter)

    def _law(self, carrying: Carrying) -> Iterator[Hold]:
        stops, departs = carrying.trip.stops, carrying.boarding.depart
        for index in range(carrying.board, carrying.leave):
            here, there = stops[index], stops[index + 1]
            leg = self._leg(carrying, index)
            for law in questions_of_leg(leg) if leg else ():
                late = law.moment is Moment.ARRIVAL
                at = there.arrive if late else here.depart
                window = _open_at(self.authority.windows(law.question), at)
                if window is not None and window.opens > ALWAYS:
                    shift = at - departs
                    cause = _consent(law.question, window)
                    yield Hold(Minute(window.opens - shift), cause)

    def _leg(self, carrying: Carrying, index: int) -> Leg | None:
        book, stops = self.evidence.book, carrying.trip.stops
        way = self.network.find_way(self.evidence.way_key(carrying.trip, index))
        if way is None:
            return None
        fleet, here, there = self.evidence.fleet(carrying.trip), stops[index], stops[index + 1]
        aboard = [self._aboard(carrying, here, there)]
        return Leg(
            fleet.nation,
            fleet.id,
            way,
            book.places[here.place],
            book.places[there.place],
            tuple(aboard),
        )

    def _aboard(self, carrying: Carrying, here: Stop, there: Stop) -> Aboard:
        movement = carrying.movement
        natures: frozenset[Nature] = frozenset().union(
            *(x.natures for x in movement.lines if x.id == carrying.line)
        )
        return aboard_of(
            self.evidence.book,
            movement,
            natures,
            from_origin=here.place == movement.origin and here is carrying.boarding,
            set_down=there is carrying.leaving,
        )

    def _slot(self, carrying: Carrying) -> Iterator[Hold]:
        fleet = self.evidence.fleet(carrying.trip)
        for stop in (carrying.boarding, carrying.leaving):
            if self.evidence.is_full_before(stop, fleet):
                place = self.evidence.book.places[stop.place]
                what = SLOT_FIELDS[fleet.mode]
                slots, until = place.slots(fleet.mode), write_instant(stop.arrive)
                text = f"all {slots} {what} at {place.name} were taken until {until}"
                about = (f"place:{place.id}", f"mode:{fleet.mode}")
                cause = Cause(CauseKind.SLOT, f"{place.name} {what}", text, about=about)
                waited = stop is carrying.leaving and self._dallies(carrying)
                yield Hold(carrying.boarding.depart, cause, waited=waited)

    def _dallies(self, carrying: Carrying) -> bool:
        """Whether the carrying took longer than moving takes."""
        taken, moving = self.travel_minutes(carrying)
        return taken > moving

    def _dates(self, carrying: Carrying) -> Iterator[Hold]:
        requirement = self.evidence.book.requirements[carrying.movement.requirement]
        if requirement.ald is not None and carrying.boarding.place == requirement.poe:
            yield _dated(requirement, "ALD", requirement.ald)
        ends = requirement.pod or requirement.destination
        waited = requirement.ead is not None and carrying.leaving.place == ends
        if (
            waited
            and requirement.ead is not None
            and carrying.leaving.arrive <= requirement.ead + 60
        ):
            travel = carrying.leaving.arrive - carrying.boarding.depart
            hold = _dated(requirement, "EAD", Minute(requirement.ead - travel))
            yield replace(hold, waited=self._dallies(carrying))

    def _precedence(self, carrying: Carrying) -> Iterator[Hold]:
        movement = carrying.movement
        if carrying.leaving.place != movement.destination:
            return
        for earlier in self.evidence.book.requirements[movement.requirement].after:
            closing = self.evidence.closing(earlier)
            if closing is not None:
                travel = carrying.leaving.depart - carrying.boarding.depart
                until = Minute(closing.leaving.depart - travel)
                text = f"comes after {earlier}, which closed on {write_instant(closing.leaving.depart)}"
                yield Hold(until, Cause(CauseKind.PRECEDENCE, earlier, text), closing)

    def _ways(self, carrying: Carrying) -> Iterator[Hold]:
        """A way that was closed until just before the leg, or a place that was."""
        for index in range(carrying.board, carrying.leave):
            way = self.network.find_way(self.evidence.way_key(carrying.trip, index))
            departs = carrying.trip.stops[index].depart
            for closed in way.closed if way else ():
                if closed.closes <= departs:
                    shift = departs - carrying.boarding.depart
                    name = (
                        f"{carrying.trip.stops[index].place}-{carrying.trip.stops[index + 1].place}"
                    )
                    text = f"the way {name} is closed until {write_day(closed.closes)}"
                    about = closures_of_way(self.evidence.book, way, closed) if way else ()
                    cause = Cause(CauseKind.WAY, name, text, about=about)
                    yield Hold(Minute(closed.closes - shift), cause)

    def _closed_places(self, carrying: Carrying) -> Iterator[Hold]:
        """A place at either end that was closed until the carrier could work there."""
        departs = carrying.boarding.depart
        for stop in (carrying.boarding, carrying.leaving):
            for number, closure in enumerate(self.evidence.book.closures):
                closes = closure.closed.closes
                if closure.subject == f"place:{stop.place}" and closes <= stop.arrive:
                    name = self.evidence.book.places[stop.place].name
                    why = f" ({closure.reason})" if closure.reason else ""
                    text = f"{name} is closed until {write_day(closes)}{why}"
                    about = (f"closure:{number}",)
                    cause = Cause(CauseKind.WAY, f"{name} closed", text, about=about)
                    waited = stop is carrying.leaving and closes + MINUTES_PER_HOUR >= stop.arrive
                    dallied = waited and self._dallies(carrying)
                    yield Hold(min(closes, departs), cause, waited=dallied)

    def _stated(self, carrying: Carrying) -> Iterator[Hold]:
        """Pledges, opening hours and carriers a day."""
        book = self.evidence.book
        for until, cause in pledge_waits(book, carrying):
            yield Hold(until, cause)
        for stop in (carrying.boarding, carrying.leaving):
            waited = stop is carrying.leaving and self._dallies(carrying)
            for until, cause in hours_waits(book, carrying, stop):
                yield Hold(until, cause, waited=waited)
        for index in range(carrying.board, carrying.leave):
            way = self.network.find_way(self.evidence.way_key(carrying.trip, index))
            for until, cause in day_waits(self.evidence, carrying, index, way):
                yield Hold(until, cause)

    def travel_minutes(self, carrying: Carrying) -> tuple[int, int]:
        """Minutes the carrying took, and the least moving minutes of its legs."""
        fleet = self.evidence.fleet(carrying.trip)
        keys = [
            self.evidence.way_key(carrying.trip, i) for i in range(carrying.board, carrying.leave)
        ]
        ways = [self.network.find_way(key) for key in keys]
        moving = sum(moving_minutes(way, fleet) for way in ways if way is not None)
        return carrying.leaving.arrive - carrying.boarding.depart, moving


_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            CauseKind.CONSENT,
            CauseKind.PRECEDENCE,
            CauseKind.DATE,
            CauseKind.NOTICE,
            CauseKind.SLOT,
            CauseKind.WAY,
            CauseKind.HOURS,
            CauseKind.TRAVEL,
            CauseKind.LIFT,
            CauseKind.SOURCING,
            CauseKind.HORIZON,
        )
    )
}
"""Which cause is named when two hold to the same minute: what is decided far away goes first."""


def _latest_first(hold: Hold) -> tuple[int, bool, int, str]:
    """Of holds to the same minute, first those for which the carrier waited on its way."""
    return (-hold.until, not hold.waited, _RANK[hold.cause.kind], hold.cause.subject)


def _open_at(windows: tuple[Window, ...], at: Minute) -> Window | None:
    return next((w for w in windows if w.opens <= at <= w.closes), None)


def _dated(requirement: Requirement, name: str, until: Minute) -> Hold:
    text = f"{name} of {requirement.id} holds it to {write_instant(until)}"
    about = _dated_by(requirement, name.lower())
    return Hold(until, Cause(CauseKind.DATE, f"{name} of {requirement.id}", text, about=about))


def _dated_by(requirement: Requirement, name: str) -> tuple[str, ...]:
    return (f"requirement:{requirement.id}", f"date:{name}")


def _noticed(movement: Movement) -> tuple[str, ...]:
    if movement.unit is not None:
        return (f"unit:{movement.unit}",)
    return () if movement.stock is None else (f"stock:{movement.stock}",)


def _consent(question: Question, window: Window) -> Cause:
    """The permission that opened late, with the step that set its date."""
    step = window.critical[-1] if window.critical else None
    asked = f"{question.actor} {question.action} {question.territory}"
    if question.action is Action.SEND:
        asked = f"{question.actor} sending forces"
    how = ""
    if step is not None:
        done = f"recorded decision {step.decision}" if step.decision else "estimated"
        how = f", set by {step.procedure} of {step.body} ({done})"
    text = f"{asked} is permitted from {write_instant(window.opens)} under {window.permission}{how}"
    whose = step.body if step else str(window.permission)
    about = (
        f"actor:{question.actor}", f"action:{question.action}", f"territory:{question.territory}",
        f"opens:{window.opens}", f"provision:{window.permission or ''}", *_set_by(window),
    )  # fmt: skip
    return Cause(
        CauseKind.CONSENT,
        f"{asked}: {whose}",
        text,
        provision=str(window.permission or ""),
        about=about,
    )


def _set_by(window: Window) -> tuple[str, ...]:
    """The last step that takes time, or the decision that ends it."""
    for step in reversed(window.critical):
        if step.decision is not None:
            return (f"decision:{step.decision}",)
        if step.ends is not None and step.begins is not None and step.begins < step.ends:
            return (f"procedure:{step.procedure}", f"body:{step.body}", f"ends:{step.ends}")
    return ()
