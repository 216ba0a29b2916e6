"""Law as data: instruments, their provisions, and the decisions recorded under them.

Names that stand for nations in a scope are nation ids, group names of the alliance, `parties` (of the
instrument) or `any`. An empty tuple in a scope means *any*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.cargo import Nature
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


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a permission allows, in total, per actor and territory; None is no limit stated."""

    pax: int | None = None
    mass_kg: int | None = None
    stay_days: int | None = None

    @property
    def any(self) -> bool:
        """Whether anything is limited."""
        return (self.pax, self.mass_kg, self.stay_days) != (None, None, None)


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
class Provision:
    """One provision of an instrument. Which fields matter depends on `kind`.

    Procedures: `body` is a body id, `actor` or `territory` (that nation's competent authority); `rule`,
    `duration`, and `calendar` (`actor`, `territory` or a nation) for working days.
    `excepts` names provisions this one defeats. A `caveat` is a nation's restriction on its own forces.
    `conditions` are crisis facts that must have the given value.
    """

    id: ProvisionId
    kind: ProvisionKind
    article: str
    text: str
    scope: Scope = Scope()
    valid: Interval = Interval(ALWAYS, FOREVER)
    requires: Need = AllOf()
    limits: Limits = Limits()
    excepts: tuple[ProvisionId, ...] = ()
    caveat: bool = False
    declared: bool = True
    conditions: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    rule: Rule = Rule.SINGLE
    duration: Duration = Duration(0, 0, 0)
    calendar: str = ""
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Party:
    """A nation bound by an instrument from its own date; reserved provisions do not bind it."""

    nation: NationId
    in_force: Interval
    reservations: frozenset[ProvisionId] = frozenset()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A dated, versioned text that binds its parties: treaty, MOU, SOFA, resolution, national law.

    `territories` and `actions` are its territorial and material scope; empty means unlimited. A nation's
    caveats are gathered in an instrument of kind `caveat`.
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
    limits: Limits = Limits()
    provenance: Provenance = Provenance()
