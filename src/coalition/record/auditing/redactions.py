"""Rows without a payload must have a signed reason of their origin, and reasons must have such a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coalition.errors import InputError
from coalition.record.auditing.findings import Report
from coalition.record.canonical import parse_canonical_map
from coalition.record.signing.keys import REDACTION, verify
from coalition.record.signing.roster import Roster
from coalition.record.storage.rows import EntryRow, RedactionRow


def check_redactions(
    redactions: Iterable[RedactionRow], gone: Mapping[int, EntryRow], roster: Roster, report: Report
) -> None:
    """Findings for every payload that is gone without a valid reason, and every reason without such a row."""
    without = dict(gone)
    for redaction in redactions:
        row = without.pop(redaction.position, None)
        reason = why_not_redacted(redaction, row, roster)
        if reason is not None:
            report.add("redaction", redaction.position, reason)
    for position in without:
        report.add("redaction", position, "its payload is gone and nobody signed why")


def why_not_redacted(redaction: RedactionRow, row: EntryRow | None, roster: Roster) -> str | None:
    """Why the redaction does not hold for the row, in words, or None when it does."""
    if row is None:
        return "a redaction is signed, but the payload is there or the row is not"
    key = roster.find_key(redaction.key.hex())
    try:
        content = parse_canonical_map(redaction.statement)
    except InputError:
        return "its redaction is not canonical"
    facts = (content.get("leaf"), content.get("index"), content.get("epoch"))
    if facts != (row.leaf.hex(), row.index, row.epoch):
        return "its redaction is about another entry"
    if key is None or key.nation != content.get("origin"):
        return "the key of its redaction may not speak for the origin"
    if not verify(key.public, REDACTION, redaction.statement, redaction.signature):
        return "its redaction is not signed by its key"
    return None
