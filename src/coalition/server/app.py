"""The application: routes, problems, guards, and what begins and ends with it.

`docs_url` is off, for its pages load from elsewhere; the document of the interface is `/api/openapi.json`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from coalition.server.answering import problems, shapes
from coalition.server.guarding.headers import Guard
from coalition.server.guarding.watching import Watch
from coalition.server.routes import acts, crisis, lists, pages, plans, session
from coalition.server.site import Site

ROUTERS = (
    session.router, crisis.router, plans.router, acts.router, lists.router, pages.router,
)  # fmt: skip
_TITLE = "coalition: the crisis room"
_VERSION = "1"


def create_app(site: Site) -> FastAPI:
    """The application of a site."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        site.hub.start()
        try:
            yield
        finally:
            await site.hub.stop()
            site.close()

    app = FastAPI(
        title=_TITLE, version=_VERSION, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json", lifespan=lifespan, separate_input_output_schemas=False,
    )  # fmt: skip
    app.state.site = site
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    app.add_middleware(Guard, hosts=site.settings.hosts, secure=site.settings.secure)
    app.add_middleware(Watch, metrics=site.metrics, now=monotonic, logs=site.settings.logs)
    app.openapi = lambda: openapi_of(app)  # type: ignore[method-assign]
    return app


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """The document of the interface, OpenAPI 3.1; made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=_TITLE, version=_VERSION, openapi_version="3.1.0", routes=app.routes
        )
        known = document.setdefault("components", {}).setdefault("schemas", {})
        known.update(shapes.components())
        app.openapi_schema = document
    return app.openapi_schema
