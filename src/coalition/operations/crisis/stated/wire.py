"""Nouns for people and clients: JSON by annotation, with instants as ISO text and nothing left out; and
its schema.

Reading the same tongue is `stated.reading.from_wire`.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any

from coalition.command.events.event import Event, UnknownBody
from coalition.command.events.shape import body_to_json
from coalition.command.events.stamps import Stamp, write_stamp
from coalition.measure.instants import Minute, write_instant
from coalition.operations.crisis.stated.reading import LONGEST_TEXT, is_required, shape_of
from coalition.operations.crisis.stated.shapes import ALTERNATIVES, IS, Json, to_json

Schema = dict[str, Any]


def to_wire(kind: Any, value: Any) -> Json:
    """The value, which is of that kind, as a client reads it."""
    if value is None:
        return None
    if kind in _TIMES:
        return _TIMES[kind](value)
    if isinstance(kind, typing.NewType):
        return to_wire(kind.__supertype__, value)
    if isinstance(value, Event):
        return event_to_wire(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value)
    origin = typing.get_origin(kind)
    return _plain(kind, value) if origin is None else _many(origin, typing.get_args(kind), value)


_TIMES: dict[Any, Callable[[Any], str]] = {Minute: write_instant, Stamp: write_stamp}


def _many(origin: Any, args: tuple[Any, ...], value: Any) -> Json:
    if origin in (typing.Union, UnionType):
        return to_wire(next(one for one in args if one is not NoneType), value)
    return _mapping(args, value) if issubclass(origin, Mapping) else _items(origin, args, value)


def _plain(kind: Any, value: Any) -> Json:
    if isinstance(value, Enum):
        return value.value
    return to_json(value) if kind is Any and not isinstance(value, dict | list) else value


def event_to_wire(event: Event) -> Json:
    """An event as part of an object: what was said, without what the object says already."""
    held = isinstance(event.body, UnknownBody)
    return {
        "id": event.id,
        "at": write_stamp(event.at),
        "kind": event.kind,
        "origin": event.origin,
        "body": event.body.fields if held else body_to_json(event.body),
    }


def _object(value: Any) -> Json:
    kind: type = type(value)
    _, hints = shape_of(kind)
    head = {IS: kind.__name__} if kind.__name__ in ALTERNATIVES else {}
    return head | {
        name: to_wire(hints[name], getattr(value, name)) for name in hints if name[0] != "_"
    }


def _mapping(args: tuple[Any, ...], value: Mapping[Any, Any]) -> Json:
    if all(isinstance(key, str) for key in value):
        return {str(key): to_wire(args[1], item) for key, item in value.items()}
    return [[to_wire(args[0], key), to_wire(args[1], item)] for key, item in value.items()]


def _items(origin: Any, args: tuple[Any, ...], value: Collection[Any]) -> Json:
    if origin is tuple and args[-1] is not Ellipsis:
        return [to_wire(kind, one) for kind, one in zip(args, value, strict=True)]
    items = [to_wire(args[0], one) for one in value]
    return sorted(items) if issubclass(origin, frozenset) else items


def schema_of(kind: Any, *, optional: frozenset[str] = frozenset()) -> Schema:
    """The JSON Schema (2020-12) of what `from_wire` takes; fields named `optional` need not be there."""
    if kind is Minute or kind is Stamp:
        return {"type": "string", "examples": ["2014-10-01T00:00Z"]}
    if isinstance(kind, typing.NewType):
        return schema_of(kind.__supertype__)
    if kind is Any:
        return {}
    if is_dataclass(kind) and isinstance(kind, type):
        return _object_schema(kind, optional)
    origin = typing.get_origin(kind)
    if origin in (typing.Union, UnionType):
        return {"anyOf": [schema_of(one) for one in typing.get_args(kind)]}
    if origin is not None:
        return _many_schema(origin, typing.get_args(kind))
    return _plain_schema(kind)


def _plain_schema(kind: Any) -> Schema:
    if kind is NoneType:
        return {"type": "null"}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [one.value for one in kind]}
    names = {str: "string", int: "integer", bool: "boolean"}
    limits = {"maxLength": LONGEST_TEXT} if kind is str else {}
    return {"type": names.get(kind, "object"), **limits}


def _many_schema(origin: Any, args: tuple[Any, ...]) -> Schema:
    if issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(args[1])}
    if origin is tuple and args[-1] is not Ellipsis:
        return {"type": "array", "minItems": len(args), "maxItems": len(args)}
    return {"type": "array", "items": schema_of(args[0])}


def _object_schema(kind: type, optional: frozenset[str]) -> Schema:
    known, hints = shape_of(kind)
    doc = (kind.__doc__ or "").strip().splitlines()
    return {
        "type": "object",
        "title": kind.__name__,
        "description": doc[0] if doc else "",
        "properties": {name: schema_of(hints[name]) for name in known},
        "required": [n for n, one in known.items() if is_required(one) and n not in optional],
        "additionalProperties": False,
    }
