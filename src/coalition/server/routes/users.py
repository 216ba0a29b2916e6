"""The own nation's accounts, kept by its administrators; other nations' do not exist here.

Nobody gives more than it has: a role or clearance given is one the giver holds itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from coalition.command.events.stamps import Stamp, write_stamp
from coalition.errors import Fault, InputError
from coalition.labels import Clearance, clearance_from_json, clearance_to_json
from coalition.operations.crisis.stated.wire import to_wire
from coalition.record.signing.roster import PublicKey
from coalition.server.accounts.person import ROLES, Person, Verb
from coalition.server.accounts.sessions import Session
from coalition.server.answering import shapes
from coalition.server.answering.problems import conflict, not_found
from coalition.server.answering.tags import JSON, check_match, tagged
from coalition.server.caller import Body, Caller, caller_may

router = APIRouter(tags=["users"])
Administering = Annotated[Caller, Depends(caller_may(Verb.ADMINISTER))]
_SESSION_DIGITS = 32
_USER = {
    "name": str,
    "full_name": str,
    "roles": {"type": "array", "items": {"enum": list(ROLES)}},
    "clearance": {"type": "object"},
    "active": bool,
    "subject": str,
}
_CHANGED = {name: kind for name, kind in _USER.items() if name != "name"}


@router.get("/api/users", responses=shapes.answers(401, 403))
def list_users(request: Request, caller: Administering) -> Response:
    """The accounts of your nation."""
    people = caller.site.office.of_nation(caller.person.nation)
    told = {"items": [_json(one) for one in people], "next": None, "total": len(people)}
    return tagged(request, msgspec.json.encode(told))


@router.post(
    "/api/users",
    status_code=201,
    responses=shapes.answers(401, 403, 409, 415, 422, ok=201),
    openapi_extra=shapes.body_of(_USER, optional=("clearance", "active", "subject")),
)
def add_user(caller: Administering, body: Body) -> Response:
    """A new account of your nation; its one-time password is told once."""
    given = shapes.fields_of(
        body, name=str, full_name=str, roles=None, clearance=None, active=True, subject=""
    )
    roles = _roles(caller, given["roles"])
    clearance = _clearance(caller, given["clearance"])
    person = Person(
        "", given["name"], given["full_name"][:200], caller.person.nation, roles, clearance,
        active=given["active"], subject=given["subject"][:200],
    )  # fmt: skip
    made, once = caller.site.office.add(person)
    return Response(msgspec.json.encode(_json(made) | {"password": once}), 201, media_type=JSON)


@router.get("/api/users/{person}", responses=shapes.answers(401, 403, 404))
def read_user(request: Request, caller: Administering, person: str) -> Response:
    """An account of your nation."""
    return tagged(request, msgspec.json.encode(_json(_found(caller, person))))


@router.put(
    "/api/users/{person}",
    responses=shapes.answers(401, 403, 404, 409, 412, 415, 422, 428),
    openapi_extra=shapes.body_of(_CHANGED, optional=("subject",)),
)
def change_user(request: Request, caller: Administering, person: str, body: Body) -> Response:
    """The account as changed; its sessions end."""
    found = _found(caller, person)
    check_match(request, msgspec.json.encode(_json(found)))
    given = shapes.fields_of(
        body, full_name=str, roles=None, clearance=None, active=bool, subject=found.subject
    )
    _keep_one(caller, found, stays=given["active"])
    changed = replace(
        found, full_name=given["full_name"][:200], roles=_roles(caller, given["roles"]),
        clearance=_clearance(caller, given["clearance"]), active=given["active"],
        subject=given["subject"][:200],
    )  # fmt: skip
    made = caller.site.office.change(changed)
    return tagged(request, msgspec.json.encode(_json(made)))


@router.delete(
    "/api/users/{person}", status_code=204, responses=shapes.answers(401, 403, 404, 409, ok=204)
)
def end_user(caller: Administering, person: str) -> Response:
    """The account is closed and its sessions end; its name stays its own, for what it said stands."""
    found = _found(caller, person)
    _keep_one(caller, found, stays=False)
    caller.site.office.change(replace(found, active=False))
    return Response(status_code=204)


@router.post("/api/users/{person}/password", responses=shapes.answers(401, 403, 404))
def new_password(caller: Administering, person: str) -> Response:
    """A fresh one-time password, told once; the second factor is dropped and the sessions end."""
    made, once = caller.site.office.new_password(_found(caller, person))
    return Response(msgspec.json.encode({"name": made.name, "password": once}), media_type=JSON)


def _found(caller: Caller, person: str) -> Person:
    found = caller.site.office.find_of(caller.person.nation, person)
    if found is None:
        raise not_found()
    return found


def _keep_one(caller: Caller, person: Person, *, stays: bool) -> None:
    if not stays and person.id == caller.person.id:
        raise conflict("own-account", "nobody closes the own account")


def _roles(caller: Caller, given: Any) -> frozenset[str]:
    """The roles given. Raises InputError for one that is none, or that the giver does not hold."""
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise InputError([Fault("body.roles", "wrong-type", "a list of roles is wanted")])
    faults = [
        Fault("body.roles", "bad-choice", "not a role, or not one you hold", ", ".join(ROLES))
        for one in given
        if one not in caller.person.roles
    ]
    if faults:
        raise InputError(faults)
    return frozenset(given)


def _clearance(caller: Caller, given: Any) -> Clearance:
    """The clearance given, of the own nation and no more than the giver's. Raises InputError else."""
    own = caller.person.clearance
    if given is None:
        return own
    if not isinstance(given, dict):
        raise InputError([Fault("body.clearance", "wrong-type", "an object is wanted")])
    wanted = clearance_from_json({
        "policy": own.policy, "nation": own.nation, "categories": given.get("categories", []),
        "classifications": given.get("classifications", []),
    })  # fmt: skip
    held = {category.tag: set(category.values) for category in own.categories}
    more = set(wanted.classifications) - set(own.classifications)
    beyond = [c for c in wanted.categories if not set(c.values) <= held.get(c.tag, set())]
    if more or beyond:
        text = "nobody gives a clearance it does not hold"
        raise InputError([Fault("body.clearance", "bad-value", text)])
    return wanted


def _json(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "full_name": person.full_name,
        "nation": person.nation,
        "roles": sorted(person.roles),
        "clearance": clearance_to_json(person.clearance),
        "active": person.active,
        "second_factor": bool(person.factor),
        "must_change_password": person.must_change,
        "subject": person.subject,
    }


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A log-in of one of your nation's people. `id` names the session and opens nothing."""

    id: str
    person: str
    name: str
    begun: str
    seen: str
    current: bool


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key with which your nation's statements are signed, as the roster of keys has it.

    A key is revoked by the nation's root keys alone, which do not lie on the server: `coalition record keys`.
    """

    id: str
    nation: str
    state: str
    valid_from: str
    revoked: str | None
    here: bool


@router.get(
    "/api/sessions",
    responses=shapes.answers(401, 403, schema=shapes.listed(shapes.row_schema(SessionRow))),
)
def list_sessions(request: Request, caller: Administering) -> Response:
    """The open sessions of your nation's people."""
    rows = [
        SessionRow(
            _session_id(one), person.id, person.name, _second(one.begun), _second(one.seen),
            one.digest == caller.session.digest,
        )
        for person, one in caller.site.office.sessions_of(caller.person.nation)
    ]  # fmt: skip
    return tagged(request, _listed(SessionRow, rows))


@router.delete(
    "/api/sessions/{session}", status_code=204, responses=shapes.answers(401, 403, 404, ok=204)
)
def end_session(caller: Administering, session: str) -> Response:
    """A session of one of your nation's people ends at once."""
    for _, one in caller.site.office.sessions_of(caller.person.nation):
        if _session_id(one) == session:
            caller.site.office.log_out(one)
            return Response(status_code=204)
    raise not_found()


@router.get(
    "/api/keys", responses=shapes.answers(401, 403, schema=shapes.listed(shapes.row_schema(KeyRow)))
)
def list_keys(request: Request, caller: Administering) -> Response:
    """The signing keys of your nation, the last first."""
    opened, nation = caller.site.open, caller.person.nation
    enrolment = opened.roster.enrolments.get(nation)
    keys = () if enrolment is None else enrolment.keys
    newest = next((one.key_id for one in reversed(keys) if one.revoked is None), "")
    rows = [
        KeyRow(
            one.key_id, nation, _key_state(one, newest), one.valid_from, one.revoked,
            one.key_id in opened.signers,
        )
        for one in reversed(keys)
    ]  # fmt: skip
    return tagged(request, _listed(KeyRow, rows))


def _key_state(key: PublicKey, newest: str) -> str:
    if key.revoked is not None:
        return "revoked"
    return "in-force" if key.key_id == newest else "replaced"


def _session_id(session: Session) -> str:
    return session.digest[:_SESSION_DIGITS]


def _second(seconds: int) -> str:
    return write_stamp(Stamp(seconds * 1_000))


def _listed(kind: type, rows: Sequence[Any]) -> bytes:
    items = [to_wire(kind, row) for row in rows]
    return msgspec.json.encode({"items": items, "next": None, "total": len(items)})
