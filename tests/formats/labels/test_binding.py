"""Bindings: labels and what they are bound to, and every way of moving a label that is refused."""

from __future__ import annotations

import pytest
from tests.labels.made_labels import POLICY

from coalition.errors import InputError
from coalition.formats.labels import (
    DataReference,
    LabelDocument,
    read_binding,
    write_binding,
)
from coalition.formats.labels.binding import BINDING_NAMESPACE, sidecar_reference
from coalition.labels import Category, Kind, Label, member_label, traffic_light_policy

TLP = traffic_light_policy()
ORIGINAL = LabelDocument(
    member_label("SECRET", originators=["DEU"]), created="2026-11-28T00:00:00Z"
)
ALTERNATIVE = LabelDocument(
    Label("TLP", "AMBER", (Category("Recipients", Kind.PERMISSIVE, ("NATO",)),)),
    role="alternative",
    created="2026-11-28T00:00:00Z",
)
WRITTEN = write_binding([ORIGINAL, ALTERNATIVE], [POLICY, TLP], [sidecar_reference("plan.xlsx")])


def codes(text: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_binding(text.encode(), [POLICY, TLP], where="plan.xlsx.bdo")
    return [fault.code for fault in refused.value.faults]


def test_a_binding_keeps_its_labels_and_its_references() -> None:
    (binding,) = read_binding(WRITTEN, [POLICY, TLP], where="plan.xlsx.bdo")
    assert binding.originator.label == ORIGINAL.label
    assert [document.role for document in binding.labels] == ["originator", "alternative"]
    assert binding.labels[1].label == ALTERNATIVE.label
    assert binding.references == (DataReference("./plan.xlsx"),)


def test_the_originators_label_comes_first_wherever_it_stands() -> None:
    data = write_binding(
        [ALTERNATIVE, ORIGINAL], [POLICY, TLP], [DataReference("#a", "text/plain")]
    )
    (binding,) = read_binding(data, [POLICY, TLP], where="x.bdo")
    assert binding.originator.label == ORIGINAL.label
    assert binding.references[0].media_type == "text/plain"


def moved(old: str, new: str, count: int = 1) -> str:
    text = WRITTEN.decode()
    if old not in text:
        raise LookupError(old)
    return text.replace(old, new, count)


def test_a_label_that_is_bound_to_nothing_refuses_the_document() -> None:
    stray = (
        '<s4774:originatorConfidentialityLabel xmlns:s4774="urn:nato:stanag:4774:'
        'confidentialitymetadatalabel:1:0"/>'
    )
    end = "</s4778:BindingInformation>"
    assert codes(moved(end, stray + end)) == ["bad-binding"]
    assert codes(moved(end, f"<wrapper>{stray}</wrapper>{end}")) == ["bad-binding"]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("<s4778:Metadata>", "<s4778:Metadata><x/>", 1),
        ('<s4778:DataReference URI="./plan.xlsx" />', "", 1),
        ("alternativeConfidentialityLabel", "originatorConfidentialityLabel", 2),
        ("originatorConfidentialityLabel", "alternativeConfidentialityLabel", 2),
        ("s4778:MetadataBinding>", "s4778:Other>", 2),
        ("s4778:MetadataBindingContainer>", "s4778:Other>", 2),
        (BINDING_NAMESPACE, "urn:other", 1),
        ("SECRET", "PUBLIC", 1),
    ],
)
def test_what_is_not_bound_as_it_must_be_is_refused(old: str, new: str, count: int) -> None:
    assert codes(moved(old, new, count))


def test_a_label_of_a_policy_nobody_gave_is_not_bound() -> None:
    with pytest.raises(InputError, match="unknown-policy"):
        write_binding([ORIGINAL], [TLP], [DataReference()])
