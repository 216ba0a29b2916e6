"""Stamps: whole milliseconds UTC since 1970, the time an event was signed, and its one text.

Deadlines and windows are whole minutes (`measure.instants`); the milliseconds of a stamp only put the events
of one object in order. A node gives each event of an object a later stamp than the one before. The text is
`2026-11-28T00:00:00Z`, with `.mmm` only where the milliseconds are not zero, so that a stamp has one text.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NewType

from coalition.measure.instants import Minute

Stamp = NewType("Stamp", int)
"""Whole milliseconds UTC since 1970-01-01T00:00Z."""

MILLISECONDS_PER_MINUTE = 60_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_TEXT = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?Z\Z")


def stamp_of(at: Minute) -> Stamp:
    """The first stamp of a minute."""
    return Stamp(at * MILLISECONDS_PER_MINUTE)


def last_stamp_of(at: Minute) -> Stamp:
    """The last stamp of a minute."""
    return Stamp((at + 1) * MILLISECONDS_PER_MINUTE - 1)


def minute_of_stamp(at: Stamp) -> Minute:
    """The minute in which a stamp lies."""
    return Minute(at // MILLISECONDS_PER_MINUTE)


@lru_cache(maxsize=1 << 16)
def write_stamp(at: Stamp) -> str:
    """The one text of a stamp."""
    when = _EPOCH + timedelta(milliseconds=at)
    fraction = f".{at % 1000:03d}" if at % 1000 else ""
    return when.strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z"


def read_stamp(text: str) -> Stamp:
    """The stamp of its one text. Raises ValueError for every other text."""
    if not _TEXT.match(text):
        raise ValueError(f"`{text[:40]}` is not a stamp like 2026-11-28T00:00:00Z")
    when = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    if text.endswith(".000Z"):
        raise ValueError(f"`{text[:40]}` is not the one text of its stamp")
    return Stamp((when - _EPOCH) // _MILLISECOND)
