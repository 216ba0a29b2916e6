"""A copy of a record in another store, row for row, so that every hash, signature and position stays.

A copy is marked as restored: two stores that both sign would tell two stories.
"""

from __future__ import annotations

from coalition.errors import RefusedError
from coalition.record.signing.stored import LIMIT_KIND, ROSTER_KIND
from coalition.record.state import RESTORED, put_state, read_state
from coalition.record.storage.port import Store
from coalition.record.storage.rows import StreamRow
from coalition.record.storage.tables import Tables, in_pages


def copy_record(source: Tables, target: Store) -> int:
    """How many entries were copied into the empty target.

    Raises RefusedError when the target holds something. A copy that was cut short is marked too and
    does not open.
    """
    if read_state(target.reader) is not None:
        raise RefusedError("the place to copy to holds a record already")
    with target.transaction():
        put_state(target.writer, RESTORED)
        for row in source.streams():
            target.writer.add_stream(row)
        for kind in (ROSTER_KIND, LIMIT_KIND):
            for payload, signatures in source.statements(kind):
                target.writer.add_statement(kind, payload, signatures)
    copied = _copy_entries(source, target)
    with target.transaction():
        for row in source.streams():
            target.writer.add_tiles(source.all_tiles(row.stream))
            _copy_checkpoints(source, target, row)
        for redaction in source.redactions():
            target.writer.add_redaction(redaction)
    return copied


def _copy_entries(source: Tables, target: Store) -> int:
    copied = 0
    for page in in_pages(source.rows, lambda row: row.position):
        with target.transaction():
            target.writer.add_rows(page)
        target.fold()
        copied += len(page)
    for commits in in_pages(source.commits, lambda row: row.position):
        with target.transaction():
            for commit in commits:
                target.writer.add_commit(commit)
    return copied


def _copy_checkpoints(source: Tables, target: Store, row: StreamRow) -> None:
    for epoch, size, note in source.checkpoint_rows(row.stream):
        target.writer.add_checkpoint(row.stream, epoch=epoch, size=size, note=note)
