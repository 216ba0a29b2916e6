"""A person with an account: of one nation, with roles and a clearance.

A role says which verbs; the clearance says what is seen. No role sees past its clearance, and none acts for
another nation: there is no role above the nations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a person is in the crisis room."""

    REPRESENTATIVE = "representative"
    """Speaks and acts for the nation."""
    PLANNER = "planner"
    LEGAL = "legal"
    """Legal adviser: asks the law, drafts consents and disputes."""
    INFORMATION = "information"
    """Information manager: labels, and widening what own items are released to."""
    EXERCISE = "exercise"
    """Exercise control: moves the clock of an exercise."""
    AUDITOR = "auditor"
    """Verifies the record of what the clearance lets it see."""
    ADMINISTRATOR = "administrator"
    """Keeps the accounts of its own nation."""


class Verb(StrEnum):
    """What a route asks for; a role allows a set of them."""

    READ = "read"
    DEMAND = "requirements.write"
    PLEDGE = "pledges.write"
    CONSENT = "consents.write"
    PROPOSE = "proposals.write"
    POSITION = "positions.write"
    TRANSFER = "transfers.write"
    TASK = "tasks.write"
    DISPUTE = "disputes.write"
    ESCALATE = "escalation.write"
    PLAN = "plans.write"
    ADOPT = "plans.adopt"
    LABEL = "labels.write"
    CLOCK = "clock.write"
    VERIFY = "record.verify"
    ADMINISTER = "users.write"


_EVERYBODY = frozenset({Verb.READ})
MAY: Mapping[Role, frozenset[Verb]] = {
    Role.REPRESENTATIVE: frozenset({
        Verb.DEMAND, Verb.PLEDGE, Verb.CONSENT, Verb.PROPOSE, Verb.POSITION, Verb.TRANSFER, Verb.TASK,
        Verb.DISPUTE, Verb.ESCALATE, Verb.PLAN, Verb.ADOPT, Verb.ADMINISTER, Verb.LABEL, Verb.VERIFY,
    }),
    Role.PLANNER: frozenset({Verb.DEMAND, Verb.PLAN, Verb.TASK}),
    Role.LEGAL: frozenset({Verb.DISPUTE, Verb.CONSENT}),
    Role.INFORMATION: frozenset({Verb.LABEL}),
    Role.EXERCISE: frozenset({Verb.CLOCK}),
    Role.AUDITOR: frozenset({Verb.VERIFY}),
    Role.ADMINISTRATOR: frozenset({Verb.ADMINISTER}),
}  # fmt: skip
"""The verbs of each role, beside reading, which everybody may within the clearance."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account. `clearance` is the JSON shape of a clearance of `nation`.

    `factor` is the secret of the second factor, empty when there is none; `factor_pending` one that was shown
    and not yet confirmed. `subject` is the name an identity provider knows the person by.
    """

    id: str
    name: str
    full_name: str
    nation: str
    roles: frozenset[Role]
    clearance: Mapping[str, Any] = field(default_factory=dict)
    password: str = ""
    must_change: bool = False
    active: bool = True
    factor: str = ""
    factor_pending: str = ""
    subject: str = ""
    last_login: str = ""

    @property
    def may(self) -> frozenset[Verb]:
        """Every verb that one of the roles allows."""
        return _EVERYBODY.union(*(MAY[role] for role in self.roles))
