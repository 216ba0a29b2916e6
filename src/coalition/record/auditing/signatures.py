"""Checking many signatures at once, in this process or spread over an executor of processes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future

from coalition.record.signing.keys import verify

Claim = tuple[bytes, bytes, bytes, bytes]
"""Public key, context, data, signature."""


def check_claims(claims: Sequence[Claim]) -> list[int]:
    """The places of the claims that do not hold."""
    return [place for place, claim in enumerate(claims) if not verify(*claim)]


def start_check(claims: Sequence[Claim], executor: Executor | None) -> Future[list[int]]:
    """The places of the claims that do not hold, when somebody has looked."""
    if executor is not None:
        return executor.submit(check_claims, claims)
    done: Future[list[int]] = Future()
    done.set_result(check_claims(claims))
    return done
