"""The direct time-expanded mixed-integer model, put together and solved by HiGHS.

Whole voyages of each fleet between places by departure slot, whole pieces over the same arcs, carriers and
pieces conserved at every place and slot; berths, ways by the day, law, dates, pledges, storage, consents.
Undelivered weighs ten horizons of lateness, so that the two are compared nearly in order.
"""

from __future__ import annotations

from time import perf_counter

from tests.differential.exact.frame import Frame

from coalition.model.identity import PlaceId
from peers.answer import Answer, Task
from peers.cargoes import cargoes_of, heaviest
from peers.closing import Closing, add_closings, add_deliveries, add_order, add_sources
from peers.decode import Decoder
from peers.flows import Flows, add_consents, add_flows, add_storage, add_waiting
from peers.grid import Grid, Leg
from peers.rows import Rows, TooLargeError, solve
from peers.voyages import (
    Voyages,
    add_continuity,
    add_empty,
    add_loaded,
    share_places,
    share_ways,
)


def by_mip(task: Task) -> Answer:
    """The best plan the model finds within the time, building it included."""
    since = perf_counter()
    grid = Grid(Frame(task.book, task.law, task.ways), task.slot_minutes)
    rows = Rows()
    try:
        voyages, closing = build(grid, rows)
    except TooLargeError as fault:
        return Answer(None, 0.0, 0.0, None, perf_counter() - since, str(fault), "too large")
    size = f"{len(rows.cost)} columns, {len(rows.row_lower)} rows, {len(rows.index)} entries"
    if perf_counter() - since > task.seconds:
        return Answer(None, 0.0, 0.0, None, perf_counter() - since, size, "built too late")
    nothing = _worth_of_nothing(rows)
    solved = solve(rows, seconds=task.seconds, seed=task.seed, since=since)
    first = next((when for when, value in solved.incumbents if value < nothing * (1 - 1e-9)), None)
    plan = None if solved.values is None else Decoder(voyages, closing, solved.values).plan()
    return Answer(plan, solved.objective, solved.bound, first, solved.seconds, size, solved.status)


def _worth_of_nothing(rows: Rows) -> float:
    """The value of carrying nothing: capabilities stay uncovered."""
    return rows.offset + sum(cost for cost in rows.cost if cost > 1)


def build(grid: Grid, rows: Rows) -> tuple[Voyages, Closing]:
    """All columns and rows."""
    loaded, empty = legs_of(grid)
    cargoes = cargoes_of(grid, loaded)
    flows = Flows(grid, rows, loaded)
    closing = Closing(flows, cargoes)
    add_sources(closing)
    for cargo in cargoes:
        add_flows(flows, cargo)
    voyages = Voyages(grid, rows, list(loaded))
    add_loaded(voyages, flows)
    add_empty(voyages, empty)
    add_continuity(voyages, list(grid.frame.book.fleets.values()))
    share_places(voyages)
    share_ways(voyages)
    add_waiting(flows, cargoes, closing.supplies())
    add_storage(flows, cargoes)
    add_consents(flows)
    add_deliveries(closing)
    for requirement in grid.frame.book.requirements.values():
        add_closings(closing, requirement)
    add_order(closing)
    return voyages, closing


def legs_of(grid: Grid) -> tuple[list[Leg], list[Leg]]:
    """Every leg of every fleet, loaded and empty."""
    book = grid.frame.book
    lines = []
    for unit in book.units.values():
        lines += unit.lines
    for requirement in book.requirements.values():
        lines += requirement.lines
    lines += [stock.line for stock in book.stocks.values()]
    loaded, empty = [], []
    for fleet in book.fleets.values():
        kg, pax = heaviest(fleet, lines)
        for arc, moving in grid.frame.arcs(fleet, set(book.places)).items():
            handling = (
                _minutes(grid, arc[0], fleet.load_minutes, kg, pax),
                _minutes(grid, arc[1], fleet.unload_minutes, kg, pax),
            )
            loaded.append(grid.leg(fleet, arc, moving, handling))
            empty.append(grid.leg(fleet, arc, moving, None))
    return loaded, empty


def _minutes(grid: Grid, place_id: PlaceId, least: int, kg: int, pax: int) -> int:
    """Minutes of work at a place with a full load."""
    place = grid.frame.book.places[place_id]
    minutes = [least]
    if place.kg_per_hour:
        minutes.append(-(-kg * 60 // place.kg_per_hour))
    if place.pax_per_hour:
        minutes.append(-(-pax * 60 // place.pax_per_hour))
    return max(minutes)
