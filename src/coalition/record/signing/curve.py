"""Whether 32 bytes are a sound Ed25519 public key: canonical, on the curve, of prime order.

Verifiers disagree about small-order, mixed-order and non-canonical keys (with a small-order key some take one
signature for any message), so such keys are refused when a nation is enrolled; for the keys that are left,
RFC 8032 verifiers with and without cofactor agree. Arithmetic: RFC 8032, section 5.1. Plain and only for public
data: it runs once a key, never on secrets.
"""

from __future__ import annotations

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
"""Order of the subgroup of prime order."""
_D = -121665 * pow(121666, P - 2, P) % P
_ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
_IDENTITY = (0, 1, 1, 0)

Point = tuple[int, int, int, int]
"""Extended homogeneous coordinates X, Y, Z, T with x = X/Z, y = Y/Z, x*y = T/Z."""


def fault_of_key(raw: bytes) -> str | None:
    """What is wrong with the public key, in words, or None when it is sound."""
    if len(raw) != 32:
        return f"it has {len(raw)} bytes, not 32"
    point = decode(raw)
    if point is None:
        return "it is not the canonical encoding of a point of the curve"
    if not _same(_times(L, point), _IDENTITY):
        return "its point is not in the group of prime order"
    if _same(point, _IDENTITY):
        return "its point is of small order"
    return None


def is_reduced(scalar: bytes) -> bool:
    """Whether the 32 bytes, little endian, are below L; else a signature has a twin (RFC 8032, 5.1.7)."""
    return int.from_bytes(scalar, "little") < L


def decode(raw: bytes) -> Point | None:
    """The point of a canonical encoding (RFC 8032, 5.1.3), or None."""
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    x = _recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def _recover_x(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(_D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * _ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def _plus(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * _D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(factor: int, point: Point) -> Point:
    total = _IDENTITY
    while factor:
        if factor & 1:
            total = _plus(total, point)
        point = _plus(point, point)
        factor >>= 1
    return total


def _same(one: Point, two: Point) -> bool:
    return not ((one[0] * two[2] - two[0] * one[2]) % P or (one[1] * two[2] - two[1] * one[2]) % P)
