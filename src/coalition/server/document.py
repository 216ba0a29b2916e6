"""The document of the interface, OpenAPI 3.1, from the routes alone."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from coalition.server.answering import shapes
from coalition.server.answering.problems import MEDIA_TYPE, TITLES
from coalition.server.routes import (
    acts,
    crisis,
    exports,
    law,
    lists,
    live,
    oidc,
    pages,
    plans,
    record,
    session,
    users,
)

ROUTERS = (
    session.router, oidc.router, lists.router, crisis.router, plans.router, law.router, record.router,
    users.router, live.router, exports.router, acts.router, pages.router,
)  # fmt: skip
"""Every route, those of the client last."""
TITLE = "coalition: the crisis room"
VERSION = "1"


def interface_document() -> dict[str, Any]:
    """The document."""
    app = FastAPI(title=TITLE, version=VERSION)
    for router in ROUTERS:
        app.include_router(router)
    document = get_openapi(title=TITLE, version=VERSION, openapi_version="3.1.0", routes=app.routes)
    known: dict[str, Any] = shapes.components()
    paths = {path: _hoisted(item, known) for path, item in document["paths"].items()}
    problems = {
        f"problem-{status}": _problem(status)
        for status in sorted({s for item in paths.values() for s in _problems_of(item)})
    }
    for item in paths.values():
        _refer(item)
    components = {"schemas": dict(sorted(known.items())), "responses": problems}
    return {**document, "paths": paths, "components": components}


def _hoisted(value: Any, known: dict[str, Any]) -> Any:
    """The value with every schema that has a title of ours put among the known, once, and referred to."""
    if isinstance(value, list):
        return [_hoisted(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    told = {key: _hoisted(item, known) for key, item in value.items()}
    title = told.get("title")
    if not isinstance(title, str) or not {"properties", "anyOf"} & told.keys() or " " in title:
        return told
    name = title
    while known.setdefault(name, told) != told:
        name += "_"
    return {"$ref": f"#/components/schemas/{name}"}


def _problems_of(item: dict[str, Any]) -> set[str]:
    return {
        status
        for way in item.values()
        for status, told in way.get("responses", {}).items()
        if _is_problem(status, told)
    }


def _is_problem(status: str, told: dict[str, Any]) -> bool:
    """Whether an answer is a problem; FastAPI's own shape of faults is one too, for it is never sent."""
    return int(status) >= _LEAST_PROBLEM or MEDIA_TYPE in told.get("content", {})


_LEAST_PROBLEM = 400


def _problem(status: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": TITLES[int(status)], "content": {MEDIA_TYPE: {"schema": schema}}}


def _refer(item: dict[str, Any]) -> None:
    for way in item.values():
        for status in list(way.get("responses", {})):
            if _is_problem(status, way["responses"][status]):
                way["responses"][status] = {"$ref": f"#/components/responses/problem-{status}"}
