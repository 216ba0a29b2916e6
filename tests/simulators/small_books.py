"""A small alliance in memory: Germany sends, Poland helps, Lithuania hosts; and a plan that is green.

The story. On C-day (3 March 2025) three nations reinforce Rukla and Kaunas. An advance party flies from
Wunstorf on a Polish aircraft; a field hospital flies from Powidz; a company goes by rail to Bremerhaven, by
ship to Klaipeda and by road to Rukla; fuel and rations stand at Klaipeda and go by road.

    book = small_book(places={"KLJ": {"berths": 0}})        # any field of any noun, by its id
    plan = small_plan()                                     # the green plan
    plan = small_plan(ship=delayed(small_trips()["ship"], 60))
    judged = judge(book, Authority(book), SmallNetwork(), plan)

Everything here is fictional. Times are given by `at(day, hour, minute)` from C-day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from tests.simulators.small_nouns import (
    C_DAY,
    DEU,
    FROM_C_DAY,
    LTU,
    NATIONS,
    POL,
    at,
    fleet,
    instrument,
    line,
    load,
    permission,
    place,
    procedure,
    requirement,
    stock,
    stop,
    trip,
    troops,
    unit,
    way,
)

from coalition.measure.instants import Minute
from coalition.model.book import Book, Crisis
from coalition.model.cargo import Category, Nature
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.identity import (
    FleetId,
    InstrumentId,
    PlaceId,
    ProvisionId,
    RequirementId,
    StockId,
    UnitId,
    WayId,
)
from coalition.model.law import (
    Action,
    Instrument,
    Limits,
    Party,
    Provision,
    ProvisionKind,
    Scope,
    Step,
)
from coalition.model.nations import Alliance, Nation
from coalition.model.places import Mode, Place
from coalition.model.plan import Assignment, Bound, Plan, Trip
from coalition.model.requirements import Kind, Requirement
from coalition.model.ways import Way, WayKey

__all__ = [
    "ADVANCE", "COMPANY", "C_DAY", "DEU", "FROM_C_DAY", "HOSPITAL", "LTU", "NATIONS", "POL", "SUPPLIES",
    "SmallNetwork",
    "at", "at_stop", "delayed", "fleet",
    "instrument", "line", "load", "permission", "place", "procedure", "requirement", "small_assignments",
    "small_book", "small_law", "small_plan", "small_trips", "stock", "stop", "trip", "troops", "unit", "way",
]  # fmt: skip

T = TypeVar("T")
Overrides = Mapping[str, Mapping[str, Any]]


# --- places and ways -----------------------------------------------------------------------------


def small_places() -> dict[PlaceId, Place]:
    """Barracks, two airfields and two ports, and where they are going."""
    airfield = {"runway_m": 2400, "paved": True, "mog": 2, "docks": 2}
    return _by_id(
        place("MUN", "Munster", DEU, (Mode.RAIL, Mode.ROAD), tracks=1, docks=2, gauges_mm=(1435,),
              lat_udeg=52_986_000, lon_udeg=10_090_000),
        place("BHV", "Bremerhaven", DEU, (Mode.SEA, Mode.RAIL), berths=1, tracks=1, draught_cm=1200,
              gauges_mm=(1435,), storage_kg=200_000, storage_pax=100, kg_per_hour=20_000,
              lat_udeg=53_540_000, lon_udeg=8_580_000),
        place("KLJ", "Klaipeda", LTU, (Mode.SEA, Mode.ROAD), berths=1, docks=2, draught_cm=1100,
              storage_kg=100_000, storage_pax=100, lat_udeg=55_690_000, lon_udeg=21_130_000),
        place("RUK", "Rukla", LTU, (Mode.ROAD,), docks=2, opens_minute=360, closes_minute=1200,
              lat_udeg=55_050_000, lon_udeg=24_360_000),
        place("WUN", "Wunstorf", DEU, (Mode.AIR,), lat_udeg=52_457_000, lon_udeg=9_427_000,
              **airfield),
        place("PWD", "Powidz", POL, (Mode.AIR,), lat_udeg=52_379_000, lon_udeg=17_854_000,
              **airfield),
        place("KUN", "Kaunas", LTU, (Mode.AIR,), lat_udeg=54_964_000, lon_udeg=24_085_000,
              pax_per_hour=60, **airfield),
    )  # fmt: skip


def small_ways() -> tuple[Way, ...]:
    """One direction of each; `SmallNetwork` turns them round."""
    return (
        way(Mode.AIR, "PWD", "WUN", 550, POL, DEU),
        way(Mode.AIR, "WUN", "KUN", 1000, DEU, POL, LTU),
        way(Mode.AIR, "PWD", "KUN", 600, POL, LTU),
        way(Mode.RAIL, "MUN", "BHV", 120, DEU, gauges_mm=(1435,), height_cm=430),
        way(Mode.SEA, "BHV", "KLJ", 900, DEU, LTU, draught_cm=1300),
        way(Mode.ROAD, "KLJ", "RUK", 220, LTU, mlc=60, height_cm=420, carriers_per_day=2,
            declared=WayId("A1")),
    )  # fmt: skip


class SmallNetwork:
    """A network of a few ways, found both ways round, whatever they are asked to avoid inside them.

    `SmallNetwork(road={"mlc": 20})` changes fields of the way of that mode between the two ports of call;
    a key that avoids a nation the way crosses finds nothing.
    """

    def __init__(self, ways: Iterable[Way] | None = None, **changed: Mapping[str, Any]) -> None:
        self._ways: dict[WayKey, Way] = {}
        for found in small_ways() if ways is None else ways:
            own = replace(found, **changed.get(found.key.mode.value, {}))
            back = replace(own.key, origin=own.key.destination, destination=own.key.origin)
            self._ways[own.key] = own
            self._ways[back] = replace(own, key=back, crossings=own.crossings[::-1])

    def find_way(self, key: WayKey) -> Way | None:
        """The way of the key, or None."""
        found = self._ways.get(replace(key, avoiding=()))
        if found is None or {c.nation for c in found.crossings} & set(key.avoiding):
            return None
        return replace(found, key=key)


# --- forces, stocks, lift ------------------------------------------------------------------------


def small_units() -> dict[UnitId, Unit]:
    """The advance party, the company, the field hospital, and a second hospital nobody needs."""
    vehicles = line("vehicles", 4, 20_000, Category.NAT, piece_dm2=3000, nature=Nature.VEHICLES, mlc=24,
                    height_cm=300, width_cm=280)  # fmt: skip
    shells = line("shells", 2, 10_000, Category.OVERSIZE, piece_dm2=1500, nature=Nature.AMMUNITION,
                  hazard="1.2", height_cm=250, width_cm=250)  # fmt: skip
    tents = line("tents", 4, 2000, nature=Nature.MEDICAL, height_cm=200, width_cm=200)
    medical = {
        "capability": "hospital",
        "capability_amount": 2,
        "pledge_tasks": frozenset({"relief"}),
    }
    speaks = frozenset({"radio"})
    return _by_id(
        unit("ADVANCE", DEU, "WUN", troops(50)),
        unit("COMPANY", DEU, "MUN", vehicles, shells),
        unit("HOSPITAL", POL, "PWD", troops(20), tents, interoperability=speaks, **medical),
        unit("CLINIC", POL, "PWD", tents, **medical),
    )  # fmt: skip


def small_stocks() -> dict[StockId, Stock]:
    """Lithuanian fuel and German rations, both at Klaipeda."""
    fuel = line("fuel", 8, 1000, hazard="3", nature=Nature.FUEL)
    boxes = line("boxes", 12, 500, nature=Nature.FOOD)
    return _by_id(
        stock("DIESEL", LTU, "KLJ", fuel),
        stock("RATIONS", DEU, "KLJ", boxes, capability="rations", amount_per_piece=10),
    )


def small_fleets() -> dict[FleetId, Fleet]:
    """Polish aircraft, a German train and ship, Lithuanian road convoys."""
    heavy = frozenset({Category.BULK, Category.OVERSIZE, Category.OUTSIZE, Category.NAT})
    return _by_id(
        fleet("PLANE", POL, Mode.AIR, "PWD", speed_m_per_hour=500_000, seats=60, payload_kg=18_000,
              range_m=3_000_000, runway_m=1500, needs_paved=True, duty_minutes=720,
              height_cm_max=270, width_cm_max=300, piece_kg_max=15_000, cost_per_hour=6000),
        fleet("TRAIN", DEU, Mode.RAIL, "MUN", count=1, speed_m_per_hour=40_000, payload_kg=1_000_000,
              categories=heavy, hazardous=True, gauge_mm=1435, load_minutes=180, unload_minutes=180,
              cost_per_hour=500),
        fleet("SHIP", DEU, Mode.SEA, "BHV", count=1, speed_m_per_hour=30_000, payload_kg=5_000_000,
              deck_dm2=200_000, categories=heavy, hazardous=True, draught_cm=650,
              load_minutes=720, unload_minutes=720, cost_per_hour=900),
        fleet("TRUCK", LTU, Mode.ROAD, "KLJ", speed_m_per_hour=40_000, payload_kg=120_000,
              categories=heavy, hazardous=True, mlc=30, duty_minutes=600, cost_per_hour=100),
    )  # fmt: skip


# --- what is wanted ------------------------------------------------------------------------------


def small_requirements() -> dict[RequirementId, Requirement]:
    """Five: three movements and two capabilities."""
    wanted = {"kind": Kind.CAPABILITY}
    return _by_id(
        requirement("ADV", "KUN", at(3), unit=UnitId("ADVANCE")),
        requirement("VEH", "RUK", at(8), unit=UnitId("COMPANY"), poe=PlaceId("BHV"), pod=PlaceId("KLJ"),
                    after=(RequirementId("ADV"),), ald=at(3), ead=at(4), weight=8),
        requirement("FUEL", "RUK", at(4), nation=DEU, stock=StockId("DIESEL"), amount=5),
        requirement("MED", "KUN", at(4), capability="hospital", amount=2, together=True,
                    interoperability=frozenset({"radio"}), task="relief", **wanted),
        requirement("EAT", "RUK", at(4), capability="rations", amount=100, **wanted),
    )  # fmt: skip


# --- law -----------------------------------------------------------------------------------------


def small_law(
    *more: Instrument, without: Iterable[str] = (), provisions: Overrides | None = None
) -> tuple[Instrument, ...]:
    """Mandates, transit, entry with limits, mutual lift and stock, status, and one caveat of Poland.

    `more` adds instruments, `without` leaves some out by id, `provisions` changes fields by provision id.
    """
    kept = [given for given in (*_instruments(), *more) if given.id not in set(without)]
    changes = provisions or {}
    return tuple(
        replace(
            given,
            provisions=tuple(replace(p, **changes.get(p.id, {})) for p in given.provisions),
        )
        for given in kept
    )


def _instruments() -> tuple[Instrument, ...]:
    no_ammunition = Provision(
        ProvisionId("caveats-POL/no-ammunition"), ProvisionKind.PROHIBITION, "", "no ammunition",
        Scope(("POL",), ("LTU",), cargo=(Nature.AMMUNITION,)), caveat=True,
    )  # fmt: skip
    status = Provision(
        ProvisionId("sofa/status"), ProvisionKind.STATUS, "art. 1", "status of forces",
        Scope(("parties",), ("parties",)),
    )  # fmt: skip
    return (
        instrument(
            "mandate",
            permission("mandate/send", Action.SEND, requires=Step(ProvisionId("mandate/vote"))),
            procedure("mandate/vote", "actor", (12, 24, 30)),
        ),
        instrument(
            "transit",
            permission("transit/pass", Action.TRANSIT, Action.OVERFLY),
            permission(
                "transit/enter", Action.ENTER, requires=Step(ProvisionId("transit/clearance")),
                limits=Limits(pax=100, mass_kg=200_000, stay_days=60),
            ),
            procedure("transit/clearance", "territory", (12, 24, 36)),
        ),
        instrument("support", permission("support/lift", Action.USE_LIFT, Action.USE_STOCK)),
        instrument("sofa", permission("sofa/base", Action.USE_BASE), status),
        Instrument(
            InstrumentId("caveats-POL"), "caveats of Poland", "caveat", FROM_C_DAY,
            (Party(POL, FROM_C_DAY),), (no_ammunition,),
        ),
    )  # fmt: skip


# --- the book ------------------------------------------------------------------------------------


def small_book(
    *,
    places: Overrides | None = None,
    units: Overrides | None = None,
    stocks: Overrides | None = None,
    fleets: Overrides | None = None,
    requirements: Overrides | None = None,
    **fields: Any,
) -> Book:
    """The book, with any field of any place, unit, stock, fleet or requirement changed by id.

    Other keywords replace fields of the book itself (`closures=...`, `instruments=...`, `crisis=...`).
    """
    given: dict[str, Any] = {
        "title": "Small example", "fictional": True, "alliance": Alliance("Small alliance", NATIONS),
        "crisis": Crisis("Reinforcement", at(0), at(30)),
        "nations": _by_id(Nation(DEU, "Germany"), Nation(POL, "Poland"), Nation(LTU, "Lithuania")),
        "ways": (), "closures": (), "instruments": small_law(), "decisions": (),
    } | fields  # fmt: skip
    return Book(
        places=_changed(small_places(), places), units=_changed(small_units(), units),
        stocks=_changed(small_stocks(), stocks), fleets=_changed(small_fleets(), fleets),
        requirements=_changed(small_requirements(), requirements), **given,
    )  # fmt: skip


def _by_id(*nouns: Any) -> dict[Any, Any]:
    return {noun.id: noun for noun in nouns}


def _changed(nouns: Mapping[Any, T], overrides: Overrides | None) -> dict[Any, T]:
    unknown = set(overrides or {}) - set(nouns)
    if unknown:
        raise KeyError(f"the small book has no {sorted(unknown)}")
    return {key: replace(noun, **(overrides or {}).get(key, {})) for key, noun in nouns.items()}  # type: ignore[type-var]


# --- the plan ------------------------------------------------------------------------------------


COMPANY = (load("VEH", "vehicles", 4), load("VEH", "shells", 2))
HOSPITAL = (load("MED+HOSPITAL", "troops", 20), load("MED+HOSPITAL", "tents", 4))
SUPPLIES = (load("FUEL", "fuel", 5), load("EAT+RATIONS", "boxes", 10))
ADVANCE = (load("ADV", "troops", 50),)


def small_trips() -> dict[str, Trip]:
    """The trips of the green plan, by a name for each."""
    return {
        "advance": trip(
            "PLANE#1",
            stop("PWD", at(2, 6)),
            stop("WUN", at(2, 7, 30), at(2, 8, 30), on=ADVANCE),
            stop("KUN", at(2, 10, 30), at(2, 11, 30), off=ADVANCE),
        ),
        "home": trip("PLANE#1", stop("KUN", at(2, 12)), stop("PWD", at(2, 14))),
        "hospital": trip(
            "PLANE#2",
            stop("PWD", at(3, 6), at(3, 7), on=HOSPITAL),
            stop("KUN", at(3, 8, 30), at(3, 9, 30), off=HOSPITAL),
        ),
        "train": trip(
            "TRAIN#1",
            stop("MUN", at(2, 6), at(2, 10), on=COMPANY),
            stop("BHV", at(2, 14), at(2, 20), off=COMPANY),
        ),
        "ship": trip(
            "SHIP#1",
            stop("BHV", at(3, 6), at(3, 18), on=COMPANY),
            stop("KLJ", at(5), at(5, 12), off=COMPANY),
        ),
        "supplies": trip(
            "TRUCK#1",
            stop("KLJ", at(2, 6), at(2, 8), on=SUPPLIES),
            stop("RUK", at(2, 14), at(2, 16), off=SUPPLIES),
        ),
        "return": trip("TRUCK#1", stop("RUK", at(2, 16)), stop("KLJ", at(3, 12))),
        "vehicles": trip(
            "TRUCK#1",
            stop("KLJ", at(6, 6), at(6, 8), on=COMPANY),
            stop("RUK", at(6, 14), at(6, 16), off=COMPANY),
        ),
    }


def small_assignments() -> tuple[Assignment, ...]:
    """Who serves what in the green plan."""
    return (
        Assignment(RequirementId("ADV"), unit=UnitId("ADVANCE")),
        Assignment(RequirementId("VEH"), unit=UnitId("COMPANY")),
        Assignment(RequirementId("FUEL"), stock=StockId("DIESEL"), pieces=5),
        Assignment(RequirementId("MED"), unit=UnitId("HOSPITAL")),
        Assignment(RequirementId("EAT"), stock=StockId("RATIONS"), pieces=10),
    )


def small_plan(
    *,
    assignments: tuple[Assignment, ...] | None = None,
    bound: Bound | None = None,
    **trips: Trip | None,
) -> Plan:
    """The green plan; `ship=None` leaves a trip out, `ship=...` replaces it, a new name adds one."""
    chosen = {**small_trips(), **trips}
    return Plan(
        "Small example", small_assignments() if assignments is None else assignments,
        tuple(each for each in chosen.values() if each is not None), "by hand", bound=bound,
    )  # fmt: skip


def delayed(trip: Trip, minutes: int) -> Trip:
    """The trip, all of it so many minutes later."""
    later = (
        replace(s, arrive=Minute(s.arrive + minutes), depart=Minute(s.depart + minutes))
        for s in trip.stops
    )
    return replace(trip, stops=tuple(later))


def at_stop(name: str, index: int, **fields: Any) -> Trip:
    """A trip of the green plan with fields of one of its stops changed."""
    trip = small_trips()[name]
    stops = list(trip.stops)
    stops[index] = replace(stops[index], **fields)
    return replace(trip, stops=tuple(stops))
