"""Lanes of an authority chart: one per actor, action and territory, with its steps, windows and bars.

The rule: where several questions share a lane, the hardest speaks for it (the last to open from the minute
asked on), for a movement waits for all of its questions. Not here: drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.authority.answer import (
    Answer,
    Bar,
    Finding,
    Question,
    Signature,
    StepTaken,
    Window,
)
from coalition.authority.evaluate import Authority
from coalition.measure.instants import FOREVER, Minute
from coalition.model.identity import NationId, ProvisionId
from coalition.model.law import Action


@dataclass(frozen=True, slots=True)
class LaneStep:
    """One procedure as a bar [begins, ends]; None is unknown. `critical` when it sets the opening."""

    procedure: ProvisionId
    body: str
    signatories: tuple[NationId, ...]
    begins: Minute | None
    ends: Minute | None
    decided: bool
    critical: bool
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Whether the actor may do the action in the territory, over time; `question` is the hardest asked.

    `steps` are all procedures looked at, `windows` when the answer is yes, `bars` what closes it;
    `finding` and `opens` hold at the minute the lanes were asked for.
    """

    actor: NationId
    action: Action
    territory: NationId
    question: Question
    finding: Finding
    opens: Minute | None
    steps: tuple[LaneStep, ...]
    windows: tuple[Window, ...]
    bars: tuple[Bar, ...]
    missing: tuple[Signature, ...]
    unknowns: tuple[str, ...]


def lanes(
    authority: Authority, questions: Iterable[Question], at: Minute | None = None
) -> tuple[Lane, ...]:
    """The lanes of the questions, by actor, territory and action; `at` defaults to the activation."""
    minute = authority.book.crisis.activated if at is None else at
    groups: dict[tuple[NationId, NationId, Action], list[Answer]] = {}
    for question in dict.fromkeys(questions):
        key = (question.actor, question.territory, question.action)
        groups.setdefault(key, []).append(authority.answer(question, minute))
    return tuple(_lane(authority, max(groups[key], key=_hardness)) for key in sorted(groups))


def _lane(authority: Authority, answer: Answer) -> Lane:
    question = answer.question
    case = authority.case(question)
    critical = set(answer.window.critical) if answer.window else set()
    return Lane(
        question.actor, question.action, question.territory, question, answer.finding,
        answer.opens, tuple(_lane_step(step, step in critical) for step in case.steps),
        case.windows, case.bars, answer.missing, answer.unknowns,
    )  # fmt: skip


def _lane_step(step: StepTaken, critical: bool) -> LaneStep:
    return LaneStep(
        step.procedure, step.body, step.signatories, step.begins, step.ends,
        step.decision is not None, critical, step.text,
    )  # fmt: skip


def _hardness(answer: Answer) -> tuple[int, int, str]:
    """Never before late before early; among equals the one that closes first, then by its words."""
    question = answer.question
    opens = FOREVER if answer.opens is None else answer.opens
    closes = FOREVER if answer.closes is None else answer.closes
    words = (question.mode or "", *sorted(question.cargo), question.unit, question.fleet)
    return (opens, -closes, " ".join((*words, question.place, question.task)))
