"""Events as JSON values and back: the canonical form that is signed (whole numbers, ASCII keys, no fractions).

An event of an unknown kind, or with a field this version does not know, is read into an `UnknownBody`: it is
stored, passed on and shown as held, and folds nowhere. Nothing is dropped, nothing half understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from coalition.command.events.event import (
    Event,
    EventId,
    ObjectId,
    Origin,
    PersonId,
    UnknownBody,
)
from coalition.command.events.registry import BY_NAME
from coalition.command.events.shape import (
    UnknownFieldError,
    body_from_json,
    body_to_json,
    check_plain,
)
from coalition.command.events.stamps import Stamp, read_stamp, write_stamp
from coalition.errors import Fault, InputError
from coalition.labels.label import Label
from coalition.labels.label_json import label_from_json, label_to_json

VERSION = 1
KEYS = ("v", "id", "at", "origin", "actor", "kind", "subject", "label", "body")
_KEYS = frozenset(KEYS)
_ID = re.compile(r"[0-9a-f]{32}").fullmatch
_ORIGIN = re.compile(r"(?=.{1,24}\Z)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*").fullmatch
_KIND = re.compile(r"[A-Z][A-Za-z0-9]{1,63}").fullmatch
_ACTOR = re.compile(r"\S.{0,127}").fullmatch
_TEXTS = (
    ("id", _ID, "32 hexadecimal digits are wanted"),
    ("subject", _ID, "32 hexadecimal digits are wanted"),
    ("origin", _ORIGIN, "a code like DEU or NATO-IS is wanted"),
    ("kind", _KIND, "a name like PledgeMade is wanted"),
    ("actor", _ACTOR, "a person's id is wanted"),
)


def event_to_json(event: Event) -> dict[str, Any]:
    """The event as JSON values; `event_from_json` gives back an equal one."""
    held = isinstance(event.body, UnknownBody)
    return {
        "v": VERSION,
        "id": event.id,
        "at": write_stamp(event.at),
        "origin": event.origin,
        "actor": event.actor,
        "kind": event.kind,
        "subject": event.subject,
        "label": label_to_json(event.label),
        "body": dict(event.body.fields) if held else body_to_json(event.body),
    }


def event_from_json(data: object) -> Event:
    """The event. Raises InputError, all faults of the envelope at once, or that of the body."""
    if not isinstance(data, Mapping):
        raise InputError([Fault("event", "bad-event", "an event is a JSON object")])
    faults = list(_envelope_faults(data))
    if faults:
        raise InputError(faults)
    return Event(
        id=EventId(data["id"]),
        at=_stamp(data["at"]),
        origin=Origin(data["origin"]),
        actor=PersonId(data["actor"]),
        kind=data["kind"],
        subject=ObjectId(data["subject"]),
        label=_label(data["label"]),
        body=_body(data["kind"], data["body"]),
    )


def _label(plain: object) -> Label:
    """The label; the same text gives the same object, for a crisis has few labels and many events."""
    try:
        return _label_of(msgspec.json.encode(plain))
    except (TypeError, ValueError, RecursionError):
        return label_from_json(plain)


@lru_cache(maxsize=4096)
def _label_of(text: bytes) -> Label:
    return label_from_json(msgspec.json.decode(text))


def _body(name: str, plain: Mapping[str, Any]) -> object:
    kind = BY_NAME.get(name)
    try:
        check_plain(plain)
        if kind is None:
            return UnknownBody(dict(plain), f"the kind `{name}`")
        return body_from_json(kind.body, plain)
    except UnknownFieldError as unknown:
        return UnknownBody(dict(plain), str(unknown))
    except (ValueError, msgspec.ValidationError) as error:
        hint = "see docs/reference/events.md"
        raise InputError([Fault(f"event.body of {name}", "bad-event", str(error), hint)]) from None


def _envelope_faults(data: Mapping[Any, Any]) -> Iterator[Fault]:
    if data.keys() != _KEYS:
        yield from (_fault(k, f"the key `{k}` is missing") for k in KEYS if k not in data)
        unknown = sorted(str(key)[:40] for key in data if key not in _KEYS)
        yield from (_fault(key, f"the key `{key}` is not known") for key in unknown)
        return
    if data["v"] != VERSION or data["v"] is True:
        yield _fault("v", f"only version {VERSION} is known")
    for key, fits, why in _TEXTS:
        value = data[key]
        if not isinstance(value, str) or not fits(value) or not value.isprintable():
            yield _fault(key, why)
    if not isinstance(data["body"], Mapping):
        yield _fault("body", "the body is a JSON object")
    try:
        _stamp(data["at"])
    except ValueError as error:
        yield _fault("at", str(error))


@lru_cache(maxsize=64)
def _stamp(text: object) -> Stamp:
    """The stamp of a text, read once for the check and once for the event."""
    return read_stamp(text if isinstance(text, str) else "")


def _fault(key: str, why: str) -> Fault:
    return Fault(f"event.{key}", "bad-event", why)
