"""Case studies planned and set beside what was published, as a reader would on the command line."""

from __future__ import annotations

import csv
import json
from html import unescape
from pathlib import Path

import pytest

from coalition.cli.app import run

TRACKER = Path(__file__).parents[2] / "../shared/data/kiel-ust"
HEADS = "country,iso,year,month,military\n"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, object]]]:
    capsys.readouterr()
    code = run(["case", *words, "--format", "json"])
    text = capsys.readouterr().out
    return code, next(iter(json.loads(text).values()))


@pytest.fixture(scope="module")
def ukraine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("ukraine")
    assert run(["case", "run", "ukraine-aid", "--work", "0", "--out", str(out)]) == 0
    return out


def test_the_cases_are_listed_with_what_they_are_set_beside(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, rows = told(capsys, "list")
    named = {row["case"]: row["figures"] for row in rows}
    assert code == 0
    assert named["covid-2020"] == 3
    assert named["ukraine-aid"] == 5
    assert named["northern-sustainment"] == 0


@pytest.mark.slow
def test_relief_of_2020_comes_near_what_was_published(capsys: pytest.CaptureFixture[str]) -> None:
    code, rows = told(capsys, "run", "covid-2020", "--work", "0")
    assert code == 0
    assert {row["figure"]: row["near"] for row in rows} == {
        "agency-tonnes": "yes",
        "flights": "yes",
        "first-c17": "yes",
    }


@pytest.mark.slow
def test_aid_to_ukraine_comes_within_ten_percent_of_what_was_published(ukraine: Path) -> None:
    with (ukraine / "figures.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 5
    assert all(abs(int(row["off_percent"])) <= 10 for row in rows)
    assert all(row["why"] and row["source"] for row in rows)
    page, report = (
        unescape((ukraine / name).read_text("utf-8")) for name in ("figures.md", "report.html")
    )
    assert all(row["why"] in page and row["why"] in report for row in rows)


@pytest.mark.slow
def test_no_donors_carrier_enters_ukraine(ukraine: Path) -> None:
    with (ukraine / "movements.csv").open(newline="", encoding="utf-8") as stream:
        across = {
            row["carrier"].split("#")[0]
            for row in csv.DictReader(stream)
            if row["to"] in {"krakovets", "mostyska", "yahodyn", "izov", "porubne", "vadul-siret"}
        }
    assert across
    assert all(fleet.startswith("ukr-") for fleet in across)


@pytest.mark.slow
def test_a_train_never_runs_across_the_break_of_gauge(ukraine: Path) -> None:
    with (ukraine / "movements.csv").open(newline="", encoding="utf-8") as stream:
        legs = [row for row in csv.DictReader(stream) if row["mode"] == "rail"]
    broad = {row["to"] for row in legs if row["carrier"].startswith("ukr-") and row["uln"]}
    standard = {row["to"] for row in legs if row["carrier"].startswith("train-") and row["uln"]}
    assert broad == {"mostyska", "yahodyn", "izov", "vadul-siret"}
    assert standard == {"medyka", "chelm", "slawkow", "dornesti"}


@pytest.mark.slow
def test_a_case_scaled_by_a_tracker_names_whose_data_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"Sweden,SWE,2025,{month},1\nEcuador,ECU,2025,1,2\n" for month in range(1, 13))
    (tmp_path / "data_explorer.csv").write_text(HEADS + rows, encoding="utf-8")
    run(["case", "run", "ukraine-aid", "--kiel", str(tmp_path), "--work", "0"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "Data source: Kiel Institute for the World Economy" in shown
    assert "without an origin in the case: ECU" in shown


@pytest.mark.slow
def test_the_published_tracker_scales_the_case(capsys: pytest.CaptureFixture[str]) -> None:
    if not TRACKER.is_dir():
        pytest.skip("no tracker at ../shared/data/kiel-ust")
    words = ["run", "ukraine-aid", "--kiel", str(TRACKER), "--work", "0"]
    code, rows = told(capsys, *words)
    assert code == 0
    assert all(row["near"] == "yes" for row in rows)


def test_a_case_that_shares_no_flow_cannot_be_scaled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["case", "run", "ebola-2014", "--kiel", str(tmp_path)])
    assert code == 2
    assert "does not share a flow among donors" in capsys.readouterr().err
