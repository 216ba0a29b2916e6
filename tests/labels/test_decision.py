"""The decision: its reasons, its silence on rules when it says yes, and the naive evaluator at length."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.labels.built import clearance_of, label_of, policy_of
from tests.labels.engines import Engine
from tests.labels.made_labels import POLICY, clearances, labels
from tests.labels.naive_evaluator import CLOSED_RULES, OPEN_RULES, naive_may_see, random_pairs

from coalition.labels import (
    Category,
    Clearance,
    Kind,
    Label,
    clearance_up_to,
    may_see,
    member_label,
)


def agreement(seed: int, count: int) -> tuple[int, int]:
    """(pairs allowed by both, pairs on which they differ) under both kinds of policy."""
    engine, allowed, differ = Engine(), 0, 0
    for rules in (CLOSED_RULES, OPEN_RULES):
        policy = policy_of(engine, rules)
        for viewer, label in random_pairs(rules, seed, count // 2):
            ours = may_see(
                policy, clearance_of(engine, rules, viewer), label_of(engine, label)
            ).allowed
            naive = naive_may_see(rules, viewer, label)
            allowed += ours and naive
            differ += ours is not naive
    return allowed, differ


def test_twenty_thousand_random_pairs_agree_with_the_naive_evaluator() -> None:
    allowed, differ = agreement(seed=41, count=20_000)
    assert differ == 0
    assert allowed > 600


@pytest.mark.campaign
def test_two_hundred_thousand_random_pairs_agree_with_the_naive_evaluator() -> None:
    allowed, differ = agreement(seed=20_261_128, count=200_000)
    assert differ == 0
    assert allowed > 6_000


@settings(max_examples=120, deadline=None)
@given(viewer=clearances(), label=labels())
def test_adding_a_restrictive_value_never_widens(viewer: Clearance, label: Label) -> None:
    others = tuple(c for c in label.categories if c.kind is not Kind.RESTRICTIVE)
    held = label.values("Additional Sensitivity") or ()
    more = Category("Additional Sensitivity", Kind.RESTRICTIVE, (*held, "CRYPTO"))
    tighter = replace(label, categories=(*others, more))
    if may_see(POLICY, viewer, tighter).allowed:
        assert may_see(POLICY, viewer, label).allowed


@settings(max_examples=80, deadline=None)
@given(viewer=clearances(), label=labels())
def test_an_unknown_word_shuts_the_label(viewer: Clearance, label: Label) -> None:
    unknown = Category("Codes", Kind.INFORMATIVE, ("ANY",))
    for strange in (
        replace(label, classification="PUBLIC"),
        replace(label, categories=(*label.categories, unknown)),
        replace(label, policy="ALLIANCE 2"),
    ):
        assert not may_see(POLICY, viewer, strange).allowed


@settings(max_examples=80, deadline=None)
@given(viewer=clearances(), label=labels())
def test_an_empty_audience_is_nobody_but_the_originator(viewer: Clearance, label: Label) -> None:
    others = tuple(c for c in label.categories if c.kind is not Kind.PERMISSIVE)
    empty = replace(label, categories=(*others, Category("Releasable To", Kind.PERMISSIVE)))
    if may_see(POLICY, viewer, empty).allowed:
        assert label.originators == (viewer.nation,)


def test_a_yes_says_what_opened_each_rule() -> None:
    label = replace(
        member_label("SECRET", originators=["FRA"]),
        categories=(
            Category("Releasable To", Kind.PERMISSIVE, ("NATO",)),
            Category("Additional Sensitivity", Kind.RESTRICTIVE, ("CRYPTO",)),
        ),
    )
    viewer = clearance_up_to("SECRET", nation="DEU", sensitivities=["CRYPTO"])
    assert may_see(POLICY, viewer, label).reasons == (
        "the clearance reaches SECRET",
        "the clearance holds Additional Sensitivity: CRYPTO",
        "Releasable To names DEU",
    )


def test_a_no_says_everything_that_stands_against() -> None:
    label = replace(
        member_label("SECRET"),
        categories=(
            Category("Releasable To", Kind.PERMISSIVE, ("NATO",)),
            Category("Additional Sensitivity", Kind.RESTRICTIVE, ("CRYPTO", "NORTHGATE")),
        ),
    )
    viewer = clearance_up_to("RESTRICTED", nation="JPN", sensitivities=["CRYPTO"])
    decision = may_see(POLICY, viewer, label)
    assert decision.rules == ("classification", "restrictive", "permissive")
    assert decision.reasons == (
        "the clearance does not reach SECRET",
        "the clearance lacks Additional Sensitivity: NORTHGATE",
        "Releasable To does not name this viewer",
    )


def test_an_originator_is_told_that_it_is_its_own() -> None:
    label = Label("ALLIANCE", "RESTRICTED", (), ("DEU",))
    decision = may_see(POLICY, clearance_up_to("SECRET", nation="DEU"), label)
    assert decision.reasons == ("the clearance reaches RESTRICTED", "all of it comes from DEU")


def test_a_clearance_to_a_level_reaches_every_level_below() -> None:
    viewer = Clearance("ALLIANCE", ("SECRET",), (), "DEU")
    assert may_see(POLICY, viewer, member_label("RESTRICTED")).allowed
    assert not may_see(POLICY, viewer, member_label("TOP SECRET")).allowed
