"""One question worked out in full: every permission's windows, what bars them, what is not known.

The rule: alternatives minimise; a prohibition that prevails (`precedence`) takes its time out of a
permission's windows, one in conflict too, until someone decides. Not here: the finding at a minute
(`evaluate`) and its words (`proof`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coalition.authority.answer import Bar, Question, Signature, StepTaken, Window
from coalition.authority.compile import Clause, Statute
from coalition.authority.precedence import Verdict, verdict
from coalition.authority.scope import fits
from coalition.authority.steps.held import Ground, Held, clip, once, spans_of, tighter
from coalition.authority.steps.needs import Needs, Pair
from coalition.authority.steps.spans import EVER, Spans, intersect, subtract, sweep, union
from coalition.measure.instants import FOREVER, Interval
from coalition.model.law import Action, ProvisionKind
from coalition.model.nations import Rule


@dataclass(frozen=True, slots=True)
class Case:
    """A question with all its answers in time.

    `windows` are disjoint, the best at each time; `alternatives` each permission's own. `contested` is when
    a permission would be open but for a prohibition in conflict with it, `maybe` when it may be open
    though nobody can say. `steps` are all looked at, decided or not.
    """

    windows: tuple[Window, ...]
    alternatives: tuple[Window, ...]
    bars: tuple[Bar, ...]
    contested: Spans
    maybe: Spans
    missing: tuple[Signature, ...]
    steps: tuple[StepTaken, ...]
    unknowns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ban:
    """A prohibition that speaks of the question, and when it does."""

    clause: Clause
    spans: Spans


@dataclass(frozen=True, slots=True)
class _Leave:
    """A permission (None: own soil) that speaks of the question: its ground, and when bans strike it."""

    clause: Clause | None
    ground: Ground
    spans: Spans
    beaten: Spans
    contested: Spans

    @property
    def free(self) -> Spans:
        """When no ban strikes it."""
        return subtract(subtract(EVER, self.beaten), self.contested)


def work_out(question: Question, statute: Statute, needs: Needs) -> Case:
    """The case of a question."""
    pair = Pair(question.actor, question.territory)
    bans, doubts = _bans(question, statute, needs)
    leaves, gaps = _leaves(question, statute, needs, bans)
    opened = [(leave, clip(leave.ground.held, leave.free)) for leave in leaves]
    alternatives = [
        _window(leave, held, needs, pair, doubts) for leave, own in opened for held in own
    ]
    steps = once(step for leave in leaves for step in leave.ground.steps)
    maybe = union(span for lv in leaves for span in intersect(lv.ground.maybe, lv.free))
    return Case(
        windows=_disjoint(alternatives),
        alternatives=tuple(sorted(alternatives, key=_order)),
        bars=_bars(question, leaves, bans),
        contested=_contested(leaves),
        maybe=maybe,
        missing=missing_of(steps, needs, pair),
        steps=steps,
        unknowns=once((*doubts, *gaps, *(t for lv in leaves for t in lv.ground.unknowns))),
    )


def missing_of(steps: Iterable[StepTaken], needs: Needs, pair: Pair) -> tuple[Signature, ...]:
    """The assents that undecided steps still wait for; a notification waits for none."""
    missing = []
    for step in steps:
        clause = needs.statute.clause(step.procedure)
        if (
            step.decision is not None
            or clause is None
            or clause.provision.rule is Rule.NOTIFICATION
        ):
            continue
        signed = needs.record(step.procedure, pair).signed
        missing += [
            Signature(nation, step.body, step.procedure)
            for nation in step.signatories
            if nation not in signed
        ]
    return once(missing)


def _bans(
    question: Question, statute: Statute, needs: Needs
) -> tuple[tuple[_Ban, ...], tuple[str, ...]]:
    """The prohibitions that speak of the question, and doubts about those that may."""
    bans: list[_Ban] = []
    doubts: list[str] = []
    pair = Pair(question.actor, question.territory)
    found = statute.find(
        ProvisionKind.PROHIBITION, question.action, question.actor, question.territory
    )
    for clause in found:
        spans = clause.when(question.actor, question.territory)
        if not spans or not fits(clause.provision.scope, question, clause.provision.kind):
            continue
        if clause.applies:
            ground = needs.ground(clause.provision.requires, pair)
            spans = intersect(spans, spans_of(h for h in ground.held if _recorded(h)))
            bans += [_Ban(clause, spans)] if spans else []
        doubts += clause.unknowns
    return tuple(bans), tuple(doubts)


def _recorded(held: Held) -> bool:
    """Whether all steps are decided: an estimate forbids nothing."""
    return all(step.decision is not None for step in held.steps)


def _leaves(
    question: Question, statute: Statute, needs: Needs, bans: tuple[_Ban, ...]
) -> tuple[list[_Leave], tuple[str, ...]]:
    """The permissions that speak of the question, and what is not known about those that may."""
    if question.actor == question.territory and question.action is not Action.SEND:
        return [_leave(None, Ground(held=(Held(),)), EVER, question, bans)], ()
    leaves: list[_Leave] = []
    gaps: list[str] = []
    pair = Pair(question.actor, question.territory)
    for clause in statute.find(
        ProvisionKind.PERMISSION, question.action, question.actor, question.territory
    ):
        spans = clause.when(question.actor, question.territory)
        if not spans or not fits(clause.provision.scope, question, clause.provision.kind):
            continue
        if clause.applies:
            ground = needs.ground(clause.provision.requires, pair)
            leaves.append(_leave(clause, ground, spans, question, bans))
        gaps += clause.unknowns
    return leaves, tuple(gaps)


def _leave(
    clause: Clause | None, ground: Ground, spans: Spans, question: Question, bans: tuple[_Ban, ...]
) -> _Leave:
    struck: dict[Verdict, list[Interval]] = {each: [] for each in Verdict}
    for ban in bans:
        struck[verdict(clause, ban.clause, question)].extend(ban.spans)
    clipped = replace(ground, held=clip(ground.held, spans), maybe=intersect(ground.maybe, spans))
    beaten, contested = union(struck[Verdict.DEFEATS]), union(struck[Verdict.CONFLICT])
    return _Leave(clause, clipped, spans, beaten, contested)


def _window(leave: _Leave, held: Held, needs: Needs, pair: Pair, doubts: tuple[str, ...]) -> Window:
    limits = tighter(leave.clause.provision.limits, held.limits) if leave.clause else held.limits
    return Window(
        held.opens, held.closes, leave.clause.provision.id if leave.clause else None, limits,
        held.steps, held.critical, missing_of(held.steps, needs, pair),
        once((*held.unknowns, *doubts)),
    )  # fmt: skip


def _disjoint(alternatives: list[Window]) -> tuple[Window, ...]:
    """The best window at each time; a later opening is not set by its steps any more."""
    ranked = sorted(alternatives, key=_merit)
    return tuple(
        replace(w, opens=opens, closes=closes, critical=w.critical if opens == w.opens else ())
        for w, opens, closes in sweep(ranked)
    )


def _merit(window: Window) -> tuple[bool, bool, int, int, str]:
    doubtful = bool(window.unknowns)
    return (window.limits.any, doubtful, window.opens, -window.closes, window.permission or "")


def _contested(leaves: list[_Leave]) -> Spans:
    """When a permission would be open (or may be) but for a prohibition in conflict with it."""
    return union(
        span
        for leave in leaves
        for span in intersect(
            union((*spans_of(leave.ground.held), *leave.ground.maybe)),
            subtract(leave.contested, leave.beaten),
        )
    )


def _bars(question: Question, leaves: list[_Leave], bans: tuple[_Ban, ...]) -> tuple[Bar, ...]:
    bars = [bar for ban in bans for bar in _ban_bars(question, leaves, ban)]
    for leave in leaves:
        bars += _within(leave.ground.dead, leave.spans)
        bars += _lapses(leave)
    return tuple(sorted(once(bars), key=_bar_order))


def _ban_bars(question: Question, leaves: list[_Leave], ban: _Ban) -> list[Bar]:
    """The ban's bars, unless every permission prevails over it."""
    verdicts = {verdict(leave.clause, ban.clause, question) for leave in leaves}
    if verdicts == {Verdict.YIELDS}:
        return []
    conflict = Verdict.CONFLICT in verdicts
    against = ", ".join(
        leave.clause.provision.id
        for leave in leaves
        if leave.clause and verdict(leave.clause, ban.clause, question) is Verdict.CONFLICT
    )
    provision = ban.clause.provision
    text = f"{provision.text} (against {against})" if conflict else provision.text
    return [
        Bar(s.opens, s.closes, provision.id, None, text, provision.caveat, conflict)
        for s in ban.spans
    ]


def _within(bars: tuple[Bar, ...], spans: Spans) -> list[Bar]:
    return [
        replace(bar, opens=max(bar.opens, span.opens), closes=min(bar.closes, span.closes))
        for bar in bars
        for span in spans
        if max(bar.opens, span.opens) < min(bar.closes, span.closes)
    ]


def _lapses(leave: _Leave) -> list[Bar]:
    """After the last minute at which the permission is in force there is nothing to go by."""
    if leave.clause is None or not leave.spans or leave.spans[-1].closes >= FOREVER:
        return []
    text = f"{leave.clause.provision.id} is no longer in force"
    return [Bar(leave.spans[-1].closes, FOREVER, leave.clause.provision.id, None, text, lapse=True)]


def _order(window: Window) -> tuple[int, int, str]:
    return (window.opens, window.closes, window.permission or "")


def _bar_order(bar: Bar) -> tuple[int, int, str, str]:
    return (bar.opens, bar.closes, bar.provision or "", bar.decision or "")
