"""BER labels: policy, classification and privacy mark; whatever else they hold is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.labels.small_spif import SPIF

from coalition.errors import InputError
from coalition.formats.labels import read_ess_label, read_policy

POLICY = read_policy(SPIF.encode(), where="made.xml")


def part(kind: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x82, size >> 8, size & 255])
    return bytes([kind]) + length + content


OID = part(6, b"\x2f")
HIGH = part(2, b"\x02")


def read(data: bytes) -> tuple[str, str]:
    document = read_ess_label(data, (POLICY,), where="label.ber")
    return document.label.classification, document.privacy_mark


def test_a_label_is_its_policy_its_classification_and_its_mark() -> None:
    assert read(part(0x31, OID + HIGH)) == ("HIGH", "")
    assert read(part(0x31, HIGH + OID + part(12, "clear désk".encode()))) == ("HIGH", "clear désk")
    assert read(part(0x31, OID + HIGH + part(12, b"x" * 300))) == ("HIGH", "x" * 300)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad-label"),
        (b"\x31", "bad-label"),
        (b"\x31\x05\x06", "bad-label"),
        (b"\x31\x80\x00\x00", "bad-label"),
        (b"\x31\x83\x00\x00\x01\x06", "bad-label"),
        (part(0x30, OID + HIGH), "bad-label"),
        (part(0x31, HIGH), "bad-label"),
        (part(0x31, OID + OID), "bad-label"),
        (part(0x31, part(6, b"\x80") + HIGH), "bad-label"),
        (part(0x31, OID + HIGH + part(0xA0, b"\x30\x00")), "bad-label"),
        (part(0x31, OID), "unknown-in-policy"),
        (part(0x31, OID + part(2, b"\x09")), "unknown-in-policy"),
        (part(0x31, part(6, b"\x2a\x03") + HIGH), "unknown-policy"),
        (b"\x31" * 5_000, "file-too-large"),
    ],
)
def test_what_is_wrong_is_named(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read(data)
    assert [fault.code for fault in refused.value.faults] == [code]


def outcome(data: bytes) -> str:
    try:
        return read(data)[0]
    except InputError:
        return "refused"


@given(data=st.binary(max_size=60))
def test_any_bytes_are_a_label_or_a_fault(data: bytes) -> None:
    for candidate in (data, part(0x31, data)):
        assert outcome(candidate) in ("LOW", "HIGH", "refused")
