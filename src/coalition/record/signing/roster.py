"""The roster: who is enrolled with which root keys and which signing keys, built from statements alone.

A pure state machine: `extend` checks one statement against what stands and gives the roster after it. Root keys
sign statements and are kept offline; signing keys sign entries and checkpoints. Every signature needed is the
threshold of the root keys in force, and of the new key itself (proof of possession). Rules after TUF 1.0
(root rotation: threshold of the old and of the new; distinct keys; no rollback).
Not here: private keys (`keyring`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from coalition.errors import Fault, InputError
from coalition.record.signing.keys import STATEMENT, check_public, key_id_of, verify
from coalition.record.signing.statements import Statement, content_of

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
ROOTS_MAX = 16


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A signing key of a nation: from when it signs and, once revoked, when that was. Instants are ISO text."""

    nation: str
    key_id: str
    public: bytes
    valid_from: str
    revoked: str | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What stands about one nation: roots by key id, how many must sign, keys in order, epoch, end of chain."""

    nation: str
    roots: Mapping[str, bytes]
    threshold: int
    keys: tuple[PublicKey, ...]
    epoch: int
    sequence: int
    last: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Every enrolment, and the statements it was built from, in order."""

    enrolments: Mapping[str, Enrolment] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    keys: Mapping[str, PublicKey] = field(default_factory=dict)

    def find_key(self, key_id: str) -> PublicKey | None:
        """The signing key of that name, revoked or not."""
        return self.keys.get(key_id)

    def key_at(self, nation: str, now: str) -> PublicKey | None:
        """The nation's newest signing key that is in force at the instant."""
        enrolment = self.enrolments.get(nation)
        good = (
            [k for k in enrolment.keys if k.revoked is None and k.valid_from <= now]
            if enrolment
            else []
        )
        return good[-1] if good else None  # fmt: skip

    def epoch_of(self, nation: str) -> int:
        """How often the nation began anew after a loss; 0 when never."""
        enrolment = self.enrolments.get(nation)
        return enrolment.epoch if enrolment else 0


def build_roster(statements: Iterable[Statement]) -> Roster:
    """The roster after all the statements; raises InputError at the first that does not hold."""
    roster = Roster()
    for statement in statements:
        roster = extend(roster, statement)
    return roster


def extend(roster: Roster, statement: Statement) -> Roster:
    """The roster after one more statement.

    Raises InputError when it is out of its nation's chain, not signed by enough roots, or says what cannot be.
    """
    content = content_of(statement)
    nation, kind = _text(content, "nation"), _text(content, "kind")
    standing = roster.enrolments.get(nation)
    if kind == "enrolled":
        after = _enrol(standing, content, statement)
    elif kind not in _APPLY:
        raise _fault("a limit of a key travels with its stream, not in the roster")
    else:
        after = _APPLY[kind](_in_chain(standing, content), content, statement)
    after = replace(after, sequence=after.sequence + 1, last=statement.digest)
    keys = dict(roster.keys)
    for key in after.keys:
        if keys.get(key.key_id, key).nation != nation:
            raise _fault("another nation has this key already")
        keys[key.key_id] = key
    return Roster({**roster.enrolments, nation: after}, (*roster.statements, statement), keys)


def signed_by_roots(statement: Statement, roots: Mapping[str, bytes], threshold: int) -> bool:
    """Whether at least `threshold` of the roots signed; one root counts once."""
    good = {
        key_id
        for key_id, signature in statement.signatures
        if key_id in roots and verify(roots[key_id], STATEMENT, statement.payload, signature)
    }
    return len(good) >= threshold


def _enrol(
    standing: Enrolment | None, content: dict[str, object], statement: Statement
) -> Enrolment:
    if standing is not None or content.get("sequence") != 0:
        raise _fault("the nation is enrolled already, or this is not its first statement")
    roots, threshold = _roots(content)
    if not signed_by_roots(statement, roots, len(roots)):
        raise _fault("not every root key signed its own enrolment")
    return Enrolment(_text(content, "nation"), roots, threshold, (), 0, 0, "")


def _in_chain(standing: Enrolment | None, content: dict[str, object]) -> Enrolment:
    if standing is None:
        raise _fault("the nation is not enrolled")
    if (content.get("sequence"), content.get("previous")) != (standing.sequence, standing.last):
        raise _fault("it does not follow the last statement of the nation")
    return standing


def _replace_roots(
    before: Enrolment, content: dict[str, object], statement: Statement
) -> Enrolment:
    _need_roots(before, statement)
    roots, threshold = _roots(content)
    if not signed_by_roots(statement, roots, len(roots)):
        raise _fault("not every new root key signed")
    return replace(before, roots=roots, threshold=threshold)


def _add_key(before: Enrolment, content: dict[str, object], statement: Statement) -> Enrolment:
    _need_roots(before, statement)
    public = _hex(content, "key")
    check_public(public, f"key of {before.nation}")
    key = PublicKey(before.nation, key_id_of(public), public, _instant(content, "valid_from"))
    if any(known.key_id == key.key_id for known in before.keys) or key.key_id in before.roots:
        raise _fault("the key is in the roster already")
    if before.keys and key.valid_from < before.keys[-1].valid_from:
        raise _fault("the key is valid before the one it follows")
    own = dict(statement.signatures).get(key.key_id, b"")
    if not verify(public, STATEMENT, statement.payload, own):
        raise _fault("the new key did not sign, so nobody showed that it is held")
    return replace(before, keys=(*before.keys, key))


def _revoke_key(before: Enrolment, content: dict[str, object], statement: Statement) -> Enrolment:
    _need_roots(before, statement)
    key_id, at = _text(content, "key_id"), _instant(content, "at")
    if not any(key.key_id == key_id and key.revoked is None for key in before.keys):
        raise _fault("no such key in force")
    keys = tuple(replace(k, revoked=at) if k.key_id == key_id else k for k in before.keys)
    return replace(before, keys=keys)


def _begin_epoch(before: Enrolment, content: dict[str, object], statement: Statement) -> Enrolment:
    _need_roots(before, statement)
    if content.get("epoch") != before.epoch + 1:
        raise _fault("an epoch follows the one before by one")
    return replace(before, epoch=before.epoch + 1)


_APPLY = {
    "roots-replaced": _replace_roots,
    "key-added": _add_key,
    "key-revoked": _revoke_key,
    "epoch-begun": _begin_epoch,
}


def _need_roots(before: Enrolment, statement: Statement) -> None:
    if not signed_by_roots(statement, before.roots, before.threshold):
        raise _fault(f"fewer than {before.threshold} root keys of {before.nation} signed")


def _roots(content: dict[str, object]) -> tuple[dict[str, bytes], int]:
    listed, threshold = content.get("roots"), content.get("threshold")
    if not isinstance(listed, list) or not 1 <= len(listed) <= ROOTS_MAX:
        raise _fault("root keys must be a list of 1 to 16")
    publics = [_hex({"root": root}, "root") for root in listed]
    for public in publics:
        check_public(public, "root key")
    roots = {key_id_of(public): public for public in publics}
    if len(roots) != len(listed):
        raise _fault("a root key stands twice")
    if not isinstance(threshold, int) or not 1 <= threshold <= len(roots):
        raise _fault("the threshold must be from 1 to the number of root keys")
    return roots, threshold


def _text(content: Mapping[str, object], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value:
        raise _fault(f"`{key}` is missing")
    return value


def _hex(content: Mapping[str, object], key: str) -> bytes:
    try:
        return bytes.fromhex(_text(content, key))
    except ValueError as error:
        raise _fault(f"`{key}` is not hexadecimal") from error


def _instant(content: Mapping[str, object], key: str) -> str:
    value = _text(content, key)
    if not _INSTANT.fullmatch(value):
        raise _fault(f"`{key}` is not an instant like 2026-11-28T00:00:00Z")
    return value


def _fault(text: str) -> InputError:
    return InputError(
        [Fault("roster", "bad-statement", text, "ask the nation for its roster again")]
    )
