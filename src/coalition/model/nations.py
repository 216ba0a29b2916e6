"""Nations and the bodies in which they decide together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coalition.model.identity import BodyId, NationId
from coalition.model.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Nation:
    """A sovereign nation; `calendar` is the ISO code whose public holidays its offices keep.

    `nobodys`: no nation at all but territory for which nobody speaks, as Antarctica.
    """

    id: NationId
    name: str
    calendar: str = ""
    provenance: Provenance = Provenance()
    nobodys: bool = False


class Rule(StrEnum):
    """How a body comes to a decision."""

    CONSENSUS = "consensus"
    UNANIMITY = "unanimity"
    MAJORITY = "majority"
    SILENCE = "silence"
    SINGLE = "single"
    NOTIFICATION = "notification"


@dataclass(frozen=True, slots=True)
class Body:
    """A council, parliament or ministry; `members` are the nations whose assent it needs."""

    id: BodyId
    name: str
    members: tuple[NationId, ...]
    rule: Rule = Rule.CONSENSUS


@dataclass(frozen=True, slots=True)
class Alliance:
    """The alliance: its members, named groups of nations, and its bodies."""

    name: str
    members: tuple[NationId, ...]
    groups: Mapping[str, tuple[NationId, ...]] = field(default_factory=dict)
    bodies: Mapping[BodyId, Body] = field(default_factory=dict)
