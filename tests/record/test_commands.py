"""`coalition record` as its user meets it: what is written, what is said, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.record.making import ALL, drafts, keys, opened
from tests.record.tampering import PLAIN, Tamperer

from coalition.cli.app import run
from coalition.record import load_keyring, save_keyring

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def room(scratch: Path) -> Path:
    """A folder with a record, its keys and its journal."""
    save_keyring(keys(), scratch / "keys")
    with opened(scratch / "r.db", load_keyring(scratch / "keys")) as record:
        record.append(drafts(20))
    return scratch


@pytest.fixture
def say(room: Path, capfd: pytest.CaptureFixture[str]) -> Say:
    """Run `coalition record` with words, paths of the room among them; the code and what was shown."""

    def run_words(*words: str) -> tuple[int, str]:
        code = run(["record", *(str(room / w) if "." in w and "/" not in w else w for w in words)])
        shown = capfd.readouterr()
        return code, shown.out + shown.err

    return run_words


def test_an_honest_record_verifies(say: Say) -> None:
    code, shown = say("verify", "r.db")
    assert code == 0
    assert "20 entries in 2 streams" in shown
    assert "compared with what is known outside" in shown
    assert shown.strip().endswith("verified")


def test_a_changed_record_does_not_and_its_first_bad_row_is_named(say: Say, room: Path) -> None:
    with Tamperer(room / "r.db") as tamperer:
        PLAIN["edit"](tamperer, 13)
    code, shown = say("verify", "r.db")
    assert code == 3
    assert "row 13 (DEU/members 6): edited: payload, salt or leaf is not what was hashed" in shown
    assert "does NOT verify; first bad row: 13" in shown


def test_without_anything_known_outside_it_says_what_it_cannot_know(say: Say, room: Path) -> None:
    (room / "r.db.checkpoints").unlink()
    code, shown = say("verify", "r.db")
    assert (code, "nothing known outside" in shown) == (0, True)


def test_keys_that_are_not_there_are_told(say: Say, room: Path) -> None:
    code, shown = say("verify", "r.db", "--keys", "none.d")
    assert (code, "bad-key-file" in shown) == (2, True)


def test_streams_are_listed_and_exported(say: Say, room: Path) -> None:
    assert say("export", "r.db") == (0, "DEU/members 10\nFRA/a1b2c3 10\n")
    code, shown = say("export", "r.db", "out.jsonl", "DEU/members", "FRA/a1b2c3:3")
    assert (code, "11 entries" in shown) == (0, True)
    assert (room / "out.jsonl").read_text().count('"kind":"entry"') == 11
    assert say("export", "r.db", "more.jsonl", "DEU/none")[0] == 2


def test_a_backup_is_written_restored_and_signs_again(say: Say, room: Path) -> None:
    assert say("backup", "r.db", "b.db")[0] == 0
    assert say("verify", "b.db")[0] == 0
    code, shown = say("restore", "b.db", "new.db")
    assert (code, "nothing is known of it outside" in shown) == (1, True)
    code, shown = say("reconcile", "new.db", "--known", "r.db.checkpoints")
    assert (code, "the record signs again" in shown) == (0, True)
    with opened(room / "new.db", load_keyring(room / "keys")) as record:
        assert record.append(drafts(1))[0].stream == ALL


def test_a_new_epoch_is_begun_when_it_is_asked_for(say: Say, room: Path) -> None:
    say("backup", "r.db", "b.db")
    with opened(room / "r.db", load_keyring(room / "keys")) as record:
        record.append(drafts(2, begin=20))
    code, shown = say("restore", "b.db", "new.db", "--known", "r.db.checkpoints")
    assert (code, "10 entries here; 11 were acknowledged" in shown) == (1, True)
    code, shown = say("reconcile", "new.db", "--known", "r.db.checkpoints", "--new-epoch")
    assert (code, "began a new epoch: DEU, FRA" in shown) == (0, True)
    assert load_keyring(room / "keys").roster.epoch_of("DEU") == 1
    assert say("verify", "new.db")[0] == 0


def test_help_says_what_each_command_is_for(say: Say) -> None:
    code, shown = say("--help")
    assert code == 0
    for command in ("verify", "export", "backup", "restore", "reconcile", "prepare"):
        assert command in shown
