"""The questions a user asks of the law, as typed: gaps, the fastest way, scope, the library, history."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

import coalition
from coalition.authority.answer import Question
from coalition.cli.app import run
from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import read_plan, write_plan
from coalition.judging.judge import judge
from coalition.measure.instants import parse_instant
from coalition.model.identity import NationId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.model.plan import Plan
from coalition.operations.frame import frame_of
from coalition.operations.law.scope_check import scope_check
from coalition.planning.planner import make_plan

ROOT = Path(__file__).parents[2]
EBOLA = ROOT / "cases" / "ebola-2014"
NORTH = ROOT / "cases" / "northern-reinforcement"
TURKEY = ROOT / "tests" / "books" / "turkey-2003"
CASES = {"ebola": EBOLA, "turkey": TURKEY, "north": NORTH}
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A plan of each case, made once."""
    room = tmp_path_factory.mktemp("plans")
    for name, folder in CASES.items():
        frame = frame_of(read_book(folder))
        made = make_plan(frame.book, frame.authority, frame.network)
        (room / f"{name}.json").write_text(write_plan(made), encoding="utf-8")
    return {name: room / f"{name}.json" for name in CASES}


def asked(capsys: Capture, *call: str | Path) -> tuple[int, str]:
    """Exit code and what was printed."""
    code = run([str(part) for part in call])
    return code, capsys.readouterr().out


def table(capsys: Capture, *call: str | Path) -> tuple[int, list[dict[str, str]]]:
    """Exit code and the first table, asked for as CSV."""
    code, text = asked(capsys, *call, "--format", "csv")
    return code, list(csv.DictReader(io.StringIO(text.split("\n\n")[0])))


# --- gaps ---------------------------------------------------------------------------------------------


def test_turkeys_vote_stands_first_among_the_gaps_and_tells_what_it_holds_up(
    plans: dict[str, Path], capsys: Capture
) -> None:
    code, rows = table(capsys, "gaps", TURKEY, "--plan", plans["turkey"])
    assert code == 1
    worst = rows[0]
    assert (worst["lack"], worst["nation"]) == ("forbidden", "TUR")
    assert worst["provision"] == "tur-constitution/motion-3-189"
    assert "264 for, 250 against" in worst["what"]
    assert "NO-010" in worst["holds_up"]


def test_the_leave_to_overfly_that_ends_in_september_soon_expires(
    plans: dict[str, Path], capsys: Capture
) -> None:
    call = ("gaps", TURKEY, "--plan", plans["turkey"])
    soon = [r for r in table(capsys, *call)[1] if r["lack"] == "text soon expires"]
    assert ("tur-constitution/92-airspace", "2003-09-20") in {
        (r["provision"], r["at"]) for r in soon
    }
    later = table(capsys, *call, "--soon", "30")[1]
    assert not [r for r in later if r["lack"] == "text soon expires"]


def test_what_waits_for_one_signature_names_the_nation_that_has_not_signed(
    plans: dict[str, Path], capsys: Capture
) -> None:
    _, rows = table(capsys, "gaps", NORTH, "--plan", plans["north"])
    waiting = {(r["nation"], r["provision"]) for r in rows if r["lack"] == "one single signature"}
    assert ("LTU", "movement/notice") in waiting
    assert ("POL", "movement/notice") not in waiting  # decided on C-2


def test_a_fictional_text_needs_no_check_and_a_real_one_does(
    plans: dict[str, Path], capsys: Capture
) -> None:
    _, north = table(capsys, "gaps", NORTH, "--plan", plans["north"])
    assert not [r for r in north if r["lack"] == "unchecked provision"]
    _, ebola = table(capsys, "gaps", EBOLA, "--plan", plans["ebola"])
    assert "chicago/5" in {r["provision"] for r in ebola if r["lack"] == "unchecked provision"}


def test_gaps_are_worst_first_and_counted(plans: dict[str, Path], capsys: Capture) -> None:
    order = [
        "rests on nothing", "forbidden", "in conflict", "undeclared caveat", "text has expired",
        "opens too late", "unknown fact", "text soon expires", "one single signature",
        "unchecked provision",
    ]  # fmt: skip
    for name, folder in CASES.items():
        _, text = asked(capsys, "gaps", folder, "--plan", plans[name], "--format", "json")
        lacks = [order.index(gap["lack"]) for gap in json.loads(text)["gaps"]]
        assert lacks == sorted(lacks)
        assert lacks


def test_what_the_plan_waited_for_is_late_with_what_it_held_up(
    plans: dict[str, Path], capsys: Capture
) -> None:
    _, rows = table(capsys, "gaps", EBOLA, "--plan", plans["ebola"])
    late = {(r["nation"], r["provision"]): r for r in rows if r["lack"] == "opens too late"}
    assert "US-051" in late["SEN", "sen-corridor/sea"]["holds_up"]


def test_an_undeclared_caveat_and_an_unknown_fact_are_gaps_of_their_own(
    tmp_path: Path, capsys: Capture
) -> None:
    book = convoy(tmp_path)
    (book / "caveats.toml").write_text(
        '[[caveat]]\nid = "no-lithuania"\nnation = "NLD"\ntext = "Stays out of Lithuania."\n'
        'actions = ["enter"]\nterritories = ["LTU"]\ndeclared = false\n',
        encoding="utf-8",
    )
    crisis = (book / "crisis.toml").read_text(encoding="utf-8")
    (book / "crisis.toml").write_text(
        crisis.replace('"commission"', '"parliament"'), encoding="utf-8"
    )
    code, rows = table(capsys, "gaps", book)
    assert code == 1
    undeclared = next(r for r in rows if r["lack"] == "undeclared caveat")
    assert (undeclared["nation"], undeclared["provision"]) == ("NLD", "caveats-NLD/no-lithuania")
    assert undeclared["holds_up"] == "MM-001"
    (book / "crisis.toml").write_text(crisis.split("[positions]")[0], encoding="utf-8")
    (book / "caveats.toml").unlink()
    _, rows = table(capsys, "gaps", book)
    assert any(r["lack"] == "unknown fact" and "eu-military-mobility" in r["what"] for r in rows)


def test_with_nothing_to_rest_on_the_table_says_so(tmp_path: Path, capsys: Capture) -> None:
    book = convoy(tmp_path)
    text = (book / "book.toml").read_text(encoding="utf-8")
    (book / "book.toml").write_text(text.split("library")[0], encoding="utf-8")
    crisis = (book / "crisis.toml").read_text(encoding="utf-8")
    (book / "crisis.toml").write_text(crisis.split("[positions]")[0], encoding="utf-8")
    code, rows = table(capsys, "gaps", book)
    nothing = {r["nation"] for r in rows if r["lack"] == "rests on nothing"}
    assert (code, nothing) == (1, {"DEU", "POL", "LTU"})


def convoy(tmp_path: Path) -> Path:
    """A copy of the convoy's book."""
    book = tmp_path / "convoy"
    (book / "instruments").mkdir(parents=True)
    for path in (ROOT / "cases" / "military-mobility").rglob("*.*"):
        target = book / path.relative_to(ROOT / "cases" / "military-mobility")
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return book


# --- fastest ------------------------------------------------------------------------------------------


def test_the_fastest_way_names_steps_bodies_signatures_and_three_dates(capsys: Capture) -> None:
    call = ("--actor", "USA", "--action", "overfly", "--territory", "MLI", "--mode", "air")
    code, text = asked(capsys, "fastest", EBOLA, *call, "--format", "json")
    found = json.loads(text)
    (way,) = found["ways"]
    assert code == 0
    assert way["permission"] == "chicago/3c"
    assert (way["earliest"], way["likely"], way["latest"]) == (
        "2014-09-18", "2014-09-20", "2014-10-02",
    )  # fmt: skip
    (step,) = found["way_1"]
    assert step["body"] == "competent authority of MLI"
    assert step["signs"] == ["MLI"]


def test_in_an_emergency_the_framework_goes_before_the_single_permission(capsys: Capture) -> None:
    convoy_book = ROOT / "cases" / "military-mobility"
    call = ("--actor", "NLD", "--action", "transit", "--territory", "POL", "--mode", "road")
    code, rows = table(capsys, "fastest", convoy_book, *call)
    assert code == 0
    assert [row["permission"].partition("/")[2] for row in rows] == ["emers", "adhoc", "standing"]
    assert [row["hours"] for row in rows] == ["54", "144", ""]
    assert "Council of the European Union" in rows[0]["signs"] or "Council" in rows[0]["signs"]


def test_each_branch_of_a_choice_is_a_way_of_its_own(tmp_path: Path, capsys: Capture) -> None:
    book = convoy(tmp_path)
    path = book / "instruments" / "convoy.toml"
    text = path.read_text(encoding="utf-8")
    choice = (
        '{ any = ["convoy-order/minister", { all = ["convoy-order/chief", "convoy-order/told"] }] }'
    )
    text = text.replace('requires = "convoy-order/minister"', f"requires = {choice}")
    body = text.split("[[instrument]]")
    body[1] += (
        '[[instrument.provision]]\nid = "chief"\nkind = "procedure"\narticle = "order"\n'
        'text = "The chief of defence orders it."\nbody = "actor"\n'
        "duration = { least = 1, likely = 2, most = 3 }\n"
        '[[instrument.provision]]\nid = "told"\nkind = "procedure"\narticle = "order"\n'
        'text = "Parliament is told."\nbody = "actor"\nrule = "notification"\n'
        'requires = "convoy-order/chief"\nduration = { least = 1, likely = 4, most = 8 }\n\n'
    )
    path.write_text("[[instrument]]".join(body), encoding="utf-8")
    call = ("--actor", "NLD", "--action", "send", "--territory", "NLD")
    _, rows = table(capsys, "fastest", book, *call)
    assert [(row["hours"], row["steps"]) for row in rows] == [
        ("6", "convoy-order/chief; convoy-order/told"), ("12", "convoy-order/minister"),
    ]  # fmt: skip
    assert [row["earliest"] for row in rows] == ["2027-03-05T02:00Z", "2027-03-05T06:00Z"]


def test_a_refused_leave_names_the_decision_it_takes(capsys: Capture) -> None:
    call = ("--actor", "USA", "--action", "transit", "--territory", "TUR", "--mode", "road")
    code, text = asked(capsys, "fastest", TURKEY, *call, "--cargo", "general")
    assert code == 1
    assert "way 1: it takes a new decision under tur-constitution/motion-3-189" in text
    assert "264 for, 250 against" in text


def test_a_wrong_question_is_named(capsys: Capture) -> None:
    call = ["--actor", "ZZZ", "--action", "enter", "--territory", "QQQ"]
    assert run(["fastest", str(TURKEY), *call]) == 2
    told = capsys.readouterr().err
    assert "--actor" in told
    assert "--territory" in told


def test_python_asks_the_same() -> None:
    book = read_book(ROOT / "cases" / "military-mobility")
    question = Question(NationId("NLD"), Action.TRANSIT, NationId("POL"), Mode.ROAD)
    first = coalition.fastest(book, question, when="2027-03-05")[0]
    assert first.opens == parse_instant("2027-03-07T06:00Z")
    lacks = {gap.lack for gap in coalition.gaps(book, coalition.plan(book))}
    assert lacks == {"text soon expires", "one single signature", "unchecked provision"}


# --- scope ----------------------------------------------------------------------------------------------


def test_every_plan_of_the_planner_stays_inside_what_it_uses(
    plans: dict[str, Path], capsys: Capture
) -> None:
    for name, folder in CASES.items():
        code, rows = table(capsys, "scope-check", folder, plans[name])
        assert code == 0
        assert rows
        assert not any(row["passed_on"] for row in rows)


def test_the_limit_in_senegal_is_counted(plans: dict[str, Path], capsys: Capture) -> None:
    _, rows = table(capsys, "scope-check", EBOLA, plans["ebola"])
    (limited,) = [row for row in rows if "pax" in row["used"]]
    assert limited["territory"] == "SEN"
    used, _, allowed = limited["used"].removeprefix("pax ").partition(" of ")
    assert 0 < int(used) <= int(allowed) == 300
    assert limited["margin"] == f"pax {300 - int(used)}"


def test_a_smaller_limit_is_passed_at_a_minute(
    plans: dict[str, Path], tmp_path: Path, capsys: Capture
) -> None:
    book = tmp_path / "ebola"
    copy_tree(EBOLA, book)
    path = book / "instruments" / "neighbours.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("pax = 300", "pax = 10"), encoding="utf-8")
    code, rows = table(capsys, "scope-check", book, plans["ebola"])
    assert code == 1
    assert rows[0]["territory"] == "SEN"
    assert rows[0]["passed_on"].startswith("2014-")
    assert rows[0]["margin"].startswith("pax -")


@pytest.mark.parametrize("limit", ["pax = 10", "pax = 82", "mass_t = 1", "mass_t = 50"])
def test_the_scope_check_and_the_judge_count_alike(
    limit: str, plans: dict[str, Path], tmp_path: Path
) -> None:
    """Two counts of one plan that share no code."""
    folder = tmp_path / "ebola"
    copy_tree(EBOLA, folder)
    path = folder / "instruments" / "neighbours.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("pax = 300", limit))
    _, usages = scope_check(folder, plans["ebola"])
    frame = frame_of(read_book(folder))
    judged = judge(frame.book, frame.authority, frame.network, read_plan(plans["ebola"]))
    told = {(b.provision, b.at, b.amount) for b in judged.breaches if b.code.startswith("consent-")}
    counted = {
        (usage.permission, m.passed, -(m.margin or 0))
        for usage in usages
        for m in usage.measures
        if m.passed is not None and m.name in ("pax", "mass_kg")
    }
    assert counted == told
    assert told


def test_a_leg_that_no_permission_opens_is_a_row(
    plans: dict[str, Path], tmp_path: Path, capsys: Capture
) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(write_plan(moved(read_plan(plans["north"]), -20_000)), encoding="utf-8")
    code, rows = table(capsys, "scope-check", NORTH, earlier)
    assert code == 1
    assert rows[0]["why"].startswith("not open")


@pytest.mark.parametrize("command", ["scope-check", "gaps"])
def test_a_plan_of_another_book_is_refused(
    command: str, plans: dict[str, Path], capsys: Capture
) -> None:
    named = ["--plan"] if command == "gaps" else []
    assert run([command, str(NORTH), *named, str(plans["turkey"])]) == 2
    assert "requirement `NO-010` is not in the book" in capsys.readouterr().err


def moved(plan: Plan, minutes: int) -> Plan:
    """The plan with every trip so many minutes later."""
    trips = tuple(
        replace(
            trip,
            stops=tuple(
                replace(stop, arrive=stop.arrive + minutes, depart=stop.depart + minutes)
                for stop in trip.stops
            ),
        )
        for trip in plan.trips
    )
    return replace(plan, trips=trips)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a book."""
    for path in source.rglob("*.*"):
        if path.is_file():
            there = target / path.relative_to(source)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(path.read_bytes())


# --- library ----------------------------------------------------------------------------------------------


def test_the_library_lists_every_file_with_its_checked_share(capsys: Capture) -> None:
    code, rows = table(capsys, "library")
    names = {row["name"] for row in rows}
    assert code == 0
    assert {"nato-treaty", "national/DEU", "positions/eu-military-mobility-council"} <= names
    treaty = next(row for row in rows if row["name"] == "nato-treaty")
    assert treaty["parties"] == "32"
    assert 0 < int(treaty["checked"]) <= int(treaty["provisions"])
    assert treaty["source"]


def test_an_instrument_is_shown_with_identifiers_dates_parties_and_marks(capsys: Capture) -> None:
    code, text = asked(capsys, "library", "show", "nato-treaty")
    assert code == 0
    for part in (
        "North Atlantic Treaty", "in force: 1949-08-24", "work: /akn/un/act/treaty/1949-04-04/nato",
        "nato-treaty/5  art. 5(1), obligation, checked", "nato~art_5__para_1",
    ):  # fmt: skip
        assert part in text


def test_what_is_not_marked_is_not_counted_as_checked(capsys: Capture) -> None:
    """That the head of an instrument was compared does not say so of its articles."""
    rows = {row["id"]: row for row in table(capsys, "library")[1]}
    assert int(rows["nato-sofa"]["checked"]) < int(rows["nato-sofa"]["provisions"])
    text = asked(capsys, "library", "show", "nato-sofa")[1]
    assert "nato-sofa/XI-4  art. XI(4), status, not checked" in text
    assert "nato-sofa/XI-4" in {row["provision"] for row in table(capsys, "library", "check")[1]}


def test_a_treaty_tells_from_when_each_nation_is_bound(capsys: Capture) -> None:
    text = asked(capsys, "library", "show", "nato-treaty")[1]
    for line in ("parties: 32, bound from", "1952-02-18: GRC, TUR", "2024-03-07: SWE"):
        assert line in text


def test_a_file_of_many_nations_is_one_line_of_the_table(capsys: Capture) -> None:
    text = asked(capsys, "library")[1]
    assert text.count("\n  clearances ") == 1


def test_an_instrument_is_found_by_id_and_a_wrong_name_is_mended(capsys: Capture) -> None:
    assert asked(capsys, "library", "show", "DEU-sending")[0] == 0
    assert run(["library", "show", "nato-traety"]) == 2
    assert "did you mean `nato-treaty`?" in capsys.readouterr().err


def test_check_names_what_nobody_compared_and_what_has_ended(capsys: Capture) -> None:
    code, rows = table(capsys, "library", "check", "--on", "2026-11-01")
    assert code == 1
    ended = {row["name"] for row in rows if row["finding"] == "past expiry"}
    assert "warsaw-pact" in ended
    assert "nato-treaty" not in ended
    unchecked = {row["name"] for row in rows if row["finding"].startswith("not compared")}
    assert "positions/eu-military-mobility-council" in unchecked
    before = table(capsys, "library", "check", "--on", "1980-01-01")[1]
    assert "warsaw-pact" not in {r["name"] for r in before if r["finding"] == "past expiry"}


def test_clearances_and_kinds_of_caveat_are_shown(capsys: Capture) -> None:
    rows = table(capsys, "library", "clearances", "ltu")[1]
    assert {row["nation"] for row in rows} == {"LTU"}
    assert {"aircraft", "road", "rail"} <= {row["for"] for row in rows}
    assert "geography" in {row["kind"] for row in table(capsys, "library", "caveats")[1]}
    assert "EUFOR Althea" in {row["name"] for row in table(capsys, "library", "missions")[1]}
    assert run(["library", "clearances", "ZZZ"]) == 2


def test_a_book_takes_a_national_file_with_the_bodies_it_declares(tmp_path: Path) -> None:
    book = convoy(tmp_path)
    text = (book / "book.toml").read_text(encoding="utf-8")
    (book / "book.toml").write_text(text.replace("library = [", 'library = ["national/LTU",'))
    bodies = read_book(book).alliance.bodies
    assert {"LTU-seimas", "LTU-president"} <= set(bodies)


# --- history ----------------------------------------------------------------------------------------------


def test_history_prints_what_is_expected_beside_what_is_given(capsys: Capture) -> None:
    code, rows = table(capsys, "history", "--event", "belgium-1914")
    assert code == 0
    passage = next(row for row in rows if row["id"] == "belgium-passage")
    assert (passage["expected"], passage["given"], passage["agrees"]) == (
        "forbidden", "forbidden", "yes",
    )  # fmt: skip
    assert passage["provisions"] == "bel-word-1914/answer"


def test_an_unknown_event_is_named(capsys: Capture) -> None:
    assert run(["history", "--event", "belgium-1915"]) == 2
    assert "did you mean `belgium-1914`?" in capsys.readouterr().err
