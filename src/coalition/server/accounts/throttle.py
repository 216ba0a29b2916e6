"""How often something may be tried: a bucket of tokens for each key, refilled steadily."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `burst` at once, and `per_minute` on the long run."""

    burst: int
    per_minute: int


class Throttle:
    """Buckets by key; `now` gives monotonic seconds. The longest unused is forgotten beyond `keys_max`."""

    def __init__(self, pace: Pace, now: Callable[[], float], *, keys_max: int = 10_000) -> None:
        self._pace, self._now, self._keys_max = pace, now, keys_max
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable) -> int:
        """0 when it may go ahead, else the seconds to wait."""
        now = self._now()
        tokens, since = self._buckets.pop(key, (float(self._pace.burst), now))
        tokens = min(float(self._pace.burst), tokens + (now - since) * self._pace.per_minute / 60)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        if len(self._buckets) > self._keys_max:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, -int(-(1 - tokens) * 60 // self._pace.per_minute))

    def forget(self, key: Hashable) -> None:
        """The key starts anew with a full bucket."""
        self._buckets.pop(key, None)
