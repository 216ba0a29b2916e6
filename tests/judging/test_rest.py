"""The duty rule against its own words: every run of consecutive legs, tried one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.small_books import SmallNetwork, at, small_book, stop, trip

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.measure.instants import Minute
from coalition.model.plan import Plan, Trip

MOVING = 330
"""Minutes of a truck between Klaipeda and Rukla."""
NETWORK = SmallNetwork()
LAW = Authority(small_book())


@st.composite
def timetables(draw: st.DrawFn) -> tuple[Trip, ...]:
    """One truck to and fro, resting now at a place and now on the way; some runs are trips of their own."""
    now, place, stops, trips = int(at(2)), "KLJ", [], []
    for _ in range(draw(st.integers(1, 9))):
        leave = now + draw(st.sampled_from([0, 0, 30, 300, 780, 1110, 1111, 2000]))
        stops.append(stop(place, Minute(now), Minute(leave)))
        now = leave + MOVING + draw(st.sampled_from([0, 0, 0, 60, 700, 1110]))
        place = "RUK" if place == "KLJ" else "KLJ"
        if draw(st.booleans()):
            trips.append(trip("TRUCK#1", *stops, stop(place, Minute(now))))
            stops = []
    return (*trips, trip("TRUCK#1", *stops, stop(place, Minute(now))))


def legs_of(trips: tuple[Trip, ...]) -> list[tuple[int, int]]:
    return [
        (start.depart, end.arrive)
        for each in trips
        for start, end in zip(each.stops, each.stops[1:], strict=False)
    ]


def tired_runs(legs: list[tuple[int, int]], duty: int) -> dict[tuple[int, int], int]:
    """Minutes each run lacks, by its first departure and last departure: the rule, word by word."""
    found = {}
    for i, (depart, _) in enumerate(legs):
        for j in range(i, len(legs)):
            moving = MOVING * (j - i + 1)
            short = moving + (moving - 1) // duty * (1440 - duty) - (legs[j][1] - depart)
            if short > 0:
                found[depart, legs[j][0]] = short
    return found


@settings(max_examples=150, deadline=None)
@given(timetables(), st.sampled_from([100, 329, 330, 331, 600, 659, 660, 661, 990, 1439, 1440]))
def test_a_run_of_legs_is_tired_exactly_when_the_rule_says_so(
    trips: tuple[Trip, ...], duty: int
) -> None:
    book = small_book(fleets={"TRUCK": {"duty_minutes": duty}})
    found = judge(book, LAW, NETWORK, Plan("x", (), trips)).breaches
    said = [breach for breach in found if breach.code == "too-little-rest"]
    runs = tired_runs(legs_of(trips), duty)
    assert bool(said) == bool(runs)
    by_start = {(breach.at, breach.amount) for breach in said}
    assert by_start <= {(first, short) for (first, _), short in runs.items()}


def test_each_tired_end_is_named_once_with_its_shortest_run() -> None:
    legs = [
        stop("KLJ", at(2)),
        stop("RUK", at(2, 5, 30)),
        stop("KLJ", at(2, 11)),
        stop("RUK", at(2, 16, 30)),
    ]
    book = small_book()
    found = judge(book, LAW, NETWORK, Plan("x", (), (trip("TRUCK#1", *legs),))).breaches
    tired = [(b.at, b.amount, b.where) for b in found if b.code == "too-little-rest"]
    assert tired == [
        (at(2), 840, "trip 1 of TRUCK#1 from Rukla to Klaipeda"),
        (at(2, 5, 30), 840, "trip 1 of TRUCK#1 from Klaipeda to Rukla"),
    ]
