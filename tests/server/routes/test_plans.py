"""Plans over HTTP: made of the own view, stale when what they rest on ends, made again with a diff."""

from __future__ import annotations

import pytest
from tests.simulators.crisis_sites import Browser, CrisisSite

WINDOW = {"opens": "2025-03-03T00:00Z", "closes": "forever"}


def consent(browser: Browser, territory: str, *, reason: str = "") -> str:
    scope = {"territory": territory, "window": WINDOW}
    said = browser.say("ConsentGranted", {"scope": scope, "provision": "transit/clearance"})
    return str(said.json["subject"])


def planned(browser: Browser, path: str = "/api/plans") -> str:
    answer = browser.ask("POST", path, {"work": 0})
    assert answer.status == 202
    job = browser.get(f"/api/jobs/{answer.json['id']}").json
    assert job["state"] == "done"
    return str(job["plan"])


@pytest.mark.slow
def test_a_plan_goes_stale_when_a_consent_is_revoked_and_is_made_again_with_a_diff(
    site: CrisisSite, pol: Browser
) -> None:
    ltu = site.log_in("ltu.ltu")
    given = consent(ltu, "LTU")
    plan = planned(pol)
    row = pol.get("/api/plans").json["items"][0]
    assert (row["id"], row["stale"], row["in_force"]) == (plan, [], True)
    assert ltu.say("ConsentRevoked", {"reason": "a flood"}, given).status == 201
    row = pol.get("/api/plans").json["items"][0]
    assert row["state"] == "stale"
    assert row["stale"][0]["text"].endswith("was revoked by LTU: a flood")
    assert any("stale" in notice["asks"] for notice in pol.get("/api/notifications").json["items"])
    again = planned(pol, f"/api/plans/{plan}/replan")
    changes = pol.get(f"/api/plans/{again}/diff").json
    assert changes["news"][0]["kind"] == "consent-withdrawn"
    assert pol.get(f"/api/plans/{again}").json["replaces"] == plan
    assert pol.get(f"/api/plans/{plan}/diff").status == 404
    rows = {one["id"]: one for one in pol.get("/api/requirements").json["items"]}
    assert all(row["closes"] for row in rows.values())
    for name in ("movements", "movement-columns", "lanes", "missing", "gantt"):
        assert pol.get(f"/api/{name}?plan={again}").status == 200
    assert pol.get(f"/api/plans/{again}/file").json["format"] == "coalition-plan-1"


@pytest.mark.slow
def test_a_plan_is_for_the_own_nation_unless_its_maker_says_otherwise(
    pol: Browser, deu: Browser
) -> None:
    plan = planned(pol)
    assert [one["id"] for one in pol.get("/api/plans").json["items"]] == [plan]
    assert deu.get("/api/plans").json["items"] == []
    assert deu.get(f"/api/plans/{plan}") == deu.get(f"/api/plans/{'f' * 32}")
    assert deu.get(f"/api/jobs/{pol.get('/api/jobs').json['items'][0]['id']}").status == 404
    adopted = pol.say("PlanAdopted", {}, plan)
    assert adopted.status == 201


@pytest.mark.parametrize(
    "body", [{"work": -1}, {"work": 10**9}, {"work": "much"}, {"seed": -1}, {"more": 1}]
)
def test_an_order_that_makes_no_sense_is_a_fault(pol: Browser, body: dict[str, object]) -> None:
    assert pol.ask("POST", "/api/plans", body).status == 422


def test_a_plan_is_never_marked_lower_than_what_it_is_made_from(pol: Browser) -> None:
    secret = {"classification": "SECRET", "categories": {"Only": ["POL"]}}
    fields = {
        "id": "POL9",
        "name": "ninth",
        "nation": "POL",
        "home": "WUN",
        "ntm_minutes": 60,
        "lines": [],
    }
    said = pol.say("FactStated", {"table": "unit", "key": "POL9", "fields": fields}, label=secret)
    assert said.status == 201
    assert pol.ask("POST", "/api/plans", {"work": 0, "label": "all-1"}).status == 422


@pytest.mark.slow
def test_movements_in_columns_paths_and_levels_say_what_the_lists_say(pol: Browser) -> None:
    plan = planned(pol)
    rows = pol.get("/api/movements?limit=500&sort=id").json["items"]
    told = pol.get("/api/movement-columns").json
    made = [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]
    assert told["plan"] == plan
    assert sorted(made, key=lambda row: row["id"]) == rows
    lines = pol.get("/api/map").json["features"]
    lean = pol.get("/api/map?flows=paths").json["features"]
    paths = {one["id"]: one for one in lean if one["properties"]["kind"] == "path"}
    flows = [one for one in lean if one["properties"]["kind"] == "flow"]
    joined = [paths[one["properties"]["path"]]["geometry"] for one in flows]
    assert joined == [one["geometry"] for one in lines if one["properties"]["kind"] == "flow"]
    assert all(one["geometry"] is None for one in flows)
    assert len(paths) < len(flows)
    assert pol.get("/api/map?flows=curves").status == 422
    for stock in pol.get("/api/stocks").json["items"]:
        levels = pol.get(f"/api/stocks/{stock['id']}/levels").json
        assert levels["levels"][0]["pieces"] == stock["pieces"]
        assert levels["levels"][-1]["pieces"] == stock["left"]
    assert pol.get(f"/api/stocks/{plan}/levels").status == 404
