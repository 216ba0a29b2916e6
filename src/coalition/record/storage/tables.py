"""Reading and writing rows by plain SQL that SQLite and PostgreSQL both take.

A `Session` runs one statement with `?` for each value. Not here: connections, transactions, errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from coalition.errors import IntegrityError
from coalition.record.storage.rows import (
    CommitRow,
    EntryRow,
    RedactionRow,
    StreamRow,
    TileRow,
)

Values = Sequence[int | str | bytes | None]
Row = TypeVar("Row")
ROWS_AT_ONCE = 2_000
FIRST_CHAIN = bytes(32)
"""What the chain of commits begins with."""

_STREAMS = (
    "SELECT stream, origin, audience, size, peaks, epoch, base, note FROM streams ORDER BY stream"
)
_END = "SELECT position, chain FROM entries ORDER BY position DESC LIMIT 1"
_ROWS = (
    "SELECT position, stream, idx, epoch, payload, salt, leaf, signature, signer, chain FROM entries "
    "WHERE position > ? ORDER BY position LIMIT ?"
)
_STREAM_ROWS = (
    "SELECT position, stream, idx, epoch, payload, salt, leaf, signature, signer, chain FROM entries "
    "WHERE stream = ? AND idx >= ? ORDER BY idx LIMIT ?"
)
_ALL_LEAVES = (
    "SELECT position, stream, idx, leaf FROM entries WHERE position > ? ORDER BY position LIMIT ?"
)
_LEAVES = "SELECT leaf FROM entries WHERE stream = ? AND idx >= ? AND idx < ? ORDER BY idx"
_TILES = (
    "SELECT hash FROM tiles WHERE stream = ? AND height = ? AND idx >= ? AND idx < ? ORDER BY idx"
)
_ALL_TILES = "SELECT stream, height, idx, hash FROM tiles WHERE stream = ? ORDER BY height, idx"
_COMMITS = (
    "SELECT position, chain, signature FROM commits WHERE position > ? ORDER BY position LIMIT ?"
)
_REDACTIONS = "SELECT position, statement, signer, signature FROM redactions ORDER BY position"
_STATEMENTS = "SELECT payload, signatures FROM statements WHERE kind = ? ORDER BY number"
_CHECKPOINT_ROWS = "SELECT epoch, size, note FROM checkpoints WHERE stream = ? ORDER BY epoch, size"
_FACT = "SELECT value FROM facts WHERE name = ?"
_ADD_STREAM = (
    "INSERT INTO streams (stream, origin, audience, size, peaks, epoch, base, note) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_ROW = (
    "INSERT INTO entries (position, stream, idx, epoch, payload, salt, leaf, signature, signer, chain) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_TILE = "INSERT INTO tiles (stream, height, idx, hash) VALUES (?, ?, ?, ?)"
_PUT_HEAD = "UPDATE streams SET size = ?, peaks = ?, epoch = ?, base = ?, note = ? WHERE stream = ?"
_ADD_COMMIT = "INSERT INTO commits (position, chain, signature) VALUES (?, ?, ?)"
_ADD_REDACTION = (
    "INSERT INTO redactions (position, statement, signer, signature) VALUES (?, ?, ?, ?)"
)
_REDACT = "UPDATE entries SET payload = NULL, salt = NULL WHERE position = ?"
_ADD_STATEMENT = (
    "INSERT INTO statements (number, kind, payload, signatures) "
    "VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM statements), ?, ?, ?)"
)
_KEEP_CHECKPOINT = (
    "INSERT INTO checkpoints (stream, epoch, size, note) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (stream, epoch, size) DO NOTHING"
)
_PUT_FACT = (
    "INSERT INTO facts (name, value) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


class Session(Protocol):
    """One connection, or a lock around one."""

    def run(self, statement: str, values: Values = ()) -> list[Any]:
        """The rows of one statement."""
        ...

    def run_many(self, statement: str, rows: Iterable[Values]) -> None:
        """One statement for each row of values."""
        ...


def in_pages(
    read: Callable[[int, int], list[Row]], place: Callable[[Row], int], *, after: int = 0
) -> Iterator[list[Row]]:
    """All rows that `read(after, limit)` gives, a page at a time; `place` tells a row's number.

    Raises IntegrityError when the numbers do not rise, as they may not in a damaged file.
    """
    while page := read(after, ROWS_AT_ONCE):
        numbers = [place(row) for row in page]
        if numbers[0] <= after or any(two <= one for one, two in pairwise(numbers)):
            raise IntegrityError(
                f"the file of the record is damaged: rows after {after} are not in order"
            )
        yield page
        after = numbers[-1]


class Tables:
    """The tables of a record as seen through one session."""

    def __init__(self, session: Session) -> None:
        self._run = session.run
        self._run_many = session.run_many

    def streams(self) -> list[StreamRow]:
        """Every stream with its head, in the order in which they began."""
        return [StreamRow(*row) for row in _typed(self._run(_STREAMS), _STREAM_TYPES)]

    def end(self) -> tuple[int, bytes]:
        """The last position and the chain there; 0 and `FIRST_CHAIN` when empty."""
        found = _typed(self._run(_END), _END_TYPES)
        return (found[0][0], found[0][1]) if found else (0, FIRST_CHAIN)

    def rows(self, after: int, limit: int) -> list[EntryRow]:
        """Entries past a position, in order of position."""
        return _entries(self._run(_ROWS, (after, limit)))

    def stream_rows(self, stream: int, begin: int, limit: int) -> list[EntryRow]:
        """Entries of a stream from an index on, in order of index."""
        return _entries(self._run(_STREAM_ROWS, (stream, begin, limit)))

    def leaves(self, stream: int, begin: int, end: int) -> list[bytes]:
        """Leaf hashes of the indexes [begin, end) of a stream; shorter when some are not there."""
        return [row[0] for row in _typed(self._run(_LEAVES, (stream, begin, end)), _HASH_TYPES)]

    def all_leaves(self, after: int, limit: int) -> list[tuple[int, int, int, bytes]]:
        """Entries past a position, in order: position, stream, index and leaf hash of each."""
        rows = self._run(_ALL_LEAVES, (after, limit))
        kinds = [set(map(type, column)) for column in zip(*rows, strict=True)]
        if rows and kinds != [{int}, {int}, {int}, {bytes}]:
            raise IntegrityError(_DAMAGED)
        return rows

    def tiles(self, stream: int, height: int, begin: int, end: int) -> list[bytes]:
        """Stored nodes [begin, end) at a height of a stream's tree."""
        found = self._run(_TILES, (stream, height, begin, end))
        return [row[0] for row in _typed(found, _HASH_TYPES)]

    def all_tiles(self, stream: int) -> list[TileRow]:
        """Every stored node of a stream's tree."""
        return [TileRow(*row) for row in _typed(self._run(_ALL_TILES, (stream,)), _TILE_TYPES)]

    def commits(self, after: int, limit: int) -> list[CommitRow]:
        """Ends of commits past a position."""
        found = self._run(_COMMITS, (after, limit))
        return [CommitRow(*row) for row in _typed(found, _COMMIT_TYPES)]

    def redactions(self) -> list[RedactionRow]:
        """Every redaction, in order of position."""
        found = _typed(self._run(_REDACTIONS), _REDACTION_TYPES)
        return [RedactionRow(*row) for row in found]

    def statements(self, kind: str) -> list[tuple[bytes, str]]:
        """Statements of the roster (`roster`) or about streams (`limit`): bytes, and the whole as text."""
        found = _typed(self._run(_STATEMENTS, (kind,)), _STATEMENT_TYPES)
        return [(row[0], row[1]) for row in found]

    def checkpoints(self, stream: int) -> list[str]:
        """The checkpoints of a stream that were handed out, oldest first."""
        return [row[2] for row in self.checkpoint_rows(stream)]

    def checkpoint_rows(self, stream: int) -> list[tuple[int, int, str]]:
        """The same with their epochs and sizes: (epoch, size, note)."""
        found = _typed(self._run(_CHECKPOINT_ROWS, (stream,)), _CHECKPOINT_TYPES)
        return [(row[0], row[1], row[2]) for row in found]

    def fact(self, name: str) -> str | None:
        """One of the record's own facts (its state)."""
        found = self._run(_FACT, (name,))
        return found[0][0] if found else None

    def add_stream(self, row: StreamRow) -> None:
        """A new stream."""
        values = (
            row.stream,
            row.origin,
            row.audience,
            row.size,
            row.peaks,
            row.epoch,
            row.base,
            row.note,
        )
        self._run(_ADD_STREAM, values)

    def add_rows(self, rows: Iterable[EntryRow]) -> None:
        """New entries."""
        self._run_many(_ADD_ROW, map(_values, rows))

    def add_tiles(self, tiles: Iterable[TileRow]) -> None:
        """New stored nodes."""
        self._run_many(_ADD_TILE, ((t.stream, t.height, t.index, t.hash) for t in tiles))

    def put_head(self, row: StreamRow) -> None:
        """The new head of a stream."""
        self._run(_PUT_HEAD, (row.size, row.peaks, row.epoch, row.base, row.note, row.stream))

    def add_commit(self, row: CommitRow) -> None:
        """The end of a commit."""
        self._run(_ADD_COMMIT, (row.position, row.chain, row.signature))

    def add_redaction(self, row: RedactionRow) -> None:
        """Why the payload of a position is gone."""
        self._run(_ADD_REDACTION, (row.position, row.statement, row.key, row.signature))

    def redact(self, row: RedactionRow) -> None:
        """Keep why, and delete payload and salt of the position."""
        self.add_redaction(row)
        self._run(_REDACT, (row.position,))

    def add_statement(self, kind: str, payload: bytes, signatures: str) -> None:
        """A statement, after those that are there."""
        self._run(_ADD_STATEMENT, (kind, payload, signatures))

    def keep_checkpoint(self, row: StreamRow) -> None:
        """Keep the head's checkpoint because it is handed out; nothing when it was before."""
        self.add_checkpoint(row.stream, epoch=row.epoch, size=row.size, note=row.note)

    def add_checkpoint(self, stream: int, *, epoch: int, size: int, note: str) -> None:
        """A checkpoint that was handed out; nothing when it is there."""
        self._run(_KEEP_CHECKPOINT, (stream, epoch, size, note))

    def put_fact(self, name: str, value: str) -> None:
        """Set one of the record's own facts."""
        self._run(_PUT_FACT, (name, value))


def _values(row: EntryRow) -> Values:
    """The row's values in the order of the columns."""
    place = (row.position, row.stream, row.index, row.epoch)
    return (*place, row.payload, row.salt, row.leaf, row.signature, row.key, row.chain)


_NONE = type(None)
_DAMAGED = "the file of the record is damaged: a row holds what no record writes"
_STREAM_TYPES = {(int, str, str, int, bytes, int, int, str)}
_HASH_TYPES = {(bytes,)}
_TILE_TYPES = {(int, int, int, bytes)}
_COMMIT_TYPES = {(int, bytes, bytes)}
_REDACTION_TYPES = {(int, bytes, bytes, bytes)}
_STATEMENT_TYPES = {(bytes, str)}
_CHECKPOINT_TYPES = {(int, int, str)}
_END_TYPES = {(int, bytes)}
_ENTRY_TYPES = {
    (int, int, int, int, payload, salt, bytes, bytes, bytes, bytes)
    for payload in (bytes, _NONE)
    for salt in (bytes, _NONE)
}
_EPOCH_MAX = 2**32 - 1


def _typed(rows: list[Any], types: Set[tuple[type, ...]]) -> list[Any]:
    """The rows, or IntegrityError when one holds values of other types, as in a damaged file."""
    if any(tuple(map(type, row)) not in types for row in rows):
        raise IntegrityError(_DAMAGED)
    return rows


def _entries(rows: list[Any]) -> list[EntryRow]:
    found = [EntryRow(*row) for row in _typed(rows, _ENTRY_TYPES)]
    for row in found:
        if row.position < 1 or row.index < 0 or not 0 <= row.epoch <= _EPOCH_MAX:
            raise IntegrityError("the file of the record is damaged: a row has an impossible place")
    return found
