"""Numbers for whoever runs the server: requests by route, method and status, times, sessions, listeners.

The rule: no number counts what is on record, because that would tell of what is hidden; no label names a
person, an id or anything said.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        heads = ("route", "method", "status")
        self._requests = Counter(
            "coalition_requests_total", "Requests answered.", heads, registry=self._registry
        )
        self._seconds = Histogram(
            "coalition_request_seconds", "Time to the answer.", ("route",), registry=self._registry
        )
        self._sessions = Gauge("coalition_sessions", "Open sessions.", registry=self._registry)
        self._listeners = Gauge("coalition_listeners", "Open streams.", registry=self._registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """One more request was answered."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def page(self, *, sessions: int, listeners: int) -> Response:
        """The page as Prometheus reads it."""
        self._sessions.set(sessions)
        self._listeners.set(listeners)
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)
