"""Labels of STANAG 4774 read and written: either capitalisation, the policy's spelling, every fault at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.labels.made_labels import POLICY, labels

from coalition.errors import InputError
from coalition.formats.labels import LabelDocument, read_label, write_label
from coalition.labels import (
    Category,
    Kind,
    Label,
    check_label,
    member_label,
    traffic_light_policy,
)

NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
TLP = traffic_light_policy()


def xml(inside: str, *, root: str = "originatorConfidentialityLabel", more: str = "") -> bytes:
    return (
        f'<{root} xmlns="{NAMESPACE}"{more}><ConfidentialityInformation>{inside}'
        f"</ConfidentialityInformation></{root}>"
    ).encode()


def information(policy: str = "ALLIANCE", level: str = "SECRET", more: str = "") -> str:
    return f"<PolicyIdentifier>{policy}</PolicyIdentifier><Classification>{level}</Classification>{more}"


def category(tag: str, kind: str, *values: str) -> str:
    inside = "".join(f"<GenericValue>{value}</GenericValue>" for value in values)
    return f'<Category TagName="{tag}" Type="{kind}">{inside}</Category>'


def read(data: bytes) -> LabelDocument:
    return read_label(data, (POLICY, TLP), where="label.xml")


def codes(data: bytes) -> list[str]:
    with pytest.raises(InputError) as refused:
        read(data)
    return [fault.code for fault in refused.value.faults]


@settings(max_examples=80, deadline=None)
@given(label=labels())
def test_a_right_label_written_and_read_is_itself(label: Label) -> None:
    document = LabelDocument(label, created="2026-11-28T00:00:00Z", review="2027-11-28T00:00:00Z")
    if check_label(POLICY, label):
        with pytest.raises(InputError):
            write_label(document, POLICY)
        return
    again = read(write_label(document, POLICY))
    assert (again.label, again.created, again.review) == (label, document.created, document.review)


@pytest.mark.parametrize(
    ("root", "role"),
    [
        ("originatorConfidentialityLabel", "originator"),
        ("OriginatorConfidentialityLabel", "originator"),
        ("ConfidentialityLabel", "originator"),
        ("alternativeConfidentialityLabel", "alternative"),
        ("AlternativeConfidentialityLabel", "alternative"),
        ("metadataConfidentialityLabel", "metadata"),
    ],
)
def test_every_root_is_read_in_either_capitalisation(root: str, role: str) -> None:
    assert read(xml(information(), root=root)).role == role


def test_the_root_is_written_in_lower_case_with_the_policys_id() -> None:
    label = member_label("SECRET", originators=["DEU", "FRA"])
    text = write_label(LabelDocument(label, created="2026-11-28T00:00:00Z"), POLICY).decode()
    assert "<s4774:originatorConfidentialityLabel " in text
    assert 'URI="urn:coalition:policy:alliance:1">ALLIANCE<' in text
    assert ">urn:coalition:originator:DEU:FRA<" in text


def test_words_are_taken_in_any_case_and_kept_in_the_policys() -> None:
    data = xml(
        information(
            "alliance", "top secret", category("releasable to", "Permissive", "nato", "jpn")
        )
    )
    assert read(data).label == Label(
        "ALLIANCE", "TOP SECRET", (Category("Releasable To", Kind.PERMISSIVE, ("JPN", "NATO")),)
    )


def test_white_of_the_old_traffic_light_is_clear() -> None:
    assert read(xml(information("TLP", "WHITE"))).label.classification == "CLEAR"


def test_an_audience_without_values_stays_an_empty_audience() -> None:
    data = xml(information(more=category("Only", "PERMISSIVE")))
    assert read(data).label.values("Only") == ()


def test_a_document_keeps_what_is_said_beside_the_label() -> None:
    data = (
        f'<originatorConfidentialityLabel xmlns="{NAMESPACE}" ReviewDateTime="2030-01-01T00:00:00Z">'
        f"<ConfidentialityInformation>{information(more='<PrivacyMark>CLEAR THE DESK</PrivacyMark>')}"
        '</ConfidentialityInformation><OriginatorID IDType="rfc822Name">a@example.org</OriginatorID>'
        "<CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></originatorConfidentialityLabel>"
    )
    document = read(data.encode())
    assert (document.originator_id, document.privacy_mark) == ("a@example.org", "CLEAR THE DESK")
    assert (document.created, document.review) == ("2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
    assert document.label.originators == ()


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (information("NATO"), "unknown-policy"),
        ('<PolicyIdentifier URI="urn:oid:1.2">ALLIANCE</PolicyIdentifier>', "unknown-policy"),
        (information(level="NATO SECRET"), "unknown-in-policy"),
        (information(more=category("Unheard", "PERMISSIVE", "X")), "unknown-in-policy"),
        (information(more=category("Only", "RESTRICTIVE", "DEU")), "unknown-in-policy"),
        (information(more=category("Only", "ODD", "DEU")), "unknown-in-policy"),
        (information(more=category("Only", "PERMISSIVE", "GERMANY")), "unknown-in-policy"),
        (information(more=category("Only", "PERMISSIVE", "DEU") * 2), "duplicate-category"),
        (information() + "<Classification>RESTRICTED</Classification>", "duplicate-item"),
        (information(more="<Surprise/>"), "unknown-element"),
        (information(more='<Surprise xmlns="urn:x"/>'), "unknown-element"),
        ("<Classification>SECRET</Classification>", "missing-element"),
        ("<PolicyIdentifier>ALLIANCE</PolicyIdentifier>", "missing-element"),
        (
            information(more=category("Only", "PERMISSIVE", "1").replace("Generic", "Integer")),
            "unknown-element",
        ),
    ],
)
def test_what_is_wrong_is_named(inside: str, code: str) -> None:
    assert code in codes(xml(inside))


def test_every_unknown_word_is_told_at_once() -> None:
    more = category("Only", "PERMISSIVE", "XXX", "YYY") + category("Odd", "INFORMATIVE")
    assert codes(xml(information(level="PUBLIC", more=more))) == ["unknown-in-policy"] * 4


def test_what_is_no_label_is_refused() -> None:
    assert codes(b"<label/>") == ["unknown-element"]
    assert codes(f'<x xmlns="{NAMESPACE}"/>'.encode()) == ["unknown-element"]
    assert codes(b'<label xmlns="http://surevine.com/xmlns/spiffy"/>') == ["missing-element"]


def test_a_label_is_not_written_without_its_time_or_when_it_is_wrong() -> None:
    with pytest.raises(InputError) as refused:
        write_label(LabelDocument(Label("ALLIANCE", "SECRET")), POLICY)
    assert [fault.code for fault in refused.value.faults] == ["missing-value", "no-audience"]
