"""Answers kept for the next question, the oldest forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most `most` answers by key; what is forgotten is made again, so nothing depends on it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[K, V] = OrderedDict()

    def recall(self, key: K, make: Callable[[], V]) -> V:
        """The answer for the key, made now unless it is kept."""
        if key not in self._answers:
            self._answers[key] = make()
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
        self._answers.move_to_end(key)
        return self._answers[key]
