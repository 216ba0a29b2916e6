"""The ground that a request's rows are made from: the caller's view, at an instant, with a plan."""

from __future__ import annotations

from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.planned import plan_of
from coalition.server.answering.problems import not_found
from coalition.server.caller import Caller


def ground_of(caller: Caller, at: str | None = None, plan: str = "") -> Ground:
    """The ground. Raises InputError for a bad instant, ProblemError 404 for a plan that is not in view."""
    view = caller.view_at(at)
    site = caller.site
    found = plan_of(view, site.open.shelf, plan)
    if plan and found is None:
        raise not_found()
    return Ground(site.open.room, view, site.marks, found)
