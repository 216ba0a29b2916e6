"""What a rehearsal writes: the same bytes for the same content, safe in a spreadsheet and in a page."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from tests.simulators.rehearsal_pieces import assumed, small_north

from coalition.formats.rehearsed.content import Against, Known, RehearsalContent
from coalition.formats.rehearsed.parquet import PartRows, read_query, write_part
from coalition.formats.rehearsed.tables import requirements_csv, write_json
from coalition.formats.rehearsed.writer import rehearsal_files
from coalition.operations.rehearse.piece import staged
from coalition.operations.rehearse.rehearse_plan import RehearsalAsked, rehearse
from coalition.operations.rehearse.told import content_of

ROOT = Path(__file__).parents[3]


@cache
def content() -> RehearsalContent:
    frame, plan, _ = small_north()
    at_hand = staged(frame, plan, assumed(frame.book))
    return content_of(rehearse(at_hand, RehearsalAsked(30, 1, 3, None, "here")))


def test_equal_content_gives_equal_bytes() -> None:
    assert rehearsal_files(content()) == rehearsal_files(content())
    assert {"rehearsal.html", "rehearsal.json", "fan.svg", "tornado.png"} <= set(
        rehearsal_files(content())
    )


def test_the_json_is_by_its_published_schema() -> None:
    schema = json.loads((ROOT / "docs/reference/schemas/rehearsal.json").read_text())
    jsonschema.validate(json.loads(write_json(content())), schema)


def test_a_row_a_requirement_with_its_chance() -> None:
    rows = list(csv.DictReader(io.StringIO(requirements_csv(content()))))
    assert [row["uln"] for row in rows] == [goal.name for goal in content().goals]
    assert all(0 <= float(row["on_time"]) <= 1 for row in rows)


def test_no_name_becomes_a_formula_or_markup() -> None:
    evil = replace(content().goals[0], name="=1+1", title="<script>alert(1)</script>")
    files = rehearsal_files(replace(content(), goals=(evil, *content().goals[1:])))
    assert b"\n'=1+1" in files["requirements.csv"]
    assert b"<script>alert" not in files["rehearsal.html"]
    assert b"<script>alert" not in files["promises.svg"]


def test_the_page_needs_nothing_else_and_names_what_is_assumed() -> None:
    page = rehearsal_files(content())["rehearsal.html"].decode()
    assert "default-src 'none'" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert page.count("assumed") >= len(content().chances)


def test_a_comparison_stands_in_the_page() -> None:
    known = Known(1440.0, 0.0, 2880.0)
    page = rehearsal_files(
        replace(content(), against=Against("other", known, known, known, known, 3.0))
    )
    assert "1 (0 to 2)" in page["rehearsal.html"].decode()


def test_without_causes_there_are_still_pictures() -> None:
    calm = replace(content(), causes=(), hedges=())
    assert "no cause added lateness" in rehearsal_files(calm)["tornado.svg"].decode()


def test_parquet_holds_what_was_written(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("duckdb")
    rows = PartRows(
        "s", np.arange(3, dtype=np.int32), np.array([5, 6, 7]), np.array([0, 1, 2]), np.array([0.5, 1.0, 0.0]),
        *(np.zeros(3, dtype=np.int32) for _ in range(3)),
        np.array([[10, -1], [20, 30], [-1, -1]], dtype=np.int32), np.full((3, 2), 7, dtype=np.int32),
    )  # fmt: skip
    one, two = (write_part(tmp_path / name, rows) for name in ("a.parquet", "b.parquet"))
    assert one.read_bytes() == two.read_bytes()
    found = read_query([str(one)], "SELECT replication, lateness, closed FROM rows ORDER BY 1")
    assert found == [(0, 5, [10, None]), (1, 6, [20, 30]), (2, 7, [None, None])]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
