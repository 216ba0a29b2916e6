"""The legal questions of one leg, and when it may depart for all of them to be open.

The rule: the table "Legal questions of a leg" in `docs/explanation/planning-rules.md`, row by row; the
nations crossed are those of the way and of both its ends. Planner
and judge both ask through here, for law belongs to this room. Not here: which rule a closed question
breaks (the judge).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coalition.authority.answer import LegLaw, Moment, Question
from coalition.authority.evaluate import Authority
from coalition.authority.steps.spans import EVER, Spans, intersect, spans_where, union
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.identity import FleetId, NationId
from coalition.model.law import Action
from coalition.model.places import Mode, Place
from coalition.model.plan import Movement
from coalition.model.ways import Way


@dataclass(frozen=True, slots=True)
class Aboard:
    """A movement aboard on one leg, as law sees it.

    `nation` owns what moves; `host` is the nation of its destination. `from_origin`: taken on where the leg
    begins, at the movement's origin. `set_down`: set down where the leg ends. `consumer` is
    the nation the requirement names when a stock of `nation` serves it, else None.
    """

    nation: NationId
    host: NationId
    natures: frozenset[Nature]
    unit: str = ""
    task: str = ""
    from_origin: bool = False
    set_down: bool = False
    consumer: NationId | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a trip: whose carrier goes which way between which places, with what aboard."""

    carrier: NationId
    fleet: FleetId
    way: Way
    origin: Place
    destination: Place
    aboard: tuple[Aboard, ...] = ()


def aboard_of(
    book: Book,
    movement: Movement,
    natures: frozenset[Nature],
    *,
    from_origin: bool = False,
    set_down: bool = False,
) -> Aboard:
    """The movement as law sees it on a leg; `natures` are those of its pieces aboard."""
    requirement = book.requirements[movement.requirement]
    return Aboard(
        movement.nation, book.places[movement.destination].nation, natures, movement.unit or "",
        requirement.task, from_origin, set_down,
        requirement.nation if movement.stock is not None else None,
    )  # fmt: skip


def questions_of_leg(leg: Leg) -> tuple[LegLaw, ...]:
    """Every question that must be open for the leg, each once, in the order of the table."""
    laws = [law for row in (_ROWS if leg.aboard else _ROWS_EMPTY) for law in row(leg)]
    return tuple({(law.question, law.moment): law for law in reversed(laws)}.values())[::-1]


def is_open(authority: Authority, law: LegLaw, depart: Minute, arrive: Minute) -> bool:
    """Whether the question is open at its moment of a leg that departs and arrives then."""
    times = open_times(authority, law.question)
    if law.moment is Moment.WHOLE:
        return any(span.covers(depart, arrive) for span in times)
    return any(
        span.contains(depart if law.moment is Moment.DEPARTURE else arrive) for span in times
    )


def open_times(authority: Authority, question: Question) -> Spans:
    """The question's windows with touching ones joined, whichever permission opens them."""
    return spans_where(authority.windows(question))


def departures(authority: Authority, laws: Iterable[LegLaw], minutes: int) -> Spans:
    """The minutes at which a leg of that length may depart so that every question is open."""
    found = EVER
    for law in laws:
        found = intersect(found, _SHIFTS[law.moment](open_times(authority, law.question), minutes))
    return found


def _shift_whole(times: Spans, minutes: int) -> Spans:
    """A leg may end at the very minute a window closes (`Interval.covers`), hence the one minute more."""
    last = 1 - minutes
    return union(Interval(t.opens, _moved(t.closes, last)) for t in times)


def _shift_departure(times: Spans, minutes: int) -> Spans:
    del minutes
    return times


def _shift_arrival(times: Spans, minutes: int) -> Spans:
    return union(Interval(_moved(t.opens, -minutes), _moved(t.closes, -minutes)) for t in times)


_SHIFTS: dict[Moment, Callable[[Spans, int], Spans]] = {
    Moment.WHOLE: _shift_whole,
    Moment.DEPARTURE: _shift_departure,
    Moment.ARRIVAL: _shift_arrival,
}


def _moved(at: Minute, minutes: int) -> Minute:
    return at if at in (ALWAYS, FOREVER) else Minute(at + minutes)


def _sent(leg: Leg) -> Iterator[LegLaw]:
    for load in leg.aboard:
        if load.from_origin:
            asked = _ask(leg, load, Action.SEND, load.nation)
            yield LegLaw(asked, Moment.DEPARTURE, "sender's authority")


def _lifted(leg: Leg) -> Iterator[LegLaw]:
    for load in leg.aboard:
        if load.nation != leg.carrier:
            asked = _ask(leg, load, Action.USE_LIFT, leg.carrier)
            yield LegLaw(asked, Moment.DEPARTURE, "lift of another")


def _crosses(leg: Leg) -> Iterator[LegLaw]:
    for load in leg.aboard:
        for crossed in _crossed(leg):
            if crossed != load.nation:
                action = Action.ENTER if crossed == load.host else _passing(leg)
                yield LegLaw(_ask(leg, load, action, crossed), Moment.WHOLE, "cross")


def _carrier_crosses(leg: Leg) -> Iterator[LegLaw]:
    for crossed in _crossed(leg):
        if crossed != leg.carrier:
            asked = _ask_carrier(leg, _passing(leg), crossed)
            yield LegLaw(asked, Moment.WHOLE, "carrier crosses")


def _staged(leg: Leg) -> Iterator[LegLaw]:
    soil = leg.destination.nation
    for load in leg.aboard:
        if load.set_down and soil not in (load.nation, load.host):
            yield LegLaw(_ask(leg, load, Action.USE_BASE, soil), Moment.ARRIVAL, "staging")


def _carrier_lands(leg: Leg) -> Iterator[LegLaw]:
    soil = leg.destination.nation
    if soil != leg.carrier:
        yield LegLaw(_ask_carrier(leg, Action.USE_BASE, soil), Moment.ARRIVAL, "carrier lands")


def _stock_used(leg: Leg) -> Iterator[LegLaw]:
    for load in leg.aboard:
        if load.from_origin and load.consumer not in (None, load.nation):
            asked = _ask(leg, load, Action.USE_STOCK, load.nation, actor=load.consumer)
            yield LegLaw(asked, Moment.DEPARTURE, "stock of another")


_ROWS = (_sent, _lifted, _crosses, _carrier_crosses, _staged, _carrier_lands, _stock_used)
_ROWS_EMPTY = (_carrier_crosses, _carrier_lands)
"""What is asked of a carrier with nothing aboard; the others speak of loads."""


def _passing(leg: Leg) -> Action:
    return Action.OVERFLY if leg.way.key.mode is Mode.AIR else Action.TRANSIT


def _crossed(leg: Leg) -> tuple[NationId, ...]:
    """The nations crossed, in order: a sea way names no coast, but its ends lie on somebody's soil."""
    met = (crossing.nation for crossing in leg.way.crossings)
    return tuple(dict.fromkeys((leg.origin.nation, *met, leg.destination.nation)))


def _ask(
    leg: Leg, load: Aboard, action: Action, territory: NationId, *, actor: NationId | None = None
) -> Question:
    """A question about a load; places narrow it where the territory is that of an end of the leg."""
    return Question(
        actor or load.nation, action, territory, leg.way.key.mode, load.natures, load.unit,
        leg.fleet, _place(leg, action, territory), load.task,
    )  # fmt: skip


def _ask_carrier(leg: Leg, action: Action, territory: NationId) -> Question:
    natures = frozenset(nature for load in leg.aboard for nature in load.natures)
    return Question(
        leg.carrier, action, territory, leg.way.key.mode, natures, "", leg.fleet,
        _place(leg, action, territory), _only({load.task for load in leg.aboard}),
    )  # fmt: skip


def _place(leg: Leg, action: Action, territory: NationId) -> str:
    """The place a question names: where the load leaves from, or the end of the leg on that soil."""
    if action in (Action.SEND, Action.USE_STOCK, Action.USE_LIFT):
        return leg.origin.id
    return leg.destination.id if leg.destination.nation == territory else ""


def _only(tasks: set[str]) -> str:
    return next(iter(tasks)) if len(tasks) == 1 else ""
