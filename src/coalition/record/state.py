"""Whether a record signs: open, or restored from a copy and not yet reconciled. Kept as a fact in its store."""

from __future__ import annotations

from coalition.errors import IntegrityError
from coalition.record.storage.tables import Tables

OPEN = "open"
RESTORED = "restored"
_FACT = "state"


def read_state(tables: Tables) -> str | None:
    """`OPEN` or `RESTORED`; None in a store that holds nothing yet.

    Raises IntegrityError when it is neither: a damaged word must not let a restored record sign.
    """
    state = tables.fact(_FACT)
    if state is None and not tables.streams():
        return None
    if state not in {OPEN, RESTORED}:
        raise IntegrityError("the record does not say whether it may sign")
    return state


def put_state(tables: Tables, state: str) -> None:
    """Set it, in the transaction that is open."""
    tables.put_fact(_FACT, state)
