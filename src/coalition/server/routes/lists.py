"""Every list, and each of its objects: pages, order, filters, tags; of any instant."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from coalition.command.events.event import ObjectId
from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.operations.crisis.rows import (
    deciding,
    demand,
    giving,
    history,
    law,
    notices,
    planned,
    things,
)
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.listing import (
    Listing,
    Objects,
    Wanted,
    listed,
    objects_listing,
    version_of,
)
from coalition.operations.crisis.stated.wire import to_wire
from coalition.server.answering import shapes
from coalition.server.answering.paging import LIMIT_MAX, LIMIT_USUAL, Asked, page_of
from coalition.server.answering.problems import not_found
from coalition.server.answering.tags import tagged
from coalition.server.caller import Asking, At, Caller
from coalition.server.ground import ground_of

router = APIRouter(tags=["lists"])
Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX)]
Cursor = Annotated[str, Query(max_length=2_000)]
Sort = Annotated[str, Query(max_length=40, description="a column; `-` before it for downwards")]
Words = Annotated[str, Query(max_length=200, description="words that must occur")]
PlanId = Annotated[str, Query(max_length=32, description="a plan; left out: the one in force")]
_OWN = frozenset({"limit", "cursor", "sort", "q", "at", "plan"})

_N = Noun
_BOOK = (_N.FACT, _N.CONSENT, _N.REQUIREMENT, _N.CONTRIBUTION)
_PLANNED = (*_BOOK, _N.PLAN)

LISTINGS: tuple[Listing, ...] = (
    objects_listing(
        "requirements", demand.RequirementRow,
        Objects(_N.REQUIREMENT, demand.requirement_row, demand.COLUMNS), nouns=_PLANNED,
    ),
    objects_listing(
        "contributions", giving.ContributionRow,
        Objects(_N.CONTRIBUTION, giving.contribution_row, giving.COLUMNS),
        nouns=(_N.CONTRIBUTION, _N.REQUIREMENT),
    ),
    Listing("consents", giving.ConsentRow, giving.consent_rows, (_N.FACT, _N.CONSENT)),
    Listing("forces", giving.ForceRow, giving.force_rows, _BOOK, order="ref"),
    Listing("stocks", giving.StockRow, giving.stock_rows, _PLANNED, order="ref"),
    Listing("movements", planned.MovementRow, planned.movement_rows, (), order="-late_minutes"),
    objects_listing("bodies", deciding.BodyRow, Objects(_N.BODY, deciding.body_row)),
    objects_listing(
        "proposals", deciding.ProposalRow, Objects(_N.PROPOSAL, deciding.proposal_row),
        nouns=(_N.PROPOSAL, _N.BODY),
    ),
    *(
        objects_listing(name, things.ThingRow, Objects(noun, things.thing_row, things.COLUMNS))
        for name, noun in (
            ("drafts", _N.DRAFT), ("consultations", _N.CONSULTATION), ("protocols", _N.PROTOCOL),
            ("orders", _N.ORDER), ("duty-rosters", _N.DUTY_ROSTER), ("transfers", _N.TRANSFER),
            ("tasks", _N.TASK), ("disputes", _N.DISPUTE), ("consignments", _N.CONSIGNMENT),
            ("facts", _N.FACT),
        )
    ),
    Listing("instruments", law.TextRow, law.text_rows, (_N.FACT,), order="ref"),
    Listing("lanes", law.LaneRow, law.lane_rows, (), order="actor"),
    Listing("missing", planned.MissingRow, planned.missing_rows, (), order="-questions"),
    Listing(
        "history", history.EventRow, history.event_rows, tuple(_N), order="-at",
        drawn=history.DRAWN,
    ),
    Listing(
        "notifications", notices.NoticeRow, notices.notice_rows, tuple(_N), order="-at",
        version=notices.notice_version, drawn=notices.DRAWN,
    ),
)  # fmt: skip
"""Every list under `/api/NAME`."""
_TOLD_BY_NOUNS = frozenset({
    "requirements", "contributions", "tasks", "facts", "consents", "forces", "stocks", "movements",
    "instruments", "lanes", "missing", "notifications",
})  # fmt: skip
"""The lists whose rows change with the version of the list alone; all others with anything in view."""
_OBJECTS: dict[str, tuple[Noun, Callable[[Ground, ObjectRecord], Any]]] = {
    "requirements": (_N.REQUIREMENT, demand.requirement_row),
    "contributions": (_N.CONTRIBUTION, giving.contribution_row),
    "bodies": (_N.BODY, deciding.body_row),
    "proposals": (_N.PROPOSAL, deciding.proposal_row),
    "drafts": (_N.DRAFT, things.thing_row),
    "consultations": (_N.CONSULTATION, things.thing_row),
    "protocols": (_N.PROTOCOL, things.thing_row),
    "orders": (_N.ORDER, things.thing_row),
    "duty-rosters": (_N.DUTY_ROSTER, things.thing_row),
    "transfers": (_N.TRANSFER, things.thing_row),
    "tasks": (_N.TASK, things.thing_row),
    "disputes": (_N.DISPUTE, things.thing_row),
    "consignments": (_N.CONSIGNMENT, things.thing_row),
    "facts": (_N.FACT, things.thing_row),
}
"""The lists whose objects are read one by one under `/api/NAME/ID`."""


def page_json(
    caller: Caller, listing: Listing, request: Request, ground: Ground, *, limit: int
) -> bytes:
    """A page of the list as JSON bytes, of so many rows, by the query of the request."""
    query = request.query_params
    equal = tuple(sorted((k, v) for k, v in query.multi_items() if k not in _OWN))
    wanted = Wanted(query.get("sort", ""), query.get("q", "").casefold(), equal)
    found = listed(ground, listing, wanted)
    context = f"{caller.context} {listing.name} {wanted!r} {query.get('at')} {query.get('plan')}"
    asked = Asked(limit, query.get("cursor", ""), context)
    page = page_of(found.rows, found.keys, asked, seal=caller.site.seal, down=found.down)
    rows = [to_wire(listing.shape, row) for row in page.rows]
    return msgspec.json.encode({"items": rows, "next": page.next, "total": page.total})


def _list_route(listing: Listing) -> Callable[..., Response]:
    def read_list(
        request: Request, caller: Asking, limit: Limit = LIMIT_USUAL, cursor: Cursor = "",
        sort: Sort = "", q: Words = "", at: At = None, plan: PlanId = "",
    ) -> Response:  # fmt: skip
        del cursor, sort, q
        ground = ground_of(caller, at, plan)
        version: Hashable = version_of(ground, listing)
        if listing.name not in _TOLD_BY_NOUNS:
            version = version, ground.view.version, ground.picture.now
        name = caller.person.clearance, listing.name, limit, str(request.query_params)
        body, tag = caller.site.pages.page(
            name, version, lambda: page_json(caller, listing, request, ground, limit=limit),
            known=request.headers.get("if-none-match", ""),
        )  # fmt: skip
        return tagged(request, body, tag=tag)

    read_list.__doc__ = f"The {listing.name} you may see."
    return read_list


def _object_route(
    noun: Noun, row: Callable[[Ground, ObjectRecord], Any]
) -> Callable[..., Response]:
    def read_object(
        request: Request, caller: Asking, subject: str, at: At = None, plan: PlanId = ""
    ) -> Response:
        ground = ground_of(caller, at, plan)
        record = ground.picture.find(ObjectId(subject))
        if record is None or record.noun is not noun:
            raise not_found()
        found = row(ground, record)
        return tagged(request, msgspec.json.encode(to_wire(type(found), found)))

    read_object.__doc__ = f"One {noun}."
    return read_object


def _add_routes() -> None:
    for listing in LISTINGS:
        schema = shapes.row_schema(listing.shape)
        router.add_api_route(
            f"/api/{listing.name}", _list_route(listing), methods=["GET"],
            name=f"list_{listing.name}", operation_id=f"list-{listing.name}",
            responses=shapes.answers(401, 403, 404, 422, 429, schema=shapes.listed(schema)),
        )  # fmt: skip
        if listing.name in _OBJECTS:
            router.add_api_route(
                f"/api/{listing.name}/{{subject}}", _object_route(*_OBJECTS[listing.name]),
                methods=["GET"], name=f"read_{listing.name}", operation_id=f"read-{listing.name}",
                responses=shapes.answers(401, 403, 404, 422, 429, schema=schema),
            )  # fmt: skip


@router.get(
    "/api/consents/{subject}",
    responses=shapes.answers(401, 403, 404, 422, schema=shapes.row_schema(giving.ConsentRow)),
)
def read_consent(request: Request, caller: Asking, subject: str, at: At = None) -> Response:
    """A consent, or a decision that the book came with."""
    ground = ground_of(caller, at)
    record = ground.picture.find(ObjectId(subject))
    row = None if record is None else giving.consent_row(ground, record)
    if row is None:
        raise not_found()
    return tagged(request, msgspec.json.encode(to_wire(type(row), row)))


_add_routes()
