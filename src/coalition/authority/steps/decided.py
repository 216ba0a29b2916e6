"""Recorded decisions under one procedure, and the stretches they open and close.

The rule: what is recorded replaces the estimate; the latest decision at a time wins. A grant holds from
its date until its `until` or the next decision; a refusal kills from its date until the next; an unknown
outcome opens nothing and says so. A request (`pending`) counts only while no decision follows it.

Not here: estimates (`needs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coalition.authority.answer import Bar, StepTaken
from coalition.authority.steps.held import Ground, Held
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.identity import NationId, ProvisionId
from coalition.model.law import Decision, Outcome, Provision

_SAME_MINUTE = {Outcome.PENDING: 0, Outcome.UNKNOWN: 1, Outcome.GRANTED: 2, Outcome.REFUSED: 3}
"""Of two decisions of one minute the later in this order is read as the latest: no before yes."""


@dataclass(frozen=True, slots=True)
class Record:
    """The decisions of one procedure that fit one actor and territory, in order of time.

    `request` is the pending one that no decision follows; `asked` when it was first asked for.
    """

    decisions: tuple[Decision, ...] = ()
    request: Decision | None = None
    asked: Minute | None = None
    signed: frozenset[NationId] = frozenset()


NO_RECORD = Record()
"""Nothing asked, nothing decided."""


def record_of(fitting: Iterable[Decision]) -> Record:
    """The decisions put in order; a more specific one of the same minute comes after a general one."""
    ordered = sorted(fitting, key=_order)
    taken = tuple(d for d in ordered if d.outcome is not Outcome.PENDING)
    last = taken[-1].at if taken else None
    waiting = [d for d in ordered if d.outcome is Outcome.PENDING and (last is None or d.at > last)]
    assents = (d for d in ordered if d.outcome in (Outcome.GRANTED, Outcome.PENDING))
    signed = frozenset(nation for d in assents for nation in d.signed_by)
    asked = next((d.at for d in ordered if d.outcome is Outcome.PENDING), None)
    return Record(taken, waiting[0] if waiting else None, asked, signed)


def ground_of(record: Record, procedure: Provision, signatories: tuple[NationId, ...]) -> Ground:
    """What the decisions open, close and leave unknown."""
    held: list[Held] = []
    dead: list[Bar] = []
    maybe: list[Interval] = []
    steps: list[StepTaken] = []
    unknowns: list[str] = []
    for decision, until in _reigns(record.decisions):
        step = step_of(decision, procedure, signatories, record.asked)
        steps.append(step)
        if decision.outcome is Outcome.GRANTED:
            closes = min(until, decision.until)
            if decision.at < closes:
                held.append(_granted(decision, closes, step))
            if closes < until:
                dead.append(_bar(closes, until, decision, procedure.id, lapse=True))
        elif decision.outcome is Outcome.REFUSED:
            dead.append(_bar(decision.at, until, decision, procedure.id))
        else:
            maybe.append(Interval(decision.at, until))
            unknowns.append(f"the outcome of `{decision.id}` under {procedure.id} is not known")
    return Ground(tuple(held), tuple(maybe), tuple(dead), tuple(steps), tuple(unknowns))


def step_of(
    decision: Decision,
    procedure: Provision,
    signatories: tuple[NationId, ...],
    asked: Minute | None,
) -> StepTaken:
    """The decision as a step: ended when it was taken, begun when it was asked for (if recorded)."""
    known = decision.outcome is not Outcome.UNKNOWN
    ends = decision.at if known else None
    begins = asked if asked is not None and asked <= decision.at else None
    return StepTaken(
        procedure.id, procedure.body, signatories, begins, ends, ends, ends, decision.id,
        decision.text or procedure.text,
    )  # fmt: skip


def _order(decision: Decision) -> tuple[Minute, int, int, str]:
    scoped = bool(decision.actors) + bool(decision.territories)
    return (decision.at, scoped, _SAME_MINUTE[decision.outcome], decision.id)


def _reigns(decisions: Sequence[Decision]) -> list[tuple[Decision, Minute]]:
    """Each decision with the minute at which the next one takes its place; overtaken ones vanish."""
    ends = (*(decision.at for decision in decisions[1:]), FOREVER)
    return [(d, end) for d, end in zip(decisions, ends, strict=False) if d.at < end]


def _granted(decision: Decision, closes: Minute, step: StepTaken) -> Held:
    return Held(decision.at, closes, decision.limits, (step,), (step,), decision.at, decision.at)


def _bar(
    opens: Minute,
    closes: Minute,
    decision: Decision,
    procedure: ProvisionId,
    *,
    lapse: bool = False,
) -> Bar:
    verb = "lapsed" if lapse else "was refused"
    text = f"{decision.text or procedure} ({verb}, by {decision.by})"
    return Bar(opens, closes, procedure, decision.id, text, lapse=lapse)
