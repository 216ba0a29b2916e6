"""Events of bodies: councils and committees, who sits there, by which rule they decide; and consultations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.command.events.event import ObjectId, Origin
from coalition.measure.instants import Minute
from coalition.model.nations import Rule

EVERY_MATTER = "*"


class CountOf(StrEnum):
    """What a majority is a majority of."""

    CAST = "cast"
    """Votes for and against; abstentions do not count."""
    PRESENT = "present"
    """Everybody who voted, abstentions too."""
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class ForumRule:
    """How a body decides a matter (`*`: every one not named).

    A majority is more than `share_num`/`share_den` of `count_of` (at least, when `reaching`). `quorum`: how
    many members must have spoken or signed receipt. `authority`: the nation that decides alone under `single`.
    """

    matter: str
    rule: Rule
    quorum: int = 0
    share_num: int = 1
    share_den: int = 2
    count_of: CountOf = CountOf.CAST
    reaching: bool = False
    authority: Origin = Origin("")


@dataclass(frozen=True, slots=True)
class BodyFounded:
    """A body exists from now on; `secretariat` is the origin that keeps its papers."""

    name: str
    members: tuple[Origin, ...]
    secretariat: Origin
    rules: tuple[ForumRule, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class RosterChanged:
    """The whole membership from now on: a new epoch, named by this event's id."""

    members: tuple[Origin, ...]
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """All rules of the body from now on."""

    rules: tuple[ForumRule, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BodyDissolved:
    """The body decides nothing more."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationRequested:
    """A nation asks a body to consult, under a provision (North Atlantic Treaty, art. 4)."""

    body: ObjectId
    provision: str
    matter: str
    threatened: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsultationConvened:
    """The secretariat calls the body together."""

    meets: Minute


@dataclass(frozen=True, slots=True)
class ConsultationHeld:
    """The body has consulted; what came of it."""

    result: str


@dataclass(frozen=True, slots=True)
class ConsultationWithdrawn:
    """The nation that asked no longer does."""

    reason: str = ""
