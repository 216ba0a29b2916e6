"""From an exercise as played to what its report shows."""

from __future__ import annotations

from coalition.formats.exercise.after_action import (
    AfterAction,
    ClauseRow,
    EventRow,
    ObjectiveRow,
    PromiseRow,
)
from coalition.formats.exercise.shown import days_from, shown_value
from coalition.measure.instants import Minute, write_instant
from coalition.model.change.diff import PromiseMoved
from coalition.operations.exercise.evaluation import Checked, ObjectiveResult
from coalition.operations.exercise.playing import ExerciseRun, Played


def report_of(run: ExerciseRun) -> AfterAction:
    """The report of the run."""
    book, events = run.script.book, run.script.events
    c_day = book.crisis.activated
    return AfterAction(
        title=book.title, alliance=book.alliance.name, fictional=book.fictional,
        c_day=write_instant(c_day), source=events.shown, start=run.start.whole,
        start_verdict=run.start.verdict.value,
        events=tuple([_event(one, c_day) for one in run.played]),
        objectives=tuple([_objective(one, c_day) for one in run.objectives]),
        unplayed=tuple(event for event in events.events if not event.played), unread=events.unread,
    )  # fmt: skip


def clause_row(checked: Checked, c_day: Minute) -> ClauseRow:
    """The clause in words."""
    if checked.missing:
        return ClauseRow(checked.clause.text, "no longer wanted", checked.met)
    shown = shown_value(checked.clause, checked.measured, c_day)
    return ClauseRow(checked.clause.text, shown, checked.met)


def _event(one: Played, c_day: Minute) -> EventRow:
    at = one.event.at or c_day
    return EventRow(
        one.event, write_instant(at), days_from(at, c_day), at - c_day,
        () if one.news is None else tuple(item.words for item in one.news.items),
        one.standing, tuple(clause_row(checked, c_day) for checked in one.checks),
        one.measured.verdict.value, one.measured.whole, one.measured.stale,
        () if one.news is None else tuple(_promise(moved) for moved in one.measured.promises),
    )  # fmt: skip


def _promise(moved: PromiseMoved) -> PromiseRow:
    before, after = (
        "never" if m is None else write_instant(m) for m in (moved.before, moved.after)
    )
    return PromiseRow(
        str(moved.requirement), before, after, moved.minutes, moved.weight, moved.reason.text
    )


def _objective(one: ObjectiveResult, c_day: Minute) -> ObjectiveRow:
    evidence = tuple((event.number, clause_row(checked, c_day)) for event, checked in one.checks)
    return ObjectiveRow(one.objective, one.standing, evidence, one.ratings)
