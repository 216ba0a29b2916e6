"""Server-sent events, and how far a person has read its notifications."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Header, Request
from starlette.responses import Response, StreamingResponse

from coalition.server.answering import shapes
from coalition.server.answering.problems import ProblemError
from coalition.server.answering.tags import JSON
from coalition.server.caller import Asking, Body
from coalition.server.listening import Listener

router = APIRouter(tags=["live"])
LISTENERS_MAX, OWN_MAX = 5_000, 20
_STREAM: dict[int | str, Any] = {
    200: {
        "description": "changes as they come",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@router.get(
    "/api/events", response_model=None, responses={**shapes.answers(401, 403, 429), **_STREAM}
)
async def listen(
    request: Request, caller: Asking, last_event_id: Annotated[str, Header(max_length=400)] = ""
) -> StreamingResponse:
    """What changed, as it changes, of what you may see; `Last-Event-ID` goes on where a stream broke off."""
    del request
    site, session = caller.site, caller.session
    if site.hub.count >= LISTENERS_MAX or site.hub.count_of(session.person) >= OWN_MAX:
        raise ProblemError(429, "too-many", headers={"Retry-After": "10"})
    listener = Listener(
        caller.person.clearance, lambda: site.office.is_open(session), session.person
    )
    stream = site.hub.stream(listener, last_event_id)
    return StreamingResponse(stream, media_type="text/event-stream", headers=_HEADERS)


@router.get("/api/reading", responses=shapes.answers(401, 403))
def read_reading(caller: Asking) -> Response:
    """Up to when you have read your notifications."""
    told = {"up_to": caller.site.office.read_up_to(caller.person.id)}
    return Response(msgspec.json.encode(told), media_type=JSON)


@router.put(
    "/api/reading",
    status_code=204,
    responses=shapes.answers(401, 403, 415, 422, ok=204),
    openapi_extra=shapes.body_of({"up_to": str}),
)
def mark_read(caller: Asking, body: Body) -> Response:
    """You have read them up to a stamp (`at` of a notification)."""
    given = shapes.fields_of(body, up_to=str)
    caller.site.office.mark_read(caller.person.id, given["up_to"][:40])
    return Response(status_code=204)
