"""Reading a SPIF: everything it says, and every fault with its line."""

from __future__ import annotations

import pytest
from tests.formats.labels.small_spif import HEAD, SPIF, changed

from coalition.errors import InputError
from coalition.formats.labels import read_policy
from coalition.labels import Category, Kind, Label, check_label, mark
from coalition.labels.policy import Equivalent, Group


def faults_of(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        read_policy(data, where="made.xml")
    return [(fault.where, fault.code) for fault in refused.value.faults]


def codes_of(data: bytes) -> set[str]:
    return {code for _, code in faults_of(data)}


def test_a_policy_is_read_whole() -> None:
    policy = read_policy(SPIF.encode(), where="made.xml")
    low, high = policy.classifications
    assert (policy.name, policy.identifier, policy.audience) == ("MADE", "1.7", "")
    assert (low.lacv, low.colour, high.hierarchy) == ("1", "green", 2)
    assert high.equivalents == (Equivalent("OTHER", "9", "both"),)
    assert high.needed[0].groups == (Group("Groups", Kind.PERMISSIVE),)
    groups, notes = policy.tags
    assert (groups.kind, groups.enumerated, groups.most, groups.set_id) == (
        Kind.PERMISSIVE, True, 2, "1.7.1",
    )  # fmt: skip
    two = groups.values[1]
    assert (two.required_class, two.since, two.until) == ("HIGH", "2020-01-01", "2030-12-31")
    assert notes.values[0].excluded == (Group("Groups", Kind.PERMISSIVE, "2"),)
    assert notes.values[0].obsolete


def test_its_rules_and_words_are_in_force() -> None:
    policy = read_policy(SPIF.encode(), where="made.xml")
    both = Category("Groups", Kind.PERMISSIVE, ("ONE", "TWO"))
    label = Label("MADE", "HIGH", (both,))
    assert check_label(policy, label) == ()
    assert mark(policy, label, language="fr") == "MADE HAUT for ONE/TWO"
    assert [f.code for f in check_label(policy, label, on="2031-01-01")] == ["not-in-force"]
    low = Label("MADE", "LOW", (both, Category("Notes", Kind.INFORMATIVE, ("NOTE",))))
    codes = [fault.code for fault in check_label(policy, low)]
    assert codes == ["excluded-class", "required-class", "excluded-category"]


def test_a_tag_that_is_not_applicable_opens_nothing() -> None:
    policy = read_policy(SPIF.encode(), where="made.xml")
    label = Label("MADE", "LOW", (Category("Unused", Kind.PERMISSIVE, ("NO",)),))
    assert [fault.code for fault in check_label(policy, label)] == ["unknown-in-policy"]


def test_other_peoples_extensions_are_left_alone() -> None:
    assert (
        read_policy(changed("<nested/>", "<nested><deep/></nested>"), where="made.xml").audience
        == ""
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (HEAD, '<SPIF xmlns="http://www.xmlspif.org/spif" schemaVersion="3.0">', "spif-version"),
        (HEAD, '<SPIF xmlns="urn:other">', "unknown-element"),
        ('<securityPolicyId name="MADE" id="1.7"/>', "", "missing-element"),
        ('name="MADE" id="1.7"', 'name="MADE"', "missing-value"),
        ('name="MADE"', 'name="MA\u202eDE"', "control-character"),
        ('name="LOW" lacv="01" hierarchy="1"', 'name="HIGH" lacv="01" hierarchy="1"', "duplicate-id"),
        ('lacv="01" hierarchy="1"', 'lacv="02" hierarchy="1"', "duplicate-id"),
        ('lacv="01" hierarchy="1"', 'lacv="01" hierarchy="2"', "duplicate-id"),
        ('lacv="01" hierarchy="1"', 'lacv="01" hierarchy="first"', "not-whole"),
        ('<tagCategory name="ONE" lacv="1">', '<tagCategory name="TWO" lacv="1">', "duplicate-id"),
        ('<tagCategory name="ONE" lacv="1">', '<tagCategory name="two" lacv="1">', "duplicate-id"),
        ('<securityCategoryTag name="Unused" tagType="notApplicable"><tagCategory name="NO"',
         '<securityCategoryTag name="Unused" tagType="permissive"><tagCategory name="one"', "duplicate-id"),
        ("<excludedClass>LOW", "<excludedClass>NONE", "unknown-reference"),
        ('requiredClass="HIGH"', 'requiredClass="NONE"', "unknown-reference"),
        ('tagSetRef="Groups" tagType="permissive" all', 'tagSetRef="No" tagType="permissive" all',
         "unknown-reference"),
        ('policyRef="OTHER"', 'policyRef="NONE"', "unknown-reference"),
        ('applied="both"', 'applied="never"', "bad-choice"),
        ('operation="oneOrMore"', "", "bad-choice"),
        ('tagType="notApplicable"', 'tagType="odd"', "bad-choice"),
        ('tagType="enumerated" enumType="permissive"', 'tagType="enumerated"', "bad-choice"),
        ("<code>pageTopBottom", "<code>everywhere", "bad-choice"),
        ('phrase="HAUT"', 'phrase="HA&#x202e;UT"', "control-character"),
        ('qualifierCode="prefix"', 'qualifierCode="finalSeparator"', "bad-choice"),
        ('markingQualifier="for "', 'markingQualifier="f&#x200b;or"', "control-character"),
        ('notAfter="2030-12-31"', 'notAfter="soon"', "bad-date"),
        ('maxSelection="2"', 'maxSelection="two"', "not-whole"),
        ("<excludedClass>LOW</excludedClass>", "<excludedKlass>LOW</excludedKlass>", "unknown-element"),
        ('<extensions>', '<surprise/><extensions>', "unknown-element"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(old: str, new: str, code: str) -> None:
    assert code in codes_of(changed(old, new))


def test_all_faults_are_told_at_once_each_with_its_line() -> None:
    text = SPIF.replace("<excludedClass>LOW", "<excludedClass>NONE").replace(
        'applied="both"', 'applied="never"'
    )
    assert faults_of(text.encode()) == [
        ("made.xml:7", "bad-choice"),
        ("made.xml:16", "unknown-reference"),
    ]


def test_a_policy_without_classifications_is_none() -> None:
    text = SPIF[: SPIF.index("<securityClassifications>")] + "<securityClassifications/></SPIF>"
    assert "missing-element" in codes_of(text.encode())
