"""What a plan rests on: the events that said what it used; and which of them no longer stand, and why.

A plan rests on every consent and decision of its view, and on the requirements, units, stocks, fleets and texts
that it uses. It is stale when one of these was said anew, taken back or has ended since; what is new is
news, and makes no plan stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from coalition.command.events.event import Event, EventId, ObjectId
from coalition.command.events.kinds import consents, contributions, facts
from coalition.command.events.registry import Noun
from coalition.command.events.terms import Rest
from coalition.command.fold.object import ObjectRecord
from coalition.formats.plan_json import parse_plan
from coalition.labels import Label
from coalition.model.change.news import NewsKind
from coalition.model.forces import fleet_of
from coalition.operations.crisis.viewing.consenting import consent_id
from coalition.operations.crisis.viewing.facts import effective
from coalition.operations.crisis.viewing.standing import line_of
from coalition.operations.crisis.viewing.view import View

_ALWAYS_USED = frozenset({"decision", "instrument", "closure"})
_USE_BY_NAME = frozenset({"unit", "stock", "fleet", "requirement"})


@dataclass(frozen=True, slots=True)
class Ended:
    """Something a plan rested on that no longer stands as it did: what, by which event, in words."""

    subject: str
    event: str
    name: str
    text: str
    news: NewsKind | None = None


Standing = tuple[tuple[str, str, Rest], ...]
"""What stood in a view when its book was taken: table or noun, name, and the event that said so."""


def standing_now(view: View) -> Standing:
    """What stands in the view, of which a plan may use some."""
    return tuple(_standing(view))


def basis_of(standing: Standing, document: dict[str, Any]) -> tuple[Rest, ...]:
    """What of all that stood a plan rests on."""
    used = _used(document)
    return tuple(
        sorted(rest for table, name, rest in standing if table not in _USE_BY_NAME or name in used)
    )


def inputs_of(view: View) -> list[Label]:
    """The labels of everything that a book of the view is made from, each once."""
    picture = view.picture()
    labels: dict[Label, None] = {}
    for noun in (Noun.FACT, Noun.REQUIREMENT, Noun.CONTRIBUTION, Noun.CONSENT):
        for record in picture.each(noun):
            labels.update((event.label, None) for event in record.events)
    return list(labels)


def ended(view: View, rests: Iterable[Rest]) -> tuple[Ended, ...]:
    """What no longer stands, in order of the events that ended it; nothing while the plan is fresh."""
    picture = view.picture()
    found = []
    for rest in rests:
        record = picture.find(rest.subject)
        if record is None:
            continue
        last = _last(record)
        if last is not None and last.id != rest.event:
            found.append((last.order, _ended(record, last)))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def news_of(view: View, since: Iterable[Rest]) -> tuple[tuple[str, str, str], ...]:
    """What has ended, as pieces of news: kind, subject and words."""
    return tuple(
        (one.news.value, one.name, one.text) for one in ended(view, since) if one.news is not None
    )


def _used(document: dict[str, Any]) -> frozenset[str]:
    plan = parse_plan(document["plan"])
    names = {str(fleet_of(trip.carrier)) for trip in plan.trips}
    for one in plan.assignments:
        names |= {str(one.requirement), str(one.unit or ""), str(one.stock or "")}
    return frozenset(names - {""})


def _standing(view: View) -> Iterator[tuple[str, str, Rest]]:
    picture = view.picture()
    for table in (*sorted(_ALWAYS_USED), *sorted(_USE_BY_NAME)):
        for record in view.facts(table):
            yield from _rest(table, record)
    for noun in (Noun.CONSENT, Noun.CONTRIBUTION, Noun.REQUIREMENT):
        for record in picture.each(noun):
            yield from _rest(noun.value, record)


def _rest(table: str, record: ObjectRecord) -> Iterator[tuple[str, str, Rest]]:
    last = _last(record)
    if last is not None:
        yield table, name_of(record), Rest(ObjectId(record.subject), EventId(last.id))


def _key(record: ObjectRecord) -> str:
    opened = record.opened
    return "" if opened is None else str(getattr(opened.body, "key", ""))


_SAYING = (
    facts.FactStated, facts.FactRetired, consents.ConsentRequested, consents.ConsentGranted,
    consents.ConsentRefused, consents.ConsentChanged, consents.ConsentRevoked,
    contributions.RequirementStated, contributions.RequirementRevised,
    contributions.RequirementCancelled, contributions.OfferMade, contributions.PledgeMade,
    contributions.CommitmentMade, contributions.ContributionWithdrawn,
)  # fmt: skip
"""The bodies that say how an object is now; others speak of it without changing what a plan could rest on."""


def _last(record: ObjectRecord) -> Event | None:
    """The last event that says how the object is."""
    return next(
        (e for e in reversed(tuple(effective(record))) if isinstance(e.body, _SAYING)), None
    )


def _ended(record: ObjectRecord, last: Event) -> Ended:
    name, words = name_of(record), _WORDS.get(type(last.body), "was said anew")
    reason = getattr(last.body, "reason", "")
    text = f"{name} {words} by {last.origin}" + (f": {reason}" if reason else "")
    return Ended(record.subject, last.id, name, text, _news(record, last))


_WORDS = {
    facts.FactRetired: "was retired",
    consents.ConsentRefused: "was refused",
    consents.ConsentChanged: "was changed",
    consents.ConsentRevoked: "was revoked",
    contributions.RequirementRevised: "was revised",
    contributions.RequirementCancelled: "was cancelled",
    contributions.ContributionWithdrawn: "was withdrawn",
}


def name_of(record: ObjectRecord) -> str:
    """The name of an object in the book of its view."""
    if record.noun is Noun.CONSENT:
        return consent_id(record.subject)
    if record.noun is Noun.REQUIREMENT:
        return line_of(record.state)
    return _key(record) or record.subject


_NEWS_OF_TABLE = {
    "decision": NewsKind.CONSENT_WITHDRAWN,
    "instrument": NewsKind.PROHIBITION,
    "closure": NewsKind.PLACE_CLOSED,
    "unit": NewsKind.UNIT_WITHDRAWN,
    "stock": NewsKind.STOCK_REDUCED,
    "fleet": NewsKind.FLEET_LATE,
    "requirement": NewsKind.LOAD_CHANGED,
}
_NEWS_OF_NOUN = {
    Noun.CONSENT: NewsKind.CONSENT_WITHDRAWN,
    Noun.CONTRIBUTION: NewsKind.PLEDGE_WITHDRAWN,
    Noun.REQUIREMENT: NewsKind.PRIORITY_CHANGED,
}


def _news(record: ObjectRecord, last: Event) -> NewsKind | None:
    if isinstance(last.body, contributions.RequirementCancelled):
        return NewsKind.REQUIREMENT_CANCELLED
    if record.noun is Noun.FACT and record.opened is not None:
        return _NEWS_OF_TABLE.get(record.opened.body.table)
    return None if record.noun is None else _NEWS_OF_NOUN.get(record.noun)
