"""What would buy time, as a person would ask for it on the command line."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from coalition import hedge, read_book, read_plan
from coalition.cli.app import run
from coalition.formats.documents.json_schemas import schemas

LATE = ["--work", "50"]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The starter book with everything wanted in the first days, planned, with its hedges in the report."""
    folder = tmp_path_factory.mktemp("hedged")
    book, out = folder / "book", folder / "out"
    assert run(["new", str(book)]) == 0
    asked = book / "requirements.csv"
    asked.write_text(re.sub(r"C\+\d+", "C+3", asked.read_text()))
    assert run(["plan", str(book), "--out", str(out), "--work", "20", "--hedge", "4"]) == 0
    return book, out


def json_of(planned: tuple[Path, Path], capsys: pytest.CaptureFixture[str], *more: str) -> str:
    book, out = planned
    capsys.readouterr()
    code = run(["hedge", str(book), str(out / "plan.json"), *LATE, "--format", "json", *more])
    text = capsys.readouterr().out
    rows = json.loads(text)["hedges"]
    assert code == (0 if any(r["weighted_minutes"] or r["delivered_ppm"] for r in rows) else 1)
    return text


def test_the_table_ranks_what_buys_most_first(
    planned: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(json_of(planned, capsys))
    Draft202012Validator(json.loads(schemas()["hedges.json"])).validate(found)
    gains = [(row["delivered_ppm"], row["weighted_minutes"]) for row in found["hedges"]]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > (0, 0)
    assert [row["rank"] for row in found["hedges"]] == list(range(1, len(gains) + 1))
    assert all(row["what"] and row["kind"] for row in found["hedges"])


def test_one_process_says_what_two_say(
    planned: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one = json_of(planned, capsys, "--top", "3", "--processes", "1")
    assert json_of(planned, capsys, "--top", "3", "--processes", "2") == one


def test_a_table_and_a_sheet_hold_the_same(
    planned: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = planned
    plan = str(out / "plan.json")
    capsys.readouterr()
    run(["hedge", str(book), plan, *LATE, "--top", "2"])
    table = capsys.readouterr().out
    run(["hedge", str(book), plan, *LATE, "--top", "2", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert "what would buy time" in table
    assert "search alone gained" in table
    assert [row["rank"] for row in rows] == ["1", "2"]
    assert f"{int(rows[0]['weighted_hours']):,}" in table


def test_the_report_shows_them_when_asked(planned: tuple[Path, Path]) -> None:
    found = json.loads((planned[1] / "hedges.json").read_text())
    page = (planned[1] / "report.html").read_text()
    assert 0 < len(found["hedges"]) <= 4
    assert "What would buy time" in page
    assert found["hedges"][0]["whose"] in page
    heads = [
        int(no) for no in re.findall(r'<span class="no" aria-hidden="true">(\d+)</span>', page)
    ]
    assert heads == list(range(heads[0], heads[0] + len(heads)))


def test_a_plan_without_them_says_nothing_of_them(
    planned: tuple[Path, Path], tmp_path: Path
) -> None:
    assert run(["plan", str(planned[0]), "--out", str(tmp_path), "--work", "0"]) == 0
    assert not (tmp_path / "hedges.json").exists()
    assert "What would buy time" not in (tmp_path / "report.html").read_text()


def test_the_python_face_says_the_same(
    planned: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table = hedge(read_book(planned[0]), read_plan(planned[1] / "plan.json"), top=2, work=50)
    found = json.loads(json_of(planned, capsys, "--top", "2"))
    assert [row.minutes for row in table.rows] == [r["weighted_minutes"] for r in found["hedges"]]


def test_a_plan_that_is_none_is_refused(planned: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}")
    assert run(["hedge", str(planned[0]), str(tmp_path / "plan.json")]) == 2
