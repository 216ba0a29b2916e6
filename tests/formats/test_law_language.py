"""The language of instruments: facts, tests, numbers, positions, and what is taken from the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.formats.book_reader import check_book, read_book
from coalition.formats.book_workbook import book_to_workbook, workbook_to_book
from coalition.formats.new_book import new_book
from coalition.formats.parse.eids import EID, WORK, eid_of
from coalition.formats.source.library_folder import instrument_names
from coalition.measure.instants import ALWAYS, FOREVER, Interval, parse_instant
from coalition.model.book import Book
from coalition.model.facts import Fact, Sense, Test
from coalition.model.law import (
    Action,
    Bindingness,
    Command,
    CommandState,
    Hierarchy,
    Limits,
    Renewal,
    RenewalKind,
    hierarchy_of,
)
from coalition.model.provenance import Confidence, Provenance

CRISIS = """
title = "T"
activated = 2025-03-03
[facts]
victim = ["DEU", "POL"]
host = true
[[fact]]
name = "event"
value = "armed-attack"
from = "C+2"
until = 2025-04-01
[[fact]]
name = "mandate"
value = "?"
[positions]
mobility = "council"
"""
TREATY = """
[[instrument]]
id = "t"
title = "T"
kind = "treaty"
in_force = 1950-01-01
until = 1970-01-01
work = "/akn/un/act/treaty/1949-04-04/nato"
signed = 1949-04-04
source = "34 UNTS 243"
checked = true
renewal = { kind = "tacit", years = 5, notice_days = 365 }
denounced = 1990-01-01
variant_of = "mobility"
position = "council"
[[instrument.party]]
nations = ["DEU", "POL"]
source = "list of the depositary"
source_date = "1999-12-31"
confidence = "official"
[[instrument.provision]]
id = "5"
kind = "obligation"
article = "art. 5(1)"
text = "help"
actors = ["parties"]
beneficiaries = ["parties"]
partners = ["DEU"]
missions = ["relief"]
actions = ["assist"]
over = { ships = 2, each_ship_t = 10000 }
nature = "political"
cost = "shared: by a key"
liability = "actor"
checked = false
conditions = [{ event = ["armed-attack", "threat"], severity = ">=3" }, { level = "!none" }]
[[instrument.provision]]
id = "6"
kind = "permission"
article = "6"
text = "command"
actions = ["transfer-command"]
limits = { vehicles = 1, aircraft = 2, ships = 3, ship_t = 4, each_ship_t = 5, days = 6, pax = 7 }
command = { states = ["opcon"], over = "actor", by = ["POL"] }
"""

PROCEDURE = """
[[instrument.provision]]
id = "p"
kind = "procedure"
article = "7"
text = "assent"
body = "territory"
duration = "?"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = tmp_path / "book"
    new_book(book)
    for name in ("instruments", "caveats.toml", "decisions.csv"):
        path = book / name
        for one in sorted(path.glob("*")) if path.is_dir() else [path]:
            one.unlink(missing_ok=True)
    (book / "crisis.toml").write_text(CRISIS)
    (book / "instruments").mkdir(exist_ok=True)
    (book / "instruments" / "t.toml").write_text(TREATY)
    return book


@pytest.fixture
def book(folder: Path) -> Book:
    return read_book(folder)


def test_facts_have_values_and_dates_counted_from_c_day_too(book: Book) -> None:
    victim, host, event, mandate = book.crisis.facts
    assert victim == Fact("victim", ("DEU", "POL"))
    assert host.values == ("true",)
    span = Interval(parse_instant("2025-03-05"), parse_instant("2025-04-01"))
    assert (event.values, event.when) == (("armed-attack",), span)
    assert (mandate.values, mandate.when) == (("?",), Interval(ALWAYS, FOREVER))
    assert book.crisis.positions == {"mobility": "council"}


def test_conditions_are_alternatives_of_tests(book: Book) -> None:
    assert book.instruments[0].provisions[0].conditions == (
        (
            Test("event", words=("armed-attack", "threat")),
            Test("severity", Sense.AT_LEAST, number=3),
        ),
        (Test("level", Sense.NONE_OF, ("none",)),),
    )


def test_an_instrument_says_where_it_stands_and_how_it_ends(book: Book) -> None:
    treaty = book.instruments[0]
    assert treaty.work.endswith("/nato")
    assert treaty.signed == parse_instant("1949-04-04")
    assert treaty.renewal == Renewal(RenewalKind.TACIT, 5, 365)
    assert treaty.denounced == parse_instant("1990-01-01")
    assert (treaty.variant_of, treaty.position) == ("mobility", "council")
    assert hierarchy_of(treaty) is Hierarchy.TREATY


def test_a_party_says_where_its_dates_stand(book: Book) -> None:
    said = {party.provenance for party in book.instruments[0].parties}
    assert said == {Provenance("list of the depositary", "1999-12-31", Confidence.OFFICIAL)}


def test_a_provision_carries_its_numbers_roles_and_costs(book: Book) -> None:
    help_, command = book.instruments[0].provisions
    assert help_.scope.beneficiaries == ("parties",)
    assert (help_.scope.partners, help_.scope.missions) == (("DEU",), ("relief",))
    assert help_.scope.actions == (Action.ASSIST,)
    assert help_.over == Limits(ships=2, each_ship_t=10_000)
    assert help_.nature is Bindingness.POLITICAL
    assert (help_.cost, help_.liability) == ("shared: by a key", "actor")
    assert (help_.checked, command.checked) == (False, True)
    assert command.limits == Limits(7, None, None, 1, 2, 3, 4, 5, 6)
    assert command.command == Command((CommandState.OPCON,), "actor", ("POL",))
    assert (help_.eid, command.eid) == ("art_5__para_1", "")


@pytest.mark.parametrize(
    ("article", "eid"),
    [
        ("art. 5", "art_5"),
        ("art. V(2)", "art_V__para_2"),
        ("Article 20a", "art_20a"),
        ("annex A", "annex_A"),
        ("§ 3", "sec_3"),
        ("art. 3(1)(a)", "art_3__para_1__point_a"),
        ("see there", ""),
    ],
)
def test_an_element_id_is_made_from_the_article(article: str, eid: str) -> None:
    assert eid_of(article) == eid
    assert not eid or EID.fullmatch(eid)


def test_a_work_uri_names_no_language() -> None:
    assert WORK.fullmatch("/akn/un/act/treaty/1949-04-04/nato")
    assert not WORK.fullmatch("/akn/un")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small library in place of the packaged one."""
    rooms = tmp_path / "library"
    for name in ("instruments", "national", "positions"):
        (rooms / name).mkdir(parents=True)
    (rooms / "instruments" / "far.toml").write_text(
        '[[instrument]]\nid = "far"\ntitle = "F"\nkind = "treaty"\nin_force = 1950-01-01\n'
        '[[instrument.party]]\nnations = ["NZL", "DEU"]\n'
        '[[instrument.provision]]\nid = "p"\nkind = "procedure"\narticle = "1"\ntext = "t"\n'
        'body = "far-council"\nduration = "?"\n'
    )
    (rooms / "bodies.toml").write_text(
        '[[body]]\nid = "far-council"\nname = "C"\nmembers = ["NZL", "AUS"]\n'
        '[[body]]\nid = "other"\nname = "O"\nmembers = ["USA"]\n'
    )
    (rooms / "nations.csv").write_text(
        "nation,name\nNZL,New Zealand\nAUS,Australia\nUSA,US\nDEU,x\n"
    )
    (rooms / "command_states.csv").write_text(
        "state,power,allowed,source\nopcon,assign-tasks,yes,s\nopcon,reassign,no,s\nopcon,z,?,s\n"
    )
    for module in ("coalition.formats.source.library_folder", "coalition.formats.library_reader"):
        monkeypatch.setattr(f"{module}.LIBRARY", rooms)
    return rooms


def _take(folder: Path, *names: str) -> None:
    path = folder / "book.toml"
    listed = ", ".join(f'"{name}"' for name in names)
    path.write_text(f"library = [{listed}]\n" + path.read_text())


def test_a_library_instrument_brings_its_nations_and_bodies(folder: Path, library: Path) -> None:
    _take(folder, "far")
    book = read_book(folder)
    assert "far" in {instrument.id for instrument in book.instruments}
    assert {"NZL", "AUS"} <= set(book.nations)
    assert "USA" not in book.nations
    assert book.nations[next(n for n in book.nations if n == "DEU")].name != "x"
    assert {body for body in book.alliance.bodies if body.startswith("far")} == {"far-council"}
    assert book.powers == {("opcon", "assign-tasks"): True, ("opcon", "reassign"): False}


def test_a_name_the_library_does_not_have_is_a_fault(folder: Path, library: Path) -> None:
    _take(folder, "fat", "../far")
    faults = check_book(folder)
    assert {(f.code, f.where.partition(":")[0]) for f in faults} == {
        ("unknown-reference", "book.toml")
    }
    assert "did you mean `far`?" in faults[0].hint + faults[1].hint


def test_the_packaged_library_reads_without_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    new_book(folder)
    names = instrument_names()
    _take(folder, *names)
    assert [f"{fault.where}: {fault.message}" for fault in check_book(folder)] == []
    assert len(read_book(folder).instruments) >= len(names) > 20


def test_decisions_carry_every_limit_through_a_workbook_and_back(folder: Path) -> None:
    (folder / "decisions.csv").write_text(
        "decision,procedure,outcome,at,by,limit_pax,limit_t,limit_stay_days,limit_vehicles,"
        "limit_aircraft,limit_ships,limit_ship_t,limit_each_ship_t,limit_days\n"
        "d,t/p,granted,2025-03-01,x,1,2,3,4,5,6,7,8,9\n"
    )
    with (folder / "instruments" / "t.toml").open("a") as file:
        file.write(PROCEDURE)
    before = read_book(folder).decisions
    book_to_workbook(folder, folder.parent / "b.xlsx")
    (folder / "decisions.csv").unlink()
    workbook_to_book(folder.parent / "b.xlsx", folder)
    assert read_book(folder).decisions == before
    assert before[0].limits == Limits(1, 2_000, 3, 4, 5, 6, 7, 8, 9)
