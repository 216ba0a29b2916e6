"""Small books by chance, the same for the same seed: everything that can go wrong with a movement, mixed.

Three nations and a neutral fourth; five to seven places; windows of law, closures, limits of consent, short
ranges, gauge breaks, tight slots, opening hours, small storage, precedence, `together`, ports of call,
stocks and capabilities. Fictional throughout.

    book, network = chance_book(7, requirements=30)
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.simulators.small_nouns import (
    C_DAY,
    DEU,
    LTU,
    POL,
    at,
    instrument,
    line,
    permission,
    procedure,
)

from coalition.measure.geography import great_circle_m
from coalition.measure.instants import Interval, Minute
from coalition.model.book import Book, Crisis
from coalition.model.cargo import CargoLine, Category, Nature
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.identity import (
    DecisionId,
    FleetId,
    InstrumentId,
    NationId,
    PlaceId,
    ProvisionId,
    RequirementId,
    StockId,
    UnitId,
    WayId,
)
from coalition.model.law import (
    Action,
    Decision,
    Instrument,
    Limits,
    Outcome,
    Provision,
    ProvisionKind,
    Scope,
    Step,
)
from coalition.model.nations import Alliance, Nation
from coalition.model.places import Mode, Place
from coalition.model.requirements import Kind, Requirement
from coalition.model.ways import Closure, Crossing, Way, WayKey

NEUTRAL = NationId("AUT")
NATIONS = (DEU, POL, LTU, NEUTRAL)
HORIZON_DAYS = 20
ALL = frozenset(Category)
GAUGES = {DEU: 1435, POL: 1435, LTU: 1520, NEUTRAL: 1435}


class ChanceNetwork:
    """Straight ways between places; some pass through a third nation, and one may go round it for more."""

    def __init__(
        self,
        places: dict[PlaceId, Place],
        between: dict[frozenset[PlaceId], NationId],
        daily: dict[frozenset[PlaceId], int],
        closures: tuple[Closure, ...],
    ) -> None:
        self._places, self._between, self._daily, self._closures = places, between, daily, closures

    def find_way(self, key: WayKey) -> Way | None:
        """The way of the key, or None."""
        ends = self._places[key.origin], self._places[key.destination]
        if key.origin == key.destination or any(key.mode not in end.modes for end in ends):
            return None
        if {end.nation for end in ends} & set(key.avoiding):
            return None
        third = self._between.get(frozenset((key.origin, key.destination)))
        around = third in key.avoiding
        nations = [ends[0].nation, *([third] if third and not around else []), ends[1].nation]
        return self._way(key, ends, list(dict.fromkeys(nations)), 150 if around else 100)

    def _way(
        self, key: WayKey, ends: tuple[Place, Place], nations: list[NationId], percent: int
    ) -> Way:
        straight = great_circle_m(
            ends[0].lat_udeg, ends[0].lon_udeg, ends[1].lat_udeg, ends[1].lon_udeg
        )
        length = max(1, straight * (percent if key.mode is Mode.AIR else percent + 20) // 100)
        crossed = [] if key.mode is Mode.SEA else nations
        pair = frozenset((key.origin, key.destination))
        daily = self._daily.get(pair) if key.mode is Mode.ROAD else None
        gauges = dict.fromkeys(GAUGES[n] for n in nations) if key.mode is Mode.RAIL else {}
        subjects = {f"nation:{key.mode}:{nation}" for nation in crossed}
        declared = WayId("W" + "-".join(sorted(pair))) if daily else None
        subjects.add(f"way:{declared}")
        return Way(
            key, length, tuple(Crossing(n, length // max(1, len(crossed))) for n in crossed),
            gauges_mm=tuple(gauges), carriers_per_day=daily, declared=declared,
            closed=tuple(sorted(c.closed for c in self._closures if c.subject in subjects)),
        )  # fmt: skip


def chance_book(
    seed: int, *, requirements: int = 30, hard: bool = True
) -> tuple[Book, ChanceNetwork]:
    """A book with so many requirements, and its network; not `hard` leaves out what makes it nasty."""
    chance = Random(seed)
    places = _places(chance, hard=hard)
    closures = _closures(chance, places) if hard else ()
    units, stocks = _sources(chance, places, requirements)
    wanted = _requirements(chance, places, units, stocks, requirements, hard=hard)
    book = Book(
        title=f"Chance {seed}", fictional=True,
        alliance=Alliance("Chance", (DEU, POL, LTU)),
        crisis=Crisis("Chance", C_DAY, at(HORIZON_DAYS)),
        nations={n: Nation(n, n) for n in NATIONS}, places=places, ways=(), closures=closures,
        units=units, stocks=stocks, fleets=_fleets(chance, places), requirements=wanted,
        instruments=_law(chance, hard=hard), decisions=_decisions(chance) if hard else (),
    )  # fmt: skip
    names = list(places)
    pairs = [frozenset((a, b)) for i, a in enumerate(names) for b in names[:i]]
    between = {p: chance.choice(NATIONS) for p in pairs if chance.random() < 0.3}
    daily = {p: chance.randint(1, 3) for p in pairs if hard and chance.random() < 0.3}
    return book, ChanceNetwork(places, between, daily, closures)


def roomy_book(
    seed: int, *, requirements: int = 30, hard: bool = False, more: int = 2
) -> tuple[Book, ChanceNetwork]:
    """The same with so many more carriers in every fleet, so that there is something to choose."""
    book, network = chance_book(seed, requirements=requirements, hard=hard)
    fleets = {name: replace(one, count=one.count + more) for name, one in book.fleets.items()}
    return replace(book, title=f"Roomy chance {seed}", fleets=fleets), network


def _places(chance: Random, *, hard: bool) -> dict[PlaceId, Place]:
    found = {}
    for i in range(chance.randint(5, 7)):
        nation = (DEU, POL, LTU, DEU, LTU, POL, NEUTRAL)[i]
        modes = {Mode.ROAD} | {m for m in (Mode.AIR, Mode.SEA, Mode.RAIL) if chance.random() < 0.7}
        opens = chance.choice((0, 0, 0, 360, 1200)) if hard else 0
        closes = {0: 1440, 360: 1200, 1200: 480}[opens]
        place = Place(
            PlaceId(f"P{i}"), f"Place {i}", nation,
            chance.randint(50_000_000, 58_000_000), chance.randint(8_000_000, 26_000_000),
            frozenset(modes), runway_m=chance.choice((1500, 2500)), paved=True,
            mog=chance.randint(1, 2), berths=1, draught_cm=chance.choice((700, 1200)),
            tracks=chance.randint(1, 2), docks=chance.randint(1, 3),
            gauges_mm=(GAUGES[nation],) if nation is not LTU else (1435, 1520),
            kg_per_hour=chance.choice((None, 20_000, 60_000)),
            pax_per_hour=chance.choice((None, 60, 200)),
            storage_kg=chance.choice((None, None, 80_000, 300_000)) if hard else None,
            storage_pax=chance.choice((None, None, 60, 300)) if hard else None,
            opens_minute=opens, closes_minute=closes,
        )  # fmt: skip
        found[place.id] = place
    return found


def _closures(chance: Random, places: dict[PlaceId, Place]) -> tuple[Closure, ...]:
    def some_days() -> Interval:
        begin = chance.randint(0, 10)
        return Interval(at(begin), at(begin + chance.randint(1, 4)))

    subjects = [f"place:{place}" for place in places if chance.random() < 0.25]
    subjects += [f"nation:air:{chance.choice(NATIONS)}", f"nation:road:{chance.choice(NATIONS)}"]
    return tuple(Closure(subject, some_days()) for subject in subjects)


def _lines(chance: Random, heavy: bool) -> tuple[CargoLine, ...]:
    lines = []
    if chance.random() < 0.6:
        pax = chance.randint(5, 150)
        lines.append(line("troops", pax, 0, Category.PAX, nature=Nature.PERSONNEL))
    if chance.random() < 0.8 or not lines:
        lines.append(
            line(
                "boxes", chance.randint(1, 40), chance.randint(200, 3000), piece_dm2=200,
                nature=chance.choice((Nature.FOOD, Nature.GENERAL, Nature.MEDICAL)),
            )
        )  # fmt: skip
    if heavy and chance.random() < 0.6:
        category = chance.choice((Category.OVERSIZE, Category.OUTSIZE, Category.NAT))
        lines.append(
            line(
                "vehicles", chance.randint(1, 12), chance.randint(5000, 30_000), category,
                piece_dm2=2000, nature=Nature.VEHICLES, height_cm=chance.choice((250, 320)),
            )
        )  # fmt: skip
    if heavy and chance.random() < 0.2:
        lines.append(
            line("shells", chance.randint(1, 6), 2000, nature=Nature.AMMUNITION, hazard="1.1")
        )
    return tuple(lines)


def _sources(
    chance: Random, places: dict[PlaceId, Place], count: int
) -> tuple[dict[UnitId, Unit], dict[StockId, Stock]]:
    units, stocks = {}, {}
    names = list(places)
    for i in range(count):
        home = places[chance.choice(names)]
        unit = Unit(
            UnitId(f"U{i:02}"), f"Unit {i}", home.nation, home.id,
            chance.choice((0, 720, 1440, 4320)), _lines(chance, heavy=True),
            capability=chance.choice(("hospital", "engineers", "")),
            capability_amount=chance.randint(1, 3),
            pledged=chance.choice((None, Interval(at(0), at(30)), Interval(at(2), at(12)))),
            pledge_tasks=chance.choice((frozenset[str](), frozenset({"relief"}))),
        )  # fmt: skip
        units[unit.id] = unit
    for i in range(max(2, count // 6)):
        where = places[chance.choice(names)]
        goods = line("goods", chance.randint(5, 60), chance.randint(200, 2000), nature=Nature.FOOD)
        stock = Stock(
            StockId(f"S{i:02}"), f"Stock {i}", where.nation, where.id, goods,
            pledged_pieces=goods.pieces, ntm_minutes=chance.choice((0, 1440)), capability="rations",
            amount_per_piece=chance.randint(1, 10), pledged=Interval(at(0), at(30)),
        )  # fmt: skip
        stocks[stock.id] = stock
    return units, stocks


def _requirements(
    chance: Random,
    places: dict[PlaceId, Place],
    units: dict[UnitId, Unit],
    stocks: dict[StockId, Stock],
    count: int,
    *,
    hard: bool,
) -> dict[RequirementId, Requirement]:
    found: dict[RequirementId, Requirement] = {}
    spare = list(units)
    names = [p for p in places if places[p].nation != NEUTRAL]
    for i in range(count):
        rdd = at(chance.randint(2, 15))
        bare = Requirement(
            RequirementId(f"R{i:02}"), Kind.MOVEMENT, f"requirement {i}", chance.choice(names), rdd,
            chance.randint(1, 3), chance.randint(1, 10), task=chance.choice(("", "relief")),
        )  # fmt: skip
        found[bare.id] = _with_load(chance, bare, (spare, stocks, list(places)))
    if hard:
        found = {r: _harder(chance, one, list(places), list(found)) for r, one in found.items()}
    return found


def _with_load(
    chance: Random,
    bare: Requirement,
    sources: tuple[list[UnitId], dict[StockId, Stock], list[PlaceId]],
) -> Requirement:
    spare, stocks, names = sources
    kind = chance.random()
    if kind < 0.4:
        return replace(bare, unit=spare.pop(chance.randrange(len(spare))))
    if kind < 0.5:
        stock = chance.choice(list(stocks.values()))
        nation = chance.choice((None, DEU, POL))
        return replace(bare, stock=stock.id, amount=chance.randint(1, 10), nation=nation)
    if kind < 0.75:
        what = chance.choice(("hospital", "engineers", "rations"))
        amount = chance.randint(1, 60) if what == "rations" else chance.randint(1, 4)
        return replace(bare, kind=Kind.CAPABILITY, capability=what, amount=amount)
    return replace(
        bare, lines=_lines(chance, heavy=chance.random() < 0.5), nation=chance.choice((DEU, POL, LTU)),
        origin=chance.choice(names),
    )  # fmt: skip


def _harder(
    chance: Random, one: Requirement, names: list[PlaceId], others: list[RequirementId]
) -> Requirement:
    begin = one.rdd - chance.randint(1, 5) * 1440
    if chance.random() < 0.2:
        one = replace(one, ead=Minute(begin))
    if chance.random() < 0.15:
        one = replace(one, poe=chance.choice(names), ald=Minute(begin - 1440))
    if chance.random() < 0.15:
        one = replace(one, pod=chance.choice(names))
    if chance.random() < 0.2:
        one = replace(one, together=True)
    if chance.random() < 0.2:
        earlier = [other for other in others if other < one.id]
        one = replace(
            one, after=tuple(sorted(set(chance.choices(earlier, k=2)))) if earlier else ()
        )
    return one


def _fleets(chance: Random, places: dict[PlaceId, Place]) -> dict[FleetId, Fleet]:
    makers = {Mode.AIR: _aircraft, Mode.SEA: _ships, Mode.RAIL: _trains, Mode.ROAD: _trucks}
    found = {}
    for i in range(chance.randint(5, 7)):
        mode = (Mode.ROAD, Mode.AIR, Mode.RAIL, Mode.SEA, Mode.ROAD, Mode.AIR, Mode.SEA)[i]
        homes = [place for place in places.values() if mode in place.modes]
        if homes:
            fleet = makers[mode](chance, FleetId(f"F{i}"), chance.choice(homes))
            found[fleet.id] = fleet
    return found


def _fleet(chance: Random, ident: FleetId, home: Place, mode: Mode, **fields: object) -> Fleet:
    plain = Fleet(
        ident, f"Fleet {ident}", home.nation, mode, home.id, chance.randint(1, 3), 60_000,
        categories=ALL, load_minutes=chance.choice((30, 60, 180)),
        unload_minutes=chance.choice((30, 60, 180)), cost_per_hour=chance.randint(100, 5000),
        available=chance.choice((Interval(at(0), at(40)), Interval(at(1), at(15)))),
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def _aircraft(chance: Random, ident: FleetId, home: Place) -> Fleet:
    return _fleet(
        chance, ident, home, Mode.AIR, speed_m_per_hour=500_000, seats=chance.randint(20, 120),
        payload_kg=chance.randint(8, 30) * 1000, deck_dm2=10_000,
        categories=frozenset({Category.BULK, Category.OVERSIZE}), piece_kg_max=20_000,
        height_cm_max=300, range_m=chance.choice((500_000, 900_000, 3_000_000)),
        runway_m=chance.choice((1200, 2000)), needs_paved=True, duty_minutes=chance.choice((600, 960)),
        hazardous=chance.random() < 0.5,
    )  # fmt: skip


def _ships(chance: Random, ident: FleetId, home: Place) -> Fleet:
    return _fleet(
        chance, ident, home, Mode.SEA, speed_m_per_hour=30_000, seats=chance.choice((0, 100)),
        payload_kg=chance.choice((300_000, 2_000_000)), deck_dm2=chance.choice((20_000, 100_000)),
        draught_cm=chance.choice((500, 900)), hazardous=True,
    )  # fmt: skip


def _trains(chance: Random, ident: FleetId, home: Place) -> Fleet:
    return _fleet(
        chance, ident, home, Mode.RAIL, speed_m_per_hour=40_000, seats=80, payload_kg=400_000,
        deck_dm2=40_000, gauge_mm=GAUGES[home.nation], duty_minutes=chance.choice((1200, 1440)),
        hazardous=True, height_cm_max=chance.choice((None, 300)),
    )  # fmt: skip


def _trucks(chance: Random, ident: FleetId, home: Place) -> Fleet:
    return _fleet(
        chance, ident, home, Mode.ROAD, speed_m_per_hour=50_000, seats=chance.randint(20, 60),
        payload_kg=chance.randint(20, 120) * 1000, duty_minutes=chance.choice((540, 600)),
        hazardous=chance.random() < 0.7,
    )  # fmt: skip


def _law(chance: Random, *, hard: bool) -> tuple[Instrument, ...]:
    hours = (6, chance.choice((12, 48, 96)), 120)
    limits = Limits(pax=chance.randint(50, 400), mass_kg=chance.randint(50, 400) * 1000)
    entry = permission(
        "entry/enter", Action.ENTER, requires=Step(ProvisionId("entry/clearance")),
        limits=limits if hard and chance.random() < 0.5 else Limits(),
    )  # fmt: skip
    found = [
        instrument("mandate",
                   permission("mandate/send", Action.SEND, requires=Step(ProvisionId("mandate/vote"))),
                   procedure("mandate/vote", "actor", (6, chance.choice((0, 24, 72)), 100)), nations=NATIONS),
        instrument("entry", entry, procedure("entry/clearance", "territory", hours), nations=NATIONS),
        instrument("passage", permission("passage/go", Action.TRANSIT, Action.OVERFLY),
                   nations=NATIONS[: chance.choice((3, 4))]),
        instrument("support", permission("support/all", Action.USE_LIFT, Action.USE_STOCK, Action.USE_BASE),
                   nations=NATIONS[: chance.choice((3, 4))]),
    ]  # fmt: skip
    if hard and chance.random() < 0.5:
        found.append(_short_base(chance))
    if hard and chance.random() < 0.5:
        found.append(_no_ammunition())
    return tuple(found)


def _short_base(chance: Random) -> Instrument:
    """A passage through the neutral nation for some days only."""
    begin = chance.randint(1, 6)
    open_days = Interval(at(begin), at(begin + chance.randint(2, 6)))
    short = permission(
        "short/pass", Action.TRANSIT, Action.OVERFLY, Action.USE_BASE, valid=open_days
    )
    return instrument("short", short, nations=NATIONS)


def _no_ammunition() -> Instrument:
    caveat = Provision(
        ProvisionId("caveats-POL/no-ammunition"), ProvisionKind.PROHIBITION, "", "no ammunition",
        Scope(("POL",), ("LTU",), cargo=(Nature.AMMUNITION,)), caveat=True,
    )  # fmt: skip
    bare = instrument("caveats-POL", caveat, nations=(POL,))
    return replace(bare, id=InstrumentId("caveats-POL"), kind="caveat")


def _decisions(chance: Random) -> tuple[Decision, ...]:
    """Sometimes one nation's clearance is known, and comes late or not at all."""
    if chance.random() < 0.5:
        return ()
    outcome = chance.choice((Outcome.GRANTED, Outcome.GRANTED, Outcome.REFUSED))
    return (
        Decision(
            DecisionId("D1"), ProvisionId("entry/clearance"), outcome, at(chance.randint(0, 6)), "ministry",
            territories=(chance.choice((DEU, POL, LTU)),),
        ),
    )  # fmt: skip
