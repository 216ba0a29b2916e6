"""Nouns for people and clients: JSON by annotation, with instants as ISO text and nothing left out; and
its schema.

Reading the same tongue is `stated.reading.from_wire`.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar

from coalition.command.events.event import Event, UnknownBody
from coalition.command.events.shape import body_to_json
from coalition.command.events.stamps import Stamp, write_stamp
from coalition.measure.instants import Minute, write_instant
from coalition.operations.crisis.stated.reading import LONGEST_TEXT, is_required, shape_of
from coalition.operations.crisis.stated.shapes import ALTERNATIVES, IS, Json, to_json

Schema = dict[str, Any]
Writer = Callable[[Any], Json]
T = TypeVar("T")


def to_wire(kind: Any, value: Any) -> Json:
    """The value, which is of that kind, as a client reads it."""
    return None if value is None else writer_of(kind)(value)


@lru_cache(maxsize=1_024)
def writer_of(kind: Any) -> Writer:
    """What writes values of that kind that are there. Made once a kind, for a page is thousands of values."""
    if kind in _TIMES:
        return _TIMES[kind]
    if isinstance(kind, typing.NewType):
        return writer_of(kind.__supertype__)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is None:
        return _any if kind is Any else _plain
    if origin in (typing.Union, UnionType):
        return writer_of(next(one for one in args if one is not NoneType))
    return _mapping_writer(args) if issubclass(origin, Mapping) else _items_writer(origin, args)


_TIMES: dict[Any, Writer] = {Minute: write_instant, Stamp: write_stamp}
_WRITTEN = frozenset({str, int, bool})
_WRITTEN_ONCE: set[type] = set()
_ONCE_MAX = 4_096


def _plain(value: Any) -> Json:
    """Nouns by what they are, not by what was announced: of several shapes it is one."""
    if type(value) in _WRITTEN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Event):
        return event_to_wire(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _object_writer(type(value))(value)
    return value


def _any(value: Any) -> Json:
    told = _plain(value)
    return to_json(told) if told is value and not isinstance(value, dict | list) else told


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


@lru_cache(maxsize=1_024)
def _object_writer(kind: type) -> Writer:
    _, hints = shape_of(kind)
    head = {IS: kind.__name__} if kind.__name__ in ALTERNATIVES else {}
    names = [name for name in hints if name[0] != "_"]
    parts = [(name, writer_of(hints[name])) for name in names if not _is_scalar(hints[name])]

    def write(value: Any) -> Json:
        told: dict[str, Json] = dict(head)
        for name in names:
            told[name] = getattr(value, name)
        for name, part in parts:
            item = told[name]
            if item is not None and not (type(item) is str and part is _plain):
                told[name] = part(item)
        return told

    return _once(write) if kind in _WRITTEN_ONCE else write


def _is_scalar(hint: Any) -> bool:
    """Whether values of the hint are JSON as they are."""
    while isinstance(hint, typing.NewType) and hint not in _TIMES:
        hint = hint.__supertype__
    return hint in _WRITTEN


def written_once(kind: type[T]) -> type[T]:
    """The class, whose values are few and occur often: each is written once. What is written is not changed."""
    _WRITTEN_ONCE.add(kind)
    return kind


def _once(write: Writer) -> Writer:
    known: dict[int, tuple[Any, Json]] = {}

    def again(value: Any) -> Json:
        found = known.get(id(value))
        if found is None or found[0] is not value:
            if len(known) >= _ONCE_MAX:
                known.clear()
            found = known[id(value)] = value, write(value)
        return found[1]

    return again


def _mapping_writer(args: tuple[Any, ...]) -> Writer:
    key, item = args

    def write(value: Mapping[Any, Any]) -> Json:
        if all(isinstance(name, str) for name in value):
            return {str(name): to_wire(item, one) for name, one in value.items()}
        return [[to_wire(key, name), to_wire(item, one)] for name, one in value.items()]

    return write


def _items_writer(origin: Any, args: tuple[Any, ...]) -> Writer:
    if origin is tuple and args[-1] is not Ellipsis:
        return lambda value: [to_wire(one, item) for one, item in zip(args, value, strict=True)]
    kind, in_order = args[0], not issubclass(origin, frozenset)

    def write(value: Collection[Any]) -> Json:
        if not value:
            return []
        items = [to_wire(kind, one) for one in value]
        return items if in_order else sorted(items)

    return write


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
