"""Plan files: JSON that a person can read and edit, with instants as ISO text and keys in a fixed order.

Published as `docs/reference/schemas/plan.json`. Whether the plan is right is for `judge` to say; here it
only has to be a plan.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coalition.errors import InputError
from coalition.formats.faults import FaultLog
from coalition.formats.json_shape import TOP, At, JsonReader, Table
from coalition.formats.json_text import parse_json
from coalition.formats.source.text_file import read_clean_text
from coalition.measure.collector import without_collector
from coalition.measure.instants import Minute, write_instant
from coalition.model.identity import (
    CarrierId,
    LineId,
    MovementId,
    PlaceId,
    RequirementId,
    StockId,
    UnitId,
)
from coalition.model.plan import Assignment, Bound, Load, Plan, Stop, Trip

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "coalition-plan-1"
MOST_BYTES = 400_000_000


def write_plan(plan: Plan) -> str:
    """The plan as JSON text with a final newline; equal plans give equal text.

    One key or value a line, each level one blank further in.
    """
    head = {"format": FORMAT, "book_title": plan.book_title, "made_by": plan.made_by}
    parts = [f" {_quoted(key)}: {_quoted(value)}" for key, value in head.items()]
    parts.append(f' "seed": {plan.seed}')
    parts.append(_list(" ", "assignments", [_assignment(one) for one in plan.assignments]))
    parts.append(_list(" ", "trips", [_trip(trip) for trip in plan.trips]))
    if plan.bound is not None:
        parts.append(' "bound": ' + _bound(plan.bound))
    return "{\n" + ",\n".join(parts) + "\n}\n"


@lru_cache(maxsize=1 << 17)
def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(blanks: str, key: str, items: list[str]) -> str:
    """A key with a list of items that are already set out."""
    inside = ("\n" + ",\n".join(items) + f"\n{blanks}") if items else ""
    return f'{blanks}"{key}": [{inside}]'


def _bound(bound: Bound) -> str:
    written: dict[str, Any] = {"undelivered": bound.undelivered, "lateness": bound.lateness}
    if bound.closure is not None:
        written["closure"] = bound.closure
    written["relaxation"] = bound.relaxation
    lines = [
        f"  {_quoted(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in written.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n }"


def _assignment(one: Assignment) -> str:
    lines = [f'   "requirement": {_quoted(one.requirement)}']
    if one.unit is not None:
        lines.append(f'   "unit": {_quoted(one.unit)}')
    if one.stock is not None:
        lines.append(f'   "stock": {_quoted(one.stock)}')
    if one.pieces:
        lines.append(f'   "pieces": {one.pieces}')
    return "  {\n" + ",\n".join(lines) + "\n  }"


def _trip(trip: Trip) -> str:
    stops = _list("   ", "stops", [_stop(stop) for stop in trip.stops])
    return f'  {{\n   "carrier": {_quoted(trip.carrier)},\n{stops}\n  }}'


def _stop(stop: Stop) -> str:
    lines = [
        f'     "place": {_quoted(stop.place)}',
        f'     "arrive": "{write_instant(stop.arrive)}"',
        f'     "depart": "{write_instant(stop.depart)}"',
    ]
    for name, loads in (("off", stop.off), ("on", stop.on)):
        if loads:
            lines.append(_list("     ", name, [_load(load) for load in loads]))
    if stop.avoiding:
        lines.append(_list("     ", "avoiding", [f"      {_quoted(one)}" for one in stop.avoiding]))
    return "    {\n" + ",\n".join(lines) + "\n    }"


def _load(load: Load) -> str:
    return (
        f'      {{\n       "movement": {_quoted(load.movement)},\n'
        f'       "line": {_quoted(load.line)},\n       "pieces": {load.pieces}\n      }}'
    )


def read_plan(path: Path) -> Plan:
    """The plan of a file. Raises InputError with all faults, each with its path in the file."""
    log = FaultLog()
    text = read_clean_text(path, path.name, log, most=MOST_BYTES)
    if text is None or log.found:
        raise InputError(log.found)
    return parse_plan(text)


def parse_plan(text: str) -> Plan:
    """The plan of a JSON text. Raises InputError with all faults."""
    log = FaultLog()
    with without_collector():
        value = parse_json(text, log)
        plan = None if log.found else _read(JsonReader(log), value)
    if plan is None or log.found:
        raise InputError(log.found)
    return plan


_PLAN = dict.fromkeys(("format", "book_title", "made_by", "seed", "assignments", "trips", "bound"))
_BOUND = dict.fromkeys(("undelivered", "lateness", "closure", "relaxation"))
_ASSIGNMENT = dict.fromkeys(("requirement", "unit", "stock", "pieces"))
_TRIP = dict.fromkeys(("carrier", "stops"))
_STOP = dict.fromkeys(("place", "arrive", "depart", "off", "on", "avoiding"))
_LOAD = dict.fromkeys(("movement", "line", "pieces"))


def _read(reader: JsonReader, value: object) -> Plan:
    top = reader.table(value, TOP, _PLAN)
    if reader.text(top, "format", TOP, required=True) not in {FORMAT, ""}:
        reader.log.add(
            "bad-choice", "format", "this is another format of plan", f"write `{FORMAT}`"
        )
    bound = top.get("bound")
    assignments, trips = reader.items(top, "assignments", TOP), reader.items(top, "trips", TOP)
    return Plan(
        reader.text(top, "book_title", TOP, required=True),
        tuple([_read_assignment(reader, one, at) for one, at in assignments]),
        tuple([_read_trip(reader, one, at) for one, at in trips]),
        reader.text(top, "made_by", TOP),
        reader.whole(top, "seed", TOP, least=0, default=0),
        None if bound is None else _read_bound(reader, bound),
    )


def _read_bound(reader: JsonReader, value: object) -> Bound:
    at = At(TOP, "bound")
    table = reader.table(value, at, _BOUND)
    return Bound(
        reader.whole(table, "undelivered", at, least=0),
        reader.whole(table, "lateness", at, least=0),
        reader.text(table, "relaxation", at),
        reader.whole(table, "closure", at, least=0) if "closure" in table else None,
    )


def _read_assignment(reader: JsonReader, value: object, at: At) -> Assignment:
    table = reader.table(value, at, _ASSIGNMENT)
    unit, stock = reader.text(table, "unit", at), reader.text(table, "stock", at)
    pieces = reader.whole(table, "pieces", at, least=1, default=0)
    if unit and stock:
        reader.log.add("contradiction", str(at), "an assignment takes a unit or a stock, not both")
    if stock and "pieces" not in table:
        reader.log.add("missing-key", str(at), "an assignment of a stock needs `pieces`")
    return Assignment(
        RequirementId(reader.text(table, "requirement", at, required=True)),
        UnitId(unit) if unit else None,
        StockId(stock) if stock else None,
        pieces,
    )


def _read_trip(reader: JsonReader, value: object, at: At) -> Trip:
    table = reader.table(value, at, _TRIP)
    stops = tuple(
        [_read_stop(reader, one, where) for one, where in reader.items(table, "stops", at)]
    )
    return Trip(CarrierId(reader.text(table, "carrier", at, required=True)), stops)


def _read_stop(reader: JsonReader, value: object, at: At) -> Stop:
    table = reader.table(value, at, _STOP)
    arrive, depart = reader.instant(table, "arrive", at), reader.instant(table, "depart", at)
    if arrive is not None and depart is not None and depart < arrive:
        where = str(At(at, "depart"))
        reader.log.add("contradictory-dates", where, "`depart` comes before `arrive`")
    return Stop(
        PlaceId(reader.text(table, "place", at, required=True)),
        Minute(0) if arrive is None else arrive,
        Minute(0) if depart is None else depart,
        _read_loads(reader, table, "off", at),
        _read_loads(reader, table, "on", at),
        reader.texts(table, "avoiding", at),
    )


def _read_loads(reader: JsonReader, stop: Table, key: str, at: At) -> tuple[Load, ...]:
    if key not in stop:
        return ()
    loads = reader.items(stop, key, at, optional=True)
    return tuple([_read_load(reader, one, where) for one, where in loads])


def _read_load(reader: JsonReader, value: object, at: At) -> Load:
    table = reader.table(value, at, _LOAD)
    return Load(
        MovementId(reader.text(table, "movement", at, required=True)),
        LineId(reader.text(table, "line", at, required=True)),
        reader.whole(table, "pieces", at, least=1),
    )
