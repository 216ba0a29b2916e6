"""Lists: order, filters, pages, tags, and the picture of an instant gone by."""

from __future__ import annotations

import pytest
from tests.simulators.crisis_sites import Browser, CrisisSite

from coalition.server.routes.lists import LISTINGS


def test_every_list_answers_with_a_tag_that_saves_the_next_answer(pol: Browser) -> None:
    for listing in LISTINGS:
        path = f"/api/{listing.name}"
        answer = pol.get(path)
        assert answer.status == 200, path
        again = pol.get(path, {"if-none-match": answer.header("etag")})
        assert (again.status, again.body) == (304, b"")


def test_rows_are_ordered_filtered_and_counted(pol: Browser) -> None:
    rows = pol.get("/api/requirements?sort=-ref").json["items"]
    refs = [row["ref"] for row in rows]
    assert refs == sorted(refs, reverse=True)
    kept = pol.get("/api/requirements?kind=capability").json
    assert kept["total"] == sum(row["kind"] == "capability" for row in rows)
    words = pol.get(f"/api/requirements?q={rows[0]['title'].split()[0]}").json["items"]
    assert rows[0]["id"] in [row["id"] for row in words]


@pytest.mark.parametrize(
    "query", ["sort=nothing", "colour=red", "limit=0", "limit=501", "limit=x", "cursor=x", "at=x"]
)
def test_a_question_that_makes_no_sense_is_a_fault(pol: Browser, query: str) -> None:
    assert pol.get(f"/api/requirements?{query}").status == 422


def test_pages_lead_through_all_rows_once(pol: Browser) -> None:
    for sort in ("", "-at", "title", "-title"):
        found: list[str] = []
        cursor = ""
        while cursor is not None:
            tail = f"&cursor={cursor}" if cursor else ""
            page = pol.get(f"/api/history?limit=7&sort={sort}{tail}").json
            found += [row["id"] for row in page["items"]]
            cursor = page["next"]
        assert len(found) == len(set(found)) == page["total"]


def test_a_cursor_of_another_list_or_order_is_refused(pol: Browser, deu: Browser) -> None:
    cursor = pol.get("/api/history?limit=1").json["next"]
    for path in ("/api/facts?limit=1", "/api/history?limit=1&sort=id"):
        assert pol.get(f"{path}&cursor={cursor}").status == 422
    assert deu.get(f"/api/history?limit=1&cursor={cursor}").status == 422


def test_the_picture_of_an_instant_is_what_it_was(site: CrisisSite, pol: Browser) -> None:
    pol.say("TaskAssigned", {"owner": "DEU", "title": "first"})
    site.wait(60)
    pol.say("TaskAssigned", {"owner": "DEU", "title": "second"})
    then = pol.get("/api/tasks?at=2025-03-03T00:30Z").json["items"]
    now = pol.get("/api/tasks").json["items"]
    assert [row["title"] for row in then] == ["first"]
    assert [row["title"] for row in now] == ["first", "second"]


def test_search_finds_words_wherever_they_were_said_by_date(site: CrisisSite, pol: Browser) -> None:
    for title in ("a bridge over the Neris", "another Bridge"):
        site.wait()
        pol.say("TaskAssigned", {"owner": "DEU", "title": title})
    found = pol.get("/api/search?q=BRIDGE").json["items"]
    assert [row["title"] for row in found] == ["a bridge over the Neris", "another Bridge"]
    assert pol.get("/api/search?q=bridge+neris").json["total"] == 1
    assert pol.get("/api/search?q=ferry").json["total"] == 0


def test_the_map_has_places_and_the_crisis_its_nations(pol: Browser) -> None:
    features = pol.get("/api/map").json["features"]
    assert {one["properties"]["kind"] for one in features} == {"place"}
    crisis = pol.get("/api/crisis").json
    assert [one["id"] for one in crisis["crisis"]["nations"]] == ["DEU", "LTU", "POL"]
    assert crisis["now"] == "2025-03-03T00:00Z"


def test_the_law_answers_with_its_proof(pol: Browser) -> None:
    asked = {"actor": "POL", "action": "send", "territory": "POL"}
    told = pol.ask("POST", "/api/authority/answer", asked).json
    assert told["missing"] == [{"nation": "POL", "body": "actor", "procedure": "mandate/vote"}]
    assert told["tree"]["children"]
    assert pol.ask("POST", "/api/authority/answer", {**asked, "actor": "XXX"}).status == 422


@pytest.mark.parametrize("table", ["requirements", "consents", "history", "forces", "bodies"])
def test_an_export_bears_its_marking_first_and_last(pol: Browser, table: str) -> None:
    answer = pol.get(f"/api/export/{table}.csv")
    lines = answer.body.decode().splitlines()
    assert lines[0] == lines[-1]
    assert "ALLIANCE UNCLASSIFIED" in lines[0]
    assert pol.get(f"/api/export/{table}.xlsx").body[:2] == b"PK"
    assert pol.get("/api/export/nothing.csv").status == 404
    assert pol.get(f"/api/export/{table}.pdf").status == 422


def test_no_cell_of_an_export_is_a_formula(pol: Browser) -> None:
    pol.say("TaskAssigned", {"owner": "DEU", "title": "=1+1"})
    assert ",'=1+1," in pol.get("/api/export/tasks.csv").body.decode()


def test_page_and_export_are_marked_in_french_where_it_is_asked(pol: Browser) -> None:
    crisis = pol.get("/api/crisis").json
    assert "SANS CLASSIFICATION" in crisis["marking_fr"]
    assert "SANS CLASSIFICATION" not in crisis["marking"]
    pol.say("TaskAssigned", {"owner": "DEU", "title": "Count"})
    lines = pol.get("/api/export/tasks.csv?language=fr").body.decode().splitlines()
    assert "SANS CLASSIFICATION" in lines[2]
    assert "SANS CLASSIFICATION" in lines[0]
    assert lines[0] == lines[-1]
    assert pol.get("/api/export/tasks.csv?language=xx").status == 422
