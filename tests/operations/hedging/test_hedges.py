"""What hedges say, that they change only what they are about, and that they travel to other processes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
from tests.simulators.bottleneck_books import bottleneck_book, open_law, road_network
from tests.simulators.small_books import SmallNetwork, at, small_book, small_plan

from coalition.authority.evaluate import Authority
from coalition.explanation.causes import Cause, CauseKind
from coalition.explanation.walk import explain
from coalition.judging.judge import judge
from coalition.judging.verdict import Closed
from coalition.measure.instants import Interval
from coalition.model.identity import FleetId, PlaceId, RequirementId
from coalition.model.plan import Score
from coalition.model.ways import Closure
from coalition.operations.hedging import changes, of_law, of_means
from coalition.operations.hedging.bench import Bench, Heard, Try, heard_of
from coalition.operations.hedging.candidates import candidates_of
from coalition.operations.hedging.hedge import Hanging, Hedge, HedgeKind
from coalition.operations.hedging.standing import Standing, stand
from coalition.operations.hedging.valued import (
    NOISE,
    NOT_RIGHT,
    NOTHING,
    bought,
    noise_of,
    nothing_bought,
)
from coalition.planning.effort import Effort
from coalition.planning.planner import make_plan
from coalition.planning.warm_start import plan_from

FIRST = RequirementId("R1")


def late_everywhere() -> tuple[Hanging, ...]:
    """The hedges of the small alliance's green plan, were everything wanted on C-day."""
    wanted = {name: {"rdd": at(0)} for name in ("ADV", "VEH", "FUEL", "MED", "EAT")}
    book, network = small_book(requirements=wanted), SmallNetwork()
    law = Authority(book)
    judged = judge(book, law, network, small_plan())
    found, _ = candidates_of(book, judged, explain(book, law, network, judged), most=100)
    return found


def test_hedges_come_by_what_hangs_on_them() -> None:
    weights = [one.weighted_minutes for one in late_everywhere()]
    assert weights == sorted(weights, reverse=True)
    assert all(one.requirements for one in late_everywhere())


def test_no_hedge_comes_twice() -> None:
    names = [(one.hedge.kind, one.hedge.subject) for one in late_everywhere()]
    assert len(names) == len(set(names))


def test_law_stands_beside_logistics() -> None:
    kinds = {one.hedge.kind for one in late_everywhere()}
    assert {HedgeKind.PERMISSION, HedgeKind.CARRIER} <= kinds


def test_of_each_kind_one_is_kept() -> None:
    wanted = {name: {"rdd": at(0)} for name in ("ADV", "VEH", "FUEL", "MED", "EAT")}
    book, network = small_book(requirements=wanted), SmallNetwork()
    law = Authority(book)
    judged = judge(book, law, network, small_plan())
    every, none = candidates_of(book, judged, explain(book, law, network, judged), most=100)
    kinds = {one.hedge.kind for one in every}
    few, left = candidates_of(book, judged, explain(book, law, network, judged), most=len(kinds))
    assert {one.hedge.kind for one in few} == kinds
    assert (none, left) == (0, len(every) - len(few))


@pytest.mark.parametrize("number", range(6))
def test_a_hedge_travels_and_leaves_the_book_it_is_given(number: int) -> None:
    hedges = [one.hedge for one in late_everywhere()]
    hedge = hedges[number % len(hedges)]
    book, same = small_book(), small_book()
    sent: Hedge = pickle.loads(pickle.dumps(hedge))
    assert sent == hedge
    assert sent.change(book) == hedge.change(book)
    assert hedge.change(book) != book
    assert book == same


def test_aircraft_are_lent_by_the_pair_and_ships_alone() -> None:
    book = small_book()
    plane = of_means.more_carriers(book, book.fleets[FleetId("PLANE")])
    ship = of_means.more_carriers(book, book.fleets[FleetId("SHIP")])
    assert plane.words == "2 more Plane of POL at Powidz (2 now)"
    assert plane.cost == "6,000 an hour under way, each"
    assert ship.change(book).fleets[FleetId("SHIP")].count == 2


def test_a_vote_is_hastened_for_one_nation_alone() -> None:
    book = bottleneck_book(instruments=open_law(vote_hours=72))
    about = (
        "actor:DEU", "action:send", "territory:DEU", f"opens:{at(3)}", "provision:mandate/send",
        "procedure:mandate/vote", "body:actor", f"ends:{at(3)}",
    )  # fmt: skip
    cause = Cause(CauseKind.CONSENT, "", "", about=about)
    (hedge,) = of_law.of_consent(book, cause)
    (decision,) = hedge.change(book).decisions
    assert hedge.words == "DEU sends forces: Germany decides 24 h earlier, on 2025-03-05T00:00Z"
    assert hedge.under == "mandate, art. mandate/vote, mandate/vote"
    assert (decision.at, decision.actors) == (at(2), ("DEU",))


def test_a_vote_shorter_than_a_day_is_hastened_to_c_day() -> None:
    book = bottleneck_book(instruments=open_law(vote_hours=10))
    about = (
        "actor:DEU", "action:send", "territory:DEU", f"opens:{at(0, 10)}",
        "procedure:mandate/vote", "body:actor", f"ends:{at(0, 10)}",
    )  # fmt: skip
    (hedge,) = of_law.of_consent(book, Cause(CauseKind.CONSENT, "", "", about=about))
    assert "10 h earlier" in hedge.words
    assert hedge.change(book).decisions[0].at == at(0)


def test_a_short_closure_is_lifted_and_a_long_one_ends_sooner() -> None:
    short, long = (Closure("place:BAT", Interval(at(0), at(days))) for days in (1, 3))
    book = bottleneck_book(closures=(short, long))
    assert changes.shorten_closure(book, number=0).closures == (long,)
    left = changes.shorten_closure(book, number=1).closures
    assert [c.closed.closes for c in left] == [at(1), at(2)]


def test_an_unknown_number_of_berths_counts_as_one_and_becomes_two() -> None:
    book = small_book(places={"KLJ": {"berths": None, "unknown": frozenset({"berths"})}})
    cause = Cause(CauseKind.SLOT, "", "", about=("place:KLJ", "mode:sea"))
    hedge = next(iter(of_means.of_slot(book, cause)))
    here = hedge.change(book).places[PlaceId("KLJ")]
    assert (here.berths, here.unknown) == (2, frozenset())
    assert hedge.words == "one more berth at Klaipeda (1 now)"


def test_rates_rise_by_a_quarter_rounded_up() -> None:
    book = changes.handle_faster(small_book(), place=PlaceId("KUN"))
    assert book.places[PlaceId("KUN")].pax_per_hour == 75
    assert book.places[PlaceId("KUN")].kg_per_hour is None


def heard(lateness: int, late: int, *, undelivered: int = 0, breaches: int = 0) -> Heard:
    return Heard(Score(undelivered, lateness, 0), (Closed(FIRST, at(1), late, 0),), breaches)


def hanging() -> Hanging:
    book = small_book()
    return Hanging(of_means.more_carriers(book, book.fleets[FleetId("SHIP")]), (FIRST,), 100)


def test_a_gain_is_told_with_whom_it_helps() -> None:
    found = bought(hanging(), heard(600, 60), heard(0, 0))
    assert (found.hours, found.helped, found.saved, found.note) == (10, (FIRST,), (FIRST,), "")


def test_a_loss_is_told_as_nothing() -> None:
    found = bought(hanging(), heard(600, 60), heard(700, 70))
    assert (found.minutes, found.note, found.score.lateness) == (0, NOTHING, 600)


def test_what_the_judge_refuses_buys_nothing() -> None:
    found = bought(hanging(), heard(600, 60), heard(0, 0, breaches=1))
    assert (found.minutes, found.note) == (0, NOT_RIGHT)


def test_less_undelivered_is_no_loss_though_more_is_late() -> None:
    found = bought(hanging(), heard(600, 60, undelivered=10**6), heard(700, 70))
    assert (found.delivered, found.minutes, found.buys) == (1.0, 0, True)


@pytest.mark.parametrize(
    ("worth", "hidden"),
    [((0, 400), False), ((0, 499), False), ((0, 500), True), ((0, 900), True), ((1, 0), True)],
)
def test_what_search_alone_could_gain_is_hidden(worth: tuple[int, int], hidden: bool) -> None:
    noise = noise_of((0, 550), [(0, 500), (0, 560)])
    assert (noise.best, noise.minutes) == ((0, 500), 50)
    assert noise.hides(worth) is hidden


def test_a_hidden_gain_says_so() -> None:
    noise = noise_of((0, 550), [(0, 500)])
    base = heard(500, 50)
    assert nothing_bought(hanging(), base, (0, 520), noise).note == NOISE
    assert nothing_bought(hanging(), base, (0, 550), noise).note == NOTHING


def standing() -> Standing:
    book, network = bottleneck_book(forces=3, truck={"count": 1}), road_network()
    law = Authority(book)
    return stand(book, law, network, make_plan(book, law, network))


def test_a_standing_travels_with_the_ways_it_knows() -> None:
    here = standing()
    for trip in here.plan.trips:
        judge(here.book, here.authority, here.ways, here.plan)
        assert trip.stops
    there: Standing = pickle.loads(pickle.dumps(here))
    assert (there.book, there.plan) == (here.book, here.plan)
    assert there.ways.known == here.ways.known
    judged = judge(there.book, there.authority, there.ways, there.plan)
    assert judged.breaches == ()


def around() -> Iterator[tuple[RequirementId, ...]]:
    yield ()
    yield (FIRST,)
    yield tuple(RequirementId(f"R{n}") for n in (1, 2, 3))


@pytest.mark.parametrize("some", list(around()))
def test_a_warm_start_keeps_every_rule_and_is_no_worse(some: tuple[RequirementId, ...]) -> None:
    here = standing()
    made = plan_from(
        here.book, here.authority, here.ways, here.plan, effort=Effort(10), around=some
    )
    before = judge(here.book, here.authority, here.ways, here.plan)
    after = judge(here.book, here.authority, here.ways, made)
    assert after.breaches == ()
    assert after.score.lateness <= before.score.lateness


def test_what_is_judged_again_is_what_the_judge_says() -> None:
    hanging = late_everywhere()[0]
    book, network = small_book(), SmallNetwork()
    law = Authority(book)
    standing = stand(book, law, network, make_plan(book, law, network))
    bench = Bench(standing)
    for number, hedge in enumerate((None, hanging.hedge, None)):
        wanted = Try(hedge, hanging.requirements, 0, Effort(5))
        bench.plan(number, wanted)
        changed = book if hedge is None else hedge.change(book)
        plan = bench._plans[number][1]
        heard = heard_of(judge(changed, Authority(changed), network, plan))
        assert bench.hear(number) == heard
