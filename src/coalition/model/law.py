"""Law as data: instruments, their provisions, and the decisions recorded under them.

Names that stand for nations in a scope are nation ids, group names of the alliance, `parties` (of the
instrument) or `any`. An empty tuple in a scope means *any*.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.cargo import Nature
from coalition.model.facts import Conditions
from coalition.model.identity import DecisionId, InstrumentId, NationId, ProvisionId
from coalition.model.nations import Rule
from coalition.model.places import Mode
from coalition.model.provenance import Provenance


class Action(StrEnum):
    """What a nation may want to do; `territory` is whose soil, air, base, stock or lift it touches."""

    SEND = "send"
    """Send own forces or goods abroad; the territory is the sender's own."""
    ENTER = "enter"
    TRANSIT = "transit"
    OVERFLY = "overfly"
    STATION = "station"
    USE_BASE = "use-base"
    USE_STOCK = "use-stock"
    USE_LIFT = "use-lift"
    HOST_NATION_SUPPORT = "host-nation-support"
    ASSIST = "assist"
    """Come to the aid of the territory's nation, with whatever the provision says."""
    SUPPLY = "supply"
    """Give the territory's nation arms or goods."""
    CONSULT = "consult"
    ABSTAIN = "abstain"
    """Stay neutral towards the territory's nation."""
    NOT_ATTACK = "not-attack"
    COMMAND = "command"
    """Command forces of the territory's nation."""
    TRANSFER_COMMAND = "transfer-command"
    """Put own forces under the command of the territory's nation, or (own territory) of a body."""
    EXCHANGE = "exchange"
    """Exchange services and stocks between forces."""


class ProvisionKind(StrEnum):
    """What a provision does."""

    OBLIGATION = "obligation"
    PERMISSION = "permission"
    PROHIBITION = "prohibition"
    PROCEDURE = "procedure"
    STATUS = "status"


class TimeUnit(StrEnum):
    """How a procedure's length is counted."""

    HOURS = "hours"
    WORKING_DAYS = "working-days"
    DAYS = "days"


class Bindingness(StrEnum):
    """Whether a provision binds in law or is a political commitment, which never bars."""

    LEGAL = "legal"
    POLITICAL = "political"


class Hierarchy(StrEnum):
    """Where an instrument stands among the sources of law (UN Charter, art. 103)."""

    CHARTER = "charter"
    """The UN Charter and decisions of the Security Council under its Chapter VII."""
    TREATY = "treaty"
    ARRANGEMENT = "arrangement"
    NATIONAL = "national"


class CommandState(StrEnum):
    """A degree of command over forces; what each allows is data (`library/command_states.csv`)."""

    FULLCOM = "fullcom"
    OPCOM = "opcom"
    OPCON = "opcon"
    TACOM = "tacom"
    TACON = "tacon"


@dataclass(frozen=True, slots=True)
class Scope:
    """To whom, where and to what a provision applies; empty means any.

    `cargo` of a permission: natures covered (empty: all but sensitive ones). Of a prohibition: natures
    struck (empty: everything).
    """

    actors: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    modes: tuple[Mode, ...] = ()
    cargo: tuple[Nature, ...] = ()
    any_cargo: bool = False
    units: tuple[str, ...] = ()
    fleets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    """Nations alongside which, or under whose command, the actor acts."""
    beneficiaries: tuple[str, ...] = ()
    """To whom an obligation is owed; whose forces or people profit from a permission."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers of people, goods and days; None is not stated.

    As `limits` of a permission: how much it allows, in total, per actor and territory. As `over`: the
    provision speaks only of more. As `amount` of a question: how much is meant.
    """

    pax: int | None = None
    mass_kg: int | None = None
    stay_days: int | None = None
    vehicles: int | None = None
    aircraft: int | None = None
    ships: int | None = None
    ship_t: int | None = None
    """Displacement of all ships together, in tonnes."""
    each_ship_t: int | None = None
    days: int | None = None
    """Length of an exercise or operation."""

    @property
    def any(self) -> bool:
        """Whether anything is stated."""
        return self != NO_LIMITS

    @property
    def stated(self) -> dict[str, int]:
        """The numbers stated, by name."""
        found = ((name, getattr(self, name)) for name in LIMIT_NAMES)
        return {name: number for name, number in found if number is not None}


NO_LIMITS = Limits()
LIMIT_NAMES = tuple(each.name for each in fields(Limits))
"""The names of all numbers, in order."""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a step takes; None is unknown. `likely` is planned with."""

    least: int | None
    likely: int | None
    most: int | None
    unit: TimeUnit = TimeUnit.HOURS


@dataclass(frozen=True, slots=True)
class Step:
    """A leaf of what is required: one procedure, by provision id."""

    procedure: ProvisionId


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part is required; the latest decides."""

    parts: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part suffices; the earliest decides."""

    parts: tuple[Need, ...]


Need = Step | AllOf | AnyOf
"""What must have happened before a permission holds or a procedure starts."""


@dataclass(frozen=True, slots=True)
class Command:
    """What command a permission of `command` or `transfer-command` speaks of.

    `over` is whose forces: `actor` or `territory`. `by` are the bodies or nations that command; empty
    is the other side.
    """

    states: tuple[CommandState, ...]
    over: str = "actor"
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of an instrument. Which fields matter depends on `kind`.

    Procedures: `body` is a body id, `actor` or `territory` (that nation's competent authority); `rule`,
    `duration`, and `calendar` (`actor`, `territory` or a nation) for working days.
    `excepts` names provisions this one defeats. A `caveat` is a nation's restriction on its own forces.
    `conditions` are tests of facts, in alternatives of which one must hold whole. `over`: it speaks only of
    more than these numbers. `cost` and `liability`: who bears it, with free text after a colon. `checked`:
    somebody compared our words with the primary text. `eid`: the Akoma Ntoso element id.
    """

    id: ProvisionId
    kind: ProvisionKind
    article: str
    text: str
    scope: Scope = Scope()
    valid: Interval = Interval(ALWAYS, FOREVER)
    requires: Need = AllOf()
    limits: Limits = NO_LIMITS
    excepts: tuple[ProvisionId, ...] = ()
    caveat: bool = False
    declared: bool = True
    conditions: Conditions = ()
    body: str = ""
    rule: Rule = Rule.SINGLE
    duration: Duration = Duration(0, 0, 0)
    calendar: str = ""
    provenance: Provenance = Provenance()
    eid: str = ""
    over: Limits = NO_LIMITS
    cost: str = ""
    liability: str = ""
    command: Command | None = None
    category: str = ""
    nature: Bindingness = Bindingness.LEGAL
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A nation bound by an instrument from its own date; reserved provisions do not bind it."""

    nation: NationId
    in_force: Interval
    reservations: frozenset[ProvisionId] = frozenset()
    provenance: Provenance = Provenance()
    """Where the dates stand."""


class RenewalKind(StrEnum):
    """What happens to an instrument at its `until`."""

    TACIT = "tacit"
    """It runs on."""
    EXPRESS = "express"
    """It ends unless renewed."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Renewal:
    """How an instrument is renewed: for how many years each time, and with what notice it may be ended."""

    kind: RenewalKind = RenewalKind.NONE
    years: int | None = None
    notice_days: int | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A dated, versioned text that binds its parties: treaty, MOU, SOFA, resolution, national law.

    `territories` and `actions` are its territorial and material scope; empty means unlimited. A nation's
    caveats are gathered in an instrument of kind `caveat`. `work` is its Akoma Ntoso work URI. `denounced`
    ends it whatever the renewal. `variant_of` and `position`: one actor's version of a text, which speaks only
    while that position is chosen. `hierarchy` None is the default of the kind (`hierarchy_of`).
    """

    id: InstrumentId
    title: str
    kind: str
    in_force: Interval
    parties: tuple[Party, ...]
    provisions: tuple[Provision, ...]
    version: str = "1"
    territories: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    fictional: bool = False
    provenance: Provenance = Provenance()
    work: str = ""
    signed: Minute | None = None
    checked: bool = False
    renewal: Renewal = Renewal()
    denounced: Minute | None = None
    variant_of: str = ""
    position: str = ""
    hierarchy: Hierarchy | None = None


_HIERARCHY_BY_KIND = {
    "resolution": Hierarchy.CHARTER,
    "mou": Hierarchy.ARRANGEMENT,
    "technical-arrangement": Hierarchy.ARRANGEMENT,
    "national-law": Hierarchy.NATIONAL,
    "request": Hierarchy.NATIONAL,
    "note": Hierarchy.NATIONAL,
    "caveat": Hierarchy.NATIONAL,
}
"""A resolution is one of the Security Council under Chapter VII; whatever is not named is a treaty."""


def hierarchy_of(instrument: Instrument) -> Hierarchy:
    """Where the instrument stands: as it says, or by its kind."""
    return instrument.hierarchy or _HIERARCHY_BY_KIND.get(instrument.kind, Hierarchy.TREATY)


class Outcome(StrEnum):
    """What a body decided."""

    GRANTED = "granted"
    REFUSED = "refused"
    PENDING = "pending"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded decision under a procedure; it replaces the procedure's estimate.

    `at` is when it was taken (for `pending`: when it was asked for); empty `actors` or `territories`
    mean that it holds for all. `signed_by` names the nations whose assent it holds.
    """

    id: DecisionId
    procedure: ProvisionId
    outcome: Outcome
    at: Minute
    by: str
    text: str = ""
    until: Minute = FOREVER
    actors: tuple[NationId, ...] = ()
    territories: tuple[NationId, ...] = ()
    signed_by: tuple[NationId, ...] = ()
    limits: Limits = NO_LIMITS
    provenance: Provenance = Provenance()
