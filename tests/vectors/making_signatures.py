"""Writes `signatures.json`: Ed25519 signatures that must be accepted, and hostile ones that must not.

    python tests/vectors/making_signatures.py

The arithmetic is here apart from the program's, after RFC 8032, so that hostile points can be made.
"""

from __future__ import annotations

import json
import random
from hashlib import sha512
from pathlib import Path

FILE = Path(__file__).with_name("signatures.json")
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
CONTEXT = b"coalition.record/entry/v1\x00"
OTHER = b"coalition.record/checkpoint/v1\x00"

Point = tuple[int, int]


def add(one: Point, two: Point) -> Point:
    """The sum of two points; one inversion serves both coordinates."""
    product = D * one[0] * two[0] * one[1] * two[1] % P
    both = pow((1 + product) * (1 - product), -1, P)
    x = (one[0] * two[1] + two[0] * one[1]) * (1 - product) * both % P
    y = (one[1] * two[1] + one[0] * two[0]) * (1 + product) * both % P
    return x, y


def times(factor: int, point: Point) -> Point:
    total = (0, 1)
    while factor:
        if factor & 1:
            total = add(total, point)
        point, factor = add(point, point), factor >> 1
    return total


def encode(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def x_of(y: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return None if (x * x - square) % P else x


BASE_Y = 4 * pow(5, -1, P) % P
BASE_X = x_of(BASE_Y) or 0
BASE = (BASE_X if BASE_X % 2 == 0 else P - BASE_X, BASE_Y)


def torsion() -> Point:
    """A point of order 8."""
    for y in range(2, 100):
        x = x_of(y)
        point = times(L, (x, y)) if x is not None else (0, 1)
        if times(4, point) != (0, 1):
            return point
    raise ValueError("no point of order 8")


def hash_to_scalar(*parts: bytes) -> int:
    return int.from_bytes(sha512(b"".join(parts)).digest(), "little") % L


class Secret:
    """A private scalar, its public point, and signing with everything left open."""

    def __init__(self, seed: bytes) -> None:
        digest = bytearray(sha512(seed).digest())
        digest[0] &= 248
        digest[31] = digest[31] & 127 | 64
        self.scalar = int.from_bytes(digest[:32], "little")
        self.prefix = bytes(digest[32:])
        self.point = times(self.scalar, BASE)

    def sign(self, message: bytes, *, public: Point | None = None, shift: Point = (0, 1)) -> bytes:
        nonce = hash_to_scalar(self.prefix, message)
        first = encode(add(times(nonce, BASE), shift))
        hashed = hash_to_scalar(first, encode(public or self.point), message)
        return first + ((nonce + hashed * self.scalar) % L).to_bytes(32, "little")


def case(
    name: str, public: bytes, message: bytes, signature: bytes, *, accept: bool = False
) -> dict:
    return {
        "name": name,
        "public": public.hex(),
        "message": message.hex(),
        "signature": signature.hex(),
        "accept": accept,
    }


def cases() -> list[dict]:
    chance = random.Random(8032)
    made: list[dict] = []
    small = [times(k, torsion()) for k in range(8)]
    for number in range(14):
        secret, said = Secret(chance.randbytes(32)), chance.randbytes(chance.randrange(64))
        made += honest_and_altered(number, secret, CONTEXT + said, chance)
        made += wrong_context(number, secret, said)
        made += mixed_order(number, secret, said, small)
    made += small_order(small) + not_canonical()
    return made


def honest_and_altered(
    number: int, secret: Secret, message: bytes, chance: random.Random
) -> list[dict]:
    public, good = encode(secret.point), secret.sign(message)
    bit = chance.randrange(512)
    flipped = (int.from_bytes(good, "little") ^ 1 << bit).to_bytes(64, "little")
    high = int.from_bytes(good[32:], "little") + L
    return [
        case(f"honest {number}", public, message, good, accept=True),
        case(f"bit {bit} of the signature flipped {number}", public, message, flipped),
        case(f"another message {number}", public, message + b"\x00", good),
        case(f"S plus L {number}", public, message, good[:32] + high.to_bytes(32, "little")),
        case(f"a byte short {number}", public, message, good[:-1]),
        case(f"a byte long {number}", public, message, good + b"\x00"),
        case(f"halves exchanged {number}", public, message, good[32:] + good[:32]),
        case(f"nothing {number}", public, message, b""),
        case(f"zeros {number}", public, message, bytes(64)),
    ]


def wrong_context(number: int, secret: Secret, said: bytes) -> list[dict]:
    public = encode(secret.point)
    return [
        case(f"made for a checkpoint {number}", public, CONTEXT + said, secret.sign(OTHER + said)),
        case(f"made without context {number}", public, CONTEXT + said, secret.sign(said)),
    ]


def mixed_order(number: int, secret: Secret, said: bytes, small: list[Point]) -> list[dict]:
    """Keys and nonces with a part of small order: verifiers with and without cofactor disagree about them."""
    message = CONTEXT + said
    public, shifted = encode(secret.point), add(secret.point, small[1 + number % 7])
    return [
        case(
            f"key of mixed order {number}",
            encode(shifted),
            message,
            secret.sign(message, public=shifted),
        ),
        case(
            f"nonce of mixed order {number}",
            public,
            message,
            secret.sign(message, shift=small[1 + number % 7]),
        ),
    ]


def small_order(small: list[Point]) -> list[dict]:
    made = []
    for number, point in enumerate(small):
        for scalar in range(4):
            signature = encode(times(scalar, BASE)) + scalar.to_bytes(32, "little")
            for message in (CONTEXT + b"one", CONTEXT + b"two"):
                name = f"key of small order {number}, S {scalar}, {message[-3:].decode()}"
                made.append(case(name, encode(point), message, signature))
    return made


def not_canonical() -> list[dict]:
    """Encodings with y from P to 2**255 - 1, and the sign of an x that is zero."""
    made = []
    signature = encode(BASE) + (1).to_bytes(32, "little")
    for y in range(P, 2**255):
        for sign in (0, 1):
            raw = (y | sign << 255).to_bytes(32, "little")
            made.append(case(f"y is P + {y - P}, sign {sign}", raw, CONTEXT + b"one", signature))
    for y in (1, P - 1):
        raw = (y | 1 << 255).to_bytes(32, "little")
        made.append(case(f"sign of x = 0 at y {y % 7}", raw, CONTEXT + b"one", signature))
    return made


def text() -> str:
    """The file."""
    lines = ",\n".join("  " + json.dumps(one) for one in cases())
    return f'{{"context": "{CONTEXT.hex()}", "cases": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(text())
