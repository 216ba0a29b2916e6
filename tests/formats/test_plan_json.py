"""Plans are written the same each time, read back the same, and refused with every fault."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.simulators.small_books import small_plan

from coalition.errors import InputError
from coalition.formats.plan_json import parse_plan, read_plan, write_plan
from coalition.model.identity import CarrierId
from coalition.model.plan import Bound, Plan, Trip


def faults_of(text: str) -> set[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        parse_plan(text)
    return {(fault.where, fault.code) for fault in caught.value.faults}


def test_a_plan_comes_back_the_same(tmp_path: Path) -> None:
    plan = small_plan()
    text = write_plan(plan)
    (tmp_path / "plan.json").write_text(text)
    assert read_plan(tmp_path / "plan.json") == plan
    assert write_plan(parse_plan(text)) == text


def test_an_empty_plan_with_a_bound_comes_back_the_same() -> None:
    plan = Plan("Überprüfung", (), (), "by hand", 7, Bound(1, 2, "why"))
    assert parse_plan(write_plan(plan)) == plan


def test_a_bound_on_closure_time_comes_back_and_is_left_out_when_nobody_states_it() -> None:
    plan = Plan("b", (), (), "by hand", 7, Bound(1, 2, "why", 3))
    assert parse_plan(write_plan(plan)) == plan
    assert "closure" not in json.loads(write_plan(replace(plan, bound=Bound(1, 2, "why"))))["bound"]


def test_the_text_is_set_out_with_a_blank_a_level_like_any_json() -> None:
    words = 'a "quoted" \\ name, Übung\n'
    for plan in (small_plan(), Plan(words, (), (Trip(CarrierId(words), ()),), words)):
        text = write_plan(plan)
        assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"


def test_brackets_in_texts_do_not_nest() -> None:
    plan = Plan("[" * 50 + '\\"' + "{" * 50, (), ())
    assert parse_plan(write_plan(plan)) == plan


def test_instants_are_written_as_iso_text() -> None:
    stop = json.loads(write_plan(small_plan()))["trips"][0]["stops"][0]
    assert stop["arrive"].endswith("Z")
    assert len(stop["arrive"]) == len("2025-03-03T00:00Z")


def test_every_fault_is_named_with_its_path() -> None:
    plan = json.loads(write_plan(small_plan()))
    plan["trips"][1]["stops"][0]["arrive"] = "soon"
    plan["trips"][1]["stops"][1]["on"] = [{"movement": "M", "line": "", "pieces": 0}]
    plan["trips"][2]["carier"] = plan["trips"][2].pop("carrier")
    plan["trips"][3]["stops"] = 5
    plan["assignments"][0] = "MED-1"
    plan["assignments"][1] |= {"unit": "U", "stock": "S", "pieces": 1.5}
    plan["bound"] = {"undelivered": True, "lateness": 10**20}
    del plan["book_title"]
    assert faults_of(json.dumps(plan)) == {
        ("trips[1].stops[0].arrive", "bad-date"),
        ("trips[1].stops[1].on[0].line", "missing-value"),
        ("trips[1].stops[1].on[0].pieces", "not-positive"),
        ("trips[2].carier", "unknown-key"),
        ("trips[2].carrier", "missing-key"),
        ("trips[3].stops", "wrong-type"),
        ("assignments[0]", "wrong-type"),
        ("assignments[1]", "contradiction"),
        ("assignments[1].pieces", "wrong-type"),
        ("bound.undelivered", "wrong-type"),
        ("bound.lateness", "absurd-value"),
        ("book_title", "missing-key"),
    }


def test_a_stop_that_departs_before_it_arrives_is_refused() -> None:
    plan = json.loads(write_plan(small_plan()))
    plan["trips"][0]["stops"][0] |= {"arrive": "2025-03-04T00:00Z", "depart": "2025-03-03T00:00Z"}
    assert faults_of(json.dumps(plan)) == {("trips[0].stops[0].depart", "contradictory-dates")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json-syntax"), ("{", "json-syntax"), ("nonsense", "json-syntax"),
        ('{"a": 1, "a": 2}', "duplicate-key"),
        ('{"seed": NaN}', "bad-number"), ('{"seed": -Infinity}', "bad-number"), ("[" * 100_000, "too-deep"),
        ('{"a": ' * 50 + "1" + "}" * 50, "too-deep"), ('{"seed": ' + "9" * 5000 + "}", "absurd-value"),
        ("[]", "wrong-type"), ("null", "wrong-type"), ("{}", "missing-key"), ('{"seed": 1e400}', "wrong-type"),
        ('{"book_title": "\\ud800"}', "control-character"),
        ('{"made_by": "' + "x" * 2000 + '"}', "cell-too-long"),
        ('{"format": "coalition-plan-99"}', "bad-choice"),
    ],
    ids=range(16),
)  # fmt: skip
def test_what_is_no_plan_is_refused(text: str, code: str) -> None:
    assert code in {code for _, code in faults_of(text)}


def test_brackets_in_texts_are_not_nesting() -> None:
    plan = small_plan()
    text = write_plan(plan).replace('"made_by": ""', '"made_by": "' + '[{\\"' * 50 + '"', 1)
    assert parse_plan(text).made_by in {'[{"' * 50, plan.made_by}


def test_files_that_are_not_text_are_refused(tmp_path: Path) -> None:
    for data in (b"\xff\xfe{}", b"\x00" * 50, b'{"a": "\xff"}'):
        (tmp_path / "plan.json").write_bytes(data)
        with pytest.raises(InputError):
            read_plan(tmp_path / "plan.json")
    with pytest.raises(InputError):
        read_plan(tmp_path / "none.json")
