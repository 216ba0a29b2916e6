"""Sessions kept by the server: the cookie holds a random token, the server only its digest.

A session ends when it is idle for too long, when it is too old, or when it or its person is ended; the next
request then finds none.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """One log-in of one person. Times in seconds since 1970; `csrf` must come back in a header."""

    digest: str
    person: str
    csrf: str
    begun: int
    seen: int

    def open_at(self, seconds: int) -> bool:
        """Whether it still holds."""
        idle = seconds - self.seen > IDLE_SECONDS
        return not idle and 0 <= seconds - self.begun <= LONGEST_SECONDS


def digest_of(token: str) -> str:
    """What the server keeps of a token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
