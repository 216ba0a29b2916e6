"""The application: routes, problems, guards, and what begins and ends with it.

`docs_url` is off, for its pages load from elsewhere; the document of the interface is `/api/openapi.json`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from time import monotonic

from fastapi import FastAPI

from coalition.server.answering import problems
from coalition.server.document import ROUTERS, TITLE, VERSION, interface_document
from coalition.server.guarding.headers import Guard
from coalition.server.guarding.watching import Watch
from coalition.server.site import Site
from coalition.server.threads import limit_readers


def create_app(site: Site) -> FastAPI:
    """The application of a site; the site is closed with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        limit_readers()
        site.hub.start()
        try:
            yield
        finally:
            await site.hub.stop()
            site.close()

    app = FastAPI(
        title=TITLE, version=VERSION, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json", lifespan=lifespan,
    )  # fmt: skip
    app.state.site = site
    app.openapi = cache(interface_document)  # type: ignore[method-assign]
    app.setup()
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    app.add_middleware(Guard, hosts=site.settings.hosts, secure=site.settings.secure)
    app.add_middleware(Watch, metrics=site.metrics, now=monotonic, logs=site.settings.logs)
    return app
