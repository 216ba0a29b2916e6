"""The language of expectations: what can be said, and that nothing else can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.formats.exercise.expectation import OF_ONE, WHOLE, read_clauses
from coalition.measure.instants import Minute

C_DAY = Minute(0)
KNOWN = ["N00012", "N00013"]


@pytest.mark.parametrize(
    ("text", "measure", "subject", "relation", "bound"),
    [
        ("late <= 2", "late", "", "<=", 2),
        ("Promises-moved<5", "promises moved", "", "<", 5),
        ("on time == 40", "on time", "", "=", 40),
        ("unmet \N{LESS-THAN OR EQUAL TO} 0", "unmet", "", "<=", 0),
        ("weighted hours <= 1.5 d", "weighted hours", "", "<=", 2160),
        ("weighted hours <= 40 h", "weighted hours", "", "<=", 2400),
        ("closes N00012 <= C+30", "closes", "N00012", "<=", 43200),
        ("closes N00012 = never", "closes", "N00012", "=", None),
        ("moved N00013 <= 2", "moved", "N00013", "<=", 120),
        ("delivered N00012 >= 80 %", "delivered", "N00012", ">=", 800_000),
        ("verdict = Green | amber", "verdict", "", "=", ("green", "amber")),
    ],
)
def test_a_clause_is_measure_relation_and_bound(
    text: str, measure: str, subject: str, relation: str, bound: object
) -> None:
    clauses, faults = read_clauses(text, C_DAY, KNOWN)
    assert not faults
    (one,) = clauses
    assert (one.measure, one.subject, one.relation, one.bound) == (
        measure, subject, relation, bound,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("late", "bad-expectation"),
        ("late =< 2", "bad-expectation"),
        ("0 <= late <= 2", "bad-expectation"),
        ("late <= two", "bad-expectation"),
        ("late <= 2 d", "bad-expectation"),
        ("late <= 1.5", "bad-expectation"),
        ("lat <= 2", "bad-expectation"),
        ("closes <= C+3", "bad-expectation"),
        ("closes N00012 N00013 <= C+3", "bad-expectation"),
        ("closes N00012 <= soon", "bad-date"),
        ("closes N00012 <= never", "bad-expectation"),
        ("closes N00099 <= C+3", "unknown-reference"),
        ("delivered N00012 >= 2 d", "bad-expectation"),
        ("verdict < green", "bad-expectation"),
        ("verdict = blue", "bad-expectation"),
        ("__import__('os') = 1", "bad-expectation"),
    ],
)
def test_what_is_no_clause_is_a_fault_that_names_it(text: str, code: str) -> None:
    clauses, faults = read_clauses(text, C_DAY, KNOWN)
    assert not clauses
    assert [fault.code for fault in faults] == [code]


def test_good_clauses_are_read_beside_bad_ones() -> None:
    clauses, faults = read_clauses("late <= 2; foo = 1\nunmet = 0; bar = 2", C_DAY, KNOWN)
    assert [one.measure for one in clauses] == ["late", "unmet"]
    assert len(faults) == 2


def test_a_cell_holds_no_endless_list() -> None:
    clauses, faults = read_clauses("late = 1;" * 51, C_DAY)
    assert len(clauses) == 50
    assert len(faults) == 1


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    clauses, faults = read_clauses(text, C_DAY, KNOWN)
    assert all(one.measure in {**WHOLE, **OF_ONE} for one in clauses)
    assert len(clauses) + len(faults) <= 51
