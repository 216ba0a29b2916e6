"""What the planner needs of the law and of the network; `Authority` and `Network` fit, so do fakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coalition.authority.answer import Question, Window
from coalition.model.ways import Way, WayKey


class LawBook(Protocol):
    """Answers legal questions with their proof."""

    def windows(self, question: Question) -> Sequence[Window]:
        """All stretches in which the answer is yes, in order of opening."""

    def alternatives(self, question: Question) -> Sequence[Window]:
        """Each permission's own windows with its limits; they may overlap."""


class WayBook(Protocol):
    """Finds the way a key names."""

    def find_way(self, key: WayKey) -> Way | None:
        """The way, or None when there is none."""
