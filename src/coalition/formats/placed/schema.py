"""The JSON Schema of an answer of pre-positioning, read off the rows themselves."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, NewType, get_args, get_origin, get_type_hints

from coalition.formats.placed.content import FORMAT, PlacedContent

_PLAIN: dict[Any, dict[str, Any]] = {
    float: {"type": "number"}, int: {"type": "integer"}, bool: {"type": "boolean"}, str: {"type": "string"},
}  # fmt: skip


def placed_schema(draft: str) -> dict[str, Any]:
    """The schema of `preposition.json`."""
    whole = _record(PlacedContent)
    del whole["properties"]["ways"]
    whole["properties"] = {"format": {"const": FORMAT}, **whole["properties"]}
    whole["required"] = list(whole["properties"])
    return {"$schema": draft, "title": "Where to keep which stocks", **whole}


def _record(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {one.name: _value(hints[one.name]) for one in fields(kind)}
    return {
        "type": "object", "properties": properties, "required": list(properties),
        "additionalProperties": False,
    }  # fmt: skip


def _value(kind: Any) -> dict[str, Any]:
    if isinstance(kind, NewType):
        return _value(kind.__supertype__)
    if is_dataclass(kind):
        return _record(kind)  # type: ignore[arg-type]
    if isinstance(kind, UnionType):
        return {
            "anyOf": [
                {"type": "null"} if one is type(None) else _value(one) for one in get_args(kind)
            ]
        }
    if get_origin(kind) is tuple:
        return _list(get_args(kind))
    return dict(_PLAIN.get(kind, _PLAIN[str]))


def _list(kinds: tuple[Any, ...]) -> dict[str, Any]:
    """Of any length, or of a length of its own."""
    made: dict[str, Any] = {"type": "array", "items": _value(kinds[0])}
    if kinds[-1] is not Ellipsis:
        made |= {"minItems": len(kinds), "maxItems": len(kinds)}
    return made
