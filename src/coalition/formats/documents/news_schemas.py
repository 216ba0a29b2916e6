"""JSON Schemas of the file of news and of what a new plan changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coalition.formats.exports.changes import FORMAT
from coalition.formats.schema.column import Column
from coalition.formats.schema.news import KINDS, NEWS_ITEM, KindOfNews
from coalition.model.change.diff import Fate, Touch
from coalition.model.change.news import NewsKind

_TEXT = {"type": "string", "minLength": 1}
_FREE = {"type": "string"}
_WHOLE = {"type": "integer", "minimum": 0}
_SIGNED = {"type": "integer"}
_INSTANT = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z|always|forever)$"}
_PERHAPS = {"anyOf": [_INSTANT, {"type": "null"}]}


def with_kinds(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of the news file, in which each kind takes its own keys only."""
    item = schema["properties"]["news"]["items"]
    item["allOf"] = [_of_kind(kind, takes) for kind, takes in KINDS.items()]
    return schema


def changes_schema(draft: str) -> dict[str, Any]:
    """The schema of `changes.json`."""
    score = _record({"undelivered": _WHOLE, "lateness": _WHOLE, "cost": _WHOLE})
    reason = _record({
        "touch": {"enum": [str(touch) for touch in Touch]},
        "news": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]},
        "text": _TEXT, "rule": _FREE, "provision": _FREE,
    })  # fmt: skip
    stops = _list(_record({"place": _TEXT, "arrive": _INSTANT, "depart": _INSTANT}))
    kinds = {"enum": [str(kind) for kind in NewsKind]}
    whole = _record({
        "format": {"const": FORMAT},
        "at": _INSTANT,
        "news": _list(_record({"kind": kinds, "subject": _FREE, "text": _FREE})),
        "price": _WHOLE,
        "before": score,
        "after": score,
        "added": _list(_TEXT),
        "cancelled": _list(_TEXT),
        "promises": _list(_record({
            "requirement": _TEXT, "weight": _WHOLE, "before": _PERHAPS, "after": _PERHAPS,
            "minutes": _SIGNED, "late_before": _WHOLE, "late_after": _WHOLE, "reason": reason,
        })),
        "trips": _list(_record({
            "fate": {"enum": [str(fate) for fate in Fate]}, "carrier": _TEXT, "begins": _INSTANT,
            "requirements": _list(_TEXT), "before": stops, "after": stops, "reason": reason,
        })),
        "inherited": _list(_record({
            "rule": _TEXT, "code": _TEXT, "where": _TEXT, "at": _PERHAPS, "text": _FREE,
        })),
    })  # fmt: skip
    return {"$schema": draft, "title": "What a new plan changes, and why", **whole}


def _of_kind(kind: NewsKind, takes: KindOfNews) -> dict[str, Any]:
    subject = [{"required": [key]} for name in takes.subject for key in _written(name)]
    needs = [
        {"anyOf": [{"required": [key]} for key in _written(name)]} for name in takes.needs
    ]  # fmt: skip
    keys = [key for name in takes.keys for key in _written(name)]
    then = {"allOf": [{"oneOf": subject}, *needs], "propertyNames": {"enum": keys}}
    return {"if": {"properties": {"kind": {"const": str(kind)}}}, "then": then}


def _written(name: str) -> list[str]:
    """The key as it may be written: with each unit, when it has one."""
    column = next((each for each in NEWS_ITEM.columns if each.name == name), None)
    return [name] if column is None or not column.dimensions else list(_heads(column))


def _heads(column: Column) -> Iterable[str]:
    return (column.pattern.format(unit) for unit in column.units())


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
