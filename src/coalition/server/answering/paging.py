"""Pages of a list: a cursor is a place between two rows of the viewer's own list, sealed.

The rule: a cursor holds the key of the last row shown, and of nothing else; so it tells nothing of rows
that are hidden, and stays right when rows come or go. It is sealed with the viewer and the question
(AES-SIV, RFC 5297: equal cursors are equal bytes), so that one of another viewer, list or order is refused
like nonsense.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from coalition.errors import Fault, InputError

LIMIT_USUAL, LIMIT_MAX = 100, 500


class Seal:
    """Seals places with a key of the server and a context (viewer, list, filter, order)."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESSIV(key)

    def close(self, place: Any, context: str) -> str:
        """The opaque text of a place."""
        sealed = self._cipher.encrypt(msgspec.json.encode(place), [context.encode()])
        return urlsafe_b64encode(sealed).decode("ascii").rstrip("=")

    def open(self, text: str, context: str) -> Any:
        """The place. Raises InputError for a text that was not sealed for this context."""
        try:
            sealed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            return msgspec.json.decode(self._cipher.decrypt(sealed, [context.encode()]))
        except (ValueError, InvalidTag, OverflowError, msgspec.DecodeError):
            message = "this is no cursor of this list"
            raise InputError([Fault("cursor", "bad-value", message, "begin without one")]) from None


@dataclass(frozen=True, slots=True)
class Asked:
    """How much of a list is wanted, from where, for whom and for which question (`context`)."""

    limit: int
    cursor: str
    context: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, the cursor of what follows (None: nothing does), and how many rows the list has."""

    rows: Sequence[Any]
    next: str | None
    total: int


def page_of(
    rows: Sequence[Any], keys: Sequence[Any], asked: Asked, *, seal: Seal, down: bool = False
) -> Page:
    """The rows after the cursor; backwards when `down`.

    `keys` are in rising order, one a row, each JSON-able and unlike all others.
    """
    place = _key(seal.open(asked.cursor, asked.context)) if asked.cursor else None
    if down:
        end = len(rows) if place is None else bisect_left(keys, place)
        begin = max(0, end - asked.limit)
        shown: Sequence[Any] = list(reversed(rows[begin:end]))
        last = begin
        more = begin > 0
    else:
        begin = 0 if place is None else bisect_right(keys, place)
        end = min(len(rows), begin + asked.limit)
        shown, last = rows[begin:end], end - 1
        more = begin < end < len(rows)
    return Page(shown, seal.close(keys[last], asked.context) if more else None, len(rows))


def _key(place: Any) -> Any:
    """A key as it was, for JSON knows no tuple."""
    return tuple(_key(part) for part in place) if isinstance(place, list) else place
