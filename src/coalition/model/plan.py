"""A plan: which source serves which requirement, and every trip of every carrier.

The rules a plan must keep stand in `docs/explanation/planning-rules.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.identity import (
    CarrierId,
    LineId,
    MovementId,
    NationId,
    PlaceId,
    RequirementId,
    StockId,
    UnitId,
)
from coalition.model.requirements import Kind, Requirement

PPM = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """A source put to a requirement: exactly one of `unit`, `stock` (with `pieces`), or neither, when
    the requirement carries its own lines.
    """

    requirement: RequirementId
    unit: UnitId | None = None
    stock: StockId | None = None
    pieces: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Load:
    """So many pieces of one cargo line of one movement."""

    movement: MovementId
    line: LineId
    pieces: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A carrier's working time [arrive, depart] at a place: loads set down, then loads taken on.

    `avoiding` names the way *onward* from this stop (see `WayKey`). A stop without work may have
    `arrive == depart` and takes no slot then.
    """

    place: PlaceId
    arrive: Minute
    depart: Minute
    off: tuple[Load, ...] = ()
    on: tuple[Load, ...] = ()
    avoiding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trip:
    """A run of stops of one carrier; an empty run is a positioning move."""

    carrier: CarrierId
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """The value of a plan, compared in this order; lower is better.

    `undelivered`: sum over requirements of weight x share not delivered (or not covered), in millionths.
    `lateness`: sum of weight x minutes that closure comes after RDD; what never closes counts to the
    horizon's end. `cost`: sum over trips of moving minutes x cost an hour, divided by 60.
    """

    undelivered: int
    lateness: int
    cost: int


@dataclass(frozen=True, slots=True)
class Bound:
    """No right plan scores below this; `relaxation` says why.

    `closure` is below the weighted closure time of every right plan: the sum over requirements of weight x
    minutes from the crisis's activation to closure, to the horizon's end when it never closes. None when
    nobody has bounded it.
    """

    undelivered: int
    lateness: int
    relaxation: str
    closure: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Sourcing and trips, with who made it and what it claims as bound."""

    book_title: str
    assignments: tuple[Assignment, ...]
    trips: tuple[Trip, ...]
    made_by: str = ""
    seed: int = 0
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """A requirement together with the source that serves it: what must go from `origin`.

    `ready` is activation plus notice to move, or RLD when later; `covers` is how much of a capability
    it brings.
    """

    id: MovementId
    requirement: RequirementId
    nation: NationId
    origin: PlaceId
    destination: PlaceId
    ready: Minute
    lines: tuple[CargoLine, ...]
    covers: int = 0
    unit: UnitId | None = None
    stock: StockId | None = None


def movement_of(book: Book, assignment: Assignment) -> Movement:
    """The movement an assignment makes.

    Raises KeyError when the assignment names a requirement or source that the book does not hold, or
    leaves out the source of a requirement that has no lines of its own.
    """
    requirement = book.requirements[assignment.requirement]
    if assignment.unit is not None:
        unit = book.units[assignment.unit]
        return Movement(
            _movement_id(requirement, unit.id), requirement.id, unit.nation,
            requirement.origin or unit.home, requirement.destination,
            _ready(book, requirement, unit.ntm_minutes), unit.lines,
            covers=unit.capability_amount, unit=unit.id,
        )  # fmt: skip
    if assignment.stock is not None:
        stock = book.stocks[assignment.stock]
        return Movement(
            _movement_id(requirement, stock.id), requirement.id, stock.nation,
            stock.place, requirement.destination, _ready(book, requirement, stock.ntm_minutes),
            (replace(stock.line, pieces=assignment.pieces),),
            covers=assignment.pieces * stock.amount_per_piece, stock=stock.id,
        )  # fmt: skip
    if requirement.nation is None or requirement.origin is None:
        raise KeyError(requirement.id)
    return Movement(
        MovementId(requirement.id), requirement.id, requirement.nation, requirement.origin,
        requirement.destination, _ready(book, requirement, 0), requirement.lines,
    )  # fmt: skip


def named_assignment(requirement: Requirement) -> Assignment:
    """The only assignment a movement requirement allows: the source it names itself."""
    return Assignment(requirement.id, requirement.unit, requirement.stock, requirement.amount)


def _movement_id(requirement: Requirement, source: str) -> MovementId:
    chosen = requirement.kind is Kind.CAPABILITY
    return MovementId(f"{requirement.id}+{source}" if chosen else requirement.id)


def _ready(book: Book, requirement: Requirement, ntm_minutes: int) -> Minute:
    start = book.crisis.activated if requirement.activated is None else requirement.activated
    notice = Minute(start + ntm_minutes)
    return notice if requirement.rld is None else max(notice, requirement.rld)
