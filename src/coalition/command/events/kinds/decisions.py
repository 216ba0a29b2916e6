"""Events of drafts and proposals: tabling, putting under a rule, receipts, positions, letters, the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.command.events.event import NO_EVENT, EventId, ObjectId, Origin
from coalition.command.events.kinds.bodies import ForumRule
from coalition.command.events.terms import Clock, Condition, Rest
from coalition.measure.instants import Minute


class Stance(StrEnum):
    """What a nation says to a text."""

    ASSENT = "assent"
    OBJECT = "object"
    """Breaks silence, bars consensus, votes against."""
    RESERVE = "reserve"
    """Acquiesces, subject to an explicit reservation that is recorded."""
    CONDITIONAL = "conditional"
    """Assents once its conditions are met, which it says itself."""
    ABSTAIN = "abstain"
    """Under majority and unanimity; consensus knows no abstention."""


class Outcome(StrEnum):
    """Where a decision stands."""

    OPEN = "open"
    AGREED = "agreed"
    BROKEN = "broken"
    """Somebody objected under silence or consensus."""
    REFUSED = "refused"
    """The majority or the single authority said no."""
    HELD = "held"
    """Time is up, and something said is still in the way: a condition, a withdrawn assent, a quorum."""
    UNKNOWN = "unknown"
    """Time is up, and something needed to know is missing: a receipt, a letter that was noted."""
    ENDED = "ended"
    """The text was revised, put anew, moved to another forum or withdrawn before anything was decided."""


@dataclass(frozen=True, slots=True)
class DraftWritten:
    """A nation's own draft; only it sees it."""

    title: str
    text: str
    matter: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class DraftRevised:
    """The draft's words from now on."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftTabled:
    """The draft became a proposal. The proposal does not name the draft: that would show it was there."""

    proposal: ObjectId


@dataclass(frozen=True, slots=True)
class DraftDropped:
    """The nation gives its draft up."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProposalTabled:
    """A text lies before a body."""

    body: ObjectId
    title: str
    text: str
    matter: str = ""
    document: str = ""
    rests_on: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True)
class TextRevised:
    """Another text (`-REV1`); what was open under the former one ends."""

    title: str
    text: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """Its mover takes it back."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class DecisionOpened:
    """The secretariat puts a text to a body: rule, roster and clock are frozen by this event.

    `text` is the event with the words put; `epoch` the event that gave the body the roster. A later opening
    ends an earlier one.
    """

    body: ObjectId
    text: EventId
    epoch: EventId
    roster: tuple[Origin, ...]
    rule: ForumRule
    clock: Clock = Clock()


@dataclass(frozen=True, slots=True)
class ReceiptSigned:
    """A nation has the text that was put; without this its silence says nothing."""

    opening: EventId


@dataclass(frozen=True, slots=True)
class PositionTaken:
    """A nation's position on what was put. `letter` is its formal letter, `joint` the common letter of several.

    An objection under silence needs a letter. Each nation of a joint letter sends its own event.
    """

    opening: EventId
    stance: Stance
    letter: str = ""
    joint: str = ""
    reservation: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionMet:
    """The nation itself says that conditions of its position are met."""

    position: EventId
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PositionWithdrawn:
    """The nation takes its position back; its silence no longer counts, it may speak anew."""

    position: EventId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LetterNoted:
    """The secretariat has a nation's position in hand since `received`, by the secretariat's clock."""

    opening: EventId
    position: EventId
    nation: Origin
    received: Minute
    letter: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineExtended:
    """More time for everybody: the clock ends at `until`. Only before it has ended, only to later."""

    opening: EventId
    until: Minute
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ForumChanged:
    """The matter moves to another body, where it starts anew: a legal move, since other nations sit there."""

    body: ObjectId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DecisionClosed:
    """Finality: the outcome, and every receipt and position that was counted for it.

    What is signed in time but arrives later is recorded, and changes nothing any more.
    """

    opening: EventId
    outcome: Outcome
    counted: tuple[EventId, ...] = ()


class Disclosure(StrEnum):
    """Whether a document may be shown to the public."""

    NOT_DECIDED = "not-decided"
    PUBLIC = "public"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class SheetLetter:
    """A letter as an action sheet notes it; `nations` stays empty where the sheet names none."""

    reference: str
    delegations: int
    nations: tuple[Origin, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class ActionSheetIssued:
    """The document on what was agreed (`-AS1`): its word on the date and the letters, not a nation's position.

    `opening` is empty where nobody recorded how the text was put.
    """

    document: str
    outcome: Outcome
    text: str
    decided: Minute | None = None
    opening: EventId = NO_EVENT
    letters: tuple[SheetLetter, ...] = ()
    reservations: tuple[str, ...] = ()
    disclosure: Disclosure = Disclosure.NOT_DECIDED
    source: str = ""
