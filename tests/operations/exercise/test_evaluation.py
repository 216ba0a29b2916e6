"""Expectations held against what was measured, and what that says of objectives."""

from __future__ import annotations

import pytest

from coalition.formats.exercise.expectation import read_clauses
from coalition.formats.exercise.nouns import Event, Standing
from coalition.judging.verdict import Closed, Verdict
from coalition.measure.instants import Minute
from coalition.model.identity import RequirementId
from coalition.operations.exercise.evaluation import (
    Checked,
    check_clause,
    judge_objectives,
    standing_of,
)
from coalition.operations.exercise.measuring import Measured

MEASURED = Measured(
    Verdict.AMBER,
    {"late": 2, "unmet": 1, "weighted hours": 600},
    {
        "A": Closed(RequirementId("A"), Minute(1440), 0, 1_000_000),
        "B": Closed(RequirementId("B"), None, 90, 400_000),
    },
    {"A": 120},
)


def held(text: str) -> Checked:
    (clause,), faults = read_clauses(text, Minute(0))
    assert not faults
    return check_clause(clause, MEASURED)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("late <= 2", True), ("late < 2", False), ("late > 1", True), ("late != 2", False),
        ("weighted hours <= 10 h", True), ("weighted hours < 10", False),
        ("verdict = amber", True), ("verdict = green | amber", True), ("verdict != green", True),
        ("verdict = red", False), ("closes A <= C+1", True), ("closes A < C+1", False),
        ("closes B <= C+400", False), ("closes B > C+400", True), ("closes B = never", True),
        ("closes A != never", True), ("lateness B <= 1.5 h", True), ("moved A <= 1 h", False),
        ("moved B = 0", True), ("delivered B >= 40 %", True), ("delivered B > 40 %", False),
    ],
)  # fmt: skip
def test_a_clause_holds_by_what_was_measured(text: str, met: bool) -> None:
    assert held(text).met is met


def test_a_requirement_nobody_wants_any_longer_meets_no_clause() -> None:
    found = held("closes GONE = never")
    assert (found.met, found.missing) == (False, True)


def test_standing_is_met_partly_or_not_and_open_without_evidence() -> None:
    assert standing_of([True, True], [Standing.MET]) is Standing.MET
    assert standing_of([True, False], []) is Standing.PARTLY
    assert standing_of([False], [Standing.NOT]) is Standing.NOT
    assert standing_of([True], [Standing.PARTLY]) is Standing.PARTLY
    assert standing_of([], []) is Standing.OPEN


def test_an_event_speaks_to_each_of_its_objectives() -> None:
    one = Event("1", 2, None, {"objective": "O1; O2"})
    two = Event("2", 3, None, {"objective": "O2", "rating": "U"})
    three = Event("3", 4, None, {"objective": "O3"})
    found = judge_objectives([(one, (held("late <= 2"),)), (two, ()), (three, ())])
    assert [(each.objective, each.standing) for each in found] == [
        ("O1", Standing.MET), ("O2", Standing.PARTLY), ("O3", Standing.OPEN),
    ]  # fmt: skip
    assert (found[1].met, [event.number for event in found[1].ratings]) == (1, ["2"])
