"""Plans with one thing wrong, each with what the judge must say; and where there is one, the last lawful value.

A `Plant` reads: by this change the plan breaks this rule with this code, here, at this time, by this amount.
`spared` is the same change one minute, one kg, one piece less: it must leave the plan right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coalition.measure.instants import Interval, Minute, parse_instant
from coalition.model.book import Crisis
from coalition.model.cargo import Category, Nature
from coalition.model.identity import CarrierId, PlaceId, ProvisionId, RequirementId, StockId, UnitId
from coalition.model.law import Action, Duration, Limits, Provision, ProvisionKind, Scope
from coalition.model.places import Mode
from coalition.model.plan import Assignment, Bound, Plan, Trip
from coalition.model.ways import Closure
from tests.simulators.small_books import (
    ADVANCE,
    COMPANY,
    HOSPITAL,
    SUPPLIES,
    at,
    at_stop,
    delayed,
    instrument,
    line,
    load,
    small_assignments,
    small_law,
    small_plan,
    small_trips,
    small_units,
    stop,
    trip,
    troops,
)


@dataclass(frozen=True)
class Setting:
    """A book, a network and a plan that differ from the small ones by what is given."""

    book: Mapping[str, Any] = field(default_factory=dict)
    ways: Mapping[str, Any] = field(default_factory=dict)
    plan: Plan = field(default_factory=small_plan)


@dataclass(frozen=True)
class Plant:
    """One planted breach and what must be said of it."""

    rule: str
    code: str
    where: str
    wrong: Setting
    at: Minute | None = None
    amount: int | None = None
    unit: str = ""
    provision: str = ""
    spared: Setting | None = None

    def __str__(self) -> str:
        return f"{self.rule} {self.code}"


def places(**fields: Mapping[str, Any]) -> Setting:
    return Setting(book={"places": fields})


def fleets(**fields: Mapping[str, Any]) -> Setting:
    return Setting(book={"fleets": fields})


def wanted(**fields: Mapping[str, Any]) -> Setting:
    return Setting(book={"requirements": fields})


def ways(**fields: Mapping[str, Any]) -> Setting:
    return Setting(ways=fields)


def trips(**changed: Trip | None) -> Setting:
    return Setting(plan=small_plan(**changed))


def law(*more: Any, **fields: Any) -> Setting:
    return Setting(book={"instruments": small_law(*more, **fields)})


def moved(name: str, loads: tuple[Any, ...]) -> Trip:
    """A trip of the green plan that takes on and sets down other loads at its last two stops."""
    changed = small_trips()[name]
    *before, first, last = changed.stops
    return replace(changed, stops=(*before, replace(first, on=loads), replace(last, off=loads)))


_TROOPS = load("VEH", "troops", 3)


def with_troops_along(**port: int) -> Setting:
    """The company takes three passengers along, who wait in both ports."""
    lines = (*small_units()[UnitId("COMPANY")].lines, troops(3))
    seats = {"seats": 3}
    along = (*COMPANY, _TROOPS)
    return Setting(
        book={
            "units": {"COMPANY": {"lines": lines}},
            "fleets": {"TRAIN": seats, "SHIP": seats, "TRUCK": seats},
            "places": {"KLJ": port},
        },
        plan=small_plan(**{name: moved(name, along) for name in ("train", "ship", "vehicles")}),
    )


def crowded(minutes: int) -> Setting:
    """One slot at Kaunas, where the second aircraft comes so many minutes before the first has left."""
    hospital = delayed(small_trips()["hospital"], -1440 + 180 - minutes)
    return Setting(book={"places": {"KUN": {"mog": 1}}}, plan=small_plan(hospital=hospital))


def closed(subject: str, opens: Minute, closes: Minute) -> Setting:
    return Setting(book={"closures": (Closure(subject, Interval(opens, closes)),)})


def hours(provision: str, likely: int, most: int | None = None) -> Setting:
    duration = Duration(0, likely, likely if most is None else most)
    return law(provisions={provision: {"duration": duration}})


def entering(**limits: int) -> Setting:
    return law(provisions={"transit/enter": {"limits": Limits(**limits)}})


def passing_through(leaves: Minute) -> Setting:
    """The advance party stages at Kaunas, where forces may stay two days, and flies on to Powidz."""
    book = {
        "instruments": small_law(provisions={"sofa/base": {"limits": Limits(stay_days=2)}}),
        "requirements": {"ADV": {"destination": PlaceId("PWD"), "rdd": at(9)}},
    }
    onward = trip(
        "PLANE#1",
        stop("KUN", Minute(leaves - 60), leaves, on=ADVANCE),
        stop("PWD", at(5, 6), at(5, 7), off=ADVANCE),
    )
    return Setting(book=book, plan=small_plan(home=onward))


def forbidding(identifier: str, *, excepted: bool = False) -> Setting:
    """A ban on Germans entering Lithuania that the permission says it prevails over, or yields to."""
    ban = Provision(
        ProvisionId(identifier), ProvisionKind.PROHIBITION, "art. 9", "no entry",
        Scope(("DEU",), ("LTU",), (Action.ENTER,)), excepts=(ProvisionId("transit/enter"),) if excepted else (),
    )  # fmt: skip
    return law(instrument("ban", ban))


def served(*changed: Assignment, without: str = "", **book: Any) -> Setting:
    kept = tuple(a for a in small_assignments() if a.requirement != without)
    return Setting(book=book, plan=small_plan(assignments=(*kept, *changed)))


def assign(requirement: str, unit: str = "", stock: str = "", pieces: int = 0) -> Assignment:
    return Assignment(
        RequirementId(requirement), UnitId(unit) if unit else None, StockId(stock) if stock else None, pieces
    )


def clinic_serves(**fields: Any) -> Setting:
    """The clinic, which has no radio, takes the place of the hospital."""
    tents = (load("MED+CLINIC", "tents", 4),)
    kept = tuple(a for a in small_assignments() if a.requirement != "MED")
    plan = small_plan(assignments=(*kept, assign("MED", "CLINIC")), hospital=moved("hospital", tents))
    return Setting(book={"units": {"CLINIC": fields}}, plan=plan)


ADV, HOSP = "trip 1 of PLANE#1", "trip 1 of PLANE#2"
FLIGHT = f"{ADV} from Wunstorf to Kaunas"
ROAD_OUT = "trip 1 of TRUCK#1 from Klaipeda to Rukla"
RADIO = frozenset({"radio"})

PLANTS = (
    # R1 conservation
    Plant("R1", "not-aboard", f"{ADV} at Kaunas", trips(advance=at_stop("advance", 2, off=(load("ADV", "troops", 51),))),
          at(2, 10, 30), 1, "pieces"),
    Plant("R1", "more-than-the-movement-has", f"{ADV} at Wunstorf", trips(advance=moved("advance", (load("ADV", "troops", 51),))),
          at(2, 7, 30), 1, "pieces"),
    Plant("R1", "not-standing-there", "trip 1 of SHIP#1 at Bremerhaven", trips(ship=at_stop("ship", 0, arrive=at(2, 19, 59))),
          at(2, 19, 59), 4, "pieces", spared=trips(ship=at_stop("ship", 0, arrive=at(2, 20)))),
    Plant("R1", "ends-loaded", f"{ADV} at Kaunas", trips(advance=at_stop("advance", 2, off=(load("ADV", "troops", 49),))),
          at(2, 11, 30), 1, "pieces"),
    Plant("R1", "unknown-load", f"{HOSP} at Powidz", trips(hospital=moved("hospital", (*HOSPITAL, load("GHOST", "x", 2)))),
          at(3, 6), 2, "pieces"),
    # R2 divisibility
    Plant("R2", "not-a-positive-count", f"{ADV} at Wunstorf", trips(advance=at_stop("advance", 1, on=(*ADVANCE, load("ADV", "troops", -1)))),
          at(2, 7, 30), -1, "pieces"),
    Plant("R2", "not-together", f"{HOSP} at Powidz", trips(hospital=moved("hospital", (HOSPITAL[0], load("MED+HOSPITAL", "tents", 3)))),
          at(3, 7), 1, "pieces"),
    # R3 carrier capacity
    Plant("R3", "too-many-passengers", f"{ADV} at Wunstorf", fleets(PLANE={"seats": 49}), at(2, 8, 30), 1, "pax",
          spared=fleets(PLANE={"seats": 50})),
    Plant("R3", "too-heavy", "trip 3 of TRUCK#1 at Klaipeda", fleets(TRUCK={"payload_kg": 99_999}), at(6, 8), 1, "kg",
          spared=fleets(TRUCK={"payload_kg": 100_000})),
    Plant("R3", "deck-too-small", "trip 1 of SHIP#1 at Bremerhaven", fleets(SHIP={"deck_dm2": 14_999}), at(3, 18), 1, "dm2",
          spared=fleets(SHIP={"deck_dm2": 15_000})),
    Plant("R3", "category-not-carried", "trip 3 of TRUCK#1 at Klaipeda",
          fleets(TRUCK={"categories": frozenset({Category.BULK, Category.OVERSIZE})}), at(6, 8), 4, "pieces"),
    Plant("R3", "hazard-not-carried", "trip 1 of SHIP#1 at Bremerhaven", fleets(SHIP={"hazardous": False}), at(3, 18), 2, "pieces"),
    Plant("R3", "piece-too-heavy", f"{HOSP} at Powidz", fleets(PLANE={"piece_kg_max": 1999}), at(3, 7), 1, "kg",
          spared=fleets(PLANE={"piece_kg_max": 2000})),
    Plant("R3", "piece-too-high", f"{HOSP} at Powidz", fleets(PLANE={"height_cm_max": 199}), at(3, 7), 1, "cm",
          spared=fleets(PLANE={"height_cm_max": 200})),
    Plant("R3", "piece-too-wide", f"{HOSP} at Powidz", fleets(PLANE={"width_cm_max": 199}), at(3, 7), 1, "cm",
          spared=fleets(PLANE={"width_cm_max": 200})),
    # R4 carrier continuity
    Plant("R4", "not-from-home", "trip 1 of TRAIN#1 at Munster", fleets(TRAIN={"home": PlaceId("BHV")}), at(2, 6)),
    Plant("R4", "not-where-it-stands", "trip 2 of TRUCK#1 at Klaipeda", Setting(plan=small_plan(**{"return": None})), at(6, 6)),
    Plant("R4", "trips-overlap", "trip 2 of PLANE#1 at Kaunas", trips(home=delayed(small_trips()["home"], -31)), at(2, 11, 29), 1, "min",
          spared=trips(home=delayed(small_trips()["home"], -30))),
    Plant("R4", "no-such-carrier", "trip 1 of PLANE#3", trips(hospital=replace(small_trips()["hospital"], carrier=CarrierId("PLANE#3")))),
    Plant("R4", "no-such-place", "trip 2 of PLANE#1 at ATLANTIS", trips(home=at_stop("home", 1, place=PlaceId("ATLANTIS"))), at(2, 14)),
    Plant("R4", "times-out-of-order", f"{ADV} at Kaunas", trips(advance=at_stop("advance", 2, depart=at(2, 10, 29))), at(2, 10, 30), 1, "min"),
    Plant("R4", "leg-goes-nowhere", "trip 2 of PLANE#1 from Kaunas to Kaunas", trips(home=at_stop("home", 1, place=PlaceId("KUN"))), at(2, 12)),
    Plant("R4", "no-stops", "trip 1 of TRUCK#2", trips(extra=trip("TRUCK#2"))),
    # R5 carrier duty
    Plant("R5", "too-fast", FLIGHT, trips(advance=at_stop("advance", 2, arrive=at(2, 10, 29))), at(2, 8, 30), 1, "min",
          spared=trips(advance=at_stop("advance", 2, arrive=at(2, 10, 30)))),
    Plant("R5", "stop-too-short", f"{ADV} at Wunstorf", trips(advance=at_stop("advance", 1, depart=at(2, 8, 29))), at(2, 7, 30), 1, "min",
          spared=trips(advance=at_stop("advance", 1, depart=at(2, 8, 30)))),
    Plant("R5", "stop-too-short", f"{ADV} at Kaunas", places(KUN={"pax_per_hour": 49}), at(2, 10, 30), 2, "min",
          spared=places(KUN={"pax_per_hour": 50})),
    Plant("R5", "stop-too-short", "trip 1 of TRAIN#1 at Bremerhaven", places(BHV={"kg_per_hour": 16_666}), at(2, 14), 1, "min",
          spared=places(BHV={"kg_per_hour": 16_667})),
    Plant("R5", "beyond-range", FLIGHT, fleets(PLANE={"range_m": 999_999}), at(2, 8, 30), 1, "m",
          spared=fleets(PLANE={"range_m": 1_000_000})),
    Plant("R5", "too-little-rest", "trip 2 of TRUCK#1 from Rukla to Klaipeda", trips(**{"return": at_stop("return", 1, arrive=at(3, 8, 59))}),
          at(2, 8), 1, "min", spared=trips(**{"return": at_stop("return", 1, arrive=at(3, 9))})),
    Plant("R5", "too-little-rest", "trip 2 of PLANE#1 from Kaunas to Powidz", fleets(PLANE={"duty_minutes": 257}), at(2, 6), 961, "min",
          spared=fleets(PLANE={"duty_minutes": 258})),
    Plant("R5", "carrier-not-available", "trip 1 of TRAIN#1 at Munster", fleets(TRAIN={"available": Interval(at(2, 6, 1), at(30))}),
          at(2, 6), 1, "min", spared=fleets(TRAIN={"available": Interval(at(2, 6), at(2, 20))})),
    Plant("R5", "carrier-not-available", "trip 1 of TRAIN#1 at Bremerhaven", fleets(TRAIN={"available": Interval(at(0), at(2, 19, 59))}),
          at(2, 14), 1, "min"),
    # R6 place capacity
    Plant("R6", "no-free-slot", "Kaunas", crowded(1), at(2, 11, 29), 1, "slots", spared=crowded(0)),
    Plant("R6", "outside-opening-hours", "trip 1 of TRUCK#1 at Rukla", places(RUK={"opens_minute": 841}), at(2, 14), 1, "min",
          spared=places(RUK={"opens_minute": 840})),
    Plant("R6", "outside-opening-hours", "trip 1 of TRUCK#1 at Rukla", places(RUK={"closes_minute": 959}), at(2, 16), 1, "min",
          spared=places(RUK={"closes_minute": 960})),
    Plant("R6", "place-closed", f"{ADV} at Kaunas", closed("place:KUN", at(2, 11, 29), at(2, 11, 40)), at(2, 11, 29), 1, "min",
          spared=closed("place:KUN", at(2, 11, 30), at(2, 12))),
    # R7 storage
    Plant("R7", "storage-full", "Klaipeda", places(KLJ={"storage_kg": 99_999}), at(5, 12), 1, "kg",
          spared=places(KLJ={"storage_kg": 100_000})),
    Plant("R7", "holding-full", "Klaipeda", with_troops_along(storage_pax=2), at(5, 12), 1, "pax",
          spared=with_troops_along(storage_pax=3)),
    # R8 way limits
    Plant("R8", "no-way", FLIGHT, trips(advance=at_stop("advance", 1, avoiding=("POL",))), at(2, 8, 30),
          spared=trips(advance=at_stop("advance", 1, avoiding=("BLR",)))),
    Plant("R8", "mode-not-served", f"{HOSP} at Kaunas", places(KUN={"modes": frozenset({Mode.ROAD})}), at(3, 8, 30)),
    Plant("R8", "runway-too-short", f"{HOSP} at Kaunas", places(KUN={"runway_m": 1499}), at(3, 8, 30), 1, "m",
          spared=places(KUN={"runway_m": 1500})),
    Plant("R8", "runway-not-paved", f"{HOSP} at Kaunas", places(KUN={"paved": False}), at(3, 8, 30)),
    Plant("R8", "port-too-shallow", "trip 1 of SHIP#1 at Klaipeda", places(KLJ={"draught_cm": 649}), at(5), 1, "cm",
          spared=places(KLJ={"draught_cm": 650})),
    Plant("R8", "way-too-shallow", "trip 1 of SHIP#1 from Bremerhaven to Klaipeda", ways(sea={"draught_cm": 649}), at(3, 18), 1, "cm",
          spared=ways(sea={"draught_cm": 650})),
    Plant("R8", "gauge-differs", "trip 1 of TRAIN#1 from Munster to Bremerhaven", ways(rail={"gauges_mm": (1435, 1520)}), at(2, 10), 1435, "mm"),
    Plant("R8", "gauge-differs", "trip 1 of TRAIN#1 at Bremerhaven", places(BHV={"gauges_mm": (1520,)}), at(2, 14), 1435, "mm",
          spared=places(BHV={"gauges_mm": (1435, 1520)})),
    Plant("R8", "above-load-class", "trip 3 of TRUCK#1 from Klaipeda to Rukla",
          Setting(book={"fleets": {"TRUCK": {"mlc": None}}}, ways={"road": {"mlc": 23}}), at(6, 8), 1, "MLC",
          spared=Setting(book={"fleets": {"TRUCK": {"mlc": None}}}, ways={"road": {"mlc": 24}})),
    Plant("R8", "above-load-class", ROAD_OUT, ways(road={"mlc": 29}), at(2, 8), 1, "MLC", spared=ways(road={"mlc": 30})),
    Plant("R8", "too-high-for-way", "trip 3 of TRUCK#1 from Klaipeda to Rukla", ways(road={"height_cm": 299}), at(6, 8), 1, "cm",
          spared=ways(road={"height_cm": 300})),
    Plant("R8", "way-closed", "trip 1 of SHIP#1 from Bremerhaven to Klaipeda", ways(sea={"closed": (Interval(at(4, 23, 59), at(9)),)}),
          at(4, 23, 59), 1, "min", spared=ways(sea={"closed": (Interval(at(5), at(9)),)})),
    Plant("R8", "too-many-carriers-a-day", "way `A1`", ways(road={"carriers_per_day": 1}), at(2), 1, "carriers",
          spared=ways(road={"carriers_per_day": 2})),
    # R9 readiness
    Plant("R9", "before-ready", f"{ADV} at Wunstorf", Setting(book={"units": {"ADVANCE": {"ntm_minutes": at(2, 8, 31) - at(0)}}}),
          at(2, 8, 30), 1, "min", spared=Setting(book={"units": {"ADVANCE": {"ntm_minutes": at(2, 8, 30) - at(0)}}})),
    Plant("R9", "before-ald", "trip 1 of SHIP#1 at Bremerhaven", wanted(VEH={"ald": at(3, 18, 1)}), at(3, 18), 1, "min",
          spared=wanted(VEH={"ald": at(3, 18)})),
    Plant("R9", "before-ead", "trip 1 of SHIP#1 at Klaipeda", wanted(VEH={"ead": at(5, 0, 1)}), at(5), 1, "min",
          spared=wanted(VEH={"ead": at(5)})),
    Plant("R9", "before-ead", f"{ADV} at Kaunas", wanted(ADV={"ead": at(2, 10, 31)}), at(2, 10, 30), 1, "min",
          spared=wanted(ADV={"ead": at(2, 10, 30)})),
    Plant("R9", "past-its-poe", "trip 1 of SHIP#1 at Klaipeda", wanted(VEH={"poe": PlaceId("WUN"), "ald": None}), at(5), 4, "pieces",
          spared=wanted(VEH={"poe": PlaceId("MUN"), "ald": None})),
    Plant("R9", "past-its-pod", "trip 3 of TRUCK#1 at Rukla", wanted(VEH={"pod": PlaceId("KUN")}), at(6, 14), 4, "pieces",
          spared=wanted(VEH={"pod": PlaceId("RUK")})),
    Plant("R9", "before-what-it-follows", f"{HOSP} at Kaunas", wanted(MED={"after": (RequirementId("VEH"),)}),
          at(3, 8, 30), at(6, 16) - at(3, 8, 30), "min", spared=wanted(MED={"after": (RequirementId("ADV"),)})),
    Plant("R9", "before-activation", "trip 1 of PLANE#1 at Powidz",
          Setting(book={"crisis": Crisis("late", at(2, 6, 1), at(30)), "units": {u: {"ntm_minutes": 0} for u in small_units()}}),
          at(2, 6), 1, "min"),
    # R10 lawful movement
    Plant("R10", "not-yet-open", FLIGHT, hours("transit/clearance", 57), at(2, 8, 30), 30, "min", "transit/enter",
          spared=hours("transit/clearance", 56)),
    Plant("R10", "not-yet-open", "trip 1 of TRAIN#1 from Munster to Bremerhaven", hours("mandate/vote", 59), at(2, 10), 60, "min",
          "mandate/send", spared=hours("mandate/vote", 56)),
    Plant("R10", "no-basis", FLIGHT, law(without=("support",)), at(2, 8, 30)),
    Plant("R10", "lapsed", f"{HOSP} from Powidz to Kaunas",
          law(provisions={"transit/enter": {"valid": Interval(at(0), at(3, 6))}}), at(3, 7), provision="transit/enter"),
    Plant("R10", "lapsed", f"{HOSP} from Powidz to Kaunas",
          law(provisions={"transit/enter": {"valid": Interval(at(0), at(3, 8, 29))}}), at(3, 8, 29), provision="transit/enter"),
    Plant("R10", "forbidden", "trip 1 of SHIP#1 from Bremerhaven to Klaipeda", forbidding("ban/entry", excepted=True), at(3, 18),
          provision="ban/entry"),
    Plant("R10", "in-conflict", "trip 1 of SHIP#1 from Bremerhaven to Klaipeda", forbidding("ban/entry"), at(3, 18),
          provision="ban/entry"),
    Plant("R10", "opens-nobody-knows-when", FLIGHT,
          law(provisions={"transit/clearance": {"duration": Duration(None, None, None)}}), at(2, 8, 30), provision="transit/clearance"),
    # R11 caveats
    Plant("R11", "caveat", f"{HOSP} from Powidz to Kaunas",
          Setting(book={"units": {"HOSPITAL": {"lines": (troops(20), line("tents", 4, 2000, nature=Nature.AMMUNITION))}}}),
          at(3, 7), provision="caveats-POL/no-ammunition"),
    # R12 limits of consent
    Plant("R12", "consent-exceeded-pax", FLIGHT, entering(pax=49), at(2, 8, 30), 1, "pax", "transit/enter", spared=entering(pax=50)),
    Plant("R12", "consent-exceeded-kg", "trip 1 of SHIP#1 from Bremerhaven to Klaipeda", entering(mass_kg=104_999), at(3, 18), 1, "kg", "transit/enter",
          spared=entering(mass_kg=105_000)),
    Plant("R12", "overstays", f"{ADV} at Kaunas", passing_through(at(4, 10, 31)), at(4, 10, 31), 1, "min", "sofa/base",
          spared=passing_through(at(4, 10, 30))),
    # R14 sourcing
    Plant("R14", "no-such-requirement", "assignment to NONE", served(assign("NONE", "CLINIC"))),
    Plant("R14", "no-such-source", "assignment to ADV", served(assign("ADV", "GHOSTS"), without="ADV")),
    Plant("R14", "no-source", "assignment to MED", served(assign("MED"), without="MED")),
    Plant("R14", "two-sources", "assignment to MED", served(assign("MED", "HOSPITAL", "DIESEL", 1), without="MED")),
    Plant("R14", "no-pieces", "assignment to EAT", served(assign("EAT", stock="RATIONS"), without="EAT")),
    Plant("R14", "assigned-twice", "assignment to EAT from RATIONS", served(assign("EAT", stock="RATIONS", pieces=1)), None, 1, "times"),
    Plant("R14", "not-the-source-named", "assignment to FUEL", served(assign("FUEL", stock="DIESEL", pieces=6), without="FUEL"),
          spared=served(assign("FUEL", stock="DIESEL", pieces=5), without="FUEL")),
    Plant("R14", "unit-serves-twice", "unit HOSPITAL", served(assign("EAT", "HOSPITAL")), None, 1, "times"),
    Plant("R14", "more-than-pledged", "stock RATIONS", Setting(book={"stocks": {"RATIONS": {"pledged_pieces": 9}}}), None, 1, "pieces",
          spared=Setting(book={"stocks": {"RATIONS": {"pledged_pieces": 10}}})),
    Plant("R14", "wrong-capability", "assignment to EAT from RATIONS", Setting(book={"stocks": {"RATIONS": {"capability": "soap"}}})),
    Plant("R14", "not-interoperable", "assignment to MED from CLINIC", clinic_serves(), spared=clinic_serves(interoperability=RADIO)),
    Plant("R14", "task-not-pledged", "assignment to MED from HOSPITAL", wanted(MED={"task": "combat"})),
    Plant("R14", "not-pledged", "assignment to MED from HOSPITAL", Setting(book={"units": {"HOSPITAL": {"pledged": None}}})),
    Plant("R14", "pledge-not-open", f"{HOSP} at Powidz", Setting(book={"units": {"HOSPITAL": {"pledged": Interval(at(3, 7, 1), at(9))}}}),
          at(3, 7), 1, "min", spared=Setting(book={"units": {"HOSPITAL": {"pledged": Interval(at(3, 7), at(9))}}})),
    Plant("R14", "pledge-not-open", f"{HOSP} at Powidz", Setting(book={"units": {"HOSPITAL": {"pledged": Interval(at(0), at(3, 7))}}}),
          at(3, 7), 1, "min", spared=Setting(book={"units": {"HOSPITAL": {"pledged": Interval(at(0), at(3, 7, 1))}}})),
    # R15 honesty
    Plant("R15", "bound-above-plan", "the plan", Setting(plan=small_plan(bound=Bound(0, 1, "none"))), None, 1, "weighted min",
          spared=Setting(plan=small_plan(bound=Bound(0, 0, "none")))),
)  # fmt: skip
"""Every breach planted, by rule."""
