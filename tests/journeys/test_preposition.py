"""Stocks are placed from the command line, and what cannot be is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coalition.cli.app import run

CASE = str(Path(__file__).parents[2] / "cases" / "northern-stocks")


def test_stocks_are_placed_and_every_file_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "stocks"
    words = ["--no-frontier", "--gap", "0.01", "--format", "json", "--out", str(out)]
    assert run(["preposition", CASE, *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"stores", "held", "consents", "barred", "nations", "scenarios"} <= told.keys()
    assert {"report.html", "stores.svg", "stores.geojson", "preposition.json", "held.csv"} <= {
        path.name for path in out.iterdir()
    }


def test_what_nobody_can_keep_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preposition", CASE, "--within", "12", "--share", "90"]) != 0
    assert "out of reach" in capsys.readouterr().err
