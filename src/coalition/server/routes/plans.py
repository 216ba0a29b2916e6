"""Plans: ordering one, watching it being made, what is stale, planning again, and what that changes."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from coalition.command.events.event import ObjectId
from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.errors import Fault, InputError
from coalition.operations.crisis.planning.desk import Job
from coalition.operations.crisis.planning.ordering import (
    WORK_MAX,
    Order,
    PlanOffice,
    order_plan,
)
from coalition.operations.crisis.rows.gantt import movement_columns
from coalition.operations.crisis.rows.giving import StockLevels, stock_levels
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.listing import Listing, Objects, objects_listing
from coalition.operations.crisis.rows.planned import PlanRow, find_plan, plan_row, plan_whole
from coalition.operations.crisis.stated.wire import to_wire
from coalition.server.accounts.person import Verb
from coalition.server.answering import shapes
from coalition.server.answering.labels import SCHEMA, read_label
from coalition.server.answering.paging import LIMIT_USUAL
from coalition.server.answering.problems import ProblemError, not_found
from coalition.server.answering.tags import JSON, tagged
from coalition.server.caller import Asking, At, Body, Caller, caller_may
from coalition.server.ground import ground_of
from coalition.server.routes.lists import Cursor, Limit, PlanId, Sort, Words, page_json

router = APIRouter(tags=["plans"])
Planning = Annotated[Caller, Depends(caller_may(Verb.PLAN))]
_ORDER = shapes.body_schema(
    {
        "type": "object",
        "properties": {
            "title": {"type": "string", "maxLength": 200},
            "work": {"type": ["integer", "null"], "minimum": 0, "maximum": WORK_MAX},
            "seed": {"type": "integer", "minimum": 0, "maximum": 2**31},
            "label": SCHEMA,
        },
        "additionalProperties": False,
    }
)
_JOB = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "state": {"enum": ["making", "done", "failed", "stopped"]},
        "phase": {"type": "string"},
        "percent": {"type": "integer"},
        "plan": {"type": ["string", "null"]},
        "why": {"type": "string"},
    },
    "required": ["id", "state", "phase", "percent", "plan", "why"],
}


def _listing(caller: Caller) -> Listing:
    def row(ground: Ground, record: ObjectRecord) -> PlanRow:
        return plan_row(ground, record, caller.site.open.shelf)

    objects = Objects(Noun.PLAN, row)
    return objects_listing("plans", PlanRow, objects, nouns=tuple(Noun), order="-at")


@router.get(
    "/api/plans",
    responses=shapes.answers(401, 403, 422, schema=shapes.listed(shapes.row_schema(PlanRow))),
)
def list_plans(
    request: Request, caller: Asking, limit: Limit = LIMIT_USUAL, cursor: Cursor = "",
    sort: Sort = "", q: Words = "", at: At = None,
) -> Response:  # fmt: skip
    """The plans you may see, the latest first."""
    del cursor, sort, q
    ground = ground_of(caller, at)
    return tagged(request, page_json(caller, _listing(caller), request, ground, limit=limit))


@router.post(
    "/api/plans",
    status_code=202,
    responses=shapes.answers(401, 403, 415, 422, 429, ok=202, schema=_JOB),
    openapi_extra=_ORDER,
)
def make_plan(caller: Planning, body: Body) -> Response:
    """A plan is made of what you see now, and of nothing else."""
    return _ordered(caller, body, None)


@router.post(
    "/api/plans/{plan}/replan",
    status_code=202,
    responses=shapes.answers(401, 403, 404, 415, 422, 429, ok=202, schema=_JOB),
    openapi_extra=_ORDER,
)
def replan(caller: Planning, plan: str, body: Body) -> Response:
    """The plan is made again from what you see now: what has begun stays, every change has its reason."""
    return _ordered(caller, body, _plan(caller, plan))


def _ordered(caller: Caller, body: Any, after: ObjectRecord | None) -> Response:
    given = shapes.fields_of(body, title="", work=None, seed=0, label=None)
    work, seed = given["work"], given["seed"]
    if work is not None and not (type(work) is int and 0 <= work <= WORK_MAX):
        raise InputError([Fault("body.work", "absurd-value", f"0 to {WORK_MAX:,} is wanted")])
    if not 0 <= seed <= 2**31:
        raise InputError([Fault("body.seed", "absurd-value", "0 to 2147483648 is wanted")])
    label = read_label(caller.site.open.room, caller.person, given["label"])
    order = Order(
        caller.actor, caller.person.clearance, given["title"][:200], work, seed, label,
        still=lambda: caller.site.office.still_is(caller.person),
    )  # fmt: skip
    job = order_plan(_office(caller), order, after)
    if job is None:
        raise ProblemError(429, "too-many-jobs", "wait for your other plans", headers=_LATER)
    return Response(msgspec.json.encode(_job_json(job)), 202, media_type=JSON)


_LATER = {"Retry-After": "10"}


def _office(caller: Caller) -> PlanOffice:
    opened = caller.site.open
    return PlanOffice(opened.room, opened.desk, opened.shelf)


def _plan(caller: Caller, plan: str) -> ObjectRecord:
    record = find_plan(caller.view, plan)
    if record is None:
        raise not_found()
    return record


@router.get("/api/plans/{plan}", responses=shapes.answers(401, 403, 404))
def read_plan(request: Request, caller: Asking, plan: str) -> Response:
    """All of a plan but its movements, lanes and map, which have routes of their own."""
    record = _plan(caller, plan)
    told = plan_whole(ground_of(caller), record, caller.site.open.shelf)
    return tagged(request, msgspec.json.encode(told))


@router.get("/api/plans/{plan}/diff", responses=shapes.answers(401, 403, 404))
def read_diff(request: Request, caller: Asking, plan: str) -> Response:
    """What the plan changed of the one it took the place of: promises, trips, the price, each with its
    reason.
    """
    ground = ground_of(caller, None, plan)
    changes = None if ground.plan is None else ground.plan.document["changes"]
    if changes is None:
        raise not_found()
    return tagged(request, msgspec.json.encode(changes))


@router.get("/api/plans/{plan}/file", responses=shapes.answers(401, 403, 404))
def read_file(request: Request, caller: Asking, plan: str) -> Response:
    """The plan as `coalition judge` reads it."""
    ground = ground_of(caller, None, plan)
    if ground.plan is None:
        raise not_found()
    return tagged(request, ground.plan.document["plan"].encode())


@router.get("/api/jobs", responses=shapes.answers(401, 403))
def list_jobs(caller: Planning) -> Response:
    """The plans of yours that are being made, or were."""
    jobs = caller.site.open.desk.of(caller.person.clearance)
    return Response(
        msgspec.json.encode({"items": [_job_json(one) for one in jobs]}), media_type=JSON
    )


@router.get("/api/jobs/{job}", responses=shapes.answers(401, 403, 404, schema=_JOB))
def read_job(caller: Planning, job: str) -> Response:
    """How far a plan is."""
    return Response(msgspec.json.encode(_job_json(_job(caller, job))), media_type=JSON)


@router.delete("/api/jobs/{job}", status_code=204, responses=shapes.answers(401, 403, 404, ok=204))
def stop_job(caller: Planning, job: str) -> Response:
    """The plan is not made."""
    caller.site.open.desk.stop(_job(caller, job))
    return Response(status_code=204)


def _job(caller: Caller, job: str) -> Job:
    found = caller.site.open.desk.find(caller.person.clearance, job)
    if found is None:
        raise not_found()
    return found


def _job_json(job: Job) -> dict[str, Any]:
    phase, percent = job.progress
    return {
        "id": job.id, "state": job.state.value, "phase": phase, "percent": percent,
        "plan": job.result or None, "why": job.why,
    }  # fmt: skip


@router.get("/api/why/{line}", responses=shapes.answers(401, 403, 404, 422))
def read_why(
    request: Request, caller: Asking, line: str, plan: Annotated[str, Query(max_length=32)] = ""
) -> Response:
    """Why a requirement is late or unmet by the plan: the chain of causes back to its root."""
    ground = ground_of(caller, None, plan)
    known = () if ground.plan is None else ground.plan.document["explanations"]
    found = next((one for one in known if one["requirement"] == line), None)
    if found is None:
        raise not_found()
    return tagged(request, msgspec.json.encode(found))


_COLUMNS = {
    "type": "object",
    "properties": {
        "plan": {"type": ["string", "null"]},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "array"}},
    },
    "required": ["plan", "columns", "rows"],
}


@router.get("/api/movement-columns", responses=shapes.answers(401, 403, 404, 422, schema=_COLUMNS))
def read_columns(request: Request, caller: Asking, at: At = None, plan: PlanId = "") -> Response:
    """Every movement of a plan in one answer, the names of the columns told once."""
    ground = ground_of(caller, at, plan)
    name = caller.person.clearance, "movement-columns", at
    version = None if ground.plan is None else ground.plan.id
    body, tag = caller.site.pages.page(
        name, version, lambda: msgspec.json.encode(movement_columns(ground))
    )
    return tagged(request, body, tag=tag)


@router.get(
    "/api/stocks/{subject}/levels",
    responses=shapes.answers(401, 403, 404, 422, schema=shapes.row_schema(StockLevels)),
)
def read_levels(
    request: Request, caller: Asking, subject: str, at: At = None, plan: PlanId = ""
) -> Response:
    """How many pieces of a stock are there over time, by the plan."""
    ground = ground_of(caller, at, plan)
    record = ground.picture.find(ObjectId(subject))
    found = None if record is None else stock_levels(ground, record)
    if found is None:
        raise not_found()
    return tagged(request, msgspec.json.encode(to_wire(StockLevels, found)))
