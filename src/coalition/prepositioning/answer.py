"""What the solver answers: the decision, what it costs, and a bound nothing lies below."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from coalition.prepositioning.problem.instance import Flags, Floats, Ints


class Route(StrEnum):
    """By which way an answer was found."""

    LOCATION = "location alone"
    CUTS = "cuts"
    WHOLE = "cuts, needs met whole"
    EXTENSIVE = "extensive form"


@dataclass(frozen=True, slots=True)
class Answer:
    """`opened` (I,) size of each site or -1; `held` (H,) units; `excused` (S,) from the service asked.

    `total` is what the aim makes of the decision, infinite when there is none (`feasible`); `first` money now;
    `costs` (S,) of recourse in each scenario with nothing lost; `bound` nothing lies below.
    """

    opened: Ints
    held: Floats
    excused: Flags
    total: float
    first: float
    costs: Floats
    bound: float
    route: Route
    rounds: int
    seconds: float

    @property
    def feasible(self) -> bool:
        """Whether there is a decision."""
        return bool(np.isfinite(self.total))

    @property
    def gap(self) -> float:
        """Relative distance of the decision from the bound; infinite without a decision."""
        if not self.feasible:
            return np.inf
        return max(self.total - self.bound, 0.0) / max(abs(self.total), 1e-9)
