"""The library's instruments, positions, bodies and lists hold what a reader must be able to check."""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.formats.source.library_folder import LIBRARY, command_powers, instrument_names
from coalition.measure.instants import parse_instant
from coalition.model.identity import NationId

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "library.md"
CLEARANCES = "clearances"
"""Written from a table of its own: `tests/library/test_national_data.py`."""
FILES = sorted(
    path
    for room in ("instruments", "positions")
    for path in (LIBRARY / room).glob("*.toml")
    if path.stem != CLEARANCES
)
CONFIDENCES = {"official", "secondary", "judgement", "unknown"}
SENTENCE_MOST = 300
STATES = {"fullcom", "opcom", "opcon", "tacom", "tacon"}
AGAINST = {"mission", "place", "time", "task", "nation", "unit"}
NATO_SINCE = {
    "1949-08-24": "BEL CAN DNK FRA GBR ISL ITA LUX NLD NOR PRT USA", "1952-02-18": "GRC TUR",
    "1955-05-06": "DEU", "1982-05-30": "ESP", "1999-03-12": "CZE HUN POL",
    "2004-03-29": "BGR EST LTU LVA ROU SVK SVN", "2009-04-01": "ALB HRV", "2017-06-05": "MNE",
    "2020-03-27": "MKD", "2023-04-04": "FIN", "2024-03-07": "SWE",
}  # fmt: skip


def instruments() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in FILES:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [(path.stem, one) for one in document["instrument"]]
    return found


INSTRUMENTS = instruments()
IDS = [stem for stem, _ in INSTRUMENTS]


def rows(name: str) -> list[dict[str, str]]:
    with (LIBRARY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts(instrument: dict[str, Any]) -> tuple[int, int]:
    provisions = instrument["provision"]
    return len(provisions), sum(bool(one["checked"]) for one in provisions)


@pytest.mark.parametrize(("stem", "instrument"), INSTRUMENTS, ids=IDS)
def test_a_file_is_named_after_its_instrument(stem: str, instrument: dict[str, Any]) -> None:
    assert instrument["id"] == stem


@pytest.mark.parametrize(("stem", "instrument"), INSTRUMENTS, ids=IDS)
def test_every_provision_says_where_it_stands_and_how_far_to_trust_it(
    stem: str, instrument: dict[str, Any]
) -> None:
    for one in instrument["provision"]:
        for key in ("article", "eid", "text", "source", "source_date"):
            assert one.get(key), f"{stem}/{one['id']} has no {key}"
        assert one["confidence"] in CONFIDENCES
        assert isinstance(one["checked"], bool)


@pytest.mark.parametrize(("stem", "instrument"), INSTRUMENTS, ids=IDS)
def test_what_was_compared_with_the_text_is_official(stem: str, instrument: dict[str, Any]) -> None:
    for one in instrument["provision"]:
        if one["checked"]:
            assert one["confidence"] == "official", f"{stem}/{one['id']}"


@pytest.mark.parametrize(("stem", "instrument"), INSTRUMENTS, ids=IDS)
def test_ids_and_element_ids_are_unique(stem: str, instrument: dict[str, Any]) -> None:
    for key in ("id", "eid"):
        seen = [one[key] for one in instrument["provision"]]
        assert len(seen) == len(set(seen)), f"{stem} has a {key} twice"


@pytest.mark.parametrize(("stem", "instrument"), INSTRUMENTS, ids=IDS)
def test_sentences_are_short(stem: str, instrument: dict[str, Any]) -> None:
    for one in instrument["provision"]:
        for sentence in re.split(r"(?<=[.?!])\s+", one["text"]):
            assert len(sentence) <= SENTENCE_MOST, f"{stem}/{one['id']}: {sentence}"


@pytest.mark.parametrize(("stem", "instrument"), INSTRUMENTS, ids=IDS)
def test_parties_have_dates_or_a_question_mark(stem: str, instrument: dict[str, Any]) -> None:
    assert instrument.get("party") or instrument["kind"] == "resolution", f"{stem} binds nobody"
    for one in instrument.get("party", ()):
        begins = one.get("in_force", instrument.get("in_force"))
        assert begins == "?" or isinstance(begins, date), f"{stem}: {one['nations']}"
        if isinstance(one.get("until"), date) and isinstance(begins, date):
            assert begins < one["until"], f"{stem}: {one['nations']}"


@pytest.mark.parametrize(("stem", "instrument"), INSTRUMENTS, ids=IDS)
def test_no_nation_is_twice_a_party_at_one_time(stem: str, instrument: dict[str, Any]) -> None:
    spans: dict[str, list[tuple[date, date]]] = {}
    for one in instrument.get("party", ()):
        for nation in one["nations"]:
            begins = one.get("in_force", instrument["in_force"])
            spans.setdefault(nation, []).append((begins, one.get("until", date.max)))
    for nation, each in spans.items():
        each.sort()
        for (_, ends), (begins, _) in pairwise(each):
            assert ends <= begins, f"{stem}: {nation}"


@pytest.mark.parametrize("stem", ["nato-sofa", "pfp-sofa", "paris-protocol"])
def test_a_status_agreement_lets_nobody_in(stem: str) -> None:
    instrument = dict(INSTRUMENTS)[stem]
    assert not [one["id"] for one in instrument["provision"] if one["kind"] == "permission"]


def test_the_north_atlantic_treaty_has_thirty_two_parties_with_their_dates() -> None:
    parties = dict(INSTRUMENTS)["nato-treaty"]["party"]
    since = {nation: str(one["in_force"]) for one in parties for nation in one["nations"]}
    assert since == {nation: day for day, names in NATO_SINCE.items() for nation in names.split()}
    assert len(since) == 32


def test_three_positions_are_versions_of_one_text() -> None:
    of = {one["position"]: one["variant_of"] for _, one in INSTRUMENTS if "position" in one}
    assert of == dict.fromkeys(("commission", "council", "parliament"), "eu-military-mobility")


def test_every_nation_named_stands_in_the_list_of_nations() -> None:
    known = {row["nation"] for row in rows("nations.csv")}
    named = {
        name for _, one in INSTRUMENTS for each in one.get("party", ()) for name in each["nations"]
    }
    assert named <= known
    assert len(known) == len(rows("nations.csv"))


def test_every_body_named_stands_in_the_list_of_bodies() -> None:
    document = tomllib.loads((LIBRARY / "bodies.toml").read_text(encoding="utf-8"))
    known = {one["id"] for one in document["body"]} | {"actor", "territory"}
    named = {one["body"] for _, each in INSTRUMENTS for one in each["provision"] if "body" in one}
    assert named <= known


def test_the_states_of_command_form_a_whole_table() -> None:
    table = rows("command_states.csv")
    powers = {row["power"] for row in table}
    assert {(row["state"], row["power"]) for row in table} == {
        (state, power) for state in STATES for power in powers
    }
    assert {row["allowed"] for row in table} == {"yes", "no", "?"}
    assert all(row["source"] and row["confidence"] in CONFIDENCES for row in table)


def test_full_command_holds_every_power_and_operational_control_splits_no_unit() -> None:
    powers = command_powers()
    assert all(allowed for (state, _), allowed in powers.items() if state == "fullcom")
    assert powers["opcon", "separate-components"] is False
    assert powers["opcom", "separate-components"] is True


def test_a_kind_of_caveat_says_against_what_it_stands() -> None:
    table = rows("caveat_kinds.csv")
    assert len({row["kind"] for row in table}) == len(table)
    for row in table:
        assert row["against"] in AGAINST
        assert row["source"]
        assert row["source_date"]
        assert row["checked"] in {"yes", "no"}
        assert row["confidence"] in CONFIDENCES


@pytest.mark.parametrize(("stem", "instrument"), INSTRUMENTS, ids=IDS)
def test_the_page_counts_what_is_there(stem: str, instrument: dict[str, Any]) -> None:
    provisions, checked = counts(instrument)
    line = next((one for one in PAGE.read_text("utf-8").splitlines() if f"| `{stem}` |" in one), "")
    assert line.startswith(f"| `{stem}` | {provisions} | {checked} |"), (
        f"docs/reference/library.md: `{stem}` has {provisions} provisions, {checked} checked"
    )


def book_with(folder: Path, names: list[str], facts: str = "", day: str = "2026-01-01") -> Path:
    taken = ", ".join(f'"{name}"' for name in names)
    (folder / "book.toml").write_text(f'title = "Library"\nlibrary = [{taken}]\n')
    (folder / "crisis.toml").write_text(f'title = "X"\nactivated = {day}\n[facts]\n{facts}')
    (folder / "nations.csv").write_text("nation,name\nIRQ,Iraq\n")
    (folder / "places.csv").write_text("place,name,nation,lat,lon,modes\nb,B,IRQ,33,44,road\n")
    return folder


def test_a_book_takes_the_whole_library_without_a_fault(tmp_path: Path) -> None:
    names = [name for name in instrument_names() if not name.startswith("national/")]
    book = read_book(book_with(tmp_path, [name for name in names if name != CLEARANCES]))
    assert len(book.instruments) >= len(names) - 1


ATTACKS = [
    ("nato-treaty", "2001-10-02", "FRA", "USA", 'area = "north-america"', "stands"),
    ("nato-treaty", "1982-04-30", "FRA", "GBR", 'area = "south-atlantic"', "does not stand"),
    ("nato-treaty", "1955-01-01", "BEL", "FRA", 'area = "algeria"', "does not stand"),
    ("weu-1954", "1982-04-30", "FRA", "GBR", 'area = "south-atlantic"', "does not stand"),
    ("anzus", "1960-01-01", "AUS", "USA", 'area = "pacific"', "stands"),
]
DUTY = {"nato-treaty": "nato-treaty/5", "weu-1954": "weu-1954/V", "anzus": "anzus/IV"}


@pytest.mark.parametrize(("name", "day", "debtor", "creditor", "area", "standing"), ATTACKS)
def test_a_duty_to_assist_ends_at_the_area_of_its_treaty(
    tmp_path: Path, name: str, day: str, debtor: str, creditor: str, area: str, standing: str
) -> None:
    facts = f'event = "armed-attack"\nvictim = "{creditor}"\n{area}\n'
    authority = Authority(read_book(book_with(tmp_path, [name], facts, day)))
    owed = authority.owed(NationId(debtor), NationId(creditor), parse_instant(day))
    assert {str(one.provision): str(one.standing) for one in owed}[DUTY[name]] == standing


@pytest.mark.parametrize(
    ("day", "standing"), [("1955-01-01", "stands"), ("1962-07-03", "does not stand")]
)
def test_the_algerian_departments_left_the_area_in_1962(
    tmp_path: Path, day: str, standing: str
) -> None:
    facts = 'event = "armed-attack"\nvictim = "FRA"\narea = "algeria"\n'
    authority = Authority(read_book(book_with(tmp_path, ["nato-treaty"], facts, day)))
    owed = authority.owed(NationId("BEL"), NationId("FRA"), parse_instant(day))
    found = {str(one.provision): str(one.standing) for one in owed}
    assert found["nato-treaty/6-algeria"] == standing


def test_a_mission_of_the_union_has_an_act_a_day_and_a_place_that_is_known() -> None:
    known = {row["nation"] for row in rows("nations.csv")}
    missions = rows("csdp_missions.csv")
    assert len({row["name"] for row in missions}) == len(missions)
    for row in missions:
        assert set(row["where"].split("; ")) <= known, row["name"]
        assert re.fullmatch(
            r"(Joint Action|Decision) (\d{4}/\d+/CFSP|\(CFSP\) \d{4}/\d+)", row["act"]
        )
        assert date.fromisoformat(row["begins"]) < date.fromisoformat(row["ends"] or "9999-12-31")
        assert row["kind"] in {"military", "civilian"}
        assert row["mandate"] in {"executive", "training", "advice", "monitoring"}
        assert row["confidence"] in CONFIDENCES


@pytest.mark.parametrize("table", sorted(LIBRARY.rglob("*.csv")), ids=lambda path: path.name)
def test_every_row_of_a_table_has_a_cell_a_head(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    ragged = [number for number, row in enumerate(rows, start=2) if len(row) != len(heads)]
    assert not ragged, f"{table.name} line {ragged[:5]}: quote cells that hold a comma"
