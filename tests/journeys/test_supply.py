"""Keeping a force supplied, as a planner would on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from coalition.cli.app import run

ROOT = Path(__file__).parents[2]
CASE = ROOT / "cases" / "northern-sustainment"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("north")
    assert run(["plan", str(CASE), "--out", str(out), "--work", "0"]) == 0
    return out / "plan.json"


def told(
    capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, dict[str, list[dict[str, object]]]]:
    capsys.readouterr()
    code = run([*words, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_stock_of_a_grade_a_force_cannot_burn_is_named_beside_its_shortage(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = told(capsys, "sustain", str(CASE), str(planned))
    short = [
        r
        for r in found["shortages"]
        if (r["place"], r["nation"], r["item"]) == ("voru", "NLD", "f-54")
    ]
    assert code == 1
    assert short
    assert "local-diesel of EST: NLD does not hold the standard host-grade" in short[0]["beside"]


def test_a_holding_nobody_stated_keeps_the_answer_from_green(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = told(capsys, "sustain", str(CASE), str(planned))
    assert [(r["who"], r["where"]) for r in found["unknown"]] == [("NOR", "setermoen")]
    assert any("amber" in str(note) for note in found["notes"])


def test_orders_planned_with_the_deployment_come_by_its_trips(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "supply"
    _, found = told(
        capsys,
        "sustain",
        str(CASE),
        str(planned),
        "--plan-orders",
        "--work",
        "0",
        "--out",
        str(out),
    )
    with (out / "accounts.csv").open(encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    came = {line["reference"] for line in lines if line["entry"] == "receipt"}
    sent = {
        line["reference"]
        for line in lines
        if line["entry"] == "dispatch" and line["reference"][:4] == "RES-"
    }
    assert sent
    assert sent <= {str(order["order"]) for order in found["orders"]}
    assert came & sent
    assert sum(int(line["kg"]) for line in lines) >= 0
    assert (out / "days-of-supply.svg").read_text().startswith("<svg")


def test_without_orders_more_runs_short(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, kept = told(capsys, "sustain", str(CASE), str(planned))
    _, bare = told(capsys, "sustain", str(CASE), str(planned), "--no-orders")
    missing = [sum(int(str(r["missing_kg"])) for r in each["shortages"]) for each in (kept, bare)]
    assert missing[0] < missing[1]
    assert bare["orders"] == []


def test_requests_are_followed_to_their_receipt(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(capsys, "reconcile", str(CASE), "--at", "2027-03-13")
    assert code == 1
    assert {str(r["request"]): r["outcome"] for r in found["requests"]} == {
        "RQ-1": "on the way", "RQ-2": "complete", "RQ-3": "not dispatched", "RQ-9": "never asked for",
    }  # fmt: skip


def test_the_gap_that_shuts_a_force_out_of_stock_is_worth_closing(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = told(capsys, "standards", str(CASE), str(planned))
    first = found["gaps"][0]
    assert int(str(first["less_missing_kg"])) > 0
    assert first["called_for_by"]


def test_a_unit_in_use_wears_out_on_its_day(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = told(capsys, "readiness", str(CASE), str(planned))
    by_unit = {str(r["unit"]): r for r in found["readiness"]}
    assert code == 1
    assert by_unit["U00013"]["fit"] == "no"
    assert by_unit["U00013"]["below_floor_on"]
    assert by_unit["U00030"]["percent"] == "not known"


def test_a_series_is_foretold_with_the_errors_of_every_method(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cases.csv"
    rows = [f"2014-{1 + n // 28:02}-{1 + n % 28:02},{50 + 10 * (n % 7)}" for n in range(80)]
    path.write_text("day,cases\n" + "\n".join(rows) + "\n")
    code, found = told(
        capsys,
        "forecast",
        str(path),
        "--value",
        "cases",
        "--every",
        "1",
        "--horizon",
        "7",
        "--season",
        "7",
    )
    assert code == 0
    assert len(found["forecast"]) == 7
    assert {str(r["method"]) for r in found["backtest"]} >= {"last", "growth", "seasonal"}


def test_every_fault_of_the_tables_is_named_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book"
    assert run(["new", str(book)]) == 0
    folder = book / "sustainment"
    folder.mkdir()
    (folder / "items.csv").write_text("item,name,class,piece_t\nfuel,Fuel,VII,1\nfood,Food,I,1\n")
    (folder / "holdings.csv").write_text("place,nation,item,on_hand_t\nnowhere,XXX,foot,1\n")
    (folder / "stores.csv").write_text("a\n1\n")
    capsys.readouterr()
    assert run(["sustain", str(book)]) == 2
    text = capsys.readouterr().err
    for code in ("bad-choice", "unknown-reference", "unknown-nation", "unknown-file"):
        assert code in text
    assert "did you mean `food`" in text
