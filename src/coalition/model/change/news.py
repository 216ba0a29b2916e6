"""News that reaches a planner while a plan is carried out: what is told, and from when it is so.

What each kind does to a book stands in `operations.news`; its words and keys in `formats.schema.news`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.law import Decision, Duration, Instrument
from coalition.model.places import Mode
from coalition.model.requirements import Requirement


class NewsKind(StrEnum):
    """What kind of thing is told."""

    CONSENT_WITHDRAWN = "consent-withdrawn"
    CONSENT_REFUSED = "consent-refused"
    CONSENT_EARLY = "consent-early"
    CONSENT_LATE = "consent-late"
    DECISION_EARLY = "decision-early"
    PROCEDURE_SLOW = "procedure-slow"
    PROHIBITION = "prohibition-declared"
    CAVEAT_DECLARED = "caveat-declared"
    CAVEAT_LIFTED = "caveat-lifted"
    AIRSPACE_CLOSED = "airspace-closed"
    PASSAGE_CLOSED = "passage-closed"
    PLACE_CLOSED = "place-closed"
    PLACE_REOPENED = "place-reopened"
    WAY_CLOSED = "way-closed"
    SLOTS_CHANGED = "slots-changed"
    FLEET_LATE = "fleet-late"
    CARRIERS_LOST = "carriers-lost"
    CARRIERS_ADDED = "carriers-added"
    SPEED_REDUCED = "speed-reduced"
    READINESS_SLIPS = "readiness-slips"
    UNIT_WITHDRAWN = "unit-withdrawn"
    PLEDGE_WITHDRAWN = "pledge-withdrawn"
    STOCK_REDUCED = "stock-reduced"
    REQUIREMENT_NEW = "requirement-new"
    REQUIREMENT_CANCELLED = "requirement-cancelled"
    RDD_MOVED = "rdd-moved"
    PRIORITY_CHANGED = "priority-changed"
    LOAD_CHANGED = "load-changed"
    POD_CHANGED = "pod-changed"
    DESTINATION_CHANGED = "destination-changed"


Made = Decision | Instrument | Requirement | Duration
"""What news may bring with it: a new decision, a new text, a new requirement, another length of a step."""


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One piece of news.

    `subject` is the id of what it speaks of (a decision, place, fleet, ...), `when` the time for which it is
    so; `opens` alone is the date it tells. `amount` and `weight` are numbers in the words of the kind
    (carriers, slots, minutes, percent, pieces, priority). `target` is where something is to go instead.
    """

    kind: NewsKind
    subject: str
    when: Interval = Interval(ALWAYS, FOREVER)
    amount: int = 0
    weight: int | None = None
    mode: Mode | None = None
    target: str = ""
    made: Made | None = None
    text: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The ids it speaks of."""
        brought = self.made.id if isinstance(self.made, Decision | Instrument | Requirement) else ""
        procedure = self.made.procedure if isinstance(self.made, Decision) else ""
        return frozenset({self.subject, self.target, brought, procedure} - {""})

    @property
    def words(self) -> str:
        """The kind and its subject, and what the teller says."""
        told = f" ({self.text})" if self.text else ""
        return f"{self.kind} {self.subject}{told}"


@dataclass(frozen=True, slots=True)
class News:
    """All that became known at one instant, in the order in which it is taken in."""

    at: Minute
    items: tuple[NewsItem, ...]

    @property
    def touches(self) -> frozenset[str]:
        """Every id that any of it speaks of."""
        return frozenset[str]().union(*(item.names for item in self.items))
