"""A person with an account: of one nation (or the staff), with roles and a clearance.

A role says which verbs; the clearance says what is seen. No role sees past its clearance, and none acts
for another nation: there is no role above the nations. What each role may say stands with the kinds of event
(`command.events.registry`); what is not said on the record stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coalition.command.events.registry import KINDS
from coalition.command.events.registry import Role as Speaking
from coalition.labels import Clearance

ADMINISTRATOR = "administrator"
"""Keeps the accounts of its own nation; says nothing on the record."""
ROLES = (*(role.value for role in Speaking), ADMINISTRATOR)


class Verb(StrEnum):
    """What a route asks for, beside saying something on the record."""

    READ = "read"
    PLAN = "make-plan"
    CLOCK = "move-clock"
    VERIFY = "verify-record"
    ADMINISTER = "keep-users"


_BY_ROLE: Mapping[str, frozenset[Verb]] = {
    Speaking.REPRESENTATIVE: frozenset({Verb.PLAN, Verb.VERIFY, Verb.ADMINISTER}),
    Speaking.PLANNER: frozenset({Verb.PLAN}),
    Speaking.EXERCISE: frozenset({Verb.CLOCK}),
    Speaking.AUDITOR: frozenset({Verb.VERIFY}),
    ADMINISTRATOR: frozenset({Verb.ADMINISTER}),
}
"""The verbs of each role, beside reading, which everybody may within the clearance."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account.

    `factor` is the secret of the second factor, empty when there is none; `factor_pending` one that was
    shown and not yet confirmed. `subject` is the name an identity provider knows the person by.
    """

    id: str
    name: str
    full_name: str
    nation: str
    roles: frozenset[str]
    clearance: Clearance
    password: str = ""
    must_change: bool = False
    active: bool = True
    factor: str = ""
    factor_pending: str = ""
    subject: str = ""

    @property
    def may(self) -> frozenset[Verb]:
        """Every verb that one of the roles allows."""
        verbs = (_BY_ROLE.get(role, frozenset[Verb]()) for role in self.roles)
        return frozenset({Verb.READ}).union(*verbs)

    @property
    def speaking(self) -> frozenset[Speaking]:
        """The roles in which the person says things on the record."""
        return frozenset(role for role in Speaking if role.value in self.roles)

    @property
    def verbs(self) -> list[str]:
        """All that the roles allow, in words: own verbs, and those of the kinds of event."""
        said = {kind.verb for kind in KINDS if self.speaking & set(kind.roles)}
        return sorted(said | {verb.value for verb in self.may})
