"""Planted breaches of R10 to R15: law, limits of consent, sourcing, honesty."""

from __future__ import annotations

from tests.judging.plants import (
    ADV,
    FLIGHT,
    HOSP,
    Plant,
    Setting,
    assign,
    clinic_serves,
    entering,
    flying_together,
    forbidding,
    hours,
    law,
    passing_through,
    served,
    wanted,
    without_company,
)
from tests.simulators.small_books import (
    at,
    line,
    small_plan,
    troops,
)

from coalition.measure.instants import Interval
from coalition.model.cargo import Nature
from coalition.model.law import Duration
from coalition.model.plan import Bound

RADIO = frozenset({"radio"})

PLANTS_LAW = (
    # R10 lawful movement
    Plant(
        "R10",
        "not-yet-open",
        FLIGHT,
        hours("transit/clearance", 57),
        at(2, 8, 30),
        30,
        "min",
        "transit/enter",
        spared=hours("transit/clearance", 56),
    ),
    Plant(
        "R10",
        "not-yet-open",
        "trip 1 of TRAIN#1 from Munster to Bremerhaven",
        hours("mandate/vote", 59),
        at(2, 10),
        60,
        "min",
        "mandate/send",
        spared=hours("mandate/vote", 56),
    ),
    Plant("R10", "no-basis", FLIGHT, law(without=("support",)), at(2, 8, 30)),
    Plant(
        "R10",
        "lapsed",
        f"{HOSP} from Powidz to Kaunas",
        law(provisions={"transit/enter": {"valid": Interval(at(0), at(3, 6))}}),
        at(3, 7),
        provision="transit/enter",
    ),
    Plant(
        "R10",
        "lapsed",
        f"{HOSP} from Powidz to Kaunas",
        law(provisions={"transit/enter": {"valid": Interval(at(0), at(3, 8, 29))}}),
        at(3, 8, 29),
        provision="transit/enter",
    ),
    Plant(
        "R10",
        "forbidden",
        "trip 1 of SHIP#1 from Bremerhaven to Klaipeda",
        forbidding("ban/entry", excepted=True),
        at(3, 18),
        provision="ban/entry",
    ),
    Plant(
        "R10",
        "in-conflict",
        "trip 1 of SHIP#1 from Bremerhaven to Klaipeda",
        forbidding("ban/entry"),
        at(3, 18),
        provision="ban/entry",
    ),
    Plant(
        "R10",
        "opens-nobody-knows-when",
        FLIGHT,
        law(provisions={"transit/clearance": {"duration": Duration(None, None, None)}}),
        at(2, 8, 30),
        provision="transit/clearance",
    ),
    Plant(
        "R10",
        "lapsed",
        f"{HOSP} from Powidz to Kaunas",
        without_company(valid=Interval(at(0), at(3, 8, 29))),
        at(3, 8, 29),
        provision="transit/enter",
        spared=without_company(valid=Interval(at(0), at(3, 8, 30))),
    ),
    # R11 caveats
    Plant(
        "R11",
        "caveat",
        f"{HOSP} from Powidz to Kaunas",
        Setting(
            book={
                "units": {
                    "HOSPITAL": {
                        "lines": (troops(20), line("tents", 4, 2000, nature=Nature.AMMUNITION))
                    }
                }
            }
        ),
        at(3, 7),
        provision="caveats-POL/no-ammunition",
    ),
    # R12 limits of consent
    Plant(
        "R12",
        "consent-exceeded-pax",
        FLIGHT,
        entering(pax=49),
        at(2, 8, 30),
        1,
        "pax",
        "transit/enter",
        spared=entering(pax=50),
    ),
    Plant(
        "R12",
        "consent-exceeded-kg",
        "trip 1 of SHIP#1 from Bremerhaven to Klaipeda",
        entering(mass_kg=104_999),
        at(3, 18),
        1,
        "kg",
        "transit/enter",
        spared=entering(mass_kg=105_000),
    ),
    Plant(
        "R12",
        "overstays",
        f"{ADV} at Kaunas",
        passing_through(at(4, 10, 31)),
        at(4, 10, 31),
        1,
        "min",
        "sofa/base",
        spared=passing_through(at(4, 10, 30)),
    ),
    Plant(
        "R12",
        "consent-exceeded-pax",
        FLIGHT,
        flying_together(69),
        at(2, 10, 30),
        1,
        "pax",
        "sofa/base",
        spared=flying_together(70),
    ),
    # R14 sourcing
    Plant("R14", "no-such-requirement", "assignment to NONE", served(assign("NONE", "CLINIC"))),
    Plant(
        "R14", "no-such-source", "assignment to ADV", served(assign("ADV", "GHOSTS"), without="ADV")
    ),
    Plant(
        "R14",
        "no-such-source",
        "assignment to FUEL",
        served(assign("FUEL", stock="GHOSTS", pieces=5), without="FUEL"),
    ),
    Plant("R14", "no-source", "assignment to MED", served(assign("MED"), without="MED")),
    Plant(
        "R14",
        "two-sources",
        "assignment to MED",
        served(assign("MED", "HOSPITAL", "DIESEL", 1), without="MED"),
    ),
    Plant(
        "R14",
        "no-pieces",
        "assignment to EAT",
        served(assign("EAT", stock="RATIONS"), without="EAT"),
    ),
    Plant(
        "R14",
        "assigned-twice",
        "assignment to EAT from RATIONS",
        served(assign("EAT", stock="RATIONS", pieces=1)),
        None,
        1,
        "times",
    ),
    Plant(
        "R14",
        "not-the-source-named",
        "assignment to FUEL",
        served(assign("FUEL", stock="DIESEL", pieces=6), without="FUEL"),
        spared=served(assign("FUEL", stock="DIESEL", pieces=5), without="FUEL"),
    ),
    Plant(
        "R14",
        "unit-serves-twice",
        "unit HOSPITAL",
        served(assign("EAT", "HOSPITAL")),
        None,
        1,
        "times",
    ),
    Plant(
        "R14",
        "more-than-pledged",
        "stock RATIONS",
        Setting(book={"stocks": {"RATIONS": {"pledged_pieces": 9}}}),
        None,
        1,
        "pieces",
        spared=Setting(book={"stocks": {"RATIONS": {"pledged_pieces": 10}}}),
    ),
    Plant(
        "R14",
        "wrong-capability",
        "assignment to EAT from RATIONS",
        Setting(book={"stocks": {"RATIONS": {"capability": "soap"}}}),
    ),
    Plant(
        "R14",
        "not-interoperable",
        "assignment to MED from CLINIC",
        clinic_serves(),
        spared=clinic_serves(interoperability=RADIO),
    ),
    Plant(
        "R14", "task-not-pledged", "assignment to MED from HOSPITAL", wanted(MED={"task": "combat"})
    ),
    Plant(
        "R14",
        "not-pledged",
        "assignment to MED from HOSPITAL",
        Setting(book={"units": {"HOSPITAL": {"pledged": None}}}),
    ),
    Plant(
        "R14",
        "pledge-not-open",
        f"{HOSP} at Powidz",
        Setting(book={"units": {"HOSPITAL": {"pledged": Interval(at(3, 7, 1), at(9))}}}),
        at(3, 7),
        1,
        "min",
        spared=Setting(book={"units": {"HOSPITAL": {"pledged": Interval(at(3, 7), at(9))}}}),
    ),
    Plant(
        "R14",
        "pledge-not-open",
        f"{HOSP} at Powidz",
        Setting(book={"units": {"HOSPITAL": {"pledged": Interval(at(0), at(3, 7))}}}),
        at(3, 7),
        1,
        "min",
        spared=Setting(book={"units": {"HOSPITAL": {"pledged": Interval(at(0), at(3, 7, 1))}}}),
    ),
    # R15 honesty
    Plant(
        "R15",
        "bound-above-plan",
        "the plan",
        Setting(plan=small_plan(bound=Bound(0, 1, "none"))),
        None,
        1,
        "weighted min",
        spared=Setting(plan=small_plan(bound=Bound(0, 0, "none"))),
    ),
)
