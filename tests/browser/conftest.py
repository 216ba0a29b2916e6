"""A served crisis room and a browser, started once for all tests of the client that run in one go."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CASE = ROOT / "cases" / "ebola-2014"
PASSWORD = "demonstration-only"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
WAIT_SECONDS = 300
PATIENCE_MS = 120_000


class Speaker:
    """A person who speaks to the HTTP face directly, to set a scene that a test then looks at."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name, self._csrf = address, name, ""
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._open = urllib.request.build_opener(jar)
        self.ask("POST", "/api/session", {"name": name, "password": PASSWORD})
        self._csrf = self.ask("GET", "/api/session")["csrf"]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer as JSON; raises HTTPError when refused."""
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self._csrf}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        with self._open.open(request) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def act(self, kind: str, subject: str | None, body: dict[str, Any]) -> str:
        """The subject of what was said on the record."""
        said = self.ask("POST", f"/api/acts/{kind}", {"subject": subject, "body": body})
        return str(said["subject"])

    def make_plan(self, work: int = 0) -> str:
        """The id of a plan made of what the person sees."""
        job = self.ask("POST", "/api/plans", {"work": work})
        while job["state"] == "making":
            time.sleep(0.3)
            job = self.ask("GET", f"/api/jobs/{job['id']}")
        assert job["state"] == "done", job
        return str(job["plan"])


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers; fail when it ended or takes too long."""
    for _ in range(WAIT_SECONDS * 5):
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/health"):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer")


def serve(folder: Path) -> Iterator[str]:
    """The address of a demonstration of the Ebola case, until the generator is closed."""
    port = free_port()
    command = [
        sys.executable, "-m", "coalition", "serve", str(CASE), "--demo",
        "--data", str(folder / "data"), "--port", str(port),
    ]  # fmt: skip
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A room in which the United States have a plan."""
    pytest.importorskip("fastapi", reason="the server's libraries are not installed")
    for address in serve(tmp_path_factory.mktemp("room")):
        Speaker(address, "usa.usa").make_plan()
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Chromium without a window; its event loop ends with the module, before tests that run their own."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class Desk:
    """A browser window of one person, and what its console said."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(
            viewport=options.pop("viewport", DESK), locale=options.pop("locale", "en-GB"),
            reduced_motion="reduce", **options,
        )  # fmt: skip
        self.page = self.context.new_page()
        self.context.set_default_timeout(PATIENCE_MS)
        self.errors: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _hear(self, message: Any) -> None:
        refused = "401" in message.text  # asking who one is before logging in
        if message.type in {"error", "warning"} and not refused:
            self.errors.append(message.text)

    def enter(self, name: str, path: str = "/situation") -> Any:
        """The page at `path`, logged in as a demonstration account."""
        self.page.goto(self.address + path)
        self.page.locator(".door li button", has_text=name).click()
        self.page.locator(".page-head h1").wait_for()
        return self.page

    def go(self, path: str) -> Any:
        """The page at `path` once its heading stands."""
        self.page.goto(self.address + path)
        self.page.locator(".page-head h1").wait_for()
        return self.page

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def desk(chromium: Any, room: str) -> Iterator[Desk]:
    """The window of the representative of the United States."""
    opened = Desk(chromium, room)
    opened.enter("usa.usa")
    yield opened
    opened.close()
