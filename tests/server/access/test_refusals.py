"""Whoever may not, hears the same of what is hidden and of what is not there, on every route there is.

Routes are those of the interface document; one that is new fails here until it stands in `routes.NEEDS`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.server.access.routes import (
    ABSENT,
    ACTS,
    DOCUMENT,
    GUARDED,
    MALFORMED,
    METHODS,
    NEEDS,
    ROUTES,
    SETTLED,
    Heard,
    has_body,
    heard,
    is_allowed,
    is_write,
    name_of,
    path_with,
    takes_id,
    tried,
)
from tests.server.access.staging import (
    ENDS,
    NONE,
    Stage,
    administrator_of,
    played,
    unsettled,
    without_roles,
)
from tests.server.leaks.replay import sample
from tests.simulators.crisis_sites import Browser

from coalition.command.events.registry import KINDS
from coalition.labels import clearance_up_to
from coalition.server.accounts.person import ROLES
from coalition.server.document import ROUTERS

UNDOCUMENTED = {"/health", "/metrics", "/{path:path}"}
"""Routes outside the document; none of them is about what is on record."""
READS_OF_ONE = [route for route in GUARDED if takes_id(route)]
BY_ROLE = [route for route in GUARDED if route in ACTS or NEEDS.get(route) not in (None, SETTLED)]
FEW = [route for route in GUARDED if route not in ACTS] + sorted(ACTS)[::16]
"""All routes but acts, which are made by one function, and some of those."""
ABOUT_SOMETHING = [kind.name for kind in KINDS if not kind.opens]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One stage for all that changes nothing on it."""
    yield from played(tmp_path_factory.mktemp("stage"), plan=True)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Stage]:
    """A stage of one's own."""
    yield from played(tmp_path)


def test_every_route_of_the_document_is_covered_and_no_other() -> None:
    assert set(NEEDS) | ACTS == set(ROUTES)


def test_a_route_outside_the_document_is_known_by_name() -> None:
    outside = {
        route.path for router in ROUTERS for route in router.routes if not route.include_in_schema
    }
    assert outside == UNDOCUMENTED


# -- without a session ----------------------------------------------------------------------------


def refusals(browser: Browser, routes: list[tuple[str, str]], *ids: str) -> dict[Heard, list[str]]:
    """What is heard on each route with each id, and where; one entry when all is alike."""
    found: dict[Heard, list[str]] = {}
    for route in routes:
        for one in ids if takes_id(route) else ids[:1]:
            found.setdefault(tried(browser, route, one), []).append(f"{route} {one}")
    return found


def check_nobody(stage: Stage) -> None:
    """Every route says to the viewer what it says to whoever never logged in, and nothing changes."""
    before = stage.state()
    found = refusals(stage.viewer, GUARDED, stage.hidden[0], ABSENT)
    outsider = tried(Browser(stage.site), ("GET", "/api/session"))
    assert outsider.status == 401
    assert set(found) == {outsider}, {h.status: where[:3] for h, where in found.items()}
    assert stage.state() == before


@pytest.mark.parametrize("way", ENDS)
def test_when_a_session_has_ended_every_route_says_the_same(fresh: Stage, way: str) -> None:
    assert fresh.viewer.get("/api/session").status == 200
    ENDS[way](fresh)
    check_nobody(fresh)


@pytest.mark.parametrize("way", NONE)
def test_without_a_session_every_route_says_the_same(stage: Stage, way: str) -> None:
    nobody = replace(stage, viewer=replace(stage.viewer))
    NONE[way](nobody)
    check_nobody(nobody)


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*;q=0", ""])
def test_without_a_session_no_accept_changes_the_answer(stage: Stage, accept: str) -> None:
    outsider = Browser(stage.site)
    usual = tried(outsider, ("GET", "/api/session"))
    found = {tried(outsider, route, headers={"accept": accept}) for route in FEW}
    assert found == {usual}


# -- the token against forgery --------------------------------------------------------------------


@pytest.mark.parametrize("way", ["missing", "wrong", "another person's", "not ascii"])
def test_without_the_token_against_forgery_nothing_is_changed(stage: Stage, way: str) -> None:
    tokens = {"missing": "", "wrong": "f" * 32, "another person's": stage.owner.csrf}
    forged = Browser(stage.site, stage.viewer.cookie, tokens.get(way, "\u00e9"))
    before = stage.state()
    writes = [route for route in GUARDED if is_write(route)]
    found = refusals(forged, writes, stage.hidden[0], ABSENT, MALFORMED)
    assert [(one.status, b'"code":"csrf"' in one.body) for one in found] == [(403, True)]
    assert stage.state() == before
    assert stage.viewer.get("/api/session").status == 200


# -- roles ----------------------------------------------------------------------------------------


def test_without_a_role_a_route_says_the_same_whatever_it_is_about(fresh: Stage) -> None:
    guest = without_roles(fresh)
    before = fresh.state()
    for route in GUARDED:
        if is_allowed(route, frozenset()):
            continue
        answers = {tried(guest, route, one) for one in (fresh.hidden[0], ABSENT, MALFORMED)}
        about = {"subject": fresh.hidden[0], "body": {}}
        answers |= {tried(guest, route, body=body) for body in (about, b"", b"\xff")}
        assert [one.status for one in answers] == [403], route
    assert fresh.state() == before


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_own_routes_alone(stage: Stage, role: str) -> None:
    clearance = clearance_up_to("SECRET", nation="POL")
    stage.site.add(f"only-{role}", "POL", clearance, roles=frozenset({role}))
    browser = stage.site.log_in(f"only-{role}.pol")
    for route in BY_ROLE:
        if route[1].startswith("/api/session"):
            continue
        answer = tried(browser, route)
        opened = not (answer.status == 403 and b'"code":"role"' in answer.body)
        assert opened == is_allowed(route, frozenset({role})), (route, answer.body)


def test_with_a_one_time_password_only_the_own_account_answers(fresh: Stage) -> None:
    browser = unsettled(fresh)
    settled = [
        route for route in GUARDED if route in ACTS or not route[1].startswith("/api/session")
    ]
    found = refusals(browser, settled, fresh.hidden[0], ABSENT)
    assert [(one.status, b'"code":"must-change"' in one.body) for one in found] == [(403, True)]
    assert browser.get("/api/session").status == 200


# -- another nation's -----------------------------------------------------------------------------


@pytest.mark.parametrize("route", READS_OF_ONE, ids=name_of)
def test_what_another_nation_hides_is_answered_as_what_is_not_there(
    stage: Stage, route: tuple[str, str]
) -> None:
    before = stage.state()
    body = {} if has_body(route) else None
    absent = tried(stage.viewer, route, ABSENT, body=body)
    assert absent.status == 404
    for one in (*stage.hidden, MALFORMED, ABSENT[:31], ABSENT.upper()):
        assert tried(stage.viewer, route, one, body=body) == absent, one
    assert stage.state() == before


_WHOLE = {
    "DecisionOpened": {
        "body": ABSENT, "text": ABSENT, "epoch": ABSENT, "roster": [],
        "rule": {"matter": "*", "rule": "silence"}, "clock": {"until": "2025-03-06T00:00Z"},
    }
}  # fmt: skip
"""Bodies that chance does not hit upon."""


def _said(browser: Browser, kind: str, subject: str, seed: int) -> Heard:
    schema = DOCUMENT["paths"][f"/api/acts/{kind}"]["post"]["requestBody"]["content"]
    rng = random.Random(f"{kind} {seed}")
    body = _WHOLE.get(kind) or sample(schema["application/json"]["schema"], rng, [ABSENT])["body"]
    return heard(browser.say(kind, body, subject))


@pytest.mark.parametrize("kind", ABOUT_SOMETHING)
def test_an_act_about_what_is_hidden_is_one_about_nothing(stage: Stage, kind: str) -> None:
    before = stage.state()
    reached = 0
    for seed in range(60):
        absent = _said(stage.viewer, kind, ABSENT, seed)
        if absent.status != 404 and seed > 2:
            continue
        for one in stage.hidden:
            assert _said(stage.viewer, kind, one, seed) == absent
        reached += absent.status == 404
        if reached:
            break
    assert reached, "no body of this kind was good enough to ask about the object"
    assert stage.state() == before


def test_the_owner_hears_something_else_of_what_it_hides(stage: Stage) -> None:
    seen = [stage.owner.get(f"/api/objects/{one}").status for one in stage.hidden]
    assert seen.count(200) >= 9


def test_an_account_of_another_nation_is_not_there(fresh: Stage) -> None:
    warden = administrator_of(fresh)
    body = {"full_name": "x", "roles": [], "clearance": {}, "active": False}
    for method in ("GET", "PUT", "DELETE"):
        path = "/api/users/{person}"
        sent = body if method == "PUT" else None
        there = tried(warden, (method, path), fresh.owner.person, body=sent)
        assert there == tried(warden, (method, path), ABSENT, body=sent)
        assert there.status == 404
    assert fresh.owner.get("/api/session").status == 200


# -- other methods, other spellings ---------------------------------------------------------------


def test_a_method_that_is_not_there_is_refused_alike_with_and_without_a_session(
    stage: Stage,
) -> None:
    before = stage.state()
    outsider = Browser(stage.site)
    for path, item in DOCUMENT["paths"].items():
        methods = METHODS[:4:3] if "/acts/" in path else METHODS
        for method in methods:
            if method.lower() in item:
                continue
            route = (method, path)
            ids = (stage.hidden[0], ABSENT) if takes_id(route) else (ABSENT,)
            answers = {
                heard(browser.ask(method, path_with(route, one), b"{}"))
                for browser in (stage.viewer, outsider)
                for one in ids
            }
            assert len(answers) == 1, route
            assert next(iter(answers)).status in (404, 405), route
    assert stage.state() == before


@pytest.mark.parametrize(
    "spelling",
    ["{}/", "/{}", "{}/.", "{}%20", "{};a=b", "{}.json", "/api/../{}", "{}%00"],
)
def test_another_spelling_of_a_route_lets_nobody_in(stage: Stage, spelling: str) -> None:
    outsider = Browser(stage.site)
    for route in FEW:
        path = spelling.format(path_with(route, stage.hidden[0]).partition("?")[0])
        with_session = heard(stage.viewer.ask(route[0], path, b"{}"))
        without = heard(outsider.ask(route[0], path, b"{}"))
        client = without.body.startswith(b"<!doctype html>") and without.status == 200
        assert client or without.status in (401, 404, 405), (route, without)
        assert without == with_session or without.status == 401, route


@pytest.mark.parametrize(
    "header", ["x-http-method-override", "x-original-url", "x-rewrite-url", "x-forwarded-user"]
)
def test_no_header_stands_for_a_session_or_a_method(stage: Stage, header: str) -> None:
    outsider = Browser(stage.site)
    usual = tried(outsider, ("GET", "/api/session"))
    for value in ("GET", "/api/login", "pol.pol"):
        found = {tried(outsider, route, headers={header: value}) for route in FEW}
        assert found == {usual}
