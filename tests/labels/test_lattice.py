"""Joins, dominance and relabelling under the embedded policy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.labels.made_labels import POLICY, clearances, labels

from coalition.errors import InputError
from coalition.labels import (
    Category,
    Clearance,
    Kind,
    Label,
    dominates,
    join,
    may_relabel,
    may_see,
    member_label,
    national_label,
)

several = st.lists(labels(), min_size=1, max_size=4)


@settings(max_examples=80, deadline=None)
@given(one=labels(), two=labels(), three=labels())
def test_a_join_is_commutative_associative_and_idempotent(
    one: Label, two: Label, three: Label
) -> None:
    both = join(POLICY, [one, two])
    assert both == join(POLICY, [two, one])
    assert join(POLICY, [both, three]) == join(POLICY, [one, join(POLICY, [two, three])])
    assert join(POLICY, [one, one]) == join(POLICY, [one])
    assert join(POLICY, [both, both]) == both


@settings(max_examples=160, deadline=None)
@given(viewer=clearances(), inputs=several)
def test_whoever_may_see_a_join_may_see_each_input(viewer: Clearance, inputs: list[Label]) -> None:
    if may_see(POLICY, viewer, join(POLICY, inputs)).allowed:
        assert all(may_see(POLICY, viewer, label).allowed for label in inputs)


@settings(max_examples=80, deadline=None)
@given(inputs=several)
def test_a_join_dominates_each_input(inputs: list[Label]) -> None:
    joined = join(POLICY, inputs)
    assert all(dominates(POLICY, joined, label) for label in inputs)


@settings(max_examples=120, deadline=None)
@given(viewer=clearances(), high=labels(), low=labels())
def test_what_dominates_shows_nobody_more(viewer: Clearance, high: Label, low: Label) -> None:
    if dominates(POLICY, high, low) and may_see(POLICY, viewer, high).allowed:
        assert may_see(POLICY, viewer, low).allowed


@settings(max_examples=80, deadline=None)
@given(viewer=clearances(), label=labels())
def test_the_join_of_one_label_is_seen_by_nobody_else(viewer: Clearance, label: Label) -> None:
    if may_see(POLICY, viewer, join(POLICY, [label])).allowed:
        assert may_see(POLICY, viewer, label).allowed


@settings(max_examples=80, deadline=None)
@given(viewer=clearances(), label=labels())
def test_an_audience_of_nobody_stays_one_whatever_is_joined(
    viewer: Clearance, label: Label
) -> None:
    nobody = Label(POLICY.name, "UNCLASSIFIED", (Category("Only", Kind.PERMISSIVE),), ("ISL",))
    assert not may_see(POLICY, viewer, join(POLICY, [label, nobody])).allowed


def test_members_and_a_list_of_nations_share_the_members_among_them() -> None:
    listed = replace(
        member_label(originators=["DEU"]),
        categories=(Category("Releasable To", Kind.PERMISSIVE, ("DEU", "FRA", "JPN")),),
    )
    joined = join(POLICY, [member_label("SECRET", originators=["DEU"]), listed])
    assert joined.values("Releasable To") == ("DEU", "FRA")
    assert joined.classification == "SECRET"


def test_what_two_nations_keep_to_themselves_is_for_neither_when_joined() -> None:
    joined = join(POLICY, [national_label("DEU"), national_label("FRA")])
    assert joined.originators == ("DEU", "FRA")
    assert joined.values("Only") == ()


def test_only_replaces_releasable_to_in_a_join() -> None:
    joined = join(POLICY, [member_label(originators=["DEU"]), national_label("DEU")])
    assert joined.values("Releasable To") is None
    assert joined.values("Only") == ("DEU",)


def test_every_fault_of_a_join_is_told_at_once() -> None:
    strange = Label("ALLIANCE", "PUBLIC", (Category("Only", Kind.PERMISSIVE, ("XXX",)),))
    with pytest.raises(InputError) as refused:
        join(POLICY, [strange, Label("OTHER", "SECRET")])
    codes = [fault.code for fault in refused.value.faults]
    assert sorted(codes) == ["foreign-policy", "unknown-in-policy", "unknown-in-policy"]


def test_a_refused_relabelling_says_why() -> None:
    narrow, wide = national_label("DEU"), member_label(originators=["DEU"])
    assert may_relabel(POLICY, old=narrow, new=wide, actor="DEU").allowed
    refused = may_relabel(POLICY, old=narrow, new=wide, actor="FRA")
    assert refused.reasons == ("only an originator may label anew",)
    shared = replace(narrow, originators=("DEU", "FRA"))
    refused = may_relabel(
        POLICY, old=shared, new=replace(wide, originators=("DEU", "FRA")), actor="DEU"
    )
    assert refused.reasons == ("only the one originator of it all may widen",)
    assert refused.rules == ("widening",)
