"""Accounts over HTTP: of the own nation, with no more than the giver has, ended at once."""

from __future__ import annotations

import pytest
from tests.simulators.crisis_sites import PASSWORD, Browser, CrisisSite

from coalition.labels import clearance_up_to

NEW = {"name": "anna", "full_name": "Anna", "roles": ["planner"]}


def test_an_administrator_keeps_the_own_nations_accounts(site: CrisisSite, pol: Browser) -> None:
    made = pol.ask("POST", "/api/users", NEW).json
    assert made["name"] == "anna.pol"
    assert made["nation"] == "POL"
    anna = Browser(site)
    answer = anna.ask("POST", "/api/session", {"name": "anna.pol", "password": made["password"]})
    assert answer.json["must_change_password"]
    anna.cookie = answer.header("set-cookie").partition("=")[2].partition(";")[0]
    anna.csrf = answer.json["csrf"]
    assert anna.get("/api/requirements").json["code"] == "must-change"
    changed = anna.ask(
        "PUT", "/api/session/password", {"old": made["password"], "new": "a much longer one"}
    )
    assert changed.status == 204
    assert anna.get("/api/requirements").status == 200
    assert pol.ask("DELETE", f"/api/users/{made['id']}").status == 204
    assert anna.get("/api/requirements").status == 401


def test_another_nations_person_does_not_exist(pol: Browser, deu: Browser) -> None:
    theirs = deu.get("/api/session").json["id"]
    for method, path, body in (
        ("GET", "", None), ("DELETE", "", None), ("POST", "/password", None), ("PUT", "", NEW),
    ):  # fmt: skip
        answers = [pol.ask(method, f"/api/users/{one}{path}", body) for one in (theirs, "f" * 32)]
        assert answers[0] == answers[1]
        assert answers[0].status == 404


def test_nobody_gives_what_it_does_not_hold(site: CrisisSite) -> None:
    low = clearance_up_to("RESTRICTED", nation="POL")
    site.add("keeper", "POL", low, roles=frozenset({"administrator"}))
    keeper = site.log_in("keeper.pol")
    assert keeper.ask("POST", "/api/users", NEW).status == 422
    own = {**NEW, "roles": ["administrator"]}
    assert (
        keeper.ask(
            "POST", "/api/users", {**own, "clearance": {"classifications": ["SECRET"]}}
        ).status
        == 422
    )
    made = keeper.ask(
        "POST",
        "/api/users",
        {**own, "clearance": {"classifications": ["RESTRICTED"], "nation": "DEU"}},
    )
    assert made.json["clearance"]["nation"] == "POL"


def test_a_change_needs_the_tag_and_ends_the_sessions(site: CrisisSite, pol: Browser) -> None:
    site.add("anna", "POL", clearance_up_to("SECRET", nation="POL"))
    anna = site.log_in("anna.pol")
    path = f"/api/users/{anna.person}"
    change = {"full_name": "Anna B", "roles": ["planner"], "clearance": None, "active": True}
    assert pol.ask("PUT", path, change).status == 428
    assert pol.ask("PUT", path, change, {"if-match": '"old"'}).status == 412
    tag = pol.get(path).header("etag")
    assert pol.ask("PUT", path, change, {"if-match": tag}).json["full_name"] == "Anna B"
    assert anna.get("/api/session").status == 401


def test_nobody_closes_the_own_account(pol: Browser) -> None:
    assert pol.ask("DELETE", f"/api/users/{pol.person}").status == 409


@pytest.mark.parametrize(
    "body", [{}, {**NEW, "roles": ["king"]}, {**NEW, "name": "a b"}, {**NEW, "nation": "DEU"}]
)
def test_an_account_that_makes_no_sense_is_a_fault(pol: Browser, body: dict[str, object]) -> None:
    assert pol.ask("POST", "/api/users", body).status == 422


def test_a_password_never_comes_back(site: CrisisSite, pol: Browser) -> None:
    assert PASSWORD.encode() not in pol.get("/api/users").body
    assert b"argon2" not in pol.get("/api/users").body


def test_sessions_are_of_the_own_nation_and_end_at_once(
    site: CrisisSite, pol: Browser, deu: Browser
) -> None:
    again = site.log_in("pol.pol")
    rows = pol.get("/api/sessions").json["items"]
    assert {row["name"] for row in rows} == {"pol.pol"}
    assert [row["current"] for row in rows].count(True) == 1
    other = next(row for row in rows if not row["current"])
    theirs = deu.get("/api/sessions").json["items"][0]["id"]
    refused = [pol.ask("DELETE", f"/api/sessions/{one}") for one in (theirs, "f" * 32)]
    assert refused[0] == refused[1]
    assert refused[0].status == 404
    assert pol.ask("DELETE", f"/api/sessions/{other['id']}").status == 204
    assert again.get("/api/session").status == 401
    assert pol.get("/api/session").status == 200
    assert len(pol.get("/api/sessions").json["items"]) == 1
    assert other["id"] not in again.cookie


def test_keys_are_told_to_who_administers(site: CrisisSite, pol: Browser) -> None:
    assert pol.get("/api/keys").json == {"items": [], "next": None, "total": 0}
    site.add("reader", "POL", clearance_up_to("SECRET", nation="POL"), roles=frozenset({"auditor"}))
    reader = site.log_in("reader.pol")
    for path in ("/api/keys", "/api/sessions"):
        assert reader.get(path).status == 403
