"""What a whole decision is worth, exactly, in every future; and the cuts that this teaches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.prepositioning.first_stage import FirstStage
from coalition.prepositioning.problem.aim import Aim, masks, risk
from coalition.prepositioning.problem.instance import Floats, Instance
from coalition.prepositioning.recourse.linear import Recourse, Valuation

LACK_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A decision `x` with its worth: `total` money; `first` of it now; `costs` (F, S) of recourse.

    `lacking` is whether a service that is due cannot be given: then the decision is none.
    """

    x: Floats
    total: float
    first: float
    costs: Floats
    valuations: tuple[Valuation, ...]
    lack: Valuation | None = None

    @property
    def lacking(self) -> bool:
        """Whether a service that is due cannot be given."""
        return self.lack is not None and bool((self.lack.value > LACK_TOLERANCE).any())


class Appraiser:
    """Appraises decisions of one instance under one aim."""

    def __init__(self, instance: Instance, stage: FirstStage, aim: Aim) -> None:
        self.instance, self.stage, self.aim = instance, stage, aim
        self.masks = masks(instance, aim)
        self.recourse = Recourse(instance)
        self._service = Recourse(instance, only_lack=True) if instance.service else None

    def appraise(self, x: Floats) -> Appraisal:
        """The worth of the decision."""
        stage = self.stage
        held = stage.held(x)
        due = 1.0 - x[stage.excused] if len(stage.excused) else None
        found = tuple(self.recourse.value(held * mask, due) for mask in self.masks)
        costs = np.stack([one.value.sum(axis=1) for one in found])
        first = float(stage.cost @ x[: len(stage.cost)])
        worth = risk(self.aim, self.instance.scenarios.probability, costs)
        lack = None
        if self._service is not None and due is not None:
            lack = self._service.value(held, due)
        return Appraisal(x[: len(stage.cost)], first + worth, first, costs, found, lack)
