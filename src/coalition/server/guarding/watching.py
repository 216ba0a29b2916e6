"""Every request is counted, timed and, when asked, written down as one line of JSON: the route, never what
was said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coalition.server.guarding.metrics import Metrics

_NO_ROUTE = "-"
Write = Callable[[bytes], Any]


class Watch:
    """ASGI middleware around all others. `now` gives monotonic seconds; `write` takes lines, None writes
    none.
    """

    def __init__(
        self, app: ASGIApp, *, metrics: Metrics, now: Callable[[], float], logs: bool = False
    ) -> None:
        self._app, self._metrics, self._now, self._logs = app, metrics, now, logs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = self._now(), 500

        async def out(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, out)
        finally:
            self._note(scope, status, self._now() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", _NO_ROUTE)
        method = scope["method"] if scope["method"] in _METHODS else _NO_ROUTE
        self._metrics.answered(route, method, status, seconds)
        if self._logs:
            person = scope.get("state", {}).get("person", "")
            line = {
                "route": route, "method": method, "status": status,
                "ms": round(seconds * 1000), "person": person,
            }  # fmt: skip
            sys.stderr.write(msgspec.json.encode(line).decode() + "\n")


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
