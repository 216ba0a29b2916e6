"""The judge against an independent slow one that lives through every minute (R1, R3 and R6).

The slow judge shares no code with `coalition.judging`: it keeps heaps of pieces in dictionaries and looks at
every place at every minute.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.judging.plants import assign
from tests.simulators.small_books import (
    DEU,
    SmallNetwork,
    at,
    fleet,
    line,
    load,
    place,
    requirement,
    small_book,
    stop,
    trip,
    troops,
    unit,
    way,
)

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.identity import LineId, UnitId
from coalition.model.places import Mode
from coalition.model.plan import Load, Plan, Trip

DOCKS = {"A": 2, "B": 1, "C": None}
SLOTS = {"VAN": 1, "BUS": 2}
SEATS, PAYLOAD, DECK = {"VAN": 3, "BUS": 6}, {"VAN": 40, "BUS": 15}, {"VAN": 7, "BUS": None}
KG, DM2 = 15, 3
ORIGIN = {"R1": "A", "R2": "B"}
PIECES = {("R1", "men"): 4, ("R1", "box"): 3, ("R2", "box"): 2}


def yards() -> Book:
    """Three yards close together, two movements, vans and buses."""
    men, box = replace(troops(4), id=LineId("men")), line("box", 3, KG, piece_dm2=DM2)
    units = (unit("U1", DEU, "A", men, box), unit("U2", DEU, "B", replace(box, pieces=2)))
    wanted = (
        requirement("R1", "C", at(9), unit=UnitId("U1")),
        requirement("R2", "A", at(9), unit=UnitId("U2")),
    )
    lift = (
        fleet(
            name, DEU, Mode.ROAD, "A", speed_m_per_hour=60_000, seats=SEATS[name], slots=SLOTS[name],
            payload_kg=PAYLOAD[name], deck_dm2=DECK[name], load_minutes=0, unload_minutes=0,
        )
        for name in SLOTS
    )  # fmt: skip
    return replace(
        small_book(),
        places={
            p.id: p for p in (place(n, n, DEU, (Mode.ROAD,), docks=d) for n, d in DOCKS.items())
        },
        units={u.id: u for u in units},
        stocks={},
        fleets={f.id: f for f in lift},
        requirements={r.id: r for r in wanted},
    )


BOOK = yards()
LAW = Authority(BOOK)
ROADS = SmallNetwork(
    [
        way(Mode.ROAD, "A", "B", 1, DEU),
        way(Mode.ROAD, "B", "C", 1, DEU),
        way(Mode.ROAD, "A", "C", 2, DEU),
    ]
)

some_loads = st.lists(
    st.builds(
        lambda key, pieces: load(*key, pieces), st.sampled_from(sorted(PIECES)), st.integers(1, 4)
    ),
    max_size=2,
).map(tuple)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A few trips with stops in order of time; loads are drawn, and so mostly false."""
    trips = []
    for carrier in draw(
        st.lists(st.sampled_from(["VAN#1", "VAN#2", "BUS#1"]), max_size=3, unique=True)
    ):
        now, stops = draw(st.integers(0, 12)), []
        for _ in range(draw(st.integers(1, 4))):
            leaves = now + draw(st.integers(0, 6))
            where = draw(st.sampled_from(sorted(DOCKS)))
            off, on = draw(some_loads), draw(some_loads)
            stops.append(stop(where, Minute(at(3) + now), Minute(at(3) + leaves), off=off, on=on))
            now = leaves + draw(st.integers(1, 4))
        trips.append(trip(carrier, *stops))
    return Plan("yards", (assign("R1", "U1"), assign("R2", "U2")), tuple(trips))


@dataclass
class SlowJudge:
    """Lives through a plan minute by minute and writes down what it sees."""

    plan: Plan
    standing: dict[tuple[str, str, str], int] = field(default_factory=dict)
    aboard: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    unloading: dict[tuple[str, int], dict[tuple[str, str], int]] = field(default_factory=dict)
    short: dict[tuple[str, str, str, int], int] = field(default_factory=lambda: defaultdict(int))
    not_aboard: dict[tuple[str, str, int], int] = field(default_factory=lambda: defaultdict(int))
    full: set[tuple[str, int, str, int]] = field(default_factory=set)

    def live(self) -> SlowJudge:
        for key, pieces in PIECES.items():
            self.standing[(*key, ORIGIN[key[0]])] = pieces
        for minute in range(at(3), at(3) + 60):
            for each in self.plan.trips:
                self._come_in(each, minute)
            for each in self.plan.trips:
                self._put_down(each, minute)
            for each in self.plan.trips:
                self._take_on(each, minute)
        return self

    def _come_in(self, each: Trip, minute: int) -> None:
        """Every stop that begins now: what is set down comes off, what is taken on is aboard."""
        inside = self.aboard.setdefault(each.carrier, defaultdict(int))
        for number, call in enumerate(each.stops):
            if call.arrive != minute:
                continue
            off: dict[tuple[str, str], int] = defaultdict(int)
            for key, wanted in added(call.off).items():
                off[key] = min(wanted, inside[key])
                if wanted > off[key]:
                    self.not_aboard[each.carrier, call.place, minute] += wanted - off[key]
                inside[key] -= off[key]
            for key, wanted in added(call.on).items():
                inside[key] += wanted
            self.unloading[each.carrier, number] = dict(off)
            self._weigh(each.carrier, call.depart, inside)

    def _put_down(self, each: Trip, minute: int) -> None:
        for number, call in enumerate(each.stops):
            if call.depart == minute:
                for key, pieces in self.unloading[each.carrier, number].items():
                    spot = (*key, call.place)
                    self.standing[spot] = self.standing.get(spot, 0) + pieces

    def _take_on(self, each: Trip, minute: int) -> None:
        for call in each.stops:
            if call.arrive == minute:
                for key, wanted in added(call.on).items():
                    spot = (*key, call.place)
                    there = self.standing.get(spot, 0)
                    if wanted > there:
                        self.short[*spot, minute] += wanted - there
                    self.standing[spot] = max(0, there - wanted)

    def _weigh(self, carrier: str, depart: int, inside: dict[tuple[str, str], int]) -> None:
        name = carrier.split("#", maxsplit=1)[0]
        men = sum(n for (_, kind), n in inside.items() if kind == "men")
        boxes = sum(n for (_, kind), n in inside.items() if kind == "box")
        deck = DECK[name]
        for code, has, limit in (
            ("too-many-passengers", men, SEATS[name]),
            ("too-heavy", boxes * KG, PAYLOAD[name]),
            ("deck-too-small", boxes * DM2, deck if deck is not None else boxes * DM2),
        ):
            if has > limit:
                self.full.add((carrier, depart, code, has - limit))

    def crowds(self) -> set[tuple[str, int, int]]:
        """Place, first minute and worst excess of each stretch with too many at work."""
        found = set()
        for name, docks in DOCKS.items():
            since, worst = None, 0
            for minute in range(at(3), at(3) + 62):
                over = self._at_work(name, minute) - (10**9 if docks is None else docks)
                if over > 0:
                    since, worst = (minute if since is None else since), max(worst, over)
                elif since is not None:
                    found.add((name, since, worst))
                    since, worst = None, 0
        return found

    def _at_work(self, name: str, minute: int) -> int:
        return sum(
            SLOTS[each.carrier.split("#")[0]]
            for each in self.plan.trips
            for stop in each.stops
            if stop.place == name and stop.arrive <= minute < stop.depart
        )


def added(loads: tuple[Load, ...]) -> dict[tuple[str, str], int]:
    """Pieces by movement and line."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for each in loads:
        sums[each.movement, each.line] += each.pieces
    return sums


@settings(max_examples=150, deadline=None)
@given(plans())
def test_the_judge_agrees_with_one_that_lives_through_every_minute(plan: Plan) -> None:
    slow = SlowJudge(plan).live()
    breaches = judge(BOOK, LAW, ROADS, plan).breaches
    short: dict[tuple[str, int], int] = defaultdict(int)
    for breach in breaches:
        if breach.code in {"not-standing-there", "more-than-the-movement-has"}:
            short[breach.where[-1], breach.at or 0] += breach.amount or 0
    expected: dict[tuple[str, int], int] = defaultdict(int)
    for (_, _, name, minute), pieces in slow.short.items():
        expected[name, minute] += pieces
    assert short == expected

    missing: dict[tuple[str, str, int], int] = defaultdict(int)
    for breach in breaches:
        if breach.code == "not-aboard":
            carrier = breach.where.split(" ")[3]
            missing[carrier, breach.where[-1], breach.at or 0] += breach.amount or 0
    assert missing == slow.not_aboard

    full = {
        (b.where.split(" ")[3], b.at, b.code, b.amount)
        for b in breaches
        if b.code in {"too-many-passengers", "too-heavy", "deck-too-small"}
    }
    assert full == slow.full
    assert {
        (b.where, b.at, b.amount) for b in breaches if b.code == "no-free-slot"
    } == slow.crowds()


def test_the_slow_judge_can_tell_right_from_wrong() -> None:
    """Guards the comparison itself: on a hand-made plan the slow judge finds what is there."""
    boxes = (load("R1", "box", 3),)
    plan = Plan(
        "yards",
        (assign("R1", "U1"),),
        (
            trip(
                "VAN#1",
                stop("A", at(3), at(3, 0, 2), on=boxes),
                stop("C", at(3, 0, 4), at(3, 0, 6), off=boxes),
            ),
            trip("VAN#2", stop("C", at(3, 0, 5), at(3, 0, 7), on=boxes)),
        ),
    )
    slow = SlowJudge(plan).live()
    assert slow.short == {("R1", "box", "C", at(3, 0, 5)): 3}
    assert ("VAN#1", at(3, 0, 2), "too-heavy", 5) in slow.full
    assert slow.crowds() == set()
