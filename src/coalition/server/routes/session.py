"""Logging in and out, and what a person does with its own account."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from coalition.errors import RefusedError
from coalition.labels import clearance_to_json
from coalition.labels.marking import mark_clearance
from coalition.server.accounts.factors import address_of
from coalition.server.accounts.office import SecondFactorWantedError
from coalition.server.accounts.passwords import canonical_name
from coalition.server.accounts.person import Person
from coalition.server.accounts.sessions import LONGEST_SECONDS, Session
from coalition.server.answering.problems import ProblemError
from coalition.server.answering.shapes import answers, body_of, fields_of
from coalition.server.answering.tags import JSON
from coalition.server.caller import (
    PLAIN_COOKIE,
    SECURE_COOKIE,
    Body,
    Caller,
    any_caller,
    site_of,
)
from coalition.server.site import Site

router = APIRouter(tags=["session"])
Anybody = Annotated[Caller, Depends(any_caller)]


@router.get("/api/login", responses=answers())
def login_page(request: Request) -> Response:
    """What the login page shows."""
    site = site_of(request)
    settings = site.settings
    demo = [
        {"name": name, "password": password, "nation": nation, "roles": list(roles)}
        for name, password, nation, roles in settings.demo
    ]
    told = {"oidc": site.identity is not None, "demo": demo, "banner": settings.banner}
    return Response(msgspec.json.encode(told), media_type=JSON)


@router.post(
    "/api/session",
    responses=answers(401, 422, 429),
    openapi_extra=body_of({"name": str, "password": str, "code": str}, optional=("code",)),
)
def log_in(request: Request, body: Body) -> Response:
    """A new session; every wrong log-in is answered alike."""
    site = site_of(request)
    given = fields_of(body, name=str, password=str, code="")
    _limit(request, site, given["name"])
    try:
        person, token = site.office.log_in(given["name"], given["password"], given["code"])
    except SecondFactorWantedError:
        raise ProblemError(401, "second-factor", "the code is wanted") from None
    except RefusedError:
        raise ProblemError(401, "log-in", "name, password or code is wrong") from None
    site.limits.names.forget(canonical_name(given["name"]))
    return admitted(site, person, token)


def admitted(site: Site, person: Person, token: str) -> Response:
    """The answer to a log-in that held, with the cookie of its session."""
    found = site.office.find(token)
    if found is None:
        raise ProblemError(401, "no-session")
    response = Response(msgspec.json.encode(me_of(site, person, found[1])), media_type=JSON)
    response.set_cookie(
        SECURE_COOKIE if site.settings.secure else PLAIN_COOKIE, token,
        max_age=LONGEST_SECONDS, path="/", secure=site.settings.secure, httponly=True,
        samesite="strict",
    )  # fmt: skip
    return response


def _limit(request: Request, site: Site, name: str) -> None:
    address = request.client.host if request.client else ""
    waits = (
        site.limits.names.take(canonical_name(name)[:100]),
        site.limits.addresses.take(address),
    )
    if any(waits):
        raise ProblemError(429, "too-many", headers={"Retry-After": str(max(waits))})


@router.get("/api/session", responses=answers(401))
def read_session(caller: Anybody) -> Response:
    """Who I am, what I may see and do."""
    told = me_of(caller.site, caller.person, caller.session)
    return Response(msgspec.json.encode(told), media_type=JSON)


@router.delete("/api/session", status_code=204, responses=answers(401, 403, ok=204))
def log_out(caller: Anybody) -> Response:
    """The session is ended."""
    caller.site.office.log_out(caller.session)
    response = Response(status_code=204)
    for name in (PLAIN_COOKIE, SECURE_COOKIE):
        response.delete_cookie(name, path="/", secure=caller.site.settings.secure, httponly=True)
    return response


@router.put(
    "/api/session/password",
    status_code=204,
    responses=answers(401, 403, 415, 422, ok=204),
    openapi_extra=body_of({"old": str, "new": str}),
)
def change_password(caller: Anybody, body: Body) -> Response:
    """Another password; the person's other sessions end."""
    given = fields_of(body, old=str, new=str)
    _limit_person(caller)
    caller.site.office.change_password(caller.person, caller.session, given["old"], given["new"])
    return Response(status_code=204)


@router.post("/api/session/second-factor", responses=answers(401, 403))
def offer_factor(caller: Anybody) -> Response:
    """A secret to put into an authenticator, shown once; it counts when it is confirmed."""
    secret = caller.site.office.offer_factor(caller.person)
    told = {"secret": secret, "uri": address_of(secret, caller.person.name)}
    return Response(msgspec.json.encode(told), media_type=JSON)


@router.put(
    "/api/session/second-factor",
    status_code=204,
    responses=answers(401, 403, 415, 422, ok=204),
    openapi_extra=body_of({"code": str}),
)
def confirm_factor(caller: Anybody, body: Body) -> Response:
    """The second factor is turned on by its first code."""
    given = fields_of(body, code=str)
    _limit_person(caller)
    caller.site.office.confirm_factor(caller.person, caller.session, given["code"])
    return Response(status_code=204)


@router.delete(
    "/api/session/second-factor",
    status_code=204,
    responses=answers(401, 403, 415, 422, ok=204),
    openapi_extra=body_of({"password": str}),
)
def drop_factor(caller: Anybody, body: Body) -> Response:
    """The second factor is turned off."""
    given = fields_of(body, password=str)
    _limit_person(caller)
    caller.site.office.drop_factor(caller.person, caller.session, given["password"])
    return Response(status_code=204)


def _limit_person(caller: Caller) -> None:
    wait = caller.site.limits.names.take(caller.person.name)
    if wait:
        raise ProblemError(429, "too-many", headers={"Retry-After": str(wait)})


def me_of(site: Site, person: Person, session: Session) -> dict[str, Any]:
    """The caller's own account, for its client."""
    nations = {str(one.id): one.name for one in site.open.book.nations.values()}
    return {
        "id": person.id,
        "name": person.name,
        "full_name": person.full_name,
        "nation": person.nation,
        "nation_name": nations.get(person.nation, "Staff"),
        "roles": sorted(person.roles),
        "clearance": clearance_to_json(person.clearance)
        | {
            "marking": mark_clearance(site.open.room.policy, person.clearance),
            "marking_fr": mark_clearance(site.open.room.policy, person.clearance, language="fr"),
        },
        "csrf": session.csrf,
        "must_change_password": person.must_change,
        "second_factor": bool(person.factor),
        "may": person.verbs,
    }
