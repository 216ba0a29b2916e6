"""What stands around every request: headers on every answer, hosts, sizes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.simulators.crisis_sites import Browser, CrisisSite

from coalition.server.guarding.headers import ALWAYS, BODY_BYTES_MAX


@pytest.mark.parametrize("path", ["/", "/health", "/api/session", "/api/nothing", "/nothing.js"])
def test_every_answer_carries_the_headers(site: CrisisSite, path: str) -> None:
    answer = Browser(site).get(path)
    for name, value in ALWAYS.items():
        assert answer.header(name) == value


def test_scripts_come_from_this_server_alone() -> None:
    assert "script-src 'self';" in ALWAYS["Content-Security-Policy"]
    assert "unsafe-eval" not in ALWAYS["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil", ""])
def test_another_host_name_is_refused(site: CrisisSite, host: str) -> None:
    assert Browser(site).get("/health", {"host": host}).status == 400


def test_a_body_too_large_is_refused_before_it_is_read(site: CrisisSite, pol: Browser) -> None:
    body = json.dumps({"body": {"x": "y" * BODY_BYTES_MAX}}).encode()
    assert pol.ask("POST", "/api/acts/TaskAssigned", body).status == 413


def test_the_client_is_served_and_nothing_beside_it(site: CrisisSite, tmp_path: Path) -> None:
    browser = Browser(site)
    first = browser.get("/")
    assert first.status == 200
    assert first.header("content-type").startswith("text/html")
    assert browser.get("/plans/today").body == first.body
    for path in ("/../../pyproject.toml", "/%2e%2e/%2e%2e/app.py", "/app.py", "/static/../app.py"):
        assert browser.get(path).status in {200, 404}
        assert b"FastAPI" not in browser.get(path).body


def test_metrics_are_for_whoever_has_the_token(site: CrisisSite) -> None:
    assert Browser(site).get("/metrics").status == 404
