"""A crisis room that is served elsewhere, asked over HTTP as the web client asks it.

A session is kept in a file that its owner alone can read; it holds the cookie and the token against
forgery, never the password. What the server refuses is an error of this program with the server's own words.
"""

from __future__ import annotations

import json
import os
import ssl
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from coalition.errors import Fault, InputError, RefusedError

_COOKIES = ("coalition", "__Host-coalition")
_TIMEOUT_SECONDS = 60.0
_ANSWER_BYTES_MAX = 200_000_000
_OWNER_ALONE = 0o600
_UNPROCESSABLE = 422
_LEAST_PROBLEM = 400


@dataclass(frozen=True, slots=True)
class RemoteSession:
    """A log-in at a server: its address, the cookie and the token against forgery."""

    address: str
    cookie: str = field(default="", repr=False)
    csrf: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Remote:
    """A server with a session, or without one."""

    session: RemoteSession

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """The JSON of a read."""
        tail = f"?{urlencode(query)}" if query else ""
        return json.loads(self.ask("GET", f"{path}{tail}"))

    def say(self, path: str, body: Any) -> Any:
        """The JSON that answers what was sent."""
        return json.loads(self.ask("POST", path, body) or b"null")

    def ask(self, method: str, path: str, body: Any = None) -> bytes:
        """The bytes of the answer.

        Raises InputError when the server finds faults, RefusedError when it refuses, OSError when it does
        not answer.
        """
        return self._exchange(method, path, body)[0]

    def _exchange(self, method: str, path: str, body: Any) -> tuple[bytes, list[str]]:
        parts = urlsplit(self.session.address)
        connection = _connection(parts.scheme, parts.hostname or "", parts.port)
        headers = {"Cookie": self.session.cookie, "X-CSRF-Token": self.session.csrf}
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            told = answer.read(_ANSWER_BYTES_MAX)
            cookies = answer.headers.get_all("Set-Cookie") or []
        except HTTPException as error:
            raise OSError(f"the server does not speak HTTP: {type(error).__name__}") from None
        finally:
            connection.close()
        if answer.status >= _LEAST_PROBLEM:
            _raise(answer.status, told)
        return told, cookies

    def logged_in(self, name: str, password: str, code: str = "") -> RemoteSession:
        """A session at the server. Raises RefusedError when the log-in is refused."""
        given = {"name": name, "password": password, **({"code": code} if code else {})}
        told, cookies = self._exchange("POST", "/api/session", given)
        cookie = next((one.partition(";")[0] for one in cookies if one.startswith(_COOKIES)), "")
        return RemoteSession(self.session.address, cookie, str(json.loads(told)["csrf"]))


def remote_at(address: str) -> Remote:
    """The server at an address, without a session. Raises InputError for one that is no address or no TLS."""
    parts = urlsplit(address)
    loopback = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InputError(
            [Fault("address", "bad-value", "this is no address", "https://room.example")]
        )
    if parts.scheme == "http" and not loopback:
        hint = "write https://"
        raise InputError([Fault("address", "bad-value", "a password goes over TLS alone", hint)])
    return Remote(RemoteSession(address.rstrip("/")))


def keep_session(session: RemoteSession, file: Path) -> None:
    """The session kept in the file, which its owner alone can read."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE), "w") as out:
        json.dump(asdict(session), out)


def kept_remote(file: Path) -> Remote:
    """The server of the session in the file. Raises InputError when there is none."""
    if not file.is_file():
        hint = "log in with `coalition remote login`"
        raise InputError([Fault(file.name, "missing-file", "there is no session", hint)])
    try:
        return Remote(RemoteSession(**json.loads(file.read_text())))
    except (ValueError, TypeError):
        raise InputError([Fault(file.name, "json-syntax", "this is no session")]) from None


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(host, port, timeout=_TIMEOUT_SECONDS, context=context)
    return HTTPConnection(host, port, timeout=_TIMEOUT_SECONDS)


def _raise(status: int, told: bytes) -> None:
    """Raises the error that a problem of the server is here."""
    try:
        problem = json.loads(told)
    except ValueError:
        problem = {}
    if status == _UNPROCESSABLE and problem.get("faults"):
        raise InputError(
            Fault(one["where"], one["code"], one["message"], one.get("hint", ""))
            for one in problem["faults"]
        )
    words = problem.get("detail") or problem.get("title") or "the server refuses"
    raise RefusedError(f"{words} ({status} {problem.get('code', '')})".replace(" )", ")"))
