"""Nouns of an exercise list: the event, the list, what is expected. All texts are kept as they were written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coalition.measure.instants import Minute

_UNPLAYED = frozenset({"held", "cancelled", "canceled", "archived", "contingency"})
_LONGEST_TITLE = 90


class Standing(StrEnum):
    """How far something expected came about."""

    MET = "met"
    PARTLY = "partly"
    NOT = "not"
    OPEN = "not evaluated"


RATINGS: Mapping[str, Standing] = {
    "met": Standing.MET, "yes": Standing.MET, "p": Standing.MET, "s": Standing.MET,
    "partly": Standing.PARTLY, "m": Standing.PARTLY,
    "not": Standing.NOT, "no": Standing.NOT, "u": Standing.NOT,
}  # fmt: skip
"""An observer's word -> standing. P, S, M, U are HSEEP's: performed without, with some, with major challenges
(S still achieved the objective), unable to be performed."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row: its number, where it stands, when it is played, and its cells by field; `extra` by head."""

    number: str
    row: int
    at: Minute | None
    texts: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The cell of the field, blank when there is none."""
        return self.texts.get(name, "")

    @property
    def title(self) -> str:
        """The inject in a few words; where none are given, the beginning of its message."""
        given = self.text("inject") or re.split(r"(?<=[.!?])\s|\n", self.text("message"))[0]
        return (
            given if len(given) <= _LONGEST_TITLE else f"{given[: _LONGEST_TITLE - 3].rstrip()}..."
        )

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objectives it serves."""
        return tuple(one.strip() for one in self.text("objective").split(";") if one.strip())

    @property
    def played(self) -> bool:
        """Whether it is played: neither held, cancelled nor archived."""
        return self.text("status").casefold() not in _UNPLAYED

    @property
    def rating(self) -> Standing:
        """The observer's rating; open when none was given."""
        return RATINGS.get(self.text("rating").casefold(), Standing.OPEN)


@dataclass(frozen=True, slots=True)
class EventList:
    """A main events and incidents list as read: events in the order of their rows.

    `heads` is head by field; `unread` are heads that no field takes, kept with the events as they are.
    """

    shown: str
    layout: str
    events: tuple[Event, ...]
    heads: Mapping[str, str]
    unread: tuple[str, ...] = ()

    def where(self, event: Event, name: str) -> str:
        """`file:row N, column HEAD` of a field of an event."""
        return f"{self.shown}:row {event.row}, column {self.heads.get(name, name)}"

    @property
    def script(self) -> tuple[Event, ...]:
        """The events that are played, in the order of their time; of one time in the order of rows."""
        played = [event for event in self.events if event.played and event.at is not None]
        return tuple(sorted(played, key=lambda event: (event.at or 0, event.row)))


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing expected: a measure, of one requirement or of the whole, in relation to a bound.

    `bound` is a count, minutes, millionths or an instant by the measure; None is never; a tuple the words
    of verdicts.
    """

    text: str
    measure: str
    subject: str
    relation: str
    bound: int | tuple[str, ...] | None
