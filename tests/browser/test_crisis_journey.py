"""A crisis from alert to a moving plan, seen through the windows of six nations and of the staff.

Silence is broken once and kept once, a pledge is made, a plan is made, a consent is revoked, the plan is
stale, and planning again tells whose promise moved. Pictures of the windows are kept in the test's folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Desk, Speaker, serve

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.slow
NATIONS = ("usa", "gbr", "fra", "deu", "nld", "sen")
MEMBERS = ("usa", "gbr", "fra", "deu", "chn", "nld", "cub", "nor", "dnk", "can", "eth", "nga")
LONG_MS = 400_000


class Windows:
    """One window a nation and one of the staff, all logged in at once."""

    def __init__(self, browser: Any, address: str, pictures: Path) -> None:
        self.address, self._pictures, self._taken = address, pictures, 0
        self._desks = {name: Desk(browser, address) for name in (*NATIONS, "staff")}
        for name, opened in self._desks.items():
            opened.enter(f"{name}.{name}")

    def of(self, name: str, path: str = "") -> Any:
        """The page of a nation, at `path` when one is named."""
        opened = self._desks[name]
        return opened.go(path) if path else opened.page

    def take(self, name: str, what: str) -> None:
        """A picture of a window."""
        self._taken += 1
        file = self._pictures / f"{self._taken:02d}-{what}-{name}.png"
        self.of(name).screenshot(path=file)

    @property
    def errors(self) -> list[str]:
        """What any console said."""
        return [error for opened in self._desks.values() for error in opened.errors]

    def close(self) -> None:
        """The last picture of each window, then none is open."""
        for name, opened in self._desks.items():
            self.take(name, "end")
            opened.close()


@pytest.fixture
def windows(chromium: Any, tmp_path: Path) -> Iterator[Windows]:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for address in serve(tmp_path):
        opened = Windows(chromium, address, pictures)
        yield opened
        opened.close()


def test_a_crisis_goes_from_alert_to_a_moving_plan(windows: Windows) -> None:
    silence_is_broken(windows)
    silence_is_kept(windows)
    a_pledge_is_seen_by_others(windows)
    a_plan_is_made_and_put_in_force(windows)
    a_consent_is_revoked_and_the_plan_is_stale(windows)
    planning_again_tells_whose_promise_moved(windows)
    the_record_verifies(windows)
    assert windows.errors == []


def put_to_the_council(windows: Windows, title: str) -> None:
    """The United States table a text; the staff put it to the council under silence for six hours."""
    page = windows.of("usa", "/decisions")
    page.get_by_role("button", name="New proposal").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Title").fill(title)
    form.get_by_label("Text").fill("Contingents stage at Dakar and go on by air and sea.")
    form.get_by_role("button", name="Put on record").click()
    page.locator("article h2", has_text=title).wait_for()
    staff = windows.of("staff", "/decisions")
    staff.get_by_role("option", name=title).click()
    staff.get_by_role("button", name="Put to the body").click()
    staff.get_by_label("Date and time there").fill(clock_of(windows, hours=6))
    staff.get_by_role("button", name="Put on record").click()
    staff.get_by_role("timer").wait_for()


def clock_of(windows: Windows, *, hours: int) -> str:
    """Crisis time so many hours from now, as the field of the form has it."""
    now = Speaker(windows.address, "staff.staff").ask("GET", "/api/crisis")["now"]
    at = datetime.fromisoformat(now) + timedelta(hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M")


def silence_is_broken(windows: Windows) -> None:
    title = "Stage at Dakar"
    for name in ("gbr", "fra", "deu", "nld"):
        windows.of(name, "/decisions")
    put_to_the_council(windows, title)
    windows.of("gbr").get_by_role("timer").wait_for()
    windows.take("gbr", "silence")
    windows.of("gbr").get_by_role("button", name="Confirm receipt").click()
    windows.of("gbr").get_by_role("row", name="GBR").get_by_text("received", exact=True).wait_for()
    windows.of("deu").get_by_role("button", name="Assent", exact=True).click()
    windows.of("deu").get_by_role("button", name="Put on record").click()
    windows.of("nld").get_by_role("button", name="Assent with a reservation").click()
    windows.of("nld").get_by_label("Your words").fill("Dutch crews do not enter for patient care.")
    windows.of("nld").get_by_role("button", name="Put on record").click()
    windows.of("gbr").get_by_role("row", name="NLD").get_by_text("reserves").wait_for()
    windows.of("fra").get_by_role("button", name="Break silence").click()
    windows.of("fra").get_by_label("Your words").fill(
        "The corridor is not agreed with Senegal yet."
    )
    windows.of("fra").get_by_role("button", name="Put on record").click()
    for name in ("gbr", "usa", "staff"):
        windows.of(name).locator("article .tag", has_text="silence broken").wait_for()
    windows.take("usa", "broken")


def silence_is_kept(windows: Windows) -> None:
    title = "Stage at Dakar, as agreed with Senegal"
    put_to_the_council(windows, title)
    for name in NATIONS[:5]:
        page = windows.of(name, "/decisions")
        page.get_by_role("option", name=title).click()
        page.get_by_role("button", name="Confirm receipt").click()
        page.get_by_text("It is on record.").wait_for()
    speakers = {name: Speaker(windows.address, f"{name}.{name}") for name in MEMBERS}
    known = speakers["usa"].ask("GET", "/api/proposals")["items"]
    subject = next(one["id"] for one in known if one["title"] == title)
    for name in MEMBERS:
        if name not in NATIONS:
            speakers[name].act("ReceiptSigned", subject, {})
    staff = windows.of("staff", "/admin?tab=clock")
    staff.get_by_role("button", name="+1 d").click()
    staff.get_by_text("C+1").wait_for()
    page = windows.of("gbr", "/decisions")
    page.get_by_role("option", name=title).locator(".tag", has_text="agreed").wait_for()
    page.get_by_role("option", name=title).click()
    windows.take("gbr", "agreed")


def a_pledge_is_seen_by_others(windows: Windows) -> None:
    watching = windows.of("gbr", "/board?uln=DE-010")
    watching.get_by_text("Nobody has pledged.").wait_for()
    page = windows.of("deu", "/board?uln=DE-010")
    page.get_by_role("button", name="Pledge", exact=True).click()
    page.get_by_role("dialog").get_by_label("Amount").fill("50")
    page.get_by_role("dialog").get_by_role("button", name="Pledge", exact=True).click()
    watching.locator(".side li", has_text="DEU").get_by_text("pledged").wait_for()
    windows.take("gbr", "pledge")


def make(page: Any, button: str) -> None:
    """A quick plan, by the button of that name; returns when it is there, and fails when it is not made.

    What is waited for is one version more in the list: a job may end between two looks at it.
    """
    there = page.locator(".versions li")
    known = there.count()
    page.locator(".page-head").get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_label("quick").check()
    page.get_by_role("dialog").get_by_role("button", name=button).click()
    failed = page.locator("[role=alert]")
    there.nth(known).or_(failed).first.wait_for(timeout=LONG_MS)
    assert failed.count() == 0, failed.all_text_contents()
    page.locator(".job").wait_for(state="detached", timeout=LONG_MS)


def a_plan_is_made_and_put_in_force(windows: Windows) -> None:
    page = windows.of("usa", "/plan")
    make(page, "Make a plan")
    page.get_by_role("heading", name="What binds most").wait_for()
    page.get_by_role("button", name="Put in force").click()
    page.locator(".versions .tag", has_text="in force").wait_for()
    windows.take("usa", "plan")
    moving = windows.of("usa", "/movements")
    moving.locator(".row[data-at='0']").wait_for()
    moving.locator(".row[data-at='0']").click()
    moving.get_by_role("heading", name="What holds it back").wait_for()
    windows.take("usa", "movements")


def a_consent_is_revoked_and_the_plan_is_stale(windows: Windows) -> None:
    watching = windows.of("usa", "/situation")
    page = windows.of("sen", "/authority?tab=consents")
    page.get_by_label("Filter").fill("sen-corridor/corridor")
    page.locator("tr[data-at='0']").click()
    page.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_label("Reason").fill(
        "The corridor is closed until further notice."
    )
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    page.get_by_text("It is on record.").wait_for()
    watching.locator(".stale").wait_for()
    windows.take("usa", "stale")


def planning_again_tells_whose_promise_moved(windows: Windows) -> None:
    page = windows.of("usa", "/plan")
    page.locator(".stale").wait_for()
    make(page, "Plan again")
    page.get_by_role("heading", name="What changed").wait_for()
    assert page.locator(".diff tbody tr").count() > 0
    assert page.locator(".diff tbody tr").first.locator("td").last.text_content()
    windows.take("usa", "diff")


def the_record_verifies(windows: Windows) -> None:
    page = windows.of("nld", "/record")
    page.get_by_role("button", name="Verify the record").click()
    page.get_by_text("The record verifies").wait_for(timeout=LONG_MS)
    windows.take("nld", "record")
