"""Our engine against the spiffing library's expectations: markings, validity, access, equivalence, errors."""

from __future__ import annotations

import pytest
from tests.formats.labels.spiffing_cases import (
    Case,
    cases,
    data_of,
    label_of,
    need_corpus,
    policy_of,
)

from coalition.errors import InputError
from coalition.formats.labels import read_clearance, read_policy
from coalition.labels import Label, Policy, check_label, mark, mark_clearance, may_see, translate


def readable(key: str) -> list[Case]:
    return [case for case in cases() if key in case.stated and "exception" not in case.stated]


def in_force(case: Case) -> tuple[Policy, Label]:
    """The label a case speaks of and its policy, after the translation it asks for."""
    label = case.label()
    policy = case.policy(label.policy)
    if "encrypt" not in case.stated:
        return policy, label
    target = case.policy(case.stated["encrypt"])
    return target, translate(policy, target, label).label


def test_every_marking_is_the_expected_one() -> None:
    expected = [case.stated["label-marking"] for case in readable("label-marking")]
    ours = []
    for case in readable("label-marking"):
        label = case.label()
        ours.append(mark(case.policy(label.policy), label, language=case.language))
    assert ours == expected
    assert sum(marking.startswith(("NATO", "COSMIC")) for marking in ours) == 14


def test_every_label_is_as_valid_as_expected() -> None:
    expected = [case.stated["valid"] == "true" for case in readable("valid")]
    ours = []
    for case in readable("valid"):
        label = case.label()
        ours.append(not check_label(case.policy(label.policy), label))
    assert ours == expected
    assert expected.count(False) == 2


def test_every_access_decision_is_the_expected_one() -> None:
    expected, ours = [], []
    for case in readable("acdf-result"):
        policy, label = in_force(case)
        name = case.stated["clearance"]
        clearance = read_clearance(data_of(name), case.policies, where=name)
        expected.append(case.stated["acdf-result"] == "1")
        ours.append(may_see(policy, clearance, label).allowed)
    assert ours == expected
    assert (len(ours), sum(ours)) == (3, 2)


def test_every_equivalent_marking_is_the_expected_one() -> None:
    expected = [case.stated["encrypt-marking"] for case in readable("encrypt-marking")]
    ours = [mark(*in_force(case)) for case in readable("encrypt-marking")]
    assert ours == expected
    assert len(ours) == 3


def test_every_clearance_is_marked_as_expected() -> None:
    expected, ours = [], []
    for case in readable("clearance-marking"):
        name = case.stated["clearance"]
        clearance = read_clearance(data_of(name), case.policies, where=name)
        expected.append(case.stated["clearance-marking"])
        ours.append(mark_clearance(case.policy(clearance.policy), clearance))
    assert ours == expected
    assert len(ours) == 2


def test_what_must_fail_fails_by_name() -> None:
    need_corpus()
    codes = {}
    for case in (case for case in cases() if "exception" in case.stated):
        with pytest.raises(InputError) as refused:
            case.label()
        codes[case.stated["exception"]] = [fault.code for fault in refused.value.faults]
    assert codes == {
        "Unknown policy id: 1.1": ["unknown-policy"],
        "No data to parse": ["bad-label"],
    }


def test_an_excluded_classification_that_stands_twice_is_a_fault() -> None:
    need_corpus()
    with pytest.raises(InputError) as refused:
        policy_of("food-policy-borked.xml")
    faults = {fault.code: fault.where for fault in refused.value.faults}
    assert faults["duplicate-item"] == "food-policy-borked.xml:38"


def test_a_policy_that_is_not_well_formed_is_refused_with_its_line() -> None:
    need_corpus()
    raw = data_of("food-policy.xml").replace(
        b"</securityCategoryTagSet>", b"</securityCategory>", 1
    )
    with pytest.raises(InputError) as refused:
        read_policy(raw, where="food.xml")
    (fault,) = refused.value.faults
    assert fault.code == "xml-syntax"
    assert fault.where.startswith("food.xml:")


def test_both_syntaxes_of_a_label_are_one_label() -> None:
    need_corpus()
    policies = (policy_of("nato-4774-policy.xml"),)
    for number in range(1, 7):
        named = label_of(f"nato-4774-17-{number}.nato", policies)
        assert named == label_of(f"nato-4774-17-{number}.xml", policies)


def test_the_highest_level_is_printed_with_its_own_word_in_french_too() -> None:
    need_corpus()
    policy = policy_of("nato-4774-policy.xml")
    assert mark(policy, Label("NATO", "TOP SECRET"), language="fr") == "COSMIC TRES SECRET"
