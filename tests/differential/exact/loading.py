"""Cargoes over slots, stage by stage, for each stream: pieces, dates, law, capacity."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from tests.differential.exact.facts import is_pax, kg_of, may_board
from tests.differential.exact.frame import Rules, natures_of, possible
from tests.differential.exact.nouns import Boarding, Cargo, Slot, Stage, Stream, Under, Var
from tests.differential.exact.rows import hold, within
from tests.differential.exact.unfolding import Arc

from coalition.authority.legs import Aboard, aboard_of
from coalition.model.cargo import CargoLine
from coalition.model.identity import LineId


def carry(u: Under, cargo: Cargo) -> None:
    """Pieces over slots, stage by stage, for each stream of the cargo."""
    m = u.m
    for line in cargo.pieces:
        m.add(sum(s.flow[line] for s in cargo.streams) == cargo.pieces[line])
    for r, stream in enumerate(cargo.streams):
        for s, leg in enumerate(stream.stages):
            taken: dict[LineId, list[Var]] = {line: [] for line in cargo.pieces}
            for slot in u.slots:
                for arc in slot.arcs:
                    if arc[:2] == leg:
                        _offer(u, cargo, slot, (cargo.movement.id, r, s), arc, taken)
            for line, shares in taken.items():
                held = sum(loads.get(line, 0) for loads in stream.held[s].values())
                m.add(sum(shares) + held == stream.flow[line])
            _keep_held(u, cargo, stream, s)


def _keep_held(u: Under, cargo: Cargo, stream: Stream, s: int) -> None:
    """What carriers that are not free carry of the stage, at the times they do."""
    last = s + 1 == len(stream.stages)
    for leg in stream.held[s]:
        begin, _, _, end = leg.times
        if s:
            u.m.add(stream.ends[s - 1] <= begin)
        u.m.add((cargo.closed if last else stream.ends[s]) >= end)


def _offer(
    u: Under, cargo: Cargo, slot: Slot, stage: Stage, arc: Arc, taken: dict[LineId, list[Var]]
) -> None:
    """Let the slot take what it can of the stage on the arc."""
    way = u.frame.way(slot.fleet.mode, arc)
    if way is None:
        return
    lines = [x for x in cargo.movement.lines if x.id in taken and may_board(slot.fleet, way, x)]
    together = cargo.requirement.together
    if not lines or (together and len(lines) < len(taken)):
        return
    groups = (
        [(lines, _aboard(u, cargo, lines, arc))]
        if together
        else _groups(u, cargo, slot, lines, arc)
    )
    for group, aboard in groups:
        rules = u.frame.rules(slot.fleet.id, arc, (aboard,))
        if not possible(rules):
            continue
        lit = u.m.new_bool_var("")
        slot.boardings.append(Boarding(stage, arc, aboard, lit))
        u.m.add_implication(lit, slot.arcs[arc])
        u.m.add_implication(lit, slot.works)
        hold(u, slot, lit, rules)
        _keep_dates(u, cargo, slot, lit, stage, arc)
        for line in group:
            _share(u, cargo, slot, lit, stage, line, taken)


def _share(
    u: Under, cargo: Cargo, slot: Slot, lit: Var, stage: Stage, line: CargoLine,
    taken: dict[LineId, list[Var]],
) -> None:  # fmt: skip
    m, flow = u.m, cargo.streams[stage[1]].flow[line.id]
    share = m.new_int_var(0, _room(slot, line), "")
    m.add(share == 0).only_enforce_if(~lit)
    if cargo.requirement.together:
        m.add(share == flow).only_enforce_if(lit)
    slot.boardings[-1].shares[line.id] = share
    taken[line.id].append(share)


def _room(slot: Slot, line: CargoLine) -> int:
    """How many pieces of the line one carrier takes at most."""
    most = [line.pieces]
    if is_pax(line):
        most.append(slot.fleet.seats)
    elif line.piece_kg:
        most.append(slot.fleet.payload_kg // line.piece_kg)
    if not is_pax(line) and line.piece_dm2 and slot.fleet.deck_dm2 is not None:
        most.append(slot.fleet.deck_dm2 // line.piece_dm2)
    return max(0, min(most))


def _aboard(u: Under, cargo: Cargo, lines: list[CargoLine], arc: Arc) -> Aboard:
    return aboard_of(
        u.frame.book, cargo.movement, natures_of(lines),
        from_origin=arc[0] == cargo.movement.origin, set_down=True,
    )  # fmt: skip


def _groups(
    u: Under, cargo: Cargo, slot: Slot, lines: list[CargoLine], arc: Arc
) -> list[tuple[list[CargoLine], Aboard]]:
    """All lines together when the law asks no more of them than of each; else each alone."""
    whole = _aboard(u, cargo, lines, arc)
    each = [([line], _aboard(u, cargo, [line], arc)) for line in lines]
    asked = {u.frame.rules(slot.fleet.id, arc, (aboard,)) for _, aboard in each}
    if asked == {u.frame.rules(slot.fleet.id, arc, (whole,))}:
        return [(lines, whole)]
    return each


def _keep_dates(u: Under, cargo: Cargo, slot: Slot, lit: Var, stage: Stage, arc: Arc) -> None:
    """R9 and the pledge (R14) for what goes aboard."""
    m, requirement, stream = u.m, cargo.requirement, cargo.streams[stage[1]]
    (begin, leave, arrive, end), s = slot.times, stage[2]
    if s == 0:
        m.add(leave >= cargo.movement.ready).only_enforce_if(lit)
        pledge = _pledge(u, cargo)
        if pledge is not None:
            m.add(leave >= pledge[0]).only_enforce_if(lit)
            m.add(leave < pledge[1]).only_enforce_if(lit)
    else:
        m.add(begin >= stream.ends[s - 1]).only_enforce_if(lit)
    if arc[0] == requirement.poe and requirement.ald is not None:
        m.add(leave >= requirement.ald).only_enforce_if(lit)
    if requirement.ead is not None and arc[1] == (requirement.pod or requirement.destination):
        m.add(arrive >= requirement.ead).only_enforce_if(lit)
    last = s + 1 == len(stream.stages)
    m.add((cargo.closed if last else stream.ends[s]) >= end).only_enforce_if(lit)


def _pledge(u: Under, cargo: Cargo) -> tuple[int, int] | None:
    book, movement = u.frame.book, cargo.movement
    source = None
    if movement.unit is not None:
        source = book.units[movement.unit].pledged
    elif movement.stock is not None:
        source = book.stocks[movement.stock].pledged
    return None if source is None else (source.opens, source.closes)


def fill(u: Under, slot: Slot) -> None:
    """R3 in total, the length of both stops, and what law asks of loads together."""
    m, fleet = u.m, slot.fleet
    lines = {(c.movement.id, x.id): x for c in u.cargoes for x in c.movement.lines}
    loads = [(n, lines[b.stage[0], x]) for b in slot.boardings for x, n in b.shares.items()]
    pax = sum(share for share, line in loads if is_pax(line))
    kg = sum(share * kg_of(line) for share, line in loads)
    m.add(pax <= fleet.seats)
    m.add(kg <= fleet.payload_kg)
    if fleet.deck_dm2 is not None:
        m.add(sum(n * x.piece_dm2 for n, x in loads if not is_pax(x)) <= fleet.deck_dm2)
    m.add_bool_or([~slot.works, *(b.lit for b in slot.boardings)])
    begin, leave, arrive, end = slot.times
    m.add(leave - begin >= fleet.load_minutes).only_enforce_if(slot.works)
    m.add(end - arrive >= fleet.unload_minutes).only_enforce_if(slot.works)
    for side, length in ((slot.starts, leave - begin), (slot.ends, end - arrive)):
        for place_id, here in side.items():
            place = u.frame.book.places[place_id]
            if place.kg_per_hour:
                m.add(length * place.kg_per_hour >= kg * 60).only_enforce_if(here)
            if place.pax_per_hour:
                m.add(length * place.pax_per_hour >= pax * 60).only_enforce_if(here)
    _agree(u, slot)


def _agree(u: Under, slot: Slot) -> None:
    """What law asks of two loads aboard together beyond what it asks of each.

    Three loads of which the law asks more than of any two are left to the judge.
    """
    for arc in slot.arcs:
        boardings = [b for b in slot.boardings if b.arc == arc]
        if len(boardings) < 2 or not _asks_more(u, slot, boardings):
            continue
        for one, other in combinations(boardings, 2):
            for rule in sorted(_asked(u, slot, [one, other]) - _apart(u, slot, [one, other])):
                u.m.add_bool_or([~one.lit, ~other.lit, within(u, slot, rule)])


def _asks_more(u: Under, slot: Slot, boardings: list[Boarding]) -> bool:
    """Whether the law asks more of all together than of each; if not, nor does it of any two."""
    return not _asked(u, slot, boardings) <= _apart(u, slot, boardings)


def _apart(u: Under, slot: Slot, boardings: list[Boarding]) -> Rules:
    each = [u.frame.rules(slot.fleet.id, b.arc, (b.aboard,)) for b in boardings]
    return frozenset().union(*each)


def _asked(u: Under, slot: Slot, boardings: list[Boarding]) -> Rules:
    """Rules of boardings aboard together; those of one movement are one load with all its natures."""
    loads: dict[str, Aboard] = {}
    for b in boardings:
        known = loads.get(b.stage[0], b.aboard)
        loads[b.stage[0]] = replace(b.aboard, natures=known.natures | b.aboard.natures)
    together = tuple(sorted(set(loads.values()), key=_order))
    return u.frame.rules(slot.fleet.id, boardings[0].arc, together)


def _order(one: Aboard) -> tuple[object, ...]:
    return (one.nation, one.host, one.unit, one.task, sorted(one.natures), one.from_origin,
            one.consumer or "")  # fmt: skip
