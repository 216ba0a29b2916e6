"""Books in which one thing alone holds what is late, so that what a hedge buys is known by hand.

A German force at Augustdorf goes 400 km by road to Batakiai in Lithuania: an hour to load, ten to drive, one to
unload. Where nothing holds, it closes twelve hours after C-day, 3 March 2025. Everything is fictional.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.simulators.small_books import SmallNetwork
from tests.simulators.small_nouns import (
    DEU,
    LTU,
    NATIONS,
    at,
    fleet,
    instrument,
    line,
    permission,
    place,
    procedure,
    requirement,
    stock,
    unit,
    way,
)

from coalition.measure.instants import FOREVER, Interval
from coalition.model.book import Book, Crisis
from coalition.model.identity import DecisionId, InstrumentId, PlaceId, ProvisionId, UnitId, WayId
from coalition.model.law import (
    Action,
    Decision,
    Instrument,
    Outcome,
    Party,
    Provision,
    ProvisionKind,
    Scope,
    Step,
)
from coalition.model.nations import Alliance, Nation
from coalition.model.places import Mode
from coalition.model.requirements import Requirement
from coalition.model.ways import DeclaredWay

ALWAYS_PLEDGED = Interval(at(-1), FOREVER)


def road_network() -> SmallNetwork:
    """The one road, declared as A1, of which nobody says how many carriers it bears."""
    return SmallNetwork([way(Mode.ROAD, "AUG", "BAT", 400, DEU, LTU, declared=WayId("A1"))])


def busy_road_network() -> SmallNetwork:
    """The same road, for one carrier a day."""
    declared = {"declared": WayId("A1"), "carriers_per_day": 1}
    return SmallNetwork([way(Mode.ROAD, "AUG", "BAT", 400, DEU, LTU, **declared)])


def bottleneck_book(
    *,
    forces: int = 1,
    origin: dict[str, Any] | None = None,
    destination: dict[str, Any] | None = None,
    force: dict[str, Any] | None = None,
    truck: dict[str, Any] | None = None,
    wanted: dict[str, Any] | None = None,
    requirements: Iterable[Requirement] | None = None,
    **fields: Any,
) -> Book:
    """So many forces of one truckload each, with as many trucks, all wanted on C-day at weight 10."""
    units = [
        unit(f"FORCE{n}", DEU, "AUG", line("crates", 10, 1000),
             **{"ntm_minutes": 0, "pledged": ALWAYS_PLEDGED} | (force or {}))
        for n in range(1, forces + 1)
    ]  # fmt: skip
    asked = [
        requirement(f"R{n}", "BAT", at(0), unit=UnitId(f"FORCE{n}"), **(wanted or {}))
        for n in range(1, forces + 1)
    ]
    trucks = fleet(
        "TRUCK", DEU, Mode.ROAD, "AUG",
        **{"count": forces, "speed_m_per_hour": 40_000, "payload_kg": 10_000, "cost_per_hour": 60}
        | (truck or {}),
    )  # fmt: skip
    here = place("AUG", "Augustdorf", DEU, (Mode.ROAD,), **(origin or {}))
    there = place("BAT", "Batakiai", LTU, (Mode.ROAD,), **(destination or {}))
    given: dict[str, Any] = {
        "title": "Bottleneck", "fictional": True, "alliance": Alliance("Small alliance", NATIONS),
        "crisis": Crisis("Reinforcement", at(0), at(30)),
        "nations": {n.id: n for n in (Nation(DEU, "Germany"), Nation(LTU, "Lithuania"))},
        "places": {p.id: p for p in (here, there)}, "units": {u.id: u for u in units},
        "stocks": {}, "fleets": {trucks.id: trucks},
        "requirements": {r.id: r for r in (requirements or asked)},
        "ways": (DeclaredWay(WayId("A1"), Mode.ROAD, PlaceId("AUG"), PlaceId("BAT"), carriers_per_day=1),),
        "closures": (), "instruments": open_law(), "decisions": (),
    }  # fmt: skip
    return Book(**given | fields)


def open_law(*, vote_hours: int | None = None, send: bool = True) -> tuple[Instrument, ...]:
    """Everything permitted at once; sending after a vote of so many hours, or on no basis at all."""
    requires = {} if vote_hours is None else {"requires": Step(ProvisionId("mandate/vote"))}
    vote = procedure("mandate/vote", "actor", (vote_hours or 0,) * 3)
    rest = [action for action in Action if action is not Action.SEND]
    mandate = instrument("mandate", permission("mandate/send", Action.SEND, **requires), vote)
    return (*([mandate] if send else []), instrument("transit", permission("transit/all", *rest)))


def caveat() -> Instrument:
    """A German caveat against sending anything."""
    ban = Provision(
        ProvisionId("caveats-DEU/none"), ProvisionKind.PROHIBITION, "", "no crates abroad",
        Scope(("DEU",), ("DEU",), (Action.SEND,)), caveat=True,
    )  # fmt: skip
    return Instrument(
        InstrumentId("caveats-DEU"), "caveats of Germany", "caveat", ALWAYS_PLEDGED,
        (Party(DEU, ALWAYS_PLEDGED),), (ban,),
    )  # fmt: skip


def vote(outcome: Outcome, day: int) -> Decision:
    """The Bundestag's decision under the mandate."""
    name = DecisionId("bundestag")
    return Decision(name, ProvisionId("mandate/vote"), outcome, at(day), "the Bundestag")


def crates(**fields: Any) -> dict[Any, Any]:
    """A stock of ten crates at Augustdorf, each ten rations."""
    given = {"capability": "rations", "amount_per_piece": 10, "pledged": ALWAYS_PLEDGED} | fields
    held = stock("CRATES", DEU, "AUG", line("crates", 10, 1000), **given)
    return {held.id: held}
