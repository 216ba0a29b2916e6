"""Proof that an origin told two stories: two signed checkpoints of one stream, epoch and size with other roots.

The proof stands alone: whoever has the roster can check it, so it can be sent on and kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.errors import IntegrityError
from coalition.record.canonical import canonical_bytes, parse_canonical_map
from coalition.record.signing.checkpoints import SignedHead, verify_head
from coalition.record.signing.roster import Roster


@dataclass(frozen=True, slots=True)
class Equivocation:
    """The two notes, in order of their text."""

    first: str
    second: str

    def to_bytes(self) -> bytes:
        """Canonical bytes, to be sent on."""
        return canonical_bytes({"v": 1, "kind": "equivocation", "notes": [self.first, self.second]})


def find_equivocation(one: SignedHead, two: SignedHead) -> Equivocation | None:
    """The proof that the two checkpoints cannot both be honest, or None when they can."""
    same = (one.head.stream, one.head.epoch, one.head.size)
    if same != (two.head.stream, two.head.epoch, two.head.size) or one.head.root == two.head.root:
        return None
    first, second = sorted((one.text, two.text))
    return Equivocation(first, second)


def read_equivocation(data: bytes, roster: Roster) -> Equivocation:
    """The proof in the bytes, checked against the roster.

    Raises InputError when the bytes are not canonical, IntegrityError when they prove nothing.
    """
    content = parse_canonical_map(data)
    notes = content.get("notes")
    if set(content) != {"v", "kind", "notes"} or not isinstance(notes, list) or len(notes) != 2:
        raise IntegrityError("not a proof of two stories")
    one, two = (verify_head(str(note), roster) for note in notes)
    found = find_equivocation(one, two)
    if found is None or found.to_bytes() != data:
        raise IntegrityError("the two checkpoints do not contradict each other")
    return found
