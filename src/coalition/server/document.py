"""The document of the interface, OpenAPI 3.1, from the routes alone."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from coalition.server.answering import shapes
from coalition.server.routes import (
    acts,
    crisis,
    exports,
    law,
    lists,
    live,
    pages,
    plans,
    record,
    session,
    users,
)

ROUTERS = (
    session.router, crisis.router, plans.router, law.router, record.router, acts.router,
    users.router, live.router, exports.router, lists.router, pages.router,
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
    document.setdefault("components", {}).setdefault("schemas", {}).update(shapes.components())
    return document
