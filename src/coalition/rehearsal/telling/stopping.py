"""When enough replications have been played.

The rule of Chow and Robbins ("On the asymptotic theory of fixed-width sequential confidence intervals for the
mean", Annals of Mathematical Statistics 36, 1965): go on in rounds until the 95 % interval of mean weighted
lateness is within so many percent of it; not before the first round of `LEAST`, for early variances are too
small.
"""

from __future__ import annotations

from coalition.rehearsal.engine.state import Array
from coalition.rehearsal.telling.figures import mean_of

LEAST = 200
ROUND = 200


def is_enough(late: Array, percent: float) -> bool:
    """Whether the interval of the mean is within so many percent of the mean."""
    if len(late) < LEAST:
        return False
    mean = mean_of(late)
    return mean.half_width <= abs(mean.value) * percent / 100
