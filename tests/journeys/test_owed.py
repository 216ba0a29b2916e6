"""Who owed what to whom, from the command line: made-up treaties, a book, and the published data."""

from __future__ import annotations

import csv
import io
import json
import random
from functools import cache
from pathlib import Path

import pytest
from tests.formats.atop.made_up import ATOP, PRESENT, WHY, member, write
from tests.formats.atop.plain import plainly_owed

from coalition.authority.answer import Standing
from coalition.cli.app import run
from coalition.formats.atop import AtopData, read_atop
from coalition.measure.instants import parse_instant, write_day
from coalition.model.law import Action
from coalition.operations.owed import Debt
from coalition.operations.owed_sources import (
    Asked,
    owed_by_atop,
    owed_by_treaties,
)

published = pytest.mark.skipif(not PRESENT, reason=WHY)
FRANCE, BRITAIN, GERMANY, BELGIUM = "220", "200", "255", "211"
TREATIES = (
    member("9001", FRANCE, "1900-05-01", "1910-06-30", defense="1"),
    member(
        "9001", BRITAIN, "1900-05-01", "1910-06-30", defense="1", defcoadv="1", statthr1=GERMANY
    ),
    member("9002", FRANCE, "1904-03-01", neutral="1", nonagg="1"),
    member("9002", GERMANY, "1904-03-01", neutral="1", nonagg="1"),
    member("9003", FRANCE, "1890-01-01", "1899-12-31", defense="1"),
    member("9003", BELGIUM, "1890-01-01", "1899-12-31", defense="1"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "atop", TREATIES)


@cache
def data_in(folder: Path) -> AtopData:
    return read_atop(folder)


def debts(
    folder: Path, attacked: str, by: str = "", at: str = "", year: int | None = None
) -> tuple[Debt, ...]:
    return owed_by_treaties(data_in(folder), Asked(attacked, by, at, year)).debts


def short(found: tuple[Debt, ...]) -> set[tuple[str, str, str, str]]:
    return {(d.debtor, d.action.value, d.creditor, d.standing.value) for d in found}


def test_help_is_owed_when_the_named_adversary_attacks(folder: Path) -> None:
    assert short(debts(folder, "FRA", "DEU", "1905-01-01")) == {
        ("GBR", "assist", "FRA", "stands"),
        ("DEU", "not-attack", "FRA", "stands"),
        ("FRA", "not-attack", "DEU", "stands"),
    }


def test_without_an_attacker_it_depends_on_who_attacks(folder: Path) -> None:
    (helped,) = [d for d in debts(folder, "FRA", at="1905-01-01") if d.debtor == "GBR"]
    assert helped.standing is Standing.MAY_STAND
    assert helped.conditions == ("the attacker is DEU",)


def test_help_against_another_attacker_does_not_stand(folder: Path) -> None:
    assert ("GBR", "assist", "FRA", "does not stand") in short(
        debts(folder, "FRA", "ITA", "1905-01-01")
    )
    assert ("DEU", "abstain", "FRA", "stands") in short(debts(folder, "FRA", "ITA", "1905-01-01"))


def test_ended_treaties_owe_nothing(folder: Path) -> None:
    assert debts(folder, "FRA", at="1911-01-01") == debts(folder, "FRA", at="1911-01-01", year=1911)
    assert not any(d.debtor in ("GBR", "BEL") for d in debts(folder, "FRA", at="1911-01-01"))


def test_the_last_day_and_part_of_a_year_carry_a_doubt(folder: Path) -> None:
    (last,) = [d for d in debts(folder, "GBR", at="1910-06-30") if d.debtor == "FRA"]
    assert "FRA: it ended on that day (1910-06-30)" in last.doubts
    (part,) = [d for d in debts(folder, "GBR", year=1910) if d.debtor == "FRA"]
    assert part.doubts[1:] == ("so only until 1910-06-30",)


def test_past_the_end_of_the_data_it_is_doubtful_whether_it_stands(folder: Path) -> None:
    (now,) = [d for d in debts(folder, "FRA", at="2024-01-01") if d.action is Action.NOT_ATTACK]
    assert "still in effect when the data end (1910)" in now.doubts


def test_the_table_groups_by_debtor_and_counts_at_its_foot(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = [
        "owed",
        "--atop",
        str(folder),
        "--attacked",
        "fra",
        "--by",
        "DEU",
        "--date",
        "1905-01-01",
    ]
    assert run(call) == 0
    text = capsys.readouterr().out
    assert "France (FRA) is attacked by Germany (DEU), on 1905-01-01" in text
    assert "stands: 3 of 3 nations (assist 1, not-attack 2)" in text
    assert "[1] dated by signature" in text
    assert text.index("  Germany (DEU)") < text.index(
        "  United Kingdom (GBR)"
    )  # the attacker first
    assert "ATOP: 3 treaties from 6 rows" in text


def test_every_shows_what_does_not_stand_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["owed", "--atop", str(folder), "--attacked", "FRA", "--by", "ITA", "--at", "1905-01-01"]
    run(call)
    assert "for it is not so" not in capsys.readouterr().out
    run([*call, "--every"])
    assert "does not stand, for it is not so" in capsys.readouterr().out
    run([*call, "--format", "csv"])
    assert "does not stand,the attacker is DEU," in capsys.readouterr().out


def test_csv_and_json_say_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = [
        "owed",
        "--atop",
        str(folder),
        "--attacked",
        "FRA",
        "--by",
        "DEU",
        "--year",
        "1905",
        "--format",
    ]
    assert run([*call, "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run([*call, "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert [(r["debtor"], r["owes"], r["ids"]) for r in rows] == [
        (r["debtor"], r["owes"], r["ids"]) for r in whole["owed"]
    ]
    assert whole["asked"]["attacked"] == "FRA"
    assert {row["ids"] for row in rows} == {"ATOP 9001", "ATOP 9002"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("--attacked FRA --year 1905", "missing-value"),
        ("--atop {folder} --attacked FRA", "missing-value"),
        ("--atop {folder} --attacked ZZZ --year 1905", "unknown-nation"),
        ("--atop {folder} --attacked FRA --by ZZZ --year 1905", "unknown-nation"),
        ("--atop {folder} --attacked FRA --date yesterday", "bad-date"),
        ("--atop {folder} --attacked FRA --year 1905 --date 1906-01-01", "contradictory-dates"),
        ("--atop {folder} --attacked FRA --year 99999", "absurd-value"),
        ("--atop {folder}/nowhere --attacked FRA --year 1905", "missing-file"),
    ],
)
def test_a_wrong_call_says_how_to_mend_it(
    folder: Path, arguments: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["owed", *arguments.format(folder=folder).split()]) == 2
    text = capsys.readouterr().err
    assert code in text
    assert "hint:" in text


def test_nobody_is_an_answer_with_a_hint(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["owed", "--atop", str(folder), "--attacked", "AUT", "--year", "1905"]) == 0
    text = capsys.readouterr().out
    assert "stands: 0 of 0 nations" in text
    assert "XAH Austria-Hungary" in text


LONDON_1839 = """
[[instrument]]
id = "london-1839"
title = "Treaty of London on Belgium"
kind = "treaty"
in_force = 1839-06-08
signed = 1839-04-19
source = "general knowledge, unchecked"
confidence = "secondary"
[[instrument.party]]
nations = ["GBR", "FRA", "DEU", "RUS", "BEL"]
[[instrument.provision]]
id = "guarantee"
kind = "obligation"
article = "art. 2"
text = "The powers guarantee the treaty under which Belgium is independent and neutral."
actors = ["GBR", "FRA", "DEU", "RUS"]
beneficiaries = ["BEL"]
actions = ["assist"]
conditions = { victim = "beneficiary" }
[[instrument.provision]]
id = "respect"
kind = "obligation"
article = "art. 2"
text = "Do not attack Belgium."
actors = ["GBR", "FRA", "DEU", "RUS"]
beneficiaries = ["BEL"]
actions = ["not-attack"]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "belgium"
    folder.mkdir()
    (folder / "book.toml").write_text('title = "Belgium 1914"\nversion = "1"\n')
    (folder / "crisis.toml").write_text(
        'title = "Invasion of Belgium"\nactivated = 1914-08-04\nhorizon_days = 30\n'
    )
    nations = ["BEL,Belgium", "GBR,Britain", "FRA,France", "DEU,Germany", "RUS,Russia", "ITA,Italy"]
    (folder / "nations.csv").write_text("nation,name\n" + "\n".join(nations) + "\n")
    (folder / "places.csv").write_text(
        "place,name,nation,lat,lon,modes\nliege,Liege,BEL,50.63,5.57,rail\n"
    )
    (folder / "instruments.toml").write_text(LONDON_1839)
    return folder


def test_the_guarantors_of_belgium_owed_help_and_one_of_them_attacked(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Public source: the British ultimatum of 4 August 1914 rests on the guarantee of 1839."""
    assert run(["owed", str(book), "--attacked", "BEL", "--by", "DEU", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["debtor"], r["owes"]) for r in rows if r["owes"] == "assist"] == [
        (nation, "assist") for nation in ("FRA", "GBR", "RUS")
    ]
    assert ("DEU", "not-attack") in {(r["debtor"], r["owes"]) for r in rows}
    assert {row["standing"] for row in rows} == {"stands"}


def test_before_the_treaty_of_a_book_nobody_owes(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(["owed", str(book), "--attacked", "BEL", "--at", "1830-01-01", "--format", "csv"]) == 0
    )
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--attacked", "POL"], "unknown-nation"),
        (["--attacked", "BEL", "--at", "soon"], "bad-date"),
    ],
)
def test_a_wrong_question_to_a_book_is_named(
    book: Path, arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["owed", str(book), *arguments]) == 2
    assert code in capsys.readouterr().err


@published
def test_atop_knows_no_alliance_of_belgium_in_1914() -> None:
    """The guarantee of 1839 named no military help, and ATOP does not list it (`tests/formats/atop`)."""
    answer = owed_by_atop(ATOP, Asked("BEL", "DEU", "1914-08-04"))
    assert not any(d.creditor == "BEL" for d in answer.debts)
    assert "BEL is party to no alliance in the data at that time" in answer.hints


KNOWN = [
    # Franco-Russian convention, arts. 1 and 7: help when Germany attacks (wwnorton.com, Ralph, ch. 32).
    ("RUS", "DEU", "1914-08-01", ("FRA", "assist", "RUS", "may stand"), "atop-1385"),
    ("FRA", "DEU", "1900-01-01", ("RUS", "assist", "FRA", "may stand"), "atop-1385"),
    # Triple Alliance 1882, arts. 2-3: Italy's help when attacked by France; general knowledge.
    ("ITA", "FRA", "1900-01-01", ("DEU", "assist", "ITA", "may stand"), "atop-1350"),
    # Anglo-Polish agreement of 1939 and Franco-Polish treaties of 1921 and 1925; general knowledge.
    ("POL", "DEU", "1939-09-01", ("GBR", "assist", "POL", "stands"), "atop-2440"),
    ("POL", "DEU", "1939-09-01", ("FRA", "assist", "POL", "may stand"), "atop-2135"),
    ("POL", "DEU", "1939-09-01", ("RUS", "not-attack", "POL", "stands"), "atop-2295"),
    # German-Soviet treaty of 23 August 1939, art. 1; general knowledge.
    ("RUS", "DEU", "1941-06-22", ("DEU", "not-attack", "RUS", "stands"), "atop-2470"),
    # North Atlantic Treaty, arts. 4 and 5 (nato.int); art. 6 names the area, so that it depends.
    ("NOR", "RUS", "1960-01-01", ("USA", "assist", "NOR", "may stand"), "atop-3180"),
    ("NOR", "RUS", "1960-01-01", ("USA", "consult", "NOR", "stands"), "atop-3180"),
    # Warsaw Pact, art. 4; general knowledge.
    ("POL", "DEU", "1960-01-01", ("RUS", "assist", "POL", "may stand"), "atop-3285"),
    # Mutual Defense Treaty of 1953, art. 3: the Pacific area; general knowledge.
    ("KOR", "PRK", "1970-01-01", ("USA", "assist", "KOR", "may stand"), "atop-3240"),
]


@published
@pytest.mark.parametrize(("attacked", "by", "at", "row", "instrument"), KNOWN)
def test_known_obligations_are_found(
    attacked: str, by: str, at: str, row: tuple[str, str, str, str], instrument: str
) -> None:
    found = [d for d in debts(ATOP, attacked, by, at) if d.instrument.id == instrument]
    assert row in short(tuple(found))


@published
@pytest.mark.parametrize(
    ("attacked", "at", "debtor", "instrument"),
    [
        ("FRA", "1918-06-01", "RUS", "atop-1385"),  # ended 1917
        ("AUH", "1915-06-01", "ITA", "atop-1350"),  # Italy left in May 1915
        ("POL", "2000-01-01", "RUS", "atop-3285"),  # the Warsaw Pact ended in 1991
    ],
)
def test_what_had_ended_is_not_owed(attacked: str, at: str, debtor: str, instrument: str) -> None:
    found = debts(ATOP, attacked, at=at)
    assert not [d for d in found if d.debtor == debtor and d.instrument.id == instrument]


@published
@pytest.mark.parametrize("year", range(1815, 2017, 25))
@pytest.mark.parametrize("attacked", ["FRA", "RUS", "TUR"])
def test_nobody_owes_itself_and_everything_owed_was_in_force(attacked: str, year: int) -> None:
    asked = parse_instant(f"{year}-01-01"), parse_instant(f"{year + 1}-01-01")
    for debt in debts(ATOP, attacked, "GBR", year=year):
        assert debt.debtor != debt.creditor
        assert asked[0] <= debt.when.opens < debt.when.closes <= asked[1]
        mine = [p for p in debt.instrument.parties if p.nation == debt.debtor]
        assert any(p.in_force.overlaps(debt.when.opens, debt.when.closes) for p in mine)
        assert debt.provision.valid.overlaps(debt.when.opens, debt.when.closes)
        assert debt.doubts


@published
@pytest.mark.parametrize("seed", range(40))
def test_the_law_answers_as_a_plain_reading_of_the_treaties_does(seed: int) -> None:
    chance = random.Random(seed)
    data = data_in(ATOP)
    at = parse_instant(f"{chance.randrange(1816, 2016)}-{chance.randrange(1, 13):02}-15")
    attacked, by = chance.sample(
        ["FRA", "GBR", "DEU", "RUS", "TUR", "ITA", "XAH", "POL", "EGY", "CHN"], 2
    )
    facts = {
        "event": {"armed-attack"}, "victim": {attacked}, "at_war": {attacked, by},
        "attacker": {by}, "adversary": {by},
    }  # fmt: skip
    found = {
        (d.provision.id, d.debtor, d.action, d.creditor, d.standing.value)
        for d in owed_by_treaties(data, Asked(attacked, by, write_day(at))).debts
        if d.creditor == attacked
    }
    wanted = plainly_owed(data, facts, attacked, at)
    hostile = {row for row in wanted if row[1] == by and row[2] in ("assist", "abstain")}
    assert found == wanted - hostile
