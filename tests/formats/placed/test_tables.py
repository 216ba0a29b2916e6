from __future__ import annotations

import csv
import json

from jsonschema import Draft202012Validator
from tests.formats.placed.made_up import made_up

from coalition.formats.placed.schema import placed_schema
from coalition.formats.placed.tables import write_geojson, write_json, write_tables


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(write_tables(made_up())[name].splitlines()))


def test_json_holds_every_row_and_no_ways() -> None:
    told = json.loads(write_json(made_up()))
    assert told["format"] == "coalition-preposition-2"
    assert told["held"][0]["units"] == 30
    assert told["chance"] == {
        "vss": 1_500_000,
        "evpi": [500_000, 600_000],
        "law": [2_000_000, 2_000_000],
    }
    assert "ways" not in told


def test_json_keeps_to_its_schema() -> None:
    schema = placed_schema("https://json-schema.org/draft/2020-12/schema")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(write_json(made_up())))


def test_tables_have_a_head_and_a_line_a_row() -> None:
    assert [row["site"] for row in _rows("stores")] == ["east", "west"]
    assert _rows("held")[0]["first_hours"] == "12.5"
    assert _rows("nations")[1]["unmet"] == ""
    assert _rows("needs")[0]["need_kg"] == "500000"


def test_what_a_spreadsheet_would_take_for_a_formula_is_disarmed() -> None:
    assert not _rows("consents")[0]["provision"].startswith("=")


def test_geojson_has_stores_as_points_and_ways_as_lines() -> None:
    features = json.loads(write_geojson(made_up()))["features"]
    kinds = [one["geometry"]["type"] for one in features]
    assert kinds == ["Point", "Point", "LineString", "LineString"]
    assert features[0]["geometry"]["coordinates"] == [24.0, 54.0]
    assert features[0]["properties"]["held"] == {"BBB tents": 30}
    assert len(features[2]["geometry"]["coordinates"]) == 3
    assert features[3]["geometry"]["coordinates"] == [[24.0, 54.0], [25.0, 57.0]]
