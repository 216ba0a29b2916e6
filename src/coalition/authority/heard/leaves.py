"""Permissions that speak of a question: when what they require is met, and with which limits.

The rule: section 6 of `docs/explanation/authority.md`. Not here: what prohibitions take from them (`meeting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from coalition.authority.answer import Bar, Question, Signature, StepTaken, Window
from coalition.authority.compile import Heard
from coalition.authority.precedence import is_unperformed
from coalition.authority.scope import COMMANDING
from coalition.authority.statute.clause import Clause
from coalition.authority.statute.hanging import Hangs
from coalition.authority.steps.held import Ground, best, tighter
from coalition.authority.steps.needs import Needs, Pair
from coalition.authority.steps.spans import EVER, Spans, intersect, spans_where, subtract, union
from coalition.authority.steps.truth import Doubt
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.identity import NationId, ProvisionId
from coalition.model.law import NO_LIMITS, Action, Bindingness, Limits

_OWN_SOIL = Window(ALWAYS, FOREVER, None)


class Basis(NamedTuple):
    """What a permission rests on for one actor and territory, whenever it speaks.

    `missing` are the assents that any of its undecided steps waits for, by procedure; `tightened`: some window
    has limits that are not the permission's.
    """

    windows: tuple[Window, ...]
    maybe: Spans
    dead: tuple[Bar, ...]
    steps: tuple[StepTaken, ...]
    unknowns: tuple[str, ...]
    missing: Mapping[ProvisionId, tuple[Signature, ...]]
    tightened: bool


class Leave(NamedTuple):
    """A permission (None: own soil) that speaks of the question: when, and its windows before any ban.

    `possible` is when it is met or may be; `lost` what refused it or lapsed. A `number` is that of a leave
    which is kept, 0 of one made for a single question. `unperformed`: its treaty binds both.
    """

    clause: Clause | None
    spans: Spans
    windows: tuple[Window, ...]
    maybe: Spans
    basis: Basis
    possible: Spans
    lost: tuple[Bar, ...] = ()
    number: int = 0
    unperformed: bool = False


_OWN = Leave(
    None, EVER, (_OWN_SOIL,), (), Basis((_OWN_SOIL,), (), (), (), (), {}, tightened=False), EVER
)


class Leaves(NamedTuple):
    """The leaves of a question, with the bars, doubts and remarks that come of finding them."""

    found: tuple[Leave, ...]
    bars: tuple[Bar, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[Doubt, ...] = ()


OWN_SOIL = Leaves((_OWN,))
"""Whoever acts on its own soil needs nobody's leave."""


@dataclass(slots=True)
class Bases:
    """What each permission rests on, worked out once per actor and territory."""

    needs: Needs
    known: dict[tuple[int, Pair], Basis] = field(default_factory=dict)
    hangs: dict[int, Hangs] = field(default_factory=dict)
    leaves: dict[tuple[int, Pair, Action, NationId], Leave] = field(default_factory=dict)
    shared: dict[tuple[int, Pair, bool], Leave] = field(default_factory=dict)
    """Leaves that speak as long as their clause lives, by what they hang on."""
    counter: Iterator[int] = field(default_factory=lambda: count(1))
    """Numbers for leaves that are kept."""

    def of(self, clause: Clause, pair: Pair) -> Basis:
        """The basis of a permission."""
        hangs = self.hangs.get(clause.number)
        if hangs is None:
            hangs = self.needs.hanging.of_need(clause.provision.requires)
            self.hangs[clause.number] = hangs
        key = (clause.number, self.needs.reduced(hangs, pair))
        found = self.known.get(key)
        if found is None:
            ground = self.needs.ground(clause.provision.requires, pair)
            found = self.known[key] = self._basis(clause, ground, pair)
        return found

    def leave(self, heard: Heard, question: Question, pair: Pair) -> Leave:
        """The leave of a permission, before amounts; kept unless the question cut the clause itself."""
        clause = heard.clause
        if clause.alongside or clause.threshold or question.action in COMMANDING:
            return _leave(heard, self.of(clause, pair), question)
        key = (clause.number, pair, question.action, question.benefits)
        found = self.leaves.get(key)
        if found is None:
            found = self.leaves[key] = self._shared(heard, question, pair)
        return found

    def _shared(self, heard: Heard, question: Question, pair: Pair) -> Leave:
        """The leave, numbered; one that hangs on less than the pair is the same for many pairs."""
        clause, basis = heard.clause, self.of(heard.clause, pair)
        unperformed = is_unperformed(clause, question)
        key = (clause.number, self.needs.reduced(self.hangs[clause.number], pair), unperformed)
        found = self.shared.get(key) if heard.yes is clause.life else None
        if found is None:
            made = _leave(heard, basis, question)
            found = made._replace(number=next(self.counter))
            if heard.yes is clause.life:
                self.shared[key] = found
        return found

    def _basis(self, clause: Clause, ground: Ground, pair: Pair) -> Basis:
        limits = clause.provision.limits
        within = (replace(held, limits=tighter(limits, held.limits)) for held in ground.held)
        windows = tuple(
            Window(
                held.opens, held.closes, clause.provision.id, held.limits, held.steps,
                held.critical, self.needs.missing(held.steps, pair), held.unknowns,
            )
            for held in (best(within) if limits.any else ground.held)
        )  # fmt: skip
        return Basis(
            windows, ground.maybe, ground.dead, ground.steps, ground.unknowns,
            self.needs.unsigned(ground.steps, pair),
            any(window.limits is not limits for window in windows),
        )  # fmt: skip


def leaves_of(heard: Sequence[Heard], question: Question, bases: Bases) -> Leaves:
    """The leaves among the permissions heard."""
    pair = Pair(question.actor, question.territory)
    found: list[Leave] = []
    bars: list[Bar] = []
    remarks: list[Doubt] = []
    doubts = [doubt for each in heard for doubt in each.doubts]
    asked = {} if question.amount is NO_LIMITS else question.amount.stated
    for each in heard:
        if not each.yes:
            continue
        clause = each.clause
        if asked and clause.capped and (lacking := shortfall(clause.provision.limits, asked)):
            bars += _limit_bars(clause.provision.id, each.yes, lacking)
            continue
        leave = bases.leave(each, question, pair)
        if asked and leave.basis.tightened:
            leave = _enough(leave, asked, bars)
        found.append(leave)
        if clause.remarkable:
            remarks += _remarks(each)
    return Leaves(tuple(found), tuple(bars), tuple(doubts), tuple(remarks))


def clip_windows(windows: Iterable[Window], spans: Spans) -> list[Window]:
    """The parts of the windows inside the spans."""
    found = []
    for window in windows:
        for span in spans:
            opens, closes = max(window.opens, span.opens), min(window.closes, span.closes)
            if opens < closes:
                found.append(part(window, opens, closes))
    return found


def part(window: Window, opens: Minute, closes: Minute, more: tuple[str, ...] = ()) -> Window:
    """Part of a window, with more that is not known; a later opening is not set by its steps any more."""
    if opens == window.opens and closes == window.closes and not more:
        return window
    critical = window.critical if opens == window.opens else ()
    unknowns = tuple(dict.fromkeys((*window.unknowns, *more))) if more else window.unknowns
    return Window(
        opens, closes, window.permission, window.limits, window.steps, critical, window.missing,
        unknowns,
    )  # fmt: skip


def shortfall(limits: Limits, asked: Mapping[str, int]) -> tuple[str, ...]:
    """Which of the numbers asked are above the limits, in words."""
    if limits is NO_LIMITS:
        return ()
    pairs = ((name, getattr(limits, name), number) for name, number in asked.items())
    return tuple(
        f"{name} {most}, asked {number}"
        for name, most, number in pairs
        if most is not None and most < number
    )


def _leave(heard: Heard, basis: Basis, question: Question) -> Leave:
    clause, spans = heard.clause, heard.yes
    windows, maybe = basis.windows, basis.maybe
    if spans is not EVER:
        windows, maybe = tuple(clip_windows(windows, spans)), intersect(maybe, spans)
    lost = (*_within(basis.dead, spans), *_lapses(clause, spans))
    return Leave(
        clause, spans, windows, maybe, basis, _possible(windows, maybe), lost,
        unperformed=is_unperformed(clause, question),
    )  # fmt: skip


def _possible(windows: tuple[Window, ...], maybe: Spans) -> Spans:
    """When a leave of these windows is met or may be."""
    if not windows:
        return maybe
    spans = [Interval(window.opens, window.closes) for window in windows]
    return union((*spans, *maybe)) if maybe or len(spans) > 1 else (spans[0],)


def _within(bars: tuple[Bar, ...], spans: Spans) -> list[Bar]:
    return [
        Bar(
            max(bar.opens, span.opens), min(bar.closes, span.closes), bar.provision, bar.decision,
            bar.text, lapse=bar.lapse,
        )
        for bar in bars
        for span in spans
        if max(bar.opens, span.opens) < min(bar.closes, span.closes)
    ]  # fmt: skip


def _lapses(own: Clause, spans: Spans) -> list[Bar]:
    """After the last minute at which the permission is in force there is nothing to go by."""
    closes = spans[-1].closes
    if closes >= FOREVER:
        return []
    why = "is no longer in force" if closes >= own.span.closes else "speaks no longer"
    text = f"{own.provision.id} {why}"
    return [Bar(closes, FOREVER, own.provision.id, None, text, lapse=True)]


def _enough(leave: Leave, asked: Mapping[str, int], bars: list[Bar]) -> Leave:
    """The leave with the windows whose limits are not below the amount; of the others a bar is made, but for
    the minutes at which one suffices.
    """
    short = [window for window in leave.windows if shortfall(window.limits, asked)]
    if not short:
        return leave
    windows = tuple(window for window in leave.windows if window not in short)
    enough = spans_where(windows)
    for window in short:
        lacking = subtract((Interval(window.opens, window.closes),), enough)
        bars += _limit_bars(window.permission, lacking, shortfall(window.limits, asked))
    return leave._replace(windows=windows, possible=_possible(windows, leave.maybe), number=0)


def _limit_bars(provision: ProvisionId | None, spans: Spans, lacking: tuple[str, ...]) -> list[Bar]:
    text = f"{provision} allows less than is asked: " + "; ".join(lacking)
    return [Bar(span.opens, span.closes, provision, None, text, limit=True) for span in spans]


def _remarks(heard: Heard) -> list[Doubt]:
    clause = heard.clause
    found = []
    if clause.runs_on is not None:
        after = intersect(heard.yes, (Interval(clause.runs_on, FOREVER),))
        if after:
            found.append(Doubt(after, f"`{clause.instrument.id}` runs on by tacit renewal"))
    if clause.provision.nature is Bindingness.POLITICAL:
        found.append(Doubt(heard.yes, f"{clause.provision.id} is a political commitment, not law"))
    return found
