"""Events as JSON values and back: the canonical form that is signed (whole numbers, ASCII keys, no fractions).

An event of an unknown kind, or with a field this version does not know, is read into an `UnknownBody`: it is
stored, passed on and shown as held, and folds nowhere. Nothing is dropped, nothing half understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
from coalition.command.events.stamps import read_stamp, write_stamp
from coalition.errors import Fault, InputError
from coalition.labels.label_json import label_from_json, label_to_json

VERSION = 1
KEYS = ("v", "id", "at", "origin", "actor", "kind", "subject", "label", "body")
ID = re.compile(r"^[0-9a-f]{32}$")
ORIGIN = re.compile(r"^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*$")
KIND = re.compile(r"^[A-Z][A-Za-z0-9]{1,63}$")
LONGEST_ORIGIN = 24
LONGEST_ACTOR = 128


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
        at=read_stamp(data["at"]),
        origin=Origin(data["origin"]),
        actor=PersonId(data["actor"]),
        kind=data["kind"],
        subject=ObjectId(data["subject"]),
        label=label_from_json(data["label"]),
        body=_body(data["kind"], data["body"]),
    )


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


def _envelope_faults(data: Mapping[Any, Any]) -> list[Fault]:
    missing = [_fault(key, f"the key `{key}` is missing") for key in KEYS if key not in data]
    unknown = sorted(str(key) for key in data if key not in KEYS)
    found = missing + [_fault(key[:40], f"the key `{key[:40]}` is not known") for key in unknown]
    if found:
        return found
    if data["v"] != VERSION or isinstance(data["v"], bool):
        found.append(_fault("v", f"only version {VERSION} is known"))
    found += [_fault(key, why) for key, why in _text_faults(data)]
    if not isinstance(data["body"], Mapping):
        found.append(_fault("body", "the body is a JSON object"))
    try:
        read_stamp(data["at"] if isinstance(data["at"], str) else "")
    except ValueError as error:
        found.append(_fault("at", str(error)))
    return found


def _text_faults(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    wanted = (
        ("id", _is(data["id"], ID), "32 hexadecimal digits are wanted"),
        ("subject", _is(data["subject"], ID), "32 hexadecimal digits are wanted"),
        ("origin", _is(data["origin"], ORIGIN, LONGEST_ORIGIN), "a code like DEU or NATO-IS"),
        ("kind", _is(data["kind"], KIND), "a name like PledgeMade"),
        ("actor", _is(data["actor"], re.compile(r"^\S"), LONGEST_ACTOR), "a person's id"),
    )
    return [(key, why) for key, good, why in wanted if not good]


def _is(value: object, pattern: re.Pattern[str], longest: int = 64) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= longest
        and pattern.match(value) is not None
        and "\n" not in value
    )


def _fault(key: str, why: str) -> Fault:
    return Fault(f"event.{key}", "bad-event", why)
