"""Labels as people read them, and the title and name of any object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coalition.command.events.event import Event
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import write_stamp
from coalition.command.fold.object import ObjectRecord
from coalition.labels import Label, Policy
from coalition.labels.marking import mark
from coalition.measure.instants import Minute, write_instant
from coalition.operations.crisis.stated.wire import written_once
from coalition.operations.crisis.viewing.consenting import consent_id
from coalition.operations.crisis.viewing.standing import line_of


@written_once
@dataclass(frozen=True, slots=True)
class LabelShown:
    """A label with its marking in English and French, and the colour of its classification."""

    marking: str
    marking_fr: str
    classification: str
    categories: Mapping[str, tuple[str, ...]]
    originators: tuple[str, ...]
    colour: str


class Marks:
    """The labels of one policy as they are shown; each is marked once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[Label, LabelShown] = {}

    def of(self, label: Label) -> LabelShown:
        """The label as it is shown."""
        found = self._known.get(label)
        if found is None:
            found = self._known[label] = self._mark(label)
        return found

    def _mark(self, label: Label) -> LabelShown:
        level = self._policy.find_classification(label.classification)
        return LabelShown(
            mark(self._policy, label),
            mark(self._policy, label, language="fr"),
            label.classification,
            {category.tag: category.values for category in label.categories},
            label.originators,
            "" if level is None else level.colour,
        )


def instant(at: Minute | None) -> str | None:
    """The text of an instant; None stays None."""
    return None if at is None else write_instant(at)


def when(event: Event) -> str:
    """The stamp of an event as people read it."""
    return write_stamp(event.at)


def title_of(record: ObjectRecord) -> str:
    """What an object is called."""
    said = record.opened
    body: Any = None if said is None else said.body
    if record.noun is Noun.FACT:
        return fact_title(record)
    if record.noun is Noun.REQUIREMENT:
        return str(record.state.stated.title)
    for name in ("title", "name", "matter"):
        found = getattr(record.state, name, None) or getattr(body, name, None)
        if found:
            return str(found)
    return _TITLES.get(record.noun, lambda _: str(record.noun))(body) if record.noun else ""


_TITLES: Mapping[Noun, Any] = {
    Noun.CONTRIBUTION: lambda body: _amounts(body.terms.amounts),
    Noun.CONSENT: lambda body: body.provision or f"consent of {body.scope.territory}",
    Noun.TRANSFER: lambda body: f"{body.state} of {body.unit} to {body.to}",
    Noun.CONSIGNMENT: lambda body: f"{_amounts(body.amounts)} to {body.to_place or body.receiver}",
    Noun.DUTY_ROSTER: lambda _: "duty roster",
    Noun.CONSULTATION: lambda body: body.provision,
}


def _amounts(amounts: Any) -> str:
    return ", ".join(f"{one.quantity} {one.what}" for one in amounts)


def fact_title(record: ObjectRecord) -> str:
    """The name of a row of the book: its own, else what it describes, else its key."""
    stated = record.state.stated
    for key in ("name", "title", "description", "text", "reason"):
        found = stated.fields.get(key)
        if isinstance(found, str) and found:
            return found[:200]
    return str(stated.key)


def ref_of(record: ObjectRecord) -> str:
    """The name of an object in the book."""
    if record.noun is Noun.FACT:
        return str(record.state.stated.key)
    if record.noun is Noun.REQUIREMENT:
        return str(line_of(record.state))
    if record.noun is Noun.CONSENT:
        return str(consent_id(record.subject))
    return ""


def state_of(record: ObjectRecord) -> str:
    """The word for how an object stands, where its state has one."""
    state = record.state
    for name in ("phase", "stage"):
        found = getattr(state, name, None)
        if found is not None:
            return str(found.value)
    for name in ("cancelled", "retired", "dissolved", "withdrawn"):
        if getattr(state, name, None) is not None:
            return name
    return "open"


_WORDS = ("text", "note", "reason", "matter", "source", "provision", "place")


def text_of(record: ObjectRecord) -> str:
    """What an object is looked up by, in small letters: its title, its name and what was said of it in
    words.
    """
    said = (getattr(event.body, name, "") for event in record.events for name in _WORDS)
    words = [
        title_of(record),
        ref_of(record),
        *(one for one in said if one and isinstance(one, str)),
    ]
    return "\n".join(words).casefold()
