"""Documents damaged at random are read or refused by name; nothing else ever comes out."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from tests.formats.labels.small_spif import SPIF
from tests.formats.labels.test_clearances import NAMED, NUMBERED
from tests.labels.made_labels import POLICY

from coalition.errors import InputError
from coalition.formats.labels import (
    LabelDocument,
    header_value,
    read_binding,
    read_clearance,
    read_header,
    read_label,
    read_policy,
    write_binding,
    write_label,
)
from coalition.formats.labels.binding import sidecar_reference
from coalition.labels import member_label

DOCUMENT = LabelDocument(
    member_label("SECRET", originators=["DEU"]), created="2026-11-28T00:00:00Z"
)
READERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "policy": (SPIF.encode(), lambda data: read_policy(data, where="x")),
    "label": (
        write_label(DOCUMENT, POLICY),
        lambda data: read_label(data, (POLICY,), where="x"),
    ),
    "binding": (
        write_binding([DOCUMENT], [POLICY], [sidecar_reference("x")]),
        lambda data: read_binding(data, (POLICY,), where="x"),
    ),
    "clearance": (NAMED.encode(), lambda data: read_clearance(data, (POLICY,), where="x")),
    "numbers": (NUMBERED.encode(), lambda data: read_clearance(data, (POLICY,), where="x")),
    "header": (
        header_value([DOCUMENT], [POLICY]).encode(),
        lambda data: read_header(data.decode("latin-1"), (POLICY,)),
    ),
}
PIECES = (
    b"PERMISSIVE", b'""', b"<x/>", b"</", b"&amp;", b"&#0;", b"&#x202e;", b"\xff", b"<![CDATA[", b"]]>",
    b'lacv="999999999999999999999"', b'hierarchy="-1"', b"<!--", b"<?x?>", b'xmlns=""', b"ALLIANCE", b">",
)  # fmt: skip


def damaged(data: bytes, chance: Random) -> bytes:
    text = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        draw = chance.random()
        if draw < 0.3:
            del text[at : at + chance.randint(1, 30)]
        elif draw < 0.6:
            text[at:at] = chance.choice(PIECES)
        elif draw < 0.8:
            start = chance.randrange(len(text))
            text[at:at] = text[start : start + chance.randint(1, 120)]
        else:
            text[at] = chance.randrange(256)
    return bytes(text)


@pytest.mark.parametrize("name", READERS)
def test_what_is_damaged_is_read_or_refused_by_name(name: str) -> None:
    data, read = READERS[name]
    chance = Random(31)
    refused = 0
    for _ in range(250):
        try:
            read(damaged(data, chance))
        except InputError as error:
            refused += all(fault.code and fault.hint for fault in error.faults)
    assert 100 < refused <= 250
