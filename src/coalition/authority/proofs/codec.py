"""Nouns to plain values of JSON and back, by their declared types; what is at its default is left out.

Shapes: a dataclass is an object by field names, `Need` an object with `step`, `all` or `any`, an open end of
time `always` or `forever`. Raises ValueError for what does not fit.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from coalition.measure.instants import ALWAYS, FOREVER, Minute
from coalition.model.law import AllOf, AnyOf, Need, Step

_ENDS: dict[int, str] = {FOREVER: "forever", ALWAYS: "always"}
_TIMES = {word: minute for minute, word in _ENDS.items()}


def plain_of(value: Any) -> Any:
    """The plain value of a noun."""
    if isinstance(value, Step):
        return {"step": value.procedure}
    if isinstance(value, AllOf | AnyOf):
        word = "all" if isinstance(value, AllOf) else "any"
        return {word: [plain_of(part) for part in value.parts]}
    if is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: plain_of(found)
            for each in fields(value)
            if (found := getattr(value, each.name)) != _default(each)
        }
    if isinstance(value, Mapping):
        return {str(name): plain_of(item) for name, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain_of(item) for item in value)
    if isinstance(value, tuple | list):
        return [plain_of(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return _ENDS.get(value, value) if isinstance(value, int) else value


def noun_of(kind: Any, plain: Any) -> Any:
    """The noun of a declared type. Raises ValueError when the plain value does not fit it."""
    try:
        return _noun(kind, plain)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the record does not fit: {error}") from None


def _noun(kind: Any, plain: Any) -> Any:
    if kind == Need:
        return _need(plain)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return (
            None if plain is None else _noun(next(k for k in inner if k is not type(None)), plain)
        )
    if origin is tuple:
        return tuple(_noun(inner[0], item) for item in plain)
    if origin is frozenset:
        return frozenset(_noun(inner[0], item) for item in plain)
    if origin is not None and issubclass(origin, Mapping):
        return {name: _noun(inner[1], item) for name, item in plain.items()}
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _noun(hints[name], item) for name, item in plain.items()})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(plain)
    return _TIMES.get(plain, plain) if kind is Minute else plain


def _need(plain: Any) -> Need:
    ((word, said),) = plain.items()
    if word == "step":
        return Step(said)
    parts = tuple(_need(part) for part in said)
    return AnyOf(parts) if word == "any" else AllOf(parts)


def _default(each: Field[Any]) -> Any:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else MISSING


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
