"""Questions to the law, and the movements as bars over time."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from coalition.errors import Fault, InputError
from coalition.operations.crisis.rows.gantt import GanttRow, gantt_rows, span_of
from coalition.operations.crisis.rows.law import Asked, answer_of
from coalition.operations.crisis.stated.reading import from_wire
from coalition.operations.crisis.stated.wire import schema_of, to_wire
from coalition.server.answering import shapes
from coalition.server.answering.paging import LIMIT_USUAL, page_of
from coalition.server.answering.paging import Asked as AskedPage
from coalition.server.answering.tags import JSON, tagged
from coalition.server.caller import Asking, At, Body
from coalition.server.ground import ground_of
from coalition.server.routes.lists import Cursor, Limit, PlanId

router = APIRouter(tags=["law"])
Instant = Annotated[str, Query(max_length=20, description="ISO instant")]


@router.post(
    "/api/authority/answer",
    responses=shapes.answers(401, 403, 415, 422),
    openapi_extra=shapes.body_schema(schema_of(Asked)),
)
def ask(caller: Asking, body: Body) -> Response:
    """What the law of the book in your view says to a question, with its proof; nothing changes by asking."""
    asked = from_wire(Asked, body)
    return Response(msgspec.json.encode(answer_of(ground_of(caller), asked)), media_type=JSON)


@router.get(
    "/api/gantt",
    responses=shapes.answers(401, 403, 404, 422, schema=shapes.listed(shapes.row_schema(GanttRow))),
)
def read_gantt(
    request: Request,
    caller: Asking,
    by: Annotated[Literal["carrier", "requirement"], Query()] = "carrier",
    begins: Instant = "",
    ends: Instant = "",
    plan: PlanId = "",
    limit: Limit = LIMIT_USUAL,
    cursor: Cursor = "",
    at: At = None,
) -> Response:
    """The movements of a plan as bars, by when they begin; a window of time, a page of rows."""
    try:
        span = span_of(begins, ends)
    except ValueError as error:
        raise InputError([Fault("query.begins", "bad-date", str(error))]) from None
    ground = ground_of(caller, at, plan)
    rows = gantt_rows(ground, by=by, span=span)
    keys = [(row.begins, row.id) for row in rows]
    asked = AskedPage(limit, cursor, f"{caller.context} gantt {by} {begins} {ends} {plan} {at}")
    page = page_of(rows, keys, asked, seal=caller.site.seal)
    items = [to_wire(GanttRow, row) for row in page.rows]
    told = {"items": items, "next": page.next, "total": page.total}
    return tagged(request, msgspec.json.encode(told))
