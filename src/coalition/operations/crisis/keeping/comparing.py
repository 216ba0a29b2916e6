"""What a snapshot brought along, beside the record: entry by entry, each checked against its hash first.

So a payload that was changed in the store is found while the server runs, as it is found at a start without a
snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.errors import IntegrityError
from coalition.operations.crisis.journal import Journal, payload_of

AT_ONCE = 200


def compare(journal: Journal, position: int, *, after: int = 0) -> Iterator[int]:
    """Compares all entries past a position up to another; gives after each portion how far it is.

    Raises IntegrityError when an entry does not have its hash, or is not the event that memory holds for it.
    """
    number = 0
    while number < len(journal) and journal.where.positions[number] <= after:
        number += 1
    while after < position:
        entries = journal.record.read(after, min(AT_ONCE, position - after))
        if not entries:
            raise IntegrityError("a snapshot holds more than is on record")
        for entry in entries:
            if entry.payload is None:
                continue
            event = journal.events[number]
            if (
                journal.where.positions[number] != entry.position
                or payload_of(event) != entry.payload
            ):
                raise IntegrityError(
                    f"a snapshot differs from entry {entry.position} of the record"
                )
            number += 1
        after = entries[-1].position
        yield after


def compare_some(journal: Journal, position: int, *, count: int = 32) -> None:
    """Compares so many portions of one entry, at even distances. Raises IntegrityError like `compare`."""
    where = journal.where.positions
    last = next((n for n in range(len(where) - 1, -1, -1) if where[n] <= position), -1)
    for number in range(0, last + 1, max(1, last // count)):
        entry = journal.record.read(where[number] - 1, 1)[0]
        if entry.payload != payload_of(journal.events[number]):
            raise IntegrityError(f"a snapshot differs from entry {entry.position} of the record")
