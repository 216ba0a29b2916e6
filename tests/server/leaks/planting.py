"""How a leak is planted: what is patched, what is asked, and what of the crisis is hidden."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from starlette.requests import Request
from starlette.responses import Response

from coalition.command.events.event import Event
from coalition.operations.crisis.room import CrisisRoom
from coalition.server.routes import lists

Patch = pytest.MonkeyPatch
Ask = tuple[str, str, Any]
"""Method, path and body of a request that shows the leak; `{hidden}` is an id that is hidden in one world."""


@dataclass(frozen=True)
class Mutant:
    """A planted leak: how it is planted, what shows it, and what others ask before."""

    plant: Callable[[Patch], None]
    asks: tuple[Ask, ...]
    warm: tuple[str, ...] = ()


def get(*paths: str) -> tuple[Ask, ...]:
    return tuple(("GET", path, None) for path in paths)


def events_of(room: CrisisRoom) -> list[Event]:
    """Every event there is, hidden or not."""
    return room.journal.events


def others(room: CrisisRoom) -> list[Event]:
    """The events of everybody but the viewer."""
    return [event for event in events_of(room) if event.origin != "POL"]


def room_of(request: Request) -> CrisisRoom:
    room: CrisisRoom = request.app.state.site.open.room
    return room


def wrap(patch: Patch, where: Any, name: str, change: Callable[..., Any]) -> None:
    """Replace a function by `change(original, *arguments)`."""
    original = getattr(where, name)
    patch.setattr(where, name, lambda *given, **named: change(original, *given, **named))


def with_keys(answer: Response, **more: Any) -> Response:
    """The JSON answer with more keys in it."""
    told = {**json.loads(answer.body), **more}
    return Response(msgspec.json.encode(told), answer.status_code, media_type="application/json")


def tagged_with(patch: Patch, where: Any, more: Callable[[CrisisRoom], dict[str, Any]]) -> None:
    """Answers of a module's routes have more keys, made from the whole room."""

    def change(original: Any, request: Request, body: bytes, **named: Any) -> Response:
        return with_keys(original(request, body, **named), **more(room_of(request)))

    wrap(patch, where, "tagged", change)


def headed_with(patch: Patch, name: str, value: Callable[[CrisisRoom], str]) -> None:
    """Answers of lists have one more header, made from the whole room."""

    def change(original: Any, request: Request, body: bytes, **named: Any) -> Response:
        answer: Response = original(request, body, **named)
        answer.headers[name] = value(room_of(request))
        return answer

    wrap(patch, lists, "tagged", change)


# -- lists ----------------------------------------------------------------------------------------
