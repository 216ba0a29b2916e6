"""A real server as a process of its own, asked over the network of this machine."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coalition.server.opening import DEMO_PASSWORD

_PATIENCE_SECONDS = 300


@dataclass
class Served:
    """A server that runs."""

    process: subprocess.Popen[str]
    port: int

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_SECONDS)
        sent = {"content-type": "application/json", **(headers or {})}
        data = None if body is None else json.dumps(body)
        try:
            line.request(method, path, data, sent)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            line.close()

    def kill(self) -> None:
        """The process ends as by a failure of power."""
        self.process.kill()
        self.process.communicate()

    def stop(self) -> str:
        """The process is asked to end, as by Ctrl-C; what it printed."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=_PATIENCE_SECONDS)[0]


@dataclass
class Login:
    """A session over the network."""

    served: Served
    name: str
    password: str = DEMO_PASSWORD
    headers: dict[str, str] = field(default_factory=dict)
    me: Any = None

    def __post_init__(self) -> None:
        said = {"name": self.name, "password": self.password}
        status, headers, body = self.served.ask("POST", "/api/session", said)
        if status != 200:
            raise AssertionError((status, body))
        self.me = json.loads(body)
        cookie = headers["set-cookie"].partition(";")[0]
        self.headers = {"cookie": cookie, "x-csrf-token": self.me["csrf"]}

    def ask(self, method: str, path: str, body: Any = None, **more: str) -> tuple[int, Any]:
        """Status, and the JSON of the answer."""
        sent = {**self.headers, **{key.replace("_", "-"): value for key, value in more.items()}}
        status, _, said = self.served.ask(method, path, body, sent)
        return status, json.loads(said) if said else None


@contextmanager
def serving(book: Path, *options: str) -> Iterator[Served]:
    """A server of the book until the block ends. Raises AssertionError when it does not start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "coalition", "serve", str(book), "--port", str(port), *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    served = Served(process, port)
    try:
        _wait(served)
        yield served
    finally:
        if process.poll() is None:
            served.stop()


def _wait(served: Served) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        if served.process.poll() is not None:
            raise AssertionError(served.process.communicate()[0])
        try:
            if served.ask("GET", "/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")
