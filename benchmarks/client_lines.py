"""How the client stands 30,000 lines of movement: opening, scrolling by a frame, a key in the filter.

The built client in Chromium without a window or a graphics card; what it asks is answered by this script, so
that neither a server nor a plan is measured. What counts is the processor time of the page's own thread, which
other work on the machine does not lengthen much; the time by the clock is told beside it. Skips where Chromium
or Playwright is absent. `--once` scrolls less and never fails.
"""

from __future__ import annotations

import json
import mimetypes
import shutil
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "src" / "coalition" / "server" / "static"
ONCE = "--once" in sys.argv[1:]
LINES, A_REQUIREMENT = 30_000, 12
FRAMES = 60 if ONCE else 240
KEYS = "c17 fifth 29"
OPEN_MS, FRAME_MS, KEY_MS = 1000.0, 16.7, 100.0
PATIENCE_MS = 180_000
COLUMNS = (
    "id", "requirement", "movement", "line", "nation", "carrier", "mode", "origin", "destination", "departs",
    "arrives", "pieces", "category", "kg", "pax", "late_minutes",
)  # fmt: skip
SCROLL = """async ([frames, step]) => {
  const all = [...document.querySelectorAll('.scroller')];
  const box = all.find((one) => one.scrollHeight > one.clientHeight + 50);
  box.scrollTop = 0;
  const took = [];
  let last = performance.now();
  for (let n = 0; n < frames; n++) {
    box.scrollTop += step;
    await new Promise((done) => requestAnimationFrame(done));
    took.push(performance.now() - last);
    last = performance.now();
  }
  return took;
}"""
TYPE = """async (text) => {
  const field = document.querySelector('.toolbar input[type="search"]');
  const took = [];
  for (let n = 1; n <= text.length; n++) {
    const begin = performance.now();
    field.value = text.slice(0, n);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    took.push(performance.now() - begin);
  }
  field.value = '';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return took;
}"""


def line(n: int) -> list[Any]:
    """One line; a thirtieth of the requirements is late."""
    number, leg = divmod(n, A_REQUIREMENT)
    day, hour = 1 + number % 27, leg * 2 % 24
    uln = f"R-{number:04d}"
    late = 90 * (number % 30 == 0)
    departs, arrives = f"2027-03-{day:02d}T{hour:02d}:00Z", f"2027-03-{day + 1:02d}T{hour:02d}:00Z"
    return [
        f"m{n}", uln, f"{uln}-{leg}", f"{uln}/a", ("USA", "DEU", "NOR")[number % 3], f"c17#{number % 40}",
        ("air", "sea", "rail", "road")[leg % 4], f"place-{leg}", f"place-{leg + 1}", departs, arrives, 1 + leg,
        "bulk", 1000 + leg, leg % 3, late,
    ]  # fmt: skip


def answers() -> dict[str, Any]:
    """What the client may ask, by the path below /api."""
    nations = [{"id": one, "name": one} for one in ("USA", "DEU", "NOR")]
    person = {
        "id": "p", "name": "bench.usa", "full_name": "", "nation": "USA", "nation_name": "USA", "roles": [],
        "clearance": {"marking": ""}, "csrf": "", "must_change_password": False, "second_factor": False,
        "may": [],
    }  # fmt: skip
    crisis = {
        "title": "Thirty thousand lines", "alliance": "fictional", "fictional": True, "text": "", "members": [],
        "c_day": "2027-03-01T00:00Z", "horizon_end": "2027-04-15T00:00Z", "nations": nations, "groups": {},
        "timeline": [],
    }  # fmt: skip
    frame = {"now": "2027-03-01T00:00Z", "clock": "exercise", "policy": "", "nation": "USA"}
    told = {"marking": "UNCLASSIFIED", "marking_fr": "", "colour": "#007A33"}
    rows = sorted((line(n) for n in range(LINES)), key=lambda row: -row[-1])
    return {
        "session": person,
        "crisis": {**frame, **told, "crisis": crisis},
        "movement-columns": {"plan": "p", "columns": COLUMNS, "rows": rows},
        "reading": {"up_to": ""},
    }


def fulfil(route: Any, told: dict[str, bytes]) -> None:
    """A file of the built client, or an answer; lists that are not named are empty."""
    path = route.request.url.split("://", 1)[1].partition("/")[2].partition("?")[0]
    if path.startswith("api/events"):
        route.fulfill(status=204)
    elif path.startswith("api/"):
        body = told.get(path.removeprefix("api/"), b'{"items":[],"next":null,"total":0}')
        route.fulfill(body=body, content_type="application/json")
    else:
        file = STATIC / path if path and (STATIC / path).is_file() else STATIC / "index.html"
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0])


def work_s(session: Any) -> float:
    """Processor seconds of the page's thread so far."""
    found = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


def row(name: str, value: float, budget: float, note: str = "") -> bool:
    """Prints a row; whether the budget is missed."""
    print(f"{name:<44} {value:>9.1f} {budget:>8.1f} {value / budget:>6.2f}  {note}")
    return value > budget


def scrolled(page: Any, session: Any, step: int) -> tuple[float, float, float]:
    """Work a frame, the median frame and the 95th of a hundred, all in milliseconds."""
    before = work_s(session)
    frames = sorted(page.evaluate(SCROLL, [FRAMES, step]))
    work = 1000 * (work_s(session) - before) / FRAMES
    return work, median(frames), frames[int(0.95 * FRAMES)]


def measure(browser: Any) -> bool:
    """Prints the table; whether any budget is missed."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    told = {name: json.dumps(answer).encode() for name, answer in answers().items()}
    context.route("**/*", lambda route: fulfil(route, told))
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("http://client.test/tasks")
    page.locator(".page-head h1").wait_for()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before, begin = work_s(session), perf_counter()
    page.locator('nav a[href="/movements"]').click()
    page.locator(".row[data-at='0']").wait_for()
    note = f"{LINES} lines; {perf_counter() - begin:.1f} s by the clock"
    missed = row("movements open, ms", 1000 * (work_s(session) - before), OPEN_MS, note)
    for view, steps in (("Gantt", (72, 240)), ("Table", (78, 260))):
        page.get_by_role("button", name=view, exact=True).click()
        page.wait_for_timeout(300)
        for step in steps:
            work, middle, high = scrolled(page, session, step)
            note = f"by the clock {middle:.1f} ms, 95% {high:.1f} ms"
            missed |= row(f"{view}: a frame at {step} px, ms", work, FRAME_MS, note)
        before = work_s(session)
        keys = page.evaluate(TYPE, KEYS)
        work = 1000 * (work_s(session) - before) / len(keys)
        note = f"by the clock {median(keys):.0f} ms, most {max(keys):.0f} ms"
        missed |= row(f"{view}: a key in the filter, ms", work, KEY_MS, note)
    context.close()
    return missed


def main() -> int:
    """1 when a budget is missed in a full run."""
    path = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        path = None
    if path is None:
        print("skipped: Playwright and Chromium are wanted")
        return 0
    print(f"{'what':<44} {'measured':>9} {'budget':>8} {'ratio':>6}  note")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        missed = measure(browser)
        browser.close()
    return 1 if missed and not ONCE else 0


if __name__ == "__main__":
    raise SystemExit(main())
