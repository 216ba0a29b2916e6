"""Canonical bytes: the one JSON text of a value, so that equal values have equal hashes and signatures.

The rule is the part of JSON on which RFC 8785 (JCS) and every common encoder agree: keys in ASCII and sorted,
no white space, no floats, whole numbers within 2**53 - 1, text in UTF-8 with the shortest escapes. Bytes are
kept and signed as they came; they are parsed once, after they are verified.
Not here: what the values mean, and unknown keys, which are the reader's to refuse.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from coalition.errors import Fault, InputError

WHOLE_NUMBER_MAX = 2**53 - 1
"""Largest whole number that every JSON reader keeps exact (RFC 8259, section 6)."""
DEPTH_MAX = 64
"""Deepest nesting of lists and maps."""

_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder()


def canonical_bytes(value: object) -> bytes:
    """The one text of the value; lists and tuples are the same.

    Raises InputError with every float, number past 2**53 - 1, key that is not ASCII text, lone surrogate and
    value of another type, each with its place.
    """
    faults: list[Fault] = []
    _inspect(value, "$", faults, DEPTH_MAX)
    if faults:
        raise InputError(faults)
    return _ENCODER.encode(value)


def parse_canonical(data: bytes) -> object:
    """The value of canonical bytes: maps, lists, text, whole numbers, booleans and null.

    Raises InputError when the bytes are not JSON, or are not the one canonical text of their value (a key twice
    or out of order, white space, another escape, `1.0`, `NaN`, a number too large).
    """
    try:
        value = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError([Fault("$", "json-syntax", f"not JSON: {error}", _MEND)]) from error
    if canonical_bytes(value) != data:
        text = "a key twice or out of order, white space, or another way to write the same value"
        raise InputError([Fault("$", "not-canonical", text, _MEND)])
    return value


def parse_canonical_map(data: bytes) -> dict[str, object]:
    """The map of canonical bytes; raises InputError as `parse_canonical`, or when it is no map."""
    value = parse_canonical(data)
    if not isinstance(value, dict):
        raise InputError([Fault("$", "wrong-type", "not a map", _MEND)])
    return value


_MEND = "take the bytes as `canonical_bytes` writes them"


def _inspect(value: object, where: str, faults: list[Fault], depth: int) -> None:
    if depth == 0:
        faults.append(
            Fault(where, "too-deep", f"nested deeper than {DEPTH_MAX}", "make it flatter")
        )
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _inspect_key(key, where, faults)
            _inspect(inner, f"{where}.{key}", faults, depth - 1)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            _inspect(inner, f"{where}[{place}]", faults, depth - 1)
    else:
        _inspect_scalar(value, where, faults)


def _inspect_key(key: object, where: str, faults: list[Fault]) -> None:
    if not (isinstance(key, str) and key.isascii()):
        faults.append(
            Fault(where, "bad-key", f"key `{key!a}` is not ASCII text", "name keys in ASCII")
        )


def _inspect_scalar(value: object, where: str, faults: list[Fault]) -> None:
    if value is None or value is True or value is False:
        return
    if type(value) is int:
        if abs(value) > WHOLE_NUMBER_MAX:
            faults.append(
                Fault(where, "absurd-value", "a whole number past 2**53 - 1", "write it as text")
            )
    elif type(value) is str:
        if not _is_scalar_text(value):
            faults.append(Fault(where, "bad-encoding", "half of a surrogate pair", "remove it"))
    else:
        faults.append(
            Fault(
                where, "wrong-type", f"a {type(value).__name__} has no one text", "use text, whole "
                "numbers, true, false, null, lists and maps",
            )
        )  # fmt: skip


def _is_scalar_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
