"""Opening a record: the store behind a location, what must hold before it signs, the keys it takes over.

Not here: restoring (`restoring`), which is the only way to open what is older than its own checkpoints.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from coalition.errors import IntegrityError, RefusedError
from coalition.record.commits.commit import Clock, Hands, Standing, sign_heads
from coalition.record.commits.heads import Head
from coalition.record.commits.start import read_standing
from coalition.record.journal import Journal, newest, read_journal
from coalition.record.log import Record
from coalition.record.signing.checkpoints import verify_head
from coalition.record.signing.keyring import Keyring
from coalition.record.signing.keys import Randomness
from coalition.record.signing.roster import Roster
from coalition.record.signing.statements import Statement
from coalition.record.signing.stored import ROSTER_KIND, keep_statements
from coalition.record.state import OPEN, RESTORED, put_state, read_state
from coalition.record.storage.port import Reach, Store, pass_by
from coalition.record.storage.tables import Tables

POSTGRES = ("postgresql://", "postgres://")
JOURNAL_SUFFIX = ".checkpoints"


def open_record(
    location: str | Path,
    keyring: Keyring,
    *,
    random: Randomness,
    now: Clock,
    journal: Path | None = None,
    reach: Reach = pass_by,
) -> Record:
    """The record at an SQLite path or a `postgresql://` URL; made when it is not there.

    `journal` is where checkpoints are kept outside the record; for SQLite `PATH.checkpoints` unless
    told. Raises InputError (no record, wrong keys), RefusedError (open elsewhere, a roster older than
    the record's), and IntegrityError when what is stored does not hold or is older than the journal.
    """
    hands = Hands(keyring, random, now, reach)
    with ExitStack() as undo:
        store = open_store(location, reach=reach)
        undo.callback(store.close)
        path = journal_of(location) if journal is None else journal
        record = start_record(store, hands, path)
        undo.pop_all()
    return record


def open_store(location: str | Path, *, reach: Reach = pass_by, vfs: str | None = None) -> Store:
    """The store at the location, open for writing."""
    if str(location).startswith(POSTGRES):
        from coalition.record.storage.postgres.store import PostgresStore  # noqa: PLC0415

        return PostgresStore(str(location), reach=reach)
    from coalition.record.storage.sqlite.store import SqliteStore  # noqa: PLC0415

    return SqliteStore(Path(location), vfs=vfs, reach=reach)


def journal_of(location: str | Path) -> Path | None:
    """Where the journal lies unless told: beside an SQLite file; nowhere for PostgreSQL."""
    text = str(location)
    return None if text.startswith(POSTGRES) else Path(text + JOURNAL_SUFFIX)


def start_record(store: Store, hands: Hands, journal: Path | None) -> Record:
    """The record in the store, checked, with the keyring's statements taken over."""
    found = store.check()
    if found:
        raise IntegrityError(f"the files of the record are damaged: {found[0]}")
    known, end = read_journal(journal, hands.keyring.roster, only_newest=True)
    keyring = hands.keyring
    standing = read_standing(store.reader, keyring.roster, keyring.node, newest(known))
    if read_state(store.reader) != RESTORED:
        take_over(store, hands, standing)
    return Record(store, hands, standing, None if journal is None else Journal(journal, end))


def take_over(store: Store, hands: Hands, standing: Standing) -> None:
    """Store the keyring's new statements, and sign anew the heads whose epoch or key has passed.

    Raises RefusedError when the keyring's roster lacks statements that the record has: it was rolled back.
    """
    new, state = new_statements(store.reader, hands.keyring.roster), read_state(store.reader)
    stale = [head.copy() for head in standing.heads.values() if _is_stale(head, hands)]
    if not new and not stale and state is not None:
        return
    with store.transaction():
        if state is None:
            put_state(store.writer, OPEN)
        keep_statements(store.writer, ROSTER_KIND, new)
        for head in stale:
            epoch = hands.keyring.roster.epoch_of(head.name.origin)
            if epoch != head.epoch:
                head.epoch, head.base = epoch, head.frontier.size
        sign_heads(store, hands, stale)
    standing.heads.update({head.name: head for head in stale})


def new_statements(tables: Tables, roster: Roster) -> list[Statement]:
    """The roster's statements that are not stored; RefusedError when stored ones are not in the roster."""
    stored = {payload for payload, _ in tables.statements(ROSTER_KIND)}
    if stored - {statement.payload for statement in roster.statements}:
        raise RefusedError(
            "the roster of keys is older than the record's: bring the newest `roster.json`"
        )
    return [statement for statement in roster.statements if statement.payload not in stored]


def _is_stale(head: Head, hands: Hands) -> bool:
    roster = hands.keyring.roster
    if head.name.origin not in {key.nation for key in hands.keyring.signers.values()}:
        return False
    key = verify_head(head.note, roster).key
    return key.revoked is not None or roster.epoch_of(head.name.origin) != head.epoch
