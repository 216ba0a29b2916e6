"""The command line end to end, as a person would type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coalition import read_book
from coalition.cli.app import run

ROOT = Path(__file__).parents[2]
RESULTS = {"plan.json", "movements.csv", "plan.xlsx", "routes.geojson", "report.html"}


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("planned")
    book, out = folder / "book", folder / "out"
    assert run(["new", str(book)]) == 0
    assert run(["plan", str(book), "--out", str(out)]) == 0
    return book, out


def test_a_new_book_has_no_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "book")]) == 0
    assert run(["check", str(tmp_path / "book")]) == 0
    assert "no faults" in capsys.readouterr().out


def test_a_new_book_is_never_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert run(["new", str(tmp_path)]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_planning_writes_every_result(planned: tuple[Path, Path]) -> None:
    names = {path.name for path in planned[1].iterdir()}
    assert names >= RESULTS
    assert {name for name in names if name.endswith(".svg")}
    assert {name for name in names if name.endswith(".png")}


def test_the_same_book_gives_the_same_plan_byte_for_byte(
    planned: tuple[Path, Path], tmp_path: Path
) -> None:
    book, out = planned
    assert run(["plan", str(book), "--out", str(tmp_path)]) == 0
    for name in ("plan.json", "movements.csv", "routes.geojson", "report.html"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_a_written_plan_is_judged_as_it_was_made(
    planned: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = planned
    assert run(["judge", str(book), str(out / "plan.json")]) == 0
    assert capsys.readouterr().out.startswith(("GREEN", "AMBER"))


def test_a_broken_plan_is_red_and_says_why(
    planned: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = planned
    plan = json.loads((out / "plan.json").read_text())
    trip = next(t for t in plan["trips"] if len(t["stops"]) > 1)
    trip["stops"][1]["arrive"] = trip["stops"][0]["depart"]
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    assert run(["judge", str(book), str(tmp_path / "plan.json")]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("RED")
    assert "R5" in printed


def test_a_book_goes_to_a_workbook_and_back(planned: tuple[Path, Path], tmp_path: Path) -> None:
    sheet, back = tmp_path / "book.xlsx", tmp_path / "back"
    assert run(["convert", str(planned[0]), str(sheet)]) == 0
    assert run(["convert", str(sheet), str(back)]) == 0
    before, after = read_book(planned[0]), read_book(_with_toml(planned[0], back))
    assert before == after


def _with_toml(book: Path, tables: Path) -> Path:
    """The tables that came back, beside the book's TOML files, which a workbook does not hold."""
    for path in book.rglob("*.toml"):
        target = tables / path.relative_to(book)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.write_bytes(path.read_bytes())
    return tables


def test_faults_are_named_all_at_once_and_nothing_is_written(
    planned: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book"
    assert run(["new", str(book)]) == 0
    places = book / "places.csv"
    places.write_text(places.read_text().replace("DEU", "XYZ"))
    (book / "crisis.toml").write_text("title = ")
    capsys.readouterr()
    assert run(["plan", str(book), "--out", str(tmp_path / "out")]) == 2
    printed = capsys.readouterr().err
    assert "places.csv:row" in printed
    assert "crisis.toml" in printed
    assert "Traceback" not in printed
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "no-such-book"],
        ["plan", "no-such-book"],
        ["judge", "no-such-book", "no-such-plan.json"],
        ["convert", "a", "b"],
        ["may", "no-such-book", "--actor", "USA", "--action", "send", "--territory", "USA"],
        ["generate", "x", "--requirements", "0"],
        ["nonsense"],
    ],
)
def test_a_call_that_cannot_work_says_so_without_a_traceback(
    arguments: list[str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) in {1, 2}
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err + printed.out
    assert printed.err + printed.out
    assert list(tmp_path.iterdir()) == []


def test_the_law_answers_with_its_proof(
    planned: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--actor", "deu", "--action", "transit", "--territory", "POL", "--mode", "road"]
    assert run(["may", str(planned[0]), *arguments]) in {0, 1}
    assert "may DEU transit POL by road" in capsys.readouterr().out


def test_an_unknown_nation_is_refused_by_name(
    planned: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--actor", "QQQ", "--action", "transit", "--territory", "POL"]
    assert run(["may", str(planned[0]), *arguments]) == 2
    assert "QQQ" in capsys.readouterr().err


def test_a_generated_book_has_no_faults(tmp_path: Path) -> None:
    book = tmp_path / "north"
    assert run(["generate", str(book), "--requirements", "30", "--seed", "3"]) == 0
    assert run(["check", str(book)]) == 0


def test_schemas_are_written(tmp_path: Path) -> None:
    assert run(["schema", str(tmp_path / "schemas")]) == 0
    written = list((tmp_path / "schemas").glob("*.json"))
    assert any(path.name == "plan.json" for path in written)
    assert all("$schema" in json.loads(path.read_text()) for path in written)
