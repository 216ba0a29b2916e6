"""Verdicts between one permission and one prohibition, in the order of the rule."""

from __future__ import annotations

import pytest
from tests.simulators.law_books import (
    DEU,
    POL,
    USA,
    instrument,
    law_book,
    permission,
    pid,
    prohibition,
)

from coalition.authority.answer import Question
from coalition.authority.compile import compile_statute
from coalition.authority.precedence import Verdict, verdict
from coalition.authority.statute.clause import Clause
from coalition.model.law import Action

ASKED = Question(DEU, Action.TRANSIT, POL)


def _pair(
    kind: str = "treaty",
    bound: tuple[str, ...] = (DEU, POL),
    *,
    caveat: bool = False,
    yields: bool = False,
    strikes: bool = False,
) -> tuple[Clause, Clause]:
    leave = permission("y/1", excepts=(pid("n/1"),) if yields else ())
    ban = prohibition("n/1", caveat=caveat, excepts=(pid("y/1"),) if strikes else ())
    book = law_book(instrument("y", [DEU, POL], leave), instrument("n", bound, ban, kind=kind))
    forbidding, permitting = compile_statute(book).clauses  # in the order of their ids
    return permitting, forbidding


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (_pair(), Verdict.CONFLICT),
        (_pair(yields=True), Verdict.YIELDS),
        (_pair(strikes=True), Verdict.DEFEATS),
        (_pair(yields=True, strikes=True), Verdict.CONFLICT),
        (_pair("national-law", (POL,)), Verdict.DEFEATS),
        (_pair("national-law", (DEU,)), Verdict.DEFEATS),
        (_pair("note", (POL, DEU)), Verdict.DEFEATS),
        (_pair("national-law", (USA,)), Verdict.CONFLICT),
        (_pair("national-law", (POL,), yields=True), Verdict.YIELDS),
        (_pair("national-law", (POL,), yields=True, strikes=True), Verdict.CONFLICT),
        (_pair("caveat", (DEU,), caveat=True, yields=True), Verdict.DEFEATS),
    ],
)
def test_a_verdict_follows_the_rule(pair: tuple[Clause, Clause], expected: Verdict) -> None:
    assert verdict(*pair, ASKED) is expected


def test_own_soil_yields_to_own_law_alone() -> None:
    own = Question(POL, Action.TRANSIT, POL)
    assert verdict(None, _pair("national-law", (POL,))[1], own) is Verdict.DEFEATS
    assert verdict(None, _pair()[1], own) is Verdict.YIELDS
