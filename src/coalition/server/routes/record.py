"""The record as the caller sees it: an event whole, its proof, and whether all of it verifies."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from coalition.operations.crisis.rows.history import EventRow, event_row, event_whole
from coalition.operations.crisis.stated.wire import to_wire
from coalition.operations.crisis.verifying import prove_event, verify_view
from coalition.server.accounts.person import Verb
from coalition.server.answering import shapes
from coalition.server.answering.problems import not_found
from coalition.server.answering.tags import JSON, tagged
from coalition.server.caller import Asking, Caller, caller_may
from coalition.server.ground import ground_of

router = APIRouter(tags=["record"])


@router.get(
    "/api/history/{event}",
    responses=shapes.answers(401, 403, 404, schema=shapes.row_schema(EventRow)),
)
def read_event(request: Request, caller: Asking, event: str) -> Response:
    """An event with all that was said."""
    ground = ground_of(caller)
    found = ground.view.find_event(event)
    if found is None:
        raise not_found()
    row = to_wire(EventRow, event_row(ground, (found.at, found.id)))
    return tagged(request, msgspec.json.encode(row | event_whole(found)))


@router.get("/api/history/{event}/proof", responses=shapes.answers(401, 403, 404))
def read_proof(request: Request, caller: Asking, event: str) -> Response:
    """The event's bytes, signature, and the proof that a signed checkpoint covers it."""
    if caller.view.find_event(event) is None:
        raise not_found()
    told = prove_event(caller.site.open.room.journal, event)
    return tagged(request, msgspec.json.encode(told))


@router.post("/api/verification", responses=shapes.answers(401, 403, 429))
def verify(caller: Annotated[Caller, Depends(caller_may(Verb.VERIFY))]) -> Response:
    """Whether every entry of the streams you may see has its hash, its signature and its place."""
    opened = caller.site.open
    found = verify_view(caller.view, opened.room.journal, opened.roster)
    told = {
        "verified": found.good, "streams": found.streams, "events": found.events,
        "faults": list(found.faults),
    }  # fmt: skip
    return Response(msgspec.json.encode(told), media_type=JSON)
