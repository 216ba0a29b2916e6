"""The command that serves a crisis room.

The server stands beside the command line, not under it: it is named here and loaded when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter, validators

if TYPE_CHECKING:
    from collections.abc import Sequence

_SERVER = "coalition.server.running"


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Face:
    """How the server shows itself to those outside."""

    behind_tls: Annotated[bool, Parameter(negative=())] = False
    """TLS stands in front (a proxy on this machine): cookies are then for TLS alone."""
    name: tuple[str, ...] = ()
    """A further host name the server answers to; may be given more than once."""
    banner: str = ""
    """Words for the banner in place of the usual marking."""
    logs: Annotated[bool, Parameter(negative=())] = False
    """Write a line of JSON for each request to standard error: the route, never what was said."""
    metrics_token: str = ""
    """Opens `/metrics` to whoever sends this as a bearer token."""
    oidc_issuer: str = ""
    """People log in by this OpenID Connect provider too (extra `oidc`), found by their subject."""
    oidc_client: str = ""
    """The name by which the provider knows this server."""
    oidc_secret: Path | None = None
    """A file with the secret of that client."""
    address: str = ""
    """The address by which browsers reach the server, when it is not that of host and port."""


PLAIN = Face()


def serve(
    book: Path,
    /,
    *,
    host: str = "127.0.0.1",
    port: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=65_535))] = 8080,
    data: Path | None = None,
    database: str | None = None,
    begin: str = "",
    demo: Annotated[bool, Parameter(negative=())] = False,
    face: Face = PLAIN,
) -> int:
    """Serve the crisis room of a book: a signed record, a view for each nation, and the client in the browser.

    The first start adopts the book and makes an account for each nation that takes part; their one-time
    passwords are printed once. Stop it with Ctrl-C; what was answered is on disk.
    Examples: `coalition serve cases/ebola-2014 --demo`, `coalition serve north --data /srv/north
    --behind-tls --name room.example`.

    Parameters
    ----------
    book
        The folder of the book.
    host
        The address to listen on. Others than this machine reach it only when this is changed.
    port
        The port to listen on.
    data
        Where record, keys and accounts are kept; default `.crisis` in the book's folder.
    database
        A `postgresql://` address for the record, in place of SQLite in `data`.
    begin
        Play the crisis as an exercise that begins at this instant. Default: at C-day when the crisis is
        over or far off; else time is the wall's.
    demo
        Accounts with a password everybody knows, one for each nation; on this machine only.
    face
        How the server shows itself to those outside.

    """
    running = import_module(_SERVER)
    asked = running.Serving(
        book, host, port, data, database, begin, demo, face.behind_tls, face.name, face.banner,
        face.logs, face.metrics_token, face.oidc_issuer, face.oidc_client, face.oidc_secret,
        face.address,
    )  # fmt: skip
    running.serve(asked, _tell)
    return 0


def _tell(address: str, seeded: Sequence[Any], roots: Path | None) -> None:
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    if seeded:
        console.print("accounts made just now, with the password of each:", markup=False)
        for one in seeded:
            console.print(f"  {one.nation:<6} {one.name:<16} {one.password}", markup=False)
    if roots is not None:
        console.print(
            f"the root keys of the nations lie in {roots}: carry them off this machine, each to its "
            "nation. They make and revoke signing keys; serving does without them.",
            markup=False,
        )
    console.print(f"serving on {address}  (stop with Ctrl-C)", markup=False)
