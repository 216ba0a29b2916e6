"""The folder of keys: `roster.json` and `node.pub` (public), `NATION-KEYID.pem`, `node.pem`, `roots/`.

Private keys are PKCS #8 with mode 0600.

`roots/` holds the root keys only until they are carried offline. A private key that others may read is refused,
as is one that the roster does not know; all faults at once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from coalition.errors import Fault, InputError
from coalition.record.signing.keyring import NODE, Keyring
from coalition.record.signing.keys import SigningKey, check_public, key_id_of
from coalition.record.signing.roster import Roster, build_roster
from coalition.record.signing.statements import from_json, to_json

ROSTER = "roster.json"
_ROOTS = "roots"
_NODE = "node.pem"
_NODE_PUBLIC = "node.pub"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def save_keyring(keyring: Keyring, folder: Path) -> None:
    """Write the keyring into the folder, which is made with mode 0700; files that exist are kept as they are.

    The roster file is replaced.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / ROSTER).write_bytes(to_json(keyring.roster.statements) + b"\n")
    _write_key(folder / _NODE, keyring.node)
    (folder / _NODE_PUBLIC).write_text(keyring.node.public.hex() + "\n")
    for key in keyring.signers.values():
        _write_key(folder / f"{key.nation}-{key.key_id}.pem", key)
    if keyring.roots:
        (folder / _ROOTS).mkdir(mode=0o700, exist_ok=True)
    for key in keyring.roots.values():
        _write_key(folder / _ROOTS / f"{key.nation}-{key.key_id}.pem", key)


def load_keyring(folder: Path) -> Keyring:
    """The keyring in the folder.

    Raises InputError with every file that is missing, readable by others, no Ed25519 key, or not in the roster.
    """
    faults: list[Fault] = []
    roster = load_roster(folder / ROSTER)
    node = _read_key(folder / _NODE, NODE, faults)
    signers = _read_keys(sorted(folder.glob("*-*.pem")), faults)
    roots = _read_keys(sorted((folder / _ROOTS).glob("*-*.pem")), faults)
    known = {key.key_id: key.nation for key in roster.keys.values()}
    for key in signers:
        if known.get(key.key_id) != key.nation:
            text = f"the roster knows no key `{key.key_id}` of `{key.nation}`"
            faults.append(
                Fault(str(folder), "unknown-key-file", text, "remove the file or renew the roster")
            )
    if faults or node is None:
        raise InputError(faults)
    return Keyring(roster, node, {k.key_id: k for k in signers}, {k.key_id: k for k in roots})


def load_public(folder: Path) -> tuple[Roster, bytes]:
    """What an auditor needs of the folder, no private key among it: the roster and the node's public key.

    Raises InputError when a file is missing or is not what it should be.
    """
    path = folder / _NODE_PUBLIC
    if not path.is_file() and (folder / _NODE).is_file():
        keyring = load_keyring(folder)
        return keyring.roster, keyring.node.public
    try:
        node = bytes.fromhex(path.read_text().strip())
        check_public(node, str(path))
    except (OSError, ValueError) as error:
        text = f"the node's public key cannot be read: {error}"
        raise InputError(
            [Fault(str(path), "bad-key-file", text, "name the folder of keys")]
        ) from error
    return load_roster(folder / ROSTER), node


def load_roster(path: Path) -> Roster:
    """The roster in the file; raises InputError when it is missing or does not hold."""
    if not path.is_file():
        raise InputError(
            [Fault(str(path), "missing-file", "no roster of keys", "name the folder of keys")]
        )
    return build_roster(from_json(path.read_bytes().strip()))


def _write_key(path: Path, key: SigningKey) -> None:
    if path.exists():
        return
    data = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _read_keys(paths: Iterable[Path], faults: list[Fault]) -> list[SigningKey]:
    found = [_read_key(path, path.name.rpartition("-")[0], faults) for path in paths]
    return [key for key in found if key is not None]


def _read_key(path: Path, nation: str, faults: list[Fault]) -> SigningKey | None:
    try:
        if path.stat().st_mode & _OTHERS:
            faults.append(
                Fault(
                    str(path), "open-key-file", "others may read this private key", "chmod 600 it"
                )
            )
            return None
        private = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        faults.append(
            Fault(str(path), "bad-key-file", f"cannot be read: {error}", "bring the key file back")
        )
        return None
    if not isinstance(private, Ed25519PrivateKey):
        faults.append(
            Fault(str(path), "bad-key-file", "no Ed25519 key", "make one with this program")
        )
        return None
    return SigningKey(nation, key_id_of(private.public_key().public_bytes_raw()), private)
