"""What the OpenAPI document says of bodies and answers, and the small bodies read by hand.

Bodies are read after the caller was let in, by the annotations of the nouns themselves, so that FastAPI's
own reading (which comes before any check) is not used; what it would have written into the document is
written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from coalition.errors import Fault, InputError
from coalition.operations.crisis.stated.reading import FAULTS_MAX, Reader
from coalition.operations.crisis.stated.shapes import Json
from coalition.operations.crisis.stated.wire import Schema, schema_of
from coalition.server.answering.problems import MEDIA_TYPE, TITLES, Problem

_ANY = {"type": "object"}


def answers(*problems: int, ok: int = 200, schema: Schema | None = None) -> dict[int | str, Any]:
    """The answers of a route: the good one, and the problems it can have."""
    found: dict[int | str, Any] = {
        status: {
            "description": TITLES[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({*problems, 500, 503})
    }
    good: dict[str, Any] = {"description": "as asked"}
    if ok != 204:
        good["content"] = {"application/json": {"schema": schema or _ANY}}
    return {ok: good} | found


def listed(schema: Schema) -> Schema:
    """The schema of a page of rows."""
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": schema},
            "next": {"type": ["string", "null"]},
            "total": {"type": "integer"},
        },
        "required": ["items", "next", "total"],
    }


def row_schema(kind: type) -> Schema:
    """The schema of a row as it is written: every field is there."""
    schema = schema_of(kind)
    return schema | {"required": list(schema["properties"])}


def body_of(kinds: Mapping[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """The OpenAPI of a body with these fields."""
    schema = {
        "type": "object",
        "properties": {name: _kind_schema(kind) for name, kind in kinds.items()},
        "required": [name for name in kinds if name not in optional],
        "additionalProperties": False,
    }
    return body_schema(schema)


def _kind_schema(kind: Any) -> Schema:
    return kind if isinstance(kind, dict) else schema_of(kind)


def body_schema(schema: Schema) -> dict[str, Any]:
    """The OpenAPI of a body of that schema."""
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
    }


def fields_of(sent: Json, /, **wanted: Any) -> dict[str, Any]:
    """The fields of a body: a type for one that must be there, a value for one that may be left out (None:
    any).

    Raises InputError with every fault.
    """
    if not isinstance(sent, dict):
        raise InputError([Fault("body", "wrong-type", "an object is wanted")])
    faults = [
        Fault(f"body.{name[:60]}", "unknown-key", "this key is not known here")
        for name in islice((name for name in sent if name not in wanted), FAULTS_MAX)
    ]
    found: dict[str, Any] = {}
    for name, kind in wanted.items():
        needed = isinstance(kind, type)
        if name not in sent:
            found[name] = kind
            if needed:
                faults.append(Fault(f"body.{name}", "missing-key", "this is missing"))
            continue
        try:
            wanted_kind = kind if needed else Any if kind is None else type(kind)
            found[name] = Reader(wire=True).read(wanted_kind, sent[name], f"body.{name}")
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return found


def components() -> dict[str, Any]:
    """The schemas that others refer to."""
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs", {}), "Problem": schema}
