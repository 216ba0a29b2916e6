"""Values in order that many views share, each seeing some of them: a view holds places, never copies.

The rule: what a view may see of a column is told by the mask of its labels alone. What it holds of it is four
bytes a value, made in one pass; a value is looked up when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from coalition.labels.table import Mask, Numbers

T = TypeVar("T")


class Places(Sequence[T]):
    """The values at some places of a sequence, in the order of the places; it never changes."""

    __slots__ = ("_places", "_values")

    def __init__(self, values: Sequence[T], places: Numbers) -> None:
        self._values, self._places = values, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, at: Any) -> Any:
        """The value at a place, or the list of those of a slice."""
        values = self._values
        if isinstance(at, slice):
            return [values[place] for place in self._places[at].tolist()]
        return values[self._places[at]]

    def __iter__(self) -> Iterator[T]:
        return map(self._values.__getitem__, self._places.tolist())


class Made(Sequence[T]):
    """What is made of each of some keys, when it is asked for; it never changes."""

    __slots__ = ("_make", "keys")

    def __init__(self, keys: Sequence[Any], make: Callable[[Any], T]) -> None:
        self.keys, self._make = keys, make

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, at: Any) -> Any:
        """What is made of the key at a place, or the list of those of a slice."""
        if isinstance(at, slice):
            return [self._make(key) for key in self.keys[at]]
        return self._make(self.keys[at])


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """Values in order, and side by side the number of the label of what each came from."""

    values: Sequence[T]
    labels: Numbers

    def seen(self, mask: Mask) -> Sequence[T]:
        """The values that may be seen, in order."""
        return Places(self.values, np.flatnonzero(mask[self.labels]).astype(np.int32))

    def count(self, mask: Mask) -> int:
        """How many values may be seen."""
        return int(np.count_nonzero(mask[self.labels]))


def column(pairs: Iterable[tuple[Any, int]]) -> Column[Any]:
    """The values in rising order, with their labels."""
    ordered = sorted(pairs)
    labels = np.fromiter((label for _, label in ordered), np.int32, len(ordered))
    return Column([value for value, _ in ordered], labels)
