"""The events in turn: each with news changes a copy of the book and has it planned again.

What one inject leaves is what the next one finds: its book, and its plan as the plan in force.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coalition.formats.exercise.nouns import Event, Standing
from coalition.judging.judge import judge
from coalition.model.change.news import News
from coalition.model.plan import Plan
from coalition.operations.exercise.evaluation import (
    Checked,
    ObjectiveResult,
    check_clause,
    judge_objectives,
    standing_of,
)
from coalition.operations.exercise.measuring import Measured, measure_news, measure_start
from coalition.operations.exercise.script import Script
from coalition.operations.frame import Frame, frame_of
from coalition.operations.news.replan import replan
from coalition.planning.effort import Effort, effort_within
from coalition.planning.planner import make_plan

USUAL_WORK = 4
"""Neighbourhoods searched after each inject: little, so that an exercise of a day runs in a minute."""
Listener = Callable[[int, int, Event], None] | None
"""Told before each event: its place, how many there are, the event."""


@dataclass(frozen=True, slots=True)
class Played:
    """An event as played: its news, what was measured after it, each clause held against that."""

    event: Event
    news: News | None
    measured: Measured
    checks: tuple[Checked, ...]

    @property
    def standing(self) -> Standing:
        """How far what was expected came about, observers' rating included."""
        rating = self.event.rating
        return standing_of(
            (checked.met for checked in self.checks), () if rating is Standing.OPEN else (rating,)
        )


@dataclass(frozen=True, slots=True)
class ExerciseRun:
    """The exercise as played: its beginning, every event, every objective, the plan it ends with."""

    script: Script
    start: Measured
    played: tuple[Played, ...]
    objectives: tuple[ObjectiveResult, ...]
    plan: Plan

    @property
    def good(self) -> bool:
        """Whether no objective was missed in whole or part, and no clause failed."""
        missed = {Standing.PARTLY, Standing.NOT}
        return not any(one.standing in missed for one in self.objectives) and all(
            checked.met for one in self.played for checked in one.checks
        )


@dataclass(frozen=True, slots=True)
class _State:
    frame: Frame
    plan: Plan
    measured: Measured


def play(
    script: Script,
    plan: Plan | None = None,
    *,
    work: int = USUAL_WORK,
    seed: int = 0,
    until: str | None = None,
    listener: Listener = None,
) -> ExerciseRun:
    """The script played to its end, or to the event `until`; without a plan the book is planned first."""
    frame = frame_of(script.book)
    effort = effort_within(frame.book, seconds=None, work=work, gap=None)
    first = plan or make_plan(frame.book, frame.authority, frame.network, seed=seed, effort=effort)
    judged = judge(frame.book, frame.authority, frame.network, first)
    start = measure_start(judged)
    state, played, events = _State(frame, first, start), [], script.events.script
    for place, event in enumerate(events):
        if listener is not None:
            listener(place, len(events), event)
        news = script.news.get(event.number)
        if news is not None:
            state = _after(state, news, effort, seed)
        checks = tuple(check_clause(one, state.measured) for one in script.clauses[event.number])
        played.append(Played(event, news, state.measured, checks))
        if event.number == until:
            break
    objectives = judge_objectives([(one.event, one.checks) for one in played])
    return ExerciseRun(script, start, tuple(played), objectives, state.plan)


def _after(state: _State, news: News, effort: Effort, seed: int) -> _State:
    made = replan(state.frame, state.plan, news, seed=seed, effort=effort)
    measured = measure_news(made, state.measured, state.plan)
    return _State(made.frame, made.judged.plan, measured)
