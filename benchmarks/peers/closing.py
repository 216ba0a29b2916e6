"""When requirements close, what comes after what, who may be taken, and what the plan is worth."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from tests.differential.exact.facts import kg_equivalent

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.identity import LineId, RequirementId
from coalition.model.requirements import Kind, Requirement
from peers.answer import UNDELIVERED_WEIGHT
from peers.cargoes import Cargo
from peers.flows import Flows, Terms
from peers.rows import INF


@dataclass
class Closing:
    """Columns of what is taken, delivered and closed."""

    flows: Flows
    cargoes: list[Cargo]
    taken: dict[int, int] = field(default_factory=dict)
    """By cargo: whether its source serves."""
    amounts: dict[int, int] = field(default_factory=dict)
    """By cargo: pieces of a stock that serves a capability."""
    delivered: dict[tuple[int, LineId], dict[int, int]] = field(default_factory=dict)
    """Columns of what is at the destination, by the slot from which on."""
    closed: dict[RequirementId, dict[int, int]] = field(default_factory=dict)
    """Whether the requirement has closed at the beginning of each slot."""

    def supplies(self) -> dict[tuple[int, LineId], Terms]:
        """What each cargo has to carry, by line."""
        return {
            (cargo.number, line.id): self._supply(cargo, line.pieces)
            for cargo in self.cargoes
            for line in cargo.lines.values()
        }

    def _supply(self, cargo: Cargo, pieces: int) -> Terms:
        if cargo.number in self.amounts:
            return [(self.amounts[cargo.number], 1.0)]
        return [(self.taken[cargo.number], float(pieces))]

    def at(self, cargo: Cargo, line: LineId, slot: int) -> Terms:
        """What of the line is at the destination when the slot begins."""
        if cargo.stays:
            there = self.flows.grid.start + slot * self.flows.grid.width >= cargo.movement.ready
            return self._supply(cargo, cargo.lines[line].pieces) if there else []
        columns = self.delivered.get((cargo.number, line), {})
        past = [when for when in columns if when <= slot]
        return [(columns[max(past)], 1.0)] if past else []


def add_sources(closing: Closing) -> None:
    """R14: which sources serve; a unit once, a stock within its pledge."""
    rows, book = closing.flows.rows, closing.flows.grid.frame.book
    for cargo in closing.cargoes:
        closing.taken[cargo.number] = rows.column(1 if cargo.lines else 0)
        if cargo.requirement.kind is Kind.CAPABILITY and cargo.movement.stock is not None:
            amount = closing.amounts[cargo.number] = rows.column(cargo.assignment.pieces)
            taken = closing.taken[cargo.number]
            rows.most_row([(amount, 1.0), (taken, -float(cargo.assignment.pieces))], 0.0)
            rows.row([(amount, 1.0), (taken, -1.0)], 0.0, INF)
    for unit in book.units:
        each = [
            (closing.taken[c.number], 1.0) for c in closing.cargoes if c.assignment.unit == unit
        ]
        rows.most_row(each, 1.0)
    for stock in book.stocks.values():
        drawn: Terms = []
        for cargo in closing.cargoes:
            if cargo.assignment.stock == stock.id:
                drawn += closing._supply(cargo, cargo.assignment.pieces)
        rows.most_row(drawn, float(max(0, stock.pledged_pieces)))


def add_deliveries(closing: Closing) -> None:
    """Columns of what has come to each destination, growing with time."""
    flows = closing.flows
    for cargo in closing.cargoes:
        end = (len(cargo.ends), cargo.movement.destination)
        for line in cargo.lines:
            arrivals: dict[int, Terms] = defaultdict(list)
            for slot, column, times in flows.reaching.get((cargo.number, line, end), ()):
                arrivals[slot].append((column, -float(times)))
            columns: dict[int, int] = {}
            last: Terms = []
            for slot in sorted(arrivals):
                columns[slot] = flows.rows.column(INF, whole=False)
                flows.rows.row([(columns[slot], 1.0), *last, *arrivals[slot]], 0.0, 0.0)
                last = [(columns[slot], -1.0)]
            closing.delivered[cargo.number, line] = columns


def add_closings(closing: Closing, requirement: Requirement) -> None:
    """Columns of whether the requirement has closed by each slot, and its part of the objective."""
    rows, grid = closing.flows.rows, closing.flows.grid
    serving = [c for c in closing.cargoes if c.requirement.id == requirement.id]
    columns: dict[int, int] = {}
    for slot in range(grid.count + 1):
        at = grid.start + slot * grid.width
        late = max(0, min(at + grid.width, grid.end) - max(at, requirement.rdd))
        worth = requirement.weight * late / MINUTES_PER_DAY
        rows.offset += worth
        if _may_be_closed(closing, serving, slot):
            columns[slot] = rows.column(1, cost=-float(worth))
            _close(closing, requirement, serving, (slot, columns[slot]))
    closing.closed[requirement.id] = columns
    _weigh(closing, requirement, serving)


def _may_be_closed(closing: Closing, serving: list[Cargo], slot: int) -> bool:
    ready = [c for c in serving if c.lines and all(closing.at(c, x, slot) for x in c.lines)]
    return bool(ready)


def _close(
    closing: Closing, requirement: Requirement, serving: list[Cargo], at: tuple[int, int]
) -> None:
    rows, (slot, closed) = closing.flows.rows, at
    for cargo in serving:
        for line in cargo.lines.values():
            there = [(column, -times) for column, times in closing.at(cargo, line.id, slot)]
            if requirement.kind is Kind.MOVEMENT:
                rows.most_row([(closed, float(line.pieces)), *there], 0.0)
            else:
                supply = closing._supply(cargo, line.pieces)
                most = float(line.pieces)
                rows.most_row([*supply, *there, (closed, most)], most)
    if requirement.kind is Kind.CAPABILITY:
        rows.row([*_covered(closing, serving), (closed, -float(requirement.amount))], 0.0, INF)


def _covered(closing: Closing, serving: list[Cargo]) -> Terms:
    """How much of a capability is brought by what is taken, which is then delivered whole."""
    found: Terms = []
    for cargo in serving:
        if cargo.number in closing.amounts:
            each = closing.flows.grid.frame.book.stocks[cargo.movement.stock].amount_per_piece  # type: ignore[index]
            found.append((closing.amounts[cargo.number], float(each)))
        else:
            found.append((closing.taken[cargo.number], float(cargo.movement.covers)))
    return found


def _weigh(closing: Closing, requirement: Requirement, serving: list[Cargo]) -> None:
    """What is not delivered, or not covered, at the horizon's end."""
    rows, grid = closing.flows.rows, closing.flows.grid
    worth = float(
        requirement.weight * UNDELIVERED_WEIGHT * (grid.end - grid.start) / MINUTES_PER_DAY
    )
    last = grid.count
    if requirement.kind is Kind.CAPABILITY:
        for cargo in serving:
            for line in cargo.lines.values():
                supply = closing._supply(cargo, line.pieces)
                there = [(c, -t) for c, t in closing.at(cargo, line.id, last)]
                rows.row([*supply, *there], 0.0, 0.0)
        if requirement.amount > 0:
            missing = rows.column(1.0, cost=worth, whole=False)
            share = [(c, t / requirement.amount) for c, t in _covered(closing, serving)]
            rows.row([(missing, 1.0), *share], 1.0, INF)
        return
    rows.offset += worth
    for cargo in serving:
        whole = sum(x.pieces * kg_equivalent(x) for x in cargo.lines.values())
        for line in cargo.lines.values():
            for column, times in closing.at(cargo, line.id, last):
                rows.cost[column] -= worth * times * kg_equivalent(line) / whole


def add_order(closing: Closing) -> None:
    """R9: nothing of B is set down at its destination before every A in B's `after` has closed."""
    grid, flows = closing.flows.grid, closing.flows
    begins = [*grid.begins.tolist(), grid.start + grid.count * grid.width]
    landing: dict[tuple[int, LineId, int], Terms] = defaultdict(list)
    for carry in flows.carries:
        leg, requirement = flows.legs[carry.leg], carry.cargo.requirement
        if requirement.after and leg.arc[1] == carry.cargo.movement.destination:
            slot = bisect_right(begins, int(grid.begins[carry.slot]) + leg.arrive) - 1
            name = carry.cargo.number, carry.line.id, slot
            landing[name].append((carry.column, float(carry.times)))
    for (number, line, slot), terms in landing.items():
        cargo = closing.cargoes[number]
        most = float(cargo.lines[line].pieces)
        for earlier in cargo.requirement.after:
            if earlier in closing.closed:
                closed = closing.closed[earlier].get(slot)
                gate = [] if closed is None else [(closed, -most)]
                flows.rows.most_row([*terms, *gate], 0.0)
