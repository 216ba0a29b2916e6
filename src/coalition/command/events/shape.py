"""The shape of a body in JSON: instants as text, no unknown key, whole numbers within 2**53-1.

A plan of conversion is made once from the type hints of each class. `msgspec` converts and checks types; this
module turns minutes into their text and back, which a type alias cannot tell it, and finds what is not known.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from coalition.measure.instants import (
    ALWAYS,
    FOREVER,
    Minute,
    parse_instant,
    write_instant,
)

LARGEST_WHOLE = 2**53 - 1
"""The largest whole number every reader of JSON keeps exactly (RFC 8259, section 6)."""

Change = Callable[[Any], Any]


class UnknownFieldError(Exception):
    """A key that the class does not have: written by a later version."""


def body_to_json(body: object) -> dict[str, Any]:
    """The body as JSON values, every field written out."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(body))
    kind: Any = type(body)
    outward = _outward(kind)
    return outward(plain) if outward else plain


def body_from_json(kind: type[Any], plain: Mapping[str, Any]) -> object:
    """The body of the class. Raises UnknownFieldError, ValueError or msgspec.ValidationError."""
    hint: Any = kind
    inward = _inward(hint)
    return msgspec.convert(inward(plain) if inward else plain, kind, strict=True)


def check_plain(value: object, *, depth: int = 0) -> None:
    """Raises ValueError where a value cannot stand in a signed event: fractions, big numbers, deep nests."""
    if isinstance(value, str | int | float | None):
        _check_leaf(value)
        return
    if depth > _DEEPEST:
        raise ValueError(f"values nested deeper than {_DEEPEST}")
    parts = value
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) and key.isascii() for key in value):
            raise ValueError("keys are ASCII text")
        parts = value.values()
    elif not isinstance(value, list | tuple):
        raise ValueError("a value that JSON does not know")
    for part in parts:  # type: ignore[attr-defined]
        check_plain(part, depth=depth + 1)


_DEEPEST = 24
_SURROGATE = re.compile("[\ud800-\udfff]")


def _check_leaf(value: str | float | None) -> None:
    if isinstance(value, str):
        if not value.isascii() and _SURROGATE.search(value):
            raise ValueError("text with half a surrogate pair")
    elif isinstance(value, float):
        raise ValueError("a number with a fraction; numbers are whole")
    elif value is not None and abs(value) > LARGEST_WHOLE:
        raise ValueError("a whole number beyond 2**53-1")


def minute_to_text(at: int) -> str:
    """The text of an instant; `always` and `forever` are the open ends."""
    return write_instant(Minute(at))


def text_to_minute(text: object) -> Minute:
    """The instant of its one text. Raises ValueError for every other."""
    if text == "forever":
        return FOREVER
    if text == "always":
        return ALWAYS
    if not isinstance(text, str):
        raise ValueError("an instant is text like 2026-11-28T17:30Z")
    return _read_minute(text)


@lru_cache(maxsize=1 << 16)
def _read_minute(text: str) -> Minute:
    at = parse_instant(text)
    if write_instant(at) != text:
        raise ValueError(f"`{text[:40]}` is not written like 2026-11-28T17:30Z")
    return at


@cache
def _outward(hint: Hashable) -> Change | None:
    """What turns minutes into text in values of the type; None where there is nothing to turn."""
    return _change(hint, minute_to_text, _outward, strict=False)


@cache
def _inward(hint: Hashable) -> Change | None:
    """What turns text into minutes, and refuses unknown keys, in values of the type."""
    return _change(hint, text_to_minute, _inward, strict=True)


def _change(
    hint: Any, minute: Change, again: Callable[[Any], Change | None], *, strict: bool
) -> Change | None:
    if hint is Minute:
        return minute
    if get_origin(hint) in {Union, types.UnionType}:
        inner = next((c for c in map(again, get_args(hint)) if c), None)
        return inner and (lambda value: None if value is None else inner(value))
    if get_origin(hint) is tuple:
        return _each(again(get_args(hint)[0]))
    if is_dataclass(hint):
        return _table(hint, again, strict=strict)
    return None


def _each(inner: Change | None) -> Change | None:
    if inner is None:
        return None

    def each(value: Any) -> Any:
        return [inner(part) for part in value] if isinstance(value, list | tuple) else value

    return each


def _table(hint: Any, again: Callable[[Any], Change | None], *, strict: bool) -> Change | None:
    hints = get_type_hints(hint)
    known = frozenset(field.name for field in fields(hint))
    changes = {name: change for name in sorted(known) if (change := again(hints[name]))}
    if not changes and not strict:
        return None

    def table(value: Any) -> Any:
        if type(value) is not dict and not isinstance(value, Mapping):
            return value
        if strict and not known.issuperset(value):
            unknown = min(str(name) for name in value.keys() - known)
            raise UnknownFieldError(f"the field `{unknown[:40]}` of {hint.__name__}")
        return {**value, **{k: change(value[k]) for k, change in changes.items() if k in value}}

    return table
