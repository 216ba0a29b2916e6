"""One identifier from the request to the receipt, and what does not add up on the way."""

from __future__ import annotations

from tests.command.stage import STAFF, Stage
from tests.command.whole_room import FUEL, WINDOW, rest, scope

from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds.consents import ConsentGranted, ConsentRequested
from coalition.command.events.kinds.consignments import (
    ConsignmentCalledOff,
    ConsignmentFormed,
    ConsignmentLoaded,
    ConsignmentReceived,
    LegArrived,
    LegDeparted,
)
from coalition.command.events.kinds.contributions import (
    CommitmentMade,
    OfferMade,
    RequirementStated,
)
from coalition.command.events.terms import Amount, Terms
from coalition.command.giving.trace import Balance, line_of, trace_of


class Line:
    """A requirement, an offer for it, a consent, and consignments."""

    def __init__(self) -> None:
        self.stage = Stage()
        say = self.stage.say
        self.need = say(STAFF, RequirementStated("Fuel", FUEL, WINDOW))
        terms = Terms(FUEL, WINDOW)
        self.offer = say("AAA", OfferMade(terms, line=self.need.subject))
        say("AAA", CommitmentMade(terms), self.offer)
        self.consent = say("AAA", ConsentRequested(scope(), line=self.need.subject))
        self.granted = say("BBB", ConsentGranted(scope()), self.consent)

    def send(self, quantity: int) -> Event:
        body = ConsignmentFormed(
            self.need.subject,
            self.offer.subject,
            Origin("CCC"),
            (Amount("fuel", quantity, "kg"),),
            (rest(self.granted),),
        )
        return self.stage.say("AAA", body)

    def move(self, load: Event, loaded: int, received: int | None) -> None:
        self.stage.say("AAA", ConsignmentLoaded("port", (Amount("fuel", loaded, "kg"),)), load)
        self.stage.say("AAA", LegDeparted(1, "port", "depot"), load)
        self.stage.say("AAA", LegArrived(1, "depot"), load)
        if received is not None:
            came = (Amount("fuel", received, "kg"),)
            self.stage.say("CCC", ConsignmentReceived("depot", came), load)


def test_from_anything_on_a_line_all_of_it_is_found() -> None:
    line = Line()
    load = line.send(400)
    picture = line.stage.picture()
    for subject in (line.need, line.offer, line.consent, load):
        found = trace_of(picture, subject.subject)
        assert found is not None
        assert found.line == line.need.subject
        assert found.requirement is not None
        assert [r.subject for r in found.contributions] == [line.offer.subject]
        assert [r.subject for r in found.consents] == [line.consent.subject]
        assert [r.subject for r in found.consignments] == [load.subject]


def test_sent_and_received_are_added_up_and_the_difference_told() -> None:
    line = Line()
    line.move(line.send(400), 400, 390)
    line.move(line.send(500), 500, 515)
    found = trace_of(line.stage.picture(), line.need.subject)
    assert found is not None
    (balance,) = found.balances()
    assert (balance.formed, balance.loaded, balance.received) == (900, 900, 905)
    each = [Balance("fuel", "kg", 400, 400, 390), Balance("fuel", "kg", 500, 500, 515)]
    assert [(b.shortage, b.overage) for b in each] == [(10, 0), (0, 15)]


def test_what_is_on_its_way_is_no_shortage() -> None:
    line = Line()
    line.move(line.send(400), 380, None)
    found = trace_of(line.stage.picture(), line.need.subject)
    assert found is not None
    assert found.balances() == (Balance("fuel", "kg", 400, 380, None),)
    assert found.balances()[0].shortage == 0


def test_what_was_called_off_is_not_missed() -> None:
    line = Line()
    load = line.send(400)
    line.stage.say("AAA", ConsignmentCalledOff(), load)
    found = trace_of(line.stage.picture(), line.need.subject)
    assert found is not None
    assert found.balances() == ()


def test_what_came_and_was_never_sent_is_an_overage() -> None:
    assert Balance("tent", "piece", 0, 0, 3).overage == 3


def test_an_offer_nobody_asked_for_is_a_line_of_its_own() -> None:
    line = Line()
    alone = line.stage.say("AAA", OfferMade(Terms(FUEL, WINDOW)))
    found = trace_of(line.stage.picture(), alone.subject)
    assert found is not None
    assert found.requirement is None
    assert [record.subject for record in found.contributions] == [alone.subject]


def test_what_lies_on_no_line_is_not_traced() -> None:
    line = Line()
    council = line.stage.council("AAA")
    unasked = line.stage.say("BBB", ConsentGranted(scope()))
    picture = line.stage.picture()
    assert trace_of(picture, council.subject) is None
    assert line_of(picture, unasked.subject) is None
    assert line_of(picture, ObjectId("e" * 32)) is None
