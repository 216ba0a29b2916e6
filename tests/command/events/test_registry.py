"""The table of kinds fits the folds and the checks."""

from __future__ import annotations

from coalition.command.acting.may_act import CHECKS
from coalition.command.events.registry import BY_NAME, KINDS, Noun, Role, Speaker
from coalition.command.fold.states import FOLDS
from coalition.command.soundness.rests import CHECKS as SOUND


def test_every_noun_is_opened_and_folded() -> None:
    assert {kind.noun for kind in KINDS if kind.opens} == set(Noun) == set(FOLDS) == set(SOUND)


def test_every_kind_that_moves_a_noun_has_a_step_and_every_step_a_kind() -> None:
    for noun, fold in FOLDS.items():
        moving = {kind.body for kind in KINDS if kind.noun is noun and not kind.opens}
        both = {kind.body for kind in KINDS if kind.noun is noun and kind.opens}
        assert moving <= set(fold.steps) <= moving | both, noun


def test_every_check_is_of_a_kind() -> None:
    assert {body.__name__ for body in CHECKS} <= set(BY_NAME)


def test_an_auditor_says_nothing() -> None:
    assert [kind.name for kind in KINDS if Role.AUDITOR in kind.roles] == []


def test_a_nations_positions_are_its_representatives_alone() -> None:
    positional = (
        "PositionTaken",
        "PositionWithdrawn",
        "ConditionMet",
        "PledgeMade",
        "CommitmentMade",
        "OfferMade",
    )
    assert {BY_NAME[name].roles for name in positional} == {(Role.REPRESENTATIVE,)}


def test_only_secretaries_put_and_close() -> None:
    kept = [
        kind for kind in KINDS if kind.speaker is Speaker.SECRETARIAT and kind.noun is Noun.PROPOSAL
    ]
    assert {kind.roles for kind in kept} == {(Role.SECRETARY,)}
    assert len(kept) == 6
