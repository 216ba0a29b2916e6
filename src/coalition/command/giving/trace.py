"""One line from end to end: request, offers, consents, consignments, receipts, and what does not add up.

The line is the identifier of the requirement (or of an offer nobody asked for); whatever serves it names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.command.events.event import ObjectId
from coalition.command.events.registry import Noun
from coalition.command.events.terms import Amount
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Picture
from coalition.command.nouns.consignments import Consignment, ConsignmentPhase
from coalition.command.nouns.contributions import Contribution


@dataclass(frozen=True, slots=True)
class Balance:
    """One good of a consignment: formed, loaded, received. None: not counted yet."""

    what: str
    unit: str
    formed: int
    loaded: int | None
    received: int | None

    @property
    def shortage(self) -> int:
        """What was sent and did not come; 0 while not counted."""
        return 0 if self.received is None else max(0, (self.loaded or 0) - self.received)

    @property
    def overage(self) -> int:
        """What came and was not sent."""
        return 0 if self.received is None else max(0, self.received - (self.loaded or 0))


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything visible on one line, each by (opened at, id)."""

    line: ObjectId
    requirement: ObjectRecord | None
    contributions: tuple[ObjectRecord, ...]
    consents: tuple[ObjectRecord, ...]
    consignments: tuple[ObjectRecord, ...]

    def balances(self) -> tuple[Balance, ...]:
        """The goods of all consignments of the line that go or went, added up."""
        going = [
            r.state for r in self.consignments if r.state.phase is not ConsignmentPhase.CALLED_OFF
        ]
        return added_up(balance for each in going for balance in balances_of(each))


def line_of(picture: Picture, subject: ObjectId) -> ObjectId | None:
    """The line an object lies on; None when it lies on none, or is not in the picture."""
    record = picture.find(subject)
    if record is None:
        return None
    if record.noun is Noun.REQUIREMENT:
        return subject
    if record.noun is Noun.CONSIGNMENT:
        formed: Consignment = record.state
        return formed.formed.line
    if record.noun in {Noun.CONTRIBUTION, Noun.CONSENT}:
        return record.state.line or None
    return None


def trace_of(picture: Picture, subject: ObjectId) -> Trace | None:
    """The line an object lies on, end to end; None when it lies on none."""
    line = line_of(picture, subject)
    if line is None:
        return None
    head = picture.find(line)
    own = () if head is None or not isinstance(head.state, Contribution) else (head,)
    return Trace(
        line=line,
        requirement=head if head is not None and head.noun is Noun.REQUIREMENT else None,
        contributions=(*own, *picture.naming_each(line, Noun.CONTRIBUTION)),
        consents=picture.naming_each(line, Noun.CONSENT),
        consignments=picture.naming_each(line, Noun.CONSIGNMENT),
    )


def balances_of(consignment: Consignment) -> tuple[Balance, ...]:
    """Sent and received of one consignment, by good; what was not formed but came stands there too."""
    formed = _table(consignment.formed.amounts)
    loaded = None if consignment.loaded is None else _table(consignment.loaded)
    received = None if consignment.received is None else _table(consignment.received)
    goods = sorted({*formed, *(loaded or {}), *(received or {})})
    return tuple(
        Balance(
            what=good[0],
            unit=good[1],
            formed=formed.get(good, 0),
            loaded=None if loaded is None else loaded.get(good, 0),
            received=None if received is None else received.get(good, 0),
        )
        for good in goods
    )


def added_up(balances: Iterable[Balance]) -> tuple[Balance, ...]:
    """Balances of like goods added; a count not made yet adds nothing, and None stays where none was made."""
    found: dict[tuple[str, str], Balance] = {}
    for each in balances:
        known = found.get((each.what, each.unit))
        found[each.what, each.unit] = each if known is None else _sum(known, each)
    return tuple(found[good] for good in sorted(found))


def _sum(one: Balance, other: Balance) -> Balance:
    return Balance(
        what=one.what,
        unit=one.unit,
        formed=one.formed + other.formed,
        loaded=_both(one.loaded, other.loaded),
        received=_both(one.received, other.received),
    )


def _both(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def _table(amounts: tuple[Amount, ...]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for amount in amounts:
        key = (amount.what, amount.unit)
        found[key] = found.get(key, 0) + amount.quantity
    return found
