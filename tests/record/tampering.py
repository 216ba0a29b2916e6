"""A keeper who changes the file of a record by hand: triggers dropped, rows rewritten, hashes made to fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import apsw
from tests.record.making import NOW

from coalition.record import Keyring
from coalition.record.commits.order import link, sign_order
from coalition.record.entries import StreamName
from coalition.record.merkle.frontier import Frontier
from coalition.record.merkle.hashing import entry_leaf
from coalition.record.signing.checkpoints import TreeHead, sign_head
from coalition.record.signing.keys import ENTRY, SigningKey
from coalition.record.signing.standing import SignedLeaf, entry_message
from coalition.record.storage.rows import EntryRow
from coalition.record.storage.sqlite.store import SqliteSession
from coalition.record.storage.tables import FIRST_CHAIN, Tables


@dataclass
class Tamperer:
    """A connection with every trigger dropped."""

    path: Path

    def __post_init__(self) -> None:
        self.connection = apsw.Connection(str(self.path))
        self.run = self.connection.execute
        self.run("PRAGMA foreign_keys = OFF")
        self.run("BEGIN")
        for (name,) in self.run("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            self.run(f"DROP TRIGGER {name}")
        self.tables = Tables(SqliteSession(self.connection))

    def __enter__(self) -> Tamperer:
        return self

    def __exit__(self, *_ended: object) -> None:
        self.run("COMMIT")
        self.connection.close()

    def row(self, position: int) -> EntryRow:
        return self.tables.rows(position - 1, 1)[0]

    def put(self, row: EntryRow) -> None:
        """Write the row in place of the one at its position."""
        self.run("DELETE FROM entries WHERE position = ?", (row.position,))
        self.tables.add_rows([row])


def edit_payload(tamperer: Tamperer, position: int) -> None:
    row = tamperer.row(position)
    tamperer.put(replace(row, payload=(row.payload or b"") + b" "))


def edit_payload_and_leaf(tamperer: Tamperer, position: int) -> None:
    row = tamperer.row(position)
    tamperer.put(replace(row, payload=b"other", leaf=entry_leaf(row.salt or b"", b"other")))


def edit_salt(tamperer: Tamperer, position: int) -> None:
    tamperer.put(replace(tamperer.row(position), salt=bytes(32)))


def edit_signature(tamperer: Tamperer, position: int) -> None:
    row = tamperer.row(position)
    tamperer.put(replace(row, signature=bytes([row.signature[0] ^ 1]) + row.signature[1:]))


def delete(tamperer: Tamperer, position: int) -> None:
    tamperer.run("DELETE FROM entries WHERE position = ?", (position,))


def delete_and_close_up(tamperer: Tamperer, position: int) -> None:
    """Delete a row and move every later one up, in its stream too."""
    gone = tamperer.row(position)
    delete(tamperer, position)
    for row in tamperer.tables.rows(position, 1_000_000):
        tamperer.run("DELETE FROM entries WHERE position = ?", (row.position,))
        index = row.index - (row.stream == gone.stream)
        tamperer.tables.add_rows([replace(row, position=row.position - 1, index=index)])


def insert(tamperer: Tamperer, position: int) -> None:
    """Put a copy of a row behind it, and move every later one down."""
    rows = tamperer.tables.rows(position - 1, 1_000_000)
    new = replace(rows[0], salt=bytes(32), payload=b"put in")
    tamperer.run("DELETE FROM entries WHERE position >= ?", (position,))
    tamperer.tables.add_rows([new])
    for row in rows:
        index = row.index + (row.stream == new.stream)
        tamperer.tables.add_rows([replace(row, position=row.position + 1, index=index)])


def reorder(tamperer: Tamperer, position: int) -> None:
    """Exchange the contents of a row and the next, whatever their streams."""
    one, two = tamperer.row(position), tamperer.row(position + 1)
    for row in (one, two):
        tamperer.run("DELETE FROM entries WHERE position = ?", (row.position,))
    tamperer.tables.add_rows(
        [replace(two, position=one.position), replace(one, position=two.position)]
    )


def reorder_in_stream(tamperer: Tamperer, position: int) -> None:
    """Exchange the places in the stream of a row and the next of the same stream."""
    one = tamperer.row(position)
    two = tamperer.tables.stream_rows(one.stream, one.index + 1, 1)[0]
    for row in (one, two):
        tamperer.run("DELETE FROM entries WHERE position = ?", (row.position,))
    tamperer.tables.add_rows([replace(one, index=two.index), replace(two, index=one.index)])


def truncate(tamperer: Tamperer, position: int) -> None:
    tamperer.run("DELETE FROM entries WHERE position >= ?", (position,))


def swap_key(tamperer: Tamperer, position: int) -> None:
    """Say that another key signed the row."""
    row = tamperer.row(position)
    tamperer.put(replace(row, key=bytes(16)))


def redact_in_silence(tamperer: Tamperer, position: int) -> None:
    tamperer.put(replace(tamperer.row(position), payload=None, salt=None))


PLAIN: dict[str, Callable[[Tamperer, int], None]] = {
    "edit": edit_payload,
    "edit with its leaf": edit_payload_and_leaf,
    "edit the salt": edit_salt,
    "edit the signature": edit_signature,
    "delete": delete,
    "delete and close up": delete_and_close_up,
    "insert": insert,
    "reorder": reorder,
    "reorder in the stream": reorder_in_stream,
    "truncate": truncate,
    "swap key": swap_key,
    "redact in silence": redact_in_silence,
}
"""What a keeper without keys can do at a position."""


def resign_suffix(
    tamperer: Tamperer, position: int, keyring: Keyring, signer: SigningKey | None = None
) -> None:
    """Tell everything from a position on anew: payloads, leaves, signatures, trees, checkpoints and the order.

    With the right keys the record then agrees with itself in everything; `signer` signs in their place.
    """
    tables, streams = tamperer.tables, {row.stream: row for row in tamperer.tables.streams()}
    rows = tables.rows(0, 1_000_000)
    tamperer.run("DELETE FROM commits")
    tamperer.run("DELETE FROM entries")
    tamperer.run("DELETE FROM tiles")
    chain, frontiers = FIRST_CHAIN, {number: Frontier() for number in streams}
    for row in rows:
        name = streams[row.stream].name
        new = (
            row
            if row.position < position
            else _told_anew(row, name, signer or keyring.signer_of(name.origin, NOW))
        )
        chain = link(chain, new.position, new.leaf)
        tables.add_rows([replace(new, chain=chain)])
        for height, index, hash_ in frontiers[row.stream].append(new.leaf):
            tamperer.run(
                "INSERT INTO tiles VALUES (?, ?, ?, ?)", (row.stream, height, index, hash_)
            )
        tamperer.run(
            "INSERT INTO commits VALUES (?, ?, ?)",
            (row.position, chain, sign_order(keyring.node, row.position, chain)),
        )
    for number, stream in streams.items():
        frontier = frontiers[number]
        head = TreeHead(stream.name, frontier.size, frontier.root(), stream.epoch, stream.base)
        key = signer if signer is not None else keyring.signer_of(stream.origin, NOW)
        tables.put_head(replace(stream, peaks=frontier.to_bytes(), note=sign_head(head, key)))


def _told_anew(row: EntryRow, name: StreamName, signer: SigningKey) -> EntryRow:
    payload = b"told anew" + (row.payload or b"")
    leaf = entry_leaf(row.salt or bytes(32), payload)
    message = entry_message(SignedLeaf(name, row.epoch, row.index, leaf))
    return replace(
        row,
        payload=payload,
        leaf=leaf,
        signature=signer.sign(ENTRY, message),
        key=bytes.fromhex(signer.key_id),
    )
