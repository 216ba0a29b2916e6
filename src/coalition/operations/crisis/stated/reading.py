"""Nouns from JSON by their annotations, in two tongues: the record's, and the wire's for people and clients.

In the record an instant is a whole number of minutes; on the wire it is ISO text, and a stretch of time has
`always` and `forever` for its open ends. Whatever does not fit is an InputError with its path.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar

from coalition.errors import Fault, InputError
from coalition.measure.instants import ALWAYS, FOREVER, Minute, parse_instant
from coalition.operations.crisis.stated.shapes import ALTERNATIVES, IS, Json

T = TypeVar("T")
LONGEST_TEXT = 20_000
FAULTS_MAX = 200
"""Unknown keys past so many are not named."""
MOST_WHOLE = 2**53 - 1
_OPEN_ENDS = {"always": ALWAYS, "forever": FOREVER}


def from_json(kind: type[T], value: Json) -> T:
    """The noun of the record's JSON. Raises InputError with the path of what does not fit."""
    return typing.cast("T", Reader(wire=False).read(kind, value, "$"))


def from_wire(kind: type[T], value: Json, at: str = "body") -> T:
    """The noun of a client's JSON. Raises InputError with the path of what does not fit."""
    return typing.cast("T", Reader(wire=True).read(kind, value, at))


@lru_cache(maxsize=512)
def shape_of(kind: type) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    """The fields of a dataclass and their annotations, by name."""
    return {one.name: one for one in fields(kind)}, typing.get_type_hints(kind)


def is_required(one: Field[Any]) -> bool:
    """Whether the field has no default."""
    return one.default is MISSING and one.default_factory is MISSING


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads by annotation; `wire` says which tongue."""

    wire: bool

    def read(self, kind: Any, value: Json, at: str) -> Any:
        """The value of that kind."""
        if kind is Minute and self.wire:
            return self._instant(value, at)
        if isinstance(kind, typing.NewType):
            return self.read(kind.__supertype__, value, at)
        if kind is Any:
            return value
        if is_dataclass(kind) and isinstance(kind, type):
            return self._fields(kind, value, at)
        origin = typing.get_origin(kind)
        if origin in (typing.Union, UnionType):
            return self._one_of(typing.get_args(kind), value, at)
        if origin is not None:
            return self._many(origin, typing.get_args(kind), value, at)
        return _plain(kind, value, at)

    def _instant(self, value: Json, at: str) -> Minute:
        if isinstance(value, str) and value in _OPEN_ENDS:
            return _OPEN_ENDS[value]
        try:
            return parse_instant(value if isinstance(value, str) else "")
        except ValueError:
            hint = "write YYYY-MM-DDTHH:MMZ"
            raise InputError([Fault(at, "bad-date", "this is no instant", hint)]) from None

    def _one_of(self, kinds: tuple[Any, ...], value: Json, at: str) -> Any:
        if value is None and NoneType in kinds:
            return None
        rest = [one for one in kinds if one is not NoneType]
        if len(rest) == 1:
            return self.read(rest[0], value, at)
        name = value.get(IS) if isinstance(value, dict) else None
        for one in rest:
            if getattr(one, "__name__", "") == name:
                return self._fields(one, value, at)
        raise fault(at, "one of several shapes is wanted")

    def _many(self, origin: Any, args: tuple[Any, ...], value: Json, at: str) -> Any:
        if issubclass(origin, Mapping):
            return self._mapping(args, value, at)
        if not isinstance(value, list):
            raise fault(at, "a list is wanted")
        if origin is tuple and args[-1] is not Ellipsis:
            if len(value) != len(args):
                raise fault(at, f"{len(args)} items are wanted")
            pairs = zip(args, value, strict=True)
            return tuple(self.read(k, one, f"{at}[{n}]") for n, (k, one) in enumerate(pairs))
        items = [self.read(args[0], one, f"{at}[{n}]") for n, one in enumerate(value)]
        return frozenset(items) if origin is frozenset else tuple(items)

    def _mapping(self, args: tuple[Any, ...], value: Json, at: str) -> Any:
        key, item = args
        if isinstance(value, dict):
            return {
                self.read(key, k, at): self.read(item, v, f"{at}.{k}") for k, v in value.items()
            }
        if not isinstance(value, list) or not all(
            isinstance(p, list) and len(p) == 2 for p in value
        ):
            raise fault(at, "an object or a list of pairs is wanted")
        return {self.read(key, k, at): self.read(item, v, at) for k, v in value}

    def _fields(self, kind: type, value: Json, at: str) -> Any:
        if not isinstance(value, dict):
            raise fault(at, "an object is wanted")
        known, hints = shape_of(kind)
        if kind.__name__ in ALTERNATIVES:
            value = {key: item for key, item in value.items() if key != IS}
        faults = [
            Fault(f"{at}.{name}", "missing-key", "this is missing")
            for name, one in known.items()
            if name not in value and is_required(one)
        ]
        read: dict[str, Any] = {}
        for name, item in value.items():
            if name not in known:
                if len(faults) < FAULTS_MAX:
                    where = f"{at}.{name[:60]}"
                    faults.append(Fault(where, "unknown-key", "this key is not known here"))
                continue
            try:
                read[name] = self.read(hints[name], item, f"{at}.{name}")
            except InputError as error:
                faults += error.faults
        if faults:
            raise InputError(faults)
        return _made(kind, read, at)


def _made(kind: type, read: dict[str, Any], at: str) -> Any:
    try:
        return kind(**read)
    except (ValueError, TypeError) as error:
        raise InputError([Fault(at, "bad-value", str(error).lower())]) from None


def _plain(kind: Any, value: Json, at: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError:
            hint = "one of " + ", ".join(str(one.value) for one in kind)
            raise InputError([Fault(at, "bad-choice", "this is no choice here", hint)]) from None
    if type(value) is not kind:
        raise fault(at, f"{_NAMES.get(kind, 'another value')} is wanted")
    if kind is str:
        _check_text(value, at)
    if kind is int and abs(value) > MOST_WHOLE:
        raise InputError([Fault(at, "absurd-value", "the number is not plausible")])
    return value


_NAMES = {str: "text", int: "a whole number", bool: "true or false"}


def _check_text(text: str, at: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise InputError([Fault(at, "cell-too-long", f"{len(text):,} characters")])
    if any(
        0xD800 <= ord(c) <= 0xDFFF or (c < " " and c not in "\n\t") or c == "\x7f" for c in text
    ):
        raise InputError([Fault(at, "control-character", "a control character, or half of one")])


def fault(at: str, message: str) -> InputError:
    """One fault of shape."""
    return InputError([Fault(at, "wrong-type", message)])
