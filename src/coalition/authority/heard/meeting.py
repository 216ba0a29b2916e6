"""Prohibitions that strike a question, and what they take from each leave.

The rule: sections 7 to 9 of `docs/explanation/authority.md`. Not here: which prevails (`precedence`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coalition.authority.answer import Bar, Question, Window
from coalition.authority.compile import Heard
from coalition.authority.heard.leaves import Leave, clip_windows, part
from coalition.authority.heard.speaking import whom_of
from coalition.authority.precedence import (
    OWN_LAW,
    Ruling,
    Verdict,
    is_own_law,
    settle,
)
from coalition.authority.statute.clause import Clause
from coalition.authority.steps.held import spans_of
from coalition.authority.steps.needs import Needs, Pair
from coalition.authority.steps.spans import EVER, Spans, complement, intersect, subtract, union
from coalition.authority.steps.truth import Doubt
from coalition.measure.instants import ALWAYS, Interval, Minute
from coalition.model.law import AllOf, Bindingness

_NO_NEED = AllOf()


class Ban(NamedTuple):
    """A prohibition that strikes the question, when it does, and when it may.

    `own`: it is own law; `home`: it names the actor on its own soil. Bans of one `number` are the same; 0 is
    that of a ban which the question itself has cut.
    """

    clause: Clause
    spans: Spans
    doubts: tuple[Doubt, ...]
    own: bool
    home: bool
    number: int


class Met(NamedTuple):
    """A leave after all bans: what is open, contested, may be open, and what a ban that defeats it takes."""

    windows: tuple[Window, ...]
    contested: Spans
    maybe: Spans
    rulings: tuple[Ruling, ...]
    taken: Spans


@dataclass(slots=True)
class Bans:
    """Prohibitions met by recorded decisions, and their rulings; each worked out once."""

    decided: Needs
    recorded: dict[tuple[int, Pair], Spans] = field(default_factory=dict)
    rulings: dict[tuple[int, int, bool, bool], Ruling] = field(default_factory=dict)
    met: dict[tuple[int, tuple[int, ...]], Met] = field(default_factory=dict)
    """Leaves that are kept, by number, after the bans of these numbers."""
    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)

    def of(self, heard: Iterable[Heard], question: Question) -> list[Ban]:
        """The bans among the prohibitions heard; a political one never strikes."""
        found = []
        pair = Pair(question.actor, question.territory)
        for each in heard:
            if each.clause.provision.nature is Bindingness.POLITICAL:
                continue
            met = self._met(each.clause, pair)
            spans = intersect(each.yes, met)
            doubts = tuple(
                Doubt(when, doubt.text)
                for doubt in each.doubts
                if (when := intersect(doubt.when, met))
            )
            if spans or doubts:
                own, home = is_own_law(each.clause, question), each.clause.at_home(question.actor)
                number = self._number(each, question, plain=spans is each.clause.life and not doubts,
                                      sides=(own, home))  # fmt: skip
                found.append(Ban(each.clause, spans, doubts, own, home, number))
        return found

    def _number(
        self, heard: Heard, question: Question, *, plain: bool, sides: tuple[bool, bool]
    ) -> int:
        """The number of a ban; one that strikes as long as its clause lives is the same for many questions."""
        clause = heard.clause
        if clause.alongside or clause.threshold:
            return 0
        whom: tuple[object, ...] = sides if plain else whom_of(question)
        key = (clause.number, *whom)
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def ruling(self, leave: Clause | None, ban: Ban) -> Ruling:
        """What the ban does to the leave; kept."""
        key = (-1 if leave is None else leave.number, ban.clause.number, ban.own, ban.home)
        found = self.rulings.get(key)
        if found is None:
            found = self.rulings[key] = settle(leave, ban.clause, own=ban.own, home=ban.home)
        return found

    def _met(self, clause: Clause, pair: Pair) -> Spans:
        """When all steps it requires are decided: an estimate forbids nothing."""
        if clause.provision.requires == _NO_NEED:
            return EVER
        key = (clause.number, pair)
        if key not in self.recorded:
            ground = self.decided.ground(clause.provision.requires, pair)
            self.recorded[key] = spans_of(ground.held)
        return self.recorded[key]


def meet_all(leaves: Sequence[Leave], bans: Sequence[Ban], known: Bans) -> list[Met]:
    """Each leave after all bans; kept while neither it nor a ban was cut by the question."""
    if not bans:
        return [Met(leave.windows, (), leave.maybe, (), ()) for leave in leaves]
    struck = tuple([ban.number for ban in bans])
    plain = 0 not in struck
    found = []
    for leave in leaves:
        key = (leave.number, struck)
        met = known.met.get(key) if plain and leave.number else None
        if met is None:
            met = meet(leave, bans, known)
            if plain and leave.number:
                known.met[key] = met
        found.append(met)
    return found


def meet(leave: Leave, bans: Sequence[Ban], known: Bans) -> Met:
    """The leave after all bans."""
    rulings = tuple([known.ruling(leave.clause, ban) for ban in bans])
    beaten, contested, doubts = _struck(bans, rulings)
    windows, maybe = leave.windows, leave.maybe
    taken: Spans = ()
    if beaten or contested:
        free = _free(beaten, contested)
        windows, maybe = tuple(clip_windows(windows, free)), intersect(maybe, free)
        taken = intersect(leave.possible, beaten)
        contested = intersect(leave.possible, subtract(contested, beaten))
    if doubts and windows:
        windows = tuple(_doubted(windows, doubts))
    return Met(windows, contested, maybe, rulings, taken)


def ban_bars(bans: Sequence[Ban], leaves: Sequence[Leave], met: Sequence[Met]) -> list[Bar]:
    """The bars of the bans, but for the minutes at which there are leaves to come and it yields to them all."""
    bars: list[Bar] = []
    last = [leave.possible[-1].closes if leave.possible else ALWAYS for leave in leaves]
    for place, ban in enumerate(bans):
        if not ban.spans:
            continue
        rulings = [each.rulings[place] for each in met]
        spans = subtract(ban.spans, _excused(last, rulings))
        if spans:
            bars += _bars(ban, spans, leaves, rulings)
    return bars


def remarks_of(
    bans: Sequence[Ban],
    heard: Iterable[Heard],
    leaves: Sequence[Leave],
    met: Sequence[Met],
) -> list[Doubt]:
    """What is to be said of the prohibitions beside their bars."""
    found = [
        Doubt(each.yes, f"{each.clause.provision.id} is a political commitment and bars nothing")
        for each in heard
        if each.yes and each.clause.provision.nature is Bindingness.POLITICAL
    ]
    found += [
        Doubt(ban.spans, f"{ban.clause.provision.id} was not declared to the alliance")
        for ban in bans
        if ban.spans and not ban.clause.provision.declared
    ]
    for leave, each in zip(leaves, met, strict=True):
        if leave.clause is None or not leave.unperformed:
            continue
        for ban, ruled in zip(bans, each.rulings, strict=True):
            when = intersect(ban.spans, leave.possible) if ruled.rule == OWN_LAW else ()
            if when:
                found.append(Doubt(when, _unperformed(leave.clause, ban.clause)))
    return found


def _excused(last: Sequence[Minute], rulings: Sequence[Ruling]) -> Spans:
    """When leaves are to come and the ban yields to each of them."""
    yields = held = ALWAYS
    for end, ruled in zip(last, rulings, strict=True):
        if ruled.verdict is Verdict.YIELDS:
            yields = max(yields, end)
        else:
            held = max(held, end)
    return (Interval(held, yields),) if held < yields else ()


def _bars(ban: Ban, spans: Spans, leaves: Sequence[Leave], rulings: Sequence[Ruling]) -> list[Bar]:
    provision = ban.clause.provision
    against, beaten, rule = [], [], ""
    for leave, ruled in zip(leaves, rulings, strict=True):
        if leave.clause is None or ruled.verdict is Verdict.YIELDS:
            continue
        if ruled.verdict is Verdict.CONFLICT:
            against.append(leave.clause.provision.id)
        else:
            beaten.append(leave.clause.provision.id)
            rule = rule or ruled.rule
    text = provision.text
    if against:
        text += f" (against {', '.join(against)})"
    return [
        Bar(
            span.opens, span.closes, provision.id, None, text, provision.caveat, bool(against),
            against=tuple(against), beats=tuple(beaten), rule=rule,
        )
        for span in spans
    ]  # fmt: skip


def _struck(bans: Sequence[Ban], rulings: Sequence[Ruling]) -> tuple[Spans, Spans, list[Doubt]]:
    """When bans defeat the leave, when they are in conflict with it, and the doubts of both."""
    beaten: Spans = ()
    contested: Spans = ()
    doubts: list[Doubt] = []
    for ban, ruled in zip(bans, rulings, strict=True):
        if ruled.verdict is Verdict.YIELDS:
            continue
        doubts += ban.doubts
        if ruled.verdict is Verdict.DEFEATS:
            beaten = _more(beaten, ban.spans)
        else:
            contested = _more(contested, ban.spans)
    return beaten, contested, doubts


def _more(spans: Spans, others: Spans) -> Spans:
    if spans is EVER or not others:
        return spans
    if not spans or others is EVER:
        return others
    if len(spans) == len(others) == 1:
        one, other = spans[0], others[0]
        if one.opens <= other.opens and one.closes >= other.closes:
            return spans
        if other.opens <= one.opens and other.closes >= one.closes:
            return others
    return union((*spans, *others))


def _free(beaten: Spans, contested: Spans) -> Spans:
    if beaten is EVER or contested is EVER:
        return ()
    if not beaten or not contested:
        return complement(beaten or contested)
    return complement(union((*beaten, *contested)))


def _doubted(windows: Sequence[Window], doubts: list[Doubt]) -> list[Window]:
    """The windows cut where a doubt begins or ends, each with the doubts of its stretch."""
    cuts = sorted({edge for d in doubts for s in d.when for edge in (s.opens, s.closes)})
    found = []
    for window in windows:
        inside = [cut for cut in cuts if window.opens < cut < window.closes]
        for opens, closes in zip((window.opens, *inside), (*inside, window.closes), strict=True):
            more = tuple(d.text for d in doubts if any(s.contains(opens) for s in d.when))
            found.append(part(window, opens, closes, more))
    return found


def _unperformed(leave: Clause, ban: Clause) -> str:
    return (
        f"{leave.provision.id} ({leave.instrument.title}) binds both and permits this; it is not performed"
        f" because of {ban.provision.id}, which is no justification (Vienna Convention, art. 27)"
    )
