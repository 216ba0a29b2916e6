"""Drafts that become proposals, consultations that are convened and held, and goods that go and are counted."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.conftest import Desk, Speaker

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def on_record(page: Any) -> None:
    """Wait for the word that it is on record, and take the word away."""
    said = page.locator(".said", has_text="It is on record.").first
    said.wait_for()
    said.get_by_role("button", name="Dismiss").click()


def window_of(chromium: Any, room: str, name: str, path: str) -> Desk:
    opened = Desk(chromium, room)
    opened.enter(name, path)
    return opened


def test_a_draft_is_written_on_kept_while_looking_elsewhere_and_tabled(desk: Desk) -> None:
    page = desk.go("/decisions?tab=drafts")
    page.get_by_role("button", name="New draft").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Title").fill("Air bridge to Harper")
    form.get_by_label("Text").fill("Two aircraft a day.")
    form.get_by_role("button", name="Put on record").click()
    on_record(page)
    page.get_by_role("option", name="Air bridge to Harper", selected=True).wait_for()
    words = page.locator("article").get_by_label("Text")
    words.fill("Three aircraft a day.")
    page.locator("nav a", has_text="Tasks").click()
    page.locator("h1", has_text="Tasks").wait_for()
    page.locator("nav a", has_text="Decisions").click()
    page.get_by_role("tab", name="Drafts").click()
    page.get_by_role("option", name="Air bridge to Harper").click()
    assert words.input_value() == "Three aircraft a day."
    page.get_by_role("button", name="Back to the version on record").click()
    assert words.input_value() == "Two aircraft a day."
    words.fill("Four aircraft a day.")
    page.get_by_role("button", name="Put this version on record").click()
    on_record(page)
    page.get_by_role("button", name="Table it").click()
    page.get_by_role("dialog").get_by_role("button", name="Put on record").click()
    page.get_by_role("link", name="see the proposal").click()
    page.locator("article", has_text="Four aircraft a day.").wait_for()


def test_a_consultation_is_asked_for_convened_and_held(
    desk: Desk, chromium: Any, room: str
) -> None:
    page = desk.go("/decisions?tab=consultations")
    page.get_by_role("button", name="Ask for a consultation").click()
    form = page.get_by_role("dialog")
    form.get_by_label("What is to be consulted on").fill("The frontier at Freetown")
    form.get_by_label("Who is threatened").select_option("SLE")
    form.get_by_role("button", name="Put on record").click()
    on_record(page)
    staff = window_of(chromium, room, "staff.staff", "/decisions?tab=consultations")
    staff.page.get_by_role("option", name="The frontier at Freetown").click()
    staff.page.get_by_role("button", name="Convene").click()
    staff.page.get_by_role("button", name="Put on record").click()
    on_record(staff.page)
    page.locator("article .tag", has_text="convened").wait_for()
    staff.page.get_by_role("button", name="Record the result").click()
    staff.page.get_by_label("Outcome").fill("The frontier is watched.")
    staff.page.get_by_role("button", name="Put on record").click()
    page.locator("article", has_text="The frontier is watched.").wait_for()
    staff.close()


def commitment(speaker: Speaker, uln: str, quantity: int) -> str:
    """The id of what a nation has committed to a requirement."""
    found = speaker.ask("GET", f"/api/requirements?q={uln}")["items"][0]
    thing = speaker.ask("GET", f"/api/objects/{found['id']}")
    good = {**thing["state"]["stated"]["amounts"][0], "quantity": quantity}
    window = {"opens": "always", "closes": "forever"}
    terms = {"amounts": [good], "window": window, "sources": []}
    subject = speaker.act("OfferMade", None, {"terms": terms, "line": found["id"]})
    speaker.act("PledgeMade", subject, {"terms": terms})
    return speaker.act("CommitmentMade", subject, {"terms": terms})


def report(page: Any, button: str, **fields: str) -> None:
    """One report of a consignment, with what its form asks."""
    page.locator(".side").get_by_role("button", name=button).click()
    for label, text in fields.items():
        page.locator(".side").get_by_label(label, exact=False).first.fill(text)
    page.locator(".side").get_by_role("button", name="Put on record").click()
    on_record(page)


def test_goods_are_sent_and_what_came_is_counted_against_it(
    desk: Desk, chromium: Any, room: str
) -> None:
    commitment(Speaker(room, "usa.usa"), "US-104", 50)
    page = desk.go("/consignments")
    page.get_by_role("button", name="Form a consignment").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Out of what is committed").select_option(label="US-104: 50 ebola-beds")
    page.wait_for_function(
        "() => [...document.querySelectorAll('dialog[open] input')].some(f => f.value === 'ganta')"
    )
    form.get_by_label("From").fill("norfolk")
    form.get_by_label("Receiver").select_option("LBR")
    form.get_by_role("button", name="Put on record").click()
    on_record(page)
    report(page, "Report loading")
    report(page, "Report departure", Carrier="usa-vega#1")
    page.get_by_text("1 under way").wait_for()
    receiver = window_of(chromium, room, "lbr.lbr", "/consignments")
    receiver.page.locator("tr", has_text="US-104").click()
    report(receiver.page, "Report arrival")
    report(receiver.page, "Count what came", beds="48")
    page.locator(".side td", has_text="48 (\N{MINUS SIGN}2)").wait_for()
    receiver.close()


def test_a_consent_is_asked_for_and_refused_with_a_reason(
    desk: Desk, chromium: Any, room: str
) -> None:
    page = desk.go("/authority?tab=consents")
    page.get_by_role("button", name="Ask for a consent").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Territory").select_option("SEN")
    form.get_by_label("Procedure").fill("sen-corridor/corridor")
    form.get_by_label("station", exact=True).check()
    form.get_by_role("button", name="Put on record").click()
    on_record(page)
    host = window_of(chromium, room, "sen.sen", "/authority?tab=consents")
    host.page.get_by_label("Filter").fill("sen-corridor/corridor asked USA")
    host.page.locator("tr[data-at='0']").click()
    host.page.locator(".side", has_text="Asked by").wait_for()
    host.page.get_by_role("button", name="Refuse").click()
    host.page.get_by_role("dialog").get_by_label("Reason").fill("No place to station.")
    host.page.get_by_role("dialog").get_by_role("button", name="Refuse").click()
    on_record(host.page)
    page.get_by_label("Filter").fill("No place to station.")
    page.locator("tr[data-at='0'] .tag", has_text="refused").wait_for()
    host.close()


def test_the_law_answers_with_its_proof(desk: Desk) -> None:
    page = desk.go("/authority?tab=ask")
    page.get_by_label("Territory").select_option(label="Liberia")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("heading", name="USA enter LBR").wait_for()
    assert "may USA enter LBR" in (page.locator(".answer > ul").last.text_content() or "")


def test_a_stock_falls_with_each_departure(desk: Desk) -> None:
    page = desk.go("/stocks")
    page.locator("tr[data-at='0']").click()
    chart = page.get_by_role("img", name="at first")
    chart.wait_for()
    left = page.locator(".side tbody tr td:last-child").all_text_contents()
    counts = [int(text.replace(",", "")) for text in left]
    assert counts
    assert counts == sorted(counts, reverse=True)


def test_a_session_that_is_ended_is_out_at_once(desk: Desk, chromium: Any, room: str) -> None:
    other = window_of(chromium, room, "nor.nor", "/tasks")
    administrator = window_of(chromium, room, "nor.nor", "/admin?tab=sessions")
    page = administrator.page
    page.get_by_text("this one").wait_for()
    while page.locator("tbody tr").count() > 1:
        count = page.locator("tbody tr").count()
        rows = page.locator("tbody tr").filter(has_not_text="this one")
        rows.first.get_by_role("button", name="End").click()
        page.locator(f"tbody tr:nth-child({count})").wait_for(state="detached")
    other.page.locator(".door h1").wait_for()
    other.close()
    administrator.close()
