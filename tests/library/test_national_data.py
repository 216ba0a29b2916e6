"""What nations' own law says of sending and receiving forces, and what clearance takes: whole and current."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from scripts.write_clearances import SCOPES, TABLE, TARGET, render, rows_of

ROOT = Path(__file__).parents[2]
NATIONAL = ROOT / "src" / "coalition" / "library" / "national"
PAGE = ROOT / "docs" / "reference" / "national-procedures.md"
NATO = frozenset(
    [
        *("ALB", "BEL", "BGR", "CAN", "HRV", "CZE", "DNK", "EST", "FIN", "FRA", "DEU"),
        *("GRC", "HUN", "ISL", "ITA", "LVA", "LTU", "LUX", "MNE", "NLD", "MKD", "NOR"),
        *("POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE", "TUR", "GBR", "USA"),
    ]
)
EU_OUTSIDE_NATO = frozenset(["AUT", "CYP", "IRL", "MLT"])
NATIONS = sorted(NATO | EU_OUTSIDE_NATO)
RULES = {"consensus", "unanimity", "majority", "silence", "single", "notification"}
TRUST = {"official", "secondary", "judgement", "unknown"}
UNITS = {"hours", "days", "working-days"}
EID = re.compile(r"[A-Za-z]+(?:_[0-9A-Za-z.\-]+)?(?:__[A-Za-z]+(?:_[0-9A-Za-z.\-]+)?)*")
Table = dict[str, Any]


def document(nation: str) -> Table:
    return tomllib.loads((NATIONAL / f"{nation}.toml").read_text(encoding="utf-8"))


def instrument(nation: str) -> Table:
    (one,) = document(nation)["instrument"]
    return one


def provisions(nation: str) -> list[Table]:
    return instrument(nation)["provision"]


def permission(nation: str, name: str) -> Table:
    return next(one for one in provisions(nation) if one["id"] == name)


def leaves(need: object) -> list[str]:
    if isinstance(need, str):
        return [need]
    parts = need.values() if isinstance(need, dict) else need
    return [name for part in parts for name in leaves(part)]  # type: ignore[attr-defined]


def test_every_member_of_nato_and_the_eu_has_its_file_and_no_one_else() -> None:
    assert len(NATO) == 32
    assert sorted(path.stem for path in NATIONAL.glob("*.toml")) == NATIONS


@pytest.mark.parametrize("nation", NATIONS)
def test_national_law_binds_its_nation_alone(nation: str) -> None:
    law = instrument(nation)
    assert (law["id"], law["kind"]) == (f"{nation}-sending", "national-law")
    assert [party["nations"] for party in law["party"]] == [[nation]]


@pytest.mark.parametrize("nation", NATIONS)
def test_there_is_a_way_to_send_and_every_way_needs_a_decision(nation: str) -> None:
    ways = [p for p in provisions(nation) if p["kind"] == "permission" and p["actions"] == ["send"]]
    assert ways
    for way in ways:
        assert (way["actors"], way["territories"], way["cargo"]) == ([nation], [nation], ["any"])
        assert leaves(way["requires"]), f"{nation}/{way['id']} opens of itself"


@pytest.mark.parametrize("nation", NATIONS)
def test_what_is_required_is_a_procedure_of_a_body_of_the_nation(nation: str) -> None:
    bodies = {body["id"]: body for body in document(nation)["body"]}
    steps = {p["id"]: p for p in provisions(nation) if p["kind"] == "procedure"}
    for one in provisions(nation):
        for name in leaves(one.get("requires", [])):
            assert name.removeprefix(f"{nation}-sending/") in steps, f"{nation}: {name}"
    for step in steps.values():
        assert step["body"] in bodies
        assert step["rule"] in RULES
        assert step["duration"]["unit"] in UNITS
    for body in bodies.values():
        assert body["members"] == [nation]
        assert body["rule"] in RULES


@pytest.mark.parametrize("nation", NATIONS)
def test_a_nation_speaks_for_its_own_soil_only(nation: str) -> None:
    for one in provisions(nation):
        if one["kind"] == "permission":
            assert one["territories"] == [nation]


@pytest.mark.parametrize("nation", NATIONS)
def test_every_provision_says_where_it_stands_and_how_far_to_trust_it(nation: str) -> None:
    ids = [one["id"] for one in provisions(nation)]
    assert len(ids) == len(set(ids))
    for one in provisions(nation):
        assert one["article"]
        assert one["text"].endswith(".")
        assert EID.fullmatch(one["eid"]), one["eid"]
        assert one["source"]
        assert one["source_date"]
        assert one["confidence"] in TRUST
        assert isinstance(one["checked"], bool)


@pytest.mark.parametrize("nation", NATIONS)
def test_what_was_compared_is_official_and_what_is_judged_was_not_compared(nation: str) -> None:
    for one in [instrument(nation), *provisions(nation)]:
        assert not one["checked"] or one["confidence"] == "official", f"{nation}/{one['id']}"


def test_a_length_stands_only_where_a_source_states_one() -> None:
    stated = {
        f"{nation}/{one['id']}": one["duration"]
        for nation in NATIONS
        for one in provisions(nation)
        if one["kind"] == "procedure" and set(one["duration"].values()) & set(range(1_000))
    }
    assert stated == {
        "DEU/silence": {"least": 7, "likely": 7, "most": "?", "unit": "days"},
        "FRA/notice": {"least": "?", "likely": "?", "most": 3, "unit": "days"},
        "ITA/chambers-5-days": {"least": "?", "likely": "?", "most": 5, "unit": "days"},
        "ROU/notice": {"least": "?", "likely": "?", "most": 5, "unit": "days"},
        "USA/notice": {"least": "?", "likely": "?", "most": 48, "unit": "hours"},
    }


@pytest.mark.parametrize(
    ("nation", "name", "limits"),
    [
        ("CZE", "government-60-days", {"days": 60}),
        ("FIN", "ten-persons", {"pax": 10}),
        ("FRA", "1", {"days": 120}),
        ("IRL", "twelve", {"pax": 12}),
        ("LTU", "training-ten", {"pax": 10}),
        ("SVK", "collective-defence", {"days": 60}),
        ("USA", "1", {"days": 60}),
        ("USA", "withdrawal", {"days": 90}),
    ],
)
def test_the_thresholds_of_the_law_are_numbers(
    nation: str, name: str, limits: dict[str, int]
) -> None:
    assert permission(nation, name)["limits"] == limits


@pytest.mark.parametrize(
    ("nation", "name", "body"),
    [
        ("DEU", "1", "DEU-sending/bundestag"),
        ("ESP", "1", "ESP-sending/congress"),
        ("TUR", "1", "TUR-sending/assembly"),
        ("ITA", "1", "ITA-sending/chambers"),
        ("AUT", "1", "AUT-sending/main-committee"),
        ("SVK", "1", "SVK-sending/national-council"),
        ("SWE", "in-the-case", "SWE-sending/riksdag"),
        ("EST", "1", "EST-sending/riigikogu"),
        ("IRL", "triple-lock", "IRL-sending/dail"),
    ],
)
def test_where_parliament_must_consent_the_way_waits_for_it(
    nation: str, name: str, body: str
) -> None:
    assert body in leaves(permission(nation, name)["requires"])


def test_collective_defence_opens_a_way_without_parliament_where_the_law_says_so() -> None:
    for nation, name in (("CZE", "government-60-days"), ("SVK", "collective-defence")):
        way = permission(nation, name)
        assert leaves(way["requires"]) == [f"{nation}-sending/government"]
    assert {"level": "article-5"} in permission("SWE", "obligation")["conditions"]


@pytest.mark.parametrize("nation", ["TUR", "GRC", "BEL", "CZE", "SVK", "LTU", "NOR", "HRV"])
def test_a_parliament_that_lets_forces_in_is_asked_by_those_that_come(nation: str) -> None:
    ways = [p for p in provisions(nation) if "enter" in p.get("actions", [])]
    assert any(way.get("actors", []) == [] and leaves(way["requires"]) for way in ways)


def test_the_page_has_a_line_for_every_nation() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    listed = [line.split()[1] for line in lines if re.match(r"\| [A-Z]{3} ", line)]
    assert listed == NATIONS


def test_every_nation_says_what_clearance_of_aircraft_takes() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted({row["nation"] for row in rows if row["for"] == "aircraft"}) == NATIONS
    keys = [(row["nation"], row["for"], row["who"]) for row in rows]
    assert len(keys) == len(set(keys))
    for row in rows:
        assert row["for"] in SCOPES
        assert re.fullmatch(r"\?|\d{1,2}", row["lead_time"])
        assert row["unit"] in UNITS
        assert row["confidence"] in TRUST
        assert row["text"]
        assert row["source"]
        assert row["checked"] in {"yes", "no"}
        assert row["checked"] == "no" or row["confidence"] == "official"


def test_the_clearances_in_the_library_are_those_of_the_table() -> None:
    message = "run scripts/write_clearances.py"
    assert TARGET.read_text(encoding="utf-8") == render(rows_of()), message


def test_an_unknown_lead_time_stays_unknown_and_a_known_one_is_planned_with() -> None:
    found = tomllib.loads(TARGET.read_text(encoding="utf-8"))["instrument"]
    steps = {
        f"{law['id']}/{one['id']}": one["duration"]
        for law in found
        for one in law["provision"]
        if one["kind"] == "procedure"
    }
    unknown = {"least": "?", "likely": "?", "most": "?", "unit": "working-days"}
    assert steps["TUR-clearances/aircraft-notice"] == unknown
    assert steps["EST-clearances/aircraft-notice"] == {**unknown, "likely": 5}
    assert steps["SWE-clearances/aircraft-eu-nato-notice"] == {
        **unknown, "likely": 72, "unit": "hours",
    }  # fmt: skip


def test_participants_of_the_arrangement_need_no_notice_among_themselves() -> None:
    found = tomllib.loads(TARGET.read_text(encoding="utf-8"))["instrument"]
    ways = {
        law["id"]: one
        for law in found
        for one in law["provision"]
        if one["id"] == "aircraft-dic-ta"
    }
    assert len(ways) == 19
    assert "POL-clearances" not in ways
    for name, way in ways.items():
        assert "requires" not in way
        assert name[:3] not in way["actors"]


def test_a_word_the_table_does_not_know_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "clearances.csv"
    head = TABLE.read_text(encoding="utf-8").splitlines()[0]
    table.write_text(f"{head}\nDEU,balloon,,1,days,,x,y,2020,official,no\n", encoding="utf-8")
    with pytest.raises(ValueError, match="balloon"):
        rows_of(table)
