"""Who is calling: the session of the cookie, checked before anything else of a request is looked at.

The order is the same on every route, so that a refusal tells nothing of what was asked for: a session
(401), the token against forgery on what changes anything (403), limits (429), the role (403). Only then
the request is read.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from coalition.command.acting.command import Actor
from coalition.command.events.event import Origin, PersonId
from coalition.errors import Fault, InputError
from coalition.formats.faults import FaultLog
from coalition.formats.json_text import parse_json
from coalition.measure.instants import parse_instant
from coalition.operations.crisis.stated.shapes import Json
from coalition.operations.crisis.viewing.view import View
from coalition.server.accounts.person import Person, Verb
from coalition.server.accounts.sessions import Session
from coalition.server.answering.problems import ProblemError
from coalition.server.site import Site

PLAIN_COOKIE, SECURE_COOKIE = "coalition", "__Host-coalition"
FORGERY_HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def site_of(request: Request) -> Site:
    """The site that answers."""
    site: Site = request.app.state.site
    return site


@dataclass(frozen=True, slots=True)
class Caller:
    """A person with an open session, and the instant of which it asks."""

    site: Site
    person: Person
    session: Session

    @property
    def view(self) -> View:
        """What the person sees now."""
        return self.site.open.room.view(self.person.clearance)

    def view_at(self, at: str | None) -> View:
        """What the person's clearance sees as of an instant. Raises InputError when it is none."""
        if not at:
            return self.view
        try:
            minute = parse_instant(at)
        except ValueError as error:
            raise InputError([Fault("at", "bad-date", str(error))]) from None
        return self.site.open.room.view_at(self.person.clearance, minute)

    @property
    def actor(self) -> Actor:
        """The person as it speaks on the record."""
        person = self.person
        return Actor(PersonId(person.id), Origin(person.nation), person.speaking)

    @property
    def context(self) -> str:
        """What cursors are sealed for: the view, not the person."""
        return repr(self.person.clearance)


def find_caller(request: Request) -> Caller:
    """Whoever calls. Raises ProblemError 401, 403, 429."""
    site = site_of(request)
    name = SECURE_COOKIE if site.settings.secure else PLAIN_COOKIE
    found = site.office.find(request.cookies.get(name, ""))
    if found is None:
        raise ProblemError(401, "no-session")
    person, session = found
    if request.method not in _SAFE:
        given = request.headers.get(FORGERY_HEADER, "")
        if not hmac.compare_digest(given.encode(), session.csrf.encode()):
            raise ProblemError(403, "csrf", "the token against forgery is missing or wrong")
    limit = site.limits.reads if request.method in _SAFE else site.limits.writes
    wait = limit.take(person.id)
    if wait:
        raise ProblemError(429, "too-many", headers={"Retry-After": str(wait)})
    request.state.person = person.id
    return Caller(site, person, session)


async def any_caller(request: Request) -> Caller:
    """Whoever calls. Raises ProblemError 401, 403, 429. It waits for nothing, so it needs no thread."""
    return find_caller(request)


async def settled_caller(request: Request) -> Caller:
    """Whoever calls, with a password of its own. Raises ProblemError also while a one-time password stands."""
    return check_settled(find_caller(request))


def check_settled(caller: Caller) -> Caller:
    """The caller. Raises ProblemError 403 while a one-time password stands."""
    if caller.person.must_change:
        raise ProblemError(403, "must-change", "choose a password of your own first")
    return caller


def caller_may(verb: Verb) -> Callable[[Request], Awaitable[Caller]]:
    """Whoever calls, when one of its roles allows the verb. Raises ProblemError 403 else."""

    async def allowed(request: Request) -> Caller:
        caller = check_settled(find_caller(request))
        if verb not in caller.person.may:
            raise ProblemError(403, "role", "none of your roles allows this")
        return caller

    return allowed


async def read_body(request: Request) -> Json:
    """The JSON of the request, strictly. Raises ProblemError 415, InputError with every fault."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise ProblemError(415, "media-type", "send application/json")
    log = FaultLog()
    try:
        text = (await request.body()).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError([Fault("body", "bad-encoding", "this is no UTF-8")]) from None
    value = parse_json(text, log)
    if log.found:
        raise InputError(log.found)
    if "\\u" in text:
        _check_whole(value)
    return value


def _check_whole(value: Json) -> None:
    """Raises InputError for half of a character, which JSON can name and no answer can repeat."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError([Fault("body", "control-character", "half of a character")]) from None


Asking = Annotated[Caller, Depends(settled_caller)]
Body = Annotated[Json, Depends(read_body)]
At = Annotated[str | None, Query(description="ISO instant; the picture as of then", max_length=20)]
