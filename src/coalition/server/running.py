"""The server as a process: a site opened, told about, and served by uvicorn until it is asked to stop.

Open streams do not hold a stop up: they are ended, and what is left after a second is cut.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM
from threading import Event as Signal
from threading import Thread
from types import FrameType

import uvicorn

from coalition.bootstrap import open_room, room_settings
from coalition.errors import IntegrityError
from coalition.server.app import create_app
from coalition.server.identity.provider import ProviderSettings
from coalition.server.listening import Hub
from coalition.server.opening import Seeded, check_demo, open_site
from coalition.server.site import Site, SiteSettings
from coalition.server.warming import compare_all, keep_snapshot, make_ready, open_views

_GRACE_SECONDS = 1
_COLLECTED_AFTER = (50_000, 20, 50)
"""A walk through all that lives holds everybody up; answers make many objects and hardly any rings."""
_TURN_SECONDS = 0.001
"""How long a thread may run while another waits: the answers are many and short."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What is to be served, and where. `hosts` are further names the server answers to."""

    book: Path
    host: str = "127.0.0.1"
    port: int = 8080
    data: Path | None = None
    database: str | None = None
    begin: str = ""
    demo: bool = False
    secure: bool = False
    hosts: tuple[str, ...] = ()
    banner: str = ""
    logs: bool = False
    metrics_token: str = field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: Path | None = None
    address: str = ""

    @property
    def outside(self) -> str:
        """The address by which browsers reach the server."""
        scheme = "https" if self.secure else "http"
        return self.address.rstrip("/") or f"{scheme}://{self.host}:{self.port}"

    def provider(self) -> ProviderSettings | None:
        """The identity provider asked for. Raises OSError when the file of the secret cannot be read."""
        if not self.oidc_issuer:
            return None
        secret = "" if self.oidc_secret is None else self.oidc_secret.read_text().strip()
        back = f"{self.outside}/api/login/oidc/back"
        return ProviderSettings(self.oidc_issuer, self.oidc_client, secret, back)


class RoomServer(uvicorn.Server):
    """The server, which ends open streams before it waits for what is being answered."""

    def __init__(self, hub: Hub, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._hub = hub

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal to stop came."""
        self._hub.end_streams()
        super().handle_exit(sig, frame)


def serve(asked: Serving, tell: Callable[[str, list[Seeded], Path | None], None]) -> None:
    """Serve until stopped; `tell` is given the address, the accounts made just now and where root keys lie.

    Raises InputError for a faulty book or call, IntegrityError when what is stored does not verify.
    """
    if asked.demo:
        check_demo(asked.host)
    settings = room_settings(
        asked.book, data=asked.data, database=asked.database, begin=asked.begin
    )
    gc.disable()  # until all is there that lives as long as the server
    opened = open_room(settings)
    facing = SiteSettings(
        hosts=(*SiteSettings().hosts, asked.host, *asked.hosts),
        secure=asked.secure,
        banner=asked.banner,
        logs=asked.logs,
        metrics_token=asked.metrics_token,
    )
    site, seeded = open_site(
        opened, settings.data, facing, demo=asked.demo, provider=asked.provider()
    )
    server = RoomServer(
        site.hub,
        uvicorn.Config(
            create_app(site), host=asked.host, port=asked.port, log_level="warning", access_log=False,
            server_header=False, timeout_graceful_shutdown=_GRACE_SECONDS, lifespan="on",
            proxy_headers=asked.secure, timeout_keep_alive=75,
        ),
    )  # fmt: skip
    sys.setswitchinterval(_TURN_SECONDS)
    make_ready(opened.room)
    open_views(opened.room, site.office.clearances(), site.marks)
    gc.set_threshold(*_COLLECTED_AFTER)
    gc.freeze()  # what is on record lives as long as the server: no walk through it pays
    gc.enable()
    tell(f"{asked.outside}/", seeded, _roots_of(settings.data))
    stopping, found = Signal(), list[str]()

    def broken(why: str) -> None:
        found.append(why)
        server.handle_exit(SIGTERM, None)

    Thread(target=_beside, args=(site, stopping, broken), daemon=True).start()
    try:
        server.run()
    finally:
        stopping.set()
    if found:
        raise IntegrityError(f"{found[0]}: run `coalition record verify`")


def _beside(site: Site, stopping: Signal, broken: Callable[[str], None]) -> None:
    """What is done while others are answered."""
    keep_snapshot(site.open)
    compare_all(site.open, stopping, broken)


def _roots_of(data: Path) -> Path | None:
    """The folder of root keys while there are any on this machine, where they ought not to stay."""
    roots = data / "keys" / "roots"
    return roots if roots.is_dir() and any(roots.iterdir()) else None
