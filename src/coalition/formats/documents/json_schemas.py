"""JSON Schemas (draft 2020-12) of the TOML files of a book, of news, of plan files, changes and hedges.

They help editors and other programs; the readers check more (references, dates, cycles, plausibility in any
unit) and say where. Dates of TOML appear as text.
"""

from __future__ import annotations

import json
from typing import Any

from coalition.formats.chances.schema import CHANCES
from coalition.formats.documents.hedges_schema import hedges_schema
from coalition.formats.documents.news_schemas import changes_schema, with_kinds
from coalition.formats.placed.schema import placed_schema
from coalition.formats.placing.tables import TERMS
from coalition.formats.plan_json import FORMAT
from coalition.formats.rehearsed.campaign_file import CAMPAIGN
from coalition.formats.rehearsed.schema import rehearsal_schema
from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.documents import DOCUMENTS
from coalition.formats.schema.news import NEWS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_UNKNOWN = {"const": "?"}
_INSTANT = {
    "type": "string",
    "pattern": r"^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:00)?(Z|\+00:00)?)?|C([+-]\d+)?(T\d{2}:\d{2}Z?)?)$",
}
_ID = {"type": "string", "pattern": r"^\w[\w.()\-]*$"}
_FULL_ID = {"type": "string", "pattern": r"^\w[\w.()\-]*(/\w[\w.()\-]*)?$"}
_FACT = {"type": ["string", "boolean", "integer"]}
_FACTS = {"anyOf": [_FACT, {"type": "array", "items": _FACT, "minItems": 1, "uniqueItems": True}]}
_TESTS_TABLE = {"type": "object", "minProperties": 1, "additionalProperties": _FACTS}
_TESTS = {"anyOf": [_TESTS_TABLE, {"type": "array", "items": _TESTS_TABLE, "minItems": 1}]}
_NEED = {
    "oneOf": [
        _FULL_ID,
        {"type": "array", "items": {"$ref": "#/$defs/need"}},
        *(
            {
                "type": "object",
                "properties": {word: {"type": "array", "items": {"$ref": "#/$defs/need"}}},
                "required": [word],
                "additionalProperties": False,
            }
            for word in ("all", "any")
        ),
    ]
}
_TEXTS = (Kind.TEXT, Kind.NATION, Kind.NATIONS, Kind.TERRITORY, Kind.CLOCK)


def schemas() -> dict[str, str]:
    """File name -> JSON text of each schema."""
    made = {f"{name}.json": _document(name, shape) for name, shape in DOCUMENTS.items()}
    made["news.json"] = with_kinds(_document("news", NEWS))
    made["plan.json"], made["changes.json"] = plan_schema(), changes_schema(_DRAFT)
    made["hedges.json"] = hedges_schema(_DRAFT)
    made["chances.json"] = _document("chances", CHANCES)
    made["campaign.json"] = _document("campaign", CAMPAIGN)
    made["terms.json"], made["preposition.json"] = _document("terms", TERMS), placed_schema(_DRAFT)
    made["rehearsal.json"] = rehearsal_schema(_DRAFT)
    return {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def _document(name: str, shape: Shape) -> dict[str, Any]:
    schema = {"$schema": _DRAFT, "title": f"{name}.toml: {shape.title}", **_object(shape)}
    if name == "instruments":
        schema["$defs"] = {"need": _NEED}
    return schema


def _object(shape: Shape) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for column in shape.columns:
        for key in _keys(column):
            properties[key] = {"description": column.doc, **_value(column)}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    needed = [column.name for column in shape.columns if column.required]
    return {**schema, "required": needed} if needed else schema


def _keys(column: Column) -> list[str]:
    return (
        [column.pattern.format(unit) for unit in column.units()]
        if column.dimensions
        else [column.name]
    )


def _value(column: Column) -> dict[str, Any]:
    one = _one(column)
    if column.many:
        return {"type": "array", "items": one}
    if column.name == "duration" or (column.field and column.kind is not Kind.TABLE):
        return {"anyOf": [one, _UNKNOWN]}
    return one


def _one(column: Column) -> dict[str, Any]:
    if column.shape is not None:
        return _object(column.shape)
    if column.kind in _TEXTS:
        return {"type": "string", **({"minLength": 1} if column.required else {})}
    made: dict[Kind, dict[str, Any]] = {
        Kind.ID: _ID,
        Kind.REF: _FULL_ID if column.of == "provision" else _ID,
        Kind.CHOICE: {"enum": list(column.choices)},
        Kind.FLAG: {"type": "boolean"},
        Kind.WHOLE: {"type": "integer", "minimum": column.least, "maximum": column.most},
        Kind.QUANTITY: {"type": "number", "minimum": 0},
        Kind.INSTANT: _INSTANT,
        Kind.NEED: {"$ref": "#/$defs/need"},
        Kind.MAP: {
            "type": "object",
            "additionalProperties": _MAPPED.get(column.of, _NAMES),
        },
        Kind.FACT: _FACTS,
        Kind.TESTS: _TESTS,
    }
    return made[column.kind]


_NAMES = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_MAPPED = {"fact": _FACT, "facts": _FACTS, "nations": _NAMES}


def plan_schema() -> dict[str, Any]:
    """The schema of a plan file (`formats.plan_json`)."""
    text, whole = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 0}
    pieces = {"type": "integer", "minimum": 1}
    instant = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:00)?Z?)?$"}
    load = _record({"movement": text, "line": text, "pieces": pieces}, ())
    loads = {"type": "array", "items": load}
    stop = _record(
        {
            "place": text,
            "arrive": instant,
            "depart": instant,
            "off": loads,
            "on": loads,
            "avoiding": _NAMES,
        },
        ("off", "on", "avoiding"),
    )
    assignment = _record(
        {"requirement": text, "unit": text, "stock": text, "pieces": pieces},
        ("unit", "stock", "pieces"),
    )
    trip = _record({"carrier": text, "stops": {"type": "array", "items": stop}}, ())
    bound = _record(
        {"undelivered": whole, "lateness": whole, "closure": whole, "relaxation": {"type": "string"}},
        ("closure", "relaxation"),
    )  # fmt: skip
    top = _record(
        {
            "format": {"const": FORMAT},
            "book_title": text,
            "made_by": {"type": "string"},
            "seed": whole,
            "assignments": {"type": "array", "items": assignment},
            "trips": {"type": "array", "items": trip},
            "bound": bound,
        },
        ("made_by", "seed", "bound"),
    )
    return {"$schema": _DRAFT, "title": "A plan: sourcing and trips", **top}


def _record(properties: dict[str, Any], optional: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
