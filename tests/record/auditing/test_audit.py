"""Whatever is changed in a record by hand is found, and the first row that is wrong is named."""

from __future__ import annotations

import random
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from tests.record.making import ALL, NOW, PAIR, chance, filled, keys, opened
from tests.record.tampering import PLAIN, Tamperer, resign_suffix

from coalition.record import revoke_key, rotate_key
from coalition.record.auditing.audit import Trust, audit
from coalition.record.auditing.findings import CODES, Report
from coalition.record.carriage.sources import open_source
from coalition.record.journal import read_known
from coalition.record.signing.issuing import limit_of
from coalition.record.signing.keys import SigningKey, make_key
from coalition.record.signing.stored import LIMIT_KIND, keep_statements
from coalition.record.storage.rows import StreamRow

KEYRING = keys()
ENTRIES = 540
ROWS_TRIED = 3


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("original") / "r.db", ENTRIES, each=7, keyring=KEYRING)


def report_of(path: Path, *, trust: Trust | None = None, known: Path | None = None) -> Report:
    files = tuple(read_known(known, KEYRING.roster)) if known else ()
    with open_source(path) as source:
        return audit(source, trust or Trust(KEYRING.roster, KEYRING.node.public, files))


def copy_of(original: Path, folder: Path) -> Path:
    shutil.copy(original, folder / "r.db")
    return folder / "r.db"


def positions(seed: int, number: int = ROWS_TRIED) -> list[int]:
    """Rows to change, none so near the end that there is no next one in its stream."""
    return random.Random(seed).sample(range(2, ENTRIES - 3), number)


def test_an_honest_record_passes(original: Path) -> None:
    report = report_of(original, known=Path(f"{original}.checkpoints"))
    assert (report.entries, report.streams, report.findings) == (ENTRIES, 2, [])
    assert report.first is None


@pytest.mark.parametrize("name", PLAIN)
def test_a_change_is_found_at_its_row(original: Path, scratch: Path, name: str) -> None:
    for position in positions(len(name)):
        path = copy_of(original, scratch)
        with Tamperer(path) as tamperer:
            PLAIN[name](tamperer, position)
        first = report_of(path).first
        assert first is not None
        assert first.position == position, first


@pytest.mark.parametrize("known", [True, False])
def test_a_suffix_signed_by_a_strangers_key_is_found_at_its_first_row(
    original: Path, scratch: Path, known: bool
) -> None:
    stranger = make_key("DEU", chance(77))
    for position in positions(7, 2):
        path = copy_of(original, scratch)
        with Tamperer(path) as tamperer:
            resign_suffix(tamperer, position, KEYRING, stranger)
        first = report_of(path, known=Path(f"{original}.checkpoints") if known else None).first
        assert first is not None
        assert first.position == position


def test_a_suffix_signed_by_the_right_keys_is_found_by_what_is_known_outside(
    original: Path, scratch: Path
) -> None:
    for position in positions(8, 2):
        path = copy_of(original, scratch)
        with Tamperer(path) as tamperer:
            resign_suffix(tamperer, position, KEYRING)
        assert report_of(path).findings == []
        first = report_of(path, known=Path(f"{original}.checkpoints")).first
        assert first is not None
        assert (first.position, first.code) == (position, "retold")


def test_a_suffix_signed_by_a_stolen_key_that_was_revoked_is_found(
    original: Path, scratch: Path
) -> None:
    stolen = KEYRING.signer_of("DEU", NOW)
    after = rotate_key(KEYRING, "DEU", random=chance(5), now="2026-12-01T00:00:00Z")
    after = revoke_key(after, stolen.key_id, reason="stolen", now="2026-12-02T00:00:00Z")
    path = copy_of(original, scratch)
    with Tamperer(path) as tamperer:
        resign_suffix(tamperer, 120, KEYRING)
        limit = limit_of(after, stolen.key_id, stream=ALL, size=tamperer.row(121).index)
        add_limit(tamperer, limit)
    report = report_of(path, trust=Trust(after.roster, after.node.public))
    assert any(f.code == "key" and "revoked" in f.text for f in report.findings)
    assert report.first is not None


def add_limit(tamperer: Tamperer, limit: object) -> None:
    keep_statements(tamperer.tables, LIMIT_KIND, [limit])


def test_a_record_rolled_back_is_older_than_what_is_known(original: Path, scratch: Path) -> None:
    journal = Path(f"{original}.checkpoints")
    older = filled(scratch / "r.db", 40, each=7, keyring=KEYRING)
    report = report_of(older, known=journal)
    assert {finding.code for finding in report.findings} == {"older"}
    assert report.first is not None
    assert report.first.position == 41


def test_a_stream_that_is_gone_is_missed(original: Path, scratch: Path) -> None:
    lone = scratch / "lone.db"
    with opened(lone, KEYRING):
        pass
    report = report_of(lone, known=Path(f"{original}.checkpoints"))
    assert [f.code for f in report.findings] == ["older", "older"]


@pytest.mark.parametrize("part", ["size", "peaks", "note", "epoch"])
def test_a_head_that_is_changed_is_found(original: Path, scratch: Path, part: str) -> None:
    path = copy_of(original, scratch)
    with Tamperer(path) as tamperer:
        one, two = tamperer.tables.streams()
        change: dict[str, object] = {
            "size": one.size - 1, "peaks": two.peaks, "note": two.note, "epoch": 1,
        }  # fmt: skip
        changed: StreamRow = replace(one, **{part: change[part]})
        tamperer.tables.put_head(changed)
    assert report_of(path).findings != []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tiles SET hash = zeroblob(32)",
        "DELETE FROM tiles",
        "INSERT INTO tiles VALUES (1, 16, 0, zeroblob(32))",
        "DELETE FROM commits WHERE position = (SELECT max(position) FROM commits)",
        "UPDATE commits SET signature = zeroblob(64) WHERE position = 7",
        "INSERT INTO commits VALUES (3, zeroblob(32), zeroblob(64))",
        "UPDATE entries SET stream = 3 - stream, idx = 999 WHERE position = 540",
        "UPDATE entries SET epoch = 1 WHERE position = 9",
        "UPDATE entries SET stream = 9 WHERE position = 9",
        "INSERT INTO redactions VALUES (5, x'7b7d', zeroblob(16), zeroblob(64))",
        "INSERT INTO checkpoints VALUES (1, 0, 3, 'no checkpoint')",
        "INSERT INTO statements VALUES (99, 'roster', x'7b7d', '{}')",
        "UPDATE streams SET origin = 'POL' WHERE stream = 1",
        "UPDATE statements SET signatures = replace(signatures, 'a', 'b')",
        "UPDATE statements SET payload = CAST(payload || ' ' AS BLOB)",
        "UPDATE statements SET kind = 'lost' WHERE number = 1",
        "UPDATE facts SET value = 'ope'",
    ],
)
def test_a_change_of_any_other_table_is_found(
    original: Path, scratch: Path, statement: str
) -> None:
    path = copy_of(original, scratch)
    with Tamperer(path) as tamperer:
        tamperer.run(statement)
    assert report_of(path).findings != []


def test_a_redaction_with_its_reason_passes(original: Path, scratch: Path) -> None:
    path = copy_of(original, scratch)
    with opened(path, KEYRING) as record:
        record.redact(PAIR, 3, reason="names a source")
    report = report_of(path)
    assert (report.redacted, report.findings) == (1, [])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE redactions SET signature = zeroblob(64)",
        "UPDATE redactions SET signer = zeroblob(16)",
        "UPDATE redactions SET statement = CAST(replace(statement, 'source', 'spy') AS BLOB)",
        "UPDATE redactions SET position = position + 2",
        "DELETE FROM redactions",
    ],
)
def test_a_redaction_whose_reason_is_changed_is_found(
    original: Path, scratch: Path, change: str
) -> None:
    path = copy_of(original, scratch)
    with opened(path, KEYRING) as record:
        record.redact(PAIR, 3, reason="names a source")
    with Tamperer(path) as tamperer:
        tamperer.run(change)
    assert {f.code for f in report_of(path).findings} == {"redaction"}


def test_another_roster_does_not_take_the_record_for_its_own(original: Path) -> None:
    stranger = keys(99)
    report = report_of(original, trust=Trust(stranger.roster, stranger.node.public))
    assert {"key", "roster", "checkpoint", "order"} <= {finding.code for finding in report.findings}


def test_signatures_are_checked_by_other_processes_too(original: Path, scratch: Path) -> None:
    path = copy_of(original, scratch)
    with Tamperer(path) as tamperer:
        PLAIN["edit the signature"](tamperer, 77)
    with open_source(path) as source, ProcessPoolExecutor(2, get_context("fork")) as processes:
        report = audit(source, Trust(KEYRING.roster, KEYRING.node.public), executor=processes)
    assert [(f.position, f.code) for f in report.findings] == [(77, "signature")]


def test_every_code_that_is_found_is_explained(original: Path) -> None:
    stranger = keys(99)
    report = report_of(original, trust=Trust(stranger.roster, stranger.node.public))
    assert {finding.code for finding in report.findings} <= set(CODES)
    assert isinstance(KEYRING.node, SigningKey)


@pytest.mark.campaign
@pytest.mark.parametrize("name", [*PLAIN, "resign suffix"])
def test_a_thousand_changes_are_found_at_their_rows(
    original: Path, scratch: Path, name: str
) -> None:
    rows = random.Random(5).choices(range(2, ENTRIES - 3), k=1_000 // (len(PLAIN) + 1) + 1)
    for position in rows:
        path = copy_of(original, scratch)
        with Tamperer(path) as tamperer:
            if name == "resign suffix":
                resign_suffix(tamperer, position, KEYRING)
            else:
                PLAIN[name](tamperer, position)
        first = report_of(path, known=Path(f"{original}.checkpoints")).first
        assert first is not None
        assert first.position == position
