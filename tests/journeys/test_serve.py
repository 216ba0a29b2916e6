"""A crisis room as its users meet it: started from a folder, spoken to, stopped, and started again."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from coalition.bootstrap import read_settings
from coalition.cli.app import run
from coalition.errors import InputError, RefusedError
from coalition.operations.crisis.remote import Remote, keep_session, remote_at

CASE = read_settings().cases / "military-mobility"
PATIENCE_SECONDS = 90.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path, *options: str) -> Iterator[tuple[str, str]]:
    """The address of a server over the case, and what it said at its start; stopped as Ctrl-C would."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "coalition",
        "serve",
        str(CASE),
        "--data",
        str(data),
        "--port",
        str(port),
    ]
    log = data.with_suffix(".log")
    with (
        log.open("w") as out,
        subprocess.Popen([*command, *options], stdout=out, stderr=out) as server,
    ):
        try:
            begun = time.monotonic()
            while server.poll() is None and time.monotonic() - begun < PATIENCE_SECONDS:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", log.read_text()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE_SECONDS)
    assert "Traceback" not in log.read_text()


@pytest.mark.slow
def test_a_room_is_served_spoken_to_stopped_and_found_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, session, body = tmp_path / "room", tmp_path / "session.json", tmp_path / "task.json"
    body.write_text(json.dumps({"owner": "DEU", "title": "open the road"}))
    with served(data, "--demo") as (address, said):
        assert "ltu.ltu" in said
        made = remote_at(address).logged_in("ltu.ltu", "demonstration-only")
        keep_session(made, session)
        assert run(["remote", "say", "TaskAssigned", str(body), "--session", str(session)]) == 0
        assert run(["remote", "list", "tasks", "--json", "--session", str(session)]) == 0
        row = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert (row["title"], row["by"]) == ("open the road", "LTU")
        listen_and_leave_open(made.cookie, address)
    with served(data) as (address, said):
        assert "ltu.ltu" not in said
        again = Remote(type(made)(address, made.cookie, made.csrf))
        assert again.get("/api/tasks")["items"] == [row]
        assert again.say("/api/verification", None)["verified"]
        again.ask("DELETE", "/api/session")
        with pytest.raises(RefusedError):
            again.get("/api/tasks")
    assert run(["record", "verify", str(data / "record.sqlite")]) == 0


def listen_and_leave_open(cookie: str, address: str) -> None:
    """An open stream must not keep the server from stopping."""
    port = int(address.rpartition(":")[2])
    stream = HTTPConnection("127.0.0.1", port)
    stream.request("GET", "/api/events", headers={"Cookie": cookie})
    assert stream.getresponse().readline() == b"retry: 2000\n"


@pytest.mark.slow
def test_without_demo_each_nation_has_a_one_time_password_of_its_own(tmp_path: Path) -> None:
    with served(tmp_path / "room") as (address, said):
        passwords = re.findall(r"(\w+\.\w+) +((?:[a-z2-9]{5}-){3}[a-z2-9]{5})", said)
        assert {name for name, _ in passwords} >= {"deu.deu", "ltu.ltu", "staff.staff"}
        assert len({password for _, password in passwords}) == len(passwords)
        name, password = passwords[0]
        made = Remote(remote_at(address).logged_in(name, password))
        with pytest.raises(RefusedError):
            made.get("/api/tasks")
        with pytest.raises(RefusedError):
            remote_at(address).logged_in(name, "demonstration-only")
    assert not list((tmp_path / "room").rglob("*password*"))


def test_demonstration_accounts_are_not_served_to_other_machines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["serve", str(CASE), "--demo", "--host", "0.0.0.0"]) == 2
    assert "demonstration accounts are not served" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["room.example", "http://room.example", "ftp://127.0.0.1"])
def test_a_password_goes_over_tls_alone(address: str) -> None:
    with pytest.raises(InputError):
        remote_at(address)
