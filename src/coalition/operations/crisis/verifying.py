"""Verifying what a view holds: every entry of the streams it sees against hash, signature, tree and checkpoint.

Only streams whose label the view may see are looked at, so that the answer counts nothing else. A verifier that
needs no server is `coalition record verify`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coalition.errors import InputError, IntegrityError
from coalition.operations.crisis.journal import Journal, audience_of
from coalition.operations.crisis.viewing.view import View
from coalition.record import Entry, StreamName
from coalition.record.merkle.frontier import Frontier
from coalition.record.merkle.hashing import entry_leaf
from coalition.record.signing.roster import Roster
from coalition.record.signing.standing import SignedLeaf, why_not_signed

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what is wrong: each fault with the event it is about, where it has one."""

    streams: int
    events: int
    faults: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether everything verifies."""
        return not self.faults


def verify_view(view: View, journal: Journal, roster: Roster) -> Verified:
    """What the streams of the view come to. Reads the record anew."""
    wanted = visible_streams(view, journal)
    trees: dict[StreamName, Frontier] = {}
    faults: list[str] = []
    events = 0
    try:
        for entry in _entries(journal):
            if entry.stream.audience in wanted:
                events += 1
                faults += _entry_faults(entry, trees, roster)
        faults += _tree_faults(journal, trees)
    except IntegrityError as error:
        faults.append(str(error))
    return Verified(len(trees), events, tuple(sorted(faults)))


def visible_streams(view: View, journal: Journal) -> frozenset[str]:
    """The audiences whose label the view may see."""
    mask = journal.table.visible(view.clearance)
    return frozenset(
        audience_of(journal.table.label(number)) for number in range(len(mask)) if mask[number]
    )


def _entries(journal: Journal) -> Iterator[Entry]:
    position = 0
    while found := journal.record.read(position, _BATCH):
        yield from found
        position = found[-1].position


def _entry_faults(entry: Entry, trees: dict[StreamName, Frontier], roster: Roster) -> Iterator[str]:
    tree = trees.setdefault(entry.stream, Frontier())
    name = f"{entry.stream.origin} {entry.index}"
    if entry.index != tree.size:
        yield f"{name}: an entry is missing before it"
    tree.append(entry.leaf_hash)
    whole = entry.payload is not None and entry.salt is not None
    if whole and entry_leaf(entry.salt or b"", entry.payload or b"") != entry.leaf_hash:
        yield f"{name}: it does not have its hash"
    leaf = SignedLeaf(entry.stream, entry.epoch, entry.index, entry.leaf_hash)
    why = why_not_signed(roster, {}, leaf, key_id=entry.key_id, signature=entry.signature)
    if why is not None:
        yield f"{name}: {why}"


def _tree_faults(journal: Journal, trees: dict[StreamName, Frontier]) -> Iterator[str]:
    for stream, tree in trees.items():
        checkpoint = journal.record.checkpoint(stream)
        if checkpoint.size == tree.size and checkpoint.root != tree.root():
            yield f"{stream.origin}: the checkpoint does not cover what is there"


def prove_event(journal: Journal, event: str) -> dict[str, Any]:
    """The event's bytes, signature and proof of inclusion, for whoever verifies without a server.

    Raises InputError when its stream does not reach it.
    """
    place = journal.place_of(event)
    entry = next(iter(journal.record.read(place.position - 1, 1)))
    if entry.payload is None or entry.salt is None:
        raise InputError([])
    proof = journal.record.prove_inclusion(place.stream, place.index)
    return {
        "stream": {"origin": place.stream.origin, "audience": place.stream.audience},
        "index": place.index,
        "payload": entry.payload.decode(),
        "salt": entry.salt.hex(),
        "leaf_hash": entry.leaf_hash.hex(),
        "signature": entry.signature.hex(),
        "key": entry.key_id,
        "epoch": entry.epoch,
        "checkpoint": proof.checkpoint.text,
        "path": [one.hex() for one in proof.path],
    }
