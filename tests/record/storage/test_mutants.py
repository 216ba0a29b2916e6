"""Faulty stores, each wrong in one way: the check that is there to catch it does catch it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from unittest.mock import ANY, patch

import apsw
import pytest
from tests.record.storage import checks, power

from coalition.errors import CoalitionError
from coalition.record import Draft, Record, log
from coalition.record import opening as record_opening
from coalition.record.auditing import audit, signatures
from coalition.record.auditing.streams import StreamUnderAudit
from coalition.record.commits import commit as commits
from coalition.record.commits.commit import Committed, Hands, Standing, commit
from coalition.record.commits.heads import Head
from coalition.record.merkle import frontier, hashing
from coalition.record.storage.port import Store
from coalition.record.storage.rows import StoreBrokenError
from coalition.record.storage.sqlite import errors, opening
from coalition.record.storage.sqlite.locking import ProcessLock
from coalition.record.storage.sqlite.store import SqliteStore

PREPARE, FOLD, TAKE, TRACED = (
    opening._prepare,
    SqliteStore.fold,
    audit._check_order,
    power.traced_run,
)
Mutant = Callable[[], AbstractContextManager[object]]


def prepared(setting: str) -> Mutant:
    """A store that opens its file and then sets something weaker."""

    def prepare(connection: apsw.Connection, path: Path) -> None:
        PREPARE(connection, path)
        connection.execute(setting)

    return lambda: patch.object(opening, "_prepare", prepare)


def fold_in_silence(store: SqliteStore, *, whole: bool = False) -> None:
    with suppress(StoreBrokenError):
        FOLD(store, whole=whole)


def one_commit_each(
    store: Store, hands: Hands, standing: Standing, drafts: Sequence[Draft]
) -> Committed:
    receipts, lines = [], []
    for draft in drafts:
        done = commit(store, hands, standing, [draft])
        standing, receipts, lines = done.standing, receipts + done.receipts, lines + done.lines
    return Committed(standing, receipts, lines)


def hash_what_was_meant(_store: Store, work: commits._Work, _after: int) -> None:
    heads = {head.number: head for head in work.after.heads.values()}
    for row in work.rows:
        heads[row.stream].frontier.append(row.leaf)


def redact_without_folding(record: Record, stream: object, index: int, reason: str) -> None:
    commits_redact(record._store, record._hands, record._head(stream), index=index, reason=reason)


def look_at_no_order(seen: audit._Pass, row: object, name: object) -> None:
    with (
        patch.object(audit, "link", lambda *_: ANY),
        patch.object(audit.Report, "add", lambda *_: None),
    ):
        TAKE(seen, row, name)


commits_redact = log.redact

MUTANTS: dict[str, tuple[Mutant, Callable[[Path], None]]] = {
    "commits are not synced": (
        prepared("PRAGMA synchronous = NORMAL"),
        checks.survives_a_loss_of_power,
    ),
    "nothing is synced": (prepared("PRAGMA synchronous = OFF"), checks.survives_a_loss_of_power),
    "acknowledged before the commit": (
        lambda: patch.object(
            checks, "traced_run", lambda *a, **k: TRACED(*a, ack_at="commit.before", **k)
        ),
        checks.survives_a_loss_of_power,
    ),
    "a failed sync is tried again": (
        lambda: patch.object(errors, "_NOT_NOW", (*errors._NOT_NOW, apsw.IOError)),
        checks.stops_when_the_disk_fails,
    ),
    "errors of folding are passed by": (
        lambda: patch.object(SqliteStore, "fold", fold_in_silence),
        checks.stops_when_folding_fails,
    ),
    "memory changes before the commit": (
        lambda: patch.multiple(Head, copy=lambda head: head),
        checks.goes_on_after_a_full_disk,
    ),
    "the order is not looked at": (
        lambda: patch.object(audit, "_check_order", look_at_no_order),
        checks.finds("reorder"),
    ),
    "payloads are not hashed": (
        lambda: patch.object(audit, "entry_leaf", lambda *_: ANY),
        checks.finds("edit"),
    ),
    "signatures are not checked": (
        lambda: patch.object(signatures, "verify", lambda *_: True),
        checks.finds("edit the signature"),
    ),
    "keys are not asked for": (
        lambda: patch.object(audit, "_claim", lambda *_: None),
        checks.finds("swap key"),
    ),
    "missing rows are not missed": (
        lambda: patch.object(audit, "_check_order", look_at_no_order),
        checks.finds("delete"),
    ),
    "silent redactions are taken": (
        lambda: patch.object(audit, "check_redactions", lambda *_: None),
        checks.finds("redact in silence"),
    ),
    "ends are not compared": (
        lambda: patch.object(StreamUnderAudit, "close", lambda *_: None),
        checks.finds_a_changed_head,
    ),
    "what is known outside is not asked": (
        lambda: patch.object(StreamUnderAudit, "expect_known", lambda *_: None),
        checks.finds_what_was_told_anew,
    ),
    "nothing is read back before signing": (
        lambda: patch.object(commits, "_hash_what_lies_there", hash_what_was_meant),
        checks.signs_nothing_that_the_store_does_not_give_back,
    ),
    "no lock is taken": (
        lambda: patch.multiple(ProcessLock, __init__=lambda *_: None, release=lambda _: None),
        checks.is_written_by_one,
    ),
    "each draft is a commit": (
        lambda: patch.object(log, "commit", one_commit_each),
        checks.keeps_a_commit_whole,
    ),
    "the journal is not read": (
        lambda: patch.object(record_opening, "read_journal", lambda *_, **__: ([], 0)),
        checks.is_not_opened_when_it_is_old,
    ),
    "redaction leaves the log": (
        lambda: patch.object(Record, "_redact", redact_without_folding),
        checks.leaves_nothing_of_what_is_redacted,
    ),
    "leaves have no salt": (
        lambda: patch.object(commits, "entry_leaf", lambda _, payload: hashing.leaf_hash(payload)),
        checks.hides_what_is_redacted_behind_a_salt,
    ),
    "nodes have no prefix": (
        lambda: patch.object(frontier, "node_hash", lambda a, b: hashing.sha256(a + b).digest()),
        checks.grows_the_trees_of_the_standard,
    ),
    "any SQLite will do": (
        lambda: patch.object(opening, "SQLITE_OLDEST", (3,)),
        checks.refuses_an_old_sqlite,
    ),
    "there are no triggers": (
        lambda: patch.object(opening, "STEPS", (opening.STEPS[0].split("CREATE TRIGGER")[0],)),
        checks.lets_nothing_be_changed,
    ),
    "any roster will do": (
        lambda: patch.object(record_opening, "new_statements", lambda *_: []),
        checks.refuses_an_older_roster,
    ),
    "entries are read unchecked": (
        lambda: patch.object(log, "checked", lambda row: row),
        checks.reads_nothing_that_was_changed,
    ),
    "proofs are given unchecked": (
        lambda: patch("coalition.record.proving.includes", lambda *_, **__: True),
        checks.proves_only_what_its_checkpoint_covers,
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_faulty_store_is_caught(scratch: Path, name: str) -> None:
    mutant, check = MUTANTS[name]
    with mutant(), pytest.raises((AssertionError, CoalitionError)):
        check(scratch)


@pytest.mark.parametrize("check", dict.fromkeys(check for _, check in MUTANTS.values()))
def test_the_real_store_passes(scratch: Path, check: Callable[[Path], None]) -> None:
    check(scratch)
    assert (scratch / "r.db").exists() or check is checks.refuses_an_old_sqlite


def test_there_are_enough_mutants() -> None:
    assert len(MUTANTS) >= 12
