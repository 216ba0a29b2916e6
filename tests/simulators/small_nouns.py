"""Builders of the nouns of a book and a plan, for tests that people can read: `place("KUN", "Kaunas", LTU)`.

Everything is fictional and lawful unless it says otherwise. Times count from C-day: `at(day, hour, minute)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coalition.measure.instants import Interval, Minute, parse_instant
from coalition.model.cargo import CargoLine, Category, Nature
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.identity import (
    CarrierId,
    FleetId,
    InstrumentId,
    LineId,
    MovementId,
    NationId,
    PlaceId,
    ProvisionId,
    RequirementId,
    StockId,
    UnitId,
)
from coalition.model.law import (
    Action,
    Duration,
    Instrument,
    Party,
    Provision,
    ProvisionKind,
    Scope,
)
from coalition.model.places import Mode, Place
from coalition.model.plan import Load, Stop, Trip
from coalition.model.requirements import Kind, Requirement
from coalition.model.ways import Crossing, Way, WayKey

C_DAY = parse_instant("2025-03-03")
DEU, POL, LTU = NationId("DEU"), NationId("POL"), NationId("LTU")
NATIONS = (DEU, POL, LTU)


def at(day: int, hour: int = 0, minute: int = 0) -> Minute:
    """Minutes UTC of `C+day` at hour:minute."""
    return Minute(C_DAY + day * 1440 + hour * 60 + minute)


FROM_C_DAY = Interval(at(0), at(30))


def place(ident: str, name: str, nation: NationId, modes: Iterable[Mode], **fields: Any) -> Place:
    """A place at sea level, off the map unless it says where."""
    where = {"lat_udeg": 0, "lon_udeg": 0} | fields
    return Place(PlaceId(ident), name, nation, modes=frozenset(modes), **where)


def way(
    mode: Mode, origin: str, destination: str, km: int, *nations: NationId, **fields: Any
) -> Way:
    """A way with equal stretches in the nations named, in order."""
    length = km * 1000
    crossings = tuple(Crossing(nation, length // len(nations)) for nation in nations)
    key = WayKey(mode, PlaceId(origin), PlaceId(destination))
    return Way(key, length, crossings, **fields)


def line(
    ident: str, pieces: int, kg: int, category: Category = Category.BULK, **fields: Any
) -> CargoLine:
    """Like pieces of so many kg each."""
    return CargoLine(LineId(ident), ident, category, pieces, piece_kg=kg, **fields)


def troops(pieces: int) -> CargoLine:
    """Passengers."""
    return line("troops", pieces, 0, Category.PAX, nature=Nature.PERSONNEL)


def unit(ident: str, nation: NationId, home: str, *lines: CargoLine, **fields: Any) -> Unit:
    """A pledged unit at a day's notice."""
    given = {"ntm_minutes": 1440, "pledged": FROM_C_DAY} | fields
    return Unit(UnitId(ident), ident.title(), nation, PlaceId(home), lines=lines, **given)


def stock(ident: str, nation: NationId, place: str, goods: CargoLine, **fields: Any) -> Stock:
    """A stock pledged in full."""
    given = {"pledged_pieces": goods.pieces, "pledged": FROM_C_DAY} | fields
    return Stock(StockId(ident), ident.title(), nation, PlaceId(place), goods, **given)


def fleet(ident: str, nation: NationId, mode: Mode, home: str, **fields: Any) -> Fleet:
    """Two carriers, always at hand, that take bulk cargo and handle a stop in an hour each way."""
    given = {
        "count": 2, "categories": frozenset({Category.BULK}), "load_minutes": 60, "unload_minutes": 60,
        "available": FROM_C_DAY,
    } | fields  # fmt: skip
    return Fleet(FleetId(ident), ident.title(), nation, mode, PlaceId(home), **given)


def requirement(ident: str, destination: str, rdd: Minute, **fields: Any) -> Requirement:
    """A movement requirement of priority 1 unless it says otherwise."""
    given = {
        "kind": Kind.MOVEMENT,
        "description": ident.lower(),
        "priority": 1,
        "weight": 10,
    } | fields
    return Requirement(RequirementId(ident), destination=PlaceId(destination), rdd=rdd, **given)


def permission(ident: str, *actions: Action, **fields: Any) -> Provision:
    """The parties permit each other these actions, with any cargo, unless it says otherwise."""
    scope = Scope(("parties",), ("parties",), tuple(actions), any_cargo=True)
    given = {"scope": scope} | fields
    return Provision(ProvisionId(ident), ProvisionKind.PERMISSION, f"art. {ident}", ident, **given)


def procedure(ident: str, body: str, hours: tuple[int, int, int]) -> Provision:
    """A decision of the actor's or the territory's authority that takes least, likely, most hours."""
    return Provision(
        ProvisionId(ident),
        ProvisionKind.PROCEDURE,
        f"art. {ident}",
        ident,
        body=body,
        duration=Duration(*hours),
    )


def instrument(
    ident: str, *provisions: Provision, nations: Iterable[NationId] = NATIONS
) -> Instrument:
    """An instrument in force for good between the nations."""
    always = Interval(parse_instant("2000-01-01"), parse_instant("2100-01-01"))
    parties = tuple(Party(nation, always) for nation in nations)
    return Instrument(
        InstrumentId(ident), ident, "agreement", always, parties, provisions, fictional=True
    )


def load(movement: str, line: str, pieces: int) -> Load:
    """So many pieces of a line of a movement."""
    return Load(MovementId(movement), LineId(line), pieces)


def stop(place: str, arrive: Minute, depart: Minute | None = None, **fields: Any) -> Stop:
    """A stop; without `depart` the carrier only passes."""
    return Stop(PlaceId(place), arrive, arrive if depart is None else depart, **fields)


def trip(carrier: str, *stops: Stop) -> Trip:
    """A trip of a numbered carrier."""
    return Trip(CarrierId(carrier), stops)
