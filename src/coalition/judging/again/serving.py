"""Which movements serve which requirements, kept from one plan and book to the next.

Not here: who carries them (`part`), and how they close (`account`).
"""

from __future__ import annotations

from collections.abc import Set
from operator import is_

from coalition.judging.docket import Carried, LoadKey, assignment_order
from coalition.model.book import Book
from coalition.model.identity import MovementId, RequirementId
from coalition.model.plan import Assignment, Movement, movement_of


class Serving:
    """The movements of a plan's assignments under a book, by requirement and by id, and their lines."""

    def __init__(self) -> None:
        self._given: tuple[Assignment, ...] | None = None
        self._assigned: frozenset[Assignment] = frozenset()
        self._of: dict[RequirementId, tuple[Movement, ...]] = {}
        self.movements: dict[MovementId, Movement] = {}
        self.lines: dict[LoadKey, Carried] = {}

    def of(self, requirement: RequirementId) -> tuple[Movement, ...]:
        """Who serves the requirement."""
        return self._of.get(requirement, ())

    def turn(
        self, book: Book, given: tuple[Assignment, ...], changed: Set[RequirementId]
    ) -> set[RequirementId]:
        """Go on to other assignments and another book; requirements that others serve, or otherwise.

        `changed` are requirements that the book holds with other words, or whose source it does.
        """
        names = set(changed)
        if not self._is_given(given):
            before, self._assigned = self._assigned, frozenset(given)
            names |= {one.requirement for one in before ^ self._assigned}
        self._given = given
        held: dict[RequirementId, list[Movement]] = {name: [] for name in names}
        bearing = [one for one in given if one.requirement in names]
        for assignment in sorted(bearing, key=assignment_order):
            movement = _movement(book, assignment)
            serving = held[assignment.requirement]
            if movement is not None and all(movement.id != one.id for one in serving):
                serving.append(movement)
        moved = {name for name, serving in held.items() if tuple(serving) != self.of(name)}
        for name in moved:
            self._put(name, tuple(held[name]))
        return moved

    def _is_given(self, given: tuple[Assignment, ...]) -> bool:
        before = self._given
        return before is not None and len(before) == len(given) and all(map(is_, before, given))

    def _put(self, name: RequirementId, serving: tuple[Movement, ...]) -> None:
        for gone in self._of.pop(name, ()):
            del self.movements[gone.id]
            for line in gone.lines:
                self.lines.pop((gone.id, line.id), None)
        if serving:
            self._of[name] = serving
        for movement in serving:
            self.movements[movement.id] = movement
            for line in movement.lines:
                self.lines[movement.id, line.id] = Carried(movement, line, line.pieces)


def _movement(book: Book, assignment: Assignment) -> Movement | None:
    try:
        return movement_of(book, assignment)
    except KeyError:
        return None
