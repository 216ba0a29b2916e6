"""The real page in a real browser: quiet, self-sufficient, readable at both sizes, and printable."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.formats.report.fictional_alliance import fictional_content
from tests.formats.report.test_writer import hostile_content

from coalition.formats.report.writer import make_page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser(chromium: sync_api.Browser) -> sync_api.Browser:
    """The one browser of the run: a process drives no second one."""
    return chromium


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(make_page(fictional_content()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: sync_api.Browser, address: str) -> Iterator[sync_api.Page]:
    opened = browser.new_page(viewport=DESK)
    opened.goto(address)
    yield opened
    opened.close()


def test_the_page_opens_without_a_console_error_or_a_request(
    browser: sync_api.Browser, address: str
) -> None:
    opened = browser.new_page(viewport=DESK)
    errors: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: errors.append(message.text))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url[:40]))
    opened.goto(address)
    opened.wait_for_load_state("networkidle")
    assert opened.evaluate("() => document.fonts.check('600 12px Inter')")
    opened.close()
    assert errors == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert sum(url.startswith("file:") for url in asked) == 1


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_reaches_past_the_side(page: sync_api.Page, size: sync_api.ViewportSize) -> None:
    page.set_viewport_size(size)
    wide, room = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room
    assert page.locator("figure svg.picture").count() == 8


def test_the_filter_keeps_the_rows_that_fit_and_closes_the_gaps(page: sync_api.Page) -> None:
    rows = page.locator("#gantt g.row:visible")
    assert rows.count() == 40
    tall = page.locator("#gantt svg").first.evaluate("svg => svg.viewBox.baseVal.height")
    page.get_by_label("Find requirements").fill("TANK")
    assert rows.count() == 3
    assert "3 of 40" in (page.locator("output").text_content() or "")
    short = page.locator("#gantt svg").first.evaluate("svg => svg.viewBox.baseVal.height")
    assert short < tall - 300
    tops = [row.bounding_box() for row in rows.all()[:2]]
    assert tops[0] is not None
    assert tops[1] is not None
    assert abs(tops[1]["y"] - tops[0]["y"] - tops[0]["height"]) < 3
    assert page.locator("#authority g.lane:visible").count() == 13
    page.get_by_role("button", name="Clear").click()
    assert rows.count() == 40
    assert page.locator("#gantt svg").first.evaluate("svg => svg.viewBox.baseVal.height") == tall


def test_the_filter_by_nation_also_holds_for_lanes_and_tables(page: sync_api.Page) -> None:
    page.get_by_label("Nation", exact=True).select_option("ESP")
    shown = page.locator("#gantt g.row:visible")
    assert shown.count() > 0
    assert {row.get_attribute("data-nations") for row in shown.all()} == {"ESP"}
    assert page.locator("#authority g.lane:visible").count() == 2
    assert page.locator("#late tbody tr:visible").count() == 0


def test_a_click_marks_a_requirement_everywhere_and_escape_lets_go(page: sync_api.Page) -> None:
    page.locator("#late tbody tr").nth(2).click()
    uln = page.locator("#late tbody tr.chosen").get_attribute("data-uln")
    assert page.locator("#gantt g.row.chosen").get_attribute("data-uln") == uln
    ways = page.locator("#map .way.chosen")
    assert ways.count() > 0
    assert all(uln in (way.get_attribute("data-ulns") or "").split() for way in ways.all())
    page.keyboard.press("Escape")
    assert page.locator(".chosen").count() == 0


def test_the_page_is_whole_without_its_script(browser: sync_api.Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESK)
    opened = context.new_page()
    opened.goto(address)
    assert opened.locator("#gantt g.row:visible").count() == 40
    assert not opened.locator(".filter").is_visible()
    assert opened.locator("#gantt g.row title").count() > 40
    context.close()


def test_print_leaves_out_what_can_only_be_clicked_and_is_a4_landscape(page: sync_api.Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator(".filter").is_visible()
    assert not page.locator("nav").is_visible()
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/MediaBox [0 0 841.91998 594.95996]") >= 8


def test_a_filter_on_screen_does_not_thin_out_the_print(page: sync_api.Page) -> None:
    page.get_by_label("Find requirements").fill("tank")
    page.emulate_media(media="print")
    assert page.locator("#late tbody tr:visible").count() == 6


def test_no_words_in_a_picture_cover_other_words_or_are_cut(page: sync_api.Page) -> None:
    """Boxes of all words of one picture, shrunk by 1 px, do not meet and lie inside it."""
    clashes = page.evaluate("""() => {
      const found = [];
      for (const svg of document.querySelectorAll('figure svg.picture')) {
        const frame = svg.getBoundingClientRect();
        const words = [...svg.querySelectorAll('text')].filter((t) => t.textContent.trim());
        const boxes = words.map((t) => [t.textContent, t.getBoundingClientRect()]);
        boxes.forEach(([a, p], n) => {
          if (p.left < frame.left - 1 || p.right > frame.right + 1) found.push(`cut: ${a}`);
          for (const [b, q] of boxes.slice(n + 1)) {
            const w = Math.min(p.right, q.right) - Math.max(p.left, q.left) - 2;
            const h = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) - 4;
            if (w > 0 && h > 0) found.push(`${svg.getAttribute('class')}: ${a} / ${b}`);
          }
        });
      }
      return found;
    }""")
    assert clashes == []


def test_tables_have_captions_or_headings_and_pictures_have_names(page: sync_api.Page) -> None:
    assert page.locator("svg.picture:not([role=img][aria-label])").count() == 0
    assert page.locator("section:not([aria-labelledby])").count() == 0
    assert page.locator("table.data th:not([scope])").count() == 0
    assert page.locator("h1").count() == 1


def test_hostile_names_do_nothing(browser: sync_api.Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(make_page(hostile_content()), encoding="utf-8")
    opened = browser.new_page(viewport=PHONE)
    noticed: list[str] = []
    opened.on("dialog", lambda dialog: (noticed.append(dialog.message), dialog.dismiss()))
    opened.on("pageerror", lambda error: noticed.append(str(error)))
    opened.goto(path.as_uri())
    opened.get_by_label("Find requirements").fill("alert")
    assert opened.locator("script").count() == 1
    assert opened.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    opened.close()
    assert noticed == []
