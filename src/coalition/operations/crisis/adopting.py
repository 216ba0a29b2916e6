"""Adopting a book: each of its rows becomes a statement on the record, in the name of whose it is.

The bodies of the alliance become bodies of the room; without any, the members sit in one council that
decides by consensus, or by silence. Requirements become requirements that nations can give
to. What is stated at adoption bears the stamp of C-day or of now, whichever is earlier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coalition.command.events.event import Event, EventId, ObjectId, Origin, PersonId
from coalition.command.events.kinds.bodies import EVERY_MATTER, BodyFounded, ForumRule
from coalition.command.events.kinds.contributions import RequirementStated
from coalition.command.events.kinds.facts import FactStated
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Amount
from coalition.labels import Label
from coalition.measure.instants import Interval, Minute
from coalition.model.book import Book
from coalition.model.nations import Body, Rule
from coalition.model.requirements import Requirement
from coalition.operations.crisis.acting import Chance
from coalition.operations.crisis.stated.labelling import Labeller, participants
from coalition.operations.crisis.stated.nouns import STAFF, Row, rows_of
from coalition.operations.crisis.stated.shapes import to_json

BOOK_ACTOR = "book"
"""Who is named as the actor of what was adopted."""
COUNCIL = "Council of the members"


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adopting takes: the label of each row, ids, and the stamp of everything adopted."""

    label: Labeller
    chance: Chance
    at: Stamp

    def event(self, row: Row, body: object) -> Event:
        """The event that opens an object for a row."""
        name = self.chance(16).hex()
        label: Label = self.label(row)
        return Event(
            EventId(name), self.at, Origin(row.nation), PersonId(BOOK_ACTOR), type(body).__name__,
            ObjectId(name), label, body,
        )  # fmt: skip


def adopted(book: Book, adoption: Adoption) -> Iterator[Event]:
    """The events that put the book on record."""
    for row in rows_of(book):
        yield adoption.event(row, FactStated(row.table, row.key, to_json(row.noun)))
        if row.table == "requirement":
            yield adoption.event(row, wanted(book, row.noun))
    for body in bodies_of(book):
        yield adoption.event(Row("body", body.name, STAFF, None), body)


def wanted(book: Book, one: Requirement) -> RequirementStated:
    """A line of the book as nations give to it."""
    opens = book.crisis.activated if one.activated is None else one.activated
    amount = (
        Amount(one.capability, one.amount, "each")
        if one.capability
        else Amount("movement", 1, "each")
    )
    window = Interval(Minute(min(opens, one.rdd)), one.rdd)
    return RequirementStated(one.description, (amount,), window, one.destination, one.id)


def bodies_of(book: Book) -> list[BodyFounded]:
    """The bodies of the alliance as forums of the room."""
    found = [_founded(book, one) for one in book.alliance.bodies.values()]
    members = tuple(Origin(n) for n in book.alliance.members if n in participants(book))
    if found or not members:
        return found
    return [BodyFounded(COUNCIL, members, Origin(STAFF), _rules(Rule.CONSENSUS, members))]


def _founded(book: Book, one: Body) -> BodyFounded:
    members = tuple(Origin(nation) for nation in one.members)
    rules = _rules(one.rule, members)
    return BodyFounded(one.name, members, Origin(STAFF), rules, source=book.title)


def _rules(rule: Rule, members: tuple[Origin, ...]) -> tuple[ForumRule, ...]:
    """How the body decides every matter: by its rule, and what needs the assent of all by silence as well."""
    if rule is Rule.SINGLE:
        return (ForumRule(EVERY_MATTER, rule, authority=next(iter(members), Origin(""))),)
    if rule is Rule.MAJORITY:
        return (ForumRule(EVERY_MATTER, rule),)
    kept = Rule.CONSENSUS if rule is Rule.NOTIFICATION else rule
    return tuple(ForumRule(EVERY_MATTER, one) for one in dict.fromkeys((kept, Rule.SILENCE)))
