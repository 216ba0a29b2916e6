"""Events of the book's own objects (nations, places, forces, stocks, instruments), and acknowledgements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coalition.command.events.event import EventId


@dataclass(frozen=True, slots=True)
class FactStated:
    """A row of a table of the book, in the book's own words; said again, it replaces what was said.

    `table` is like `unit`, `place`, `instrument`; `key` the book's id; `fields` JSON without fractions.
    """

    table: str
    key: str
    fields: Mapping[str, Any]
    source: str = ""


@dataclass(frozen=True, slots=True)
class FactRetired:
    """The row no longer holds."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The origin has seen an event of this object; nothing else lies in it."""

    event: EventId
