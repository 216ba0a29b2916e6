"""The way to the identity provider and back. Without a provider both routes are not there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from coalition.errors import RefusedError
from coalition.server.answering import shapes
from coalition.server.answering.problems import ProblemError, not_found
from coalition.server.caller import site_of
from coalition.server.routes.session import admitted

router = APIRouter(tags=["session"])
COOKIE = "coalition-login"
_HOME = """<!doctype html><html lang="en"><meta charset="utf-8"><title>coalition</title>
<meta http-equiv="refresh" content="0;url=/"><p><a href="/">Go on</a></p></html>
"""
"""A page and no redirect: after a redirect from elsewhere a strict cookie would not be sent at once."""


@router.get("/api/login/oidc", status_code=303, responses=shapes.answers(404, 429, ok=303))
def to_provider(request: Request) -> Response:
    """On to the identity provider."""
    site = site_of(request)
    if site.identity is None:
        raise not_found()
    address = request.client.host if request.client else ""
    wait = site.limits.addresses.take(address)
    if wait:
        raise ProblemError(429, "too-many", headers={"Retry-After": str(wait)})
    attempt = site.identity.waiting.begin()
    response = RedirectResponse(site.identity.provider.address_for(attempt), 303)
    response.set_cookie(
        COOKIE, attempt.browser, max_age=600, path="/api/login", secure=site.settings.secure,
        httponly=True, samesite="lax",
    )  # fmt: skip
    return response


@router.get("/api/login/oidc/back", responses=shapes.answers(401, 404, 422))
def from_provider(
    request: Request,
    state: Annotated[str, Query(max_length=100)] = "",
    code: Annotated[str, Query(max_length=4_000)] = "",
) -> Response:
    """Back from the identity provider: a session for the account it names, or 401."""
    site = site_of(request)
    if site.identity is None:
        raise not_found()
    attempt = site.identity.waiting.take(state, request.cookies.get(COOKIE, ""))
    if attempt is None or not code:
        raise ProblemError(401, "log-in", "begin the log-in anew")
    try:
        subject = site.identity.provider.subject_of(code, attempt)
    except RefusedError:
        raise ProblemError(401, "log-in", "the identity provider did not confirm it") from None
    person = site.office.find_subject(subject)
    if person is None:
        raise ProblemError(401, "log-in", "no account is known by this identity")
    known, token = site.office.admit(person)
    response = HTMLResponse(_HOME)
    for name, value in admitted(site, known, token).raw_headers:
        if name == b"set-cookie":
            response.raw_headers.append((name, value))
    return response
