"""Plan files: JSON that a person can read and edit, with instants as ISO text and keys in a fixed order.

Published as `docs/reference/schemas/plan.json`. Whether the plan is right is for `judge` to say; here it
only has to be a plan.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coalition.errors import InputError
from coalition.formats.faults import FaultLog
from coalition.formats.json_shape import JsonReader
from coalition.formats.json_text import parse_json
from coalition.formats.source.text_file import read_clean_text
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
MOST_BYTES = 100_000_000


def write_plan(plan: Plan) -> str:
    """The plan as JSON text with a final newline; equal plans give equal text."""
    return json.dumps(_plan(plan), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _plan(plan: Plan) -> dict[str, Any]:
    written: dict[str, Any] = {
        "format": FORMAT,
        "book_title": plan.book_title,
        "made_by": plan.made_by,
        "seed": plan.seed,
        "assignments": [_assignment(one) for one in plan.assignments],
        "trips": [
            {"carrier": trip.carrier, "stops": [_stop(stop) for stop in trip.stops]}
            for trip in plan.trips
        ],
    }
    if plan.bound is not None:
        bound = plan.bound
        written["bound"] = {
            "undelivered": bound.undelivered,
            "lateness": bound.lateness,
            "relaxation": bound.relaxation,
        }
    return written


def _assignment(one: Assignment) -> dict[str, Any]:
    written: dict[str, Any] = {"requirement": one.requirement}
    if one.unit is not None:
        written["unit"] = one.unit
    if one.stock is not None:
        written["stock"] = one.stock
    if one.pieces:
        written["pieces"] = one.pieces
    return written


def _stop(stop: Stop) -> dict[str, Any]:
    written: dict[str, Any] = {
        "place": stop.place,
        "arrive": write_instant(stop.arrive),
        "depart": write_instant(stop.depart),
    }
    for name, loads in (("off", stop.off), ("on", stop.on)):
        if loads:
            written[name] = [
                {"movement": load.movement, "line": load.line, "pieces": load.pieces}
                for load in loads
            ]
    if stop.avoiding:
        written["avoiding"] = list(stop.avoiding)
    return written


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
    value = parse_json(text, log)
    plan = None if log.found else _read(JsonReader(log), value)
    if plan is None or log.found:
        raise InputError(log.found)
    return plan


def _read(reader: JsonReader, value: object) -> Plan:
    keys = ("format", "book_title", "made_by", "seed", "assignments", "trips", "bound")
    top = reader.table(value, "", keys)
    if reader.text(top, "format", "", required=True) not in {FORMAT, ""}:
        reader.log.add(
            "bad-choice", "format", "this is another format of plan", f"write `{FORMAT}`"
        )
    bound = top.get("bound")
    return Plan(
        reader.text(top, "book_title", "", required=True),
        tuple(
            _read_assignment(reader, one, at) for one, at in reader.items(top, "assignments", "")
        ),
        tuple(_read_trip(reader, one, at) for one, at in reader.items(top, "trips", "")),
        reader.text(top, "made_by", ""),
        reader.whole(top, "seed", "", least=0, default=0),
        None if bound is None else _read_bound(reader, bound),
    )


def _read_bound(reader: JsonReader, value: object) -> Bound:
    table = reader.table(value, "bound", ("undelivered", "lateness", "relaxation"))
    return Bound(
        reader.whole(table, "undelivered", "bound", least=0),
        reader.whole(table, "lateness", "bound", least=0),
        reader.text(table, "relaxation", "bound"),
    )


def _read_assignment(reader: JsonReader, value: object, at: str) -> Assignment:
    table = reader.table(value, at, ("requirement", "unit", "stock", "pieces"))
    unit, stock = reader.text(table, "unit", at), reader.text(table, "stock", at)
    pieces = reader.whole(table, "pieces", at, least=1, default=0)
    if unit and stock:
        reader.log.add("contradiction", at, "an assignment takes a unit or a stock, not both")
    if stock and "pieces" not in table:
        reader.log.add("missing-key", at, "an assignment of a stock needs `pieces`")
    return Assignment(
        RequirementId(reader.text(table, "requirement", at, required=True)),
        UnitId(unit) if unit else None,
        StockId(stock) if stock else None,
        pieces,
    )


def _read_trip(reader: JsonReader, value: object, at: str) -> Trip:
    table = reader.table(value, at, ("carrier", "stops"))
    stops = tuple(_read_stop(reader, one, where) for one, where in reader.items(table, "stops", at))
    return Trip(CarrierId(reader.text(table, "carrier", at, required=True)), stops)


def _read_stop(reader: JsonReader, value: object, at: str) -> Stop:
    table = reader.table(value, at, ("place", "arrive", "depart", "off", "on", "avoiding"))
    arrive, depart = reader.instant(table, "arrive", at), reader.instant(table, "depart", at)
    if arrive is not None and depart is not None and depart < arrive:
        reader.log.add("contradictory-dates", f"{at}.depart", "`depart` comes before `arrive`")
    return Stop(
        PlaceId(reader.text(table, "place", at, required=True)),
        Minute(0) if arrive is None else arrive,
        Minute(0) if depart is None else depart,
        tuple(
            _read_load(reader, one, where)
            for one, where in reader.items(table, "off", at, optional=True)
        ),
        tuple(
            _read_load(reader, one, where)
            for one, where in reader.items(table, "on", at, optional=True)
        ),
        reader.texts(table, "avoiding", at),
    )


def _read_load(reader: JsonReader, value: object, at: str) -> Load:
    table = reader.table(value, at, ("movement", "line", "pieces"))
    return Load(
        MovementId(reader.text(table, "movement", at, required=True)),
        LineId(reader.text(table, "line", at, required=True)),
        reader.whole(table, "pieces", at, least=1),
    )
