"""Rows of the book as objects of their own: stated, stated anew, retired, each by the origin that owns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coalition.command.events.event import Event, EventId, Origin
from coalition.command.events.kinds.facts import FactRetired, FactStated
from coalition.command.events.stamps import Stamp
from coalition.command.nouns.bodies import NOT_OPENER


@dataclass(frozen=True, slots=True)
class Fact:
    """A row as last stated; `version` is the event that says so."""

    owner: Origin
    stated: FactStated
    version: EventId
    retired: Stamp | None = None


def open_fact(event: Event) -> Fact:
    """The row as first stated."""
    return Fact(event.origin, event.body, event.id)


def _state(fact: Fact, event: Event) -> Fact | str:
    said: FactStated = event.body
    if event.origin != fact.owner:
        return NOT_OPENER
    if (said.table, said.key) != (fact.stated.table, fact.stated.key):
        return "it is another row"
    return replace(fact, stated=said, version=event.id, retired=None)


def _retire(fact: Fact, event: Event) -> Fact | str:
    if event.origin != fact.owner:
        return NOT_OPENER
    return "it is retired already" if fact.retired is not None else replace(fact, retired=event.at)


FACT_STEPS: Mapping[type[Any], Any] = {FactStated: _state, FactRetired: _retire}
