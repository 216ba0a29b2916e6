"""Every page and tab of the client keeps WCAG 2.2 AA as far as axe-core can tell, with something in each list.

In both themes, wide and as narrow as a phone; and no page is wider than its window.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import DESK, PHONE, Desk
from tests.browser.furnishing import furnish

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="axe-core: run `npm ci` in web/")
PAGES = (
    "situation", "authority", "authority?tab=missing", "authority?tab=consents", "authority?tab=ask",
    "board?uln=US-101", "movements", "movements?view=table", "consignments", "stocks", "stocks?tab=forces",
    "decisions", "decisions?tab=drafts", "decisions?tab=consultations", "decisions?tab=escalation",
    "decisions?tab=orders", "decisions?tab=duty", "decisions?tab=transfers", "decisions?tab=sheets",
    "decisions?tab=disputes", "tasks", "plan", "record",
    "admin", "admin?tab=sessions", "admin?tab=keys", "admin?tab=account",
)  # fmt: skip
CHOSEN = {
    "stocks": "tr[data-at='0']",
    "consignments": "tr[data-at='0']",
    "record": "tr[data-at='0']",
}
"""What is chosen on a page before it is looked at, so that what stands beside the list is there, too."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = ["color-contrast", "target-size", "scrollable-region-focusable"]
"""What depends on colours or on room; the rest is the same in every theme and width."""
WAYS = [
    pytest.param("light", DESK, RULES, id="light"),
    pytest.param("light", PHONE, DRAWN, id="light-phone"),
    pytest.param("dark", DESK, DRAWN, id="dark"),
    pytest.param("dark", PHONE, DRAWN, id="dark-phone"),
]


def violations(page: Any, rules: list[str] = RULES) -> list[str]:
    """Each rule broken, with where."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({ runOnly: rules })", rules)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def is_too_wide(page: Any) -> bool:
    """Whether the page itself, not a part of it, is scrolled sideways."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))


@pytest.fixture(scope="module")
def furnished(room: str) -> str:
    """The room with something in every list."""
    furnish(room)
    return room


@pytest.fixture
def phone(chromium: Any, furnished: str) -> Iterator[Desk]:
    """A narrow window of the representative of the United States."""
    opened = Desk(chromium, furnished, viewport=PHONE)
    opened.enter("usa.usa")
    yield opened
    opened.close()


@pytest.mark.parametrize(("theme", "size", "rules"), WAYS)
def test_no_page_breaks_a_rule(
    chromium: Any, furnished: str, theme: str, size: dict[str, int], rules: list[str]
) -> None:
    opened = Desk(chromium, furnished, color_scheme=theme, viewport=size)
    opened.enter("usa.usa")
    found = {}
    for name in PAGES:
        page = opened.go(f"/{name}")
        page.wait_for_load_state("networkidle")
        if name in CHOSEN:
            page.locator(CHOSEN[name]).click()
            page.locator(".side h2, .side dl").first.wait_for()
        broken = violations(page, rules) + ["too wide"] * is_too_wide(page)
        if broken:
            found[name] = broken
    assert found == {}
    opened.close()


def test_the_law_s_answer_breaks_no_rule(phone: Desk) -> None:
    page = phone.go("/authority?tab=ask")
    page.get_by_label("Territory").select_option(label="Liberia")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("heading", name="USA enter LBR").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("board?uln=US-101", "Pledge"), ("decisions", "New proposal"), ("decisions?tab=orders", "New order"),
        ("decisions?tab=duty", "Set the duty roster"), ("decisions?tab=transfers", "Offer a transfer"),
        ("decisions?tab=disputes", "Raise a dispute"), ("decisions?tab=drafts", "New draft"),
        ("decisions?tab=consultations", "Ask for a consultation"), ("consignments", "Form a consignment"),
        ("authority?tab=consents", "Ask for a consent"), ("tasks", "New task"), ("admin", "New user"),
    ],
)  # fmt: skip
def test_no_form_breaks_a_rule_or_is_wider_than_a_phone(
    phone: Desk, path: str, button: str
) -> None:
    page = phone.go(f"/{path}")
    page.get_by_role("button", name=button, exact=True).click()
    form = page.get_by_role("dialog")
    form.wait_for()
    assert violations(page) == []
    assert form.evaluate("one => [...one.children].every(c => c.scrollWidth <= c.clientWidth)")


def test_the_door_and_drafts_break_no_rule(chromium: Any, furnished: str) -> None:
    opened = Desk(chromium, furnished, viewport=PHONE)
    page = opened.page
    page.goto(furnished)
    page.locator(".door h1").wait_for()
    assert violations(page) == []
    opened.enter("usa.usa", "/board")
    page.get_by_role("button", name="Draft requirements").click()
    page.get_by_label("Title 1").wait_for()
    assert violations(page) == []
    opened.close()
