"""Carriers as rows of slots: continuity, empty legs, moving minutes, rest, opening hours, closures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model
from tests.differential.exact.facts import Spans, hours, joined, outside
from tests.differential.exact.frame import Rule, Rules
from tests.differential.exact.nouns import Slot, Under, Var
from tests.differential.exact.unfolding import Arc, PlanLeg

from coalition.authority.answer import Moment
from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, PlaceId


@dataclass(frozen=True)
class Gap:
    """What a row of slots must fit into: held legs before and after, and so many slots between."""

    carrier: CarrierId
    fleet: Fleet
    before: tuple[PlanLeg, ...]
    after: tuple[PlanLeg, ...]
    count: int

    @property
    def origin(self) -> PlaceId:
        return self.before[-1].ends[1] if self.before else self.fleet.home


def add_row(u: Under, gap: Gap, places: set[PlaceId]) -> None:
    """The carrier's row of slots; none when it can go nowhere."""
    ends = {gap.origin, *(leg.ends[0] for leg in gap.after[:1])}
    arcs = u.frame.arcs(gap.fleet, places | ends)
    available = gap.fleet.available
    begin = max(u.frame.start, available.opens, *(leg.times[3] for leg in gap.before[-1:]))
    finish = min(u.finish, available.closes, *(leg.times[0] for leg in gap.after[:1]))
    if begin >= finish or not arcs:
        return
    row: list[Slot] = []
    for k in range(gap.count):
        slot = _slot(u, gap, arcs, (begin, finish, k))
        _follow(u, slot, row, gap.origin)
        row.append(slot)
    _lead_on(u, row, gap)
    _rest(u, row, gap, max(arcs.values()))
    u.rows[gap.carrier] = row


def _slot(u: Under, gap: Gap, arcs: dict[Arc, int], span: tuple[int, int, int]) -> Slot:
    m, (begin, finish, k) = u.m, span
    carrier, fleet = gap.carrier, gap.fleet
    name = f"{carrier}.{k}"
    used, works = m.new_bool_var(f"{name} used"), m.new_bool_var(f"{name} works")
    times = tuple(m.new_int_var(begin, finish, f"{name} t{i}") for i in range(4))
    lits = {arc: m.new_bool_var(f"{name} {arc}") for arc in arcs}
    moving = m.new_int_var(0, max(arcs.values()), f"{name} moving")
    m.add_exactly_one([~used, *lits.values()])
    m.add(moving == sum(minutes * lits[arc] for arc, minutes in arcs.items()))
    for a, b in pairwise(times):
        m.add(a <= b)
    m.add(times[2] - times[1] >= moving)
    m.add_implication(works, used)
    starts, ends = (_at(m, lits, which) for which in (0, 1))
    slot = Slot(carrier, fleet, used, works, times, moving, lits, starts, ends)  # type: ignore[arg-type]
    for side, first in ((starts, 0), (ends, 2)):
        for place, here in side.items():
            _keep_hours(u, slot, place, here, first)
    for arc, lit in lits.items():
        hold(u, slot, lit, u.frame.rules(fleet.id, arc, ()))
    return slot


def _at(m: cp_model.CpModel, lits: dict[Arc, Var], which: int) -> dict[PlaceId, Var]:
    found = {}
    for place in sorted({arc[which] for arc in lits}):
        found[place] = m.new_bool_var("")
        m.add(sum(lit for arc, lit in lits.items() if arc[which] == place) == found[place])
    return found


def _follow(u: Under, slot: Slot, row: list[Slot], origin: PlaceId) -> None:
    """A slot begins where and when the one before ended."""
    m = u.m
    if not row:
        for place, lit in slot.starts.items():
            if place != origin:
                m.add(lit == 0)
        return
    last = row[-1]
    m.add_implication(slot.used, last.used)
    m.add(slot.times[0] >= last.times[3])
    for place, lit in slot.starts.items():
        if place in last.ends:
            m.add_implication(lit, last.ends[place])
        else:
            m.add(lit == 0)


def _lead_on(u: Under, row: list[Slot], gap: Gap) -> None:
    """The last leg ends where the next held one begins."""
    if not gap.after:
        return
    there = gap.after[0].ends[0]
    if gap.origin != there:
        u.m.add(row[0].used == 1)
    for slot, following in zip(row, [*row[1:], None], strict=True):
        goes_on = [] if following is None else [following.used]
        u.m.add_bool_or([~slot.used, *goes_on, *([slot.ends[there]] if there in slot.ends else [])])


def _rest(u: Under, row: list[Slot], gap: Gap, longest: int) -> None:
    """R5: any run of legs takes its moving minutes and a night for each day's duty but the last."""
    m, duty = u.m, gap.fleet.duty_minutes
    if duty >= MINUTES_PER_DAY:
        return
    before = [_held(u, leg) for leg in gap.before]
    after = [_held(u, leg) for leg in gap.after]
    run = [*before, *((s.times[1], s.times[2], s.moving, longest, s.used) for s in row), *after]
    for i, first in enumerate(run):
        for j in range(max(i, len(before)), len(run)):
            most = (sum(leg[3] for leg in run[i : j + 1]) - 1) // duty
            if most < 1 or i >= len(before) + len(row):
                continue
            moving = sum(leg[2] for leg in run[i : j + 1])
            rests = m.new_int_var(0, most, "")
            m.add((rests + 1) * duty >= moving)
            held = m.add(run[j][1] - first[0] >= moving + rests * (MINUTES_PER_DAY - duty))
            held.only_enforce_if(run[j][4], first[4])


def _held(u: Under, leg: PlanLeg) -> tuple[int, int, int, int, Var | bool]:
    """Departure, arrival and moving minutes (twice) of a leg that stays as it is."""
    moving = 0
    for arc in leg.arcs:
        way = u.frame.way(leg.fleet.mode, arc)
        if way is not None:
            moving += -(-way.length_m * 60 // leg.fleet.speed_m_per_hour)
    return leg.times[1], leg.times[2], moving, moving, True


def _keep_hours(u: Under, slot: Slot, place_id: PlaceId, here: Var, first: int) -> None:
    """R6: arrive and depart within hours; not there while the place is closed."""
    m, place = u.m, u.frame.book.places[place_id]
    open_hours = hours(place, u.frame.start, u.frame.end)
    stop = slot.times[first], slot.times[first + 1]
    if open_hours != [(u.frame.start, u.frame.end)]:
        domain = cp_model.Domain.from_intervals([list(pair) for pair in open_hours])
        for time in stop:
            m.add_linear_expression_in_domain(time, domain).only_enforce_if(here)
    closed = [c.closed for c in u.frame.book.closures if c.subject == f"place:{place_id}"]
    if closed:
        _choose(u, here, stop, outside((c.opens, c.closes) for c in closed), strict=True)


def _choose(u: Under, lit: Var, times: tuple[Var, Var], spans: Spans, *, strict: bool) -> None:
    """The literal implies that both times lie in one of the spans; strict: the first before its end."""
    m, choices = u.m, []
    for opens, closes in spans:
        if closes <= u.frame.start or opens > u.frame.end:
            continue
        inside = m.new_bool_var("")
        choices.append(inside)
        m.add(times[0] >= opens).only_enforce_if(inside)
        m.add(times[1] <= closes).only_enforce_if(inside)
        if strict:
            m.add(times[0] < closes).only_enforce_if(inside)
    m.add_bool_or([~lit, *choices])


def hold(u: Under, slot: Slot, lit: Var, rules: Rules) -> None:
    """The literal implies that the slot keeps the rules; literals that ask the same share one."""
    for rule in sorted(rules):
        u.m.add_implication(lit, within(u, slot, rule))


def within(u: Under, slot: Slot, rule: Rule) -> Var:
    """A literal that implies the slot keeps the rule."""
    key = (id(slot), rule)
    if key not in u.within:
        holds = u.within[key] = u.m.new_bool_var("")
        moment, spans = rule
        leave, arrive = slot.times[1], slot.times[2]
        if moment is Moment.WHOLE:
            _choose(u, holds, (leave, arrive), spans, strict=False)
        else:
            time = leave if moment is Moment.DEPARTURE else arrive
            _choose(u, holds, (time, time), joined(spans), strict=True)
    return u.within[key]
