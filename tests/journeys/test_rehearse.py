"""The commands that try a plan under chance, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.simulators.rehearsal_pieces import small_north

from coalition.cli.app import run
from coalition.formats.plan_json import write_plan
from coalition.generation.northern import generate_book


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("north")
    generate_book(requirements=25, seed=3, folder=folder / "book", small=True)
    (folder / "plan.json").write_text(write_plan(small_north()[1]))
    return folder


def rehearse(north: Path, *more: str) -> int:
    return run(["rehearse", str(north / "book"), str(north / "plan.json"), "--seed", "7", *more])


def test_a_plan_is_rehearsed_and_written_down(
    north: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = north / "out"
    code = rehearse(
        north, "--replications", "30", "--hedges", "2", "--out", str(out), "--runner", "here"
    )
    shown = capsys.readouterr().out
    assert code == 0
    for words in (
        "30 replications, seed 7",
        "weight on time",
        "causes by weighted days",
        "most valuable hedges",
    ):
        assert words in shown
    told = json.loads((out / "rehearsal.json").read_text())
    assert told["seed"] == 7
    assert len(told["replications"]) == 30
    assert (out / "rehearsal.html").is_file()


def test_a_replication_tells_its_story(north: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rehearse(north, "--replay", "3") == 0
    shown = capsys.readouterr().out
    assert "replication 3 of seed 7" in shown
    assert "C+" in shown


def test_a_plan_is_set_beside_another(north: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, out = str(north / "plan.json"), str(north / "out2")
    code = rehearse(north, "--replications", "10", "--hedges", "0", "--against", plan, "--out", out)
    assert code == 0
    assert "probability that this plan is better: 0.50" in capsys.readouterr().out


def test_faults_of_chances_come_with_their_lines(
    north: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = north / "bad.toml"
    bad.write_text('[[chance]]\nid = "x"\nkind = "wether"\n')
    assert rehearse(north, "--chances", str(bad)) == 2
    shown = capsys.readouterr().err
    assert "bad.toml:3" in shown
    assert "did you mean `weather`" in shown


def test_who_only_waits_is_asked_for(north: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(north / "out3")
    assert rehearse(north, "--replications", "5", "--hedges", "0", "--wait", "--out", out) == 0
    assert "people only wait" in capsys.readouterr().out


def test_a_runner_that_is_none_is_told(north: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rehearse(north, "--runner", "moon") == 2
    assert "bad-runner" in capsys.readouterr().err
