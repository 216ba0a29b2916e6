"""A nation's draft: its own until it is tabled, and even then no proposal points back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import NO_OBJECT, Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.decisions import (
    DraftDropped,
    DraftRevised,
    DraftTabled,
    DraftWritten,
)
from coalition.command.nouns.bodies import NOT_OPENER


class DraftPhase(StrEnum):
    """How far a draft has come."""

    OPEN = "open"
    TABLED = "tabled"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it reads now."""

    nation: Origin
    title: str
    text: str
    matter: str
    document: str
    version: EventId
    phase: DraftPhase = DraftPhase.OPEN
    proposal: ObjectId = NO_OBJECT


def open_draft(event: Event) -> Draft:
    """The draft as it was written."""
    said: DraftWritten = event.body
    return Draft(event.origin, said.title, said.text, said.matter, said.document, event.id)


def _revise(draft: Draft, event: Event) -> Draft | str:
    said: DraftRevised = event.body
    return _closed(draft, event) or replace(
        draft, title=said.title, text=said.text, version=event.id
    )


def _table(draft: Draft, event: Event) -> Draft | str:
    said: DraftTabled = event.body
    return _closed(draft, event) or replace(draft, phase=DraftPhase.TABLED, proposal=said.proposal)


def _drop(draft: Draft, event: Event) -> Draft | str:
    return _closed(draft, event) or replace(draft, phase=DraftPhase.DROPPED)


def _closed(draft: Draft, event: Event) -> str | None:
    if event.origin != draft.nation:
        return NOT_OPENER
    return None if draft.phase is DraftPhase.OPEN else f"the draft is {draft.phase}"


DRAFT_STEPS: Mapping[type[Any], Any] = {
    DraftRevised: _revise,
    DraftTabled: _table,
    DraftDropped: _drop,
}
