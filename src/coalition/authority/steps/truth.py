"""Whether conditions hold, minute by minute, in three values: yes, maybe, and (what is left) no.

The rule: section 4 of `docs/explanation/authority.md`; Kleene's strong logic of three values. Not here: what is
done with an answer that may be yes (`case`, `needs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from coalition.authority.statute.clause import Clause, nations_of
from coalition.authority.steps.spans import (
    EVER,
    Spans,
    complement,
    intersect,
    intersect_all,
    subtract,
    union,
)
from coalition.measure.instants import ALWAYS, FOREVER, Interval
from coalition.model.facts import UNKNOWN_VALUE, Conditions, Fact, Sense, Test
from coalition.model.identity import NationId
from coalition.model.law import Limits
from coalition.model.nations import Alliance

_Stretches = tuple[tuple[Interval, frozenset[str] | None], ...]
"""The values of one name over all of time; None is unknown."""
_NOBODY_KNOWS: _Stretches = ((Interval(ALWAYS, FOREVER), None),)


class Doubt(NamedTuple):
    """What nobody has stated, and when it matters."""

    when: Spans
    text: str


class Roles(NamedTuple):
    """Whom the words of a test stand for."""

    actor: NationId
    territory: NationId
    beneficiary: NationId


@dataclass(frozen=True, slots=True)
class Truth:
    """When something holds, and when it may; with what is not known."""

    yes: Spans
    maybe: Spans = ()
    doubts: tuple[Doubt, ...] = ()


HOLDS = Truth(EVER)


@dataclass(slots=True)
class Truths:
    """The truth of conditions over one crisis; worked out once for whom they speak of."""

    facts: Mapping[str, _Stretches]
    alliance: Alliance
    known: dict[tuple[object, ...], Truth] = field(default_factory=dict)

    def of(self, clause: Clause, roles: Roles) -> Truth:
        """When the clause's conditions hold for these roles."""
        conditions = clause.provision.conditions
        if not conditions and not clause.doubt:
            return HOLDS
        key = (clause.number, *(role for role, word in zip(roles, _ROLES, strict=True)
                                if _speaks_of(conditions, word)))  # fmt: skip
        if key not in self.known:
            self.known[key] = self._worked_out(clause, roles)
        return self.known[key]

    def failing(self, clause: Clause, roles: Roles, at: Interval) -> tuple[str, ...]:
        """The tests that fail in the span, as `fact is not wanted`."""
        tests = {test for tests in clause.provision.conditions for test in tests}
        failed = []
        for test in sorted(tests):
            truth = self._test(test, clause, roles)
            if not intersect(union((*truth.yes, *truth.maybe)), (at,)):
                failed.append(f"`{test.fact}` is not `{test.wanted}` ({clause.provision.id})")
        return tuple(failed)

    def _worked_out(self, clause: Clause, roles: Roles) -> Truth:
        tried = [
            [(test, self._test(test, clause, roles)) for test in tests]
            for tests in clause.provision.conditions
        ] or [[]]
        either = [_all_of(truth for _, truth in tests) for tests in tried]
        yes = union(span for truth in either for span in truth.yes)
        maybe = subtract(union(span for truth in either for span in truth.maybe), yes)
        doubts = [
            Doubt(when, _not_known(test, clause))
            for tests, alternative in zip(tried, either, strict=True)
            for test, truth in sorted(tests)
            if (when := intersect_all((maybe, alternative.maybe, truth.maybe)))
        ]
        if not clause.doubt:
            return Truth(yes, maybe, tuple(dict.fromkeys(doubts)))
        possible = union((*yes, *maybe))
        return Truth((), possible, (Doubt(possible, clause.doubt), *dict.fromkeys(doubts)))

    def _test(self, test: Test, clause: Clause, roles: Roles) -> Truth:
        yes: list[Interval] = []
        maybe: list[Interval] = []
        for span, values in self.facts.get(test.fact, _NOBODY_KNOWS):
            if values is None:
                maybe.append(span)
                continue
            met = self._met(test, values, clause, roles)
            if test.sense is Sense.NONE_OF:
                met = complement(met)
            yes += intersect((span,), met)
        return Truth(union(yes), union(maybe))

    def _met(self, test: Test, values: frozenset[str], clause: Clause, roles: Roles) -> Spans:
        """When one of the values is one of the words, or compares with the number."""
        if test.sense not in (Sense.ONE_OF, Sense.NONE_OF):
            return EVER if any(_compares(value, test) for value in values) else ()
        for word in test.words:
            stands_for = {word, *nations_of(word, self.alliance)}
            if word in _ROLES:
                stands_for.add(roles[_ROLES.index(word)])
            if values & stands_for:
                return EVER
        if "parties" not in test.words:
            return ()
        return union(span for value in values for span in clause.parties.get(NationId(value), ()))


def truths_of(facts: Iterable[Fact], alliance: Alliance) -> Truths:
    """The truths of a crisis's facts."""
    by_name: dict[str, list[Fact]] = {}
    for fact in facts:
        by_name.setdefault(fact.name, []).append(fact)
    return Truths({name: _timeline(stated) for name, stated in by_name.items()}, alliance)


def exceeds(over: Limits, amount: Limits) -> bool | None:
    """Whether the amount is more than a stated number; None when that is not known."""
    known = [
        (number, asked)
        for name, number in over.stated.items()
        if (asked := getattr(amount, name)) is not None
    ]
    if any(asked > number for number, asked in known):
        return True
    return False if len(known) == len(over.stated) else None


def _timeline(facts: list[Fact]) -> _Stretches:
    """What dated facts say where there are any, else what undated ones say, else nothing."""
    dated = [fact for fact in facts if fact.dated]
    undated = [fact for fact in facts if not fact.dated]
    cuts = sorted(
        {ALWAYS, FOREVER}
        | {fact.when.opens for fact in dated}
        | {fact.when.closes for fact in dated}
    )
    return tuple(
        (
            Interval(begin, end),
            _values([f for f in dated if f.when.covers(begin, end)] or undated),
        )
        for begin, end in pairwise(cuts)
    )


def _values(facts: list[Fact]) -> frozenset[str] | None:
    values = frozenset(value for fact in facts for value in fact.values)
    return None if not values or UNKNOWN_VALUE in values else values


def _all_of(truths: Iterable[Truth]) -> Truth:
    yes, possible = EVER, EVER
    for truth in truths:
        yes = intersect(yes, truth.yes)
        possible = intersect(possible, union((*truth.yes, *truth.maybe)))
    return Truth(yes, subtract(possible, yes))


def _speaks_of(conditions: Conditions, word: str) -> bool:
    return any(word in test.words for tests in conditions for test in tests)


def _compares(value: str, test: Test) -> bool:
    if not value.removeprefix("-").isdecimal():
        return False
    number = int(value)
    return {
        Sense.AT_LEAST: number >= test.number,
        Sense.MORE: number > test.number,
        Sense.AT_MOST: number <= test.number,
        Sense.LESS: number < test.number,
    }[test.sense]


def _not_known(test: Test, clause: Clause) -> str:
    return f"whether `{test.fact}` is `{test.wanted}` is not known ({clause.provision.id})"


_ROLES = ("actor", "territory", "beneficiary")
