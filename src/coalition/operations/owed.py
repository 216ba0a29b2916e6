"""Who owed what to whom in a case: the law's own answer, minute by minute, put together over a stretch of
time.

Nothing here knows a treaty by name, and nothing here decides whether an obligation stands:
`Authority.owed` does. The attacker owes no help against itself. What is owed to the attacker is answered
as well, because it may stand in the way of what is owed to the attacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from coalition.authority.answer import Owed, Standing
from coalition.authority.evaluate import Authority
from coalition.formats.atop.treaties import Unsure
from coalition.measure.instants import MINUTES_PER_DAY, Interval, Minute, write_day
from coalition.model.book import Book
from coalition.model.facts import Fact, Test
from coalition.model.identity import InstrumentId, NationId, ProvisionId
from coalition.model.law import Action, Bindingness, Instrument, Provision

DUTIES = (Action.ASSIST, Action.SUPPLY, Action.CONSULT, Action.ABSTAIN, Action.NOT_ATTACK)
"""The actions one nation owes another, in the order in which they are shown."""
_AT_WAR = "at_war"
_AGAINST = (Action.ASSIST, Action.SUPPLY, Action.ABSTAIN)
"""What the attacker cannot owe to the attacked."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: who is attacked, by whom (None: not said), and when."""

    attacked: NationId
    by: NationId | None
    when: Interval

    def hostile(self, one: NationId, other: NationId) -> bool:
        """Whether the two are the two sides of the attack."""
        return {one, other} == {self.attacked, self.by}

    def facts(self, creditor: NationId) -> tuple[Fact, ...]:
        """What the case states, as it bears on one of the two sides."""
        sides = (self.attacked, self.by) if self.by else (self.attacked,)
        found = {"event": ("armed-attack",), "victim": (self.attacked,), _AT_WAR: sides}
        if self.by:
            other = self.by if creditor == self.attacked else self.attacked
            found |= {"attacker": (self.by,), "adversary": (other,)}
        return tuple(Fact(name, values) for name, values in found.items())


@dataclass(frozen=True, slots=True)
class Debt:
    """One nation's obligation to another: under which provision, how it stands, when, and what is doubtful.

    `conditions` are, in words, what nobody stated, or what fails. `when` is the part of the time asked
    about in which it stood so.
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


def owed(book: Book, case: Case, notes: Mapping[InstrumentId, Notes]) -> tuple[Debt, ...]:
    """Every obligation to the attacked and to the attacker at some moment of the time asked about.

    The facts of the case go before the book's own. Ordered by debtor, duty, creditor and provision,
    whatever the order of the instruments.
    """
    homes = {p.id: (i, p) for i in book.instruments for p in i.provisions}
    found = [
        debt
        for creditor in dict.fromkeys((case.attacked, case.by))
        if creditor is not None
        for one, when in _over_time(book, case, creditor)
        for debt in _debts(one, when, case, homes[one.provision], notes)
    ]
    return tuple(sorted(found, key=_order))


def _order(debt: Debt) -> tuple[str, int, str, str, Interval]:
    place = DUTIES.index(debt.action)
    return debt.debtor, place, debt.creditor, debt.provision.id, debt.when


def _over_time(book: Book, case: Case, creditor: NationId) -> Iterator[tuple[Owed, Interval]]:
    """What is owed to the creditor and for how long it stands so, asked wherever something may change."""
    law = Authority(_with_facts(book, case.facts(creditor)))
    running: dict[Owed, Interval] = {}
    for opens, closes in pairwise(_turns(book, case.when)):
        now = {replace(one, at=case.when.opens) for one in law.owed(None, creditor, opens)}
        for one in sorted(set(running) - now, key=lambda each: (each.provision, each.debtor)):
            yield one, running.pop(one)
        running |= {
            one: Interval(running[one].opens if one in running else opens, closes) for one in now
        }
    yield from running.items()


def _with_facts(book: Book, facts: tuple[Fact, ...]) -> Book:
    """The book with the facts of the case in place of its own of those names; who else is at war stays."""
    stated = {fact.name for fact in facts}
    own = [fact for fact in book.crisis.facts if fact.name not in stated]
    for fact in book.crisis.facts:
        if fact.name == _AT_WAR:
            sides = next(one.values for one in facts if one.name == _AT_WAR)
            own.append(replace(fact, values=tuple(dict.fromkeys((*fact.values, *sides)))))
    return replace(book, crisis=replace(book.crisis, facts=(*own, *facts)))


def _turns(book: Book, when: Interval) -> list[Minute]:
    """The minutes of a time at which an obligation may begin, change or end; its two ends among them."""
    spans = [fact.when for fact in book.crisis.facts]
    points = [decision.at for decision in book.decisions]
    for instrument in book.instruments:
        spans += [instrument.in_force, *(party.in_force for party in instrument.parties)]
        spans += [provision.valid for provision in instrument.provisions]
        points += [] if instrument.denounced is None else [instrument.denounced]
    points += [point for span in spans for point in (span.opens, span.closes)]
    return sorted({when.opens, when.closes, *(p for p in points if when.contains(p))})


def _debts(
    one: Owed,
    when: Interval,
    case: Case,
    home: tuple[Instrument, Provision],
    notes: Mapping[InstrumentId, Notes],
) -> Iterator[Debt]:
    instrument, provision = home
    mine = notes.get(instrument.id, Notes())
    said = tuple(_worded(text, mine, provision.id) for text in (*one.failing, *one.unknown))
    for action in sorted(set(one.actions) & set(DUTIES)):
        if action not in _AGAINST or not case.hostile(one.debtor, one.creditor):
            yield Debt(
                one.debtor, action, one.creditor, one.standing, said, instrument, provision, when,
                _doubts(case, when, one, mine),
            )  # fmt: skip


def _worded(text: str, notes: Notes, provision: ProvisionId) -> str:
    """A test as the answer names it, in the source's words where it has some."""
    for test, words in notes.words.get(provision, {}).items():
        if f"`{test.fact}`" in text and f"`{test.wanted}`" in text:
            return words
    return text.removesuffix(f" ({provision})")


def _doubts(case: Case, when: Interval, one: Owed, notes: Notes) -> tuple[str, ...]:
    found = list(notes.doubts.get(one.provision, ()))
    if when.opens > case.when.opens:
        found.append(f"so only from {write_day(when.opens)}")
    if when.closes < case.when.closes:
        found.append(f"so only until {write_day(Minute(when.closes - 1))}")
    found += [
        each.text
        for each in notes.unsure
        if each.nation in (one.debtor, one.creditor) and _matters(each.when, case.when)
    ]
    return tuple(dict.fromkeys(found))


def _matters(unsure: Interval, when: Interval) -> bool:
    """Whether a stretch of doubt touches the time asked about; a single day is nothing within a longer time."""
    single = unsure.closes - unsure.opens <= MINUTES_PER_DAY < when.closes - when.opens
    return not single and unsure.overlaps(when.opens, when.closes)
