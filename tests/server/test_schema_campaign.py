"""Schemathesis over the whole document: no route fails, and every answer is one the document names."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from tests.simulators.crisis_sites import Answer, CrisisSite, crisis_site

from coalition.server.document import interface_document

EXAMPLES = 15
SKIPPED = {("GET", "/api/events"), ("DELETE", "/api/session"), ("POST", "/api/plans")}
"""What never ends, what ends the session, and what takes long."""
SCHEMA = schemathesis.openapi.from_dict(interface_document())
OPERATIONS = [
    found.ok() for found in SCHEMA.get_all_operations()
    if (found.ok().method.upper(), found.ok().path) not in SKIPPED
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> CrisisSite:
    return crisis_site(tmp_path_factory.mktemp("site"))


@pytest.mark.campaign
@pytest.mark.parametrize(
    "operation", OPERATIONS, ids=lambda one: f"{one.method.upper()} {one.path}"
)
def test_no_request_makes_the_server_fail(
    site: CrisisSite, operation: schemathesis.Operation
) -> None:  # type: ignore[name-defined]
    browser = site.log_in("pol.pol")
    named = operation.definition.raw["responses"]

    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(case=operation.as_strategy())
    def check(case: schemathesis.Case) -> None:
        answer = sent(browser, case)
        assert answer.status < 500, case.as_curl_command()
        assert str(answer.status) in named or answer.status in {304, 405}, answer.status
        if answer.header("content-type").startswith("application/json"):
            json.loads(answer.body)

    check()


def sent(browser: object, case: schemathesis.Case) -> Answer:
    """The answer to a case, sent through the application directly."""
    path = case.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace("{" + name + "}", quote(str(value), safe=""))
    query = urlencode(case.query or {}, doseq=True)
    headers = {
        k: str(v)
        for k, v in (case.headers or {}).items()
        if str(v).isascii() and k.lower() != "cookie"
    }
    body = case.body
    unset = (
        isinstance(body, schemathesis.NotSet)
        if hasattr(schemathesis, "NotSet")
        else type(body).__name__ == "NotSet"
    )
    return browser.ask(
        case.method, f"{path}?{query}" if query else path, None if unset else body, headers
    )  # type: ignore[attr-defined]


def test_every_operation_is_asked() -> None:
    assert len(OPERATIONS) > len(interface_document()["paths"]) - 5
    assert Path(__file__).exists()
