"""The JSON Schema of what a rehearsal found (`formats.rehearsed.tables`)."""

from __future__ import annotations

from typing import Any

from coalition.formats.rehearsed.tables import FORMAT

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_FREE: dict[str, Any] = {"type": "string"}
_WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
_NUMBER: dict[str, Any] = {"type": "number"}
_SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
_FLAG: dict[str, Any] = {"type": "boolean"}
_INSTANT: dict[str, Any] = {
    "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$",
}  # fmt: skip


def rehearsal_schema(draft: str) -> dict[str, Any]:
    """The schema of `rehearsal.json`."""
    known = _record({"value": _NUMBER, "low": _NUMBER, "high": _NUMBER})
    chance = _record({
        "name": _TEXT, "kind": _TEXT, "says": _TEXT, "cause": _FREE, "assumed": _FLAG,
        "source": _FREE, "confidence": _TEXT,
    })  # fmt: skip
    replication = _record({
        "number": _WHOLE, "lateness": _WHOLE, "undelivered": _WHOLE, "on_time": _SHARE,
        "given_up": _WHOLE,
    })  # fmt: skip
    fan = _record({
        "at": _list(_INSTANT), "bands": _list(_list(_SHARE)), "planned": _list(_SHARE),
        "due": _list(_SHARE),
    })  # fmt: skip
    against = _record({
        "plan": _TEXT, "lateness": known, "undelivered": known, "on_time": known, "better": known,
        "gain": _perhaps(_NUMBER),
    })  # fmt: skip
    whole = _record({
        "format": {"const": FORMAT}, "title": _TEXT, "fictional": _FLAG, "activated": _INSTANT,
        "horizon_end": _INSTANT, "digest": _TEXT, "seed": _WHOLE,
        "reactions": _list({"enum": ["overtake", "reroute", "substitute"]}), "as_planned": _FLAG,
        "quantiles": _list(_SHARE), "planned_lateness": _WHOLE, "planned_undelivered": _WHOLE,
        "planned_on_time": _SHARE, "lateness": known, "lateness_quantiles": _list(_NUMBER),
        "undelivered": known, "on_time": known, "on_time_quantiles": _list(_SHARE),
        "all_on_time": known, "goals": _list(_goal(known)), "causes": _list(_cause(known)),
        "hedges": _list(_hedge(known)), "fan": fan, "chances": _list(chance),
        "replications": _list(replication), "against": _perhaps(against),
    })  # fmt: skip
    return {"$schema": draft, "title": "What a rehearsal of a plan found", **whole}


def _goal(known: dict[str, Any]) -> dict[str, Any]:
    return _record({
        "name": _TEXT, "title": _FREE, "weight": _WHOLE, "rdd": _INSTANT,
        "planned": _perhaps(_INSTANT), "on_time": known, "never": _SHARE,
        "closure": _list(_perhaps(_INSTANT)), "late_minutes": _NUMBER,
    })  # fmt: skip


def _cause(known: dict[str, Any]) -> dict[str, Any]:
    return _record({
        "name": _TEXT, "felt": known, "critical": known, "charged": _NUMBER,
        "sensitivity": _perhaps(_NUMBER),
    })  # fmt: skip


def _hedge(known: dict[str, Any]) -> dict[str, Any]:
    return _record({
        "rank": {"type": "integer", "minimum": 1}, "name": _TEXT, "lateness": known,
        "undelivered": known, "on_time": known, "replications": _WHOLE,
    })  # fmt: skip


def _perhaps(value: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [value, {"type": "null"}]}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
