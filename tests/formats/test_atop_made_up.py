"""ATOP's shapes and traps, on made-up treaties."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.atop.made_up import member, write, write_dyads

from coalition.errors import InputError
from coalition.formats.atop import AtopData, read_atop, read_states
from coalition.formats.atop.published import MEMBER_COLUMNS
from coalition.formats.atop.treaties import NAMED, NOBODY, NOT_ALIKE, Treaty
from coalition.formats.checks.iso_nations import ISO_NATIONS
from coalition.measure.instants import FOREVER, parse_instant, write_day
from coalition.model.law import Action, Bindingness

SRC = Path(__file__).parents[2] / "src/coalition/formats/atop"
BELGIUM, FRANCE, BRITAIN, GERMANY, WEST, CZECHOSLOVAKIA = "211", "220", "200", "255", "260", "315"
PACT = (
    member("9001", FRANCE, "1900-05-01", "1910-06-30", defense="1", consul="1"),
    member("9001", BRITAIN, "1900-05-01", "1910-06-30", consul="1"),
)


def only(data: AtopData) -> Treaty:
    (treaty,) = data.treaties.values()
    return treaty


def spans(treaty: Treaty) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for party in treaty.instrument.parties:
        when = (write_day(party.in_force.opens), write_day(party.in_force.closes))
        found.setdefault(party.nation, []).append(when)
    return found


def test_a_treaty_is_dated_by_signature_and_says_so(tmp_path: Path) -> None:
    treaty = only(read_atop(write(tmp_path, PACT)))
    assert (
        treaty.instrument.signed == parse_instant("1900-05-01") == treaty.instrument.in_force.opens
    )
    assert all("dated by signature" in doubts[0] for doubts in treaty.doubts.values())


def test_each_member_owes_what_it_promised(tmp_path: Path) -> None:
    provisions = only(read_atop(write(tmp_path, PACT))).instrument.provisions
    owed = {(p.scope.actions, p.scope.actors) for p in provisions}
    assert owed == {((Action.ASSIST,), ("FRA",)), ((Action.CONSULT,), ("FRA", "GBR"))}
    assert {p.scope.beneficiaries for p in provisions} == {("parties",)}


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = [
        *PACT,
        member("9002", FRANCE, "1901-01-01", nonagg="1"),
        member("9002", "2", "1901-02-03"),
    ]
    first = read_atop(write(tmp_path / "a", rows))
    random.Random(5).shuffle(rows)
    second = read_atop(write(tmp_path / "b", rows))
    assert first.treaties == second.treaties


def test_a_row_twice_counts_once_and_is_named(tmp_path: Path) -> None:
    single = read_atop(write(tmp_path / "a", PACT))
    double = read_atop(write(tmp_path / "b", [*PACT, PACT[0]]))
    assert double.treaties == single.treaties
    assert [str(remark) for remark in double.unused] == [
        "atop-member-level.csv:4: the same row as line 2: counted once"
    ]


def test_a_phase_changes_what_is_owed_from_its_first_day(tmp_path: Path) -> None:
    rows = [
        member("9001", FRANCE, "1900-05-01", "1905-08-12", phase="1", consul="1"),
        member("9001", BRITAIN, "1900-05-01", "1905-08-12", phase="1", consul="1"),
        member("9001", FRANCE, "1905-08-12", "1910-06-30", phase="2", defense="1"),
        member("9001", BRITAIN, "1905-08-12", "1910-06-30", phase="2", defense="1"),
    ]
    treaty = only(read_atop(write(tmp_path, rows)))
    valid = {
        p.id: (write_day(p.valid.opens), write_day(p.valid.closes))
        for p in treaty.instrument.provisions
    }
    assert valid == {
        "atop-9001/p1-consul": ("1900-05-01", "1905-08-12"),
        "atop-9001/p2-defense": ("1905-08-12", "1910-07-01"),
    }
    assert spans(treaty)["FRA"] == [("1900-05-01", "1910-07-01")]
    assert {write_day(each.when.opens) for each in treaty.unsure} == {"1910-06-30"}


def test_a_member_may_leave_and_return(tmp_path: Path) -> None:
    rows = [
        *PACT,
        member("9001", "651", "1902-01-01", "1904-01-31", defense="1"),
        member("9001", "651", "1906-01-01", defense="1"),
    ]
    assert spans(only(read_atop(write(tmp_path, rows))))["EGY"] == [
        ("1902-01-01", "1904-02-01"),
        ("1906-01-01", "forever"),
    ]


def test_a_split_member_makes_side_by_side_treaties(tmp_path: Path) -> None:
    rows = [
        member("9001", CZECHOSLOVAKIA, "1970-01-01", "1992-12-31", phase="1", defense="1"),
        member("9001", "365", "1970-01-01", "1992-12-31", phase="1", defense="1"),
        member("9001", "316", "1993-01-01", "1995-01-01", phase="2", defense="1"),
        member("9001", "365", "1993-01-01", "1995-01-01", phase="2", defense="1"),
        member("9001", "317", "1993-01-01", "1996-01-01", phase="3", defense="1"),
        member("9001", "365", "1993-01-01", "1996-01-01", phase="3", defense="1"),
    ]
    provisions = only(read_atop(write(tmp_path, rows))).instrument.provisions
    owed = {(actor, p.scope.beneficiaries) for p in provisions for actor in p.scope.actors}
    assert ("CZE", ("RUS",)) in owed
    assert ("SVK", ("RUS",)) in owed
    assert not any(actor == "CZE" and "SVK" in to for actor, to in owed)


@pytest.mark.parametrize(
    ("leaving", "closes", "unsure"),
    [
        ("1910-06-", "1910-07-01", ("1910-06-01", "1910-07-01")),
        ("1910--", "1911-01-01", ("1910-01-01", "1911-01-01")),
        ("1910-06-30", "1910-07-01", ("1910-06-30", "1910-07-01")),
    ],
)
def test_a_missing_day_or_month_is_read_widely_with_a_doubt(
    tmp_path: Path, leaving: str, closes: str, unsure: tuple[str, str]
) -> None:
    rows = [member("9001", FRANCE, "1900-05-01", leaving, defense="1"), PACT[1]]
    treaty = only(read_atop(write(tmp_path, rows)))
    assert spans(treaty)["FRA"] == [("1900-05-01", closes)]
    doubtful = [e.when for e in treaty.unsure if e.nation == "FRA"]
    assert [(write_day(w.opens), write_day(w.closes)) for w in doubtful] == [unsure]


def test_a_missing_day_of_entry_is_doubtful_until_the_month_ends(tmp_path: Path) -> None:
    rows = [member("9001", FRANCE, "1900-05-", defense="1"), PACT[1]]
    treaty = only(read_atop(write(tmp_path, rows)))
    doubtful = [each.when for each in treaty.unsure if each.nation == "FRA"]
    assert [(write_day(w.opens), write_day(w.closes)) for w in doubtful] == [
        ("1900-05-01", "1900-05-31")
    ]


def test_a_treaty_still_in_effect_has_no_end_of_its_own(tmp_path: Path) -> None:
    rows = [member("9001", n, "2001-05-01", defense="1") for n in (FRANCE, BRITAIN)]
    data = read_atop(write(tmp_path, rows))
    assert only(data).instrument.in_force.closes == FOREVER
    assert write_day(data.end) == "2002-01-01"


@pytest.mark.parametrize("dot", ["9", ".", ""])
def test_an_unknown_flag_is_no_promise_and_is_named(tmp_path: Path, dot: str) -> None:
    rows = [PACT[0] | {"defense": dot}, PACT[1]]
    data = read_atop(write(tmp_path, rows, []))
    assert "assist" not in {
        a.value for p in only(data).instrument.provisions for a in p.scope.actions
    }
    assert any("unknown whether promised" in remark.text for remark in data.remarks)


def test_a_row_without_usable_dates_is_reported(tmp_path: Path) -> None:
    rows = [*PACT, member("9001", "2", "1910-01-01", "1900-01-01")]
    (remark,) = read_atop(write(tmp_path, rows)).unused
    assert "exit 1900-01-01 before entry 1910-01-01" in remark.text


def test_where_the_two_files_differ_it_is_named(tmp_path: Path) -> None:
    treaty = {"atopid": "9001", "begyr": "1900", "begmo": "5", "begday": "2", "consul": "1"}
    lone = treaty | {"atopid": "9009"}
    data = read_atop(write(tmp_path, PACT, [treaty, lone]))
    assert [remark.text for remark in data.remarks] == [
        "treaty 9001 and its members differ in defense",
        "treaty 9001 begins on another day than its first member",
        "treaty 9009 has no usable row in the member file",
    ]


def test_conditions_become_tests_with_words(tmp_path: Path) -> None:
    rows = [
        member("9001", FRANCE, "1900-05-01", defense="1", defcoadv="1", statthr1=GERMANY),
        member("9001", BRITAIN, "1900-05-01", defense="1", defcoloc="1", olimob="1"),
    ]
    treaty = only(read_atop(write(tmp_path, rows)))
    words = {p.scope.actors: set(treaty.words[p.id].values()) for p in treaty.instrument.provisions}
    own = {"there is an armed attack", "the partner is attacked"}
    assert words == {
        ("FRA",): own | {"the attacker is DEU"},
        ("GBR",): own
        | {
            "the conflict is in a place the treaty means",
            "other limits the treaty sets are kept",
        },
    }


UNEVEN = (
    member("9001", FRANCE, "1900-05-01", "1901-06-30", defense="1", obvary="1"),
    member("9001", BRITAIN, "1900-05-01", "1901-06-30"),
    member("9001", BELGIUM, "1900-05-01", "1900-06-30"),
)


@pytest.mark.parametrize(
    ("owed", "to", "doubt"),
    [
        (None, ("parties",), NOT_ALIKE),
        ([], ("parties",), NOBODY),
        ([(FRANCE, BELGIUM, 1900, "defense")], ("BEL",), NAMED),
        (
            [(FRANCE, BELGIUM, 1900, "defense"), (FRANCE, BRITAIN, 1901, "defense")],
            ("parties",),
            None,
        ),
        (
            [(FRANCE, BELGIUM, 1900, "consul"), (BELGIUM, FRANCE, 1900, "defense")],
            ("parties",),
            NOBODY,
        ),
    ],
)
def test_to_whom_an_uneven_obligation_runs_is_read_from_the_dyad_years(
    tmp_path: Path,
    owed: list[tuple[str, str, int, str]] | None,
    to: tuple[str, ...],
    doubt: str | None,
) -> None:
    folder = write(tmp_path, UNEVEN)
    if owed is not None:
        write_dyads(folder, owed)
    treaty = only(read_atop(folder))
    (provision,) = treaty.instrument.provisions
    assert provision.scope.beneficiaries == to
    assert treaty.doubts[provision.id][1:] == ((doubt,) if doubt else ())
    closes = "1900-07-01" if to == ("BEL",) else "1901-07-01"
    assert write_day(provision.valid.closes) == closes


def test_every_missing_file_is_named_with_where_to_find_it(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_atop(tmp_path)
    assert len(caught.value.faults) == 2
    assert all("atopdata.org" in fault.hint for fault in caught.value.faults)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    write(tmp_path, PACT)
    (tmp_path / "atop-member-level.csv").write_text("atopid,member\n1,2\n")
    with pytest.raises(InputError, match="lacks yrent, moent"):
        read_atop(tmp_path)


def test_a_broken_dyad_file_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path, PACT)
    (folder / "atop_dyad_year.csv.gz").write_bytes(b"no gzip")
    with pytest.raises(InputError, match="atop_dyad_year"):
        read_atop(folder)


def test_a_number_without_a_state_keeps_its_number(tmp_path: Path) -> None:
    data = read_atop(write(tmp_path, [PACT[0], member("9001", "9876", "1900-05-01", defense="1")]))
    assert "COW9876" in spans(only(data))
    assert any("not in the table of states" in remark.text for remark in data.remarks)


def test_the_helsinki_act_is_a_political_commitment(tmp_path: Path) -> None:
    rows = [member("3740", number, "1975-08-01", nonagg="1") for number in (FRANCE, BRITAIN)]
    (provision,) = only(read_atop(write(tmp_path, rows))).instrument.provisions
    assert provision.nature is Bindingness.POLITICAL


def test_codes_said_to_be_iso_are_and_no_other_clashes_with_iso() -> None:
    for row in csv.DictReader((SRC / "states.csv").read_text().splitlines()):
        nation, source = row["nation"], row["source"]
        assert (nation in ISO_NATIONS) == source.startswith("ISO 3166-1"), row
        assert source.startswith(("ISO", "user-assigned")), row


def test_a_state_is_found_by_code_former_code_and_number() -> None:
    states = read_states()
    assert states.typed("YUG") == states.typed("cow345") == states.typed("345") == "SRB"
    assert states.typed("AUH") == "XAH"
    assert states.typed("ZZZ") is None
    assert states.nations[WEST] == states.nations[GERMANY] == "DEU"


def test_titles_are_few_and_each_once() -> None:
    rows = list(csv.DictReader((SRC / "titles.csv").read_text().splitlines()))
    assert len({row["atop"] for row in rows}) == len(rows) < 100
    assert all(row["source"] for row in rows)


def test_a_state_is_called_what_it_was_called_then() -> None:
    states = read_states()
    assert states.name("SRB", date(1914, 7, 28)) == "Serbia"
    assert states.name("SRB", date(1941, 4, 6)) == "Yugoslavia"
    assert states.name("RUS", date(1939, 8, 23)) == "Soviet Union"
    assert any("XAH" in other for other in states.like(states.nations["305"]))


_CELLS = st.sampled_from(
    ["", ".", "0", "1", "9", "31", "1900", "99999", "-1", "x", "200.0", "1e9", "\u0661"]
)
_COLUMN = st.sampled_from([*MEMBER_COLUMNS, "cowsys", "estmode"])


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.tuples(st.integers(0, 4), _COLUMN, _CELLS), max_size=12))
def test_whatever_stands_in_a_cell_a_row_is_used_or_named(
    tmp_path: Path, changes: list[tuple[int, str, str]]
) -> None:
    rows = [dict(row) for row in (*PACT, *UNEVEN)]
    for place, column, cell in changes:
        rows[place][column] = cell
    data = read_atop(write(tmp_path, rows, []))
    used = {(t.atop, p.nation) for t in data.treaties.values() for p in t.instrument.parties}
    unused = {remark.line for remark in data.unused}
    for line, row in enumerate(rows, start=2):
        number = row["member"].removesuffix(".0")
        if line not in unused:
            assert (row["atopid"].removesuffix(".0"), data.states.nation(number)) in used


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "ccode1,ccode2,year\n"])
def test_a_dyad_file_without_its_columns_is_a_fault(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path, PACT)
    (folder / "atop_dyad_year.csv").write_text(text)
    with pytest.raises(InputError, match="lacks"):
        read_atop(folder)


@pytest.mark.parametrize("line", ["220.0,211.0", "220.0,211.0,soon,1,0,0,0,0"])
def test_a_dyad_row_that_cannot_be_read_is_a_fault(tmp_path: Path, line: str) -> None:
    folder = write(tmp_path, UNEVEN)
    write_dyads(folder, [])
    with (folder / "atop_dyad_year.csv").open("a") as stream:
        stream.write(f"{line}\n")
    with pytest.raises(InputError):
        read_atop(folder)
