"""A label of the Enhanced Security Services in BER (RFC 2634, 3.2): policy id, classification, privacy mark.

A set of: OBJECT IDENTIFIER, INTEGER, UTF8String or PrintableString, and `[0]` security categories. Categories
are not read, and a label that has them is refused rather than read without them. Not here: writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES, quote
from coalition.formats.labels.labels import LabelDocument
from coalition.formats.labels.words import Words, find_policy
from coalition.labels.label import Label
from coalition.labels.policy import Policy

BYTES_MAX = 4096
_SET, _INTEGER, _OID, _UTF8, _PRINTABLE = 0x31, 0x02, 0x06, 0x0C, 0x13


def read_ess_label(data: bytes, policies: Iterable[Policy], *, where: str) -> LabelDocument:
    """The label. Raises InputError for what is not such a label, has categories, or no policy knows."""
    if len(data) > BYTES_MAX:
        raise _fault("file-too-large", where, "longer than any such label")
    parts = dict(_fields(_only_set(data, where), where))
    unread = set(parts) - {_INTEGER, _OID, _UTF8, _PRINTABLE}
    if unread or _OID not in parts:
        message = "it has parts that are not read" if unread else "it names no policy"
        raise _fault("bad-label", where, message)
    identifier = _dotted(parts[_OID], where)
    policy = find_policy(policies, identifier=identifier)
    if policy is None:
        raise _fault("unknown-policy", where, f"no policy with the id {quote(identifier)}")
    number = str(int.from_bytes(parts.get(_INTEGER, b""), "big", signed=True))
    classification = Words(policy).classification_numbered(number)
    if classification is None or _INTEGER not in parts:
        message = f"{policy.name} has no classification number {quote(number)}"
        raise _fault("unknown-in-policy", where, message)
    mark = parts.get(_UTF8, parts.get(_PRINTABLE, b"")).decode("utf-8", "replace")
    return LabelDocument(Label(policy.name, classification), privacy_mark=mark)


def _only_set(data: bytes, where: str) -> bytes:
    fields = list(_fields(data, where))
    if len(fields) != 1 or fields[0][0] != _SET:
        raise _fault("bad-label", where, "it is no set of parts")
    return fields[0][1]


def _fields(data: bytes, where: str) -> Iterator[tuple[int, bytes]]:
    """(type byte, content) of each part, lengths of one byte or of up to two more; each type once."""
    at, seen = 0, set[int]()
    while at < len(data):
        kind, length, start = data[at], *_length(data, at + 1, where)
        if start + length > len(data) or kind in seen:
            raise _fault("bad-label", where, "its parts are cut off or stand twice")
        seen.add(kind)
        yield kind, data[start : start + length]
        at = start + length


def _length(data: bytes, at: int, where: str) -> tuple[int, int]:
    """(length of the content, where it starts)."""
    if at < len(data) and data[at] < 0x80:
        return data[at], at + 1
    more = data[at] - 0x80 if at < len(data) else 0
    if more not in (1, 2) or at + more >= len(data):
        raise _fault("bad-label", where, "a length that cannot be read")
    return int.from_bytes(data[at + 1 : at + 1 + more], "big"), at + 1 + more


def _dotted(content: bytes, where: str) -> str:
    """An object identifier in its dotted form (X.690, 8.19)."""
    numbers, current = list[int](), 0
    for byte in content:
        current = current << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(current)
            current = 0
    if not numbers or content[-1] & 0x80:
        raise _fault("bad-label", where, "an object identifier that is cut off")
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def _fault(code: str, where: str, message: str) -> InputError:
    return InputError([Fault(where, code, message, CODES[code][1])])
