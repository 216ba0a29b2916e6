"""The model of some legs and requirements, all else held as a given plan has it, which is also its hint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tests.differential.exact.closing import Value, close
from tests.differential.exact.consents import share_consents
from tests.differential.exact.frame import Frame
from tests.differential.exact.loading import carry, fill
from tests.differential.exact.nouns import Cargo, Stream, Under
from tests.differential.exact.rows import Gap, add_row
from tests.differential.exact.sharing import (
    share_places,
    share_sources,
    share_storage,
    share_ways,
)
from tests.differential.exact.unfolding import Lot, PlanLeg, Unfolded

from coalition.model.forces import fleet_of
from coalition.model.identity import CarrierId, LineId, PlaceId, RequirementId
from coalition.model.plan import Assignment, Movement, movement_of
from coalition.model.requirements import Kind, Requirement

Route = tuple[PlaceId, ...]
SPARE = 2
"""Legs a carrier may have beyond those of the plan."""


@dataclass(frozen=True)
class Choice:
    """What a model may change: legs of carriers, requirements, and sources not yet used that it may try.

    Each carrier has the legs to free (running one after another) and where among its legs they stand.
    `spare` is how many legs a carrier may have beyond those of the plan, `least` how many at any rate;
    `hubs` are the third places a cargo may go by way of, and on any route with a place between its pieces
    may part into `streams` streams.
    """

    carriers: dict[CarrierId, tuple[int, int]]
    requirements: tuple[RequirementId, ...]
    sources: tuple[Assignment, ...] = ()
    spare: int = SPARE
    hubs: tuple[PlaceId, ...] = ()
    least: int = 0
    streams: int = 1


def build(
    frame: Frame,
    given: Unfolded,
    choice: Choice,
    closed_at: dict[RequirementId, int | None],
    finish: int,
) -> tuple[Under, Value]:
    """The model with the given plan as hint. Requirements with loads on freed legs must be in play."""
    freed = [leg for c, (i, j) in choice.carriers.items() for leg in given.legs.get(c, [])[i:j]]
    u = Under(frame, given, frozenset(freed), choice.requirements, finish)
    batches = _batches(u, choice)
    places = {p for _, streams in batches for route, _ in streams for p in route}
    places |= {p for leg in freed for p in leg.ends}
    for carrier, (i, j) in choice.carriers.items():
        legs, fleet = given.legs.get(carrier, []), frame.book.fleets[fleet_of(carrier)]
        gap = Gap(carrier, fleet, tuple(legs[:i]), tuple(legs[j:]), _slots(i, j, choice))
        add_row(u, gap, places)
    for assignment, streams in batches:
        u.cargoes.append(_cargo(u, assignment, streams))
    for cargo in u.cargoes:
        if cargo.movement.origin != cargo.movement.destination:
            carry(u, cargo)
    for slot in u.slots:
        fill(u, slot)
    share_places(u)
    share_ways(u)
    share_sources(u)
    share_storage(u)
    share_consents(u)
    _order_like(u)
    value = close(u, closed_at)
    _hint(u)
    return u, value


def _slots(first: int, last: int, choice: Choice) -> int:
    return max(last - first + choice.spare, choice.least)


def _order_like(u: Under) -> None:
    """Of like carriers that are free from end to end the first has the most legs."""
    for fleet in u.frame.book.fleets.values():
        rows = [u.rows[c] for c in fleet.carriers() if c in u.rows]
        if any(set(u.given.legs.get(row[0].carrier, [])) - u.freed for row in rows):
            continue
        for one, other in pairwise(rows):
            for first, second in zip(one, other, strict=False):
                u.m.add_implication(second.used, first.used)


# --- cargoes and their streams --------------------------------------------------------------------

Batch = tuple[Assignment, list[tuple[Route, list[Lot]]]]


def _batches(u: Under, choice: Choice) -> list[Batch]:
    """Every assignment in play with its streams: those of the plan, and a few more."""
    book = u.frame.book
    found = []
    taken = [a for a in u.given.plan.assignments if a.requirement in choice.requirements]
    for assignment in (*taken, *choice.sources):
        movement = movement_of(book, assignment)
        requirement = book.requirements[assignment.requirement]
        lots = u.given.lots.get(movement.id, []) if assignment in taken else []
        streams = _gather(u, lots)
        for route in routes(movement, requirement, choice.hubs):
            known = [other for other, _ in streams].count(route)
            wanted = choice.streams if len(route) > 2 else 1
            if _apart(u, lots):
                streams += [(route, [])] * (wanted - known)
        found.append((assignment, streams))
    return found


def routes(movement: Movement, requirement: Requirement, hubs: Iterable[PlaceId]) -> list[Route]:
    """The way by the ports, and when there are none, also by way of each hub."""
    points = [movement.origin]
    for place in (requirement.poe, requirement.pod, movement.destination):
        if place is not None and place != points[-1]:
            points.append(place)
    same = requirement.poe is not None and requirement.poe == requirement.pod
    back = requirement.poe == movement.destination or requirement.pod == movement.origin
    if same or back or len(points) < 2 or len(set(points)) < len(points):
        return []
    found = [tuple(points)]
    if len(points) == 2:
        found += [(points[0], hub, points[1]) for hub in hubs if hub not in points]
    return found


def _gather(u: Under, lots: list[Lot]) -> list[tuple[Route, list[Lot]]]:
    """Lots of one route as one stream, while each stage still ends before the next begins."""
    found: list[tuple[Route, list[Lot]]] = []
    for lot in sorted(lots, key=lambda x: [leg.times[0] for leg in x.legs]):
        for route, others in found:
            if _goes_with(u, lot, route, others):
                others.append(lot)
                break
        else:
            found.append((lot.route, [lot]))
    return found


def _goes_with(u: Under, lot: Lot, route: Route, others: list[Lot]) -> bool:
    if all(lot.legs == other.legs for other in others):
        return True
    return route == lot.route and _in_stages([*others, lot]) and not _stored(u, route)


def _stored(u: Under, route: Route) -> bool:
    """Whether a place on the way holds only so much: then lots are counted one by one."""
    places = [u.frame.book.places[p] for p in route[1:-1]]
    return any(p.storage_kg is not None or p.storage_pax is not None for p in places)


def _in_stages(lots: list[Lot]) -> bool:
    for s in range(len(lots[0].legs) - 1):
        if max(x.legs[s].times[3] for x in lots) > min(x.legs[s + 1].times[0] for x in lots):
            return False
    return True


def _apart(u: Under, lots: list[Lot]) -> bool:
    """Whether freed legs alone carry them, so that they may take any route."""
    return all(leg in u.freed for lot in lots for leg in lot.legs)


def _cargo(u: Under, assignment: Assignment, streams: list[tuple[Route, list[Lot]]]) -> Cargo:
    m, book = u.m, u.frame.book
    movement = movement_of(book, assignment)
    requirement = book.requirements[assignment.requirement]
    kept = m.new_bool_var(f"{movement.id} kept")
    pieces = {}
    for line in movement.lines:
        if line.pieces > 0:
            n = pieces[line.id] = m.new_int_var(0, line.pieces, f"{movement.id} {line.id}")
            m.add(n <= line.pieces * kept)
            if requirement.kind is Kind.CAPABILITY and assignment.stock is not None:
                m.add(n >= kept)
            elif requirement.kind is Kind.CAPABILITY or requirement.together:
                m.add(n == line.pieces * kept)
    low, high = min(u.frame.start, movement.ready), max(u.frame.end, movement.ready)
    closed = m.new_int_var(low, high, f"{movement.id} closed")
    cargo = Cargo(assignment, movement, requirement, kept, pieces, closed)
    if movement.origin == movement.destination:
        _stay_put(u, cargo)
        return cargo
    if not pieces or not streams:
        m.add(kept == 0)
    cargo.streams = [_stream(u, cargo, route, lots) for route, lots in streams]
    if requirement.together and cargo.streams:
        m.add(sum(stream.used for stream in cargo.streams) == kept)
    return cargo


def _stay_put(u: Under, cargo: Cargo) -> None:
    """A movement whose origin is its destination closes at `ready` without a trip."""
    u.m.add(cargo.closed == cargo.movement.ready)
    for line in cargo.movement.lines:
        if line.id in cargo.pieces:
            u.m.add(cargo.pieces[line.id] == line.pieces * cargo.kept)
    if cargo.movement.ready > u.frame.end:
        u.m.add(cargo.kept == 0)


def _stream(u: Under, cargo: Cargo, route: Route, lots: list[Lot]) -> Stream:
    m = u.m
    used = m.new_bool_var("")
    m.add_implication(used, cargo.kept)
    flow = {
        x.id: m.new_int_var(0, x.pieces, "") for x in cargo.movement.lines if x.id in cargo.pieces
    }
    for n in flow.values():
        m.add(n == 0).only_enforce_if(~used)
    ends = [m.new_int_var(u.frame.start, u.frame.end, "") for _ in route[2:]]
    held: list[dict[PlanLeg, dict[LineId, int]]] = []
    for s in range(len(route) - 1):
        each: dict[PlanLeg, dict[LineId, int]] = defaultdict(dict)
        for lot in lots:
            if lot.legs[s] not in u.freed:
                loads = each[lot.legs[s]]
                loads[lot.line] = loads.get(lot.line, 0) + lot.pieces
        held.append(dict(each))
    stream = Stream(route, used, flow, ends, held)
    _hint_stream(u, stream, lots)
    u.streamed.append((cargo.movement.id, lots))
    return stream


# --- the given plan as hint -----------------------------------------------------------------------


def _hint_stream(u: Under, stream: Stream, lots: list[Lot]) -> None:
    u.hint(stream.used, bool(lots))
    for line, n in stream.flow.items():
        u.hint(n, sum(lot.pieces for lot in lots if lot.line == line))
    for s, end in enumerate(stream.ends):
        u.hint(end, max((lot.legs[s].times[3] for lot in lots), default=u.frame.start))


def _hint(u: Under) -> None:
    """Values of all that a person would choose; what follows from it is left to the solver."""
    plan = u.given
    taken = {movement_of(u.frame.book, a).id: a for a in plan.plan.assignments}
    for cargo in u.cargoes:
        name = cargo.movement.id
        kept = taken.get(name) == cargo.assignment
        lots = plan.lots.get(name, []) if kept else []
        stays = cargo.movement.origin == cargo.movement.destination
        u.hint(cargo.kept, kept and (stays or bool(lots)))
        for line, n in cargo.pieces.items():
            whole = sum(x.pieces for x in cargo.movement.lines if x.id == line)
            there = sum(lot.pieces for lot in lots if lot.line == line)
            u.hint(n, whole * kept if stays else there)
    for row in u.rows.values():
        _hint_row(u, row)


def _hint_row(u: Under, row: list) -> None:  # type: ignore[type-arg]
    legs = [leg for leg in u.given.legs.get(row[0].carrier, []) if leg in u.freed]
    aboard = _aboard(u)
    for slot, leg in zip(row, [*legs, *[None] * (len(row) - len(legs))], strict=True):
        u.hint(slot.used, leg is not None)
        for arc, lit in slot.arcs.items():
            u.hint(lit, leg is not None and leg.arcs == (arc,))
        if leg is not None:
            for time, at in zip(slot.times, leg.times, strict=True):
                u.hint(time, at)
        for b in slot.boardings:
            loads = {} if leg is None or leg.arcs != (b.arc,) else aboard.get((leg, b.stage), {})
            counts = {line: loads.get(line, 0) for line in b.shares}
            u.hint(b.lit, any(counts.values()))
            for line, n in b.shares.items():
                u.hint(n, counts[line])


def _aboard(u: Under) -> dict[tuple[PlanLeg, tuple[object, ...]], dict[LineId, int]]:
    """By leg and stage: pieces by line."""
    found: dict[tuple[PlanLeg, tuple[object, ...]], dict[LineId, int]] = {}
    numbers: dict[str, int] = defaultdict(int)
    for name, lots in u.streamed:
        r = numbers[name]
        numbers[name] += 1
        for lot in lots:
            for s, leg in enumerate(lot.legs):
                loads = found.setdefault((leg, (name, r, s)), {})
                loads[lot.line] = loads.get(lot.line, 0) + lot.pieces
    return found
