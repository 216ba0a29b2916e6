"""What rows are made from: one view, its book, and a plan of it where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coalition.command.fold.picture import Picture
from coalition.model.book import Book
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.rows.shown import Marks
from coalition.operations.crisis.viewing.view import View


@dataclass(frozen=True, slots=True)
class PlanInView:
    """A plan that the view holds: the id and owner of its object, whether it stands, and its document."""

    id: str
    owner: str
    stale: bool
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """One view to make rows from. `plan` is the plan asked for, or in force; None when there is none."""

    room: CrisisRoom
    view: View
    marks: Marks
    plan: PlanInView | None = None

    @property
    def picture(self) -> Picture:
        """The picture of the view."""
        return self.view.picture()

    @property
    def book(self) -> Book | None:
        """The book of the view."""
        return self.room.book(self.view)
