"""Whose soil it is: what binds a nation at home, and who may go where no nation speaks for the soil."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.law_books import (
    C_DAY,
    DEU,
    LTU,
    POL,
    USA,
    day,
    instrument,
    law_book,
    permission,
    pid,
    prohibition,
    scope,
    span,
)

from coalition.authority.answer import Finding, Question
from coalition.authority.evaluate import Authority
from coalition.authority.proofs.record import record_of
from coalition.authority.reprove import reprove
from coalition.measure.instants import FOREVER, Minute
from coalition.model.book import Book
from coalition.model.law import Action, Instrument
from coalition.model.nations import Nation

HOME = Question(DEU, Action.TRANSIT, DEU)
AT_HOME = scope([DEU], [DEU])


def finding(book: Book, asked: Question = HOME, at: Minute = C_DAY) -> Finding:
    return Authority(book).answer(asked, at).finding


def banned(*parties: str, kind: str = "treaty", named: object = AT_HOME) -> Instrument:
    return instrument("n", parties, prohibition("n/1", named), kind=kind)  # type: ignore[arg-type]


def test_a_treaty_that_names_a_party_at_home_binds_it_there() -> None:
    assert finding(law_book(banned(DEU, POL))) is Finding.FORBIDDEN
    assert Authority(law_book(banned(DEU, POL))).bars(HOME)[0].provision == "n/1"


def test_a_treaty_that_names_a_nation_at_home_binds_no_stranger_to_it() -> None:
    assert finding(law_book(banned(LTU, POL))) is Finding.PERMITTED


def test_a_treaty_among_parties_leaves_each_its_own_soil() -> None:
    for names in (scope(["parties"], ["parties"]), scope([DEU], ["parties"]), scope([], [DEU])):
        assert finding(law_book(banned(DEU, POL, named=names))) is Finding.PERMITTED


def test_a_resolution_binds_at_home_only_whom_it_names_there() -> None:
    assert finding(law_book(banned(kind="resolution"))) is Finding.FORBIDDEN
    assert finding(law_book(banned(kind="resolution", named=scope()))) is Finding.PERMITTED


def test_what_binds_at_home_ends_with_its_instrument() -> None:
    ending = replace(banned(DEU, POL), in_force=span(None, "2025-03-10"))
    answer = Authority(law_book(ending)).answer(HOME, C_DAY)
    assert (answer.finding, answer.opens) == (Finding.PERMITTED_FROM, day("2025-03-10"))


def test_a_later_treaty_of_the_same_parties_frees_at_home() -> None:
    freeing = instrument(
        "y", [DEU, POL], permission("y/1", AT_HOME), in_force=span("2025-03-05", None)
    )
    answer = Authority(law_book(banned(DEU, POL), freeing)).answer(HOME, C_DAY)
    assert answer.window is not None
    assert (answer.opens, answer.window.permission) == (day("2025-03-05"), "y/1")


def test_a_permission_that_does_not_name_the_nation_at_home_frees_nothing_there() -> None:
    general = permission("y/1", scope(), excepts=(pid("n/1"),))
    book = law_book(banned(DEU, POL), instrument("y", [DEU, POL], general))
    assert finding(book) is Finding.FORBIDDEN


def test_the_proof_of_what_binds_at_home_can_be_proved_again() -> None:
    authority = Authority(law_book(banned(DEU, POL)))
    answer = authority.answer(HOME, C_DAY)
    assert reprove(record_of(authority, answer), HOME) is Finding.FORBIDDEN


def nobodys(*instruments: Instrument) -> Book:
    book = law_book(*instruments)
    return replace(book, nations={**book.nations, LTU: Nation(LTU, LTU, nobodys=True)})


ICE = Question(DEU, Action.TRANSIT, LTU)


def test_to_soil_that_is_nobodys_the_actors_own_treaty_lets_it_in() -> None:
    book = nobodys(instrument("t", [DEU, POL], permission("t/1", scope(["parties"], [LTU]))))
    assert finding(book, ICE) is Finding.PERMITTED
    assert finding(book, replace(ICE, actor=USA)) is Finding.NO_BASIS


def test_soil_that_is_somebodys_is_not_let_by_others() -> None:
    book = law_book(instrument("t", [DEU, POL], permission("t/1", scope(["parties"], [LTU]))))
    assert finding(book, ICE) is Finding.NO_BASIS


def test_a_treaty_forbids_its_parties_on_soil_that_is_nobodys() -> None:
    leave = permission("t/1", scope(["parties"], [LTU]))
    ban = prohibition("t/2", scope(["parties"], [LTU], missions=("base",)))
    book = nobodys(instrument("t", [DEU, POL], leave, ban))
    assert finding(book, replace(ICE, mission="base")) is Finding.FORBIDDEN
    assert finding(book, ICE) is Finding.PERMITTED


def test_the_proof_of_a_leave_to_nobodys_soil_can_be_proved_again() -> None:
    authority = Authority(
        nobodys(instrument("t", [DEU, POL], permission("t/1", scope(["parties"], [LTU]))))
    )
    answer = authority.answer(ICE, C_DAY)
    assert answer.closes == FOREVER
    assert reprove(record_of(authority, answer), ICE) is Finding.PERMITTED
