"""What an after-action report holds, as texts and numbers: all that the writers of its files take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from coalition.formats.exercise.nouns import Event, Standing

Numbers = Mapping[str, int]
"""Measure -> number. Measures of time are in minutes times weight."""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One thing expected, what was measured in words, and whether it holds."""

    expected: str
    measured: str
    met: bool


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A requirement that closes at another time: before, after, minutes later, its weight, and why."""

    requirement: str
    before: str
    after: str
    minutes: int
    weight: int
    why: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as played. `when` counts from C-day, `minute` is from C-day; `stale` are permissions."""

    event: Event
    at: str
    when: str
    minute: int
    news: tuple[str, ...]
    standing: Standing
    clauses: tuple[ClauseRow, ...]
    verdict: str
    numbers: Numbers
    stale: tuple[str, ...]
    promises: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective with its standing and the evidence by event number; `observed` are observers' events."""

    objective: str
    standing: Standing
    evidence: tuple[tuple[str, ClauseRow], ...]
    observed: tuple[Event, ...]

    @property
    def met(self) -> int:
        """How many expectations are met."""
        return sum(row.met for _, row in self.evidence)


@dataclass(frozen=True, slots=True)
class AfterAction:
    """The report: of which book and list, what was measured before the first inject, events, objectives.

    `unplayed` are events that were held, cancelled or archived; `unread` heads of the list that no field takes.
    """

    title: str
    alliance: str
    fictional: bool
    c_day: str
    source: str
    start: Numbers
    start_verdict: str
    events: tuple[EventRow, ...]
    objectives: tuple[ObjectiveRow, ...]
    unplayed: tuple[Event, ...]
    unread: tuple[str, ...]

    @property
    def failed(self) -> tuple[tuple[EventRow, ClauseRow], ...]:
        """Every expectation that was not met, with its event."""
        return tuple((row, one) for row in self.events for one in row.clauses if not one.met)


def write_json(report: AfterAction) -> str:
    """The report as JSON: what the page shows, with times in minutes and instants in ISO."""
    whole = {
        "title": report.title, "alliance": report.alliance, "fictional": report.fictional,
        "c_day": report.c_day, "list": report.source,
        "start": {"verdict": report.start_verdict, **_keyed(report.start)},
        "objectives": [_objective(row) for row in report.objectives],
        "events": [_event(row) for row in report.events],
        "not_played": [event.number for event in report.unplayed],
        "heads_not_read": list(report.unread),
    }  # fmt: skip
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _objective(row: ObjectiveRow) -> dict[str, object]:
    return {
        "objective": row.objective, "standing": row.standing.value,
        "evidence": [{"event": number, **_clause(one)} for number, one in row.evidence],
        "observers": [
            {"event": event.number, "rating": event.rating.value, "observed": event.text("observed")}
            for event in row.observed
        ],
    }  # fmt: skip


def _event(row: EventRow) -> dict[str, object]:
    texts = {name: text for name, text in row.event.texts.items() if text and name != "event"}
    return {
        "event": row.event.number, "row": row.event.row, "at": row.at, "after_c_day": row.when,
        "as_written": texts, "news": list(row.news), "standing": row.standing.value,
        "expected": [_clause(one) for one in row.clauses],
        "measured": {"verdict": row.verdict, **_keyed(row.numbers)},
        "stale_consents": list(row.stale),
        "promises_moved": [
            {"requirement": one.requirement, "before": one.before, "after": one.after,
             "minutes": one.minutes, "weight": one.weight, "why": one.why}
            for one in row.promises
        ],
    }  # fmt: skip


def _clause(row: ClauseRow) -> dict[str, object]:
    return {"expected": row.expected, "measured": row.measured, "met": row.met}


def _keyed(numbers: Numbers) -> dict[str, int]:
    """The numbers under names that carry their unit."""
    return {
        name.replace("hours", "minutes").replace(" ", "_"): value for name, value in numbers.items()
    }
