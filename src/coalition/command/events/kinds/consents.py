"""Events of consents: what a host asks, grants within a scope, changes, revokes; what was used of it."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.events.event import NO_OBJECT, ObjectId, Origin
from coalition.command.events.terms import Condition
from coalition.measure.instants import Interval, Minute
from coalition.model.cargo import Nature
from coalition.model.law import NO_LIMITS, Action, Limits
from coalition.model.places import Mode


@dataclass(frozen=True, slots=True)
class ConsentScope:
    """Where, for whom, for what, how much and when; an empty tuple means any, a number not stated no limit.

    `territory` is the nation that consents. `cargo` empty covers all but sensitive natures
    (`model.cargo.SENSITIVE`), which must be named. Limits hold for all uses together.
    """

    territory: Origin
    window: Interval
    actions: tuple[Action, ...] = ()
    beneficiaries: tuple[Origin, ...] = ()
    modes: tuple[Mode, ...] = ()
    cargo: tuple[Nature, ...] = ()
    places: tuple[str, ...] = ()
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True)
class ConsentRequested:
    """A nation or staff asks the territory's nation."""

    scope: ConsentScope
    provision: str = ""
    line: ObjectId = NO_OBJECT
    answer_by: Minute | None = None


@dataclass(frozen=True, slots=True)
class ConsentGranted:
    """The territory's nation consents within the scope; with or without having been asked."""

    scope: ConsentScope
    provision: str = ""
    line: ObjectId = NO_OBJECT
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentConditionMet:
    """The territory's nation says that conditions of its consent are met."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentRefused:
    """The territory's nation says no."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConsentChanged:
    """Another scope from now on; whatever rests on the former one is stale."""

    scope: ConsentScope
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConsentRevoked:
    """The consent ends, at `effective` (None: at once)."""

    reason: str = ""
    effective: Minute | None = None


@dataclass(frozen=True, slots=True)
class ConsentUsed:
    """So much of the consent was used, for a consignment or plan."""

    limits: Limits
    purpose: ObjectId = NO_OBJECT
    note: str = ""
