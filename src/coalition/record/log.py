"""The record as others use it: append, read, redact, checkpoint, prove. Safe from many threads.

One thread writes. What many threads hand in while a commit is being synced goes into the next commit
together. An acknowledgement (a receipt) is given after the commit is durable, never before. When the
disk fails, the record stops: nothing is tried again, and everything from then on raises IntegrityError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from coalition.errors import Fault, InputError, IntegrityError, RefusedError
from coalition.record.commits.commit import Committed, Hands, Standing, commit
from coalition.record.commits.heads import Head
from coalition.record.commits.limiting import limit_key
from coalition.record.commits.order import verify_order
from coalition.record.commits.redact import redact
from coalition.record.entries import Checkpoint, Draft, Entry, Receipt, StreamName
from coalition.record.journal import Journal
from coalition.record.merkle.hashing import entry_leaf
from coalition.record.proving import InclusionProof, prove_consistency_of, prove_inclusion_of
from coalition.record.signing.checkpoints import verify_head
from coalition.record.state import RESTORED, read_state
from coalition.record.storage.port import Store
from coalition.record.storage.rows import EntryRow, StoreBrokenError

T = TypeVar("T")
COMMIT_DRAFTS_MAX = 2_000
COMMIT_BYTES_MAX = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Anchor:
    """What vouches for all entries up to a position: the node's signed chain over them; and how many of all
    were redacted.
    """

    position: int
    chain: bytes
    redactions: int


class _Group:
    """Drafts that will be committed together, and the outcome they all wait for."""

    __slots__ = ("bytes", "drafts", "outcome")

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.bytes = 0
        self.outcome: Future[Committed]

    def has_room(self, drafts: Sequence[Draft]) -> bool:
        """Whether the drafts still fit; an empty group takes anything."""
        size = sum(len(draft.payload) for draft in drafts)
        fits = len(self.drafts) + len(drafts) <= COMMIT_DRAFTS_MAX
        return not self.drafts or (fits and self.bytes + size <= COMMIT_BYTES_MAX)

    def add(self, drafts: Sequence[Draft]) -> int:
        """Take the drafts in; the place of the first."""
        begin = len(self.drafts)
        self.drafts.extend(drafts)
        self.bytes += sum(len(draft.payload) for draft in drafts)
        return begin


class Record:
    """An open record. Make one with `open_record`; close it when done."""

    def __init__(
        self, store: Store, hands: Hands, standing: Standing, journal: Journal | None
    ) -> None:
        self._store = store
        self._hands = hands
        self._standing = standing
        self._journal = journal
        self._handed_out: dict[StreamName, str] = {}
        self._broken: str | None = None
        self._closed = False
        self._joining = Lock()
        self._open_group: _Group | None = None
        self._writer = ThreadPoolExecutor(1, "record-writer")
        self._restored = read_state(store.reader) == RESTORED

    def append(self, drafts: Sequence[Draft]) -> list[Receipt]:
        """Receipts in order of the drafts, once all of them are durable together; blocks until then.

        Raises RefusedError when this node may not sign for an origin or the record was restored and not
        reconciled, StoreUnavailableError (an OSError) when nothing can be written now, IntegrityError
        when the disk failed.
        """
        self._check_running()
        self._check_reconciled()
        now = self._hands.now()
        for origin in {draft.stream.origin for draft in drafts}:
            self._hands.keyring.signer_of(origin, now)
        if not drafts:
            return []
        group, begin = self._join(drafts)
        return group.outcome.result().receipts[begin : begin + len(drafts)]

    def read(self, after_position: int = 0, limit: int = 1_000) -> list[Entry]:
        """Durable entries past the position, in order of commit, each checked against its hash.

        Raises IntegrityError when an entry does not have its hash, or the record has stopped.
        """
        self._check_running()
        standing = self._standing
        there = max(0, standing.position - after_position)
        rows = self._store.reader.rows(after_position, min(limit, there))
        names = {head.number: name for name, head in standing.heads.items()}
        return [checked(row).to_entry(names[row.stream]) for row in rows]

    def size(self) -> int:
        """How many entries are durable; also the last position."""
        return self._standing.position

    def anchor(self, position: int) -> Anchor | None:
        """What this node signed over all entries up to the end of the commit of that position.

        None when there is no such commit, or the node's key did not sign it.
        """
        self._check_running()
        ends = self._store.reader.commits(position - 1, 1) if position > 0 else []
        for end in ends:
            node = self._hands.keyring.node.public
            if verify_order(node, end.position, end.chain, end.signature):
                return Anchor(end.position, end.chain, len(self._store.reader.redactions()))
        return None

    def streams(self) -> list[StreamName]:
        """Every stream, in the order in which they began."""
        return list(self._standing.heads)

    def checkpoint(self, stream: StreamName) -> Checkpoint:
        """The newest signed checkpoint of the stream; kept for good, because it is handed out.

        Raises InputError when there is no such stream.
        """
        self._check_running()
        self._check_reconciled()
        return self._in_turn(lambda: self._hand_out(stream))

    def redact(self, stream: StreamName, index: int, *, reason: str) -> None:
        """Delete the payload and salt of an entry for good; its leaf, signature and the signed reason stay.

        Raises InputError when there is no such entry or it was redacted before, RefusedError when this node may
        not sign for the origin.
        """
        self._check_running()
        self._check_reconciled()
        self._in_turn(lambda: self._redact(stream, index, reason))

    def limit_key(self, key_id: str) -> None:
        """Let what a key signed here until now count after its revocation, said by the nation's root keys.

        To be called, with what the record holds looked through, before the keyring that revokes it is used.
        Raises RefusedError when the root keys are not here or no such key is in the roster.
        """
        self._check_reconciled()
        self._in_turn(lambda: limit_key(self._store, self._hands, self._standing, key_id))

    def prove_inclusion(self, stream: StreamName, index: int) -> InclusionProof:
        """Proof, checked before it is given, that the stream's newest checkpoint covers the entry."""
        checkpoint = self.checkpoint(stream)
        return prove_inclusion_of(self._store.reader, self._head(stream).number, checkpoint, index)

    def prove_consistency(self, stream: StreamName, old_size: int, new_size: int) -> list[bytes]:
        """Hashes that show the stream at `new_size` to begin with what it was at `old_size`."""
        self._check_running()
        number = self._head(stream).number
        return prove_consistency_of(self._store.reader, number, old_size, new_size)

    def close(self) -> None:
        """Finish what was handed in and let go of the files. Closing twice is no fault."""
        with self._joining:
            first, self._closed = not self._closed, True
        self._writer.shutdown()
        if first:
            self._store.close(broken=self._broken is not None)
            if self._journal is not None:
                self._journal.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_ended: object) -> None:
        self.close()

    def _join(self, drafts: Sequence[Draft]) -> tuple[_Group, int]:
        with self._joining:
            self._check_running()
            group = self._open_group
            if group is None or not group.has_room(drafts):
                group = self._open_group = _Group()
                begin = group.add(drafts)
                group.outcome = self._writer.submit(self._commit_group, group)
            else:
                begin = group.add(drafts)
        return group, begin

    def _commit_group(self, group: _Group) -> Committed:
        with self._joining:
            if self._open_group is group:
                self._open_group = None
        return self._guarded(lambda: self._commit(group.drafts))

    def _commit(self, drafts: Sequence[Draft]) -> Committed:
        if self._journal is not None:
            self._journal.settle()
        done = commit(self._store, self._hands, self._standing, drafts)
        self._standing = done.standing
        self._hands.reach("journal.before")
        if self._journal is not None:
            with suppress(OSError):  # owed then: nothing is committed before it is written
                self._journal.write(done.lines)
        self._hands.reach("ack.before")
        with suppress(RuntimeError):  # closing: the file is folded by that
            self._writer.submit(self._guarded, self._store.fold)
        return done

    def _hand_out(self, stream: StreamName) -> Checkpoint:
        head = self._head(stream)
        if self._handed_out.get(stream) != head.note:
            with self._store.transaction():
                self._store.writer.keep_checkpoint(head.to_row())
            self._handed_out[stream] = head.note
        return verify_head(head.note, self._hands.keyring.roster).to_checkpoint()

    def _redact(self, stream: StreamName, index: int, reason: str) -> None:
        redact(self._store, self._hands, self._head(stream), index=index, reason=reason)
        self._store.fold(whole=True)

    def _in_turn(self, job: Callable[[], T]) -> T:
        with self._joining:
            self._check_running()
            outcome = self._writer.submit(self._guarded, job)
        return outcome.result()

    def _guarded(self, job: Callable[[], T]) -> T:
        self._check_whole()
        try:
            return job()
        except IntegrityError as error:
            self._broken = str(error)
            raise

    def _head(self, stream: StreamName) -> Head:
        head = self._standing.heads.get(stream)
        if head is None:
            fault = Fault(str(stream), "unknown-stream", "no such stream here", "mend its name")
            raise InputError([fault])
        return head

    def _check_running(self) -> None:
        self._check_whole()
        if self._closed:
            raise StoreBrokenError("the record has stopped: it was closed")

    def _check_whole(self) -> None:
        if self._broken is not None:
            raise StoreBrokenError(f"the record has stopped: {self._broken}")

    def _check_reconciled(self) -> None:
        if self._restored:
            raise RefusedError(
                "this record was restored and may lack what was acknowledged later: reconcile it with the "
                "newest checkpoints, or begin a new epoch with the root keys (`coalition record restore`)"
            )


def checked(row: EntryRow) -> EntryRow:
    """The row, or IntegrityError when its payload does not have its hash."""
    if row.payload is None and row.salt is None:
        return row
    if row.payload is None or row.salt is None or entry_leaf(row.salt, row.payload) != row.leaf:
        raise IntegrityError(
            f"entry {row.position} does not have its hash: run `coalition record verify`"
        )
    return row
