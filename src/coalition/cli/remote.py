"""The commands that speak to a server instead of a folder."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter, validators
from rich.console import Console

if TYPE_CHECKING:
    from coalition.operations.crisis.remote import Remote

_POLL_SECONDS = 1.0
_PAGE = 500
_WIDEST = 60
_USUAL = (
    "ref",
    "title",
    "name",
    "nation",
    "state",
    "stage",
    "standing",
    "due",
    "closes",
    "kind",
    "asks",
    "at",
)


def app() -> App:
    """`coalition remote` with its commands."""
    group = App(name="remote", help="Work with a crisis room that is served elsewhere.")
    for command in (login, listed, read, say, plan, logout):
        group.command(command)
    return group


def login(address: str, name: str, /, *, session: Path | None = None) -> int:
    """Log in at a server; the password is asked for, and a code when the account has a second factor.

    Example: `coalition remote login https://room.example anna.deu`

    Parameters
    ----------
    address
        The server's address; TLS unless it is this machine.
    name
        The login name.
    session
        Where to keep the session; default `~/.coalition/session.json`.

    """
    from getpass import getpass

    from coalition.errors import RefusedError
    from coalition.operations.crisis.remote import keep_session, remote_at

    remote = remote_at(address)
    password = getpass("password: ")
    try:
        made = remote.logged_in(name, password)
    except RefusedError as error:
        if "second-factor" not in str(error):
            raise
        made = remote.logged_in(name, password, getpass("code: "))
    keep_session(made, _file(session))
    Console().print(f"logged in at {address}", markup=False)
    return 0


def listed(
    name: str,
    /,
    *,
    where: tuple[str, ...] = (),
    words: str = "",
    sort: str = "",
    at: str = "",
    plan: str = "",
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
    session: Path | None = None,
) -> int:
    """Show a list of the server: requirements, contributions, consents, tasks, proposals, plans, history, ...

    Example: `coalition remote list consents --where nation=SEN --where state=in-force`

    Parameters
    ----------
    name
        The list, as in `docs/reference/http-api.md`.
    where
        COLUMN=VALUE that a row must have; may be given more than once.
    words
        Words that must all occur.
    sort
        A column; `-` before it for downwards.
    at
        The picture of this instant.
    plan
        The plan of which movements, lanes and requirements are told.
    as_json
        Write the rows as JSON, one a line.
    session
        The file of the session.

    """
    remote = _remote(session)
    query = dict(pair.partition("=")[::2] for pair in where)
    query |= {k: v for k, v in {"q": words, "sort": sort, "at": at, "plan": plan}.items() if v}
    rows = _rows(remote, f"/api/{name}", query)
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    else:
        _show(rows)
    return 0


listed.__name__ = "list"


def read(path: str, /, *, session: Path | None = None) -> int:
    """Show any answer of the server as JSON: an object with what you may do, movements in columns, levels.

    Example: `coalition remote read 'movement-columns?plan=0123456789abcdef0123456789abcdef'`

    Parameters
    ----------
    path
        What comes after `/api/`, as in `docs/reference/http-api.md`.
    session
        The file of the session.

    """
    told = _remote(session).get(f"/api/{path.lstrip('/').removeprefix('api/')}")
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return 0


def say(
    kind: str,
    body: Path,
    /,
    *,
    subject: str = "",
    label: str = "",
    session: Path | None = None,
) -> int:
    """Say something on the record in your nation's name: a kind of event, and a JSON file with its body.

    Example: `coalition remote say ConsentGranted consent.json`

    Parameters
    ----------
    kind
        The kind of event, as `ConsentGranted` or `PledgeMade`.
    body
        A JSON file with the body of that kind.
    subject
        The id of the object it is about; left out for something new.
    label
        The id of a choice of labels, as `own-1`.
    session
        The file of the session.

    """
    given = json.loads(body.read_text(encoding="utf-8"))
    sent = {"subject": subject or None, "label": label or None, "body": given}
    told = _remote(session).say(f"/api/acts/{kind}", sent)
    Console().print(f"{told['subject']} (event {told['event']}, {told['at']})", markup=False)
    return 0


def plan(
    *,
    work: Annotated[int | None, Parameter(validator=validators.Number(gte=0))] = None,
    seed: int = 0,
    after: str = "",
    out: Path | None = None,
    session: Path | None = None,
) -> int:
    """Have the server make a plan of what you see, and wait for it.

    Example: `coalition remote plan --out plan.json`. Exit code 1 when no plan comes of it.

    Parameters
    ----------
    work
        How many neighbourhoods to search.
    seed
        Parts ties and choices.
    after
        The id of a plan to make again after what has changed.
    out
        Where to write the plan as a file for `coalition judge`.
    session
        The file of the session.

    """
    remote = _remote(session)
    path = f"/api/plans/{after}/replan" if after else "/api/plans"
    job = remote.say(path, {"work": work, "seed": seed})
    while job["state"] == "making":
        time.sleep(_POLL_SECONDS)
        job = remote.get(f"/api/jobs/{job['id']}")
    console = Console(soft_wrap=True, highlight=False)
    if job["state"] != "done":
        console.print(f"no plan: {job['why']}", markup=False)
        return 1
    row = remote.get(f"/api/plans/{job['plan']}")
    console.print(
        f"{row['id']} {row['verdict']}: {row['on_time']} on time, {row['late']} late, {row['unmet']} unmet",
        markup=False,
    )
    if out is not None:
        out.write_bytes(remote.ask("GET", f"/api/plans/{job['plan']}/file"))
        console.print(f"written to {out}", markup=False)
    return 0


def logout(*, session: Path | None = None) -> int:
    """End the session at the server and forget it.

    Example: `coalition remote logout`

    Parameters
    ----------
    session
        The file of the session.

    """
    _remote(session).ask("DELETE", "/api/session")
    _file(session).unlink()
    return 0


def _file(session: Path | None) -> Path:
    return session or Path.home() / ".coalition" / "session.json"


def _remote(session: Path | None) -> Remote:
    from coalition.operations.crisis.remote import kept_remote

    return kept_remote(_file(session))


def _rows(remote: Remote, path: str, query: dict[str, str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    asked = {**query, "limit": str(_PAGE)}
    while True:
        page = remote.get(path, asked)
        rows += page["items"]
        if page["next"] is None:
            return rows
        asked["cursor"] = page["next"]


def _show(rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    heads = [
        name
        for name in _USUAL
        if rows and isinstance(rows[0].get(name), str | int | None) and name in rows[0]
    ]
    table = Table("id", *heads, box=None, pad_edge=False)
    for row in rows:
        cells = [str(row[name] if row[name] is not None else "")[:_WIDEST] for name in heads]
        table.add_row(str(row["id"]), *cells)
    console = Console(soft_wrap=True, highlight=False)
    console.print(table, markup=False)
    console.print(f"{len(rows)} rows", markup=False)
