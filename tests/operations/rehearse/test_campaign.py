"""A campaign resumes: what is there is not played again, and a kill loses nothing that was written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from tests.simulators.rehearsal_pieces import small_north

from coalition.errors import InputError
from coalition.formats.plan_json import write_plan
from coalition.formats.rehearsed.campaign_file import read_campaign
from coalition.generation.northern import generate_book
from coalition.operations.rehearse.campaign import run_campaign

pytest.importorskip("duckdb")

FILE = """
title = "three ways"
replications = {replications}
part = 10
seed = 5
[[scenario]]
id = "whole"
book = "book"
plans = ["plan.json"]
without = ["politics: DEU"]
[[scenario]]
id = "waiting"
book = "book"
plans = ["plan.json"]
wait = true
"""


def scenario(folder: Path, replications: int = 20, requirements: int = 5) -> Path:
    generate_book(requirements=requirements, seed=3, folder=folder / "book", small=True)
    (folder / "plan.json").write_text(write_plan(small_north(requirements)[1]))
    path = folder / "campaign.toml"
    path.write_text(FILE.format(replications=replications))
    return path


def contents(folder: Path) -> dict[str, str]:
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "parts").glob("*.parquet"))
    }


def test_what_is_there_is_not_played_again(tmp_path: Path) -> None:
    wanted, out = read_campaign(scenario(tmp_path)), tmp_path / "out"
    first = run_campaign(wanted, out, runner="here")
    assert (first.played, first.there) == (6, 0)
    before = contents(out)
    next(iter((out / "parts").glob("*.parquet"))).unlink()
    again = run_campaign(wanted, out, runner="here")
    assert (again.played, again.there) == (1, 5)
    assert contents(out) == before
    assert again.figures == first.figures
    assert [one.name for one in again.figures] == [
        "waiting",
        "whole",
        "whole/without politics: DEU",
    ]
    assert {one.replications for one in again.figures} == {20}


def test_another_seed_is_another_file(tmp_path: Path) -> None:
    path, out = scenario(tmp_path), tmp_path / "out"
    run_campaign(read_campaign(path), out, runner="here")
    path.write_text(path.read_text().replace("seed = 5", "seed = 6"))
    assert run_campaign(read_campaign(path), out, runner="here").there == 0


def test_a_cause_that_is_none_is_a_fault(tmp_path: Path) -> None:
    path = scenario(tmp_path)
    path.write_text(path.read_text().replace("politics: DEU", "politics: DEI"))
    with pytest.raises(InputError) as caught:
        run_campaign(read_campaign(path), tmp_path / "out", runner="here")
    assert "politics: DEU" in caught.value.faults[0].hint


def test_every_cause_is_a_scenario_when_asked(tmp_path: Path) -> None:
    path = scenario(tmp_path, 10)
    text = path.read_text().split("[[scenario]]")[0]
    path.write_text(
        text + '[[scenario]]\nid = "e"\nbook = "book"\nplans = ["plan.json"]\neach_cause = true\n'
    )
    run = run_campaign(read_campaign(path), tmp_path / "out", runner="here")
    assert len(run.figures) > 30
    assert sum(one.name.startswith("e/without ") for one in run.figures) == len(run.figures) - 1


@pytest.mark.slow
def test_a_campaign_that_was_killed_goes_on_and_comes_to_the_same(tmp_path: Path) -> None:
    path = scenario(tmp_path, 80, requirements=25)
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    command = [sys.executable, "-m", "coalition", "campaign", str(path), "--runner", "processes:2"]
    environment = {**os.environ, "COALITION_QUIET": "1"}
    with subprocess.Popen([*command, "--out", str(killed)], env=environment, start_new_session=True,
                          stdout=subprocess.DEVNULL) as process:  # fmt: skip
        while len(contents(killed)) < 3 and process.poll() is None:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    left = contents(killed)
    assert 3 <= len(left) < 24
    for out in (killed, whole):
        subprocess.run(
            [*command, "--out", str(out)], env=environment, check=True, stdout=subprocess.DEVNULL
        )
    assert contents(killed) == contents(whole)
    assert left.items() <= contents(whole).items()
    assert len(contents(whole)) == 24
