"""Signed statements of a nation about its keys: enrolled, key added, key revoked, key limited, epoch begun.

Each is canonical bytes with the signatures of root keys beside them. A nation's statements form a chain: each
names its number and the hash of the one before, so that none can be dropped, repeated or rolled back.
A `key-limited` statement stands outside the chain, because it names a stream and travels only with it.
Not here: whether a statement holds (`roster`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from coalition.errors import Fault, InputError
from coalition.record.canonical import canonical_bytes, parse_canonical_map
from coalition.record.signing.keys import STATEMENT, SigningKey

KINDS = ("enrolled", "roots-replaced", "key-added", "key-revoked", "key-limited", "epoch-begun")


@dataclass(frozen=True, slots=True)
class Statement:
    """The canonical bytes of what is said, and who signed: (key id, signature) pairs in order of key id."""

    payload: bytes
    signatures: tuple[tuple[str, bytes], ...]

    @property
    def digest(self) -> str:
        """Hex SHA-256 of what is said; signatures are no part of it."""
        return sha256(self.payload).hexdigest()


def state(content: Mapping[str, object], signers: Iterable[SigningKey]) -> Statement:
    """The statement with the content, signed by each of the keys."""
    payload = canonical_bytes(content)
    made = {key.key_id: key.sign(STATEMENT, payload) for key in signers}
    return Statement(payload, tuple(sorted(made.items())))


def content_of(statement: Statement) -> dict[str, object]:
    """The content as a map; raises InputError when the bytes are not canonical or the kind is unknown."""
    content = parse_canonical_map(statement.payload)
    if content.get("kind") not in KINDS or content.get("v") != 1:
        raise InputError(
            [Fault("statement", "bad-statement", "of a kind or version not known", "renew this program")]
        )  # fmt: skip
    return content


def to_json(statements: Iterable[Statement]) -> bytes:
    """The file of statements: canonical JSON."""
    rows = [
        {
            "payload": statement.payload.decode(),
            "signatures": [[key_id, signature.hex()] for key_id, signature in statement.signatures],
        }
        for statement in statements
    ]
    return canonical_bytes({"v": 1, "statements": rows})


def from_json(data: bytes) -> tuple[Statement, ...]:
    """The statements of a file; raises InputError when it is not what `to_json` writes."""
    try:
        content = parse_canonical_map(data)
        if set(content) != {"v", "statements"} or content["v"] != 1:
            raise ValueError("it needs `v` 1 and `statements`, and nothing else")
        rows = content["statements"]
        if not isinstance(rows, list):
            raise TypeError("`statements` is no list")
        return tuple(_statement(row) for row in rows)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        text = f"not a file of statements: {error}"
        raise InputError(
            [Fault("roster", "bad-statement", text, "export the roster again")]
        ) from error


def _statement(row: dict[str, object]) -> Statement:
    payload, signatures = row["payload"], row["signatures"]
    if set(row) != {"payload", "signatures"} or not isinstance(signatures, list):
        raise ValueError("a statement needs `payload` and `signatures`, and nothing else")
    pairs = tuple((str(key_id), bytes.fromhex(signature)) for key_id, signature in signatures)
    return Statement(str(payload).encode(), pairs)
