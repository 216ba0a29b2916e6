"""A bundle: streams or single entries as one file for a reader, which verifies without this program.

Canonical JSON lines: `bundle`, the `statement`s about the origins' keys, then for each stream a
`stream` line with its checkpoint, its `entry` lines, and a `proof` line after an entry that is given
alone. Positions, the order of commit and other streams are no part of it. Read by
`offline_verifier.py`, which stands alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.record.canonical import canonical_bytes
from coalition.record.carriage.sources import open_source
from coalition.record.entries import Checkpoint, StreamName
from coalition.record.proving import prove_inclusion_of
from coalition.record.signing.checkpoints import read_head
from coalition.record.signing.statements import Statement, content_of
from coalition.record.signing.stored import LIMIT_KIND, ROSTER_KIND, stored_statements
from coalition.record.storage.rows import EntryRow, StreamRow
from coalition.record.storage.tables import Tables, in_pages


@dataclass(frozen=True, slots=True)
class Wish:
    """A stream to be given whole, or with an index one entry of it with its proof."""

    stream: StreamName
    index: int | None = None


def read_wish(text: str) -> Wish:
    """The wish in `ORIGIN/AUDIENCE` or `ORIGIN/AUDIENCE:INDEX`; raises InputError when it is neither."""
    name, colon, index = text.partition(":")
    origin, slash, audience = name.partition("/")
    if not slash or (colon and not index.isdecimal()):
        mend = "write ORIGIN/AUDIENCE or ORIGIN/AUDIENCE:INDEX"
        raise InputError([Fault(text, "bad-choice", "names no stream or entry", mend)])
    return Wish(StreamName(origin, audience), int(index) if colon else None)


def stream_sizes(location: str | Path) -> list[tuple[StreamName, int]]:
    """The streams of the record and how many entries each has; for the keeper's eyes."""
    with open_source(location) as source:
        return [(row.name, row.size) for row in source.reader.streams()]


def export_bundle(location: str | Path, target: Path, wishes: Sequence[Wish]) -> int:
    """How many entries the bundle holds.

    Raises InputError when a stream or entry is not there, or something has the target's name.
    """
    if target.exists():
        raise InputError(
            [Fault(str(target), "cannot-write", "something lies there", "choose another name")]
        )
    with open_source(location) as source:
        rows = _wished(source.reader, wishes)
        with target.open("xb") as file:
            return sum(_write(file.write, line) for line in bundle_lines(source.reader, rows))


def bundle_lines(
    tables: Tables, rows: Sequence[tuple[StreamRow, int | None]]
) -> Iterator[dict[str, object]]:
    """The lines of a bundle of streams, each whole or with one entry."""
    origins = {row.origin for row, _ in rows}
    yield {"kind": "bundle", "v": 1}
    for statement in stored_statements(tables, ROSTER_KIND):
        if content_of(statement)["nation"] in origins:
            yield {"kind": "statement", **_statement(statement)}
    for row, index in rows:
        yield from _stream_lines(tables, row, index)


def _stream_lines(tables: Tables, row: StreamRow, index: int | None) -> Iterator[dict[str, object]]:
    stream = {"origin": row.origin, "audience": row.audience}
    yield {"kind": "stream", **stream, "checkpoint": row.note, "whole": index is None}
    for statement in stored_statements(tables, LIMIT_KIND):
        content = content_of(statement)
        if (content["nation"], content["audience"]) == (row.origin, row.audience):
            yield {"kind": "limit", **_statement(statement)}
    redactions = {redaction.position: redaction for redaction in tables.redactions()}
    for entry in _entries(tables, row, index):
        yield _entry(entry)
        redaction = redactions.get(entry.position)
        if redaction is not None:
            yield {
                "kind": "redaction",
                "statement": redaction.statement.decode(),
                "key": redaction.key.hex(),
                "signature": redaction.signature.hex(),
            }
    if index is not None:
        yield _proof(tables, row, index)


def _entries(tables: Tables, row: StreamRow, index: int | None) -> Iterator[EntryRow]:
    if index is not None:
        yield from tables.stream_rows(row.stream, index, 1)
        return

    def read(after: int, limit: int) -> list[EntryRow]:
        return tables.stream_rows(row.stream, after + 1, limit)

    for page in in_pages(read, lambda entry: entry.index, after=-1):
        yield from page


def _entry(row: EntryRow) -> dict[str, object]:
    return {
        "kind": "entry",
        "index": row.index,
        "epoch": row.epoch,
        "leaf": row.leaf.hex(),
        "payload": None if row.payload is None else b64encode(row.payload).decode(),
        "salt": None if row.salt is None else row.salt.hex(),
        "signature": row.signature.hex(),
        "key": row.key.hex(),
    }


def _proof(tables: Tables, row: StreamRow, index: int) -> dict[str, object]:
    head, _ = read_head(row.note)
    checkpoint = Checkpoint(head.stream, head.epoch, head.size, head.root, row.note)
    proof = prove_inclusion_of(tables, row.stream, checkpoint, index)
    return {"kind": "proof", "index": index, "path": [hash_.hex() for hash_ in proof.path]}


def _statement(statement: Statement) -> dict[str, object]:
    pairs = [[key_id, signature.hex()] for key_id, signature in statement.signatures]
    return {"payload": statement.payload.decode(), "signatures": pairs}


def _wished(tables: Tables, wishes: Iterable[Wish]) -> list[tuple[StreamRow, int | None]]:
    rows = {row.name: row for row in tables.streams()}
    faults = [
        Fault(str(wish.stream), "unknown-stream", "no such stream or entry here", "mend its name")
        for wish in wishes
        if wish.stream not in rows or (wish.index or 0) >= rows[wish.stream].size
    ]
    if faults:
        raise InputError(faults)
    return [(rows[wish.stream], wish.index) for wish in wishes]


def _write(write: Callable[[bytes], int], line: dict[str, object]) -> int:
    write(canonical_bytes(line) + b"\n")
    return int(line["kind"] == "entry")
