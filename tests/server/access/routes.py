"""Every route of the interface document, with who may call it, and paths filled with ids.

`NEEDS` must name every route that is no act, and nothing else: a route that is new is not covered until it
stands here, and a test fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.simulators.crisis_sites import Answer, Browser

from coalition.command.events.registry import BY_NAME, KINDS
from coalition.server.accounts.person import ROLES, Verb
from coalition.server.document import interface_document

DOCUMENT: Mapping[str, Any] = interface_document()
OPEN, ANY, SETTLED = "anybody", "a session", "a settled session"
TABLING = "a role that may table a draft"
_READ = [
    "consents",
    "requirements",
    "contributions",
    "bodies",
    "proposals",
    "drafts",
    "consultations",
    "protocols",
    "orders",
    "duty-rosters",
    "transfers",
    "tasks",
    "disputes",
    "consignments",
    "facts",
]
_LISTED = [
    "forces",
    "stocks",
    "movements",
    "instruments",
    "lanes",
    "missing",
    "history",
    "notifications",
    "plans",
]
NEEDS: Mapping[tuple[str, str], str] = {
    ("GET", "/api/login"): OPEN,
    ("GET", "/api/login/oidc"): OPEN,
    ("GET", "/api/login/oidc/back"): OPEN,
    ("POST", "/api/session"): OPEN,
    ("GET", "/api/session"): ANY,
    ("DELETE", "/api/session"): ANY,
    ("PUT", "/api/session/password"): ANY,
    ("PUT", "/api/session/second-factor"): ANY,
    ("POST", "/api/session/second-factor"): ANY,
    ("DELETE", "/api/session/second-factor"): ANY,
    **{("GET", f"/api/{name}"): SETTLED for name in (*_READ, *_LISTED)},
    **{("GET", f"/api/{name}/{{subject}}"): SETTLED for name in (*_READ, "objects")},
    **{
        ("GET", f"/api/{path}"): SETTLED
        for path in [
            "crisis",
            "labels",
            "calendars",
            "deadline",
            "map",
            "search",
            "gantt",
            "movement-columns",
            "stocks/{subject}/levels",
            "events",
            "reading",
            "why/{line}",
            "history/{event}",
            "history/{event}/proof",
            "export/{table}.{form}",
            "plans/{plan}",
            "plans/{plan}/diff",
            "plans/{plan}/file",
        ]
    },
    ("PUT", "/api/reading"): SETTLED,
    ("POST", "/api/drafts/{subject}/tabling"): TABLING,
    ("POST", "/api/authority/answer"): SETTLED,
    ("PUT", "/api/crisis/clock"): Verb.CLOCK,
    ("POST", "/api/verification"): Verb.VERIFY,
    ("POST", "/api/plans"): Verb.PLAN,
    ("POST", "/api/plans/{plan}/replan"): Verb.PLAN,
    ("GET", "/api/jobs"): Verb.PLAN,
    ("GET", "/api/jobs/{job}"): Verb.PLAN,
    ("DELETE", "/api/jobs/{job}"): Verb.PLAN,
    ("GET", "/api/users"): Verb.ADMINISTER,
    ("POST", "/api/users"): Verb.ADMINISTER,
    ("GET", "/api/users/{person}"): Verb.ADMINISTER,
    ("PUT", "/api/users/{person}"): Verb.ADMINISTER,
    ("DELETE", "/api/users/{person}"): Verb.ADMINISTER,
    ("POST", "/api/users/{person}/password"): Verb.ADMINISTER,
    ("GET", "/api/sessions"): Verb.ADMINISTER,
    ("DELETE", "/api/sessions/{session}"): Verb.ADMINISTER,
    ("GET", "/api/keys"): Verb.ADMINISTER,
}
ACTS = {("POST", f"/api/acts/{kind.name}") for kind in KINDS}
ROUTES = sorted(
    (method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item
)
GUARDED = [route for route in ROUTES if NEEDS.get(route) != OPEN]
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
QUERIES = {"/api/search": "?q=a"}
FIXED = {"{table}": "requirements", "{form}": "csv"}
_NAMED = ("{subject}", "{event}", "{plan}", "{job}", "{person}", "{line}", "{session}")
ABSENT, MALFORMED = "f" * 32, "%00..%2f'\u202e"


def name_of(route: tuple[str, str]) -> str:
    """The route as the name of a test."""
    return f"{route[0]} {route[1]}"


def is_write(route: tuple[str, str]) -> bool:
    """Whether the token against forgery is asked for."""
    return route[0] != "GET"


def has_body(route: tuple[str, str]) -> bool:
    """Whether the document says that something is sent."""
    return "requestBody" in DOCUMENT["paths"][route[1]][route[0].lower()]


def takes_id(route: tuple[str, str]) -> bool:
    """Whether the path names a thing that may be hidden."""
    return any(name in route[1] for name in _NAMED)


def path_with(route: tuple[str, str], one: str) -> str:
    """The path with that id; what is no id is fixed. Raises KeyError for a name that is not known here."""
    path = route[1]
    for name, value in FIXED.items():
        path = path.replace(name, value)
    for name in _NAMED:
        path = path.replace(name, one)
    if "{" in path:
        raise KeyError(f"{route}: say in this file what stands for the name in the path")
    return path + QUERIES.get(route[1], "")


def is_allowed(route: tuple[str, str], roles: frozenset[str]) -> bool:
    """Whether one of the roles lets a person past the gate of the route."""
    if route in ACTS:
        kind = BY_NAME[route[1].rpartition("/")[2]]
        return bool({role.value for role in kind.roles} & roles)
    need = NEEDS[route]
    if need == TABLING:
        return bool({role.value for role in BY_NAME["DraftTabled"].roles} & roles)
    return need in (OPEN, ANY, SETTLED) or any(need in verbs_of(role) for role in roles)


def verbs_of(role: str) -> frozenset[str]:
    """The verbs of a role, by the reference of roles that stands here for the second time, on purpose."""
    told = {
        "national-representative": {Verb.PLAN, Verb.VERIFY, Verb.ADMINISTER},
        "planner": {Verb.PLAN},
        "exercise-control": {Verb.CLOCK},
        "auditor": {Verb.VERIFY},
        "administrator": {Verb.ADMINISTER},
    }
    if role not in ROLES:
        raise KeyError(role)
    return frozenset(told.get(role, ()))


@dataclass(frozen=True)
class Heard:
    """An answer as an outsider could compare it: nothing of it is left out but the allow-list."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


NOT_COMPARED = frozenset({"date"})
"""The allow-list: what the network's server adds, and what says nothing of the answer."""


def heard(answer: Answer) -> Heard:
    """The answer without what is on the allow-list."""
    kept = tuple(sorted(pair for pair in answer.headers if pair[0].lower() not in NOT_COMPARED))
    return Heard(answer.status, kept, answer.body)


def tried(browser: Browser, route: tuple[str, str], one: str = ABSENT, **more: Any) -> Heard:
    """What the browser hears on the route with that id; something that is no body is sent where one is."""
    body = more.pop("body", b"{" if has_body(route) else None)
    return heard(browser.ask(route[0], path_with(route, one), body, more.pop("headers", None)))
