"""What a crisis plan lacks in law: actions that rest on nothing, or on something that may not hold.

Each question is looked at from the minute at which it must be open. Worst first is the order of `Lack`.
A text that is fictional needs no check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from coalition.authority.answer import Answer, Bar, Finding, Question, Signature, Window
from coalition.authority.evaluate import Authority
from coalition.measure.instants import MINUTES_PER_DAY, Minute, write_day
from coalition.model.identity import NationId, ProvisionId, RequirementId
from coalition.model.law import Action, Instrument, RenewalKind
from coalition.operations.law.wanted import Wanted

SEVERAL = "several"
"""Whose a provision is that binds more than one nation."""


class Lack(StrEnum):
    """What is wrong with what an action rests on, worst first."""

    NOTHING = "rests on nothing"
    FORBIDDEN = "forbidden"
    CONFLICT = "in conflict"
    CAVEAT = "undeclared caveat"
    EXPIRED = "text has expired"
    LATE = "opens too late"
    UNKNOWN = "unknown fact"
    EXPIRING = "text soon expires"
    SIGNATURE = "one single signature"
    UNCHECKED = "unchecked provision"


RANK = {lack: rank for rank, lack in enumerate(Lack)}
SEVERE = frozenset({Lack.NOTHING, Lack.FORBIDDEN, Lack.CONFLICT, Lack.EXPIRED, Lack.CAVEAT})
"""Lacks with which an action cannot lawfully be taken as things stand."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One lack, by the nation that can mend it and the provision it stands in (empty: none is there).

    `actions` are the questions in words, `requirements` what they hold up; `planned` says whether a leg of
    the plan asks. `weight` is the sum of the requirements' weights; `at` the first minute that matters.
    """

    lack: Lack
    nation: str
    provision: str
    text: str
    actions: tuple[str, ...]
    requirements: tuple[RequirementId, ...]
    weight: int
    planned: bool
    at: Minute | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A lack of one question."""

    lack: Lack
    nation: str
    provision: str
    text: str
    at: Minute | None = None


@dataclass(slots=True)
class _Group:
    actions: dict[str, None] = field(default_factory=dict)
    requirements: set[RequirementId] = field(default_factory=set)
    planned: bool = False
    at: Minute | None = None


def find_gaps(authority: Authority, wanted: Iterable[Wanted], *, soon_days: int) -> tuple[Gap, ...]:
    """Every gap, worst first.

    A text soon expires when it ends within the horizon or `soon_days` after it.
    """
    until = Minute(authority.book.crisis.horizon_end + soon_days * MINUTES_PER_DAY)
    groups: dict[tuple[Lack, str, str, str], _Group] = {}
    for one in wanted:
        for found in _of_question(authority, one, until):
            group = groups.setdefault(
                (found.lack, found.nation, found.provision, found.text), _Group()
            )
            group.actions[say(one.question)] = None
            group.requirements |= one.requirements
            group.planned = group.planned or one.planned
            dates = [at for at in (group.at, found.at) if at is not None]
            group.at = min(dates, default=None)
    return worst_first(_gap(authority, key, group) for key, group in groups.items())


def worst_first(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gaps by lack, then what the plan asks, then what they hold up, then nation and provision."""
    return tuple(sorted(gaps, key=_order))


def say(question: Question) -> str:
    """The question in a few words, with its mode and what is aboard beyond people and goods."""
    by = f" by {question.mode}" if question.mode else ""
    cargo = ", ".join(sorted(str(nature) for nature in question.cargo))
    return f"{question.actor} {question.action} {question.territory}{by}" + (
        f" with {cargo}" if cargo else ""
    )


def _gap(authority: Authority, key: tuple[Lack, str, str, str], group: _Group) -> Gap:
    requirements = authority.book.requirements
    held = tuple(sorted(group.requirements))
    weight = sum(requirements[one].weight for one in held if one in requirements)
    return Gap(*key, tuple(group.actions), held, weight, group.planned, group.at)


def _order(gap: Gap) -> tuple[int, bool, int, str, str, str]:
    return (RANK[gap.lack], not gap.planned, -gap.weight, gap.nation, gap.provision, gap.text)


def _of_question(authority: Authority, wanted: Wanted, until: Minute) -> Iterator[_Found]:
    answer = authority.answer(wanted.question, wanted.begins)
    if answer.window is None:
        yield from _closed(authority, wanted, answer)
        return
    opens = answer.opens or wanted.begins
    if opens > wanted.ends:
        yield _late(answer, answer.window, opens)
    ways = [w for w in authority.alternatives(wanted.question) if w.opens <= opens < w.closes]
    yield from _unknown(wanted.question, answer.window)
    yield from _expiring(authority, wanted.question, ways, until)
    yield from _signed_by_one(ways)
    yield from _unchecked(authority, answer.window)


def _closed(authority: Authority, wanted: Wanted, answer: Answer) -> Iterator[_Found]:
    """Why nothing opens it: a bar of each kind, a lapse, what nobody knows, or nothing at all."""
    bars = [bar for bar in answer.bars if not bar.lapse]
    yield from (_barred(authority, wanted, bar) for bar in bars)
    lapses = [
        bar
        for bar in authority.bars(wanted.question)
        if bar.lapse and bar.opens <= wanted.ends and bar.closes > wanted.begins
    ]
    if not bars:
        for bar in lapses:
            named = bar.provision or ""
            yield _Found(
                Lack.EXPIRED, _owner(authority, named, wanted.question), named, bar.text, bar.opens
            )
    for text in answer.unknowns:
        yield _Found(Lack.UNKNOWN, _grantor(wanted.question), "", text, wanted.begins)
    if not bars and not lapses and answer.finding is not Finding.PERMITTED_FROM:
        question = wanted.question
        text = f"no instrument in the book lets {question.actor} {question.action} {question.territory}"
        yield _Found(Lack.NOTHING, _grantor(question), "", text, wanted.begins)


def _barred(authority: Authority, wanted: Wanted, bar: Bar) -> _Found:
    named = bar.provision or ""
    provision = authority.find_provision(ProvisionId(named)) if named else None
    lack = Lack.CONFLICT if bar.conflict else Lack.FORBIDDEN
    if provision is not None and provision.caveat and not provision.declared:
        lack = Lack.CAVEAT
    whose = wanted.question.actor if bar.caveat else _grantor(wanted.question)
    return _Found(lack, whose, named, bar.text, max(bar.opens, wanted.begins))


def _late(answer: Answer, window: Window, opens: Minute) -> _Found:
    step = window.critical[-1] if window.critical else None
    waits = f", set by {step.procedure}" if step else ""
    text = f"open only from {write_day(opens)}{waits}"
    whose = step.signatories[0] if step and step.signatories else _grantor(answer.question)
    return _Found(Lack.LATE, whose, str(window.permission or ""), text, opens)


def _unknown(question: Question, window: Window) -> Iterator[_Found]:
    for text in window.unknowns:
        yield _Found(Lack.UNKNOWN, _grantor(question), str(window.permission or ""), text)


def _expiring(
    authority: Authority, question: Question, ways: list[Window], until: Minute
) -> Iterator[_Found]:
    """The way that lasts longest, when it ends before `until` or runs on by tacit renewal alone."""
    last = max(ways, key=lambda way: way.closes, default=None)
    if last is None or last.permission is None:
        return
    whose = _owner(authority, last.permission, question)
    if last.closes <= until:
        text = f"ends on {write_day(last.closes)}"
        yield _Found(Lack.EXPIRING, whose, last.permission, text, last.closes)
        return
    instrument = authority.instrument_of(last.permission)
    if instrument.renewal.kind is RenewalKind.TACIT and instrument.in_force.closes <= until:
        notice = instrument.renewal.notice_days
        told = f", with {notice} days' notice" if notice is not None else ""
        text = f"runs on by tacit renewal from {write_day(instrument.in_force.closes)}{told}"
        yield _Found(Lack.EXPIRING, whose, last.permission, text, instrument.in_force.closes)


def _signed_by_one(ways: list[Window]) -> Iterator[_Found]:
    """A missing signature that every way waits for, in a body of one."""
    if not ways:
        return
    shared: set[Signature] = set(ways[0].missing)
    for way in ways[1:]:
        shared &= set(way.missing)
    alone = {step.procedure for way in ways for step in way.steps if len(step.signatories) == 1}
    for one in sorted(shared, key=lambda s: (s.procedure, s.nation)):
        if one.procedure in alone:
            text = f"not signed yet: {one.nation}, in {one.body}, and no other way is open then"
            yield _Found(Lack.SIGNATURE, one.nation, one.procedure, text)


def _unchecked(authority: Authority, window: Window) -> Iterator[_Found]:
    named = [window.permission, *(step.procedure for step in window.steps)]
    for name in dict.fromkeys(one for one in named if one is not None):
        provision = authority.find_provision(name)
        if provision is None:
            continue
        instrument = authority.instrument_of(name)
        if not (provision.checked or instrument.fictional):
            told = provision.provenance.confidence
            if not provision.provenance.source:
                told = instrument.provenance.confidence
            text = f"not compared with the primary text ({told}): {instrument.title}"
            yield _Found(Lack.UNCHECKED, _whose(instrument), name, text)


def _owner(authority: Authority, provision: str, question: Question) -> str:
    """Whose the provision is: its only party, the grantor among its parties, or several."""
    found = authority.find_provision(ProvisionId(provision)) if provision else None
    if found is None:
        return _grantor(question)
    instrument = authority.instrument_of(found.id)
    parties = {party.nation for party in instrument.parties}
    return _grantor(question) if _grantor(question) in parties else _whose(instrument)


def _whose(instrument: Instrument) -> str:
    parties = {party.nation for party in instrument.parties}
    return next(iter(parties)) if len(parties) == 1 else SEVERAL


def _grantor(question: Question) -> NationId:
    """Who could grant it: the nation whose soil, stock or lift it is; for sending, the sender."""
    return question.actor if question.action is Action.SEND else question.territory
