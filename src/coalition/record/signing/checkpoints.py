"""Signed checkpoints: what a stream's tree was at a size, in the text shape of C2SP tlog-checkpoint.

    coalition.record/DEU/members
    12
    <root, base64>
    epoch 0 0

    — coalition.record/DEU <4-byte key hash and signature, base64>

The line `epoch N BASE` is an extension line: how often the origin began anew after a loss, and from which size.
The signature is over `context || text`, so it is no plain signed-note Ed25519 signature; the key hash is made
with type 0xff and the context's name, as C2SP signed-note asks of signatures of another kind.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256

from coalition.errors import IntegrityError
from coalition.record.entries import Checkpoint, StreamName
from coalition.record.merkle.hashing import HASH_BYTES
from coalition.record.signing.keys import CHECKPOINT, SigningKey, verify
from coalition.record.signing.roster import PublicKey, Roster

_LOG = "coalition.record"
_TYPE = b"\xff" + CHECKPOINT[:-1]
_TEXT = re.compile(
    r"coalition\.record/(?P<origin>[^/\n]+)/(?P<audience>[^/\n]+)\n(?P<size>0|[1-9][0-9]{0,15})\n"
    r"(?P<root>[A-Za-z0-9+/]{43}=)\nepoch (?P<epoch>0|[1-9][0-9]{0,8}) (?P<base>0|[1-9][0-9]{0,15})\n"
)
_SIGNATURE = re.compile(r"— (?P<name>[^ \n]+) (?P<sig>[A-Za-z0-9+/=]+)\n")
_KEY_HASH_BYTES = 4


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a checkpoint says: size and root of a stream, its epoch, and the size at which the epoch began."""

    stream: StreamName
    size: int
    root: bytes
    epoch: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A checkpoint that verified: what it says, by which key, and the text as it came."""

    head: TreeHead
    key: PublicKey
    text: str

    def to_checkpoint(self) -> Checkpoint:
        """The noun that others are given."""
        head = self.head
        return Checkpoint(head.stream, head.epoch, head.size, head.root, self.text)


def sign_head(head: TreeHead, key: SigningKey) -> str:
    """The checkpoint of the head as a signed note."""
    body = _body(head)
    name = f"{_LOG}/{head.stream.origin}"
    signature = _key_hash(name, key.public) + key.sign(CHECKPOINT, body.encode())
    return f"{body}\n— {name} {b64encode(signature).decode()}\n"


def read_head(text: str) -> tuple[TreeHead, list[tuple[str, bytes]]]:
    """What the note says and its signatures as (name, bytes), unverified.

    Raises IntegrityError when the text is not exactly of the shape.
    """
    body, separator, signatures = text.partition("\n\n")
    match = _TEXT.fullmatch(body + "\n")
    lines = _SIGNATURE.findall(signatures)
    if not separator or match is None or "".join(f"— {n} {s}\n" for n, s in lines) != signatures:
        raise IntegrityError("a checkpoint is not of the shape of a checkpoint")
    try:
        root = b64decode(match["root"], validate=True)
        raw = [(name, b64decode(sig, validate=True)) for name, sig in lines]
    except Base64Error as error:
        raise IntegrityError("a checkpoint holds what is no base64") from error
    stream = StreamName(match["origin"], match["audience"])
    head = TreeHead(stream, int(match["size"]), root, int(match["epoch"]), int(match["base"]))
    if _body(head) != body + "\n" or len(root) != HASH_BYTES or head.base > head.size:
        raise IntegrityError("a checkpoint contradicts itself")
    return head, raw


def verify_head(text: str, roster: Roster) -> SignedHead:
    """The checkpoint, signed by a key of its origin; whether the key was revoked is for the caller to weigh.

    Raises IntegrityError when the shape is wrong or no key of the origin in the roster signed it.
    """
    head, signatures = read_head(text)
    enrolment = roster.enrolments.get(head.stream.origin)
    name = f"{_LOG}/{head.stream.origin}"
    by_hash = {_key_hash(name, key.public): key for key in (enrolment.keys if enrolment else ())}
    body = _body(head).encode()
    for signer, raw in signatures:
        key = by_hash.get(raw[:_KEY_HASH_BYTES]) if signer == name else None
        if key is not None and verify(key.public, CHECKPOINT, body, raw[_KEY_HASH_BYTES:]):
            return SignedHead(head, key, text)
    raise IntegrityError(f"no key of `{head.stream.origin}` signed the checkpoint of {head.stream}")


def _body(head: TreeHead) -> str:
    root = b64encode(head.root).decode()
    return f"{_LOG}/{head.stream}\n{head.size}\n{root}\nepoch {head.epoch} {head.base}\n"


def _key_hash(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _TYPE + public).digest()[:_KEY_HASH_BYTES]
