"""Who owes what to whom at a minute: what stands, what may, what does not and why."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.law_books import (
    C_DAY,
    DEU,
    LTU,
    POL,
    USA,
    day,
    decision,
    instrument,
    law_book,
    obligation,
    pid,
    procedure,
    scope,
    span,
)

from coalition.authority.answer import Owed, Standing
from coalition.authority.evaluate import Authority
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.facts import Fact, Test
from coalition.model.identity import NationId
from coalition.model.law import Action, Bindingness, Outcome, Party, Scope

HELP = scope(["parties"], actions=[Action.ASSIST], beneficiaries=("parties",))
ATTACKED = ((Test("event", words=("attack",)), Test("victim", words=("territory",))),)


def pact(
    where: Scope = HELP, parties: tuple[object, ...] = (DEU, POL, LTU), **rest: object
) -> Book:
    rest.setdefault("conditions", ATTACKED)
    return law_book(instrument("pact", parties, obligation("pact/5", where, **rest)))


def with_facts(book: Book, *facts: Fact) -> Book:
    return replace(book, crisis=replace(book.crisis, facts=facts))


def owed(
    book: Book, debtor: str | None = None, creditor: str | None = None, at: Minute = C_DAY
) -> tuple[Owed, ...]:
    return Authority(book).owed(
        None if debtor is None else NationId(debtor),
        None if creditor is None else NationId(creditor), at,
    )  # fmt: skip


ATTACK = (Fact("event", ("attack",)), Fact("victim", (POL,)))


def test_every_party_owes_help_to_the_one_attacked_and_to_no_other() -> None:
    found = owed(with_facts(pact(), *ATTACK))
    assert [(o.debtor, o.creditor) for o in found if o.standing is Standing.STANDS] == [
        (DEU, POL), (LTU, POL),
    ]  # fmt: skip
    assert len(found) == 6
    other = next(o for o in found if o.creditor == LTU)
    assert other.failing == ("`victim` is not `territory` (pact/5)",)


def test_an_unknown_fact_makes_it_may_stand() -> None:
    (found,) = owed(with_facts(pact(), ATTACK[0]), DEU, POL)
    assert found.standing is Standing.MAY_STAND
    assert "`victim`" in found.unknown[0]


def test_it_stands_from_the_day_of_the_fact() -> None:
    book = with_facts(pact(), ATTACK[1], Fact("event", ("attack",), span("2025-03-10")))
    assert owed(book, DEU, POL)[0].standing is Standing.MAY_STAND
    assert owed(book, DEU, POL, day("2025-03-10"))[0].standing is Standing.STANDS


def test_who_is_not_bound_owes_nothing_and_is_told_why() -> None:
    late = Party(POL, span("2025-04-01"))
    reserved = Party(LTU, span(), frozenset({pid("pact/5")}))
    book = with_facts(pact(parties=(DEU, late, reserved)), *ATTACK)
    assert {o.debtor for o in owed(book)} == set()
    (found,) = owed(book, LTU, DEU)
    assert (found.standing, found.failing) == (
        Standing.DOES_NOT_STAND, ("LTU has reserved pact/5",),
    )  # fmt: skip
    assert owed(book, POL, DEU)[0].failing == ("POL is not bound by pact/5",)
    assert owed(book, DEU, POL)[0].failing == ("pact/5 is not owed to POL",)


def test_a_third_state_may_be_owed() -> None:
    where = scope(["parties"], actions=[Action.ASSIST], beneficiaries=(USA,))
    found = owed(pact(where, conditions=()), creditor=USA)
    assert [o.debtor for o in found] == [DEU, LTU, POL]


def test_what_waits_for_a_decision_may_stand_and_stands_when_it_is_taken() -> None:
    text = instrument(
        "pact", [DEU, POL], obligation("pact/5", HELP, requires="pact/call"), procedure("pact/call")
    )
    assert owed(law_book(text), DEU, POL)[0].failing == ("what pact/5 requires is not met",)
    later = owed(law_book(text), DEU, POL, day("2025-03-05"))[0]
    assert (later.standing, later.unknown) == (
        Standing.MAY_STAND, ("pact/call is estimated, not decided",),
    )  # fmt: skip
    called = decision("d", "pact/call", Outcome.GRANTED, "2025-03-01")
    assert owed(law_book(text, decisions=[called]), DEU, POL)[0].standing is Standing.STANDS


def test_a_political_commitment_is_listed_as_one() -> None:
    (found,) = owed(pact(conditions=(), nature=Bindingness.POLITICAL), DEU, POL)
    assert (found.standing, found.political) == (Standing.STANDS, True)
    assert found.actions == (Action.ASSIST,)
