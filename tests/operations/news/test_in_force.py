"""A plan in force kept at hand answers as one that is taken up anew, news after news."""

from __future__ import annotations

import pytest
from tests.operations.news.test_replan import KINDS, answered, in_force, told

from coalition.model.change.news import NewsKind
from coalition.operations.news.in_force import PlanInForce
from coalition.operations.news.replan import replan

_STANDING = PlanInForce(*in_force())


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_is_that_of_planning_again_from_the_files(kind: NewsKind) -> None:
    kept, anew = _STANDING.take(told()[kind]), answered(kind)
    assert kept.judged == anew.judged
    assert kept.diff == anew.diff
    assert kept.inherited == anew.inherited


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_after_a_rest_is_the_same(kind: NewsKind) -> None:
    _STANDING.rest()
    kept, anew = _STANDING.take(told()[kind]), answered(kind)
    assert kept.judged == anew.judged
    assert kept.diff == anew.diff


def test_the_next_news_meets_the_plan_that_went_on() -> None:
    standing = PlanInForce(*in_force())
    first, second = (told()[kind] for kind in (KINDS[3], KINDS[0]))
    answer = standing.take(first)
    standing.go_on(answer)
    assert standing.judged == answer.judged
    again = standing.take(second)
    assert again.judged == replan(answer.frame, answer.judged.plan, second).judged
