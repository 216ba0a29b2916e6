"""Whether what is at a place ever passes its limit, asked of numbers alone, so that a rule seldom has to look.

Where the answer is not a plain no, the rule itself is asked; this never finds anything by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

Changes = NDArray[np.int64]
"""Shape (changes, columns): the minute, then by how much each amount changes then."""


def changes_of(rows: Collection[tuple[int, ...]], columns: int) -> Changes:
    """The rows as an array of that many columns, the minute first."""
    return np.array(list(rows), dtype=np.int64).reshape(len(rows), columns)


def stays_within(parts: Sequence[Changes], limits: Sequence[int | None]) -> bool:
    """Whether no amount, summed over all parts, is above its limit after any minute; None is no limit."""
    changes = np.concatenate(parts)
    if not len(changes):
        return True
    changes = changes[np.argsort(changes[:, 0], kind="stable")]
    last = np.append(np.flatnonzero(np.diff(changes[:, 0])), len(changes) - 1)
    stands = np.cumsum(changes[:, 1:], axis=0)[last]
    return all(limit is None or int(stands[:, n].max()) <= limit for n, limit in enumerate(limits))
