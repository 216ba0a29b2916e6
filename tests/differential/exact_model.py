"""An exact model of the planning rules for small books, apart from the planner: CP-SAT at full minutes.

What it models. Each carrier has a row of trip slots; a slot is one leg from where the last one ended,
empty or loaded. Loads are whole pieces by line; a movement takes one of a few routes (its waypoints, or by
way of one third place), stage by stage. Kept exactly: capacities, continuity and empty legs, moving minutes,
rest over every run of legs, working slots, opening hours, closures, departures a day, law windows, readiness,
ALD, EAD, precedence, `together`, pledges, units once, stock amounts.

Where it is narrower than the rules (so that every solution is a right plan, and its optimum is at least the
true one): no technical stops; no way but the one that avoids nobody (but for the crisis's own); a stage
begins when the one before is complete; storage counts a load from its first arrival
to its last departure; every load under a permission with limits counts each time; loads with natures neither
of which contains the other do not share a carrier; all pieces of a line take one route; at most `slots` legs
a carrier. Its lower bound is
therefore one on plans of this shape only; its incumbents are plans, and the judge is asked about each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from coalition.authority.answer import Moment
from coalition.authority.evaluate import Authority
from coalition.authority.legs import Leg, aboard_of, questions_of_leg
from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, PlaceId, RequirementId
from coalition.model.places import Mode, Place
from coalition.model.plan import (
    PPM,
    Assignment,
    Load,
    Movement,
    Plan,
    Stop,
    Trip,
    movement_of,
    named_assignment,
)
from coalition.model.requirements import Kind, Requirement
from coalition.model.ways import Way, WayKey

Spans = tuple[tuple[int, int], ...]
Linear = cp_model.LinearExprT


@dataclass(frozen=True)
class Solved:
    """What the solver came to: a plan (None when it found none), and its bound on plans of this shape."""

    plan: Plan | None
    undelivered: int
    lateness: int
    bound: float
    objective: float
    proven: bool


@dataclass
class Slot:
    """One leg of one carrier, from begin of loading to end of unloading."""

    carrier: CarrierId
    fleet: Fleet
    used: cp_model.IntVar
    times: tuple[cp_model.IntVar, cp_model.IntVar, cp_model.IntVar, cp_model.IntVar]
    moving: cp_model.IntVar
    arcs: dict[tuple[PlaceId, PlaceId], cp_model.IntVar]
    loads: dict[tuple[str, str, int, int], cp_model.IntVar] = field(default_factory=dict)
    """Pieces by movement, line, route and stage."""
    aboard: dict[tuple[str, int, int], cp_model.IntVar] = field(default_factory=dict)


@dataclass
class Cargo:
    """A movement the model may carry: `kept` says whether it does, `route` which way."""

    assignment: Assignment
    movement: Movement
    requirement: Requirement
    kept: cp_model.IntVar
    pieces: dict[str, cp_model.IntVar]
    routes: list[tuple[PlaceId, ...]]
    route: list[cp_model.IntVar]
    stage_end: list[cp_model.IntVar]
    closed: cp_model.IntVar


def solve_exactly(
    book: Book,
    law: Authority,
    network: object,
    *,
    slots: int = 5,
    limit: float = 20.0,
    hubs: int = 1,
    seed: int = 0,
) -> Solved:
    """The best plan of the model within so much deterministic work (`limit`, not seconds)."""
    model = ExactModel(book, law, network, slots, hubs)
    return model.solve(limit, seed)


class ExactModel:
    def __init__(self, book: Book, law: Authority, network: object, slots: int, hubs: int) -> None:
        self.book, self.law, self.network, self.hubs = book, law, network, hubs
        self.m = cp_model.CpModel()
        self.start, self.end = book.crisis.activated, book.crisis.horizon_end
        self.avoided = tuple(sorted(book.crisis.avoid))
        self.ways: dict[tuple[Mode, PlaceId, PlaceId], Way | None] = {}
        self.within: dict[tuple[int, str, Spans], cp_model.IntVar] = {}
        self.slots = [
            slot
            for fleet in book.fleets.values()
            for carrier in fleet.carriers()
            for slot in self._row(carrier, fleet, slots)
        ]
        self.cargoes = [cargo for cargo in self._cargoes() if cargo is not None]
        for cargo in self.cargoes:
            self._carry(cargo)
        for slot in self.slots:
            self._fill(slot)
        self._share_places()
        self._share_ways()
        self._share_sources()
        self._share_storage()
        self._share_consents()
        self._follow()
        self._value()

    # --- carriers ---------------------------------------------------------------------------------

    def way(self, mode: Mode, one: PlaceId, other: PlaceId) -> Way | None:
        key = (mode, one, other)
        if key not in self.ways:
            avoided = () if mode is Mode.SEA else self.avoided
            self.ways[key] = self.network.find_way(WayKey(mode, one, other, avoided))  # type: ignore[attr-defined]
        return self.ways[key]

    def _arcs(self, fleet: Fleet) -> dict[tuple[PlaceId, PlaceId], int]:
        """Legs the fleet can travel, with moving minutes."""
        found = {}
        usable = [p for p in self.book.places.values() if _may_use(fleet, p)]
        for one in usable:
            for other in usable:
                way = self.way(fleet.mode, one.id, other.id) if one is not other else None
                if way is not None and _may_go(fleet, way):
                    found[one.id, other.id] = -(-way.length_m * 60 // fleet.speed_m_per_hour)
        return found

    def _row(self, carrier: CarrierId, fleet: Fleet, count: int) -> list[Slot]:
        m, minutes = self.m, self._arcs(fleet)
        begin = max(self.start, fleet.available.opens)
        finish = min(self.end, fleet.available.closes)
        if begin >= finish or not minutes:
            return []
        row: list[Slot] = []
        for k in range(count):
            name = f"{carrier}.{k}"
            used = m.new_bool_var(f"{name} used")
            times = tuple(m.new_int_var(begin, finish, f"{name} t{i}") for i in range(4))
            arcs = {arc: m.new_bool_var(f"{name} {arc}") for arc in minutes}
            moving = m.new_int_var(0, max(minutes.values()), f"{name} moving")
            m.add(sum(arcs.values()) == used)
            m.add(moving == sum(minutes[arc] * lit for arc, lit in arcs.items()))
            for a, b in pairwise(times):
                m.add(a <= b)
            slot = Slot(carrier, fleet, used, times, moving, arcs)  # type: ignore[arg-type]
            self._after(slot, row)
            row.append(slot)
        self._rest(row, fleet)
        return row

    def _after(self, slot: Slot, row: list[Slot]) -> None:
        m = self.m
        if not row:
            for (origin, _), lit in slot.arcs.items():
                if origin != slot.fleet.home:
                    m.add(lit == 0)
            return
        last = row[-1]
        m.add_implication(slot.used, last.used)
        m.add(slot.times[0] >= last.times[3])
        places = {place for arc in slot.arcs for place in arc}
        for place in places:
            leaving = [lit for (origin, _), lit in slot.arcs.items() if origin == place]
            coming = [lit for (_, end), lit in last.arcs.items() if end == place]
            m.add(sum(leaving) <= sum(coming))

    def _rest(self, row: list[Slot], fleet: Fleet) -> None:
        m, duty = self.m, fleet.duty_minutes
        for i, first in enumerate(row):
            for j in range(i, len(row)):
                span = row[j].times[2] - first.times[1]
                moving = sum(slot.moving for slot in row[i : j + 1])
                if duty >= MINUTES_PER_DAY:
                    if i == j:
                        m.add(span >= moving)
                    continue
                rests = m.new_int_var(0, 10_000, "")
                m.add((rests + 1) * duty >= moving)
                m.add(span >= moving + rests * (MINUTES_PER_DAY - duty)).only_enforce_if(
                    row[j].used
                )

    # --- movements --------------------------------------------------------------------------------

    def _cargoes(self) -> list[Cargo | None]:
        found: list[Cargo | None] = []
        for requirement in self.book.requirements.values():
            for assignment in self._assignments(requirement):
                try:
                    movement = movement_of(self.book, assignment)
                except KeyError:
                    continue
                found.append(self._cargo(assignment, movement, requirement))
        return found

    def _assignments(self, requirement: Requirement) -> list[Assignment]:
        if requirement.kind is Kind.MOVEMENT:
            return [named_assignment(requirement)] if self._named_may(requirement) else []
        units = [
            Assignment(requirement.id, unit=u.id)
            for u in self.book.units.values()
            if u.capability == requirement.capability and u.pledged and _able(requirement, u)
        ]
        stocks = [
            Assignment(requirement.id, stock=s.id, pieces=s.pledged_pieces)
            for s in self.book.stocks.values()
            if s.capability == requirement.capability and s.pledged and _able(requirement, s)
        ]
        return units + stocks

    def _named_may(self, requirement: Requirement) -> bool:
        if requirement.unit is not None:
            return _able(requirement, self.book.units[requirement.unit])
        if requirement.stock is not None:
            return _able(requirement, self.book.stocks[requirement.stock])
        return True

    def _cargo(
        self, assignment: Assignment, movement: Movement, requirement: Requirement
    ) -> Cargo | None:
        m, name = self.m, movement.id
        kept = m.new_bool_var(f"{name} kept")
        pieces = {}
        for line in movement.lines:
            if line.pieces > 0:
                pieces[line.id] = m.new_int_var(0, line.pieces, f"{name} {line.id}")
                m.add(pieces[line.id] <= line.pieces * kept)
                if requirement.kind is Kind.CAPABILITY and assignment.stock is not None:
                    m.add(pieces[line.id] >= kept)
                elif requirement.kind is Kind.CAPABILITY or requirement.together:
                    m.add(pieces[line.id] == line.pieces * kept)
        routes = self._routes(movement, requirement)
        route = [m.new_bool_var(f"{name} route {i}") for i in range(len(routes))]
        stays = movement.origin == movement.destination
        if not stays:
            m.add(sum(route) == kept)
        ends = [m.new_int_var(self.start, self.end, f"{name} stage {i}") for i in range(3)]
        closed = m.new_int_var(
            min(self.start, movement.ready), max(self.end, movement.ready), f"{name} closed"
        )
        if stays:
            m.add(closed == movement.ready)
            if movement.ready > self.end:
                m.add(kept == 0)
        return Cargo(assignment, movement, requirement, kept, pieces, routes, route, ends, closed)

    def _routes(self, movement: Movement, requirement: Requirement) -> list[tuple[PlaceId, ...]]:
        points = [movement.origin]
        for place in (requirement.poe, requirement.pod, movement.destination):
            if place is not None and place != points[-1]:
                points.append(place)
        crossed = requirement.poe == movement.destination or requirement.pod == movement.origin
        same = requirement.poe is not None and requirement.poe == requirement.pod
        if (
            movement.origin == movement.destination
            or crossed
            or same
            or len(set(points)) < len(points)
        ):
            return []
        routes = [tuple(points)]
        if len(points) == 2:
            others = sorted(p for p in self.book.places if p not in points)
            served = sorted(others, key=lambda p: (-len(self.book.places[p].modes), p))
            routes += [(points[0], hub, points[1]) for hub in served[: self.hubs]]
        return routes

    def _carry(self, cargo: Cargo) -> None:
        """Pieces over slots, stage by stage, for each route."""
        m, movement = self.m, cargo.movement
        for r, route in enumerate(cargo.routes):
            for s, leg in enumerate(pairwise(route)):
                taken: dict[str, list[cp_model.IntVar]] = {line: [] for line in cargo.pieces}
                for slot in self.slots:
                    self._offer(cargo, slot, (r, s), leg, taken)
                for line, shares in taken.items():
                    whole = next(x.pieces for x in movement.lines if x.id == line)
                    moved = m.new_int_var(0, whole, "")
                    m.add(moved == cargo.pieces[line]).only_enforce_if(cargo.route[r])
                    m.add(moved == 0).only_enforce_if(~cargo.route[r])
                    m.add(sum(shares) == moved)

    def _offer(
        self,
        cargo: Cargo,
        slot: Slot,
        stage: tuple[int, int],
        leg: tuple[PlaceId, PlaceId],
        taken: dict[str, list[cp_model.IntVar]],
    ) -> None:
        m, movement, requirement = self.m, cargo.movement, cargo.requirement
        way = self.way(slot.fleet.mode, *leg) if leg in slot.arcs else None
        if way is None:
            return
        lines = [x for x in movement.lines if x.id in taken and _may_board(slot.fleet, way, x)]
        if not lines or (requirement.together and len(lines) < len(taken)):
            return
        r, s = stage
        on = m.new_bool_var("")
        slot.aboard[movement.id, r, s] = on
        m.add_implication(on, slot.arcs[leg])
        m.add_implication(on, cargo.route[r])
        for line in lines:
            share = m.new_int_var(0, line.pieces, "")
            m.add(share <= line.pieces * on)
            if requirement.together:
                m.add(share == cargo.pieces[line.id]).only_enforce_if(on)
            slot.loads[movement.id, line.id, r, s] = share
            taken[line.id].append(share)
        self._keep_dates(cargo, slot, on, stage, leg)
        self._keep_law(cargo, slot, on, way, leg, lines)

    def _keep_dates(
        self,
        cargo: Cargo,
        slot: Slot,
        on: cp_model.IntVar,
        stage: tuple[int, int],
        leg: tuple[PlaceId, PlaceId],
    ) -> None:
        m, requirement, movement = self.m, cargo.requirement, cargo.movement
        _r, s = stage
        begin, leave, arrive, end = slot.times
        if s == 0:
            m.add(leave >= movement.ready).only_enforce_if(on)
            pledge = self._pledge(movement)
            if pledge is not None:
                m.add(leave >= pledge[0]).only_enforce_if(on)
                m.add(leave < pledge[1]).only_enforce_if(on)
        else:
            m.add(begin >= cargo.stage_end[s - 1]).only_enforce_if(on)
        if leg[0] == requirement.poe and requirement.ald is not None:
            m.add(leave >= requirement.ald).only_enforce_if(on)
        if leg[1] == (requirement.pod or requirement.destination) and requirement.ead is not None:
            m.add(arrive >= requirement.ead).only_enforce_if(on)
        if leg[1] == movement.destination:
            m.add(cargo.closed >= end).only_enforce_if(on)
        else:
            m.add(cargo.stage_end[s] >= end).only_enforce_if(on)

    def _pledge(self, movement: Movement) -> tuple[int, int] | None:
        source = None
        if movement.unit is not None:
            source = self.book.units[movement.unit].pledged
        elif movement.stock is not None:
            source = self.book.stocks[movement.stock].pledged
        return None if source is None else (source.opens, source.closes)

    def _keep_law(
        self,
        cargo: Cargo,
        slot: Slot,
        on: cp_model.IntVar,
        way: Way,
        leg: tuple[PlaceId, PlaceId],
        lines: list[CargoLine],
    ) -> None:
        """Windows for whatever of the movement may be aboard: as if every line were."""
        natures = frozenset(nature for line in lines for nature in line.natures)
        aboard = aboard_of(
            self.book,
            cargo.movement,
            natures,
            from_origin=leg[0] == cargo.movement.origin,
            set_down=True,
        )
        self._open(slot, on, way, (aboard,))
        slot_natures = self.__dict__.setdefault("natures", {})
        slot_natures[id(on)] = natures

    def _open(self, slot: Slot, on: cp_model.IntVar, way: Way, aboard: tuple[object, ...]) -> None:
        ends = [self.book.places[p] for p in (way.key.origin, way.key.destination)]
        leg = Leg(slot.fleet.nation, slot.fleet.id, way, *ends, aboard=aboard)  # type: ignore[arg-type]
        for asked in questions_of_leg(leg):
            spans = _joined((w.opens, w.closes) for w in self.law.windows(asked.question))
            self._hold(slot, on, asked.moment.value, spans)

    def _hold(self, slot: Slot, on: cp_model.IntVar, moment: str, spans: Spans) -> None:
        """The literal implies that the slot keeps to the spans at the moment; shared by all who ask."""
        key = (id(slot), moment, spans)
        if key not in self.within:
            self.within[key] = self._make_within(slot, moment, spans)
        self.m.add_implication(on, self.within[key])

    def _make_within(self, slot: Slot, moment: str, spans: Spans) -> cp_model.IntVar:
        m = self.m
        holds = m.new_bool_var("")
        _, leave, arrive, _ = slot.times
        choices = []
        for opens, closes in spans:
            if closes <= self.start or opens > self.end:
                continue
            inside = m.new_bool_var("")
            choices.append(inside)
            early, late = (
                (leave, arrive)
                if moment == Moment.WHOLE
                else ((leave, leave) if moment == Moment.DEPARTURE else (arrive, arrive))
            )
            m.add(early >= opens).only_enforce_if(inside)
            last = closes if moment == Moment.WHOLE else closes - 1
            m.add(late <= last).only_enforce_if(inside)
        m.add(sum(choices) >= 1).only_enforce_if(holds) if choices else m.add(holds == 0)
        return holds

    # --- what a slot holds ------------------------------------------------------------------------

    def _fill(self, slot: Slot) -> None:
        m, fleet = self.m, slot.fleet
        lines = {(c.movement.id, x.id): x for c in self.cargoes for x in c.movement.lines}
        pax = sum(n for k, n in slot.loads.items() if _is_pax(lines[k[0], k[1]]))
        cargo = [
            (n, lines[k[0], k[1]]) for k, n in slot.loads.items() if not _is_pax(lines[k[0], k[1]])
        ]
        kg = sum(n * x.piece_kg for n, x in cargo)
        m.add(pax <= fleet.seats)
        m.add(kg <= fleet.payload_kg)
        if fleet.deck_dm2 is not None:
            m.add(sum(n * x.piece_dm2 for n, x in cargo) <= fleet.deck_dm2)
        works = m.new_bool_var("")
        m.add_max_equality(works, list(slot.aboard.values()) or [0])
        begin, leave, arrive, end = slot.times
        for place in self.book.places.values():
            at_start = [lit for (o, _), lit in slot.arcs.items() if o == place.id]
            at_end = [lit for (_, d), lit in slot.arcs.items() if d == place.id]
            self._work(place, at_start, (begin, leave), works, (fleet.load_minutes, pax, kg))
            self._work(place, at_end, (arrive, end), works, (fleet.unload_minutes, pax, kg))
        m.add(begin == leave).only_enforce_if(~works)
        m.add(arrive == end).only_enforce_if(~works)
        for arc, lit in slot.arcs.items():
            way = self.way(fleet.mode, *arc)
            if way is not None:
                self._open(slot, lit, way, ())
                shut = _outside((c.opens, c.closes) for c in way.closed)
                self._hold(slot, lit, Moment.WHOLE, shut)
        self._part_natures(slot)

    def _part_natures(self, slot: Slot) -> None:
        natures = self.__dict__.get("natures", {})
        for one, other in combinations(slot.aboard.values(), 2):
            a, b = natures[id(one)], natures[id(other)]
            if not (a <= b or b <= a):
                self.m.add_bool_or([~one, ~other])

    def _work(
        self,
        place: Place,
        here: list[cp_model.IntVar],
        stop: tuple[cp_model.IntVar, cp_model.IntVar],
        works: cp_model.IntVar,
        load: tuple[int, Linear, Linear],
    ) -> None:
        """Hours, closures and the length of the stop, when the slot is at the place."""
        m, (least, pax, kg) = self.m, load
        for lit in here:
            m.add(stop[1] - stop[0] >= least).only_enforce_if(lit, works)
            if place.kg_per_hour:
                m.add((stop[1] - stop[0]) * place.kg_per_hour >= kg * 60).only_enforce_if(lit)
            if place.pax_per_hour:
                m.add((stop[1] - stop[0]) * place.pax_per_hour >= pax * 60).only_enforce_if(lit)
        if not here:
            return
        hours = _hours(place, self.start, self.end)
        shut = _outside(
            (c.closed.opens, c.closed.closes)
            for c in self.book.closures
            if c.subject == f"place:{place.id}"
        )
        present = m.new_bool_var("")
        m.add(sum(here) == present)
        for time in stop:
            domain = cp_model.Domain.from_intervals([[a, b] for a, b in hours])
            m.add_linear_expression_in_domain(time, domain).only_enforce_if(present)
        if len(shut) > 1 or shut[0][0] > self.start or shut[0][1] < self.end:
            choices = []
            for opens, closes in shut:
                inside = m.new_bool_var("")
                choices.append(inside)
                m.add(stop[0] >= opens).only_enforce_if(inside)
                m.add(stop[1] < closes).only_enforce_if(inside)
            m.add(sum(choices) >= 1).only_enforce_if(present)

    # --- what slots share -------------------------------------------------------------------------

    def _share_places(self) -> None:
        m = self.m
        for place in self.book.places.values():
            for mode in Mode:
                limit = place.slots(mode)
                stops = []
                for slot in self.slots if limit is not None else ():
                    if slot.fleet.mode is mode:
                        stops += self._stops(slot, place)
                if stops:
                    m.add_cumulative([s[0] for s in stops], [s[1] for s in stops], limit)

    def _stops(self, slot: Slot, place: Place) -> list[tuple[cp_model.IntervalVar, int]]:
        m, found = self.m, []
        begin, leave, arrive, end = slot.times
        for first, last, which in ((begin, leave, 0), (arrive, end, 1)):
            here = [lit for arc, lit in slot.arcs.items() if arc[which] == place.id]
            if here:
                present = m.new_bool_var("")
                m.add(sum(here) == present)
                size = m.new_int_var(0, self.end - self.start, "")
                found.append(
                    (m.new_optional_interval_var(first, size, last, present, ""), slot.fleet.slots)
                )
        return found

    def _share_ways(self) -> None:
        """Departures a day, as stays of a whole day on the way."""
        m, users = self.m, {}
        for slot in self.slots:
            for arc, lit in slot.arcs.items():
                way = self.way(slot.fleet.mode, *arc)
                if way is not None and way.carriers_per_day is not None:
                    name = way.declared or "-".join(sorted(arc)) + slot.fleet.mode
                    users.setdefault(name, (way.carriers_per_day, []))[1].append((slot, lit))
        first, last = self.start // MINUTES_PER_DAY, self.end // MINUTES_PER_DAY
        for limit, each in users.values():
            days = []
            for slot, lit in each:
                day = m.new_int_var(first, last, "")
                m.add(slot.times[1] >= day * MINUTES_PER_DAY).only_enforce_if(lit)
                m.add(slot.times[1] < (day + 1) * MINUTES_PER_DAY).only_enforce_if(lit)
                days.append(m.new_optional_fixed_size_interval_var(day, 1, lit, ""))
            m.add_cumulative(days, [1] * len(days), limit)

    def _share_sources(self) -> None:
        m = self.m
        for unit in self.book.units:
            m.add(sum(c.kept for c in self.cargoes if c.assignment.unit == unit) <= 1)
        for stock in self.book.stocks.values():
            drawn = [
                n for c in self.cargoes if c.assignment.stock == stock.id for n in c.pieces.values()
            ]
            m.add(sum(drawn) <= stock.pledged_pieces)

    def _share_storage(self) -> None:
        m = self.m
        stays: dict[PlaceId, list[tuple[cp_model.IntervalVar, int, int]]] = {}
        for cargo in self.cargoes:
            kg = sum(x.pieces * x.piece_kg for x in cargo.movement.lines if not _is_pax(x))
            pax = sum(x.pieces for x in cargo.movement.lines if _is_pax(x))
            for r, route in enumerate(cargo.routes):
                for s, hub in enumerate(route[1:-1]):
                    came = m.new_int_var(self.start, self.end, "")
                    gone = m.new_int_var(self.start, self.end, "")
                    size = m.new_int_var(0, self.end - self.start, "")
                    stay = m.new_optional_interval_var(came, size, gone, cargo.route[r], "")
                    stays.setdefault(hub, []).append((stay, kg, pax))
                    for slot in self.slots:
                        down, up = (
                            slot.aboard.get((cargo.movement.id, r, s)),
                            slot.aboard.get((cargo.movement.id, r, s + 1)),
                        )
                        if down is not None:
                            m.add(came <= slot.times[3]).only_enforce_if(down)
                        if up is not None:
                            m.add(gone >= slot.times[0]).only_enforce_if(up)
        for hub, each in stays.items():
            place = self.book.places[hub]
            for limit, which in ((place.storage_kg, 1), (place.storage_pax, 2)):
                if limit is not None:
                    m.add_cumulative([e[0] for e in each], [e[which] for e in each], limit)

    def _share_consents(self) -> None:
        """Every load under a permission with limits counts, each time it may rest on it."""
        sums: dict[tuple[object, ...], tuple[object, list[Linear], list[Linear]]] = {}
        cargoes = {c.movement.id: c for c in self.cargoes}
        for slot in self.slots:
            for (name, line_id, r, s), share in slot.loads.items():
                cargo = cargoes[name]
                leg = cargo.routes[r][s : s + 2]
                way = self.way(slot.fleet.mode, *leg)
                line = next(x for x in cargo.movement.lines if x.id == line_id)
                for account, limits in self._accounts(cargo, slot.fleet, way):
                    _, pax, kg = sums.setdefault(account, (limits, [], []))
                    if _is_pax(line):
                        pax.append(share)
                    else:
                        kg.append(share * line.piece_kg)
        for limits, pax, kg in sums.values():
            if limits.pax is not None:  # type: ignore[attr-defined]
                self.m.add(sum(pax) <= limits.pax)  # type: ignore[attr-defined]
            if limits.mass_kg is not None:  # type: ignore[attr-defined]
                self.m.add(sum(kg) <= limits.mass_kg)  # type: ignore[attr-defined]

    def _accounts(
        self, cargo: Cargo, fleet: Fleet, way: Way | None
    ) -> list[tuple[tuple[object, ...], object]]:
        if way is None:
            return []
        natures = frozenset(n for line in cargo.movement.lines for n in line.natures)
        first = way.key.origin == cargo.movement.origin
        aboard = aboard_of(self.book, cargo.movement, natures, from_origin=first, set_down=True)
        ends = [self.book.places[p] for p in (way.key.origin, way.key.destination)]
        leg = Leg(fleet.nation, fleet.id, way, *ends, aboard=(aboard,))
        found = {}
        for asked in questions_of_leg(leg):
            q = asked.question
            for w in self.law.alternatives(q):
                if w.limits.pax is not None or w.limits.mass_kg is not None:
                    found[w.permission, q.actor, q.territory, w.limits] = w.limits
        return list(found.items())

    def _follow(self) -> None:
        """Nothing of B is set down before every A it comes after has closed."""
        m = self.m
        self.closes: dict[RequirementId, tuple[cp_model.IntVar, cp_model.IntVar]] = {}
        for requirement in self.book.requirements.values():
            self.closes[requirement.id] = self._closing(requirement)
        for cargo in self.cargoes:
            for earlier in cargo.requirement.after:
                if earlier in self.closes:
                    done, at = self.closes[earlier]
                    for slot in self.slots:
                        for (name, r, s), on in slot.aboard.items():
                            if (
                                name == cargo.movement.id
                                and cargo.routes[r][s + 1] == cargo.movement.destination
                            ):
                                m.add_implication(on, done)
                                m.add(slot.times[2] >= at).only_enforce_if(on)

    def _closing(self, requirement: Requirement) -> tuple[cp_model.IntVar, cp_model.IntVar]:
        """Whether the requirement closes in time, and when."""
        m = self.m
        done = m.new_bool_var(f"{requirement.id} done")
        at = m.new_int_var(
            self.start - 10_000_000,
            self.end,
            f"{requirement.id} at",
        )
        serving = [c for c in self.cargoes if c.requirement.id == requirement.id]
        for cargo in serving:
            m.add(at >= cargo.closed).only_enforce_if(cargo.kept)
        if requirement.kind is Kind.MOVEMENT:
            if serving:
                m.add_implication(done, serving[0].kept)
                for line in serving[0].movement.lines:
                    if line.id in serving[0].pieces:
                        m.add(serving[0].pieces[line.id] == line.pieces).only_enforce_if(done)
            else:
                m.add(done == 0)
            return done, at
        m.add(self._covered(requirement) >= requirement.amount).only_enforce_if(done)
        if not serving:
            m.add(done == 0)
        else:
            m.add(sum(c.kept for c in serving) >= 1).only_enforce_if(done)
        return done, at

    def _covered(self, requirement: Requirement) -> Linear:
        parts: list[Linear] = []
        for cargo in self.cargoes:
            if cargo.requirement.id == requirement.id:
                if cargo.assignment.unit is not None:
                    parts.append(cargo.kept * cargo.movement.covers)
                else:
                    each = self.book.stocks[cargo.assignment.stock].amount_per_piece  # type: ignore[index]
                    parts += [n * each for n in cargo.pieces.values()]
        return sum(parts)

    # --- value ------------------------------------------------------------------------------------

    def _value(self) -> None:
        m = self.m
        undelivered: list[Linear] = []
        lateness: list[Linear] = []
        for requirement in self.book.requirements.values():
            done, at = self.closes[requirement.id]
            most = max(0, self.end - requirement.rdd)
            late = m.new_int_var(0, max(most, 0), "")
            m.add(late >= at - requirement.rdd).only_enforce_if(done)
            m.add(late == most).only_enforce_if(~done)
            lateness.append(late * requirement.weight)
            if requirement.kind is Kind.MOVEMENT:
                undelivered.append(self._missing(requirement, done))
            elif requirement.amount > 0:
                missing = m.new_int_var(0, requirement.amount, "")
                m.add(missing >= requirement.amount - self._covered(requirement))
                share = m.new_int_var(0, requirement.weight * PPM, "")
                m.add(share * requirement.amount >= missing * requirement.weight * PPM)
                undelivered.append(share)
        self.undelivered, self.lateness = sum(undelivered), sum(lateness)
        self.scale = 1 + sum(
            r.weight * max(0, self.end - r.rdd) for r in self.book.requirements.values()
        )
        m.minimize(self.undelivered * self.scale + self.lateness)

    def _missing(self, requirement: Requirement, done: cp_model.IntVar) -> Linear:
        """Weight in millionths of what does not arrive, rounded up."""
        m, most = self.m, requirement.weight * PPM
        cargo = next((c for c in self.cargoes if c.requirement.id == requirement.id), None)
        each = (
            []
            if cargo is None
            else [
                (x.pieces, _kg_equivalent(x), cargo.pieces[x.id])
                for x in cargo.movement.lines
                if x.id in cargo.pieces
            ]
        )
        whole = sum(n * kg for n, kg, _ in each)
        if not whole or cargo is None or not cargo.routes:
            return (1 - done) * most
        share = m.new_int_var(0, most, "")
        m.add(share * whole >= sum((n - moved) * kg for n, kg, moved in each) * most)
        return share

    def solve(self, limit: float, seed: int) -> Solved:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = limit
        status = solver.solve(self.m)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Solved(None, 0, 0, solver.best_objective_bound / self.scale, 0.0, False)
        return Solved(
            self._plan(solver), solver.value(self.undelivered), solver.value(self.lateness),
            solver.best_objective_bound, solver.objective_value, status == cp_model.OPTIMAL,
        )  # fmt: skip

    def _plan(self, solver: cp_model.CpSolver) -> Plan:
        assignments = []
        for cargo in self.cargoes:
            if solver.value(cargo.kept):
                one = cargo.assignment
                if one.stock is not None and cargo.requirement.kind is Kind.CAPABILITY:
                    pieces = sum(solver.value(n) for n in cargo.pieces.values())
                    one = Assignment(one.requirement, stock=one.stock, pieces=pieces)
                assignments.append(one)
        trips = [self._trip(slot, solver) for slot in self.slots if solver.value(slot.used)]
        return Plan(self.book.title, tuple(assignments), tuple(trips), made_by="exact model")

    def _trip(self, slot: Slot, solver: cp_model.CpSolver) -> Trip:
        begin, leave, arrive, end = (Minute(solver.value(t)) for t in slot.times)
        origin, destination = next(arc for arc, lit in slot.arcs.items() if solver.value(lit))
        pieces: dict[tuple[str, str], int] = {}
        for (name, line, _, _), share in slot.loads.items():
            if solver.value(share):
                pieces[name, line] = pieces.get((name, line), 0) + solver.value(share)
        loads = tuple(Load(name, line, n) for (name, line), n in sorted(pieces.items()))  # type: ignore[arg-type]
        avoiding = () if slot.fleet.mode is Mode.SEA else self.avoided
        return Trip(
            slot.carrier,
            (
                Stop(origin, begin, leave, on=loads, avoiding=avoiding),
                Stop(destination, arrive, end, off=loads),
            ),
        )


# --- facts, read here anew and not taken from the planner ---------------------------------------------


def _is_pax(line: CargoLine) -> bool:
    return line.category is Category.PAX


def _kg_equivalent(line: CargoLine) -> int:
    return 100 if _is_pax(line) else max(1, line.piece_kg)


def _above(need: int | None, limit: int | None) -> bool:
    return need is not None and limit is not None and need > limit


def _may_use(fleet: Fleet, place: Place) -> bool:
    if fleet.mode not in place.modes:
        return False
    slots = place.slots(fleet.mode)
    if slots is not None and slots < fleet.slots:
        return False
    if fleet.mode is Mode.AIR:
        return not (
            _above(fleet.runway_m, place.runway_m) or (fleet.needs_paved and place.paved is False)
        )
    if fleet.mode is Mode.SEA:
        return not _above(fleet.draught_cm, place.draught_cm)
    if fleet.mode is Mode.RAIL and fleet.gauge_mm is not None and place.gauges_mm:
        return fleet.gauge_mm in place.gauges_mm
    return True


def _may_go(fleet: Fleet, way: Way) -> bool:
    if _above(way.length_m, fleet.range_m):
        return False
    if fleet.mode is Mode.RAIL and fleet.gauge_mm is not None:
        return all(gauge == fleet.gauge_mm for gauge in way.gauges_mm)
    if fleet.mode is Mode.SEA:
        return not _above(fleet.draught_cm, way.draught_cm)
    return not (fleet.mode is Mode.ROAD and _above(fleet.mlc, way.mlc))


def _may_board(fleet: Fleet, way: Way, line: CargoLine) -> bool:
    if line.hazard and not fleet.hazardous:
        return False
    if fleet.mode is Mode.ROAD and _above(line.mlc, way.mlc):
        return False
    if fleet.mode in (Mode.ROAD, Mode.RAIL) and _above(line.height_cm, way.height_cm):
        return False
    if _is_pax(line):
        return fleet.seats > 0
    sizes = ((line.piece_kg, fleet.piece_kg_max), (line.height_cm, fleet.height_cm_max),
             (line.width_cm, fleet.width_cm_max))  # fmt: skip
    return line.category in fleet.categories and not any(_above(*size) for size in sizes)


def _able(requirement: Requirement, source: object) -> bool:
    if requirement.interoperability - source.interoperability:  # type: ignore[attr-defined]
        return False
    tasks = source.pledge_tasks if source.pledged is not None else ()  # type: ignore[attr-defined]
    chosen = requirement.kind is Kind.CAPABILITY or requirement.task != ""
    return not tasks or not chosen or requirement.task in tasks


def _joined(stretches: object) -> Spans:
    joined: list[tuple[int, int]] = []
    for opens, closes in sorted(stretches):  # type: ignore[call-overload]
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return tuple(joined)


def _outside(stretches: object) -> Spans:
    free, at = [], -(2**40)
    for opens, closes in _joined(stretches):
        if at < opens:
            free.append((at, opens))
        at = closes
    free.append((at, 2**40))
    return tuple(free)


def _hours(place: Place, start: int, end: int) -> list[tuple[int, int]]:
    length = (place.closes_minute - place.opens_minute) % MINUTES_PER_DAY
    if length == 0:
        return [(start, end)]
    day = start // MINUTES_PER_DAY * MINUTES_PER_DAY - MINUTES_PER_DAY
    found = []
    while day < end:
        found.append(
            (max(start, day + place.opens_minute), min(end, day + place.opens_minute + length))
        )
        day += MINUTES_PER_DAY
    return [(a, b) for a, b in found if a <= b]
