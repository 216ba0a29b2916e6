"""The tables in SQLite as numbered steps (`PRAGMA user_version`), with triggers that let nothing be changed.

Triggers stop slips, not a keeper with a tool: against that stand hashes and signatures.
"""

from __future__ import annotations

APPLICATION_ID = 0x434F4152
"""`COAR`: the file is a record of this program."""

_TABLES = """
CREATE TABLE streams (
  stream INTEGER PRIMARY KEY, origin TEXT NOT NULL, audience TEXT NOT NULL,
  size INTEGER NOT NULL, peaks BLOB NOT NULL, epoch INTEGER NOT NULL, base INTEGER NOT NULL, note TEXT NOT NULL,
  UNIQUE (origin, audience)
) STRICT;
CREATE TABLE entries (
  position INTEGER PRIMARY KEY, stream INTEGER NOT NULL REFERENCES streams, idx INTEGER NOT NULL,
  epoch INTEGER NOT NULL, payload BLOB, salt BLOB, leaf BLOB NOT NULL, signature BLOB NOT NULL,
  signer BLOB NOT NULL, chain BLOB NOT NULL,
  CHECK (length(leaf) = 32 AND length(chain) = 32 AND length(signature) = 64 AND length(signer) = 16),
  CHECK ((payload IS NULL) = (salt IS NULL) AND (salt IS NULL OR length(salt) = 32)),
  UNIQUE (stream, idx)
) STRICT;
CREATE TABLE tiles (
  stream INTEGER NOT NULL REFERENCES streams, height INTEGER NOT NULL, idx INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32), PRIMARY KEY (stream, height, idx)
) STRICT, WITHOUT ROWID;
CREATE TABLE commits (
  position INTEGER PRIMARY KEY REFERENCES entries, chain BLOB NOT NULL, signature BLOB NOT NULL
) STRICT;
CREATE TABLE redactions (
  position INTEGER PRIMARY KEY REFERENCES entries, statement BLOB NOT NULL, signer BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
CREATE TABLE statements (
  number INTEGER PRIMARY KEY, kind TEXT NOT NULL, payload BLOB NOT NULL UNIQUE, signatures TEXT NOT NULL
) STRICT;
CREATE TABLE checkpoints (
  stream INTEGER NOT NULL REFERENCES streams, epoch INTEGER NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (stream, epoch, size)
) STRICT, WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

_APPENDED_ONLY = ("tiles", "commits", "redactions", "statements", "checkpoints")

_ENTRIES = """
CREATE TRIGGER entries_keep BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are only
appended'); END; CREATE TRIGGER entries_stay BEFORE UPDATE ON entries WHEN NOT (
  NEW.payload IS NULL AND NEW.salt IS NULL
  AND NEW.position IS OLD.position AND NEW.stream IS OLD.stream AND NEW.idx IS OLD.idx
  AND NEW.epoch IS OLD.epoch AND NEW.leaf IS OLD.leaf AND NEW.signature IS OLD.signature
  AND NEW.signer IS OLD.signer AND NEW.chain IS OLD.chain
  AND EXISTS (SELECT 1 FROM redactions WHERE redactions.position = OLD.position)
)
BEGIN SELECT RAISE(ABORT, 'entries are only appended, or redacted with a reason'); END;
CREATE TRIGGER streams_keep BEFORE DELETE ON streams BEGIN SELECT RAISE(ABORT, 'streams are kept'); END;
CREATE TRIGGER streams_grow BEFORE UPDATE ON streams
WHEN NEW.size < OLD.size OR NEW.origin IS NOT OLD.origin OR NEW.audience IS NOT OLD.audience
BEGIN SELECT RAISE(ABORT, 'streams only grow'); END;
"""


def _keep(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_keep BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are only appended'); END;\n"
        f"CREATE TRIGGER {table}_stay BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are only appended'); END;\n"
    )


STEPS: tuple[str, ...] = (_TABLES + _ENTRIES + "".join(_keep(table) for table in _APPENDED_ONLY),)
"""Step N brings a file of `user_version` N to N + 1. Steps are added, never changed."""
