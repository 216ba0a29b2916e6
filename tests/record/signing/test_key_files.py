"""The folder of keys: private ones readable by their owner alone, public ones enough for an auditor."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.record.making import NOW, chance, keys

from coalition.errors import InputError, RefusedError
from coalition.record import Keyring, load_keyring, rotate_key, save_keyring
from coalition.record.signing.key_files import load_public


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_keyring(keys(), tmp_path / "keys")
    return tmp_path / "keys"


def codes(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_keyring(folder)
    return [fault.code for fault in caught.value.faults]


def test_a_keyring_comes_back_from_its_folder(folder: Path) -> None:
    assert load_keyring(folder) == keys()


def test_private_keys_are_for_their_owner_alone(folder: Path) -> None:
    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*.pem")}
    assert modes == {0o600}
    assert (folder / "roots").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_may_read_is_refused(folder: Path, mode: int) -> None:
    for path in folder.glob("*.pem"):
        path.chmod(mode)
    assert codes(folder) == ["open-key-file"] * 3


def test_a_missing_node_key_and_a_broken_key_are_both_told(folder: Path) -> None:
    (folder / "node.pem").unlink()
    next(folder.glob("DEU-*.pem")).write_text("no key")
    assert codes(folder) == ["bad-key-file", "bad-key-file"]


def test_a_key_that_the_roster_does_not_know_is_refused(folder: Path) -> None:
    path = next(folder.glob("DEU-*.pem"))
    path.rename(path.with_name(path.name.replace("DEU", "FRA")))
    assert codes(folder) == ["unknown-key-file"]


def test_without_a_roster_nothing_is_loaded(folder: Path) -> None:
    (folder / "roster.json").unlink()
    assert codes(folder) == ["missing-file"]


def test_roots_may_lie_elsewhere(folder: Path) -> None:
    for path in (folder / "roots").iterdir():
        path.unlink()
    keyring = load_keyring(folder)
    assert keyring.signer_of("DEU", NOW).nation == "DEU"
    with pytest.raises(RefusedError):
        rotate_key(keyring, "DEU", random=chance(3), now=NOW)


def test_saving_again_adds_and_changes_no_key(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.pem")}
    save_keyring(rotate_key(load_keyring(folder), "DEU", random=chance(3), now=NOW), folder)
    assert {path: path.read_bytes() for path in before} == before
    assert len(list(folder.glob("DEU-*.pem"))) == 2
    assert isinstance(load_keyring(folder), Keyring)


def test_an_auditor_needs_no_private_key(folder: Path) -> None:
    for path in folder.rglob("*.pem"):
        path.unlink()
    roster, node = load_public(folder)
    assert (roster, node) == (keys().roster, keys().node.public)


def test_a_public_key_of_the_node_that_is_none_is_refused(folder: Path) -> None:
    (folder / "node.pub").write_text("01" + "00" * 31)
    with pytest.raises(InputError, match="small order"):
        load_public(folder)
