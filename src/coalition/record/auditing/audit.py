"""The audit of a whole record: every row against its hash, place, signature, tree and the node's order.

One pass over the rows in order of commit, with nothing believed that is stored: trees are grown from
leaves, leaves from payloads. What is trusted comes from outside: the roster, the node's public key, and
checkpoints known elsewhere, without which a record rolled back or told anew with the right keys cannot
be told from an honest one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from coalition.errors import InputError, IntegrityError
from coalition.record.auditing.findings import Report
from coalition.record.auditing.redactions import check_redactions
from coalition.record.auditing.signatures import Claim, start_check
from coalition.record.auditing.streams import StreamUnderAudit
from coalition.record.commits.order import link, verify_order
from coalition.record.entries import StreamName
from coalition.record.journal import Known
from coalition.record.merkle.hashing import entry_leaf
from coalition.record.signing.checkpoints import SignedHead, verify_head
from coalition.record.signing.keys import ENTRY
from coalition.record.signing.roster import Roster, build_roster
from coalition.record.signing.standing import (
    Limits,
    SignedLeaf,
    entry_message,
    read_limits,
    why_no_right,
)
from coalition.record.signing.stored import LIMIT_KIND, ROSTER_KIND, stored_statements
from coalition.record.state import read_state
from coalition.record.storage.rows import CommitRow, EntryRow, StreamRow
from coalition.record.storage.tables import FIRST_CHAIN, Tables, in_pages

_PAGES_AHEAD = 6


class Source(Protocol):
    """A record opened for reading: its rows in one snapshot, and the store's own check of its files."""

    reader: Tables

    def check(self) -> list[str]:
        """What the store finds wrong in its files."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


@dataclass(frozen=True, slots=True)
class Trust:
    """What the auditor brings: the roster, the node's public key, and checkpoints known from outside."""

    roster: Roster
    node: bytes
    known: tuple[Known, ...] = ()


@dataclass(slots=True)
class _Pass:
    """The pass over the rows: what has been seen so far."""

    trust: Trust
    limits: Limits
    report: Report
    streams: dict[int, StreamUnderAudit]
    commits: Iterator[CommitRow]
    commit: CommitRow | None
    position: int = 0
    chain: bytes = FIRST_CHAIN
    turns: dict[str, int] = field(default_factory=dict)
    gone: dict[int, EntryRow] = field(default_factory=dict)
    """Rows without payload, by position."""


def audit(source: Source, trust: Trust, *, executor: Executor | None = None) -> Report:
    """Everything that is wrong in the record; `report.first` is the first bad row.

    With an executor of processes, signatures are checked on every core.
    """
    report = Report()
    for text in source.check():
        report.add("damaged", 0, text)
    try:
        _audit_rows(source.reader, trust, report, executor)
    except IntegrityError as error:
        report.add("damaged", 0, str(error))
    except InputError as error:
        report.add("damaged", 0, f"a row holds what no record writes: {error}")
    return report


def _audit_rows(tables: Tables, trust: Trust, report: Report, executor: Executor | None) -> None:
    read_state(tables)
    limits = _limits(tables, trust, report)
    streams = {row.stream: _under_audit(tables, row, trust, report) for row in tables.streams()}
    commits = chain.from_iterable(in_pages(tables.commits, lambda row: row.position))
    seen = _Pass(trust, limits, report, streams, commits, next(commits, None))
    for enrolment in trust.roster.enrolments.values():
        seen.turns.update({key.key_id: turn for turn, key in enumerate(enrolment.keys)})
    waiting: deque[tuple[list[EntryRow], Future[list[int]]]] = deque()
    for page in in_pages(tables.rows, lambda row: row.position):
        claims = [_take(seen, row) for row in page]
        signed = [
            (row, claim) for row, claim in zip(page, claims, strict=True) if claim is not None
        ]
        check = start_check([claim for _, claim in signed], executor)
        waiting.append(([row for row, _ in signed], check))
        while len(waiting) > _PAGES_AHEAD:
            _tell_signatures(seen, *waiting.popleft())
    for rows, check in waiting:
        _tell_signatures(seen, rows, check)
    _close(tables, seen)


def _take(seen: _Pass, row: EntryRow) -> Claim | None:
    """Check one row but for its signature, which is the claim that is left, or None."""
    report, stream = seen.report, seen.streams.get(row.stream)
    report.entries += 1
    if stream is None:
        report.add("extra", row.position, f"it belongs to no stream (number {row.stream})")
        return None
    _check_order(seen, row, stream.name)
    _check_payload(seen, row, stream.name)
    stream.take(row)
    return _claim(seen, row, stream)


def _check_order(seen: _Pass, row: EntryRow, name: StreamName) -> None:
    """Position after position, link after link, signature of the node at the end of each commit."""
    if row.position != seen.position + 1:
        text = f"rows {seen.position + 1} to {row.position - 1} are missing"
        seen.report.add("missing", seen.position + 1, text)
    elif row.chain != link(seen.chain, row.position, row.leaf):
        seen.report.add_at("order", row, name, "it was not committed after the row before it")
    seen.position, seen.chain = row.position, row.chain
    commit = seen.commit
    while commit is not None and commit.position <= row.position:
        _check_commit(seen, commit, row)
        commit = seen.commit = next(seen.commits, None)


def _check_commit(seen: _Pass, commit: CommitRow, row: EntryRow) -> None:
    if (commit.position, commit.chain) != (row.position, row.chain):
        text = "the commit that ended here had another row"
        seen.report.add("order", commit.position, text)
    elif not verify_order(seen.trust.node, commit.position, commit.chain, commit.signature):
        seen.report.add("order", commit.position, "the node did not sign the commit that ends here")


def _check_payload(seen: _Pass, row: EntryRow, name: StreamName) -> None:
    if row.payload is None and row.salt is None:
        seen.report.redacted += 1
        seen.gone[row.position] = row
    elif row.payload is None or row.salt is None or entry_leaf(row.salt, row.payload) != row.leaf:
        seen.report.add_at("edited", row, name, "payload, salt or leaf is not what was hashed")


def _claim(seen: _Pass, row: EntryRow, stream: StreamUnderAudit) -> Claim | None:
    """The signature to check, or None with a finding when its key may not speak here."""
    leaf = SignedLeaf(stream.name, row.epoch, row.index, row.leaf)
    key_id = row.key.hex()
    key = seen.trust.roster.find_key(key_id)
    reason = why_no_right(key, seen.limits, leaf)
    turn = seen.turns.get(key_id, 0)
    if reason is None and turn < stream.key_turn:
        reason = "its key was replaced before"
    if reason is None and not stream.epoch <= row.epoch <= seen.trust.roster.epoch_of(
        stream.name.origin
    ):
        reason = "it belongs to an epoch that is over or was never begun"
    if reason is not None or key is None:
        seen.report.add_at("key", row, stream.name, str(reason))
        return None
    stream.key_turn, stream.epoch = turn, row.epoch
    return (key.public, ENTRY, entry_message(leaf), row.signature)


def _tell_signatures(seen: _Pass, rows: list[EntryRow], check: Future[list[int]]) -> None:
    for place in check.result():
        row = rows[place]
        name = seen.streams[row.stream].name
        seen.report.add_at("signature", row, name, "not that of its key over this place and leaf")


def _close(tables: Tables, seen: _Pass) -> None:
    """What only the end shows: streams cut short, commits past the last row, redactions, streams lost."""
    report, end = seen.report, seen.position + 1
    for number, stream in seen.streams.items():
        stream.close(end, tables.all_tiles(number), seen.trust.roster)
    report.streams = len(seen.streams)
    if seen.commit is not None:
        text = f"the node signed a commit up to row {seen.commit.position}"
        report.add("cut", end, text)
    elif seen.position and not _ends_with_commit(tables, seen.position):
        report.add("order", end, "no commit ends at the last row")
    check_redactions(tables.redactions(), seen.gone, seen.trust.roster, report)
    names = {stream.name for stream in seen.streams.values()}
    lost = {one.head.head.stream for one in seen.trust.known if one.head.head.size} - names
    for name in sorted(lost):
        report.add("older", end, f"stream {name} is known outside and not here")


def _ends_with_commit(tables: Tables, position: int) -> bool:
    return bool(tables.commits(position - 1, 1))


def _under_audit(tables: Tables, row: StreamRow, trust: Trust, report: Report) -> StreamUnderAudit:
    stream = StreamUnderAudit(row, row.name, report)
    stream.expect("checkpoint", [one.head for one in _handed_out(tables, row, trust, report)])
    stream.expect_known(one for one in trust.known if one.head.head.stream == row.name)
    return stream


def _handed_out(
    tables: Tables, row: StreamRow, trust: Trust, report: Report
) -> Iterable[SignedHead]:
    """The checkpoints that were handed out in this epoch, or before it began and below where it did."""
    for note in tables.checkpoints(row.stream):
        try:
            signed = verify_head(note, trust.roster)
        except IntegrityError as error:
            report.add("checkpoint", 0, f"{row.name}: {error}")
            continue
        if signed.head.epoch == row.epoch or signed.head.size <= row.base:
            yield signed


def _limits(tables: Tables, trust: Trust, report: Report) -> Limits:
    """The limits of revoked keys; findings when the stored roster is not a part of the trusted one."""
    trusted, stored = set(trust.roster.statements), stored_statements(tables, ROSTER_KIND)
    if not trusted.issuperset(stored):
        report.add("roster", 0, "a stored statement about keys is not in the roster")
    try:
        build_roster(stored)
        return read_limits(trust.roster, stored_statements(tables, LIMIT_KIND))
    except InputError as error:
        report.add("roster", 0, f"what is stored about keys does not hold: {error}")
        return {}
