"""The model's nouns: slots of carriers, cargoes with their streams, and what is under construction."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ortools.sat.python import cp_model
from tests.differential.exact.frame import Frame, Rule
from tests.differential.exact.unfolding import Arc, Lot, PlanLeg, Unfolded

from coalition.authority.legs import Aboard
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, LineId, MovementId, PlaceId, RequirementId
from coalition.model.plan import Assignment, Movement
from coalition.model.requirements import Requirement

Var = cp_model.IntVar
Linear = cp_model.LinearExprT
Stage = tuple[MovementId, int, int]
"""Movement, number of its stream, stage of the stream's route."""


@dataclass
class Boarding:
    """A slot may carry lines of a stage that the law treats alike: `lit` says that it does."""

    stage: Stage
    arc: Arc
    aboard: Aboard
    lit: Var
    shares: dict[LineId, Var] = field(default_factory=dict)
    """Pieces by line."""


@dataclass
class Slot:
    """One leg of one free carrier, from begin of loading to end of unloading.

    `starts` and `ends` say where it leaves and arrives; `works` whether it carries anything.
    """

    carrier: CarrierId
    fleet: Fleet
    used: Var
    works: Var
    times: tuple[Var, Var, Var, Var]
    moving: Var
    arcs: dict[Arc, Var]
    starts: dict[PlaceId, Var]
    ends: dict[PlaceId, Var]
    boardings: list[Boarding] = field(default_factory=list)


@dataclass
class Stream:
    """Pieces of a cargo that take one route; `held` is what legs that stay as they are carry, by stage."""

    route: tuple[PlaceId, ...]
    used: Var
    flow: dict[LineId, Var]
    ends: list[Var]
    """By which minute each stage but the last is complete."""
    held: list[dict[PlanLeg, dict[LineId, int]]]

    @property
    def stages(self) -> list[tuple[PlaceId, PlaceId]]:
        return list(zip(self.route, self.route[1:], strict=False))


@dataclass
class Cargo:
    """A movement the model may carry: `kept` says whether it does."""

    assignment: Assignment
    movement: Movement
    requirement: Requirement
    kept: Var
    pieces: dict[LineId, Var]
    closed: Var
    streams: list[Stream] = field(default_factory=list)


@dataclass
class Under:
    """A model under construction: which legs are freed, which requirements in play, what is held."""

    frame: Frame
    given: Unfolded
    freed: frozenset[PlanLeg]
    play: tuple[RequirementId, ...]
    finish: int
    """No freed leg ends later."""
    m: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    rows: dict[CarrierId, list[Slot]] = field(default_factory=dict)
    cargoes: list[Cargo] = field(default_factory=list)
    streamed: list[tuple[MovementId, list[Lot]]] = field(default_factory=list)
    """The lots of the given plan in each stream, in the order of streams."""
    within: dict[tuple[int, Rule], Var] = field(default_factory=dict)
    hints: dict[int, tuple[Var, int]] = field(default_factory=dict)
    """By index: a variable and its value in the given plan."""

    @property
    def slots(self) -> list[Slot]:
        return [slot for row in self.rows.values() for slot in row]

    @property
    def held_legs(self) -> list[PlanLeg]:
        """Legs that stay as they are."""
        return [leg for row in self.given.legs.values() for leg in row if leg not in self.freed]

    @cached_property
    def boarded(self) -> dict[Stage, list[tuple[Slot, Boarding]]]:
        """By stage, who may carry it; asked when all is loaded."""
        found: dict[Stage, list[tuple[Slot, Boarding]]] = {}
        for slot in self.slots:
            for boarding in slot.boardings:
                found.setdefault(boarding.stage, []).append((slot, boarding))
        return found

    def hint(self, var: Var, value: int) -> None:
        self.hints[var.index] = (var, int(value))
