"""What every answer says to a browser, what no request may be, and how large one may be.

The content policy allows this server's own files alone: no inline script, no frame, no other origin. Hosts are
checked against a list (DNS rebinding), bodies against a size before they are read.
"""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coalition.server.answering.problems import ProblemError, answer_of

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; worker-src 'self'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TRANSPORT = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
BODY_BYTES_MAX = 1_000_000


class Guard:
    """ASGI middleware: the headers above on everything, hosts and sizes checked before anything."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], secure: bool) -> None:
        self._app, self._hosts = app, frozenset(hosts)
        self._headers = ALWAYS | (TRANSPORT if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when it may be, with a counted body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        problem = self._problem(scope)
        if problem is not None:
            await answer_of(problem)(scope, receive, out)
            return
        await self._app(scope, _counted(receive), out)

    def _problem(self, scope: Scope) -> ProblemError | None:
        given = dict(scope["headers"])
        host = given.get(b"host", b"").decode("latin-1").rsplit(":", 1)[0].lower()
        if "*" not in self._hosts and host not in self._hosts:
            return ProblemError(400, "bad-host", "this server has another name")
        length = given.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > BODY_BYTES_MAX:
            return ProblemError(413, "too-large", f"at most {BODY_BYTES_MAX:,} bytes")
        return None


def _counted(receive: Receive) -> Receive:
    """The same, but a body that grows past the limit without having said so is refused."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_BYTES_MAX:
            raise ProblemError(413, "too-large", f"at most {BODY_BYTES_MAX:,} bytes")
        return message

    return counted
