"""A noun of the model as JSON, and back: exact, without floats, with defaults left out.

The rule: a dataclass is an object of its fields that differ from their default; a set is a sorted list; an
enumeration its value; a mapping with keys of text an object, any other a list of pairs; one of several
dataclasses carries its name under `is`. Decoding follows the annotations and raises InputError with the path of what does not fit.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar

from coalition.errors import Fault, InputError

Json = Any
T = TypeVar("T")
_IS = "is"


def to_json(value: object) -> Json:
    """The value as JSON. Raises TypeError for what no noun of the model holds."""
    if value is None or isinstance(value, bool | int | str) and not isinstance(value, Enum):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(to_json(one) for one in value)
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    if isinstance(value, Mapping):
        return _mapping(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    raise TypeError(f"{type(value).__name__} has no shape in the record")


def _mapping(value: Mapping[Any, Any]) -> Json:
    if all(isinstance(key, str) for key in value):
        return {str(key): to_json(item) for key, item in value.items()}
    return [[to_json(key), to_json(item)] for key, item in value.items()]


def _fields(value: Any) -> Json:
    kind = type(value)
    found: dict[str, Json] = {_IS: kind.__name__} if kind.__name__ in _alternatives() else {}
    for one in fields(kind):
        item = getattr(value, one.name)
        if one.default is not MISSING and item == one.default:
            continue
        if one.default_factory is not MISSING and item == one.default_factory():
            continue
        found[one.name] = to_json(item)
    return found


@lru_cache(maxsize=1)
def _alternatives() -> frozenset[str]:
    """The dataclasses that stand where another could stand too."""
    from coalition.model.law import AllOf, AnyOf, Step

    return frozenset(one.__name__ for one in (AllOf, AnyOf, Step))


def from_json(kind: type[T], value: Json) -> T:
    """The noun of the JSON. Raises InputError with the path of what does not fit."""
    return typing.cast("T", _read(kind, value, "$"))


def _read(kind: Any, value: Json, at: str) -> Any:
    if isinstance(kind, typing.NewType):
        return _read(kind.__supertype__, value, at)
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_fields(kind, value, at)
    origin = typing.get_origin(kind)
    if origin in (typing.Union, UnionType):
        return _read_union(typing.get_args(kind), value, at)
    if origin is not None:
        return _read_many(origin, typing.get_args(kind), value, at)
    return _read_plain(kind, value, at)


def _read_plain(kind: Any, value: Json, at: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError:
            raise _fault(at, f"`{value}` is none of {', '.join(str(k.value) for k in kind)}") from None
    fits = type(value) is kind
    if not fits:
        raise _fault(at, f"{getattr(kind, '__name__', kind)} is wanted")
    return value


def _read_union(kinds: tuple[Any, ...], value: Json, at: str) -> Any:
    if value is None and NoneType in kinds:
        return None
    rest = [one for one in kinds if one is not NoneType]
    if len(rest) == 1:
        return _read(rest[0], value, at)
    name = value.get(_IS) if isinstance(value, dict) else None
    for one in rest:
        if getattr(one, "__name__", "") == name:
            return _read_fields(one, {k: v for k, v in value.items() if k != _IS}, at)
    raise _fault(at, "one of several shapes is wanted")


def _read_many(origin: Any, args: tuple[Any, ...], value: Json, at: str) -> Any:
    if issubclass(origin, Mapping):
        return _read_mapping(args, value, at)
    if not isinstance(value, list):
        raise _fault(at, "a list is wanted")
    if origin is tuple and args[-1] is not Ellipsis:
        if len(value) != len(args):
            raise _fault(at, f"{len(args)} items are wanted")
        pairs = zip(args, value, strict=True)
        return tuple(_read(kind, one, f"{at}[{n}]") for n, (kind, one) in enumerate(pairs))
    items = (_read(args[0], one, f"{at}[{n}]") for n, one in enumerate(value))
    return frozenset(items) if origin is frozenset else tuple(items)


def _read_mapping(args: tuple[Any, ...], value: Json, at: str) -> Any:
    if isinstance(value, dict):
        return {_read(args[0], k, at): _read(args[1], v, f"{at}.{k}") for k, v in value.items()}
    if not isinstance(value, list) or not all(isinstance(p, list) and len(p) == 2 for p in value):
        raise _fault(at, "an object or a list of pairs is wanted")
    return {_read(args[0], k, at): _read(args[1], v, at) for k, v in value}


def _read_fields(kind: type, value: Json, at: str) -> Any:
    if not isinstance(value, dict):
        raise _fault(at, "an object is wanted")
    known, hints = _shape_of(kind)
    if kind.__name__ in _alternatives():
        value = {key: item for key, item in value.items() if key != _IS}
    if unknown := sorted(value.keys() - known.keys()):
        raise _fault(f"{at}.{unknown[0]}", "this key is not known here")
    missing = [
        name for name, one in known.items()
        if name not in value and one.default is MISSING and one.default_factory is MISSING
    ]  # fmt: skip
    if missing:
        raise _fault(f"{at}.{missing[0]}", "this is missing")
    return kind(**{name: _read(hints[name], item, f"{at}.{name}") for name, item in value.items()})


@lru_cache(maxsize=256)
def _shape_of(kind: type) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    return {one.name: one for one in fields(kind)}, typing.get_type_hints(kind)


def _fault(at: str, message: str) -> InputError:
    return InputError([Fault(at, "wrong-type", message)])
