"""Who owed what to whom: the obligations in force at a time, and how each stands in the case asked about.

Nothing here knows a treaty by name. A nation never owes anything to itself, and the attacker owes no help
against itself. What is owed to the attacker is answered as well, because it may forbid what is owed to
the attacked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from coalition.formats.atop.treaties import Unsure
from coalition.measure.instants import MINUTES_PER_DAY, Interval, Minute, write_day
from coalition.model.facts import Test
from coalition.model.identity import InstrumentId, NationId, ProvisionId
from coalition.model.law import Action, Bindingness, Instrument, Provision, ProvisionKind
from coalition.operations.owed_weighing import Facts, Standing, weigh

DUTIES = (Action.ASSIST, Action.SUPPLY, Action.CONSULT, Action.ABSTAIN, Action.NOT_ATTACK)
"""The actions one nation owes another, in the order in which they are shown."""
Groups = Mapping[str, tuple[NationId, ...]]
"""Names that stand for several nations."""
_AGAINST = (Action.ASSIST, Action.SUPPLY, Action.ABSTAIN)
"""What the attacker cannot owe to the attacked."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: who is attacked, by whom (None: not said), and when; other facts as stated."""

    attacked: NationId
    by: NationId | None
    when: Interval
    facts: Facts = field(default_factory=dict)

    def hostile(self, one: NationId, other: NationId) -> bool:
        """Whether the two are the two sides of the attack."""
        return {one, other} == {self.attacked, self.by}

    def facts_for(self, creditor: NationId) -> Facts:
        """The facts of the case as they bear on one of the two sides."""
        sides = (self.attacked, self.by) if self.by else (self.attacked,)
        found = {"event": ("armed-attack",), "victim": (self.attacked,), "at_war": sides}
        if self.by:
            other = self.by if creditor == self.attacked else self.attacked
            found |= {"attacker": (self.by,), "adversary": (other,)}
        return {**self.facts, **found}


@dataclass(frozen=True, slots=True)
class Debt:
    """One nation's obligation to another: under which provision, how it stands, when, and what is doubtful.

    `conditions` are, in words, what it depends on, or what it is for when that is another case. `when` is
    the part of the time asked about in which it was in force.
    """

    debtor: NationId
    action: Action
    creditor: NationId
    standing: Standing
    conditions: tuple[str, ...]
    instrument: Instrument
    provision: Provision
    when: Interval
    doubts: tuple[str, ...]

    @property
    def political(self) -> bool:
        """Whether it is a political commitment and does not bind in law."""
        return self.provision.nature is Bindingness.POLITICAL


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of an instrument beside its text: its other ids, doubts, words for tests."""

    ids: str = ""
    doubts: Mapping[ProvisionId, tuple[str, ...]] = field(default_factory=dict)
    unsure: tuple[Unsure, ...] = ()
    words: Mapping[ProvisionId, Mapping[Test, str]] = field(default_factory=dict)


def owed(
    instruments: Iterable[Instrument],
    case: Case,
    groups: Groups,
    notes: Mapping[InstrumentId, Notes],
) -> tuple[Debt, ...]:
    """Every obligation to the attacked and to the attacker in force at some moment of the time asked about.

    Ordered by debtor, duty, creditor and instrument, whatever the order of the instruments.
    """
    found = [
        debt
        for instrument in instruments
        for debt in _debts(instrument, case, groups, notes.get(instrument.id, Notes()))
    ]
    return tuple(
        sorted(found, key=lambda d: (d.debtor, DUTIES.index(d.action), d.creditor, d.provision.id))
    )


def _debts(instrument: Instrument, case: Case, groups: Groups, notes: Notes) -> Iterator[Debt]:
    bound = _bound(instrument, case.when)
    for provision in instrument.provisions:
        stretch = _meet(case.when, provision.valid, instrument.in_force)
        if provision.kind is ProvisionKind.OBLIGATION and stretch is not None:
            sides = _Sides(
                _named(provision.scope.actors, bound, groups),
                _named(provision.scope.beneficiaries, bound, groups, stretch),
            )
            for pair in sides.pairs(case):
                yield from _debts_of_pair(instrument, provision, pair, case, notes)


def _debts_of_pair(
    instrument: Instrument, provision: Provision, pair: _Pair, case: Case, notes: Notes
) -> Iterator[Debt]:
    stretch = _meet(case.when, provision.valid, instrument.in_force, *pair.spans)
    for action in set(provision.scope.actions) & set(DUTIES):
        if stretch is None or (action in _AGAINST and case.hostile(pair.debtor, pair.creditor)):
            continue
        people = {
            "beneficiary": (pair.creditor,), "territory": (pair.creditor,), "actor": (pair.debtor,),
            "parties": tuple(party.nation for party in instrument.parties),
        }  # fmt: skip
        standing, tests = weigh(provision.conditions, case.facts_for(pair.creditor), people)
        words = notes.words.get(provision.id, {})
        yield Debt(
            pair.debtor, action, pair.creditor, standing,
            tuple(words.get(test, f"{test.fact} is {test.wanted}") for test in tests),
            instrument, provision, stretch, _doubts(case, stretch, pair, notes, provision),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pair:
    debtor: NationId
    creditor: NationId
    spans: tuple[Interval, Interval]


@dataclass(frozen=True, slots=True)
class _Sides:
    """Who is bound and who is owed, each with the stretches."""

    debtors: Mapping[NationId, tuple[Interval, ...]]
    creditors: Mapping[NationId, tuple[Interval, ...]]

    def pairs(self, case: Case) -> Iterator[_Pair]:
        """Every debtor with each of the two nations asked about, stretch by stretch."""
        asked = [n for n in dict.fromkeys((case.attacked, case.by)) if n in self.creditors]
        for debtor, creditor in product(self.debtors, (n for n in asked if n)):
            for spans in product(self.debtors[debtor], self.creditors[creditor]):
                if debtor != creditor:
                    yield _Pair(debtor, creditor, spans)


def _bound(instrument: Instrument, when: Interval) -> dict[NationId, tuple[Interval, ...]]:
    """The parties bound at some moment of a time, and when."""
    found: dict[NationId, tuple[Interval, ...]] = {}
    for party in instrument.parties:
        if party.in_force.overlaps(when.opens, when.closes):
            found[party.nation] = (*found.get(party.nation, ()), party.in_force)
    return found


def _named(
    names: Iterable[str],
    bound: Mapping[NationId, tuple[Interval, ...]],
    groups: Groups,
    always: Interval | None = None,
) -> dict[NationId, tuple[Interval, ...]]:
    """The nations a list of names stands for. A debtor must be bound; a creditor named need not be
    (`always`).
    """
    found: dict[NationId, tuple[Interval, ...]] = {}
    for name in names or ("parties",):
        if name in ("parties", "any"):
            found |= bound
        else:
            for nation in groups.get(name, (NationId(name),)):
                spans = bound.get(nation, ()) if always is None else (always,)
                found |= {nation: spans} if spans else {}
    return found


def _meet(*spans: Interval) -> Interval | None:
    opens, closes = max(span.opens for span in spans), min(span.closes for span in spans)
    return Interval(opens, closes) if opens < closes else None


def _doubts(
    case: Case, stretch: Interval, pair: _Pair, notes: Notes, provision: Provision
) -> tuple[str, ...]:
    found = list(notes.doubts.get(provision.id, ()))
    if stretch.opens > case.when.opens:
        found.append(f"in force only from {write_day(stretch.opens)}")
    if stretch.closes < case.when.closes:
        found.append(f"in force only until {write_day(Minute(stretch.closes - 1))}")
    found += [
        each.text
        for each in notes.unsure
        if each.nation in (pair.debtor, pair.creditor) and _matters(each.when, case.when)
    ]
    return tuple(dict.fromkeys(found))


def _matters(unsure: Interval, when: Interval) -> bool:
    """Whether a stretch of doubt touches the time asked about; a single day does not matter within a longer
    one.
    """
    single = unsure.closes - unsure.opens <= MINUTES_PER_DAY < when.closes - when.opens
    return not single and unsure.overlaps(when.opens, when.closes)
