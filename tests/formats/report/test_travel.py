from __future__ import annotations

from dataclasses import replace

from tests.formats.report.fictional_alliance import C_DAY, fictional_content

from coalition.formats.report.travel import Freight, load_of, read_travel
from coalition.measure.instants import Minute
from coalition.model.identity import CarrierId, LineId, PlaceId, RequirementId
from coalition.model.plan import Load, Plan, Stop, Trip

CONTENT = fictional_content(12)
TRAVEL = read_travel(CONTENT.book, CONTENT.plan)


def test_everything_that_closed_is_delivered_whole() -> None:
    closed = {c.requirement for c in CONTENT.judgement.closings if c.closed_at is not None}
    assert len(closed) == 11
    for movement in TRAVEL.movements.values():
        brought = sum(
            (leg.freight for leg in TRAVEL.legs if leg.movement == movement.id and leg.delivers),
            Freight(),
        )
        assert brought == (load_of(movement) if movement.requirement in closed else Freight())


def test_a_delivery_ends_when_the_requirement_closes() -> None:
    closings = {c.requirement: c.closed_at for c in CONTENT.judgement.closings}
    ends = {leg.requirement: leg.done for leg in TRAVEL.legs if leg.delivers}
    assert ends == {r: closings[r] for r in ends}


def test_passengers_weigh_a_hundred_kilograms_and_no_payload() -> None:
    assert Freight(pax=3, mass_kg=50).weight_kg == 350
    assert Freight(pax=1).words() == "1 passenger"
    assert Freight(mass_kg=2_000, pax=2).words() == "2.0 t and 2 passengers"
    assert Freight().words() == "nothing"


def first_movement() -> tuple[RequirementId, Load]:
    movement = next(iter(TRAVEL.movements.values()))
    return movement.requirement, Load(movement.id, LineId("vehicles"), 4)


def test_pieces_set_down_ride_from_where_they_were_taken_on_first() -> None:
    requirement, load = first_movement()
    stops = [
        Stop(PlaceId(p), Minute(C_DAY + n * 100), Minute(C_DAY + n * 100 + 50), off, on)
        for n, (p, off, on) in enumerate(
            (
                ("munster", (), (load,)),
                ("bremerhaven", (), (load,)),
                ("riga", (replace(load, pieces=6),), ()),
                ("tallinn", (replace(load, pieces=2),), ()),
            )
        )
    ]
    plan = Plan("x", CONTENT.plan.assignments, (Trip(CarrierId("dnk-roro#1"), tuple(stops)),))
    travel = read_travel(CONTENT.book, plan)
    line = next(g for m in TRAVEL.movements.values() for g in m.lines if g.id == load.line)
    rides = [(g.origin, g.destination, g.freight.mass_kg // line.piece_kg) for g in travel.legs]
    assert rides == [
        ("munster", "riga", 4),
        ("bremerhaven", "riga", 2),
        ("bremerhaven", "tallinn", 2),
    ]
    aboard = [hop.freight.mass_kg // line.piece_kg for hop in travel.hops]
    assert aboard == [4, 8, 2]
    assert all(hop.requirements == (requirement,) for hop in travel.hops)


def test_loads_never_taken_on_and_fleets_unknown_are_left_out() -> None:
    _, load = first_movement()
    stop = Stop(PlaceId("riga"), C_DAY, C_DAY, off=(load,))
    trips = (Trip(CarrierId("dnk-roro#1"), (stop,)), Trip(CarrierId("ghost#1"), (stop, stop)))
    travel = read_travel(CONTENT.book, Plan("x", CONTENT.plan.assignments, trips))
    assert travel.legs == ()
    assert travel.hops == ()
