"""The embedded alliance policy: whole, closed, fictional, and its markings say their whole audience."""

from __future__ import annotations

from hypothesis import given, settings
from tests.labels.made_labels import POLICY, labels

from coalition.labels import (
    Label,
    check_label,
    clearance_up_to,
    default_policy,
    join,
    mark,
    may_see,
    member_label,
    national_label,
)
from coalition.labels.decision import names_nobody
from coalition.labels.policies.nations import EU_MEMBERS, NATIONS, NATO_MEMBERS


def test_the_alliance_has_its_members_and_every_state_its_two_names() -> None:
    codes = [code for code, _, _ in NATIONS]
    assert (len(set(NATO_MEMBERS)), len(set(EU_MEMBERS)), len(set(codes))) == (32, 27, 195)
    assert set(NATO_MEMBERS) | set(EU_MEMBERS) <= set(codes)
    assert codes == sorted(codes)
    assert all(len(code) == 3 and english and french for code, english, french in NATIONS)


def test_every_member_sees_what_is_for_members_and_no_other_nation_does() -> None:
    label = member_label("SECRET", originators=["DEU"])
    seeing = {
        code
        for code, _, _ in NATIONS
        if may_see(POLICY, clearance_up_to("SECRET", nation=code), label).allowed
    }
    assert seeing == set(NATO_MEMBERS)


def test_a_draft_of_a_nation_is_its_own() -> None:
    draft = national_label("DEU", "RESTRICTED")
    assert may_see(POLICY, clearance_up_to("SECRET", nation="DEU"), draft).allowed
    assert not may_see(POLICY, clearance_up_to("TOP SECRET", nation="FRA"), draft).allowed


def test_both_ready_made_labels_are_right() -> None:
    assert check_label(POLICY, member_label("TOP SECRET")) == ()
    assert check_label(POLICY, national_label("DEU")) == ()


def test_a_book_may_add_nations_of_its_own() -> None:
    policy = default_policy([("NRD", "Northland", "Nordland"), ("DEU", "not this", "ni ceci")])
    label = national_label("NRD")
    assert mark(policy, label) == "ALLIANCE UNCLASSIFIED Northland ONLY"
    assert mark(policy, label, language="fr") == "ALLIANCE SANS CLASSIFICATION Nordland SEULEMENT"
    assert mark(policy, national_label("DEU")) == "ALLIANCE UNCLASSIFIED Germany ONLY"
    assert may_see(policy, clearance_up_to("SECRET", nation="NRD"), label).allowed
    assert not may_see(POLICY, clearance_up_to("SECRET", nation="NRD"), label).allowed


def test_an_unknown_level_clears_nothing() -> None:
    assert clearance_up_to("PUBLIC", nation="DEU").classifications == ()


def test_the_policy_says_that_it_is_fictional() -> None:
    assert "fictional" in POLICY.source


def said(label: Label) -> tuple[object, ...]:
    """What a reader must be told of a label; whichever tag is empty, nobody is nobody."""
    if names_nobody(POLICY, label):
        return label.classification, [c for c in label.categories if c.values]
    return label.classification, list(label.categories)


@settings(max_examples=120, deadline=None)
@given(one=labels(), two=labels())
def test_labels_that_differ_for_a_reader_are_marked_differently(one: Label, two: Label) -> None:
    first, second = join(POLICY, [one]), join(POLICY, [two])
    assert (said(first) == said(second)) is (mark(POLICY, first) == mark(POLICY, second))
