"""The tables in PostgreSQL as numbered steps, run by an owner role; the program runs as a lesser role.

Roles: `coalition_record_owner` (owns, does not log in), `coalition_record_app` (the program: adds,
reads, redacts; cannot delete), `coalition_record_reader` (a group for login roles of nations).
Row-level security is enabled and forced on every table and fails closed: a reader sees the streams that
were shared with its own login role, and of them no position, chain or order. It is the second fence;
the first is `labels`.
"""

from __future__ import annotations

APP = "coalition_record_app"

ROLES = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'coalition_record_owner') THEN
    CREATE ROLE coalition_record_owner NOLOGIN NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'coalition_record_app') THEN
    CREATE ROLE coalition_record_app LOGIN NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'coalition_record_reader') THEN
    CREATE ROLE coalition_record_reader NOLOGIN NOBYPASSRLS;
  END IF;
END $$;
CREATE SCHEMA IF NOT EXISTS coalition_record AUTHORIZATION coalition_record_owner;
"""

_TABLES = """
CREATE TABLE streams (
  stream BIGINT PRIMARY KEY, origin TEXT NOT NULL, audience TEXT NOT NULL,
  size BIGINT NOT NULL, peaks BYTEA NOT NULL, epoch BIGINT NOT NULL, base BIGINT NOT NULL, note TEXT NOT NULL,
  UNIQUE (origin, audience)
);
CREATE TABLE entries (
  position BIGINT PRIMARY KEY, stream BIGINT NOT NULL REFERENCES streams, idx BIGINT NOT NULL,
  epoch BIGINT NOT NULL, payload BYTEA, salt BYTEA, leaf BYTEA NOT NULL, signature BYTEA NOT NULL,
  signer BYTEA NOT NULL, chain BYTEA NOT NULL,
  CHECK (length(leaf) = 32 AND length(chain) = 32 AND length(signature) = 64 AND length(signer) = 16),
  CHECK ((payload IS NULL) = (salt IS NULL) AND (salt IS NULL OR length(salt) = 32)),
  UNIQUE (stream, idx)
);
CREATE TABLE tiles (
  stream BIGINT NOT NULL REFERENCES streams, height BIGINT NOT NULL, idx BIGINT NOT NULL,
  hash BYTEA NOT NULL CHECK (length(hash) = 32), PRIMARY KEY (stream, height, idx)
);
CREATE TABLE commits (
  position BIGINT PRIMARY KEY REFERENCES entries, chain BYTEA NOT NULL, signature BYTEA NOT NULL
);
CREATE TABLE redactions (
  position BIGINT PRIMARY KEY REFERENCES entries, statement BYTEA NOT NULL, signer BYTEA NOT NULL,
  signature BYTEA NOT NULL
);
CREATE TABLE statements (
  number BIGINT PRIMARY KEY, kind TEXT NOT NULL, payload BYTEA NOT NULL, signatures TEXT NOT NULL
);
CREATE TABLE checkpoints (
  stream BIGINT NOT NULL REFERENCES streams, epoch BIGINT NOT NULL, size BIGINT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (stream, epoch, size)
);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE readers (
  stream BIGINT NOT NULL REFERENCES streams, member NAME NOT NULL, PRIMARY KEY (stream, member)
);
"""

_TRIGGERS = """
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% are only appended', TG_TABLE_NAME; END $$;
CREATE FUNCTION entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.payload IS NULL AND NEW.salt IS NULL
    AND (NEW.position, NEW.stream, NEW.idx, NEW.epoch, NEW.leaf, NEW.signature, NEW.signer, NEW.chain)
      IS NOT DISTINCT FROM
      (OLD.position, OLD.stream, OLD.idx, OLD.epoch, OLD.leaf, OLD.signature, OLD.signer, OLD.chain)
    AND EXISTS (SELECT FROM coalition_record.redactions r WHERE r.position = OLD.position)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'entries are only appended, or redacted with a reason';
END $$;
CREATE FUNCTION streams_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size >= OLD.size AND (NEW.stream, NEW.origin, NEW.audience) = (OLD.stream, OLD.origin, OLD.audience)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'streams only grow';
END $$;
CREATE TRIGGER stay BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION entries_stay();
CREATE TRIGGER grow BEFORE UPDATE ON streams FOR EACH ROW EXECUTE FUNCTION streams_grow();
"""

_KEPT = ("streams", "entries", "tiles", "commits", "redactions", "statements", "checkpoints")
_ONLY_APPENDED = ("tiles", "commits", "redactions", "statements", "checkpoints")
_FENCED = (*_KEPT, "facts", "readers")


def _keep(table: str) -> str:
    changed = "UPDATE OR " if table in _ONLY_APPENDED else ""
    return (
        f"CREATE TRIGGER keep BEFORE {changed}DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keep();\n"
        f"CREATE TRIGGER keep_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION keep();\n"
    )


def _fence(table: str) -> str:
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY app ON {table} TO {APP} USING (true) WITH CHECK (true);\n"
        f"GRANT SELECT, INSERT ON {table} TO {APP};\n"
    )


_GRANTS = """
GRANT USAGE ON SCHEMA coalition_record TO coalition_record_app, coalition_record_reader;
GRANT UPDATE (payload, salt) ON entries TO coalition_record_app;
GRANT UPDATE (size, peaks, epoch, base, note) ON streams TO coalition_record_app;
GRANT UPDATE (value) ON facts TO coalition_record_app;
GRANT DELETE ON readers TO coalition_record_app;
GRANT SELECT (stream, origin, audience, size, epoch, base, note) ON streams TO coalition_record_reader;
GRANT SELECT (stream, idx, epoch, payload, salt, leaf, signature, signer) ON entries TO coalition_record_reader;
GRANT SELECT ON readers TO coalition_record_reader;
CREATE POLICY own ON readers FOR SELECT TO coalition_record_reader USING (member = session_user);
CREATE POLICY shared ON streams FOR SELECT TO coalition_record_reader
  USING (stream IN (SELECT r.stream FROM readers r WHERE r.member = session_user));
CREATE POLICY shared ON entries FOR SELECT TO coalition_record_reader
  USING (stream IN (SELECT r.stream FROM readers r WHERE r.member = session_user));
"""

STEPS: tuple[str, ...] = (
    _TABLES
    + _TRIGGERS
    + "".join(_keep(table) for table in _KEPT)
    + "".join(_fence(table) for table in _FENCED)
    + _GRANTS,
)
"""Step N brings the schema from version N to N + 1. Steps are added, never changed."""

VERSION = """
CREATE TABLE IF NOT EXISTS coalition_record.version (step INTEGER NOT NULL);
GRANT SELECT ON coalition_record.version TO coalition_record_app;
"""
