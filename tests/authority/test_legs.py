"""The legal questions of a leg, row by row of the table in planning-rules.md, and departure windows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.simulators.law_books import (
    DEU,
    LTU,
    POL,
    USA,
    instrument,
    law_book,
    permission,
    scope,
)

from coalition.authority.answer import LegLaw, Moment, Question
from coalition.authority.evaluate import Authority
from coalition.authority.legs import Aboard, Leg, departures, is_open, open_times, questions_of_leg
from coalition.measure.instants import Interval, Minute
from coalition.model.cargo import Nature
from coalition.model.identity import FleetId, NationId, PlaceId
from coalition.model.law import Action
from coalition.model.places import Mode, Place
from coalition.model.ways import Crossing, Way, WayKey

FOOD, FUEL = frozenset({Nature.FOOD}), frozenset({Nature.FUEL, Nature.HAZARDOUS})


def place(name: str, nation: NationId) -> Place:
    return Place(PlaceId(name), name, nation, 0, 0, frozenset(Mode))


BERLIN, WARSAW, VILNIUS = place("berlin", DEU), place("warsaw", POL), place("vilnius", LTU)


def leg(mode: Mode, origin: Place, destination: Place, carrier: NationId, *aboard: Aboard) -> Leg:
    nations = [origin.nation, POL, destination.nation]
    crossings = tuple(Crossing(nation, 100_000) for nation in dict.fromkeys(nations))
    way = Way(WayKey(mode, origin.id, destination.id), 300_000, crossings)
    return Leg(carrier, FleetId("trucks"), way, origin, destination, aboard)


def asked(one: Leg) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            law.reason,
            law.question.actor,
            law.question.action.value,
            law.question.territory,
            law.moment.value,
        )
        for law in questions_of_leg(one)
    ]


OWN = Aboard(DEU, LTU, FOOD, unit="medics", task="relief", from_origin=True, set_down=True)


def test_own_goods_on_own_trucks_through_one_nation_to_a_host() -> None:
    assert asked(leg(Mode.ROAD, BERLIN, VILNIUS, DEU, OWN)) == [
        ("sender's authority", "DEU", "send", "DEU", "departure"),
        ("cross", "DEU", "transit", "POL", "whole"),
        ("cross", "DEU", "enter", "LTU", "whole"),
        ("carrier crosses", "DEU", "transit", "POL", "whole"),
        ("carrier crosses", "DEU", "transit", "LTU", "whole"),
        ("carrier lands", "DEU", "use-base", "LTU", "arrival"),
    ]


def test_goods_on_anothers_carrier_ask_for_its_lift_and_stage_by_leave() -> None:
    staged = replace(OWN, host=LTU)
    assert asked(leg(Mode.ROAD, BERLIN, WARSAW, USA, staged)) == [
        ("sender's authority", "DEU", "send", "DEU", "departure"),
        ("lift of another", "DEU", "use-lift", "USA", "departure"),
        ("cross", "DEU", "transit", "POL", "whole"),
        ("carrier crosses", "USA", "transit", "DEU", "whole"),
        ("carrier crosses", "USA", "transit", "POL", "whole"),
        ("staging", "DEU", "use-base", "POL", "arrival"),
        ("carrier lands", "USA", "use-base", "POL", "arrival"),
    ]


def test_by_air_nations_are_overflown_and_the_host_entered() -> None:
    actions = {
        (a, t)
        for reason, _, a, t, _ in asked(leg(Mode.AIR, BERLIN, VILNIUS, DEU, OWN))
        if "cross" in reason
    }
    assert actions == {("overfly", "POL"), ("enter", "LTU"), ("overfly", "LTU")}


def test_a_voyage_asks_at_both_coasts_though_the_sea_is_nobodys() -> None:
    way = Way(WayKey(Mode.SEA, WARSAW.id, VILNIUS.id), 300_000, ())
    voyage = Leg(DEU, FleetId("ships"), way, WARSAW, VILNIUS, (replace(OWN, from_origin=False),))
    crossed = [(a, t) for reason, _, a, t, _ in asked(voyage) if reason == "cross"]
    assert crossed == [("transit", "POL"), ("enter", "LTU")]


def test_an_empty_carrier_asks_for_itself_alone() -> None:
    laws = questions_of_leg(leg(Mode.ROAD, VILNIUS, BERLIN, DEU))
    assert [law.reason for law in laws] == ["carrier crosses", "carrier crosses"]
    assert all(law.question.cargo == frozenset() for law in laws)


def test_a_load_not_set_down_does_not_stage_and_one_on_its_way_is_not_sent_again() -> None:
    onward = replace(OWN, from_origin=False, set_down=False)
    reasons = {law.reason for law in questions_of_leg(leg(Mode.ROAD, BERLIN, WARSAW, DEU, onward))}
    assert reasons.isdisjoint({"staging", "sender's authority", "stock of another"})


def test_a_stock_of_another_is_used_by_its_consumer() -> None:
    stock = replace(OWN, consumer=USA)
    laws = [
        law
        for law in questions_of_leg(leg(Mode.ROAD, BERLIN, VILNIUS, DEU, stock))
        if "stock" in law.reason
    ]
    assert [(law.question.actor, law.question.territory, law.moment) for law in laws] == [
        (USA, DEU, Moment.DEPARTURE)
    ]
    own = questions_of_leg(leg(Mode.ROAD, BERLIN, VILNIUS, DEU, replace(OWN, consumer=DEU)))
    assert all("stock" not in law.reason for law in own)


def test_the_load_is_asked_for_its_own_natures_and_the_carrier_for_all() -> None:
    fuel = replace(OWN, natures=FUEL, unit="tankers")
    laws = questions_of_leg(leg(Mode.ROAD, BERLIN, VILNIUS, USA, OWN, fuel))
    loads = {(law.question.unit, law.question.cargo) for law in laws if law.reason == "cross"}
    assert loads == {("medics", FOOD), ("tankers", FUEL)}
    assert {law.question.cargo for law in laws if law.reason == "carrier crosses"} == {FOOD | FUEL}


def test_like_loads_ask_once() -> None:
    one, two = (
        leg(Mode.ROAD, BERLIN, VILNIUS, DEU, OWN),
        leg(Mode.ROAD, BERLIN, VILNIUS, DEU, OWN, OWN),
    )
    assert questions_of_leg(one) == questions_of_leg(two)


def test_questions_name_fleet_task_and_the_place_on_the_territory() -> None:
    laws = questions_of_leg(leg(Mode.ROAD, BERLIN, VILNIUS, DEU, OWN))
    places = {(law.question.territory, law.question.place) for law in laws}
    assert places == {("DEU", "berlin"), ("POL", ""), ("LTU", "vilnius")}
    assert {law.question.fleet for law in laws} == {"trucks"}
    assert {law.question.task for law in laws} == {"relief"}


def _span(opens: int, closes: int) -> Interval:
    return Interval(Minute(opens), Minute(closes))


def _authority(*times: tuple[int, int]) -> Authority:
    leaves = [
        permission(f"a/{n}", scope([DEU]), valid=_span(opens, closes))
        for n, (opens, closes) in enumerate(times)
    ]
    return Authority(law_book(instrument("a", [POL], *leaves)))


QUESTION = Question(DEU, Action.TRANSIT, POL)


def test_touching_windows_of_two_permissions_are_one_time() -> None:
    authority = _authority((0, 100), (100, 200))
    assert len(authority.windows(QUESTION)) == 2
    assert open_times(authority, QUESTION) == (_span(0, 200),)


def test_departures_leave_room_for_the_whole_leg() -> None:
    laws = {m: [LegLaw(QUESTION, m, "test")] for m in Moment}
    authority = _authority((100, 200))
    assert departures(authority, laws[Moment.WHOLE], 30) == (_span(100, 171),)
    assert departures(authority, laws[Moment.DEPARTURE], 30) == (_span(100, 200),)
    assert departures(authority, laws[Moment.ARRIVAL], 30) == (_span(70, 170),)
    assert departures(authority, laws[Moment.WHOLE], 101) == ()
    assert departures(authority, laws[Moment.WHOLE] + laws[Moment.ARRIVAL], 30) == (
        _span(100, 170),
    )


minutes = st.integers(0, 60)
windows = st.lists(
    st.tuples(minutes, minutes).map(sorted).map(tuple).filter(lambda w: w[0] < w[1]),
    min_size=1,
    max_size=4,
)


@given(windows, st.integers(0, 40), st.sampled_from(list(Moment)))
def test_a_leg_may_depart_exactly_when_its_questions_are_open(
    times: list[tuple[int, int]], length: int, moment: Moment
) -> None:
    authority = _authority(*times)
    law = LegLaw(QUESTION, moment, "test")
    found = departures(authority, [law], length)
    for depart in range(-50, 70):
        open_now = is_open(authority, law, Minute(depart), Minute(depart + length))
        assert any(span.contains(Minute(depart)) for span in found) is open_now
