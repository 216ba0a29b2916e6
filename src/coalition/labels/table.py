"""Labels interned to small whole numbers, and for each clearance one mask over all of them.

Real data repeats few labels over many objects: a clearance is decided once per label, then joined by index.
Objects carry an int32 number; `mask[numbers]` filters millions. A table belongs to one policy; a mask is
held for the most recently used clearances and grows with the table. One writer may intern while others read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coalition.labels.decision import sees
from coalition.labels.label import Clearance, Label
from coalition.labels.policy import Policy

Numbers: TypeAlias = NDArray[np.int32]
Mask: TypeAlias = NDArray[np.bool_]

CLEARANCES_HELD_MAX = 1024
"""Masks kept; the least recently used goes first."""


class LabelTable:
    """All labels in use under one policy, numbered in the order in which they came.

    INVARIANT: a number once given never changes its label, and a mask holds only answers of `may_see`.
    """

    __slots__ = ("_labels", "_lock", "_masks", "_numbers", "policy")

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._labels: list[Label] = []
        self._numbers: dict[Label, int] = {}
        self._masks: OrderedDict[Clearance, Mask] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._labels)

    def intern(self, label: Label) -> int:
        """The number of this label, from 0; the same label always has the same."""
        known = self._numbers.get(label)
        if known is not None:
            return known
        with self._lock:
            if label not in self._numbers:
                self._labels.append(label)
                self._numbers[label] = len(self._labels) - 1
            return self._numbers[label]

    def intern_all(self, labels: Iterable[Label]) -> Numbers:
        """int32 numbers, one a label, in the order given."""
        return np.fromiter((self.intern(label) for label in labels), dtype=np.int32)

    def label(self, number: int) -> Label:
        """The label of a number. Raises IndexError for a number never given."""
        if number < 0:
            raise IndexError(number)
        return self._labels[number]

    def visible(self, clearance: Clearance) -> Mask:
        """Read-only mask, one a label in the table: whether the holder may see what bears it."""
        held = self._masks.get(clearance) if len(self._masks) < CLEARANCES_HELD_MAX else None
        if held is not None and len(held) >= len(self._labels):
            return held  # readers do not wait for one another while there is room for all
        with self._lock:
            mask = self._masks.pop(clearance, None)
            if mask is None or len(mask) < len(self._labels):
                mask = self._extended(clearance, mask)
            self._masks[clearance] = mask
            if len(self._masks) > CLEARANCES_HELD_MAX:
                self._masks.popitem(last=False)
            return mask

    def visible_among(self, clearance: Clearance, numbers: Numbers) -> Mask:
        """One mask value an object, given the label number of each. Raises IndexError like `label`."""
        if numbers.size and int(numbers.min()) < 0:
            raise IndexError(int(numbers.min()))
        seen: Mask = self.visible(clearance)[numbers]
        return seen

    def _extended(self, clearance: Clearance, mask: Mask | None) -> Mask:
        done = 0 if mask is None else len(mask)
        more = np.fromiter(
            (sees(self.policy, clearance, label) for label in self._labels[done:]),
            dtype=np.bool_,
        )
        grown = more if mask is None else np.concatenate((mask, more))
        grown.flags.writeable = False
        return grown
