"""The frame after news answers as one made anew: law and ways that are kept are what they would be."""

from __future__ import annotations

import pytest
from tests.operations.news.test_replan import KINDS, in_force, told

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.model.change.news import NewsKind
from coalition.operations.news.replan import frame_after

OF_LAW = [
    kind for kind in (
        NewsKind.CONSENT_WITHDRAWN, NewsKind.CONSENT_REFUSED, NewsKind.CONSENT_EARLY,
        NewsKind.CONSENT_LATE, NewsKind.DECISION_EARLY, NewsKind.PROCEDURE_SLOW,
        NewsKind.PROHIBITION, NewsKind.CAVEAT_DECLARED, NewsKind.CAVEAT_LIFTED,
    ) if kind in KINDS
]  # fmt: skip


@pytest.mark.parametrize("kind", OF_LAW)
def test_law_that_is_kept_through_news_answers_as_law_compiled_anew(kind: NewsKind) -> None:
    frame, plan = in_force()
    judge(frame.book, frame.authority, frame.network, plan)
    asked = list(frame.authority._asked)
    law = frame_after(frame, plan, told()[kind]).authority
    anew = Authority(law.book)
    different = [
        question for question in asked
        if (law.windows(question), law.alternatives(question), law.bars(question))
        != (anew.windows(question), anew.alternatives(question), anew.bars(question))
    ]  # fmt: skip
    assert asked
    assert different == []
    assert all(
        law.answer(q, told()[kind].at) == anew.answer(q, told()[kind].at) for q in asked[::20]
    )
