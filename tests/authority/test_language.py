"""Renewal, hierarchy, special and later law, treaties not performed, partners, command, new decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.authority.test_law_properties import QUESTION, books
from tests.simulators.law_books import (
    C_DAY,
    DEU,
    LTU,
    POL,
    USA,
    caveats,
    day,
    decision,
    instrument,
    law_book,
    obligation,
    permission,
    pid,
    procedure,
    prohibition,
    scope,
    span,
)

from coalition.authority.answer import Answer, Finding, Question
from coalition.authority.evaluate import Authority
from coalition.authority.precedence import Verdict, verdict
from coalition.measure.instants import FOREVER
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.law import (
    Action,
    Bindingness,
    Command,
    CommandState,
    Duration,
    Hierarchy,
    Instrument,
    Limits,
    Outcome,
    Party,
    Renewal,
    RenewalKind,
    Scope,
    Step,
    TimeUnit,
)

TRANSIT = Question(DEU, Action.TRANSIT, POL)
TACIT = Renewal(RenewalKind.TACIT, 5, 365)


def ask(book: Book, question: Question = TRANSIT, at: str = "2025-03-03") -> Answer:
    return Authority(book).answer(question, day(at))


def against(yes: Instrument, no: Instrument) -> Verdict:
    statute = Authority(law_book(yes, no))._statute
    leave, ban = statute.clause(pid("yes/1")), statute.clause(pid("no/1"))
    assert leave is not None
    assert ban is not None
    return verdict(leave, ban, TRANSIT)


def yes(
    parties: tuple[str, ...] = (DEU, POL), where: Scope | None = None, **rest: object
) -> Instrument:
    return instrument("yes", parties, permission("yes/1", where), **rest)


def no(
    parties: tuple[str, ...] = (DEU, POL), where: Scope | None = None, **rest: object
) -> Instrument:
    return instrument("no", parties, prohibition("no/1", where), **rest)


def test_tacit_renewal_runs_on_and_the_answer_says_so() -> None:
    until = Party(POL, span("2000-01-01", "2020-01-01"))
    text = yes((DEU, until), in_force=span("2000-01-01", "2020-01-01"), renewal=TACIT)  # type: ignore[arg-type]
    answer = ask(law_book(text))
    assert (answer.finding, answer.closes) == (Finding.PERMITTED, FOREVER)
    assert answer.remarks == ("`yes` runs on by tacit renewal",)
    assert ask(law_book(text), at="2019-01-01").remarks == ()
    ended = replace(text, denounced=day("2024-01-01"))
    assert ask(law_book(ended)).finding is Finding.NO_BASIS


@pytest.mark.parametrize("kind", [RenewalKind.EXPRESS, RenewalKind.NONE])
def test_any_other_renewal_ends(kind: RenewalKind) -> None:
    text = yes(in_force=span("2000-01-01", "2020-01-01"), renewal=Renewal(kind))
    assert ask(law_book(text)).finding is Finding.NO_BASIS


def test_the_charter_prevails_either_way() -> None:
    assert against(yes(hierarchy=Hierarchy.CHARTER), no()) is Verdict.YIELDS
    assert against(yes(), no((), kind="resolution")) is Verdict.DEFEATS
    both = against(yes(hierarchy=Hierarchy.CHARTER), no(hierarchy=Hierarchy.CHARTER))
    assert both is Verdict.CONFLICT


def test_special_law_prevails_over_general() -> None:
    narrow = scope([DEU], [POL])
    assert against(yes(where=narrow), no()) is Verdict.YIELDS
    assert against(yes(), no(where=narrow)) is Verdict.DEFEATS
    crossed = scope([DEU], actions=[Action.TRANSIT, Action.ENTER])
    assert against(yes(where=crossed), no(where=scope(territories=[POL]))) is Verdict.CONFLICT
    mission = scope(missions=("relief",))
    assert against(yes(where=mission), no()) is Verdict.YIELDS
    cargo = scope(cargo=(Nature.FUEL,))
    assert against(yes(), no(where=cargo)) is Verdict.DEFEATS


def test_more_conditions_are_more_special() -> None:
    asked = instrument("yes", [DEU, POL], permission("yes/1", conditions={"a": "b"}))
    assert against(asked, no()) is Verdict.YIELDS


def test_later_law_prevails_between_the_same_parties_or_more() -> None:
    old, new = span("2000-01-01"), span("2010-01-01")
    assert against(yes(in_force=new), no(in_force=old)) is Verdict.YIELDS
    assert against(yes(in_force=old), no(in_force=new)) is Verdict.DEFEATS
    wide = no((DEU, POL, LTU), in_force=new)
    assert against(yes(in_force=old), wide) is Verdict.DEFEATS
    fewer = no((POL, DEU), in_force=new)
    assert against(yes((DEU, POL, LTU), in_force=old), fewer) is Verdict.CONFLICT
    signed = (
        yes(signed=day("1999-02-01"), in_force=old),
        no(signed=day("1999-01-01"), in_force=old),
    )
    assert against(*signed) is Verdict.YIELDS


def test_a_treaty_that_own_law_defeats_is_named_as_not_performed() -> None:
    law = instrument("no", [POL], prohibition("no/1"), kind="national-law")
    answer = ask(law_book(yes(), law))
    assert answer.finding is Finding.FORBIDDEN
    assert "art. 27" in answer.remarks[0]
    assert answer.bars[0].rule == "own law"
    mou = ask(law_book(yes(kind="mou"), law))
    assert mou.remarks == ()


def test_a_treaty_that_does_not_permit_yet_is_not_said_to_be_unperformed() -> None:
    law = instrument("no", [POL], prohibition("no/1"), kind="national-law")
    leave = permission("yes/1", requires=Step(pid("p/1")))
    step = instrument("p", [], procedure("p/1"))
    taken = decision("given", "p/1", Outcome.GRANTED, "2025-04-01")
    book = law_book(instrument("yes", [DEU, POL], leave), law, step, decisions=(taken,))
    assert ask(book, at="2025-03-03").remarks == ()
    assert "art. 27" in ask(book, at="2025-04-02").remarks[0]


def test_a_caveat_nobody_declared_binds_and_is_said() -> None:
    own = caveats(DEU, prohibition("c/1", caveat=True, declared=False))
    answer = ask(law_book(yes(), own))
    assert answer.finding is Finding.FORBIDDEN
    assert answer.remarks == ("c/1 was not declared to the alliance",)


def test_a_political_commitment_bars_nothing() -> None:
    word = instrument("no", [DEU, POL], prohibition("no/1", nature=Bindingness.POLITICAL))
    answer = ask(law_book(yes(), word))
    assert answer.finding is Finding.PERMITTED
    assert answer.remarks == ("no/1 is a political commitment and bars nothing",)


def test_partners_narrow_a_permission_to_all_and_a_caveat_to_one() -> None:
    leave = yes(where=scope(partners=[LTU, USA]))
    together = replace(TRANSIT, partners=frozenset({LTU, USA}))
    assert ask(law_book(leave), together).finding is Finding.PERMITTED
    assert ask(law_book(leave)).finding is Finding.NO_BASIS
    stranger = replace(TRANSIT, partners=frozenset({LTU, POL}))
    assert ask(law_book(leave), stranger).finding is Finding.NO_BASIS
    never = caveats(DEU, prohibition("c/1", scope(partners=[USA]), caveat=True))
    assert ask(law_book(yes(), never), together).finding is Finding.FORBIDDEN
    assert ask(law_book(yes(), never)).finding is Finding.PERMITTED


def test_the_beneficiary_is_the_actor_or_whom_it_is_done_for() -> None:
    entering = yes(where=scope(beneficiaries=[DEU]))
    assert ask(law_book(entering)).finding is Finding.PERMITTED
    helping = yes(where=scope(actions=[Action.ASSIST], beneficiaries=[POL]))
    assert ask(law_book(helping), Question(DEU, Action.ASSIST, POL)).finding is Finding.PERMITTED
    other = Question(DEU, Action.ASSIST, POL, beneficiary=LTU)
    assert ask(law_book(helping), other).finding is Finding.NO_BASIS


def test_help_needs_the_word_of_either_side() -> None:
    own = instrument(
        "law", [DEU], permission("law/1", scope(actions=[Action.SUPPLY])), kind="national-law"
    )
    assert ask(law_book(own), Question(DEU, Action.SUPPLY, POL)).finding is Finding.PERMITTED
    assert ask(law_book(own), Question(LTU, Action.SUPPLY, POL)).finding is Finding.NO_BASIS


MATRIX = {("opcon", "assign-tasks"): True, ("opcon", "reassign"): False}


@pytest.mark.parametrize(
    ("power", "finding"),
    [
        ("", Finding.PERMITTED), ("opcon", Finding.PERMITTED), ("opcom", Finding.NO_BASIS),
        ("fullcom", Finding.NO_BASIS), ("assign-tasks", Finding.PERMITTED),
        ("reassign", Finding.NO_BASIS), ("unheard-of", Finding.NO_BASIS),
    ],
)  # fmt: skip
def test_a_state_of_command_gives_its_powers(power: str, finding: Finding) -> None:
    command = Command((CommandState.OPCON,), "actor", (POL,))
    leave = permission("t/1", scope(actions=[Action.TRANSFER_COMMAND]), command=command)
    book = replace(law_book(instrument("t", [DEU], leave)), powers=MATRIX)
    answer = ask(book, Question(DEU, Action.TRANSFER_COMMAND, POL, power=power))
    assert answer.finding is finding
    assert bool(answer.unknowns) is (power == "unheard-of")


def test_command_is_given_to_whom_it_names() -> None:
    command = Command((CommandState.TACON,), "actor", ("headquarters",))
    leave = permission("t/1", scope(actions=[Action.TRANSFER_COMMAND]), command=command)
    book = law_book(instrument("t", [DEU], leave))
    assert ask(book, Question(DEU, Action.TRANSFER_COMMAND, DEU)).finding is Finding.PERMITTED
    assert ask(book, Question(DEU, Action.TRANSFER_COMMAND, POL)).finding is Finding.NO_BASIS


def test_calendar_days_end_with_the_last_day() -> None:
    step = procedure("yes/p", duration=Duration(2, 2, 2, TimeUnit.DAYS))
    text = instrument("yes", [DEU, POL], permission("yes/1", requires="yes/p"), step)
    assert ask(law_book(text)).opens == day("2025-03-06")


def test_until_is_the_next_change_of_anything() -> None:
    text = instrument(
        "yes", [DEU, POL], permission("yes/1"), obligation("yes/2", valid=span("2025-04-01")),
        prohibition("yes/3", valid=span("2025-05-01", "2025-05-02")),
    )  # fmt: skip
    book = law_book(text)
    assert ask(book).until == day("2025-04-01")
    assert ask(book, at="2025-04-01").until == day("2025-05-01")
    assert ask(book, at="2025-06-01").until == FOREVER


@settings(max_examples=60, deadline=None)
@given(books(), st.integers(-10, 60), st.integers(1, 1440))
def test_nothing_changes_before_until(book: Book, start: int, share: int) -> None:
    authority = Authority(book)
    answer = authority.answer(QUESTION, type(C_DAY)(C_DAY + start * 1440))
    last = min(answer.until, answer.at + 100_000) - 1
    then = authority.answer(QUESTION, type(C_DAY)(answer.at + (last - answer.at) * share // 1440))
    assert (then.finding, then.window, then.bars) == (answer.finding, answer.window, answer.bars)
    assert (then.unknowns, then.remarks, then.obligations) == (
        answer.unknowns, answer.remarks, answer.obligations,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(books())
def test_with_decisions_is_the_law_with_them_from_the_start(book: Book) -> None:
    none = Authority(replace(book, decisions=()))
    none.windows(QUESTION)
    later = none.with_decisions(book.decisions)
    assert later.windows(QUESTION) == Authority(book).windows(QUESTION)
    assert later.bars(QUESTION) == Authority(book).bars(QUESTION)
    assert none.windows(QUESTION) == Authority(none.book).windows(QUESTION)


def test_a_decision_leaves_what_it_does_not_touch() -> None:
    text = instrument("yes", [DEU, POL], permission("yes/1", requires="yes/p"), procedure("yes/p"))
    other = instrument("o", [LTU], permission("o/1", scope(territories=[LTU])))
    authority = Authority(law_book(text, other))
    aside = Question(DEU, Action.TRANSIT, LTU)
    before = authority.case(aside)
    later = authority.with_decision(decision("d", "yes/p", Outcome.REFUSED, "2025-03-04"))
    assert later.case(aside) is before
    assert later.answer(TRANSIT, C_DAY).finding is Finding.FORBIDDEN
    assert authority.answer(TRANSIT, C_DAY).finding is Finding.PERMITTED_FROM
    with pytest.raises(KeyError):
        authority.with_decision(decision("e", "no/such", Outcome.GRANTED, "2025-03-04"))


def test_all_answers_come_in_the_order_asked() -> None:
    authority = Authority(law_book(yes()))
    asked = [TRANSIT, Question(POL, Action.TRANSIT, DEU), Question(DEU, Action.ENTER, POL)]
    assert [answer.question for answer in authority.answer_all(asked, C_DAY)] == asked
    assert authority.answer_all(asked, C_DAY)[0] == authority.answer(TRANSIT, C_DAY)


def test_what_was_granted_forbids_though_more_is_asked_for() -> None:
    """An estimate without limits does not take the place of a grant that a prohibition rests on."""
    ban = prohibition("no/1", requires="no/order")
    text = instrument("no", [POL], ban, procedure("no/order", 24), kind="national-law")
    granted = decision("a", "no/order", Outcome.GRANTED, "2025-03-01", limits=Limits(pax=5))
    again = decision("b", "no/order", Outcome.PENDING, "2025-03-02")
    answer = ask(law_book(yes(), text, decisions=[granted, again]), at="2025-04-01")
    assert answer.finding is Finding.FORBIDDEN
