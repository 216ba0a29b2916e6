"""Rows and tables come out as text that the standard parsers read back."""

from __future__ import annotations

import csv
import tomllib
from io import StringIO

from coalition.generation.tables import csv_text, listed, toml_text


def test_columns_nobody_fills_are_left_out_and_named_ones_lead() -> None:
    rows = [{"b": 1, "a": "x", "never": ""}, {"b": 2, "c": "y,z"}]
    text = csv_text(rows, first=("a", "missing"))
    assert text.splitlines()[0] == "a,b,c"
    assert list(csv.DictReader(StringIO(text)))[1] == {"a": "", "b": "2", "c": "y,z"}


def test_toml_reads_back_as_written() -> None:
    table = {
        "day": "2027-03-01", "text": 'quotes " and \\ slashes', "yes": True, "count": 3,
        "list": ["a", "b"], "inline": {"all": ["x/1"], "none": {}},
    }  # fmt: skip
    read = tomllib.loads(toml_text(table, head="[thing]"))["thing"]
    assert read.pop("day").isoformat() == "2027-03-01"
    assert read == {name: value for name, value in table.items() if name != "day"}


def test_a_text_with_hyphens_is_no_date() -> None:
    assert toml_text({"id": "abcd-ef-gh"}) == 'id = "abcd-ef-gh"\n'


def test_lists_are_joined_by_semicolons() -> None:
    assert listed(["air", "road"]) == "air;road"
