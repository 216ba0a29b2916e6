"""A site from an open room: accounts, seals, limits; and at the first start an account for each nation.

Demonstration accounts have passwords everybody knows; they are refused where others than this machine could
reach the server.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, time

from coalition.bootstrap import OpenRoom, random_bytes
from coalition.command.events.registry import Role
from coalition.errors import Fault, InputError
from coalition.labels import Category, Clearance, Kind, Policy
from coalition.operations.crisis.rows.shown import Marks
from coalition.operations.crisis.stated.labelling import participants
from coalition.operations.crisis.stated.nouns import STAFF
from coalition.server.accounts.keeping import AccountStore
from coalition.server.accounts.office import Means, Office
from coalition.server.accounts.passwords import Passwords
from coalition.server.accounts.person import ADMINISTRATOR, Person
from coalition.server.answering.paging import Seal
from coalition.server.guarding.metrics import Metrics
from coalition.server.identity.provider import ProviderSettings, find_provider
from coalition.server.identity.waiting import Waiting
from coalition.server.listening import Hub
from coalition.server.site import Identity, Limits, Site, SiteSettings

DEMO_PASSWORD = "demonstration-only"  # noqa: S105 - known to everybody, and marked so
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_NATION_ROLES = frozenset({
    Role.REPRESENTATIVE.value, Role.PLANNER.value, Role.LEGAL.value, Role.INFORMATION.value,
    Role.AUDITOR.value, ADMINISTRATOR,
})  # fmt: skip
_STAFF_ROLES = frozenset({
    Role.SECRETARY.value, Role.PLANNER.value, Role.INFORMATION.value, Role.EXERCISE.value,
    Role.AUDITOR.value, ADMINISTRATOR,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seeded:
    """An account made at the first start, with the password to log in with."""

    name: str
    password: str
    nation: str


def check_demo(host: str) -> None:
    """Raises InputError when demonstration accounts would be open to other machines."""
    if host not in LOOPBACK:
        hint = "leave out --demo, or serve on 127.0.0.1"
        message = f"demonstration accounts are not served on `{host}`"
        raise InputError([Fault("--demo", "contradiction", message, hint)])


def clearance_for(policy: Policy, nation: str) -> Clearance:
    """A clearance for all that the policy knows; the nation is its only audience."""
    levels = tuple(one.name for one in policy.classifications)
    special = tuple(
        Category(tag.name, tag.kind, tuple(value.name for value in tag.values))
        for tag in policy.tags
        if tag.kind is Kind.RESTRICTIVE
    )
    return Clearance(policy.name, levels, special, nation)


def open_site(
    opened: OpenRoom, data: Path, settings: SiteSettings, *, demo: bool = False,
    provider: ProviderSettings | None = None,
) -> tuple[Site, list[Seeded]]:  # fmt: skip
    """The site, and the accounts that were made for it just now."""
    store = AccountStore(data / "accounts.sqlite")
    means = Means(lambda: int(time()), random_bytes)
    identity = None
    if provider is not None:
        waiting = Waiting(means.seconds, means.chance)
        identity = Identity(find_provider(provider, means.seconds), waiting)
    office = Office(store, Passwords(), means)
    seeded = [] if store.people() else seed(office, opened, demo=demo)
    shown = _demo_accounts(office, opened) if demo else ()
    seal = Seal(opened.key[:64])
    site = Site(
        opened, office, seal, Hub(opened.room, seal), Limits.usual(monotonic),
        replace(settings, demo=shown), Marks(opened.room.policy), Metrics(), opened.key, identity,
    )  # fmt: skip
    return site, seeded


def seed(office: Office, opened: OpenRoom, *, demo: bool) -> list[Seeded]:
    """One account for each nation that takes part, and for the staff."""
    made = []
    for nation in participants(opened.book):
        roles = _STAFF_ROLES if nation == STAFF else _NATION_ROLES
        title = "Secretary" if nation == STAFF else "Representative"
        person = Person(
            "", nation.casefold(), f"{title} ({nation})", nation, roles,
            clearance_for(opened.room.policy, nation),
        )  # fmt: skip
        known, once = office.add(person, DEMO_PASSWORD if demo else None)
        made.append(Seeded(known.name, once, nation))
    return made


def _demo_accounts(
    office: Office, opened: OpenRoom
) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    return tuple(
        (one.name, DEMO_PASSWORD, nation, tuple(sorted(one.roles)))
        for nation in participants(opened.book)
        for one in office.of_nation(nation)
        if one.active and not one.must_change
    )
