"""A fictional reinforcement of the Baltic as report content: small enough to read, or as big as asked.

Everything is invented except geography. Trips are laid out by rule of thumb; no judge has seen them.
"""
# ruff: noqa: E501  rows of invented facts read best on one line

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from coalition.formats.report.content import (
    AuthorityLane,
    Cause,
    Closing,
    Explanation,
    Judgement,
    LaneBar,
    LaneStep,
    LaneWindow,
    Notice,
    ReportContent,
    StepState,
    Verdict,
)  # fmt: skip
from coalition.measure.instants import FOREVER, Interval, Minute, parse_instant
from coalition.model.book import Book, Crisis, TimelineEntry
from coalition.model.cargo import CargoLine, Category, Nature
from coalition.model.forces import Fleet, Unit
from coalition.model.identity import (
    CarrierId,
    DecisionId,
    FleetId,
    InstrumentId,
    LineId,
    MovementId,
    NationId,
    PlaceId,
    ProvisionId,
    RequirementId,
    UnitId,
)  # fmt: skip
from coalition.model.law import Decision, Instrument, Outcome, Party, Provision, ProvisionKind
from coalition.model.nations import Alliance, Nation
from coalition.model.places import Mode, Place
from coalition.model.plan import Assignment, Bound, Load, Plan, Score, Stop, Trip
from coalition.model.provenance import Confidence, Provenance
from coalition.model.requirements import Kind, Requirement
from coalition.model.ways import Way, WayKey

DAY = 1440
C_DAY = parse_instant("2031-03-03")
INVENTED = Provenance("invented for this example", "2031-01-15", Confidence.FICTIONAL)
CHARTS = Provenance("World Port Index", "2024", Confidence.OFFICIAL)

NATIONS = {
    "DEU": "Germany", "FRA": "France", "GBR": "United Kingdom", "NLD": "Netherlands",
    "ESP": "Spain", "ITA": "Italy", "POL": "Poland", "DNK": "Denmark",
    "LTU": "Lithuania", "LVA": "Latvia", "EST": "Estonia", "BEL": "Belgium",
}  # fmt: skip
SENDERS = tuple(NATIONS)[:8]

PLACES = {
    # id: (name, nation, lat, lon)
    "munster": ("Munster", "DEU", 52.98, 10.09), "augustdorf": ("Augustdorf", "DEU", 51.91, 8.73),
    "bremerhaven": ("Bremerhaven", "DEU", 53.55, 8.58), "koeln": ("K\u00f6ln/Bonn", "DEU", 50.87, 7.14),
    "mourmelon": ("Mourmelon", "FRA", 49.13, 4.37), "toulon": ("Toulon", "FRA", 43.12, 5.93),
    "istres": ("Istres", "FRA", 43.52, 4.92), "tidworth": ("Tidworth", "GBR", 51.23, -1.66),
    "marchwood": ("Marchwood", "GBR", 50.89, -1.44), "brize": ("Brize Norton", "GBR", 51.75, -1.58),
    "oirschot": ("Oirschot", "NLD", 51.51, 5.31), "vlissingen": ("Vlissingen", "NLD", 51.44, 3.6),
    "eindhoven": ("Eindhoven", "NLD", 51.45, 5.37), "badajoz": ("Badajoz", "ESP", 38.88, -6.97),
    "valencia": ("Valencia", "ESP", 39.44, -0.32), "zaragoza": ("Zaragoza", "ESP", 41.67, -1.04),
    "bolzano": ("Bolzano", "ITA", 46.5, 11.35), "trieste": ("Trieste", "ITA", 45.65, 13.77),
    "pisa": ("Pisa", "ITA", 43.68, 10.4), "zagan": ("\u017baga\u0144", "POL", 51.62, 15.31),
    "gdynia": ("Gdynia", "POL", 54.53, 18.55), "powidz": ("Powidz", "POL", 52.38, 17.85),
    "holstebro": ("Holstebro", "DNK", 56.36, 8.62), "esbjerg": ("Esbjerg", "DNK", 55.47, 8.44),
    "aalborg": ("Aalborg", "DNK", 57.09, 9.85),
    "klaipeda": ("Klaip\u0117da", "LTU", 55.7, 21.13), "rukla": ("Rukla", "LTU", 55.03, 24.38),
    "siauliai": ("\u0160iauliai", "LTU", 55.89, 23.39), "riga": ("R\u012bga", "LVA", 56.92, 23.97),
    "adazi": ("\u0100da\u017ei", "LVA", 57.08, 24.33), "tallinn": ("Tallinn", "EST", 59.44, 24.77),
    "tapa": ("Tapa", "EST", 59.26, 25.96), "amari": ("\u00c4mari", "EST", 59.26, 24.21),
}  # fmt: skip

BASES = {
    "DEU": ("munster", "bremerhaven", "koeln"), "FRA": ("mourmelon", "toulon", "istres"),
    "GBR": ("tidworth", "marchwood", "brize"), "NLD": ("oirschot", "vlissingen", "eindhoven"),
    "ESP": ("badajoz", "valencia", "zaragoza"), "ITA": ("bolzano", "trieste", "pisa"),
    "POL": ("zagan", "gdynia", "powidz"), "DNK": ("holstebro", "esbjerg", "aalborg"),
}  # fmt: skip
TARGETS = {
    "rukla": ("klaipeda", "siauliai"), "adazi": ("riga", "riga"), "tapa": ("tallinn", "amari"),
}  # fmt: skip
SEA_TURNS = {
    "toulon": [(36.0, -5.6), (43.6, -10), (49, -5.5), (51, 1.5)], "valencia": [(36.0, -5.6), (43.6, -10), (49, -5.5), (51, 1.5)],
    "trieste": [(40.2, 18.9), (36.6, 15.5), (37.2, 11), (36.0, -5.6), (43.6, -10), (49, -5.5), (51, 1.5)],
    "marchwood": [(50.6, -1), (51, 1.5)],
}  # fmt: skip
SKAGEN = [(54.5, 6), (57.9, 10.3), (57, 11.6), (55.9, 10.9), (54.55, 11.3), (54.7, 13), (55.3, 16)]

WHAT = (
    "Battlegroup headquarters", "Mechanised infantry company", "Tank company", "Artillery battery",
    "Engineer squadron", "Air defence battery", "Logistics company", "Signals detachment",
    "Reconnaissance company", "Medical company", "Bridging platoon", "Military police platoon",
    "Fuel section with bladders", "Ammunition basic load", "Field hospital, role 2",
)  # fmt: skip


@dataclass
class _Draft:
    """What is being laid out."""

    requirements: dict[RequirementId, Requirement] = field(default_factory=dict)
    units: dict[UnitId, Unit] = field(default_factory=dict)
    assignments: list[Assignment] = field(default_factory=list)
    trips: list[Trip] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    free: dict[str, dict[int, int]] = field(default_factory=dict)


def fictional_content(requirements: int = 40, *, seed: int = 7) -> ReportContent:
    """Report content with so many requirements, the same for the same seed."""
    draft, chance = _Draft(), Random(seed)
    fleets = _fleets(max(1, requirements // 40))
    for n in range(requirements):
        _lay_out(draft, chance, fleets, n)
    late = [c for c in draft.closings if c.closed_at is None or c.late_minutes > 0]
    whole = sum(r.weight for r in draft.requirements.values())
    unmet = sum(draft.requirements[c.requirement].weight for c in late if c.closed_at is None)
    lateness = sum(draft.requirements[c.requirement].weight * max(0, c.late_minutes) for c in late)
    bound = Bound(
        0 if not unmet else unmet * 600_000, lateness // 2, "carriers shared without stops"
    )
    plan = Plan(
        "Amber Shore 2031", tuple(draft.assignments), tuple(draft.trips), "planner", seed, bound
    )
    judgement = Judgement(
        Verdict.AMBER, Score(unmet * 1_000_000, lateness, whole * 900), tuple(draft.closings),
        doubts=_doubts(), risks=_risks(),
    )  # fmt: skip
    return ReportContent(
        _book(draft, fleets), plan, judgement, tuple(_explain(c, n) for n, c in enumerate(late)),
        fictional_lanes(), _ways(),
    )  # fmt: skip


def _book(draft: _Draft, fleets: dict[FleetId, Fleet]) -> Book:
    members = tuple(NationId(n) for n in NATIONS)
    return Book(
        title="Amber Shore 2031", fictional=True,
        alliance=Alliance("Northern Compact", members),
        crisis=Crisis(
            "Reinforcement of three forward brigades", C_DAY, Minute(C_DAY + 45 * DAY),
            avoid=(NationId("RUS"), NationId("BLR")),
            text="Three forward brigades on the eastern shore ask for reinforcement before the spring "
            "thaw. Eight nations send forces by road, rail, sea and air; two of the corridors rest on "
            "permissions that are still to be signed.",
        ),
        nations={NationId(k): Nation(NationId(k), v) for k, v in NATIONS.items()},
        places={PlaceId(k): _place(k) for k in PLACES},
        ways=(), closures=(), units=draft.units, stocks={}, fleets=fleets,
        requirements=draft.requirements, instruments=_instruments(),
        decisions=(
            Decision(DecisionId("d1"), ProvisionId("corridor-ta/clearance"), Outcome.GRANTED,
                     Minute(C_DAY + 2 * DAY), "movement coordinator", provenance=INVENTED),
        ),
        timeline=_timeline(),
    )  # fmt: skip


def _place(key: str) -> Place:
    name, nation, lat, lon = PLACES[key]
    return Place(
        PlaceId(key), name, NationId(nation), round(lat * 1e6), round(lon * 1e6),
        frozenset(Mode), provenance=CHARTS if key in {"gdynia", "riga", "tallinn"} else INVENTED,
    )  # fmt: skip


def _fleets(many: int) -> dict[FleetId, Fleet]:
    def fleet(key: str, name: str, nation: str, mode: Mode, home: str, count: int) -> Fleet:
        return Fleet(
            FleetId(key), name, NationId(nation), mode, PlaceId(home), count * many, 60_000,
            seats=100, payload_kg=200_000, categories=frozenset(Category), provenance=INVENTED,
        )  # fmt: skip

    fleets = [
        fleet("dnk-roro", "Ro-ro charter, 2,600 lane metres", "DNK", Mode.SEA, "esbjerg", 3),
        fleet("gbr-point", "Point-class sealift ships", "GBR", Mode.SEA, "marchwood", 2),
        fleet("ita-roro", "Adriatic ro-ro ferries", "ITA", Mode.SEA, "trieste", 2),
        fleet("deu-rail", "Heavy flat-wagon train sets", "DEU", Mode.RAIL, "munster", 4),
        fleet("pol-rail", "Broad and standard gauge trains", "POL", Mode.RAIL, "zagan", 3),
        fleet("deu-air", "A400M transport aircraft", "DEU", Mode.AIR, "koeln", 4),
        fleet("fra-air", "A330 tankers in transport role", "FRA", Mode.AIR, "istres", 3),
        fleet("nld-air", "Pooled C-17 hours", "NLD", Mode.AIR, "eindhoven", 1),
        fleet("ltu-road", "Host nation convoy columns, south", "LTU", Mode.ROAD, "klaipeda", 4),
        fleet("lva-road", "Host nation convoy columns, centre", "LVA", Mode.ROAD, "riga", 4),
        fleet("est-road", "Host nation convoy columns, north", "EST", Mode.ROAD, "tallinn", 3),
        fleet("nat-road", "National road convoys to ports", "NLD", Mode.ROAD, "oirschot", 6),
        fleet("bel-air", "Reserve aircraft", "BEL", Mode.AIR, "koeln", 1),
    ]
    return {f.id: f for f in fleets}


def _lay_out(draft: _Draft, chance: Random, fleets: dict[FleetId, Fleet], n: int) -> None:
    nation = chance.choice(SENDERS)
    base, port, field_ = BASES[nation]
    target = chance.choice(tuple(TARGETS))
    sea, air = TARGETS[target]
    uln = RequirementId(f"{nation[:2]}{1001 + n}")
    what = WHAT[n % len(WHAT)]
    beds = what.startswith("Field hospital")
    lines = _lines(chance, what)
    notice = chance.choice((2, 3, 5, 7, 10)) * DAY
    unit = Unit(
        UnitId(f"{uln}-unit"), f"{what} {n + 1}", NationId(nation), PlaceId(base), notice, lines,
        capability="hospital beds" if beds else "", capability_amount=25 if beds else 0,
        pledged=Interval(C_DAY, FOREVER), provenance=INVENTED,
    )  # fmt: skip
    draft.units[unit.id] = unit
    draft.assignments.append(Assignment(uln, unit=unit.id))
    movement = MovementId(f"{uln}+{unit.id}" if beds else uln)
    way = (
        chance.choice(("sea", "sea", "rail", "air"))
        if nation != "POL"
        else chance.choice(("rail", "air"))
    )
    loads = tuple(Load(movement, line.id, line.pieces) for line in lines)
    at = C_DAY + notice + chance.randrange(3) * DAY // 2
    skipped = n % 19 == 11
    if not skipped:
        for mode, start, end, hours in _route(nation, base, port, field_, target, sea, air, way):
            at = _ride(draft, chance, fleets, (mode, start, end, hours), loads, at)
    span = at - C_DAY
    slack = chance.choice((1, 2, 3, 4, 6, -3)) if n % 3 else chance.choice((2, 4))
    rdd = Minute(((C_DAY + span) // DAY + slack) * DAY)
    if skipped:
        rdd = Minute(C_DAY + (12 + n % 9) * DAY)
    draft.requirements[uln] = Requirement(
        uln, Kind.CAPABILITY if beds else Kind.MOVEMENT, what, PlaceId(target), rdd,
        1 + n * 6 // 40 % 6, 10 - n * 6 // 40 % 6, nation=NationId(nation), unit=None if beds else unit.id,
        capability="hospital beds" if beds else "", amount=25 if beds else 0,
        ead=Minute(rdd - 5 * DAY) if n % 2 else None, lad=Minute(rdd - DAY) if n % 2 else None,
        provenance=INVENTED,
    )  # fmt: skip
    closed = None if skipped else Minute(at)
    late = (C_DAY + 45 * DAY - rdd) if closed is None else at - rdd
    draft.closings.append(Closing(uln, closed, late, 0 if skipped else 1_000_000))


def _lines(chance: Random, what: str) -> tuple[CargoLine, ...]:
    pax = chance.choice((40, 90, 120, 160))
    vehicles = chance.choice((8, 14, 22, 30))
    heavy = "Tank" in what or "Engineer" in what
    return (
        CargoLine(LineId("pax"), "soldiers", Category.PAX, pax, nature=Nature.PERSONNEL),
        CargoLine(LineId("vehicles"), "vehicles", Category.OUTSIZE if heavy else Category.OVERSIZE,
                  vehicles, 60_000 if heavy else 12_000, nature=Nature.VEHICLES),
    )  # fmt: skip


def _route(
    nation: str, base: str, port: str, field_: str, target: str, sea: str, air: str, way: str
) -> list[tuple[str, str, str, int]]:
    if way == "rail":
        return [("deu-rail" if nation != "POL" else "pol-rail", base, target, 58)]
    if way == "air":
        lift = {"DEU": "deu-air", "NLD": "nld-air"}.get(nation, "fra-air")
        return [
            ("nat-road", base, field_, 6),
            (lift, field_, air, 5),
            (_host(target), air, target, 4),
        ]
    lift = {"GBR": "gbr-point", "ITA": "ita-roro", "ESP": "ita-roro"}.get(nation, "dnk-roro")
    hours = {"ITA": 210, "ESP": 150, "FRA": 165}.get(nation, 66)
    return [("nat-road", base, port, 9), (lift, port, sea, hours), (_host(target), sea, target, 5)]


def _host(target: str) -> str:
    return {"rukla": "ltu-road", "adazi": "lva-road", "tapa": "est-road"}[target]


def _ride(
    draft: _Draft, chance: Random, fleets: dict[FleetId, Fleet], ride: tuple[str, str, str, int],
    loads: tuple[Load, ...], at: int,
) -> int:  # fmt: skip
    """Puts the loads on the carrier of a fleet that is free first; the minute they are set down."""
    fleet, start, end, hours = ride
    free = draft.free.setdefault(fleet, {})
    number = min(range(1, fleets[FleetId(fleet)].count + 1), key=lambda k: (free.get(k, 0), k))
    begin = max(at, free.get(number, 0) + hours * 20) + chance.randrange(4) * 60
    leave, arrive = begin + 180, begin + 180 + hours * 60
    free[number] = arrive + 240
    stops = (
        Stop(PlaceId(start), Minute(begin), Minute(leave), on=loads),
        Stop(PlaceId(end), Minute(arrive), Minute(arrive + 240), off=loads),
    )
    draft.trips.append(Trip(CarrierId(f"{fleet}#{number}"), stops))
    return arrive + 240


def _ways() -> tuple[Way, ...]:
    """Sea ways round Skagen and, from the south, through Gibraltar; other ways are left to the map."""
    ways = []
    for _, port, _ in BASES.values():
        for sea in ("klaipeda", "riga", "tallinn"):
            tail = (
                [(57.3, 20.3), (57.95, 22)]
                if sea == "riga"
                else [(58.6, 20.8), (59.5, 23)]
                if sea == "tallinn"
                else []
            )
            points = [PLACES[port][2:], *SEA_TURNS.get(port, []), *SKAGEN, *tail, PLACES[sea][2:]]
            line = tuple((round(lat * 1e6), round(lon * 1e6)) for lat, lon in points)
            key = WayKey(Mode.SEA, PlaceId(port), PlaceId(sea))
            ways.append(Way(key, 1_500_000, (), line=line))
    return tuple(ways)


def _instruments() -> tuple[Instrument, ...]:
    def provision(key: str, article: str, kind: ProvisionKind, text: str) -> Provision:
        return Provision(ProvisionId(key), kind, article, text)

    def instrument(key: str, title: str, kind: str, *provisions: Provision) -> Instrument:
        parties = tuple(Party(NationId(n), Interval(C_DAY, FOREVER)) for n in NATIONS)
        return Instrument(
            InstrumentId(key), title, kind, Interval(parse_instant("2029-06-01"), FOREVER), parties,
            provisions, fictional=True, provenance=INVENTED,
        )  # fmt: skip

    procedure, permission = ProvisionKind.PROCEDURE, ProvisionKind.PERMISSION
    return (
        instrument(
            "corridor-ta",
            "Technical arrangement on cross-border movement",
            "technical-arrangement",
            provision("corridor-ta/3", "art. 3(1)", permission, "Transit by road and rail."),
            provision("corridor-ta/clearance", "annex A", procedure, "Movement clearance."),
        ),
        instrument(
            "compact",
            "Northern Compact",
            "treaty",
            provision("compact/5", "art. 5", procedure, "Decision of the Council."),
            provision("compact/7", "art. 7(2)", permission, "Entry of forces of the parties."),
        ),
        instrument(
            "troops-act",
            "Act on sending forces abroad",
            "national-law",
            provision("troops-act/2", "s. 2", procedure, "Vote of the parliament."),
            provision("troops-act/4", "s. 4", permission, "Sending after the vote."),
        ),
        instrument(
            "overflight",
            "Standing diplomatic clearances",
            "agreement",
            provision("overflight/1", "par. 1", permission, "Overflight on a yearly number."),
        ),
    )


def fictional_lanes() -> tuple[AuthorityLane, ...]:
    """Fourteen questions with decided, estimated, refused and missing steps."""

    def at(day: float) -> Minute:
        return Minute(C_DAY + round(day * DAY))

    def step(key: str, body: str, begin: float, end: float, state: StepState) -> LaneStep:
        return LaneStep(ProvisionId(key), body, at(begin), at(end), state, "")

    def lane(actor: str, action: str, territory: str, steps: tuple[LaneStep, ...], opens: float | None,
             key: str, **more: object) -> AuthorityLane:  # fmt: skip
        windows = () if opens is None else (LaneWindow(at(opens), at(90), ProvisionId(key)),)
        finding = (
            "no basis found" if opens is None else "permitted" if opens <= 0 else "permitted from"
        )
        return AuthorityLane(
            NationId(actor), action, NationId(territory), finding, steps=steps, windows=windows, **more  # type: ignore[arg-type]
        )  # fmt: skip

    decided, guess, refused = StepState.DECIDED, StepState.ESTIMATED, StepState.REFUSED
    council = step("compact/5", "Council", 0, 2, decided)
    return (
        lane("DEU", "send", "DEU", (council, step("troops-act/2", "Bundestag", 2, 6, guess)), 6, "troops-act/4"),
        lane("FRA", "send", "FRA", (council,), 2, "compact/7"),
        lane("NLD", "send", "NLD", (council, step("troops-act/2", "Tweede Kamer", 2, 4, decided)), 4, "troops-act/4"),
        lane("ESP", "send", "ESP", (council, step("troops-act/2", "Cortes", 2, 9, guess)), 9, "troops-act/4",
             missing=("ESP (Cortes)",)),
        lane("GBR", "transit", "DEU", (step("corridor-ta/clearance", "Territorial command", 0, 3, decided),), 3, "corridor-ta/3", detail="rail"),
        lane("FRA", "transit", "POL", (step("corridor-ta/clearance", "Movement coordinator", 1, 5, decided), step("corridor-ta/clearance", "Voivode, ammunition", 5, 8, guess)), 8, "corridor-ta/3", detail="rail, ammunition"),
        lane("DEU", "transit", "POL", (step("corridor-ta/clearance", "Movement coordinator", 0, 2, decided),), 2, "corridor-ta/3", detail="road, rail"),
        lane("ITA", "transit", "AUT", (step("corridor-ta/clearance", "Council of Ministers", 1, 4, refused),), None, "",
             detail="rail, weapons", bars=(LaneBar(at(4), at(90), "refused: weapons in transit"),)),
        lane("DEU", "enter", "LTU", (council,), 2, "compact/7"),
        lane("GBR", "enter", "EST", (council,), 2, "compact/7"),
        lane("ESP", "enter", "LVA", (council, step("corridor-ta/clearance", "Saeima", 3, 12, guess)), 12, "compact/7",
             missing=("LVA (Saeima)", "EST (Council)")),
        lane("FRA", "overfly", "DEU", (), -1, "overflight/1"),
        lane("NLD", "use-lift", "DNK", (step("compact/5", "Lift pool", 0, 1, decided),), 1, "compact/7"),
        lane("ITA", "use-base", "POL", (step("corridor-ta/clearance", "Minister of Defence", 2, 5, guess),), 5, "corridor-ta/3",
             bars=(LaneBar(at(16), at(20), "closed for a national exercise"),)),
    )  # fmt: skip


ROOTS = (
    ("lift", "dnk-roro", "No ro-ro ship was free before this one came back", ""),
    ("consent", "FRA transit POL", "Clearance for ammunition by rail was still to come", "corridor-ta/clearance"),
    ("notice to move", "ESP brigade", "Notice to move of ten days ran out last", ""),
    ("working place", "riga", "Both berths were taken", ""),
    ("consent", "ESP send ESP", "The parliament had not voted", "troops-act/2"),
)  # fmt: skip


def _explain(closing: Closing, n: int) -> Explanation:
    kind, subject, text, law = ROOTS[(n * n + n // 3) % len(ROOTS)]
    root = Cause(kind, subject, text, (1 + n % 4) * DAY, law)
    links = (
        Cause("travel", "sea leg", "The sea leg took 2 d 18 h", 2 * DAY + 18 * 60),
        Cause("lift", "host convoys", "The host nation's convoy waited for the ship", 9 * 60),
    )
    chain = (*links[: n % 3], root)
    late = None if closing.closed_at is None else closing.late_minutes
    return Explanation(closing.requirement, late, chain, root)


def _doubts() -> tuple[Notice, ...]:
    return (
        Notice("R8", "\u017baga\u0144 to Rukla by rail", "Nobody has stated the gauge change capacity", Minute(C_DAY + 7 * DAY)),
        Notice("R6", "R\u012bga", "The number of berths is unknown and was planned as one", Minute(C_DAY + 8 * DAY)),
        Notice("R6", "Tallinn", "The number of berths is unknown and was planned as one", Minute(C_DAY + 9 * DAY)),
        Notice("R15", "ESP send ESP", "The vote is estimated, not decided", Minute(C_DAY + 9 * DAY), "troops-act/2"),
        Notice("R13", "GBR in EST", "No status arrangement was found for staging there", Minute(C_DAY + 11 * DAY)),
    )  # fmt: skip


def _risks() -> tuple[Notice, ...]:
    return (
        Notice("R10", "FRA transit POL", "The window opens six hours before the train departs", Minute(C_DAY + 8 * DAY), "corridor-ta/3"),
        Notice("R5", "dnk-roro#1", "The ship sails again four hours after it lands", Minute(C_DAY + 12 * DAY)),
    )  # fmt: skip


def _timeline() -> tuple[TimelineEntry, ...]:
    def entry(day: float, text: str, place: str = "", beds: int | None = None) -> TimelineEntry:
        return TimelineEntry(
            Minute(C_DAY + round(day * DAY)), text, PlaceId(place) if place else None,
            "hospital beds" if beds is not None else "", beds, INVENTED,
        )  # fmt: skip

    return (
        entry(0, "The Council meets and asks members for contributions."),
        entry(2, "The Council agrees on the reinforcement."),
        entry(10, "First hospital opens.", "adazi", 20),
        entry(16, "Second hospital opens.", "rukla", 45),
        entry(27, "Hospitals at planned strength.", "tapa", 70),
        entry(31, "Brigade in the north declared complete.", "tapa"),
    )
