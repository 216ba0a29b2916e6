"""Budgets: events of many objects read, folded, looked at; one event more in a large picture.

Rooms are made of every kind of object, over and over. In the same run one event more is set beside folding
everything anew, for the ratio. With `--once` a twentieth of everything.
"""

from __future__ import annotations

import sys
from time import perf_counter

from stopwatch import Stopwatch

from coalition.command.decisions.standing import standing_of
from coalition.command.events.event import Event, EventId, ObjectId, Origin, PersonId
from coalition.command.events.kinds.bodies import BodyFounded, ForumRule
from coalition.command.events.kinds.consents import ConsentGranted, ConsentScope
from coalition.command.events.kinds.decisions import DecisionOpened, ProposalTabled, ReceiptSigned
from coalition.command.events.kinds.plans import PlanProposed
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Clock, Rest
from coalition.command.events.wire import event_from_json, event_to_json
from coalition.command.fold.fold import Fold, fold
from coalition.command.fold.picture import Picture
from coalition.command.soundness.plans import plan_standing
from coalition.labels.label import Label
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.nations import Rule

ROOMS = 1_000
NATIONS = tuple(Origin(f"N{number:02}") for number in range(32))
STAFF, LABEL = Origin("STAFF"), Label("NATO", "UNCLASSIFIED")
NOW = Minute(5_000_000)
SILENCE = ForumRule("*", Rule.SILENCE)


class Writer:
    """Writes events with ids and stamps in order."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def say(self, origin: Origin, body: object, about: Event | None = None) -> Event:
        number = len(self.events) + 1
        id_ = EventId(f"{number * 2_654_435_761 % 2**128:032x}")
        subject = ObjectId(id_) if about is None else about.subject
        kind = type(body).__name__
        event = Event(id_, Stamp(number), origin, PersonId("p"), kind, subject, LABEL, body)
        self.events.append(event)
        return event


def room(writer: Writer) -> None:
    """A council of 32, a text under silence with every receipt, ten consents, a plan on them."""
    council = writer.say(STAFF, BodyFounded("Council", NATIONS, STAFF, (SILENCE,)))
    text = writer.say(STAFF, ProposalTabled(council.subject, "T", "Agree."))
    put = DecisionOpened(
        council.subject, text.id, council.id, NATIONS, SILENCE, Clock(until=Minute(1_000_000))
    )
    opening = writer.say(STAFF, put, text)
    for nation in NATIONS:
        writer.say(nation, ReceiptSigned(opening.id), text)
    scopes = (ConsentScope(nation, Interval(ALWAYS, FOREVER)) for nation in NATIONS[:10])
    consents = [writer.say(scope.territory, ConsentGranted(scope)) for scope in scopes]
    rests = tuple(Rest(consent.subject, consent.id) for consent in consents)
    writer.say(STAFF, PlanProposed("Move", "d", rests))


def main() -> int:
    watch = Stopwatch()
    share = 20 if watch.once else 1
    writer = Writer()
    for _ in range(ROOMS // share):
        room(writer)
    events = writer.events
    print(f"{len(events):,} events of {ROOMS // share * 13:,} objects, 32 nations")
    plain = [event_to_json(event) for event in events]
    watch.time(
        "read every event from JSON",
        lambda: [event_from_json(p) for p in plain],
        budget_s=8 / share,
    )
    picture = watch.time("fold every event", lambda: fold(events, NOW, {}), budget_s=8 / share)
    watch.time("where every proposal stands", lambda: stand(picture), budget_s=2 / share)
    watch.time("whether every plan is fresh", lambda: fresh(picture), budget_s=0.5 / share)
    one_more(events)
    return watch.report()


def stand(picture: Picture) -> int:
    found = (standing_of(picture, record.subject) for record in picture.each(Noun.PROPOSAL))
    return sum(standing is not None and standing.agreed for standing in found)


def fresh(picture: Picture) -> int:
    found = (plan_standing(picture, record.subject) for record in picture.each(Noun.PLAN))
    return sum(plan is not None and plan.fresh for plan in found)


def one_more(events: list[Event]) -> None:
    """Prints how many times longer it takes to fold everything than one event more and its picture."""
    grown, last = Fold(NOW), events[-1]
    for event in events[:-1]:
        grown.apply(event)
    grown.picture(NOW, {})
    begin = perf_counter()
    grown.apply(last)
    grown.picture(NOW, {})
    one = perf_counter() - begin
    begin = perf_counter()
    fold(events, NOW, {})
    every = perf_counter() - begin
    print(
        f"one event more: {one * 1e6:,.0f} us; folding all anew takes {every / one:,.0f} times as long"
    )


if __name__ == "__main__":
    sys.exit(main())
