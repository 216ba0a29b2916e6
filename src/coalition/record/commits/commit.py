"""One commit: place drafts, write rows, read them back, hash and sign only what was read, then make it durable.

What is signed is what the store gives back, so that a bit that flipped on the way is never signed.
Memory changes after the commit is durable, not before. Not here: threads (`log`), the journal's file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from coalition.record.commits.heads import Head
from coalition.record.commits.order import link, sign_order
from coalition.record.entries import Draft, Receipt, StreamName
from coalition.record.journal import line_of
from coalition.record.merkle.frontier import Frontier
from coalition.record.merkle.hashing import SALT_BYTES, entry_leaf
from coalition.record.signing.checkpoints import sign_head
from coalition.record.signing.keyring import Keyring
from coalition.record.signing.keys import ENTRY, Randomness
from coalition.record.signing.standing import SignedLeaf, entry_message
from coalition.record.storage.port import Reach, Store
from coalition.record.storage.rows import CommitRow, EntryRow, StoreBrokenError, TileRow

Clock = Callable[[], str]
"""The instant now as ISO text, `2026-11-28T00:00:00Z`."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What a record needs from outside: keys, randomness, clock, and the steps that tests watch."""

    keyring: Keyring
    random: Randomness
    now: Clock
    reach: Reach


@dataclass(slots=True)
class Standing:
    """The record as it stands in memory: heads by stream, last position, chain there."""

    heads: dict[StreamName, Head]
    position: int
    chain: bytes

    def copy(self) -> Standing:
        """A standing whose heads are replaced, never changed, by a commit."""
        return Standing(dict(self.heads), self.position, self.chain)


@dataclass(frozen=True, slots=True)
class Committed:
    """A durable commit: how the record stands after it, receipts in order of drafts, lines for the journal."""

    standing: Standing
    receipts: list[Receipt]
    lines: list[bytes]


@dataclass(slots=True)
class _Work:
    """What one commit has come to so far; `begun` and `next` are sizes of touched streams, before and now."""

    after: Standing
    now: str
    rows: list[EntryRow] = field(default_factory=list)
    begun: dict[StreamName, int] = field(default_factory=dict)
    next: dict[StreamName, int] = field(default_factory=dict)


def commit(store: Store, hands: Hands, standing: Standing, drafts: Sequence[Draft]) -> Committed:
    """The drafts made durable together.

    Raises RefusedError when a key is missing, StoreUnavailableError when nothing can be written now, and
    StoreBrokenError when writing failed or what was read back is not what was written.
    """
    work = _Work(standing.copy(), hands.now())
    with store.transaction():
        for draft in drafts:
            _place(store, hands, work, draft)
        hands.reach("rows.before")
        store.writer.add_rows(work.rows)
        hands.reach("rows.after")
        _hash_what_lies_there(store, work, standing.position)
        hands.reach("hashed.after")
        touched = [work.after.heads[name] for name in work.begun]
        sign_heads(store, hands, touched)
        _sign_order(store, hands, work.after)
        hands.reach("order.after")
    return Committed(work.after, _receipts(work), _lines(work))


def sign_heads(store: Store, hands: Hands, heads: Iterable[Head]) -> None:
    """Sign a checkpoint of each head and store it, in the transaction that is open."""
    now = hands.now()
    for head in heads:
        hands.reach("sign.before")
        head.note = sign_head(head.tree(), hands.keyring.signer_of(head.name.origin, now))
        hands.reach("sign.after")
        store.writer.put_head(head.to_row())
        hands.reach("head.after")


def _place(store: Store, hands: Hands, work: _Work, draft: Draft) -> None:
    """Give the draft its place, salt, leaf, signature and link of the chain."""
    after, name = work.after, draft.stream
    if name not in work.begun:
        _touch(store, hands, work, name)
    head, index = after.heads[name], work.next[name]
    signer = hands.keyring.signer_of(name.origin, work.now)
    salt = hands.random(SALT_BYTES)
    leaf = entry_leaf(salt, draft.payload)
    after.position += 1
    after.chain = link(after.chain, after.position, leaf)
    work.next[name] = index + 1
    work.rows.append(
        EntryRow(
            position=after.position,
            stream=head.number,
            index=index,
            epoch=head.epoch,
            payload=draft.payload,
            salt=salt,
            leaf=leaf,
            signature=signer.sign(ENTRY, entry_message(SignedLeaf(name, head.epoch, index, leaf))),
            key=bytes.fromhex(signer.key_id),
            chain=after.chain,
        )
    )


def _touch(store: Store, hands: Hands, work: _Work, name: StreamName) -> None:
    """Take the stream's head into the work, or begin the stream."""
    known = work.after.heads.get(name)
    if known is None:
        epoch, number = hands.keyring.roster.epoch_of(name.origin), len(work.after.heads) + 1
        head = Head(number, name, Frontier(), epoch, 0, "")
        store.writer.add_stream(head.to_row())
        hands.reach("stream.after")
    else:
        head = known.copy()
    work.after.heads[name] = head
    work.begun[name] = work.next[name] = head.frontier.size


def _hash_what_lies_there(store: Store, work: _Work, after: int) -> None:
    """Read the rows back, hash them anew, and let the trees grow by what was read."""
    found = store.writer.rows(after, len(work.rows) + 1)
    heads = {head.number: head for head in (work.after.heads[name] for name in work.begun)}
    if found != work.rows:
        raise StoreBrokenError("rows read back before signing are not the rows that were written")
    tiles: list[TileRow] = []
    for row in found:
        if row.salt is None or row.payload is None or entry_leaf(row.salt, row.payload) != row.leaf:
            raise StoreBrokenError("an entry read back before signing does not have its hash")
        done = heads[row.stream].frontier.append(row.leaf)
        tiles.extend(TileRow(row.stream, height, index, hash_) for height, index, hash_ in done)
    store.writer.add_tiles(tiles)


def _sign_order(store: Store, hands: Hands, after: Standing) -> None:
    signature = sign_order(hands.keyring.node, after.position, after.chain)
    store.writer.add_commit(CommitRow(after.position, after.chain, signature))


def _receipts(work: _Work) -> list[Receipt]:
    by_number = {work.after.heads[name].number: work.after.heads[name] for name in work.begun}
    return [
        Receipt(by_number[r.stream].name, r.index, r.leaf, by_number[r.stream].note, r.position)
        for r in work.rows
    ]


def _lines(work: _Work) -> list[bytes]:
    leaves: dict[int, list[bytes]] = {}
    for row in work.rows:
        leaves.setdefault(row.stream, []).append(row.leaf)
    heads = [(work.after.heads[name], size) for name, size in work.begun.items()]
    return [line_of(head.note, size, leaves[head.number]) for head, size in heads]
