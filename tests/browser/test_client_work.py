"""What people do with the client: see changes as they happen, paste drafts, read long lists, look back."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
from tests.browser.conftest import Desk, Speaker

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
ROWS = 30_000


def paste(page: Any, cell: str, text: str) -> None:
    """Put text from the clipboard into the cell of that label."""
    page.get_by_label(cell).evaluate(
        """(field, text) => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          const event = { clipboardData: data, bubbles: true, cancelable: true };
          field.dispatchEvent(new ClipboardEvent('paste', event));
        }""",
        text,
    )


def test_a_change_appears_in_the_windows_of_others(desk: Desk, room: str) -> None:
    page = desk.go("/tasks")
    page.get_by_text("Live", exact=True).wait_for()
    body = {"owner": "USA", "title": "Count the beds at Monrovia", "text": ""}
    Speaker(room, "gbr.gbr").act("TaskAssigned", None, body)
    page.get_by_role("heading", name="Count the beds at Monrovia").wait_for(timeout=5_000)
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Report").wait_for()


def test_two_tabs_share_one_stream(desk: Desk) -> None:
    first = desk.go("/tasks")
    first.get_by_text("Live", exact=True).wait_for()
    second = desk.context.new_page()
    asked: list[str] = []
    second.on("request", lambda request: asked.append(request.url))
    second.goto(f"{desk.address}/tasks")
    second.get_by_text("Live", exact=True).wait_for()
    assert not [url for url in asked if url.endswith("/api/events")]


def test_rows_pasted_from_a_spreadsheet_are_mended_undone_and_sent(desk: Desk) -> None:
    page = desk.go("/board")
    page.get_by_role("button", name="Draft requirements").click()
    paste(
        page, "Title 1",
        "Title\tAmount\tCapability\tRDD\tDestination\r\n"
        "Tents\t1 200\ttents\t05.12.2014\troberts\r\n"
        "Lamps\tmany\tlamps\tsoon\troberts\r\n",
    )  # fmt: skip
    assert page.get_by_label("Title 2").input_value() == "Lamps"
    page.get_by_role("button", name="Undo").click()
    assert page.locator("[data-cell='1 title']").count() == 0
    page.get_by_role("button", name="Redo").click()
    page.get_by_role("button", name="Send 2 rows").click()
    page.get_by_text("not a whole number").wait_for()
    assert page.get_by_label("Title 1").input_value() == "Lamps"
    assert page.get_by_label("RDD 1").get_attribute("aria-invalid") == "true"
    page.get_by_label("Amount 1").fill("300")
    page.get_by_label("RDD 1").fill("2014-12-05")
    page.get_by_label("RDD 1").blur()
    page.get_by_role("button", name="Send 1 row").click()
    page.locator(".sheet").wait_for(state="detached")
    page.get_by_label("Filter").fill("Lamps")
    page.locator("td", has_text="Lamps").first.wait_for()


def test_thirty_thousand_lines_are_a_few_rows_on_the_page(desk: Desk) -> None:
    line = {
        "id": "", "requirement": "", "movement": "X-1", "line": "x", "nation": "USA", "carrier": "c17#1",
        "mode": "air", "origin": "mcguire", "destination": "roberts", "departs": "2014-10-01T00:00Z",
        "arrives": "2014-10-02T00:00Z", "pieces": 1, "category": "bulk", "kg": 1000, "pax": 0,
        "late_minutes": 0,
    }  # fmt: skip
    rows = [[f"m{n}", f"X-{n:05d}", *list(line.values())[2:]] for n in range(ROWS)]
    told = json.dumps({"plan": "p", "columns": list(line), "rows": rows})
    desk.page.route("**/api/movement-columns*", lambda route: route.fulfill(body=told))
    page = desk.go("/movements?view=table")
    page.get_by_text(f"{ROWS} lines").wait_for()
    assert page.locator("tbody tr[data-at]").count() < 100
    page.locator("tr[data-at='0']").focus()
    page.keyboard.press("End")
    page.locator(f"tr[data-at='{ROWS - 1}']").wait_for()
    assert page.evaluate("() => document.activeElement.dataset.at") == str(ROWS - 1)
    page.get_by_role("button", name="Gantt").click()
    page.locator(".row[data-at='0']").wait_for()
    assert page.locator(".row[data-at]").count() < 100


def test_what_is_chosen_in_the_chart_is_chosen_on_the_map(desk: Desk) -> None:
    page = desk.go("/movements")
    page.locator(".row[data-at='0']").click()
    uln = page.locator(".row[aria-selected='true']").get_attribute("data-key")
    page.get_by_role("heading", name="What holds it back").wait_for()
    page.get_by_role("link", name="Show on map").click()
    page.locator(".chosen h2", has_text=uln).wait_for()
    page.keyboard.press("Escape")
    page.locator(".chosen").wait_for(state="detached")


def test_the_time_slider_shows_what_moves_then(desk: Desk) -> None:
    page = desk.go("/situation")
    slider = page.get_by_label("Instant shown")
    slider.focus()
    page.keyboard.press("End")
    page.get_by_text("Nothing moves at this instant.").wait_for()
    half = page.evaluate(
        "f => (Number(f.min) + Number(f.max)) / 2 - 40 * 86400000", slider.element_handle()
    )
    slider.fill(str(int(half)))
    page.locator("#moving + ul li").first.wait_for()


def test_a_list_taken_away_is_marked_above_and_below(desk: Desk) -> None:
    page = desk.go("/board")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines()))
    marking = page.locator(".banner .text").first.text_content()
    assert marking in rows[0][0]
    assert marking in rows[-1][0]


def test_the_past_is_looked_at_and_not_changed(desk: Desk) -> None:
    page = desk.go("/record")
    page.locator("tr[data-at='0']").wait_for()
    page.get_by_label("Look at an instant").fill("2014-09-15 00:00")
    page.get_by_role("button", name="Go there").click()
    page.get_by_text("Nothing can be changed from here").wait_for()
    page.locator("nav a", has_text="Requirements").click()
    page.locator("h1", has_text="Requirements").wait_for()
    assert page.get_by_role("button", name="Draft requirements").count() == 0
    page.get_by_role("button", name="Back to now").click()
    page.get_by_role("button", name="Draft requirements").wait_for()


def test_a_read_that_is_refused_says_so_and_one_that_fails_can_be_tried_again(desk: Desk) -> None:
    page = desk.page
    page.route("**/api/stocks?*", lambda route: route.fulfill(status=403, body="{}"))
    desk.go("/stocks")
    page.get_by_text("Not for this role").wait_for()
    page.unroute("**/api/stocks?*")
    page.route("**/api/consents?*", lambda route: route.abort())
    desk.go("/authority?tab=consents")
    page.get_by_text("The server does not answer.").wait_for()
    page.unroute("**/api/consents?*")
    page.get_by_role("button", name="Try again").click()
    page.locator("tr[data-at='0']").wait_for()


def test_what_was_read_stays_and_is_called_stale_when_the_server_goes(
    desk: Desk, room: str
) -> None:
    page = desk.go("/tasks")
    page.get_by_text("Live", exact=True).wait_for()
    speaker = Speaker(room, "gbr.gbr")
    speaker.act("TaskAssigned", None, {"owner": "GBR", "title": "Seen", "text": ""})
    seen = page.get_by_role("heading", name="Seen", exact=True)
    seen.wait_for()
    page.route("**/api/tasks?*", lambda route: route.abort())
    speaker.act("TaskAssigned", None, {"owner": "GBR", "title": "Unseen", "text": ""})
    page.get_by_text("the server does not answer").wait_for()
    assert seen.is_visible()
    assert page.get_by_role("heading", name="Unseen", exact=True).count() == 0


def test_a_refused_act_tells_why(desk: Desk) -> None:
    page = desk.page
    told = {
        "status": 409,
        "title": "conflict",
        "code": "state",
        "detail": "the requirement is cancelled",
        "faults": [],
    }
    page.route(
        "**/api/acts/TaskAssigned", lambda route: route.fulfill(status=409, body=json.dumps(told))
    )
    desk.go("/tasks")
    page.get_by_role("button", name="New task").click()
    page.get_by_label("Title").fill("x")
    page.get_by_role("button", name="Put on record").click()
    page.get_by_text("the requirement is cancelled").wait_for()
    assert page.get_by_role("dialog").is_visible()
