"""Movements as rows for the compiled part, kept while what they are made of is the same.

A row hangs on its requirement and source, on shapes and sources by number and on the crisis; of these a book
after news shares nearly all. Columns are those of `tables`; numbers that shift are put in last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import ne

import numpy as np

from coalition.model.book import Book
from coalition.model.forces import Stock, Unit
from coalition.model.identity import LineId, MovementId, PlaceId, RequirementId
from coalition.model.plan import Assignment, Movement, movement_of
from coalition.model.requirements import Requirement
from coalition.planning.core import tables
from coalition.planning.core.lawyer import Lawyer
from coalition.planning.core.numbering import Alike, Register, shape_of

LineKey = tuple[MovementId, LineId]


@dataclass(frozen=True, slots=True)
class Consignment:
    """One movement with its rows; `keys` are its lines that have pieces."""

    requirement: Requirement
    source: Unit | Stock | None
    movement: Movement
    row: tuple[int, ...]
    lines: tables.Row
    keys: tuple[LineKey, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Who has which number."""

    book: Book
    lawyer: Lawyer
    alike: Alike
    places: Register[PlaceId]
    shapes: Register[tuple[object, ...]]
    sources: Register[str]

    def consignment(self, assignment: Assignment) -> Consignment:
        """The movement that the assignment makes. Raises KeyError when the book cannot make it."""
        movement = movement_of(self.book, assignment)
        source = _source(self.book, assignment)
        number = -1 if source is None else self.sources.number(source.id)
        takes = 0
        if source is not None:
            takes = 1 if isinstance(source, Unit) else assignment.pieces
        at = (
            self.lawyer.owner(movement), self.places.number(movement.origin),
            self.places.number(movement.destination),
        )  # fmt: skip
        row = tables.movement_row(
            movement, (0, *at), (*tables.pledge_of(source), number, takes)
        )  # fmt: skip
        wanted = [line for line in movement.lines if line.pieces > 0]
        lines = tables.row(
            n for line in wanted
            for n in tables.line_row(
                line, 0, self.shapes.number(shape_of(line)), self.alike.mask(line.natures)
            )
        ).reshape(-1, 10)  # fmt: skip
        return Consignment(
            self.book.requirements[assignment.requirement], source, movement, tuple(row), lines,
            tuple([(movement.id, line.id) for line in wanted]),
        )  # fmt: skip


@dataclass(slots=True)
class Consignments:
    """Those known, by assignment, with the rows of requirements."""

    _facts: tuple[object, ...] = ()
    _shapes: list[tuple[object, ...]] = field(default_factory=list)
    _known: dict[Assignment, Consignment] = field(default_factory=dict)
    _wanted: dict[RequirementId, tuple[Requirement, tables.Row]] = field(default_factory=dict)

    def of(self, assignments: Iterable[Assignment], numbers: Numbers) -> list[Consignment]:
        """The consignments of the assignments, made where they are not known or not the same any more."""
        facts = (numbers.sources.things, numbers.book.crisis, numbers.alike)
        shapes = numbers.shapes.things
        if self._facts != facts or any(map(ne, self._shapes, shapes)):
            self._known = {}
        self._facts = facts
        self._shapes = max(self._shapes, shapes, key=len) if self._known else shapes
        book, found = numbers.book, []
        for assignment in assignments:
            known = self._known.get(assignment)
            if (
                known is None
                or known.requirement is not book.requirements.get(assignment.requirement)
                or known.source is not _source(book, assignment)
            ):
                known = self._known[assignment] = numbers.consignment(assignment)
            found.append(known)
        return found

    def requirement_rows(self, book: Book, places: Register[PlaceId]) -> tables.Row:
        """A row for each requirement of the book."""
        rows = []
        for name, wanted in book.requirements.items():
            known = self._wanted.get(name)
            if known is None or known[0] is not wanted:
                numbers = {place: places.number(place) for place in _ports(wanted)}
                known = wanted, tables.row(tables.requirement_row(wanted, numbers))
                self._wanted[name] = known
            rows.append(known[1])
        return np.concatenate(rows) if rows else tables.row(())


def rows_of(
    found: list[Consignment], requirements: Mapping[RequirementId, int], first: int
) -> tuple[tables.Row, tables.Row]:
    """Rows of movements, numbered from `first` on, and of their lines."""
    movements = np.array([one.row for one in found], dtype=np.int64).reshape(-1, 11)
    movements[:, 0] = [requirements[one.movement.requirement] for one in found]
    lines = np.concatenate([np.empty((0, 10), dtype=np.int64), *(one.lines for one in found)])
    lines[:, 0] = np.repeat(np.arange(len(found)) + first, [len(one.lines) for one in found])
    return movements, lines


def _source(book: Book, assignment: Assignment) -> Unit | Stock | None:
    if assignment.unit is not None:
        return book.units.get(assignment.unit)
    return None if assignment.stock is None else book.stocks.get(assignment.stock)


def _ports(requirement: Requirement) -> list[PlaceId]:
    ports = (requirement.destination, requirement.poe, requirement.pod)
    return [port for port in ports if port is not None]
