"""What people do when something goes otherwise, one thing at a time, on the small example and a small north."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.simulators.chance_books import chance_book
from tests.simulators.rehearsal_pieces import (
    DAY,
    HOUR,
    by_chance,
    chance,
    piece_of,
    play_of,
    small_north,
    small_script,
    under,
    world_of,
)
from tests.simulators.small_books import SmallNetwork, small_book, small_plan

from coalition.authority.evaluate import Authority
from coalition.judging.docket import open_docket
from coalition.judging.judge import judge
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.chance.chances import ChanceKind, Chances
from coalition.model.plan import PPM, Plan, Stop, Trip
from coalition.rehearsal.engine.leaving import Why
from coalition.rehearsal.engine.play import play_out
from coalition.rehearsal.engine.reactions import ALL, NONE, Reaction, reactions_of
from coalition.rehearsal.engine.state import Play
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.script.lay_out import lay_out
from coalition.rehearsal.script.walk import walks_of
from coalition.rehearsal.telling.outcome import outcome_of

CERTAIN = 1_000_000


def visit_of(play: Play, carrier: str, place: str) -> int:
    script = play.script
    chain = script.chains.names.index(carrier)
    here = (script.visits.chain == chain) & (script.visits.place == script.spots.names.index(place))
    return int(np.nonzero(here & script.visits.works)[0][0])


def test_late_freight_is_waited_for_and_everything_after_it_is_late() -> None:
    late = chance(
        ChanceKind.READINESS_LATE,
        probability_ppm=CERTAIN,
        lasts_h=(96, 96, 96),
        sources=("COMPANY",),
    )
    play = play_of(piece_of(small_script(), under(late)), 1)
    train, ship = visit_of(play, "TRAIN#1", "MUN"), visit_of(play, "SHIP#1", "BHV")
    ready = play.world.sources.ready[0, play.script.movements.names.index("VEH")]
    assert play.record.end[train] >= ready
    assert play.record.begin[ship] >= play.record.end[visit_of(play, "TRAIN#1", "BHV")]
    advance = visit_of(play, "PLANE#1", "WUN")
    assert play.record.begin[advance] == play.script.visits.arrive[advance]


def test_what_is_taken_back_before_it_leaves_stays_and_is_not_waited_for() -> None:
    gone = chance(ChanceKind.SOURCE_WITHDRAWN, probability_ppm=CERTAIN, sources=("HOSPITAL",))
    piece = piece_of(small_script(), under(gone))
    world = world_of(piece, 1)
    at_once = replace(
        world.sources,
        gone=np.minimum(world.sources.gone, 0),
        withdrawn=np.zeros_like(world.sources.withdrawn),
    )
    at_once.gone[
        :, [n for n, s in enumerate(piece.script.movements.sources) if s != "HOSPITAL"]
    ] = NEVER
    play = play_out(piece.script, replace(world, sources=at_once))
    outcome = outcome_of(play, piece.register)
    closed = dict(zip(piece.script.goals.names, outcome.closure[0].tolist(), strict=True))
    assert closed["MED"] == NEVER
    assert closed["ADV"] < NEVER
    delivered = dict(zip(piece.script.goals.names, outcome.delivered[0].tolist(), strict=True))
    assert delivered["MED"] == 0


def test_a_consent_that_never_comes_leaves_its_freight_behind() -> None:
    refused = chance(ChanceKind.CONSENT_REFUSED, probability_ppm=CERTAIN)
    piece = piece_of(small_script(), under(refused))
    outcome = outcome_of(play_of(piece, 1), piece.register)
    assert (outcome.closure[0] >= NEVER).sum() >= 3
    assert outcome.delivered[0].min() == 0


def test_a_late_consent_is_waited_for_at_the_place_before_it() -> None:
    late = chance(ChanceKind.CONSENT_LATE, probability_ppm=CERTAIN, lasts_h=(72, 72, 72))
    play = play_of(piece_of(small_script(), under(late)), 1)
    held = np.nonzero(play.record.leg_why == Why.LAW)[0]
    assert len(held)
    assert (play.record.leg_blame[held] >= 0).all()
    assert (play.record.depart[held] > play.script.legs.depart[held]).all()


def test_a_working_place_serves_in_the_order_of_asking() -> None:
    """Two carriers at one place: the later planned one goes first when the other is late, unless all keep
    order.
    """
    frame, _, script = small_north()
    late = chance(ChanceKind.FLEET_LATE, probability_ppm=300_000, lasts_h=(100, 200, 300))
    begins = {}
    for reactions in (replace(ALL, reroute=False, substitute=False), NONE):
        begins[reactions.overtake] = play_of(
            piece_of(script, under(late), reactions), 30
        ).record.begin
    assert begins[True].sum() < begins[False].sum()
    assert frame.book.fleets


def test_no_more_are_at_work_than_there_are_working_places() -> None:
    script = small_north()[2]
    trouble = under(
        chance(
            ChanceKind.BREAKDOWN, "b", every=50 * HOUR, lasts_h=(5, 20, 90), probability_ppm=50_000
        ),
        chance(ChanceKind.HANDLING_SLOW, "h", more_percent=(0, 20, 90)),
    )
    play = play_of(piece_of(script, trouble), 15)
    begin, end = (one.reshape(15, -1) for one in (play.record.begin, play.record.end))
    for row in range(15):
        for desk, slots in enumerate(script.desks.slots.tolist()):
            here = np.nonzero(
                (script.visits.desk == desk) & script.visits.works & (begin[row] < NEVER)
            )[0]
            for visit in here:
                at = begin[row, visit]
                busy = (begin[row, here] <= at) & (at < end[row, here])
                assert script.visits.slots[here][busy].sum() <= slots


def test_weather_is_waited_for_outside_the_place() -> None:
    gale = chance(ChanceKind.WEATHER, every=3 * DAY, lasts_h=(10, 20, 40))
    script = small_script()
    play = play_of(piece_of(script, under(gale)), 40)
    begin, end = (one.reshape(40, -1) for one in (play.record.begin, play.record.end))
    places = play.world.places
    for row in range(40):
        for visit, door in enumerate(script.visits.door.tolist()):
            spans = zip(
                places.begins[row, places.number[door]],
                places.ends[row, places.number[door]],
                strict=True,
            )
            for opens, closes in spans:
                assert not opens <= begin[row, visit] < closes
                worked = begin[row, visit] + script.visits.work[visit]
                assert not begin[row, visit] < opens < worked
                assert end[row, visit] >= worked


def test_a_carrier_beyond_repair_gives_its_visits_up_when_nobody_helps() -> None:
    lost = chance(ChanceKind.BREAKDOWN, every=1, lasts_h=(5, 5, 5), probability_ppm=CERTAIN)
    piece = piece_of(small_script(), under(lost), replace(ALL, substitute=False))
    outcome = outcome_of(play_of(piece, 3), piece.register)
    assert (outcome.given_up > 0).all()
    assert (outcome.closure >= NEVER).all()


def test_an_idle_carrier_of_the_fleet_helps_out() -> None:
    breaks = chance(
        ChanceKind.BREAKDOWN, every=60 * HOUR, lasts_h=(100, 200, 300), probability_ppm=200_000
    )
    script = by_chance(3)[2]
    assert len(set(script.chains.fleet.tolist())) < len(script.chains.names)
    helped, alone = (
        play_of(piece_of(script, under(breaks), replace(ALL, substitute=word)), 200)
        for word in (True, False)
    )
    assert len(helped.record.swaps) > 0
    assert alone.record.swaps == []
    mine, theirs = ((one.record.begin < NEVER).mean() for one in (helped, alone))
    assert mine > theirs


def test_a_fleet_that_leaves_the_coalition_gives_up_what_is_left() -> None:
    script = small_script()
    early = replace(
        script, chains=replace(script.chains, closes=np.full_like(script.chains.closes, 3 * DAY))
    )
    piece = piece_of(early)
    play = play_of(piece, 1)
    late = script.visits.arrive > 3 * DAY
    assert late.any()
    assert (play.record.begin[late] >= NEVER).all()
    assert (play.record.begin[~late] < NEVER).all()


def test_reactions_are_named() -> None:
    assert reactions_of(list(Reaction)) == ALL
    assert reactions_of([]) == NONE


PHYSICAL = {"R1", "R2", "R3", "R4", "R5", "R6", "R8", "R9"}


@pytest.mark.parametrize("seed", range(8))
def test_what_was_carried_out_breaks_no_physical_rule(seed: int) -> None:
    """The judge, who knows nothing of chance, finds no breach in what people did (law apart)."""
    book, network = chance_book(seed, requirements=12)
    _, plan, script = by_chance(seed)
    trouble = under(
        chance(ChanceKind.TRAVEL_SLOW, "t", more_percent=(0, 30, 200)),
        chance(ChanceKind.HANDLING_SLOW, "h", more_percent=(0, 20, 100)),
        chance(ChanceKind.FLEET_LATE, "f", probability_ppm=300_000, lasts_h=(10, 50, 200)),
        chance(ChanceKind.READINESS_LATE, "r", probability_ppm=300_000, lasts_h=(10, 50, 200)),
        chance(ChanceKind.BREAKDOWN, "b", every=40 * HOUR, lasts_h=(5, 20, 90), probability_ppm=0),
    )
    reactions = replace(ALL, reroute=False, substitute=False)
    play = play_of(piece_of(script, trouble, reactions), 4)
    lasting = _without_ends(book)
    for row in range(4):
        if (play.state.share.reshape(4, -1)[row] < PPM).any():
            continue  # a window of law closed before it
        done = carried_out(play, row, plan, open_docket(book, network, plan))
        judged = judge(lasting, Authority(lasting), network, done)
        broken = [one for one in judged.breaches if one.rule in PHYSICAL]
        assert [one for one in broken if not _is_borne(one.code)] == []


def _is_borne(code: str) -> bool:
    """Who waits for leave does so off the working place, where the judge counts a stop to its departure; and
    what is under way when a way is shut goes on.
    """
    return code in {"no-free-slot", "way-closed"}


def _without_ends(book):  # type: ignore[no-untyped-def]
    """The book with fleets that stay."""
    fleets = {
        name: replace(fleet, available=Interval(fleet.available.opens, FOREVER))
        for name, fleet in book.fleets.items()
    }
    return replace(book, fleets=fleets)


def carried_out(play: Play, row: int, plan: Plan, docket) -> Plan:  # type: ignore[no-untyped-def]
    """What happened in a row, as a plan."""
    script, record = play.script, play.record
    visits, legs = play.sizes.visits, play.sizes.legs
    trips: list[Trip] = []
    for walk in walks_of(docket):
        stops: list[Stop] = []
        for called in walk.called:
            here = row * visits + called.number
            begin, end = (
                Minute(script.origin + int(one[here])) for one in (record.begin, record.end)
            )
            leg = int(script.visits.leg[called.number])
            if leg >= 0:
                left = Minute(script.origin + int(record.depart[row * legs + leg]))
                start = docket_start(called)
                stops = stops or [replace(start, arrive=left)]
                stops[-1] = replace(stops[-1], depart=left, avoiding=start.avoiding)
            elif stops and not called.passing:
                trips.append(Trip(walk.carrier, tuple(stops)))
                stops = []
            if called.passing and stops and leg < 0:
                stops[-1] = replace(stops[-1], depart=max(stops[-1].depart, end))
            elif called.passing:
                stops.append(replace(called.visit.stop, arrive=begin, depart=end, on=(), off=()))
            else:
                stops.append(replace(called.visit.stop, arrive=begin, depart=end))
        trips.append(Trip(walk.carrier, tuple(stops)))
    return replace(plan, trips=tuple(trips), bound=None)


def docket_start(called) -> Stop:  # type: ignore[no-untyped-def]
    """The stop from which the leg to the visit leaves."""
    return replace(called.leg.start.stop, on=(), off=())


def test_the_calm_plan_carried_out_is_the_plan() -> None:
    book = small_book()
    plan = small_plan()
    script = lay_out(book, Authority(book), SmallNetwork(), plan)
    play = play_of(piece_of(script, Chances()), 1)
    done = carried_out(play, 0, plan, open_docket(book, SmallNetwork(), plan))
    assert judge(book, Authority(book), SmallNetwork(), done).breaches == ()
