"""Requests followed to their receipt, and counts held against the books: what is short, over, late or lost.

One number joins request, dispatches and receipts. (DODIG-2023-084 found three of five shipments that could
not be matched with what was sent: the measure of this page.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.supply.inventory import Kind, Store, Transaction
from coalition.model.supply.supplies import Supplies

OVERDUE_DAYS = 14
"""A dispatch without a receipt after so many days is asked after."""


class Outcome(StrEnum):
    """How a request ended, or stands."""

    COMPLETE = "complete"
    OPEN = "not dispatched"
    ON_THE_WAY = "on the way"
    OVERDUE = "overdue"
    SHORT = "short"
    OVER = "over"
    UNASKED = "never asked for"
    UNSENT = "received, never dispatched"


@dataclass(frozen=True, slots=True)
class Matched:
    """A request number with everything booked under it, in kg; `store` is where it should come."""

    request: str
    store: Store
    asked_kg: int
    sent_kg: int
    received_kg: int
    asked_at: Minute | None
    last_at: Minute
    outcome: Outcome

    @property
    def difference_kg(self) -> int:
        """Received less sent, or less asked while nothing was sent."""
        return self.received_kg - (self.sent_kg or self.asked_kg)


@dataclass(frozen=True, slots=True)
class Counted:
    """A count beside what the books say at that minute."""

    line: str
    store: Store
    at: Minute
    counted_kg: int
    booked_kg: int

    @property
    def difference_kg(self) -> int:
        """Positive: more was found than is booked (overage); negative: a shortage."""
        return self.counted_kg - self.booked_kg


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All requests and all counts."""

    requests: tuple[Matched, ...]
    counts: tuple[Counted, ...]


def reconcile(supplies: Supplies, now: Minute) -> Reconciliation:
    """Every request number in order, and every count, as the record stands at `now`."""
    lines = sorted((t for t in supplies.transactions if t.at <= now), key=lambda t: (t.at, t.id))
    by_request: dict[str, list[Transaction]] = {}
    for line in lines:
        if line.request and line.kind in (Kind.REQUEST, Kind.DISPATCH, Kind.RECEIPT):
            by_request.setdefault(line.request, []).append(line)
    requests = tuple(_matched(name, each, now) for name, each in sorted(by_request.items()))
    return Reconciliation(requests, tuple(_counts(supplies, lines)))


def _matched(request: str, lines: list[Transaction], now: Minute) -> Matched:
    asked = [line for line in lines if line.kind is Kind.REQUEST]
    sent, received = _kg(lines, Kind.DISPATCH), _kg(lines, Kind.RECEIPT)
    wanted = _kg(lines, Kind.REQUEST)
    goal = next(
        (line.store for line in lines if line.kind in (Kind.REQUEST, Kind.RECEIPT)), lines[0].store
    )
    late = now - lines[-1].at > OVERDUE_DAYS * MINUTES_PER_DAY
    return Matched(
        request, goal, wanted, sent, received, asked[0].at if asked else None, lines[-1].at,
        _outcome(wanted, sent, received, late=late),
    )  # fmt: skip


def _outcome(wanted: int, sent: int, received: int, *, late: bool) -> Outcome:
    if not wanted:
        return Outcome.UNASKED
    if not sent:
        return Outcome.UNSENT if received else Outcome.OPEN
    if received > sent:
        return Outcome.OVER
    if received < sent:
        return Outcome.OVERDUE if late else Outcome.ON_THE_WAY
    return Outcome.COMPLETE if received >= wanted else Outcome.SHORT


def _kg(lines: Iterable[Transaction], kind: Kind) -> int:
    return sum(line.kg for line in lines if line.kind is kind)


def _counts(supplies: Supplies, lines: list[Transaction]) -> list[Counted]:
    """Each count beside opening stock and all that was booked by then; a count does not book itself."""
    found = []
    for count in (line for line in lines if line.kind is Kind.COUNT):
        booked = sum(
            holding.kg or 0
            for holding in supplies.holdings
            if holding.store == count.store and holding.at <= count.at
        ) + sum(
            _SIGN.get(line.kind, 0) * line.kg
            for line in lines
            if line.store == count.store and line.at <= count.at
        )
        found.append(Counted(count.id, count.store, count.at, count.kg, booked))
    return found


_SIGN = {Kind.RECEIPT: 1, Kind.ADJUSTMENT: 1, Kind.ISSUE: -1, Kind.DISPATCH: -1}
