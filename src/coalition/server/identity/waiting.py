"""Log-ins that are at the provider: each known by its state, good once, for ten minutes, in the browser
that began it.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

GOOD_SECONDS = 600
_WAITING_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """One log-in on its way: what must come back, and what only this server and this browser know."""

    state: str
    nonce: str
    verifier: str
    browser: str
    begun: int

    @property
    def challenge(self) -> str:
        """The S256 challenge of the verifier (RFC 7636)."""
        digest = sha256(self.verifier.encode()).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")


class Waiting:
    """The attempts under way."""

    def __init__(self, seconds: Callable[[], int], chance: Callable[[int], bytes]) -> None:
        self._seconds, self._chance = seconds, chance
        self._attempts: OrderedDict[str, Attempt] = OrderedDict()
        self._lock = Lock()

    def begin(self) -> Attempt:
        """A new attempt."""
        state, nonce, verifier, browser = (self._chance(32).hex() for _ in range(4))
        attempt = Attempt(state, nonce, verifier, browser, self._seconds())
        with self._lock:
            self._attempts[attempt.state] = attempt
            while len(self._attempts) > _WAITING_MAX:
                self._attempts.popitem(last=False)
        return attempt

    def take(self, state: str, browser: str) -> Attempt | None:
        """The attempt of that state and browser, which is then used up; None when there is none, or it is
        too old.
        """
        with self._lock:
            found = self._attempts.pop(state, None)
        if found is None or found.browser != browser:
            return None
        return found if self._seconds() - found.begun <= GOOD_SECONDS else None
