"""Ed25519 keys: making, signing under a context, verifying, and refusing keys that verifiers disagree about.

What is signed is `context || bytes`; a context ends in NUL and no context begins another, so a signature made
for one purpose is worth nothing for another. Keys are named by a hash of the public key.
Not here: whose key it is and since when (`roster`), and files (`keyring`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from coalition.errors import Fault, InputError
from coalition.record.signing.curve import fault_of_key, is_reduced

ENTRY = b"coalition.record/entry/v1\x00"
CHECKPOINT = b"coalition.record/checkpoint/v1\x00"
STATEMENT = b"coalition.record/statement/v1\x00"
REDACTION = b"coalition.record/redaction/v1\x00"
ORDER = b"coalition.record/order/v1\x00"
_KEY_ID = b"coalition.record/key/v1\x00"
KEY_BYTES = 32
SIGNATURE_BYTES = 64

Randomness = Callable[[int], bytes]
"""That many random bytes; `os.urandom` in the program, a seeded generator in tests."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key of one nation (or of the node itself). Never printed."""

    nation: str
    key_id: str
    private: Ed25519PrivateKey = field(repr=False, compare=False)

    def sign(self, context: bytes, data: bytes) -> bytes:
        """The 64-byte signature over `context || data`."""
        return self.private.sign(context + data)

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private.public_key().public_bytes_raw()


def key_id_of(public: bytes) -> str:
    """The name of a public key: 32 hex digits of its hash."""
    return sha256(_KEY_ID + public).hexdigest()[:32]


def make_key(nation: str, random: Randomness) -> SigningKey:
    """A new key of the nation from 32 random bytes."""
    return key_of_seed(nation, random(KEY_BYTES))


def key_of_seed(nation: str, seed: bytes) -> SigningKey:
    """The key of a 32-byte seed (RFC 8032, 5.1.5)."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return SigningKey(nation, key_id_of(private.public_key().public_bytes_raw()), private)


def check_public(public: bytes, where: str) -> None:
    """Nothing, or InputError when the key is small-order, mixed-order, non-canonical or off the curve."""
    fault = fault_of_key(public)
    if fault is not None:
        raise InputError([Fault(where, "bad-public-key", fault, "make a new key")])


@lru_cache(maxsize=8192)
def verify(public: bytes, context: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the signature over `context || data` is the key's. The key has passed `check_public`.

    A signature whose second half is not reduced is refused, as RFC 8032 asks. What was asked lately is
    remembered: a start meets each head three times.
    """
    if len(signature) != SIGNATURE_BYTES or not is_reduced(signature[KEY_BYTES:]):
        return False
    try:
        _loaded(public).verify(signature, context + data)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=4096)
def _loaded(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)
