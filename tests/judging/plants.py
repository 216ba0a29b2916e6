"""Plans with one thing wrong, each with what the judge must say; and where there is one, the last lawful value.

A `Plant` reads: by this change the plan breaks this rule with this code, here, at this time, by this amount.
`spared` is the same change one minute, one kg, one piece less: it must leave the plan right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.simulators.small_books import (
    ADVANCE,
    COMPANY,
    HOSPITAL,
    at,
    delayed,
    instrument,
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

from coalition.measure.instants import Interval, Minute
from coalition.model.identity import PlaceId, ProvisionId, RequirementId, StockId, UnitId
from coalition.model.law import Action, Duration, Limits, Provision, ProvisionKind, Scope
from coalition.model.plan import Assignment, Plan, Trip
from coalition.model.ways import Closure


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


def without_company(**valid: Any) -> Setting:
    """The company stays at home; leave to enter is valid until an instant."""
    book = {"instruments": small_law(provisions={"transit/enter": valid})}
    return Setting(book=book, plan=small_plan(train=None, ship=None, vehicles=None))


def flying_together(pax: int) -> Setting:
    """Advance party and hospital share a Polish aircraft, whose use of Kaunas is limited to so many."""
    together = (*ADVANCE, *HOSPITAL)
    book = {
        "fleets": {"PLANE": {"seats": 70}},
        "units": {"HOSPITAL": {"home": PlaceId("WUN")}},
        "places": {"KUN": {"pax_per_hour": 70}},
        "instruments": small_law(provisions={"sofa/base": {"limits": Limits(pax=pax)}}),
    }
    return Setting(book=book, plan=small_plan(hospital=None, advance=moved("advance", together)))


def forbidding(identifier: str, *, excepted: bool = False) -> Setting:
    """A ban on Germans entering and staying in Lithuania: excepting the permission, or in conflict with it."""
    ban = Provision(
        ProvisionId(identifier), ProvisionKind.PROHIBITION, "art. 9", "no entry",
        Scope(("DEU",), ("LTU",), (Action.ENTER, Action.STATION)),
        excepts=(ProvisionId("transit/enter"),) if excepted else (),
    )  # fmt: skip
    return law(instrument("ban", ban))


def served(*changed: Assignment, without: str = "", **book: Any) -> Setting:
    kept = tuple(a for a in small_assignments() if a.requirement != without)
    return Setting(book=book, plan=small_plan(assignments=(*kept, *changed)))


def assign(requirement: str, unit: str = "", stock: str = "", pieces: int = 0) -> Assignment:
    return Assignment(
        RequirementId(requirement),
        UnitId(unit) if unit else None,
        StockId(stock) if stock else None,
        pieces,
    )


def clinic_serves(**fields: Any) -> Setting:
    """The clinic, which has no radio, takes the place of the hospital."""
    tents = (load("MED+CLINIC", "tents", 4),)
    kept = tuple(a for a in small_assignments() if a.requirement != "MED")
    plan = small_plan(
        assignments=(*kept, assign("MED", "CLINIC")), hospital=moved("hospital", tents)
    )
    return Setting(book={"units": {"CLINIC": fields}}, plan=plan)


ADV, HOSP = "trip 1 of PLANE#1", "trip 1 of PLANE#2"
FLIGHT = f"{ADV} from Wunstorf to Kaunas"
ROAD_OUT = "trip 1 of TRUCK#1 from Klaipeda to Rukla"
