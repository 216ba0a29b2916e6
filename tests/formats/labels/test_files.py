"""Files of every form are told by their content; given policies come before those of the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.formats.labels.small_spif import SPIF

from coalition.errors import InputError
from coalition.formats.labels import (
    LabelDocument,
    read_clearance_file,
    read_label_file,
    read_policies,
    write_binding,
    write_label,
    write_policy,
)
from coalition.formats.labels.binding import sidecar_reference
from coalition.labels import (
    clearance_to_json,
    clearance_up_to,
    label_to_json,
    member_label,
    traffic_light_policy,
)

POLICIES = read_policies([])
LABEL = member_label("SECRET", originators=["DEU"])
DOCUMENT = LabelDocument(LABEL, created="2026-11-28T00:00:00Z")


def test_every_form_of_a_label_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "label"
    for data in (
        write_label(DOCUMENT, POLICIES[0]),
        b"\xef\xbb\xbf" + write_label(DOCUMENT, POLICIES[0]),
        write_binding([DOCUMENT], POLICIES, [sidecar_reference("x")]),
        json.dumps(label_to_json(LABEL)).encode(),
    ):
        file.write_bytes(data)
        assert read_label_file(file, POLICIES).label == LABEL


def test_a_binary_label_is_told_by_its_first_byte(tmp_path: Path) -> None:
    (tmp_path / "made.xml").write_text(SPIF, encoding="utf-8")
    (tmp_path / "label.ber").write_bytes(bytes.fromhex("310606012f020102"))
    policies = read_policies([tmp_path / "made.xml"])
    assert read_label_file(tmp_path / "label.ber", policies).label.classification == "HIGH"


def test_a_clearance_in_json_takes_the_nation_that_is_given(tmp_path: Path) -> None:
    file = tmp_path / "clearance.json"
    held = clearance_up_to("SECRET", nation="DEU")
    file.write_text(json.dumps(clearance_to_json(held)), encoding="utf-8")
    assert read_clearance_file(file, POLICIES) == held
    assert read_clearance_file(file, POLICIES, nation="FRA").nation == "FRA"


def test_of_two_bindings_in_a_file_neither_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "two.bdo"
    text = write_binding([DOCUMENT], POLICIES, [sidecar_reference("x")]).decode()
    start, end = "<s4778:MetadataBinding>", "</s4778:MetadataBinding>"
    one = text[text.index(start) : text.index(end) + len(end)]
    file.write_text(text.replace(one, one + one), encoding="utf-8")
    with pytest.raises(InputError, match="2 bindings"):
        read_label_file(file, POLICIES)


def test_a_policy_that_is_given_comes_before_one_of_its_name(tmp_path: Path) -> None:
    file = tmp_path / "tlp.xml"
    file.write_bytes(write_policy(traffic_light_policy(["ISAC"]), created="20261128000000Z"))
    given, *_ = read_policies([file])
    assert given.find_value("Recipients", "ISAC") is not None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("twice.json", b'{"policy": "A", "policy": "B"}', "duplicate-key"),
        ("deep.json", b'{"policy":' + b"[" * 100_000, "too-deep"),
        ("broken.json", b"{", "json-syntax"),
        ("bytes.json", b'{"policy": "\xff"}', "bad-encoding"),
        ("less.json", b'{"policy": "ALLIANCE"}', "missing-key"),
        (
            "other.json",
            json.dumps({**label_to_json(LABEL), "policy": "OTHER"}).encode(),
            "unknown-policy",
        ),
        ("empty", b"", "xml-syntax"),
        ("huge", b"<x>" + b" " * 9_000_000, "file-too-large"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as refused:
        read_label_file(tmp_path / name, POLICIES)
    assert code in {fault.code for fault in refused.value.faults}


def test_all_faults_of_all_policies_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<SPIF/>")
    with pytest.raises(InputError) as refused:
        read_policies([tmp_path / "a.xml", tmp_path / "none.xml"])
    assert {fault.code for fault in refused.value.faults} >= {"missing-element", "missing-file"}
