"""Policies written as SPIF are themselves again: markings, decisions, faults, and what no SPIF can say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.formats.labels.small_spif import SPIF
from tests.formats.labels.spiffing_cases import need_corpus, policy_of
from tests.labels.made_labels import POLICY, clearances, labels

from coalition.errors import InputError
from coalition.formats.labels import read_policy, write_policy
from coalition.labels import (
    Clearance,
    Label,
    Policy,
    check_label,
    join,
    mark,
    may_see,
    portion_mark,
    traffic_light_policy,
)

WRITTEN = write_policy(POLICY, created="20261128000000Z", author="CN=Nobody")
AGAIN = read_policy(WRITTEN, where="again.xml")


def fields(policy: Policy) -> tuple[object, ...]:
    return (
        policy.name, policy.identifier, policy.classifications, policy.tags, policy.phrases,
        policy.qualifiers, policy.equivalents, policy.audience, policy.aliases,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(viewer=clearances(), label=labels())
def test_the_embedded_policy_read_again_decides_and_prints_the_same(
    viewer: Clearance, label: Label
) -> None:
    assert may_see(AGAIN, viewer, label) == may_see(POLICY, viewer, label)
    assert check_label(AGAIN, label) == check_label(POLICY, label)
    assert join(AGAIN, [label]) == join(POLICY, [label])
    for language in ("en", "fr"):
        assert mark(AGAIN, label, language=language) == mark(POLICY, label, language=language)
    assert portion_mark(AGAIN, label) == portion_mark(POLICY, label)


def test_both_embedded_policies_are_the_same_in_every_field() -> None:
    for policy in (POLICY, traffic_light_policy(["AN ISAC"])):
        again = read_policy(write_policy(policy, created="20261128000000Z"), where="again.xml")
        assert fields(again) == fields(policy)


def test_a_policy_read_from_elsewhere_is_written_as_it_was_read() -> None:
    first = read_policy(SPIF.encode(), where="made.xml")
    again = read_policy(write_policy(first, created="20261128000000Z"), where="again.xml")
    assert fields(again) == fields(first)


def test_the_published_policies_are_written_as_they_were_read() -> None:
    need_corpus()
    for name in ("nato-4774-policy.xml", "tlp-plus.xml", "tlp.xml", "uk-demo.xml"):
        first = policy_of(name)
        again = read_policy(write_policy(first, created="20261128000000Z"), where=name)
        assert fields(again) == fields(first)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'audience="Releasable To"', b'audience="Administrative"'),
        (b'audience="Releasable To"', b'audience="Nothing"'),
        (b'narrows="Releasable To"', b'narrows="Nothing"'),
        (b"<c:member>ALB</c:member>", b"<c:member>XXX</c:member>"),
        (b'value="ORCON" />', b'value="OTHER" />'),
        (b"</spif:extensions>", b'<c:policy xmlns:c="urn:coalition:spif:1"/></spif:extensions>'),
        (b"<c:members ", b"<c:unheard/><c:members "),
    ],
)
def test_an_extension_that_names_nothing_is_refused(old: bytes, new: bytes) -> None:
    assert old in WRITTEN
    with pytest.raises(InputError):
        read_policy(WRITTEN.replace(old, new, 1), where="again.xml")
