"""What carriers share: working places, ways by the day, sources, storage."""

from __future__ import annotations

from collections import Counter

from ortools.sat.python import cp_model
from tests.differential.exact.facts import is_pax, kg_of
from tests.differential.exact.nouns import Cargo, Linear, Slot, Stream, Under, Var
from tests.differential.exact.unfolding import Lot

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.identity import LineId, MovementId, PlaceId
from coalition.model.places import Mode, Place
from coalition.model.plan import Movement
from coalition.model.requirements import Kind
from coalition.model.ways import Way

Task = tuple[cp_model.IntervalVar, int]


def share_places(u: Under) -> None:
    """R6: slots of the carriers at work in a place, by mode."""
    for place in u.frame.book.places.values():
        for mode in Mode:
            limit = place.slots(mode)
            stops: list[Task] = []
            for slot in u.slots if limit is not None else ():
                if slot.fleet.mode is mode:
                    stops += _stops(u, slot, place)
            if stops:
                stops += _held_stops(u, place, mode)
                u.m.add_cumulative([s[0] for s in stops], [s[1] for s in stops], limit)


def _stops(u: Under, slot: Slot, place: Place) -> list[Task]:
    begin, leave, arrive, end = slot.times
    found = []
    for first, last, side in ((begin, leave, slot.starts), (arrive, end, slot.ends)):
        if place.id in side:
            size = u.m.new_int_var(0, u.frame.end - u.frame.start, "")
            stay = u.m.new_optional_interval_var(first, size, last, side[place.id], "")
            found.append((stay, slot.fleet.slots))
    return found


def _held_stops(u: Under, place: Place, mode: Mode) -> list[Task]:
    return [
        (u.m.new_fixed_size_interval_var(arrive, depart - arrive, ""), leg.fleet.slots)
        for leg in u.held_legs
        if leg.fleet.mode is mode
        for at, arrive, depart in leg.stops
        if at == place.id and depart > arrive
    ]


def share_ways(u: Under) -> None:
    """R8: departures a day, as stays of a whole day on the way."""
    m, users, limits = u.m, {}, {}  # type: ignore[var-annotated]
    for slot in u.slots:
        for arc, lit in slot.arcs.items():
            way = u.frame.way(slot.fleet.mode, arc)
            if way is not None and way.carriers_per_day is not None:
                name = _name(way)
                limits[name] = min(way.carriers_per_day, limits.get(name, way.carriers_per_day))
                users.setdefault(name, []).append((slot, lit))
    held = _held_days(u)
    first, last = u.frame.start // MINUTES_PER_DAY, u.frame.end // MINUTES_PER_DAY
    for name, each in users.items():
        days: list[Task] = [
            (m.new_fixed_size_interval_var(day, 1, ""), count)
            for day, count in held.get(name, Counter()).items()
        ]
        for slot, lit in each:
            day = m.new_int_var(first, last, "")
            m.add(slot.times[1] >= day * MINUTES_PER_DAY).only_enforce_if(lit)
            m.add(slot.times[1] < (day + 1) * MINUTES_PER_DAY).only_enforce_if(lit)
            days.append((m.new_optional_fixed_size_interval_var(day, 1, lit, ""), 1))
        m.add_cumulative([d[0] for d in days], [d[1] for d in days], limits[name])


def _name(way: Way) -> str:
    return (
        way.declared or f"{way.key.mode} {'-'.join(sorted((way.key.origin, way.key.destination)))}"
    )


def _held_days(u: Under) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    for leg in u.held_legs:
        for arc, stop in zip(leg.arcs, leg.stops, strict=False):
            way = u.frame.way(leg.fleet.mode, arc)
            if way is not None and way.carriers_per_day is not None:
                found.setdefault(_name(way), Counter())[stop[2] // MINUTES_PER_DAY] += 1
    return found


def share_sources(u: Under) -> None:
    """R14: a unit serves once; stock pieces in all assignments stay within what is pledged."""
    held = [a for a in u.given.plan.assignments if a.requirement not in u.play]
    for unit in u.frame.book.units:
        wanting = [c.kept for c in u.cargoes if c.assignment.unit == unit]
        if wanting:
            u.m.add(sum(wanting) <= int(all(a.unit != unit for a in held)))
    for stock in u.frame.book.stocks.values():
        drawn = [_drawn(c) for c in u.cargoes if c.assignment.stock == stock.id]
        if drawn:
            left = stock.pledged_pieces - sum(a.pieces for a in held if a.stock == stock.id)
            u.m.add(sum(drawn) <= max(0, left))


def _drawn(cargo: Cargo) -> Linear:
    if cargo.requirement.kind is Kind.MOVEMENT:
        return cargo.kept * cargo.assignment.pieces
    return sum(cargo.pieces.values())


def share_storage(u: Under) -> None:
    """R7: a stream waits at a place from its first arrival to its last departure, all of it."""
    for place in u.frame.book.places.values():
        for limit, pax in ((place.storage_kg, False), (place.storage_pax, True)):
            if limit is not None:
                _store(u, place.id, limit, pax=pax)


def _store(u: Under, place: PlaceId, limit: int, *, pax: bool) -> None:
    m = u.m
    stays: list[tuple[cp_model.IntervalVar, Linear]] = []
    for cargo in u.cargoes:
        each = {x.id: (int(is_pax(x)) if pax else kg_of(x)) for x in cargo.movement.lines}
        for r, stream in enumerate(cargo.streams):
            for s, stop in enumerate(stream.route[1:-1]):
                if stop == place:
                    amount = _amount_of(u, cargo, stream, each)
                    stays.append((_stay(u, cargo, stream, (r, s)), amount))
    if not stays:
        return
    for name, lots in u.given.lots.items():
        if u.given.movements[name].requirement not in u.play:
            for lot in lots:
                stays += _held_stays(u, lot, place, _amount(u.given.movements, name, lot, pax=pax))
    m.add_cumulative([s[0] for s in stays], [s[1] for s in stays], limit)


def _amount_of(u: Under, cargo: Cargo, stream: Stream, each: dict[LineId, int]) -> Var:
    """What of the stream counts, as a variable; more than a place holds may still change carriers at once."""
    most = sum(x.pieces * each[x.id] for x in cargo.movement.lines)
    amount = u.m.new_int_var(0, max(0, most), "")
    u.m.add(amount == sum(n * each[line] for line, n in stream.flow.items()))
    return amount


def _amount(movements: dict[MovementId, Movement], name: MovementId, lot: Lot, *, pax: bool) -> int:
    line = next(x for x in movements[name].lines if x.id == lot.line)
    return lot.pieces * (int(is_pax(line)) if pax else kg_of(line))


def _stay(u: Under, cargo: Cargo, stream: Stream, at: tuple[int, int]) -> cp_model.IntervalVar:
    m, (r, s) = u.m, at
    came = m.new_int_var(u.frame.start, u.frame.end, "")
    gone = m.new_int_var(u.frame.start, u.frame.end, "")
    size = m.new_int_var(0, u.frame.end - u.frame.start, "")
    stage = (cargo.movement.id, r, s)
    for slot, boarding in u.boarded.get(stage, []):
        m.add(came <= slot.times[3]).only_enforce_if(boarding.lit)
    for slot, boarding in u.boarded.get((*stage[:2], s + 1), []):
        m.add(gone >= slot.times[0]).only_enforce_if(boarding.lit)
    for leg in stream.held[s]:
        m.add(came <= leg.times[3])
    for leg in stream.held[s + 1]:
        m.add(gone >= leg.times[0])
    return m.new_optional_interval_var(came, size, gone, stream.used, "")


def _held_stays(
    u: Under, lot: Lot, place: PlaceId, amount: int
) -> list[tuple[cp_model.IntervalVar, Linear]]:
    found = []
    for one, other in zip(lot.legs, lot.legs[1:], strict=False):
        length = other.times[0] - one.times[3]
        if one.ends[1] == place and length > 0 and amount:
            found.append((u.m.new_fixed_size_interval_var(one.times[3], length, ""), amount))
    return found
