"""Statements as a record keeps them: those of the roster, and the limits of keys that stand with streams."""

from __future__ import annotations

from collections.abc import Iterable

from coalition.errors import IntegrityError
from coalition.record.signing.statements import Statement, from_json, to_json
from coalition.record.storage.tables import Tables

ROSTER_KIND = "roster"
LIMIT_KIND = "limit"


def keep_statements(tables: Tables, kind: str, statements: Iterable[Statement]) -> None:
    """Store the statements after those that are there."""
    for statement in statements:
        tables.add_statement(kind, statement.payload, to_json([statement]).decode())


def stored_statements(tables: Tables, kind: str) -> list[Statement]:
    """The statements of that kind, in order; IntegrityError when one is not stored as it was said."""
    found: list[Statement] = []
    for payload, text in tables.statements(kind):
        statements = from_json(text.encode())
        if [statement.payload for statement in statements] != [payload]:
            raise IntegrityError("a stored statement about keys is not what was said")
        found += statements
    return found
