"""The crisis as such: what it is, its clock, its labels, its map, and any object of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from coalition.errors import Fault, InputError
from coalition.measure.instants import parse_instant, write_instant
from coalition.operations.crisis.acts.deadlines import (
    WORKING_MINUTES_MAX,
    Deadline,
    Office,
    deadline_of,
    offices_in,
)
from coalition.operations.crisis.rows.shown import LabelShown
from coalition.operations.crisis.rows.things import BriefRow, brief_row
from coalition.operations.crisis.searching import keys_of, search
from coalition.operations.crisis.stated.wire import to_wire
from coalition.server.accounts.person import Verb
from coalition.server.answering import shapes
from coalition.server.answering.labels import policy_json
from coalition.server.answering.mapping import map_of
from coalition.server.answering.paging import LIMIT_USUAL, Asked, page_of
from coalition.server.answering.tags import JSON, tagged
from coalition.server.caller import Asking, At, Body, Caller, caller_may
from coalition.server.ground import ground_of
from coalition.server.routes.acts import OBJECT_SCHEMA, object_bytes
from coalition.server.routes.lists import Cursor, Limit, PlanId

router = APIRouter(tags=["crisis"])
_OFFICE, _DEADLINE = shapes.row_schema(Office), shapes.row_schema(Deadline)


@router.get("/api/crisis", responses=shapes.answers(401, 403, 422))
def read_crisis(request: Request, caller: Asking, at: At = None) -> Response:
    """What the crisis is, in the picture you may see."""
    ground = ground_of(caller, at)
    book, room = ground.book, caller.site.open.room
    shown = caller.site.marks.of(room.usual)
    told: dict[str, Any] = {
        "now": write_instant(ground.picture.now),
        "clock": "exercise" if room.clock.exercise else "wall",
        "policy": room.policy.name,
        "marking": caller.site.settings.banner or shown.marking,
        "marking_fr": caller.site.settings.banner or shown.marking_fr,
        "colour": shown.colour,
        "nation": caller.person.nation,
        "crisis": None,
    }
    if book is not None:
        crisis = book.crisis
        told["crisis"] = {
            "title": book.title,
            "alliance": book.alliance.name,
            "fictional": book.fictional,
            "text": crisis.text,
            "c_day": write_instant(crisis.activated),
            "horizon_end": write_instant(crisis.horizon_end),
            "members": list(book.alliance.members),
            "groups": {name: list(nations) for name, nations in book.alliance.groups.items()},
            "nations": [{"id": one.id, "name": one.name} for one in book.nations.values()],
            "timeline": [to_wire(type(one), one) for one in book.timeline],
        }
    return tagged(request, msgspec.json.encode(told))


@router.put(
    "/api/crisis/clock",
    responses=shapes.answers(401, 403, 415, 422),
    openapi_extra=shapes.body_of({"to": str}),
)
def move_clock(caller: Annotated[Caller, Depends(caller_may(Verb.CLOCK))], body: Body) -> Response:
    """Exercise control moves the time of the exercise on."""
    given = shapes.fields_of(body, to=str)
    try:
        minute = parse_instant(given["to"])
    except ValueError as error:
        raise InputError([Fault("body.to", "bad-date", str(error))]) from None
    clock = caller.site.open.room.clock
    clock.move_on(minute)
    caller.site.hub.wake()
    return Response(msgspec.json.encode({"now": write_instant(clock.minute())}))


@router.get("/api/labels", responses=shapes.answers(401, 403))
def read_labels(request: Request, caller: Asking) -> Response:
    """The policy, and the labels you may give to what you write."""
    return tagged(request, msgspec.json.encode(policy_json(caller.site.open.room, caller.person)))


@router.get("/api/calendars", responses=shapes.answers(401, 403, schema=shapes.listed(_OFFICE)))
def read_calendars(request: Request, caller: Asking) -> Response:
    """Whose working days clocks can run on: the nations in your picture whose holidays are known."""
    offices = [to_wire(Office, one) for one in offices_in(ground_of(caller))]
    told = {"items": offices, "next": None, "total": len(offices)}
    return tagged(request, msgspec.json.encode(told))


@router.get("/api/deadline", responses=shapes.answers(401, 403, 422, schema=_DEADLINE))
def read_deadline(
    caller: Asking,
    calendar: Annotated[str, Query(max_length=20, description="id of a calendar; none: UTC")] = "",
    working_minutes: Annotated[
        int, Query(ge=0, le=WORKING_MINUTES_MAX, description="counted from now")
    ] = 0,
    local: Annotated[
        str, Query(max_length=20, description="date and time on the calendar's own clock")
    ] = "",
) -> Response:
    """When time would be up: after working minutes from now, or at a local time; nothing is put on record."""
    found = deadline_of(ground_of(caller), calendar, minutes=working_minutes, local=local)
    return Response(msgspec.json.encode(to_wire(Deadline, found)), media_type=JSON)


Flows = Annotated[
    Literal["lines", "paths"],
    Query(description="`paths`: each line once, as a feature of kind `path` that flows name"),
]
_GEOJSON: dict[int | str, Any] = {
    **shapes.answers(401, 403, 404, 422),
    200: {
        "description": "as asked",
        "content": {"application/geo+json": {"schema": {"type": "object"}}},
    },
}


@router.get("/api/map", responses=_GEOJSON)
def read_map(
    request: Request, caller: Asking, at: At = None, plan: PlanId = "", flows: Flows = "lines"
) -> Response:
    """Places, ways and the flows of a plan, as GeoJSON."""
    told = map_of(ground_of(caller, at, plan), by_path=flows == "paths")
    return tagged(request, told, media_type="application/geo+json")


@router.get(
    "/api/search",
    responses=shapes.answers(401, 403, 422, 429, schema=shapes.listed(shapes.row_schema(BriefRow))),
)
def read_search(
    request: Request,
    caller: Asking,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    limit: Limit = LIMIT_USUAL,
    cursor: Cursor = "",
    at: At = None,
) -> Response:
    """Everything in which all the words occur, by date and id."""
    ground = ground_of(caller, at)
    found = search(ground, q)
    keys = keys_of(found)
    asked = Asked(limit, cursor, f"{caller.context} search {q!r} {at}")
    page = page_of(found, keys, asked, seal=caller.site.seal)
    items = [to_wire(BriefRow, brief_row(ground, record)) for record in page.rows]
    told = {"items": items, "next": page.next, "total": page.total}
    return tagged(request, msgspec.json.encode(told))


@router.get(
    "/api/objects/{subject}",
    responses=shapes.answers(401, 403, 404, 422, schema=OBJECT_SCHEMA),
)
def read_thing(request: Request, caller: Asking, subject: str) -> Response:
    """Any object and what you may do with it now; its tag is the one to send as `If-Match`."""
    return tagged(request, object_bytes(caller, subject))


LABEL_SCHEMA = shapes.row_schema(LabelShown)
