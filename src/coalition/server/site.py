"""Everything one server holds: the open room, the accounts, seals, limits and the hub of listeners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from coalition.bootstrap import OpenRoom
from coalition.operations.crisis.rows.shown import Marks
from coalition.server.accounts.office import Office
from coalition.server.accounts.throttle import Pace, Throttle
from coalition.server.answering.pages import Pages
from coalition.server.answering.paging import Seal
from coalition.server.guarding.metrics import Metrics
from coalition.server.identity.provider import Provider
from coalition.server.identity.waiting import Waiting
from coalition.server.listening import Hub


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How the server faces its clients.

    `secure` when TLS stands in front: cookies then are for TLS alone. `hosts` are the names it answers to.
    `demo` lists the demonstration accounts on the login page. `metrics_token` opens `/metrics`; empty:
    nothing does.
    """

    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]", "testserver")
    secure: bool = False
    demo: tuple[tuple[str, str, str, tuple[str, ...]], ...] = ()
    metrics_token: str = field(default="", repr=False)
    banner: str = ""
    logs: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a person, a name and an address may do what."""

    reads: Throttle
    writes: Throttle
    names: Throttle
    addresses: Throttle

    @staticmethod
    def usual(now: Callable[[], float]) -> Limits:
        """The limits that people at work do not meet."""
        return Limits(
            reads=Throttle(Pace(300, 1_800), now),
            writes=Throttle(Pace(120, 600), now),
            names=Throttle(Pace(10, 10), now),
            addresses=Throttle(Pace(60, 120), now),
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """Logging in by an identity provider."""

    provider: Provider
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that routes work with."""

    open: OpenRoom
    office: Office
    seal: Seal
    hub: Hub
    limits: Limits
    settings: SiteSettings
    marks: Marks
    metrics: Metrics
    key: bytes = field(repr=False)
    """By which ids of idempotent acts are derived."""
    identity: Identity | None = None
    pages: Pages = field(default_factory=Pages)

    def close(self) -> None:
        """Jobs are ended, the record and the accounts are let go."""
        self.open.close()
        self.office.close()
