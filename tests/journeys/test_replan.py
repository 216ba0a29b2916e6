"""Planning again after news, as a person would type it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import coalition
from coalition.cli.app import run
from coalition.formats.documents.json_schemas import schemas

TOLD = {
    "place-closed": 'place = "KLAIPEDA"\nfrom = "C+7"\nuntil = "C+13"\ntext = "mines"',
    "consent-withdrawn": 'decision = "council-1"\nfrom = "C+7"',
    "readiness-slips": 'unit = "POL-BRG"\nnotice_d = 14',
    "unit-withdrawn": 'unit = "POL-BRG"',
    "requirement-new": (
        '[news.new]\nuln = "WTR-1"\nkind = "movement"\ndescription = "water"\ndestination = "KAUNAS"\n'
        'rdd = "C+18"\npriority = 2\nnation = "DEU"\norigin = "MUNSTER"\npax = 20\nbulk_t = 12'
    ),
}


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in-force")
    assert run(["new", str(folder / "book")]) == 0
    assert run(["plan", str(folder / "book"), "--out", str(folder / "out"), "--work", "0"]) == 0
    return folder


def again(planned: Path, out: Path, news: str) -> int:
    out.mkdir(parents=True, exist_ok=True)
    (out / "news.toml").write_text(f'at = "C+6"\n[[news]]\n{news}\n')
    plan = planned / "out" / "plan.json"
    return run([
        "replan", str(planned / "book"), str(plan), "--news", str(out / "news.toml"),
        "--out", str(out / "later"),
    ])  # fmt: skip


def changes(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "later" / "changes.json").read_text())
    assert (
        list(Draft202012Validator(json.loads(schemas()["changes.json"])).iter_errors(found)) == []
    )
    return found


@pytest.mark.parametrize("kind", TOLD)
def test_news_is_answered_with_a_plan_and_what_it_changes(
    kind: str, planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert again(planned, tmp_path, f'kind = "{kind}"\n{TOLD[kind]}') == 0
    printed = capsys.readouterr().out
    assert f"1 {kind}" in printed
    assert "price of the change" in printed
    found = changes(tmp_path)
    assert found["news"][0]["kind"] == kind
    assert found["promises"] or found["added"]
    assert {each["reason"]["news"] for each in found["promises"]} <= {1, None}
    with (tmp_path / "later" / "changes.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(found["promises"]) + len(found["trips"])
    assert (tmp_path / "later" / "report.html").exists()


def test_news_that_touches_nothing_changes_nothing(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert again(planned, tmp_path, 'kind = "passage-closed"\npassage = "suez"') == 0
    assert "the plan in force stands" in capsys.readouterr().out
    found = changes(tmp_path)
    assert (found["price"], found["promises"], found["trips"]) == (0, [], [])
    old, new = (
        json.loads((folder / "plan.json").read_text())
        for folder in (planned / "out", tmp_path / "later")
    )
    assert new["assignments"] == old["assignments"]
    assert sorted(map(json.dumps, new["trips"])) == sorted(map(json.dumps, old["trips"]))


def test_the_port_that_closes_is_named_with_the_rule(planned: Path, tmp_path: Path) -> None:
    assert again(planned, tmp_path, f'kind = "place-closed"\n{TOLD["place-closed"]}') == 0
    broken = [t for t in changes(tmp_path)["trips"] if t["reason"]["touch"] == "broken"]
    assert broken
    assert {each["reason"]["rule"] for each in broken} == {"R6"}
    assert all("KLAIPEDA" in [stop["place"] for stop in each["before"]] for each in broken)


def test_faults_of_the_news_are_named_and_nothing_is_written(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert again(planned, tmp_path, 'kind = "place-closed"\nplace = "KLAIPEDDA"\nslots = 1') == 2
    printed = capsys.readouterr().err
    assert "news.toml:4: unknown-reference" in printed
    assert "news.toml:5: unknown-key" in printed
    assert not (tmp_path / "later").exists()


def test_the_python_face_gives_the_same_answer(planned: Path, tmp_path: Path) -> None:
    assert again(planned, tmp_path, f'kind = "unit-withdrawn"\n{TOLD["unit-withdrawn"]}') == 0
    book = coalition.read_book(planned / "book")
    plan = coalition.read_plan(planned / "out" / "plan.json")
    news = coalition.read_news(tmp_path / "news.toml", book)
    answer = coalition.replan(book, plan, news)
    assert answer.diff.price == changes(tmp_path)["price"]
    assert answer.judged.plan == coalition.read_plan(tmp_path / "later" / "plan.json")
