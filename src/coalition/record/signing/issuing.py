"""New keys and new statements: enrol, rotate, revoke, limit, begin an epoch. Each needs the nation's root keys.

Randomness and the instant are handed in; instants are ISO text like 2026-11-28T00:00:00Z.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coalition.errors import RefusedError
from coalition.record.entries import StreamName
from coalition.record.signing.keyring import NODE, Keyring
from coalition.record.signing.keys import Randomness, SigningKey, make_key
from coalition.record.signing.roster import Roster, extend
from coalition.record.signing.statements import Statement, state


def generate_keyring(
    nations: Iterable[str], *, random: Randomness, now: str, roots_each: int = 1
) -> Keyring:
    """A new keyring: for each nation its root keys (all must sign), one signing key, and their statements."""
    keyring = Keyring(Roster(), make_key(NODE, random), {}, {})
    for nation in nations:
        roots = [make_key(nation, random) for _ in range(roots_each)]
        roster = extend(keyring.roster, enrolment_of(nation, roots, now=now))
        held = {**keyring.roots, **{root.key_id: root for root in roots}}
        keyring = rotate_key(
            replace(keyring, roster=roster, roots=held), nation, random=random, now=now
        )
    return keyring


def rotate_key(keyring: Keyring, nation: str, *, random: Randomness, now: str) -> Keyring:
    """The keyring with a new signing key in force from now; what the old one signed still counts."""
    signer = make_key(nation, random)
    content = {
        **_next(keyring.roster, nation, now),
        "kind": "key-added",
        "key": signer.public.hex(),
        "valid_from": now,
    }
    roster = extend(keyring.roster, state(content, [*roots_of(keyring, nation), signer]))
    return replace(keyring, roster=roster, signers={**keyring.signers, signer.key_id: signer})


def revoke_key(keyring: Keyring, key_id: str, *, reason: str, now: str) -> Keyring:
    """The keyring after the key was revoked: what it signed counts only where a limit says so."""
    public = keyring.roster.find_key(key_id)
    if public is None:
        raise RefusedError(f"no key `{key_id}` in the roster")
    content = {
        **_next(keyring.roster, public.nation, now),
        "kind": "key-revoked",
        "key_id": key_id,
        "reason": reason,
    }
    return _said(keyring, public.nation, content)


def begin_epoch(keyring: Keyring, nation: str, *, reason: str, now: str) -> Keyring:
    """The keyring after the nation's roots said that it begins anew after a loss."""
    content = {
        **_next(keyring.roster, nation, now),
        "kind": "epoch-begun",
        "epoch": keyring.roster.epoch_of(nation) + 1,
        "reason": reason,
    }
    return _said(keyring, nation, content)


def limit_of(keyring: Keyring, key_id: str, *, stream: StreamName, size: int) -> Statement:
    """The statement that the stream's entries below `size` still count after the key's revocation."""
    content = {
        "v": 1,
        "kind": "key-limited",
        "nation": stream.origin,
        "audience": stream.audience,
        "key_id": key_id,
        "size": size,
    }
    return state(content, roots_of(keyring, stream.origin))


def enrolment_of(nation: str, roots: Sequence[SigningKey], *, now: str) -> Statement:
    """The nation's first statement: its root keys, all of which must sign what follows."""
    content = {
        "v": 1,
        "kind": "enrolled",
        "nation": nation,
        "sequence": 0,
        "at": now,
        "roots": sorted(root.public.hex() for root in roots),
        "threshold": len(roots),
    }
    return state(content, roots)


def roots_of(keyring: Keyring, nation: str) -> list[SigningKey]:
    """The nation's root keys; RefusedError when they are offline, as they should be."""
    held = [key for key in keyring.roots.values() if key.nation == nation]
    if not held:
        raise RefusedError(
            f"the root keys of `{nation}` are not here: bring them from where they lie"
        )
    return held


def _said(keyring: Keyring, nation: str, content: dict[str, object]) -> Keyring:
    statement = state(content, roots_of(keyring, nation))
    return replace(keyring, roster=extend(keyring.roster, statement))


def _next(roster: Roster, nation: str, now: str) -> dict[str, object]:
    standing = roster.enrolments.get(nation)
    if standing is None:
        raise RefusedError(f"`{nation}` is not enrolled")
    return {
        "v": 1,
        "nation": nation,
        "sequence": standing.sequence,
        "previous": standing.last,
        "at": now,
    }
