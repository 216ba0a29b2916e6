"""A hedge: what could be had a little sooner or a little larger, in the words of whoever could give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from coalition.model.book import Book
from coalition.model.identity import RequirementId

Change = Callable[[Book], Book]
"""How the book reads with the hedge; pure, and sent to other processes."""


class HedgeKind(StrEnum):
    """What is changed, by its natural unit."""

    PERMISSION = "permission 24 h earlier"
    LIFTED = "prohibition lifted"
    GRANTED = "refusal turned into a grant"
    SIGNED = "permission signed"
    NOTICE = "a day's notice"
    CARRIER = "more carriers"
    AVAILABLE = "carriers a day earlier"
    SLOT = "one more working place"
    HANDLING = "handling a quarter faster"
    HOURS = "open around the clock"
    CLOSURE = "closure a day shorter"
    DAILY = "one more carrier a day"
    DATE = "date a day earlier"
    PLEDGE = "pledge a day earlier"
    PLEDGED_MORE = "more pledged"
    MOVED = "stock moved"


@dataclass(frozen=True, slots=True)
class Hedge:
    """What could be changed. `subject` tells hedges of one kind apart.

    `whose` is the nation or body that could do it, `under` the provision, decision or source it rests on,
    `cost` what is known of its price, in words.
    """

    kind: HedgeKind
    subject: str
    words: str
    whose: str
    change: Change = field(compare=False, repr=False)
    under: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A hedge with what hangs on it: requirements that are late or unmet, and their weighted minutes."""

    hedge: Hedge
    requirements: tuple[RequirementId, ...]
    weighted_minutes: int
