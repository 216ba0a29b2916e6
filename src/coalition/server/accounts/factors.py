"""Second factors: time-based one-time codes (RFC 6238) of six digits and thirty seconds.

A code counts once: the step of the last one used is remembered, so that one overheard is worthless.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from collections.abc import Callable

import pyotp

STEP_SECONDS = 30
_ISSUER = "coalition"


def new_secret(chance: Callable[[int], bytes]) -> str:
    """A secret of 160 bits, in the base-32 letters that authenticators take."""
    return b32encode(chance(20)).decode("ascii")


def address_of(secret: str, name: str) -> str:
    """The `otpauth:` address that an authenticator reads from a picture."""
    clock = pyotp.TOTP(secret, interval=STEP_SECONDS)
    return clock.provisioning_uri(name=name, issuer_name=_ISSUER)


def step_of(secret: str, code: str, *, seconds: int, after: int = -1) -> int | None:
    """The time step whose code this is, one step early or late allowed; None when it is none.

    `seconds` is the time since 1970; steps up to `after` have been used and do not count.
    """
    digits = code.strip().replace(" ", "")
    now, found = seconds // STEP_SECONDS, None
    for step in (now - 1, now, now + 1):
        right = pyotp.TOTP(secret, interval=STEP_SECONDS).at(step * STEP_SECONDS)
        if hmac.compare_digest(right.encode(), digits.encode()) and step > after:
            found = step
    return found
