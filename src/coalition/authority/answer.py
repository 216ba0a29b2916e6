"""What may be asked of the law, and what it answers: always with its proof.

A *question* is a query without a minute; its windows are all the times at which the answer is yes. What is made
by the hundred thousand is a named tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from coalition.measure.instants import FOREVER, Minute
from coalition.model.cargo import Nature
from coalition.model.identity import DecisionId, NationId, ProvisionId
from coalition.model.law import NO_LIMITS, Action, Limits
from coalition.model.places import Mode

AIDING = frozenset(
    {
        Action.ASSIST,
        Action.SUPPLY,
        Action.CONSULT,
        Action.ABSTAIN,
        Action.NOT_ATTACK,
        Action.EXCHANGE,
    }
)
"""Actions that touch no soil: what the actor does for or towards the territory's nation."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether `actor` may do `action` in or with `territory`, by this mode, with such cargo.

    `unit`, `fleet`, `place`, `task` and `mission` narrow it; empty text means *unspecified*, which no
    provision scoped to one of them fits. `partners` are the nations alongside or under whose command the
    actor would act. `beneficiary` is whose forces or people profit (see `benefits`).
    `amount` is how much is meant; what it leaves unstated is not compared. `power` is what command is
    asked for: a state of command or a power within one.
    """

    actor: NationId
    action: Action
    territory: NationId
    mode: Mode | None = None
    cargo: frozenset[Nature] = frozenset()
    unit: str = ""
    fleet: str = ""
    place: str = ""
    task: str = ""
    mission: str = ""
    partners: frozenset[NationId] = frozenset()
    beneficiary: NationId | None = None
    amount: Limits = NO_LIMITS
    power: str = ""

    @property
    def benefits(self) -> NationId:
        """The beneficiary: as named, else whom it is done for, else the actor."""
        if self.beneficiary is not None:
            return self.beneficiary
        return self.territory if self.action in AIDING else self.actor

    def __hash__(self) -> int:
        """By what tells most questions apart, for questions are looked up by the million."""
        return hash(
            (self.actor, self.action, self.territory, self.mode, self.cargo, self.place, self.unit)
        )


class Finding(StrEnum):
    """The five answers."""

    PERMITTED = "permitted"
    PERMITTED_FROM = "permitted from"
    FORBIDDEN = "forbidden"
    NO_BASIS = "no basis found"
    CONFLICT = "in conflict"


class StepTaken(NamedTuple):
    """One procedure on the way to a permission, as decided or as estimated.

    `begins`/`ends` are None when unknown. `decision` names the record that replaced the estimate.
    `earliest`/`latest` are the ends by least and most duration.
    """

    procedure: ProvisionId
    body: str
    signatories: tuple[NationId, ...]
    begins: Minute | None
    ends: Minute | None
    earliest: Minute | None = None
    latest: Minute | None = None
    decision: DecisionId | None = None
    text: str = ""


class Signature(NamedTuple):
    """An assent still missing: whose, in which body, under which procedure."""

    nation: NationId
    body: str
    procedure: ProvisionId


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch [opens, closes) in which the question's answer is yes.

    `permission` is the provision that opens it, or None for own soil. `limits` are its limits (from the
    provision or the decision, the tighter). `steps` are what it rests on; `critical` the chain of steps
    that sets `opens`; `unknowns` says what nobody has stated.
    """

    opens: Minute
    closes: Minute
    permission: ProvisionId | None
    limits: Limits = NO_LIMITS
    steps: tuple[StepTaken, ...] = ()
    critical: tuple[StepTaken, ...] = ()
    missing: tuple[Signature, ...] = ()
    unknowns: tuple[str, ...] = ()


class Bar(NamedTuple):
    """A prohibition, refusal or lapse that closes a stretch [opens, closes)."""

    opens: Minute
    closes: Minute
    provision: ProvisionId | None
    decision: DecisionId | None
    text: str
    caveat: bool = False
    conflict: bool = False
    """True when neither side defeats the other: permission and prohibition stand against each other."""
    lapse: bool = False
    """True when nothing forbids: what permitted has merely run out (a grant's `until`, an instrument)."""
    limit: bool = False
    """True when nothing forbids: a permission is there, for less than is asked."""
    against: tuple[ProvisionId, ...] = ()
    """In a conflict, the permissions it stands against; `Authority.arguments` says what speaks for each."""
    beats: tuple[ProvisionId, ...] = ()
    """The permissions it prevails over."""
    rule: str = ""
    """Which step of the order of precedence decided against the first of them."""


class Answer(NamedTuple):
    """What the law says to a question at a minute.

    `opens` is the first minute from `at` on at which it is permitted (None: not within the time looked
    at); `closes` the end of that window. `window` is the proof for it; `bars` what stands in the way.
    `obligations` are those that speak of the same actor, action and territory. Until `until` nothing of this
    changes. `remarks` change no finding (a treaty not performed, a caveat not declared).
    """

    question: Question
    at: Minute
    finding: Finding
    opens: Minute | None
    closes: Minute | None
    window: Window | None
    bars: tuple[Bar, ...] = ()
    missing: tuple[Signature, ...] = ()
    unknowns: tuple[str, ...] = ()
    obligations: tuple[ProvisionId, ...] = ()
    until: Minute = FOREVER
    remarks: tuple[str, ...] = ()


class Standing(StrEnum):
    """Whether an obligation stands."""

    STANDS = "stands"
    MAY_STAND = "may stand"
    DOES_NOT_STAND = "does not stand"


@dataclass(frozen=True, slots=True)
class Owed:
    """What one nation owes another at a minute, under which provision.

    `failing` are the conditions that fail (or why it does not bind them), `unknown` what nobody has stated.
    `political` marks a commitment that is not law.
    """

    provision: ProvisionId
    debtor: NationId
    creditor: NationId
    at: Minute
    standing: Standing
    actions: tuple[Action, ...] = ()
    failing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    political: bool = False


@dataclass(frozen=True, slots=True)
class LegLaw:
    """A question of one leg and when it must be open: the whole leg, its departure or its arrival."""

    question: Question
    moment: Moment
    reason: str


class Moment(StrEnum):
    """When within a leg a question must be open."""

    WHOLE = "whole"
    DEPARTURE = "departure"
    ARRIVAL = "arrival"
