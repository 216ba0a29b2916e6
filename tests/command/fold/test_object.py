"""An object is named by the event that made it; nobody opens it twice, and strangers are set aside."""

from __future__ import annotations

from tests.command.stage import Stage
from tests.command.whole_room import FUEL, WINDOW

from coalition.command.events.event import Event, EventId
from coalition.command.events.kinds.contributions import OfferMade, PledgeMade
from coalition.command.events.kinds.facts import Acknowledged, FactStated
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Terms
from coalition.command.fold.object import refold, with_event


def offer() -> tuple[Stage, Event]:
    stage = Stage()
    return stage, stage.say("DEU", OfferMade(Terms(FUEL, WINDOW)))


def test_a_second_opening_cannot_take_an_object_over() -> None:
    stage, first = offer()
    stage.say("RUS", OfferMade(Terms(FUEL, WINDOW)), first, at=first.minute - 10)
    record = stage.picture().find(first.subject)
    assert record is not None
    assert record.state.nation == "DEU"
    assert [aside.why for aside in record.set_aside] == [
        "it makes a contribution, and one is there"
    ]


def test_nobody_opens_an_object_whose_opening_is_hidden() -> None:
    stage, first = offer()
    stage.say("RUS", OfferMade(Terms(FUEL, WINDOW)), first)
    stage.events.remove(first)
    assert stage.picture().find(first.subject) is None


def test_what_is_about_nothing_visible_is_set_aside_until_it_is() -> None:
    stage, first = offer()
    pledge = stage.say("DEU", PledgeMade(Terms(FUEL, WINDOW)), first)
    alone = refold(first.subject, (pledge,))
    assert alone.noun is None
    assert alone.label is None
    assert [aside.event for aside in alone.set_aside] == [pledge]
    whole = with_event(alone, first)
    assert whole.noun is Noun.CONTRIBUTION
    assert whole.set_aside == ()


def test_an_event_of_another_noun_is_set_aside() -> None:
    stage, first = offer()
    stage.say("DEU", FactStated("place", "port", {}), first)
    record = stage.picture().find(first.subject)
    assert record is not None
    assert [aside.why for aside in record.set_aside] == ["it does not speak of a contribution"]


def test_what_makes_nothing_does_not_open() -> None:
    stage = Stage()
    stage.say("DEU", PledgeMade(Terms(FUEL, WINDOW)))
    assert list(stage.picture().each(Noun.CONTRIBUTION)) == []


def test_an_event_dated_before_its_object_still_counts() -> None:
    stage, first = offer()
    stage.say("DEU", PledgeMade(Terms(FUEL, WINDOW)), first, at=first.minute - 30)
    record = stage.picture(first.minute).find(first.subject)
    assert record is not None
    assert record.state.stage == "pledged"


def test_an_acknowledgement_is_kept_with_its_origin() -> None:
    stage, first = offer()
    stage.say("FRA", Acknowledged(first.id), first)
    record = stage.picture().find(first.subject)
    assert record is not None
    assert [(a.event, a.by) for a in record.acknowledged] == [(first.id, "FRA")]
    assert record.label == first.label


def test_the_opening_comes_first_whatever_its_id() -> None:
    first = Event(
        EventId("f" * 32), Stamp(5), "DEU", "p", "OfferMade", EventId("f" * 32), None, None
    )  # type: ignore[arg-type]
    other = Event(
        EventId("0" * 32), Stamp(5), "DEU", "p", "PledgeMade", EventId("f" * 32), None, None
    )  # type: ignore[arg-type]
    assert sorted([other, first], key=lambda event: event.order) == [first, other]
