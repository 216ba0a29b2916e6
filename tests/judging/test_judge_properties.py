"""Whatever plan parses is judged: corruption is a breach, never an error, and order changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.judging.plants import assign
from tests.simulators.small_books import (
    SmallNetwork,
    at,
    delayed,
    small_assignments,
    small_book,
    small_plan,
    small_trips,
)

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan, Verdict
from coalition.measure.instants import Minute
from coalition.model.identity import CarrierId, LineId, MovementId, PlaceId
from coalition.model.plan import Assignment, Bound, Load, Plan, Stop, Trip

BOOK = small_book()
LAW = Authority(BOOK)
NETWORK = SmallNetwork()
TRIPS = tuple(small_trips().values())

places = st.sampled_from([*BOOK.places, PlaceId("NOWHERE"), PlaceId("")])
minutes = st.integers(-2000, 60_000).map(lambda n: Minute(at(0) + n)) | st.integers().map(Minute)
counts = st.integers(-3, 60) | st.integers()
movements = st.sampled_from(
    ["ADV", "VEH", "FUEL", "MED+HOSPITAL", "EAT+RATIONS", "MED+CLINIC", "GHOST", ""]
)
lines = st.sampled_from(["troops", "vehicles", "shells", "fuel", "boxes", "tents", "?"])
loads = st.builds(Load, movements.map(MovementId), lines.map(LineId), counts)
avoiding = st.lists(st.sampled_from(["POL", "LTU", "XXX", "passage:suez", ""]), max_size=2).map(
    tuple
)
some_loads = st.lists(loads, max_size=3).map(tuple)
stops = st.builds(Stop, places, minutes, minutes, some_loads, some_loads, avoiding)
carriers = st.sampled_from(
    [
        "PLANE#1",
        "PLANE#2",
        "PLANE#3",
        "TRAIN#1",
        "SHIP#1",
        "TRUCK#1",
        "TRUCK#0",
        "TRUCK",
        "#",
        "",
        "GHOST#1",
    ]
).map(CarrierId)
sources = st.sampled_from(
    ["ADVANCE", "COMPANY", "HOSPITAL", "CLINIC", "DIESEL", "RATIONS", "NONE", ""]
)
assignments = st.builds(
    assign, st.sampled_from(["ADV", "VEH", "FUEL", "MED", "EAT", "NONE"]), sources, sources, counts
)
Change = Callable[[Trip], Trip]


def _edit(index: int, change: Callable[[Stop], Stop]) -> Change:
    def apply(trip: Trip) -> Trip:
        if not trip.stops:
            return trip
        spot = index % len(trip.stops)
        return replace(
            trip, stops=(*trip.stops[:spot], change(trip.stops[spot]), *trip.stops[spot + 1 :])
        )

    return apply


def _editing(field: str, values: st.SearchStrategy[object]) -> st.SearchStrategy[Change]:
    return st.tuples(st.integers(0, 3), values).map(
        lambda pair: _edit(pair[0], lambda stop: replace(stop, **{field: pair[1]}))
    )


changes: st.SearchStrategy[Change] = st.one_of(
    _editing("place", places),
    _editing("arrive", minutes),
    _editing("depart", minutes),
    _editing("off", some_loads),
    _editing("on", some_loads),
    _editing("avoiding", avoiding),
    carriers.map(lambda carrier: lambda trip: replace(trip, carrier=carrier)),
    st.integers(-5000, 5000).map(lambda n: lambda trip: delayed(trip, n)),
    st.integers(0, 3).map(lambda n: lambda trip: replace(trip, stops=trip.stops[:n])),
    stops.map(lambda stop: lambda trip: replace(trip, stops=(*trip.stops, stop))),
)


@st.composite
def corrupted_plans(draw: st.DrawFn) -> Plan:
    """The green plan after a few random changes to its trips and sources."""
    trips = list(TRIPS)
    for _ in range(draw(st.integers(1, 4))):
        spot = draw(st.integers(0, len(trips) - 1))
        trips[spot] = draw(changes)(trips[spot])
    more: list[Assignment] = draw(st.lists(assignments, max_size=2))
    kept = small_assignments()[draw(st.integers(0, 2)) :]
    bound = draw(st.none() | st.builds(Bound, st.integers(), st.integers(), st.just("drawn")))
    return replace(small_plan(), trips=tuple(trips), assignments=(*kept, *more), bound=bound)


def judged(plan: Plan) -> JudgedPlan:
    return judge(BOOK, LAW, NETWORK, plan)


@settings(max_examples=120, deadline=None)
@given(corrupted_plans())
def test_a_corrupted_plan_is_judged_and_never_raises(plan: Plan) -> None:
    found = judged(plan)
    assert (found.verdict is Verdict.RED) == bool(found.breaches)
    assert [c.requirement for c in found.closures] == list(BOOK.requirements)
    assert min(found.score.undelivered, found.score.lateness) >= 0
    assert all(0 <= c.delivered_ppm <= 1_000_000 for c in found.closures)


@settings(max_examples=60, deadline=None)
@given(corrupted_plans(), st.randoms(use_true_random=False))
def test_judging_does_not_depend_on_the_order_of_trips_and_sources(
    plan: Plan, chance: object
) -> None:
    trips, sources = list(plan.trips), list(plan.assignments)
    chance.shuffle(trips)  # type: ignore[attr-defined]
    chance.shuffle(sources)  # type: ignore[attr-defined]
    shuffled = judged(replace(plan, trips=tuple(trips), assignments=tuple(sources)))
    plain = judged(plan)
    assert shuffled.breaches == plain.breaches
    assert (shuffled.doubts, shuffled.risks) == (plain.doubts, plain.risks)
    assert (shuffled.score, shuffled.closures) == (plain.score, plain.closures)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(TRIPS) - 1), st.integers(0, 5000))
def test_delay_changes_neither_cost_nor_doubts(spot: int, late: int) -> None:
    trips = list(TRIPS)
    trips[spot] = delayed(trips[spot], late)
    found = judged(replace(small_plan(), trips=tuple(trips)))
    assert found.doubts == ()
    assert found.score.cost == judged(small_plan()).score.cost


def test_judging_twice_gives_the_same() -> None:
    first, second = judged(small_plan(ship=None)), judged(small_plan(ship=None))
    assert (first.breaches, first.doubts, first.score) == (
        second.breaches,
        second.doubts,
        second.score,
    )


def test_one_fault_hides_no_other() -> None:
    lost = replace(TRIPS[0], carrier=CarrierId("GHOST#1"))
    broken = small_plan(
        advance=lost,
        ship=delayed(small_trips()["ship"], -601),
        hospital=Trip(CarrierId("PLANE#2"), ()),
    )
    codes = {breach.code for breach in judged(broken).breaches}
    assert {"no-such-carrier", "not-from-home", "not-standing-there", "no-stops"} <= codes
