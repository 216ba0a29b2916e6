"""The JSON Schema of a list of hedges (`formats.exports.hedges`)."""

from __future__ import annotations

from typing import Any

from coalition.formats.exports.hedges import FORMAT

_FREE = {"type": "string"}
_TEXT = {"type": "string", "minLength": 1}
_COUNT = {"type": "integer", "minimum": 0}
_NAMES = {"type": "array", "items": _TEXT, "uniqueItems": True}


def hedges_schema(draft: str) -> dict[str, Any]:
    """The schema: the list's head, and a row a hedge."""
    row = _record(
        {
            "rank": {"type": "integer", "minimum": 1}, "kind": _TEXT, "what": _TEXT, "whose": _FREE,
            "under": _FREE, "weighted_minutes": _COUNT, "delivered_ppm": _COUNT, "helped": _NAMES,
            "no_longer_late": _NAMES, "hanging_minutes": _COUNT, "cost": _FREE, "note": _FREE,
        }
    )  # fmt: skip
    top = _record(
        {
            "format": {"const": FORMAT}, "book_title": _TEXT, "seed": {"type": "integer"},
            "work": {"anyOf": [_COUNT, {"type": "null"}]}, "late": _COUNT, "lateness": _COUNT,
            "undelivered": _COUNT, "noise_minutes": _COUNT, "not_valued": _COUNT,
            "hedges": {"type": "array", "items": row},
        }
    )  # fmt: skip
    return {"$schema": draft, "title": "What would buy time for a plan, best first", **top}


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
