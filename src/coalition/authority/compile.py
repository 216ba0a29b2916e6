"""A book's provisions compiled once: names resolved, parties dated, conditions tried, bits indexed.

The rule: a nation alone speaks for its soil. A permission over T counts only while T is bound by the
instrument and has not reserved the provision (Vienna Convention on the Law of Treaties 1969, arts. 2(1)(d),
21, 26, 34), or when a resolution names T (UN Charter, arts. 25 and 41-42). A prohibition binds whoever is a
party. A caveat binds its own nation alone.

Each provision has a number; a set of provisions is one big integer with a bit per number, so that the few
that speak of a question are found by AND among ten thousand. Not here: cargo, mode and the like (`scope`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from coalition.authority.answer import Question
from coalition.authority.steps.spans import Spans, intersect, union
from coalition.measure.instants import Interval
from coalition.model.book import Book
from coalition.model.facts import UNKNOWN_VALUE, Fact
from coalition.model.identity import DecisionId, NationId, ProvisionId
from coalition.model.law import Action, Decision, Instrument, Provision, ProvisionKind, Scope
from coalition.model.nations import Alliance

NO_ONE: Spans = ()
RESOLUTION = "resolution"
"""The instrument kind of UN Security Council resolutions under Chapter VII."""


@dataclass(frozen=True, slots=True)
class Names:
    """The nations a list of names stands for: any, some, and the instrument's parties."""

    any: bool
    nations: frozenset[NationId]
    parties: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision with its instrument, made ready to be asked.

    `span` is when both are in force. `bound` is when each party is bound by it (reservations and dates
    taken into account); `reserved` are parties that it does not bind at all times. `applies` is False when
    a condition is not met or not known; `unknowns` then names what is not known.
    """

    number: int
    provision: Provision
    instrument: Instrument
    span: Interval
    actors: Names
    territories: tuple[Names, Names]
    bound: Mapping[NationId, Spans]
    reserved: frozenset[NationId]
    applies: bool
    unknowns: tuple[str, ...]

    def when(self, actor: NationId, territory: NationId) -> Spans:
        """When the clause speaks of what the actor does with the territory; empty: never."""
        spans = intersect((self.span,), self._named(self.actors, actor))
        for names in self.territories:
            spans = intersect(spans, self._named(names, territory))
        return intersect(spans, self._binding(actor, territory)) if spans else NO_ONE

    def explicit(self, territory: NationId) -> bool:
        """Whether the provision or its instrument names the territory by its own id."""
        return territory in (*self.provision.scope.territories, *self.instrument.territories)

    @property
    def sole_party(self) -> NationId | None:
        """The only party of the instrument, or None."""
        return next(iter(self.bound)) if len(self.bound) == 1 else None

    def _named(self, names: Names, nation: NationId) -> Spans:
        if names.any or nation in names.nations:
            if nation in self.reserved:
                return self.bound[nation]
            return (self.span,)
        return self.bound.get(nation, NO_ONE) if names.parties else NO_ONE

    def _binding(self, actor: NationId, territory: NationId) -> Spans:
        if self.provision.caveat:
            own = not self.bound and actor in self.actors.nations
            return (self.span,) if own else self.bound.get(actor, NO_ONE)
        by_resolution = self.instrument.kind == RESOLUTION and actor != territory
        if self.provision.kind in (ProvisionKind.PROHIBITION, ProvisionKind.OBLIGATION):
            if by_resolution:
                return (self.span,)
            either = (self.bound.get(actor, NO_ONE), self.bound.get(territory, NO_ONE))
            return union(span for spans in either for span in spans)
        if by_resolution and self.explicit(territory):
            return (self.span,)
        return self.bound.get(territory, NO_ONE)


@dataclass(frozen=True, slots=True)
class Narrow:
    """The units, fleets, places and tasks that some provision names."""

    units: frozenset[str]
    fleets: frozenset[str]
    places: frozenset[str]
    tasks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Statute:
    """All clauses of a book and their indexes; decisions by procedure."""

    clauses: tuple[Clause, ...]
    numbers: Mapping[ProvisionId, int]
    decisions: Mapping[ProvisionId, tuple[Decision, ...]]
    decision_by_id: Mapping[DecisionId, Decision]
    alliance: Alliance
    by_kind: Mapping[ProvisionKind, int]
    by_action: Mapping[Action, int]
    by_actor: Mapping[str, int]
    any_actor: int
    by_territory: Mapping[str, int]
    any_territory: int
    narrow: Narrow
    found: dict[tuple[str, str, str, str], tuple[Clause, ...]] = field(default_factory=dict)
    """Answers of `find`, kept: pure facts of the statute, asked again and again."""

    def find(
        self, kind: ProvisionKind, action: Action | None, actor: NationId, territory: NationId
    ) -> tuple[Clause, ...]:
        """The clauses of a kind that may speak of the action (None: any), actor and territory."""
        key = (kind.value, action.value if action else "", actor, territory)
        if key not in self.found:
            bits = self.by_kind.get(kind, 0)
            if action is not None:
                bits &= self.by_action[action]
            bits &= self.by_actor.get(actor, 0) | self.any_actor
            bits &= self.by_territory.get(territory, 0) | self.any_territory
            self.found[key] = tuple(self.clauses[number] for number in _numbers(bits))
        return self.found[key]

    def narrowed(self, question: Question) -> Question:
        """The question without the unit, fleet, place and task that no provision names.

        Questions that differ in those alone have one answer, so it is worked out once.
        """
        return replace(
            question,
            unit=question.unit if question.unit in self.narrow.units else "",
            fleet=question.fleet if question.fleet in self.narrow.fleets else "",
            place=question.place if question.place in self.narrow.places else "",
            task=question.task if question.task in self.narrow.tasks else "",
        )

    def clause(self, provision: ProvisionId) -> Clause | None:
        """The clause of a provision id, or None when the book has none."""
        number = self.numbers.get(provision)
        return None if number is None else self.clauses[number]

    def nations(self, names: Iterable[str]) -> frozenset[NationId]:
        """The nations that ids and group names stand for."""
        return _resolve(tuple(names), self.alliance).nations


def compile_statute(book: Book) -> Statute:
    """The statute of a book, in the order of provision ids, whatever the order of the files."""
    held = [(p, instrument) for instrument in book.instruments for p in instrument.provisions]
    held.sort(key=lambda pair: pair[0].id)
    clauses = [_clause(n, provision, within, book) for n, (provision, within) in enumerate(held)]
    decisions: dict[ProvisionId, list[Decision]] = defaultdict(list)
    for decision in book.decisions:
        decisions[decision.procedure].append(decision)
    return Statute(
        tuple(clauses),
        {clause.provision.id: clause.number for clause in clauses},
        {procedure: tuple(taken) for procedure, taken in decisions.items()},
        {decision.id: decision for decision in book.decisions},
        book.alliance,
        *_indexes(clauses),
        _narrow([clause.provision.scope for clause in clauses]),
    )


def _narrow(scopes: list[Scope]) -> Narrow:
    return Narrow(
        frozenset(name for scope in scopes for name in scope.units),
        frozenset(name for scope in scopes for name in scope.fleets),
        frozenset(name for scope in scopes for name in scope.places),
        frozenset(name for scope in scopes for name in scope.tasks),
    )


def _clause(number: int, provision: Provision, instrument: Instrument, book: Book) -> Clause:
    span = Interval(
        max(provision.valid.opens, instrument.in_force.opens),
        min(provision.valid.closes, instrument.in_force.closes),
    )
    bound, reserved = _bound(provision, instrument)
    applies, unknowns = _conditions(provision, book.crisis.facts)
    return Clause(
        number, provision, instrument, span,
        _resolve(provision.scope.actors, book.alliance),
        (
            _resolve(provision.scope.territories, book.alliance),
            _resolve(instrument.territories, book.alliance),
        ),
        bound, reserved, applies, unknowns,
    )  # fmt: skip


def _bound(
    provision: Provision, instrument: Instrument
) -> tuple[dict[NationId, Spans], frozenset[NationId]]:
    spans: dict[NationId, list[Interval]] = {}
    reserved = set()
    for party in instrument.parties:
        mine = spans.setdefault(party.nation, [])
        if provision.id in party.reservations:
            reserved.add(party.nation)
        else:
            mine.append(party.in_force)
    return {nation: union(mine) for nation, mine in spans.items()}, frozenset(reserved)


def _conditions(provision: Provision, facts: tuple[Fact, ...]) -> tuple[bool, tuple[str, ...]]:
    """Whether all conditions are met; a false one settles it, an unknown one leaves a text."""
    stated = {fact.name: fact.values for fact in facts if fact.values != (UNKNOWN_VALUE,)}
    tests = provision.conditions[0] if provision.conditions else ()
    if any(t.fact in stated and not set(t.words) & set(stated[t.fact]) for t in tests):
        return False, ()
    unknown = [test for test in tests if test.fact not in stated]
    texts = tuple(
        f"whether `{test.fact}` is `{test.wanted}` is not known ({provision.id})"
        for test in unknown
    )
    return not unknown, texts


def _resolve(names: tuple[str, ...], alliance: Alliance) -> Names:
    """What the names stand for; groups come flat, holding nations only."""
    nations: set[NationId] = set()
    for name in names:
        if name == "members":
            nations |= set(alliance.members)
        elif name in alliance.groups:
            nations |= set(alliance.groups[name])
        elif name not in ("any", "parties"):
            nations.add(NationId(name))
    return Names(not names or "any" in names, frozenset(nations), "parties" in names)


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
        for action in _actions(clause):
            by_action[action] |= bit
        if clause.actors.any:
            any_actor |= bit
        for nation in _indexed(clause.actors, clause):
            by_actor[nation] |= bit
        own = clause.territories[0]
        if own.any:
            any_territory |= bit
        for nation in _indexed(own, clause):
            by_territory[nation] |= bit
    return dict(by_kind), by_action, dict(by_actor), any_actor, dict(by_territory), any_territory


def _actions(clause: Clause) -> tuple[Action, ...]:
    wanted = clause.provision.scope.actions or tuple(Action)
    return tuple(
        a for a in wanted if not clause.instrument.actions or a in clause.instrument.actions
    )


def _indexed(names: Names, clause: Clause) -> frozenset[NationId]:
    return names.nations | frozenset(clause.bound) if names.parties else names.nations


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
