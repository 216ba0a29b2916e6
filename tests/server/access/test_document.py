"""Every route keeps to the interface document, whatever is sent: no failure, no status or shape outside it.

Requests come from the document itself (schemathesis), good ones and bad ones, with ids that are there
and ids that are not. `pytest -m campaign` sends a hundred times as many.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.core import NotSet
from schemathesis.generation import GenerationMode
from schemathesis.transport.serialization import Binary
from tests.server.access.routes import (
    ACTS,
    DOCUMENT,
    ROUTES,
    has_body,
    name_of,
    path_with,
    takes_id,
)
from tests.server.access.staging import ONLY_DEU, Stage, played
from tests.simulators.crisis_sites import Answer, Browser

FEW, MANY = 1, 300
OWN_HEADERS = {"idempotency-key", "last-event-id", "if-match", "if-none-match"}
CASES = {
    (one.method.upper(), one.path): one
    for one in (
        found.ok() for found in schemathesis.openapi.from_dict(dict(DOCUMENT)).get_all_operations()
    )
}
SOME = [route for route in ROUTES if route not in ACTS] + sorted(ACTS)[::9]
"""Acts are read by one function; some of them stand for all, but for a campaign."""
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage on which plans are ordered and not made."""
    for stage in played(tmp_path_factory.mktemp("stage"), plan=True):
        stage.site.parts.open.desk.order = lambda job: job  # type: ignore[method-assign]
        yield stage


def asked(browser: Browser, case: Any, path: str) -> Answer:
    """The answer to a request that was drawn."""
    query = urlencode([
        (str(name), _text(one))
        for name, value in (case.query or {}).items()
        for one in (value if isinstance(value, list) else [value])
    ])  # fmt: skip
    headers = {
        str(name): _text(value).encode("ascii", "replace").decode()
        for name, value in (case.headers or {}).items()
        if str(name).lower() in OWN_HEADERS
    }
    body = None if isinstance(case.body, NotSet) else _bytes(case.body)
    return browser.ask(case.method.upper(), f"{path}?{query}" if query else path, body, headers)


def _bytes(body: Any) -> bytes:
    """What was drawn as bytes: JSON, or as it is where it was drawn to be none."""
    return body.data if isinstance(body, Binary) else json.dumps(body, default=str).encode()


def _text(value: Any) -> str:
    """What was drawn as text that a request can hold."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text.encode("utf-8", "replace").decode()


def problem_with(route: tuple[str, str], answer: Answer) -> str:
    """How the answer leaves the document, in words; empty when it keeps to it."""
    told = DOCUMENT["paths"][route[1]][route[0].lower()]["responses"].get(str(answer.status))
    if told is None:
        return f"the document has no {answer.status} here"
    if "$ref" in told:
        told = DOCUMENT["components"]["responses"][told["$ref"].rpartition("/")[2]]
    kind = answer.header("content-type")
    content = told.get("content", {})
    if not content:
        return f"{answer.status} has a body" if answer.body else ""
    if kind.partition(";")[0] not in {one.partition(";")[0] for one in content}:
        return f"the document has no {kind} here"
    schema = content.get(kind, {}).get("schema")
    if schema is None or not kind.endswith("json"):
        return ""
    checker = Draft202012Validator({**schema, "components": DOCUMENT["components"]})
    return next(
        (f"{one.json_path}: {one.message[:300]}" for one in checker.iter_errors(answer.json)), ""
    )


def check(stage: Stage, route: tuple[str, str], *, examples: int) -> None:
    for mode in MODES if can_be_bad(route) else MODES[:1]:
        _check(stage, route, mode, examples)


def can_be_bad(route: tuple[str, str]) -> bool:
    """Whether the document says of anything sent what it must be; a path may be anything."""
    told = DOCUMENT["paths"][route[1]][route[0].lower()]
    return has_body(route) or any(one["in"] != "path" for one in told.get("parameters", []))


def _check(stage: Stage, route: tuple[str, str], mode: GenerationMode, examples: int) -> None:
    browser = stage.site.log_in("pol.pol")
    known = [*stage.hidden, *_seen(browser), browser.person]

    @settings(
        max_examples=examples, derandomize=True, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(
        case=CASES[route].as_strategy(generation_mode=mode),
        one=st.none() | st.sampled_from(known),
    )
    def run(case: Any, one: str | None) -> None:
        drawn = quote(case.formatted_path.encode("utf-8", "replace"), safe="/%")
        path = path_with(route, one).partition("?")[0] if one and takes_id(route) else drawn
        answer = asked(browser, case, path)
        if path.count("/") == route[1].count("/"):
            assert problem_with(route, answer) == "", (path, case.query, case.body, answer)
        assert answer.status < 500

    run()


def _seen(browser: Browser) -> list[str]:
    return [one["id"] for one in browser.get("/api/history?limit=20").json["items"]]


@pytest.mark.parametrize("route", SOME, ids=name_of)
def test_a_route_keeps_to_the_document(stage: Stage, route: tuple[str, str]) -> None:
    check(stage, route, examples=FEW)


@pytest.mark.campaign
@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_a_route_keeps_to_the_document_for_long(stage: Stage, route: tuple[str, str]) -> None:
    check(stage, route, examples=MANY)


def test_the_document_is_served_as_it_is(stage: Stage) -> None:
    assert Browser(stage.site).get("/api/openapi.json").json == DOCUMENT


def test_what_leaves_the_document_is_found() -> None:
    route = ("GET", "/api/requirements")
    good = (("content-type", "application/json"),)
    assert problem_with(route, Answer(418, (), b"")) == "the document has no 418 here"
    assert "text/html" in problem_with(route, Answer(200, (("content-type", "text/html"),), b""))
    assert "items" in problem_with(route, Answer(200, good, b'{"next":null,"total":0}'))
    row = json.dumps({"items": [{"id": 1}], "next": None, "total": 1, "label": ONLY_DEU}).encode()
    assert problem_with(route, Answer(200, good, row))
