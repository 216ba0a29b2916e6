"""A book's provisions compiled once: names resolved, parties dated, bits indexed.

Each provision has a number; a set of provisions is one big integer with a bit per number, so that the few
that speak of a question are found by AND among ten thousand. Not here: whom a provision names and binds
(`statute.clause`), cargo, mode and the like (`scope`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from coalition.authority.answer import Question
from coalition.authority.statute.clause import (
    Clause,
    bound_in,
    is_narrow,
    life_of,
    resolve,
)
from coalition.authority.statute.cover import Named, Names, covers_of
from coalition.authority.statute.hanging import Hanging, Hangs, steps_of
from coalition.authority.steps.spans import Spans, intersect, union
from coalition.authority.steps.truth import Doubt, Truths, truths_of
from coalition.measure.instants import Interval, Minute
from coalition.model.book import Book
from coalition.model.identity import DecisionId, NationId, ProvisionId
from coalition.model.law import (
    NO_LIMITS,
    Action,
    Bindingness,
    Decision,
    Instrument,
    Provision,
    ProvisionKind,
    Scope,
    hierarchy_of,
)
from coalition.model.nations import Alliance

Key = tuple[NationId, Action, NationId, tuple[object, ...]]
"""What tells questions apart that may have different answers."""


Whom = tuple[Action, NationId, NationId, NationId]
"""An action, who acts, on whose territory, and who profits."""


class Heard(NamedTuple):
    """A clause that speaks of a question (`yes`) or may (`maybe`), and what is not known."""

    clause: Clause
    yes: Spans
    maybe: Spans = ()
    doubts: tuple[Doubt, ...] = ()


class Taken(NamedTuple):
    """A decision and the nations it names; None is all."""

    decision: Decision
    actors: frozenset[NationId] | None
    territories: frozenset[NationId] | None


@dataclass(frozen=True, slots=True)
class Narrow:
    """The units, fleets, places, tasks and missions that some provision names."""

    units: frozenset[str]
    fleets: frozenset[str]
    places: frozenset[str]
    tasks: frozenset[str]
    missions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Statute:
    """All clauses of a book and their indexes; decisions by procedure."""

    clauses: tuple[Clause, ...]
    numbers: Mapping[ProvisionId, int]
    decisions: Mapping[ProvisionId, tuple[Taken, ...]]
    decision_by_id: Mapping[DecisionId, Decision]
    alliance: Alliance
    nations: frozenset[NationId]
    powers: Mapping[tuple[str, str], bool]
    truths: Truths
    by_kind: Mapping[ProvisionKind, int]
    by_action: Mapping[Action, int]
    by_actor: Mapping[str, int]
    any_actor: int
    by_territory: Mapping[str, int]
    any_territory: int
    narrow: Narrow
    required_by: Mapping[ProvisionId, tuple[int, ...]]
    found: dict[tuple[ProvisionKind, Action | None, str, str], tuple[Clause, ...]] = field(
        default_factory=dict
    )
    """Answers of `find`, kept: pure facts of the statute, asked again and again."""
    heard: dict[Whom, dict[ProvisionKind, tuple[Heard, ...]]] = field(default_factory=dict)
    """The clauses that reach an actor, a territory and a beneficiary, conditions tried; kept."""
    pairs: dict[tuple[str, str], int] = field(default_factory=dict)

    def find(
        self, kind: ProvisionKind, action: Action | None, actor: NationId, territory: NationId
    ) -> tuple[Clause, ...]:
        """The clauses of a kind that may speak of the action (None: any), actor and territory."""
        key = (kind, action, actor, territory)
        found = self.found.get(key)
        if found is None:
            bits = self.by_kind.get(kind, 0) & self._of_pair(actor, territory)
            if action is not None:
                bits &= self.by_action[action]
            found = self.found[key] = tuple(self.clauses[number] for number in _numbers(bits))
        return found

    def _of_pair(self, actor: NationId, territory: NationId) -> int:
        key = (actor, territory)
        bits = self.pairs.get(key)
        if bits is None:
            bits = self.by_actor.get(actor, 0) | self.any_actor
            bits &= self.by_territory.get(territory, 0) | self.any_territory
            self.pairs[key] = bits
        return bits

    def key(self, question: Question) -> Key:
        """What of the question can matter: a unit, fleet, place or task that no provision names cannot.

        Questions of one key have one answer, so it is worked out once.
        """
        narrow = self.narrow
        rest = (
            question.mode, question.cargo,
            question.unit if question.unit in narrow.units else "",
            question.fleet if question.fleet in narrow.fleets else "",
            question.place if question.place in narrow.places else "",
            question.task if question.task in narrow.tasks else "",
            question.mission if question.mission in narrow.missions else "",
            question.partners, question.beneficiary, question.power,
            None if question.amount is NO_LIMITS else question.amount,
        )  # fmt: skip
        return (question.actor, question.action, question.territory, rest)

    def hangs(self) -> Hanging:
        """How what is required hangs on actor and territory, given the decisions recorded."""
        return Hanging(self.clause, self._decided_for)

    def _decided_for(self, procedure: ProvisionId) -> Hangs:
        taken = self.decisions.get(procedure, ())
        return Hangs(
            any(each.actors is not None for each in taken),
            any(each.territories is not None for each in taken),
        )

    def dependents(self, procedures: Iterable[ProvisionId]) -> frozenset[int]:
        """The numbers of these procedures and of every clause that requires one, itself or through others."""
        reached = {self.numbers[name] for name in procedures}
        waiting = list(reached)
        while waiting:
            for number in self.required_by.get(self.clauses[waiting.pop()].provision.id, ()):
                if number not in reached:
                    reached.add(number)
                    waiting.append(number)
        return frozenset(reached)

    def clause(self, provision: ProvisionId) -> Clause | None:
        """The clause of a provision id, or None when the book has none."""
        number = self.numbers.get(provision)
        return None if number is None else self.clauses[number]


def compile_statute(book: Book) -> Statute:
    """The statute of a book, in the order of provision ids, whatever the order of the files.

    Versions of a text other than the one chosen are left out.
    """
    held = [
        (p, instrument)
        for instrument in book.instruments
        if _position(instrument, book) is not None
        for p in instrument.provisions
    ]
    held.sort(key=lambda pair: pair[0].id)
    nobodys = frozenset(nation.id for nation in book.nations.values() if nation.nobodys)
    clauses = [_clause(n, one, within, book, nobodys) for n, (one, within) in enumerate(held)]
    return Statute(
        tuple(clauses),
        {clause.provision.id: clause.number for clause in clauses},
        decisions_of(book.decisions, book.alliance),
        {decision.id: decision for decision in book.decisions},
        book.alliance,
        frozenset(book.nations),
        book.powers,
        truths_of(book.crisis.facts, book.alliance),
        *_indexes(clauses),
        _narrow([clause.provision.scope for clause in clauses]),
        _required_by(clauses),
    )


def _required_by(clauses: Iterable[Clause]) -> dict[ProvisionId, tuple[int, ...]]:
    found: dict[ProvisionId, list[int]] = defaultdict(list)
    for clause in clauses:
        for name in steps_of(clause.provision.requires):
            found[name].append(clause.number)
    return {name: tuple(numbers) for name, numbers in found.items()}


def decisions_of(
    decisions: Iterable[Decision], alliance: Alliance
) -> dict[ProvisionId, tuple[Taken, ...]]:
    """The decisions by procedure, with the nations they name."""
    found: dict[ProvisionId, list[Taken]] = defaultdict(list)
    for decision in decisions:
        actors, territories = (
            resolve(tuple(names), alliance).nations if names else None
            for names in (decision.actors, decision.territories)
        )
        found[decision.procedure].append(Taken(decision, actors, territories))
    return {procedure: tuple(taken) for procedure, taken in found.items()}


def _position(instrument: Instrument, book: Book) -> str | None:
    """Empty text when the instrument speaks, None when another position is chosen, else why nobody knows."""
    if not instrument.variant_of:
        return ""
    chosen = book.crisis.positions.get(instrument.variant_of)
    if chosen is None:
        return (
            f"whose position on `{instrument.variant_of}` holds is not chosen"
            f" ({instrument.position or instrument.id}: {instrument.id})"
        )
    return "" if chosen == instrument.position else None


def _narrow(scopes: list[Scope]) -> Narrow:
    return Narrow(
        frozenset(name for scope in scopes for name in scope.units),
        frozenset(name for scope in scopes for name in scope.fleets),
        frozenset(name for scope in scopes for name in scope.places),
        frozenset(name for scope in scopes for name in scope.tasks),
        frozenset(name for scope in scopes for name in scope.missions),
    )


def _clause(
    number: int,
    provision: Provision,
    instrument: Instrument,
    book: Book,
    nobodys: frozenset[NationId],
) -> Clause:
    life = life_of(instrument)
    scope = provision.scope
    bound, reserved = bound_in(instrument, provision)
    doubt = _position(instrument, book) or ""
    actions = _actions(provision, instrument)
    named = Named(
        *(
            resolve(names, book.alliance)
            for names in (
                scope.actors, scope.territories, instrument.territories, scope.partners,
                scope.beneficiaries,
            )
        )
    )  # fmt: skip
    ends = instrument.in_force.closes
    valid = provision.valid
    span = Interval(max(valid.opens, life.opens), min(valid.closes, life.closes))
    lasts = union((span,))
    return Clause(
        number, provision, instrument, span, lasts,
        not reserved and all(intersect(spans, lasts) == lasts for spans in bound.values()),
        Minute(ends) if ends < life.closes else None,
        hierarchy_of(instrument),
        actions,
        named, covers_of(scope, named, actions, frozenset(bound)),
        bound_in(instrument, None)[0] if reserved else bound,
        bound, reserved, nobodys, doubt, is_narrow(scope), bool(scope.partners or scope.beneficiaries),
        bool(doubt or provision.conditions), provision.over.any, provision.limits.any,
        ends < life.closes or provision.nature is Bindingness.POLITICAL,
    )  # fmt: skip


def _indexes(
    clauses: list[Clause],
) -> tuple[dict[ProvisionKind, int], dict[Action, int], dict[str, int], int, dict[str, int], int]:
    by_kind: dict[ProvisionKind, int] = defaultdict(int)
    by_action: dict[Action, int] = dict.fromkeys(Action, 0)
    by_actor: dict[str, int] = defaultdict(int)
    by_territory: dict[str, int] = defaultdict(int)
    any_actor = any_territory = 0
    for clause in clauses:
        bit = 1 << clause.number
        by_kind[clause.provision.kind] |= bit
        for action in clause.actions:
            by_action[action] |= bit
        if clause.names.actors.any:
            any_actor |= bit
        for nation in _indexed(clause.names.actors, clause):
            by_actor[nation] |= bit
        own = clause.names.territories
        if own.any:
            any_territory |= bit
        for nation in _indexed(own, clause):
            by_territory[nation] |= bit
    return dict(by_kind), by_action, dict(by_actor), any_actor, dict(by_territory), any_territory


def _actions(provision: Provision, instrument: Instrument) -> frozenset[Action]:
    wanted = frozenset(provision.scope.actions or Action)
    return wanted & frozenset(instrument.actions) if instrument.actions else wanted


def _indexed(names: Names, clause: Clause) -> frozenset[NationId]:
    return names.nations | frozenset(clause.bound) if names.parties else names.nations


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
