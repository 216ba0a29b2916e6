"""Every page of the client keeps WCAG 2.2 AA as far as axe-core can tell, in both themes, and in its states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import PHONE, Desk

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="axe-core: run `npm ci` in web/")
PAGES = (
    "situation", "authority", "authority?tab=consents", "board", "movements", "movements?view=table",
    "consignments", "stocks", "decisions", "decisions?tab=drafts", "decisions?tab=consultations",
    "tasks", "plan", "record", "admin",
)  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any, rules: list[str] = RULES) -> list[str]:
    """Each rule broken, with where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({ runOnly: rules })", rules)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize(
    ("theme", "rules"), [("light", RULES), ("dark", ["color-contrast"])], ids=["light", "dark"]
)
def test_no_page_breaks_a_rule(chromium: Any, room: str, theme: str, rules: list[str]) -> None:
    opened = Desk(chromium, room, color_scheme=theme)
    opened.enter("usa.usa")
    for name in PAGES:
        page = opened.go(f"/{name}")
        page.wait_for_load_state("networkidle")
        assert violations(page, rules) == [], name
    opened.close()


def test_login_dialogs_and_drafts_break_no_rule(chromium: Any, room: str) -> None:
    opened = Desk(chromium, room, viewport=PHONE)
    page = opened.page
    page.goto(room)
    page.locator(".door h1").wait_for()
    assert violations(page) == []
    opened.enter("usa.usa", "/board?uln=US-101")
    page.get_by_role("button", name="Pledge", exact=True).click()
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Draft requirements").click()
    page.get_by_label("Title 1").wait_for()
    assert violations(page) == []
    opened.close()
