"""What a change of law does: two dates, three positions on one text, and what a new permission would buy."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from coalition.cli.app import run

ROOT = Path(__file__).parents[2]
CONVOY = ROOT / "cases" / "military-mobility"
EBOLA = ROOT / "cases" / "ebola-2014"
TURKEY = ROOT / "tests" / "books" / "turkey-2003"
TEXT = "eu-military-mobility"
Capture = pytest.CaptureFixture[str]


def changes(capsys: Capture, *call: str | Path) -> tuple[int, dict[str, list[dict[str, object]]]]:
    """Exit code and the sheets of a comparison."""
    code = run(["law-diff", *map(str, call), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def positions(
    capsys: Capture, before: str, after: str, *more: str
) -> tuple[int, dict[str, list[dict[str, object]]]]:
    """The comparison of two positions on the convoy's book."""
    named = ("--position", f"{TEXT}={before}", "--against", f"{TEXT}={after}")
    return changes(capsys, CONVOY, *named, *more)


@pytest.mark.parametrize(
    ("after", "effect", "hours"), [("council", "delayed", "+18"), ("parliament", "sooner", "-6")]
)
def test_in_the_emergency_the_three_positions_give_54_72_and_48_hours(
    after: str, effect: str, hours: str, capsys: Capture
) -> None:
    code, found = positions(capsys, "commission", after)
    assert code == (1 if effect == "delayed" else 0)
    crossings = {"NLD transit DEU", "NLD transit POL", "NLD enter LTU"}
    rows = {str(row["action"]): row for row in found["actions"]}
    assert crossings <= set(rows)
    for action in crossings:
        row = rows[action]
        assert (row["effect"], row["before_h"], row["hours"]) == (effect, 54, hours)
        assert row["holds_up"] == ["MM-001"]


def test_afterwards_only_the_committees_of_parliament_are_quicker(capsys: Capture) -> None:
    """The emergency ends on C+14, a Friday; three working days end on Wednesday, two on Tuesday."""
    later = ("--from", "2027-03-19", "--to", "2027-03-19")
    _, council = positions(capsys, "commission", "council", *later)
    assert council["actions"] == []
    _, parliament = positions(capsys, "commission", "parliament", *later)
    assert {(row["before_h"], row["after_h"]) for row in parliament["actions"]} == {(144, 120)}


def test_what_the_positions_say_otherwise_is_listed(capsys: Capture) -> None:
    _, found = positions(capsys, "commission", "parliament")
    told = {str(row["provision"]): row for row in found["provisions"]}
    assert told[f"{TEXT}/adhoc-decision"]["change"] == "changed"
    assert "takes 1 / 2 / 2 working-days" in str(told[f"{TEXT}/adhoc-decision"]["what"])
    assert told[f"{TEXT}/emers-permit"]["change"] == "went"
    _, found = positions(capsys, "commission", "council")
    came = {row["provision"] for row in found["provisions"] if row["change"] == "came"}
    assert f"{TEXT}/emmers-activation" in came


def test_between_two_dates_the_frontier_that_reopened_is_freed(capsys: Capture) -> None:
    """Senegal reopened its sea and air frontiers on 14 November 2014."""
    _, found = changes(capsys, EBOLA, "--from", "2014-09-16", "--to", "2014-12-01")
    rows = {str(row["action"]): row for row in found["actions"] if row["modes"] == ["sea"]}
    assert rows["USA transit SEN"]["effect"] == "freed"
    assert rows["USA transit SEN"]["before_h"] == 59 * 24
    assert rows["USA transit SEN"]["after_h"] == 0
    assert found["provisions"]


def test_what_opens_on_the_same_day_is_no_change(capsys: Capture) -> None:
    """Supplies may pass through Turkey from 2 April 2003, whether one asks in February or on 25 March."""
    _, found = changes(capsys, TURKEY, "--from", "2003-02-25", "--to", "2003-03-25")
    actions = {str(row["action"]): row["effect"] for row in found["actions"]}
    assert "USA transit TUR" not in actions
    assert actions["USA overfly TUR"] == "freed"


def test_two_books_are_compared(tmp_path: Path, capsys: Capture) -> None:
    other = tmp_path / "other"
    (other / "instruments").mkdir(parents=True)
    for path in CONVOY.rglob("*.*"):
        (other / path.relative_to(CONVOY)).write_bytes(path.read_bytes())
    path = other / "instruments" / "convoy.toml"
    path.write_text(path.read_text().replace("likely = 12, most = 24", "likely = 36, most = 48"))
    code, found = changes(capsys, CONVOY, other)
    assert code == 1
    (row,) = found["actions"]
    assert (row["action"], row["hours"]) == ("NLD send NLD", "+24")
    (changed,) = found["provisions"]
    assert changed["provision"] == "convoy-order/minister"


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (["--position", f"{TEXT}=nobody"], "unknown-reference"),
        (["--from", "soon"], "bad-date"),
        ([], "missing-value"),
    ],
)
def test_a_wrong_comparison_is_named(call: list[str], code: str, capsys: Capture) -> None:
    assert run(["law-diff", str(CONVOY), *call]) == 2
    assert code in capsys.readouterr().err


def values(capsys: Capture, *call: str | Path) -> tuple[int, list[dict[str, str]]]:
    """Exit code and the ranked permissions."""
    code = run(["treaty-value", *map(str, call), "--format", "csv"])
    return code, list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_in_2003_only_transit_and_ports_together_would_have_bought_anything(
    capsys: Capture,
) -> None:
    code, rows = values(capsys, TURKEY, "--processes", "1")
    assert code == 0
    best, *others = rows
    assert (best["actors"], best["actions"], best["territory"]) == (
        "USA",
        "transit; use-base",
        "TUR",
    )
    assert float(best["delivered_more"]) == 10
    assert int(best["hours_bought"]) > 0
    assert best["undelivered"] == "10.00 to 0.00"
    assert others
    for row in others:
        assert float(row["delivered_more"]) == int(row["hours_bought"]) == 0
        assert row["note"]


def test_only_the_actions_asked_for_are_tried_and_the_number_of_processes_changes_nothing(
    capsys: Capture,
) -> None:
    one = values(capsys, TURKEY, "--actions", "transit", "--processes", "1")
    two = values(capsys, TURKEY, "--actions", "transit", "--processes", "2")
    assert one == two
    assert {row["actions"] for row in one[1]} == {"transit"}
    assert one[0] == 1


@pytest.mark.parametrize("book", ["absent"])
def test_a_book_that_is_not_there_is_named(book: str, tmp_path: Path, capsys: Capture) -> None:
    assert run(["treaty-value", str(tmp_path / book)]) == 2
    assert "missing" in capsys.readouterr().err
    assert run(["treaty-value"]) == 2


def test_what_senegal_could_have_signed_buys_the_most_in_2014(capsys: Capture) -> None:
    """A leave to cross, land and enter lifts Senegal's own closure; it says which closures it excepts."""
    code, rows = values(capsys, EBOLA, "--candidates", "2")
    assert code == 0
    assert rows[0]["territory"] == "SEN"
    assert "sen-ban/air-sea" in rows[0]["excepts"]
    bought = [int(row["hours_bought"]) for row in rows]
    assert bought == sorted(bought, reverse=True)
    assert bought[0] > 300
