"""Lines of the log name the route and the person, and nothing that was asked or said."""

from __future__ import annotations

import json

import pytest
from tests.simulators.crisis_sites import Loop, call

from coalition.server.guarding.metrics import Metrics
from coalition.server.guarding.watching import Watch


async def app(scope: dict[str, object], receive: object, send: object) -> None:
    scope["route"] = type("Route", (), {"path": "/api/objects/{subject}"})()
    await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": b"secret"})  # type: ignore[operator]


def test_a_line_holds_no_content(capsys: pytest.CaptureFixture[str]) -> None:
    metrics = Metrics()
    watch = Watch(app, metrics=metrics, now=lambda: 1.0, logs=True)  # type: ignore[arg-type]
    loop = Loop()
    loop.run(call(watch, "GET", "/api/objects/0123?q=secret", b"", {}))
    loop.close()
    line = json.loads(capsys.readouterr().err)
    assert line == {
        "route": "/api/objects/{subject}", "method": "GET", "status": 200, "ms": 0, "person": "",
    }  # fmt: skip
    page = metrics.page(sessions=1, listeners=2).body.decode()
    assert 'route="/api/objects/{subject}"' in page
    assert "secret" not in page
    assert "0123" not in page
