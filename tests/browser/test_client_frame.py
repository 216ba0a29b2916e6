"""The client's frame: quiet, small, marked, usable by keyboard, in two languages, on a phone and on paper."""

from __future__ import annotations

import gzip
from typing import Any

import pyotp
import pytest
from tests.browser.conftest import PHONE, Desk, Speaker

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
PAGES = (
    "situation", "authority", "board", "movements", "consignments", "stocks", "decisions", "tasks", "plan",
    "record", "admin",
)  # fmt: skip
FIRST_LOAD_BYTES_MAX = 150_000


def test_the_first_load_is_small_and_asks_nobody_else(chromium: Any, room: str) -> None:
    opened = Desk(chromium, room)
    sizes: dict[str, int] = {}
    opened.page.on(
        "response",
        lambda answer: sizes.__setitem__(answer.url, len(gzip.compress(answer.body(), 6))),
    )
    opened.page.goto(room)
    opened.page.locator(".door h1").wait_for()
    opened.page.wait_for_load_state("networkidle")
    assert all(url.startswith(room) for url in sizes)
    assert sum(sizes.values()) < FIRST_LOAD_BYTES_MAX
    assert opened.errors == []
    opened.close()


def test_every_page_opens_marked_and_without_a_word_on_the_console(desk: Desk) -> None:
    marking = Speaker(desk.address, "usa.usa").ask("GET", "/api/crisis")["marking"]
    for name in PAGES:
        page = desk.go(f"/{name}")
        page.wait_for_load_state("networkidle")
        assert page.locator(".banner").count() == 2
        assert page.locator(".banner .text").first.text_content() == marking
        assert page.locator(f'nav a[href="/{name}"]').get_attribute("aria-current") == "page"
    assert desk.errors == []


@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
def test_nothing_reaches_past_the_side_of_a_phone(chromium: Any, room: str, language: str) -> None:
    opened = Desk(chromium, room, viewport=PHONE, locale=language)
    opened.enter("usa.usa")
    for name in PAGES:
        page = opened.go(f"/{name}")
        page.wait_for_load_state("networkidle")
        wide, there = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        assert wide <= there, name
    opened.close()


def test_pages_are_reached_by_keys_and_rows_by_arrows(desk: Desk) -> None:
    page = desk.page
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.locator("h1", has_text="Requirements").wait_for()
    page.locator("tr[data-at='0']").wait_for()
    page.locator("tr[data-at='0']").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.dataset.at") == "1"
    page.keyboard.press("End")
    assert page.evaluate("() => document.activeElement.dataset.at") == "60"
    page.keyboard.press("Enter")
    chosen = page.locator("tr[aria-selected='true']").get_attribute("data-key")
    page.locator(".side h2", has_text=chosen).wait_for()
    assert page.locator("tbody tr[tabindex='0']").count() == 1


def test_the_skip_link_is_first_and_leads_to_the_content(desk: Desk) -> None:
    page = desk.go("/tasks")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className").startswith("skip")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"


def test_the_language_changes_at_once_and_is_kept(desk: Desk) -> None:
    page = desk.page
    page.keyboard.press("Shift+L")
    page.locator("nav a", has_text="Mouvements").wait_for()
    assert page.evaluate("() => document.documentElement.lang") == "fr"
    desk.go("/decisions")
    assert page.locator("h1").text_content() == "Décisions"
    page.keyboard.press("Shift+L")
    page.locator("h1", has_text="Decisions").wait_for()


def test_dark_and_light_are_two_settings(desk: Desk) -> None:
    page = desk.page
    ground = "() => getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    light = page.evaluate(ground)
    page.keyboard.press("Shift+D")
    assert page.evaluate(ground) != light


def test_paper_has_the_marking_and_nothing_to_click(desk: Desk) -> None:
    page = desk.go("/plan")
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    assert page.locator(".banner .text").first.is_visible()
    assert not page.locator("nav#pages").is_visible()
    assert not page.locator(".page-head .actions").is_visible()
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.startswith(b"%PDF")


def test_a_second_factor_is_set_and_then_asked_for(chromium: Any, room: str) -> None:
    administrator = Speaker(room, "nor.nor")
    made = administrator.ask(
        "POST", "/api/users", {"name": "factor.nor", "full_name": "Kari", "roles": ["planner"]}
    )
    opened = Desk(chromium, room)
    page = opened.page
    page.goto(f"{room}/admin")
    log_in(page, "factor.nor", made["password"])
    change_password(page, made["password"], "a long pass phrase of mine")
    page.locator("h1", has_text="Administration").wait_for()
    page.get_by_role("button", name="Set up a second factor").click()
    secret = page.locator("code.secret").text_content() or ""
    page.get_by_label("Code from your authenticator").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Put on record").click()
    page.get_by_text("Second factor: on").wait_for()
    page.locator("header .menu > button", has_text="factor.nor").click()
    page.get_by_role("button", name="Log out").click()
    log_in(page, "factor.nor", "a long pass phrase of mine")
    field = page.get_by_label("Code from your authenticator")
    field.fill("000000")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_text("is not right").wait_for()
    opened.close()


def log_in(page: Any, name: str, password: str) -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def change_password(page: Any, old: str, new: str) -> None:
    page.get_by_role("heading", name="Change password").wait_for()
    page.locator("input[autocomplete='current-password']").fill(old)
    for field in page.locator("input[autocomplete='new-password']").all():
        field.fill(new)
    page.locator("form").get_by_role("button", name="Change password").click()
