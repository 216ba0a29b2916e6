"""What a scheduler remembers of the book before changes no plan, whatever the news and their order."""

from __future__ import annotations

import pytest
from tests.operations.news.test_replan import KINDS, in_force, told

from coalition.model.change.news import NewsKind
from coalition.operations.news.replan import frame_after, plan_after
from coalition.planning.replanning import Desk

_DESK = Desk()
"""One desk for all kinds, one after another."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_made_with_what_is_remembered_is_the_plan_made_anew(kind: NewsKind) -> None:
    frame, plan = in_force()
    news = told()[kind]
    after = frame_after(frame, plan, news)
    remembered = plan_after(after, plan, news, desk=_DESK)
    assert remembered == plan_after(frame_after(frame, plan, news), plan, news)
