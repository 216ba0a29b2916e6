"""A noun of the model as JSON, and back: exact, without floats, with defaults left out.

The rule: a dataclass is an object of its fields that differ from their default; a set is a sorted list; an
enumeration its value; a mapping with keys of text an object, any other a list of pairs; one of several
dataclasses carries its name under `is`. Back again: `stated.reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any

from coalition.model.law import AllOf, AnyOf, Step

Json = Any
IS = "is"
ALTERNATIVES = frozenset(one.__name__ for one in (AllOf, AnyOf, Step))
"""The dataclasses that stand where another could stand too."""


def to_json(value: object) -> Json:
    """The value as JSON. Raises TypeError for what no noun of the model holds."""
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
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
    found: dict[str, Json] = {IS: kind.__name__} if kind.__name__ in ALTERNATIVES else {}
    for one in fields(kind):
        item = getattr(value, one.name)
        if one.default is not MISSING and item == one.default:
            continue
        if one.default_factory is not MISSING and item == one.default_factory():
            continue
        found[one.name] = to_json(item)
    return found
