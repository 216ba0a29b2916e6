"""Lanes: one per actor, territory and action, spoken for by the hardest question."""

from __future__ import annotations

from tests.simulators.law_books import (
    C_DAY,
    DAY,
    DEU,
    POL,
    decision,
    instrument,
    law_book,
    permission,
    procedure,
    scope,
)

from coalition.authority.answer import Finding, Question
from coalition.authority.evaluate import Authority
from coalition.authority.lanes import lanes
from coalition.measure.instants import Minute
from coalition.model.cargo import Nature
from coalition.model.law import Action, Outcome

FOOD = Question(DEU, Action.TRANSIT, POL, cargo=frozenset({Nature.FOOD}))
ARMS = Question(DEU, Action.TRANSIT, POL, cargo=frozenset({Nature.WEAPONS}))
BASE = Question(DEU, Action.USE_BASE, POL)


def authority() -> Authority:
    plain = permission("ta/1", scope(actions=[Action.TRANSIT]))
    armed = permission("ta/2", scope(any_cargo=True), requires="ta/arms")
    based = permission("ta/3", scope(actions=[Action.USE_BASE]), requires="ta/base")
    ta = instrument(
        "ta", [POL], plain, armed, based, procedure("ta/arms", 48), procedure("ta/base")
    )
    no = decision("no", "ta/base", Outcome.REFUSED, "2025-03-05")
    return Authority(law_book(ta, decisions=[no]))


def test_the_hardest_question_speaks_for_its_lane() -> None:
    transit, base = lanes(authority(), [FOOD, ARMS, BASE, FOOD])
    assert (transit.question, transit.finding) == (ARMS, Finding.PERMITTED_FROM)
    assert transit.opens == Minute(C_DAY + 2 * DAY)
    assert [(s.procedure, s.decided, s.critical) for s in transit.steps] == [
        ("ta/arms", False, True)
    ]
    assert [m.nation for m in transit.missing] == [POL]
    assert (base.action, base.finding, base.opens) == (Action.USE_BASE, Finding.FORBIDDEN, None)
    assert [bar.decision for bar in base.bars] == ["no"]
    assert [(s.procedure, s.decided) for s in base.steps] == [("ta/base", True)]


def test_lanes_are_sorted_whatever_the_order_asked() -> None:
    law = authority()
    assert lanes(law, [FOOD, BASE, ARMS]) == lanes(law, [ARMS, FOOD, BASE])
    assert lanes(law, []) == ()


def test_lanes_may_be_asked_at_another_minute() -> None:
    (lane,) = lanes(authority(), [ARMS], Minute(C_DAY + 3 * DAY))
    assert lane.finding is Finding.PERMITTED


def test_what_never_opens_is_harder_than_what_opens_late() -> None:
    law = Authority(law_book(instrument("ta", [POL], permission("ta/1"))))
    (lane,) = lanes(law, [ARMS, FOOD])
    assert (lane.question, lane.finding) == (ARMS, Finding.NO_BASIS)
