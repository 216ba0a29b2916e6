"""Hostile XML is refused by name, quickly, and without reading anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.labels import read_binding, read_clearance, read_label, read_policy
from coalition.formats.labels.xml_tree import Bounds, parse_xml

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {c}{c} "{f"&{b};" * 10}">'
        for b, c in zip(["a", *"bcdefg"], "bcdefgh", strict=True)
    )
    + "]><x>&hh;</x>"
)
HOSTILE = {
    "billion laughs": (LAUGHS.encode(), "unsafe-xml"),
    "one entity": (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "unsafe-xml"),
    "a file from outside": (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "unsafe-xml",
    ),
    "a page from outside": (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "http://localhost/">]><x>&a;</x>', "unsafe-xml",
    ),
    "a parameter entity": (
        b'<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><x/>', "unsafe-xml",
    ),
    "a bare document type": (b"<!DOCTYPE x><x/>", "unsafe-xml"),
    "a document type from outside": (b'<!DOCTYPE x SYSTEM "http://localhost/x.dtd"><x/>', "unsafe-xml"),
    "an undeclared entity": (b"<x>&undeclared;</x>", "xml-syntax"),
    "deep": (b"<x>" * 30_000 + b"</x>" * 30_000, "too-deep"),
    "deep and never closed": (b"<x>" * 80_000, "too-deep"),
    "many elements": (b"<x>" + b"<y/>" * 50_000 + b"</x>", "too-many-elements"),
    "megabytes": (b"<x>" + b"y" * 9_000_000 + b"</x>", "file-too-large"),
    "nothing": (b"", "xml-syntax"),
    "no element": (b"<?xml version='1.0'?>", "xml-syntax"),
    "two roots": (b"<x/><y/>", "xml-syntax"),
    "an unbound prefix": (b"<a:x/>", "xml-syntax"),
    "an attribute twice": (b"<x a='1' a='2'/>", "xml-syntax"),
    "a NUL": (b"<x>\x00</x>", "xml-syntax"),
    "not UTF-8": (b"<x>\xff\xfe</x>", "xml-syntax"),
    "an encoding nobody knows": (b"<?xml version='1.0' encoding='klingon'?><x/>", "xml-syntax"),
    "an encoding of many bytes": (b"<?xml version='1.0' encoding='utf-7'?><x/>", "xml-syntax"),
    "half a character of UTF-16": ("<x/>".encode("utf-16")[:-1], "xml-syntax"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_by_name(name: str) -> None:
    data, code = HOSTILE[name]
    with pytest.raises(InputError) as refused:
        parse_xml(data, where="hostile.xml")
    (fault,) = refused.value.faults
    assert fault.code == code
    assert fault.where.startswith("hostile.xml")
    assert fault.hint


@pytest.mark.parametrize("name", HOSTILE)
def test_no_reader_of_ours_takes_it(name: str) -> None:
    data, _ = HOSTILE[name]
    for read in (read_label, read_clearance, read_binding):
        with pytest.raises(InputError):
            read(data, (), where="hostile.xml")
    with pytest.raises(InputError):
        read_policy(data, where="hostile.xml")


def test_a_hundred_thousand_deep_is_refused_at_the_bound() -> None:
    data = b"<x>" * 100_000 + b"</x>" * 100_000
    with pytest.raises(InputError) as refused:
        read_policy(data, where="hostile.xml")
    assert [fault.code for fault in refused.value.faults] == ["too-deep"]


def test_an_entity_never_brings_a_file_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-7719", encoding="utf-8")
    data = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]><x>&a;</x>'.encode()
    with pytest.raises(InputError) as refused:
        parse_xml(data, where="hostile.xml")
    assert "canary-7719" not in str(refused.value)


def test_the_bounds_are_met_exactly() -> None:
    bounds = Bounds(bytes_max=40, elements_max=3, depth_max=2)
    assert len(list(parse_xml(b"<a><b/><c/></a>", where="x", bounds=bounds).walk())) == 3
    for data, code in (
        (b"<a><b/><c/><d/></a>", "too-many-elements"),
        (b"<a><b><c/></b></a>", "too-deep"),
        (b"<a>" + b" " * 40 + b"</a>", "file-too-large"),
    ):
        with pytest.raises(InputError) as refused:
            parse_xml(data, where="x", bounds=bounds)
        assert refused.value.faults[0].code == code


def test_a_tree_keeps_lines_namespaces_and_order() -> None:
    root = parse_xml(b"<a xmlns='urn:n'>\n <b x='1'> text </b>\n <c xmlns=''/></a>", where="x")
    assert [(n.namespace, n.name, n.line) for n in root.walk()] == [
        ("urn:n", "a", 1), ("urn:n", "b", 2), ("", "c", 3),
    ]  # fmt: skip
    found = root.find("b")
    assert found is not None
    assert (found.text, dict(found.attributes)) == ("text", {"x": "1"})
    assert root.find("c") is None
