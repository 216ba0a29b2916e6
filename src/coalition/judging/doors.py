"""What the judge needs of the law and of the network, so that any book of either can be plugged in.

`authority.evaluate.Authority` and the network fit; so do the fakes of the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coalition.authority.answer import Answer, Bar, Question, Window
from coalition.measure.instants import Minute
from coalition.model.identity import NationId, ProvisionId
from coalition.model.ways import Way, WayKey


class LawBook(Protocol):
    """Answers legal questions with their proof."""

    def windows(self, question: Question, /) -> Sequence[Window]:
        """All times at which the answer is yes, in order; windows may touch."""

    def alternatives(self, question: Question, /) -> Sequence[Window]:
        """Each permission's own windows; they may overlap."""

    def bars(self, question: Question, /) -> Sequence[Bar]:
        """What forbids, refuses or lapses, in order."""

    def answer(self, question: Question, at: Minute, /) -> Answer:
        """What the law says from a minute on."""

    def status(self, actor: NationId, territory: NationId, at: Minute, /) -> ProvisionId | None:
        """The provision that gives the actor's forces a status there, if any."""


class WayBook(Protocol):
    """Finds the way a key names."""

    def find_way(self, key: WayKey, /) -> Way | None:
        """The way, or None when there is none."""
