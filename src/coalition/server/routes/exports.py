"""Any list as a file for spreadsheets: what the caller sees of it, with the marking of all that is in it."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from coalition.labels import Label, join
from coalition.labels.marking import mark
from coalition.operations.crisis.planning.basis import inputs_of
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.listing import Wanted, listed
from coalition.operations.crisis.tables import write_table_csv, write_table_xlsx
from coalition.server.answering import shapes
from coalition.server.answering.problems import ProblemError, not_found
from coalition.server.answering.tags import tagged
from coalition.server.caller import Asking, At
from coalition.server.ground import ground_of
from coalition.server.routes.lists import LISTINGS, PlanId, Sort, Words

router = APIRouter(tags=["exports"])
ROWS_MAX = 50_000
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BY_NAME = {listing.name: listing for listing in LISTINGS}
_ANSWERS: dict[int | str, Any] = {
    **shapes.answers(401, 403, 404, 413, 422),
    200: {
        "description": "the file",
        "content": {kind: {"schema": {"type": "string"}} for kind in _TYPES.values()},
    },
}


@router.get("/api/export/{table}.{form}", responses=_ANSWERS)
def export(
    request: Request, caller: Asking, table: str, form: Literal["csv", "xlsx"], sort: Sort = "",
    q: Words = "", at: At = None, plan: PlanId = "", language: Literal["en", "fr"] = "en",
) -> Response:  # fmt: skip
    """A list as CSV or XLSX, ordered and filtered as the list is, its markings in the language asked for."""
    listing = _BY_NAME.get(table)
    if listing is None:
        raise not_found()
    ground = ground_of(caller, at, plan)
    equal = tuple(sorted((k, v) for k, v in request.query_params.multi_items() if k not in _OWN))
    found = listed(ground, listing, Wanted(sort, q.casefold(), equal))
    if len(found.rows) > ROWS_MAX:
        raise ProblemError(413, "too-large", f"more than {ROWS_MAX:,} rows; filter the list")
    rows = list(reversed(found.rows)) if found.down else list(found.rows)
    write = write_table_csv if form == "csv" else write_table_xlsx
    told = write(listing.shape, rows, marking_of(ground, language), language=language)
    return tagged(request, told, media_type=_TYPES[form])


_OWN = frozenset({"sort", "q", "at", "plan", "language"})


def marking_of(ground: Ground, language: str = "en") -> str:
    """The marking of a file made from the view: that of all its inputs taken together."""
    policy = ground.room.policy
    labels: list[Label] = inputs_of(ground.view) or [ground.room.usual]
    return mark(policy, join(policy, labels), language=language)
