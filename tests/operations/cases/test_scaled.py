"""A case whose donors' parts follow a tracker."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.operations.cases.scaled import scale_case

CASES = Path(__file__).parents[3] / "cases"
HEADS = "country,iso,year,month,military\n"


def requirements(folder: Path) -> list[dict[str, str]]:
    with (folder / "requirements.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def tonnes(rows: list[dict[str, str]]) -> float:
    return sum(float(row["bulk_t"] or 0) + float(row["outsize_t"] or 0) for row in rows)


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    rows = "".join(f"Sweden,SWE,2025,{month},1\n" for month in range(1, 13))
    text = HEADS + rows + "Ecuador,ECU,2025,1,2\nPeru,PER,2019,1,2\n"
    (tmp_path / "data_explorer.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_tracker_says_who_sends_and_not_how_much_is_sent(tracker: Path) -> None:
    scale_case(CASES / "ukraine-aid", tracker, tracker / "scaled")
    before, after = requirements(CASES / "ukraine-aid"), requirements(tracker / "scaled")
    by_road = {row["nation"] for row in after if row["uln"].endswith("-road")}
    assert tonnes(after) == pytest.approx(tonnes(before))
    assert by_road == {"SWE"}


def test_a_mode_none_of_the_trackers_donors_uses_keeps_the_cases_shares(tracker: Path) -> None:
    scale_case(CASES / "ukraine-aid", tracker, tracker / "scaled")
    flown = {row["nation"] for row in requirements(tracker / "scaled") if "-air" in row["uln"]}
    assert {"USA", "CAN", "GBR"} <= flown


def test_what_is_not_of_the_flow_stays(tracker: Path) -> None:
    scale_case(CASES / "ukraine-aid", tracker, tracker / "scaled")
    tasks = [row["uln"] for row in requirements(tracker / "scaled") if row["task"] == "aid-2026"]
    assert tasks == ["ITA-26-air", "ROU-26-rail"]


def test_donors_of_the_year_without_an_origin_are_named(tracker: Path) -> None:
    assert scale_case(CASES / "ukraine-aid", tracker, tracker / "scaled") == ("ECU",)


def test_a_case_that_shares_no_flow_is_refused_before_anything_is_written(tracker: Path) -> None:
    with pytest.raises(InputError, match="does not share a flow"):
        scale_case(CASES / "ebola-2014", tracker, tracker / "scaled")
    assert not (tracker / "scaled").exists()
