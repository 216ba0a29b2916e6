"""Saying something on the record: one path a kind of event, with the exact body of each.

The order of checks is the same for all: session, role (which needs no object), the shape of what is said,
then the object in the caller's own view, then its state. What is hidden is answered as what is absent.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Header
from starlette.requests import Request
from starlette.responses import Response

from coalition.command.acting.options import Option, options_of
from coalition.command.events.event import Event, ObjectId
from coalition.command.events.kinds.decisions import DraftTabled, ProposalTabled
from coalition.command.events.registry import BY_NAME, KINDS, Kind
from coalition.command.events.shape import check_plain
from coalition.command.events.stamps import write_stamp
from coalition.command.nouns.drafts import Draft, DraftPhase
from coalition.errors import Fault, InputError
from coalition.operations.crisis.acting import (
    NotAllowedError,
    Said,
    UnseenError,
    check_role,
)
from coalition.operations.crisis.acts.drafts import tabled
from coalition.operations.crisis.acts.filling import FILLED, filled
from coalition.operations.crisis.acts.restating import restated
from coalition.operations.crisis.rows.things import ThingRow, thing_row
from coalition.operations.crisis.stated.reading import from_wire
from coalition.operations.crisis.stated.wire import schema_of, to_wire
from coalition.server.answering import shapes
from coalition.server.answering.labels import SCHEMA, read_label
from coalition.server.answering.problems import ProblemError, not_found
from coalition.server.answering.tags import JSON, check_match
from coalition.server.caller import Asking, Caller, read_body
from coalition.server.ground import ground_of
from coalition.server.threads import run_writing

router = APIRouter(tags=["acts"])
_KEY = re.compile(r"^[A-Za-z0-9-]{1,64}$")
_SUBJECT = {"type": ["string", "null"], "maxLength": 32, "description": "null: something new"}
_SAID = {
    "type": "object",
    "properties": {
        "event": {"type": "string"},
        "subject": {"type": "string"},
        "at": {"type": "string"},
    },
    "required": ["event", "subject", "at"],
}
_THING = shapes.row_schema(ThingRow)
OBJECT_SCHEMA = _THING | {
    "properties": {
        **_THING["properties"], "may": {"type": "array", "items": shapes.row_schema(Option)},
    },
    "required": [*_THING["required"], "may"],
}  # fmt: skip
"""The schema of an object with what the caller may do with it."""
IdempotencyKey = Annotated[str | None, Header(max_length=64)]


def problem_of_act(error: NotAllowedError) -> ProblemError:
    """The problem that a refused act is: 403 when no state could change it, else 409."""
    status = 403 if error.code in {"role", "origin"} else 409
    return ProblemError(status, error.code, "; ".join(error.reasons))


def said_of(caller: Caller, kind: Kind, body: Any, key: str | None) -> Said:
    """What the caller wants to say. Raises InputError with every fault of the body."""
    given = shapes.fields_of(body, body=dict, subject=None, label=None)
    subject = given["subject"] or ""
    if not isinstance(subject, str) or not isinstance(given["body"], dict):
        raise InputError([Fault("body.subject", "wrong-type", "an id or null is wanted")])
    picture = caller.view.picture()
    fields = filled(picture, kind.name, subject, given["body"])
    try:
        check_plain(fields)
    except ValueError as error:
        raise InputError([Fault("body.body", "bad-value", str(error))]) from None
    room = caller.site.open.room
    noun = restated(picture, room.nouns, from_wire(kind.body, fields, "body.body"), subject)
    label = read_label(room, caller.person, given["label"])
    name = "" if key is None else idempotent_id(caller, key)
    return Said(caller.actor, caller.person.clearance, noun, subject, label, name)


def idempotent_id(caller: Caller, key: str) -> str:
    """The id of the event that a person says under a key: always the same, and nobody else's."""
    if not _KEY.match(key):
        hint = "1 to 64 of A-Z, a-z, 0-9 and -"
        raise InputError([Fault("Idempotency-Key", "bad-value", "this is no key", hint)])
    text = f"{caller.person.id} {key}".encode()
    return hmac.new(caller.site.key, text, sha256).hexdigest()[:32]


def act(caller: Caller, said: Said) -> Event:
    """The event, durable. Raises ProblemError when it may not be said."""
    try:
        return caller.site.open.room.act(said)
    except UnseenError:
        raise not_found() from None
    except NotAllowedError as error:
        raise problem_of_act(error) from None


def told(event: Event) -> Response:
    """The answer to something said."""
    body = {"event": event.id, "subject": event.subject, "at": write_stamp(event.at)}
    return Response(msgspec.json.encode(body), 201, media_type=JSON)


def _act_route(kind: Kind) -> Callable[..., Any]:
    async def say(
        request: Request, caller: Asking, idempotency_key: IdempotencyKey = None
    ) -> Response:
        try:
            check_role(caller.actor, kind.name)
        except NotAllowedError as error:
            raise problem_of_act(error) from None
        body = await read_body(request)
        sent = (body, idempotency_key)
        return await run_writing(lambda: _say(request, caller, kind, sent))

    say.__doc__ = (kind.body.__doc__ or kind.verb).strip()
    return say


def _say(request: Request, caller: Caller, kind: Kind, sent: tuple[Any, str | None]) -> Response:
    said = said_of(caller, kind, *sent)
    if said.subject and "if-match" in request.headers:
        check_match(request, object_bytes(caller, said.subject))
    return told(act(caller, said))


_TABLING = shapes.body_schema({
    "type": "object",
    "properties": {
        "label": SCHEMA,
        "body": schema_of(ProposalTabled, optional=frozenset({"title", "text"})),
    },
    "required": ["body"],
    "additionalProperties": False,
})  # fmt: skip


@router.post(
    "/api/drafts/{subject}/tabling",
    status_code=201,
    responses=shapes.answers(401, 403, 404, 409, 413, 415, 422, 429, ok=201, schema=_SAID),
    openapi_extra=_TABLING,
)
async def table_draft(
    request: Request, caller: Asking, subject: str, idempotency_key: IdempotencyKey = None
) -> Response:
    """The draft's words lie before a body as a proposal of their own label; the draft is tabled."""
    try:
        check_role(caller.actor, DraftTabled.__name__)
    except NotAllowedError as error:
        raise problem_of_act(error) from None
    body = await read_body(request)
    return await run_writing(lambda: _table(caller, subject, (body, idempotency_key)))


def _table(caller: Caller, subject: str, sent: tuple[Any, str | None]) -> Response:
    draft = caller.view.picture().find_state(ObjectId(subject), Draft)
    if not isinstance(draft, Draft):
        raise not_found()
    given, key = shapes.fields_of(sent[0], body=dict, label=None), sent[1]
    if draft.phase is not DraftPhase.OPEN and key is None:
        raise ProblemError(409, "state", f"the draft is {draft.phase}")
    words = {"subject": None, "label": given["label"], "body": tabled(draft, given["body"])}
    proposal = act(caller, said_of(caller, BY_NAME[ProposalTabled.__name__], words, key))
    if draft.phase is DraftPhase.OPEN:
        done = DraftTabled(proposal.subject)
        act(caller, Said(caller.actor, caller.person.clearance, done, subject))
    return told(proposal)


def object_bytes(caller: Caller, subject: str) -> bytes:
    """The bytes by whose tag changes of an object are matched: those of `GET /api/objects/ID`.

    With the object they tell what the caller may do with it, and why not.
    """
    ground = ground_of(caller)
    record = ground.picture.find(ObjectId(subject))
    if record is None:
        raise not_found()
    row = thing_row(ground, record)
    may = [to_wire(Option, one) for one in options_of(ground.picture, caller.actor, record)]
    return msgspec.json.encode({**to_wire(type(row), row), "may": may})


def _add_routes() -> None:
    for kind in KINDS:
        schema = {
            "type": "object",
            "properties": {
                "subject": _SUBJECT,
                "label": SCHEMA,
                "body": schema_of(kind.body, optional=FILLED.get(kind.name, frozenset())),
            },
            "required": ["body"],
            "additionalProperties": False,
        }
        router.add_api_route(
            f"/api/acts/{kind.name}", _act_route(kind), methods=["POST"], status_code=201,
            name=f"act_{kind.name}", operation_id=kind.verb,
            responses=shapes.answers(
                401, 403, 404, 409, 412, 413, 415, 422, 429, ok=201, schema=_SAID
            ),
            openapi_extra=shapes.body_schema(schema),
        )  # fmt: skip


_add_routes()
