"""Minutes of a rehearsal: counted from the crisis's activation, held in 32 bits, with a never that adds up.

Twice `NEVER` still fits into 32 bits, so that a length may be added to it without a check.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEVER = 1 << 29
"""Later than everything that happens."""
LONG_AGO = -NEVER
"""Earlier than everything that happens."""

Minutes = NDArray[np.int32]
Indices = NDArray[np.int32]
Flags = NDArray[np.bool_]


def held(at: int) -> int:
    """A minute, relative to C-day, held between long ago and never."""
    return max(LONG_AGO, min(NEVER, at))
