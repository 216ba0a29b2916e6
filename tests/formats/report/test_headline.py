from __future__ import annotations

from dataclasses import replace

import pytest
from tests.formats.report.fictional_alliance import fictional_content

from coalition.formats.report.content import Judgement, Notice, Verdict
from coalition.formats.report.headline import (
    bound_words,
    delivered_share,
    headline_of,
    roots_of,
    verdict_text,
)  # fmt: skip
from coalition.formats.report.scene import Fate, Scene, see
from coalition.model.plan import PPM, Bound, Score

SCENE = see(fictional_content())
WHOLE = sum(e.requirement.weight for e in SCENE.lines) * PPM


def scored(score: Score, bound: Bound | None) -> Scene:
    content = SCENE.content
    plan, judgement = replace(content.plan, bound=bound), replace(content.judgement, score=score)
    return replace(SCENE, content=replace(content, plan=plan, judgement=judgement))


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.GREEN, "no breach and no doubt"),
        (Verdict.AMBER, "1 doubt must be settled"),
        (Verdict.RED, "1 breach of the rules"),
    ],
)
def test_the_colour_is_said_in_words(verdict: Verdict, words: str) -> None:
    notice = (Notice("R1", "x", "y"),)
    judgement = Judgement(verdict, Score(0, 0, 0), (), breaches=notice, doubts=notice)
    assert words in verdict_text(judgement)


@pytest.mark.parametrize(
    ("score", "bound", "words"),
    [
        (Score(0, 9, 0), None, "No bound is known"),
        (Score(0, 9, 0), Bound(0, 9, ""), "Proven best"),
        (Score(0, 10, 0), Bound(0, 5, ""), "at most 50% of this plan's"),
        (Score(WHOLE // 2, 0, 0), Bound(WHOLE // 4, 0, ""), "more than 75%; this one delivers 50%"),
    ],
)
def test_the_gap_to_the_bound_is_said_in_words(
    score: Score, bound: Bound | None, words: str
) -> None:
    assert words in bound_words(scored(score, bound))


def test_the_fates_add_up_to_all_requirements() -> None:
    headline = headline_of(SCENE)
    assert sum(number for _, number, _ in headline.fates) == 40
    assert [fate for fate, _, _ in headline.fates] == [fate.value for fate in Fate]
    assert 0 < delivered_share(SCENE) < 1


def test_roots_count_every_explained_requirement_once_largest_first() -> None:
    explanations = fictional_content(200).explanations
    roots = roots_of(explanations)
    assert sum(r.requirements for r in roots) == len(explanations)
    assert [r.requirements for r in roots] == sorted((r.requirements for r in roots), reverse=True)
