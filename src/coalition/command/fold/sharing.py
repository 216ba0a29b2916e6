"""A map and a sorted list whose snapshots cost little: parts are copied when written after a snapshot.

A picture keeps the snapshot it was made with, and never changes; the fold goes on writing.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Generic, Protocol, TypeVar

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)
K = TypeVar("K", bound=tuple[int, str])

_PARTS = 1024  # a power of two
_LONGEST = 512


def _part_of(key: str) -> int:
    return hash(key) & (_PARTS - 1)


class Below(Protocol[V_co]):
    """A map that never changes and that several maps lie upon."""

    def find(self, key: str) -> V_co | None:
        """The value; None when there is none."""

    def items(self) -> Iterator[tuple[str, V_co]]:
        """Every key and its value, in no order that means anything."""


class MapSnapshot(Generic[V]):
    """A map by text key that never changes; what it does not hold itself is looked up below."""

    __slots__ = ("_below", "_parts")

    def __init__(self, parts: tuple[dict[str, V], ...] = (), below: Below[V] | None = None) -> None:
        self._parts, self._below = parts, below

    def find(self, key: str) -> V | None:
        """The value; None when there is none."""
        found = self._parts[_part_of(key)].get(key) if self._parts else None
        return found if found is not None or self._below is None else self._below.find(key)

    def values(self) -> Iterator[V]:
        """All values, in no order that means anything."""
        return _values(self._parts, self._below)


def _values(parts: Sequence[dict[str, V]], below: Below[V] | None) -> Iterator[V]:
    yield from chain.from_iterable(part.values() for part in parts)
    for key, value in () if below is None else below.items():
        if not parts or key not in parts[_part_of(key)]:
            yield value


class SharedMap(Generic[V]):
    """A map by text key; `snapshot` costs 1,024 pointers, a write after it one part of 1,024."""

    def __init__(self, below: Below[V] | None = None) -> None:
        self._parts: list[dict[str, V]] = [{}] * _PARTS
        self._own: set[int] = set()
        self._below = below

    def find(self, key: str) -> V | None:
        """The value; None when there is none."""
        found = self._parts[_part_of(key)].get(key)
        return found if found is not None or self._below is None else self._below.find(key)

    def put(self, key: str, value: V) -> None:
        """Set the value of a key."""
        at = _part_of(key)
        if at not in self._own:
            self._parts[at] = dict(self._parts[at])
            self._own.add(at)
        self._parts[at][key] = value

    def values(self) -> Iterator[V]:
        """All values, in no order that means anything."""
        return _values(self._parts, self._below)

    def snapshot(self) -> MapSnapshot[V]:
        """The map as it is now."""
        self._own.clear()
        return MapSnapshot(tuple(self._parts), self._below)


class SharedOrder(Generic[K]):
    """Keys in order, each once; `snapshot` costs one pointer per 512 keys, a write after it one run of them.

    What it begins with is one run, which is never written: it is cut into lists when a key belongs amid it.
    """

    def __init__(self, keys: Sequence[K] = ()) -> None:
        """The order of keys that are in order already, each once, and never change."""
        self._runs: list[Any] = [keys] if len(keys) else []
        self._whole = bool(len(keys))
        self._own: set[int] = set()

    def add(self, key: K) -> None:
        """Put a key in its place; a key that is there stays once. The last place is found at once."""
        if self._runs and self._runs[-1][-1] < key:
            self._add_last(key)
            return
        if self._whole and (len(self._runs) == 1 or key < self._runs[1][0]):
            self._cut()
        at = max(0, bisect_left(self._runs, key, key=lambda run: run[0]) - 1)
        if not self._runs:
            self._runs.append([])
            self._own.add(id(self._runs[0]))
        elif at + 1 < len(self._runs) and self._runs[at + 1][0] == key:
            return
        run = self._runs[at]
        place = bisect_left(run, key)
        if place < len(run) and run[place] == key:
            return
        run = self._owned(at)
        insort(run, key)
        if len(run) > _LONGEST:
            self._split(at)

    def snapshot(self) -> tuple[Sequence[K], ...]:
        """The runs as they are now; nobody writes them any more."""
        self._own.clear()
        return tuple(self._runs)

    def _add_last(self, key: K) -> None:
        if self._whole and len(self._runs) == 1:
            self._runs.append([key])
            self._own.add(id(self._runs[1]))
            return
        self._owned(len(self._runs) - 1).append(key)
        if len(self._runs[-1]) > _LONGEST:
            self._split(len(self._runs) - 1)

    def _cut(self) -> None:
        """What it began with becomes lists that may be written."""
        whole = list(self._runs[0])
        self._runs[:1] = [whole[at : at + _LONGEST] for at in range(0, len(whole), _LONGEST)]
        self._whole = False

    def _owned(self, at: int) -> list[K]:
        run = self._runs[at]
        if id(run) not in self._own:
            run = self._runs[at] = list(run)
            self._own.add(id(run))
        found: list[K] = run
        return found

    def _split(self, at: int) -> None:
        run = self._runs[at]
        rest = run[_LONGEST // 2 :]
        del run[_LONGEST // 2 :]
        self._runs.insert(at + 1, rest)
        self._own.add(id(rest))
