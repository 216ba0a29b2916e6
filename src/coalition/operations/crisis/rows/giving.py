"""Contributions and consents as they stand, and the forces, stocks and lift of the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coalition.command.events.kinds.consents import ConsentScope
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Amount, Condition, Restriction
from coalition.command.fold.object import ObjectRecord
from coalition.command.giving.cover import consent_state
from coalition.command.nouns.contributions import Requirement
from coalition.measure.instants import FOREVER, Interval, Minute, write_instant
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.law import Decision, Outcome
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.planned import movement_rows
from coalition.operations.crisis.rows.shown import LabelShown, ref_of
from coalition.operations.crisis.viewing.standing import line_of


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What one nation gives to one requirement; `ref` is the requirement's line."""

    id: str
    nation: str
    line: str
    ref: str
    stage: str
    amounts: tuple[Amount, ...]
    sources: tuple[str, ...]
    window: Interval
    conditions: tuple[Condition, ...]
    unmet: int
    caveats: tuple[Restriction, ...]
    withdrawn: str | None
    at: Stamp
    label: LabelShown


def contribution_row(ground: Ground, record: ObjectRecord) -> ContributionRow:
    """The row of a contribution."""
    given = record.state
    wanted = ground.picture.find_state(given.line, Requirement)
    return ContributionRow(
        record.subject, given.nation, given.line, "" if wanted is None else line_of(wanted),
        given.stage.value, given.terms.amounts, given.terms.sources, given.terms.window,
        given.terms.conditions, len(given.unmet), given.terms.caveats,
        None if given.withdrawn is None else write_instant(given.withdrawn),
        record.events[0].at, ground.marks.of(record.label),
    )  # fmt: skip


COLUMNS: Mapping[str, Callable[[ObjectRecord], Any]] = {
    "id": lambda record: record.subject,
    "nation": lambda record: record.state.nation,
    "line": lambda record: record.state.line,
    "stage": lambda record: record.state.stage.value,
    "unmet": lambda record: len(record.state.unmet),
}
"""The columns of a contribution that are read from it alone."""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent given in the room, or a decision that the book came with (`source` tells which)."""

    id: str
    ref: str
    source: str
    nation: str
    asker: str
    provision: str
    text: str
    state: str
    opens: str
    closes: str
    actors: tuple[str, ...]
    territories: tuple[str, ...]
    scope: ConsentScope | None
    unmet: int
    reason: str
    at: Stamp
    label: LabelShown


def consent_rows(ground: Ground) -> list[ConsentRow]:
    """Consents and decisions, by when they came to be on record."""
    rows = [_consent(ground, record) for record in ground.picture.each(Noun.CONSENT)]
    decisions = ground.room.nouns.table(ground.view, "decision").values()
    rows += [_decision(ground, record, noun) for record, noun in decisions]
    return sorted(rows, key=lambda row: (row.at, row.id))


def consent_row(ground: Ground, record: ObjectRecord) -> ConsentRow | None:
    """The row of a consent or decision; None for another object."""
    if record.noun is Noun.CONSENT:
        return _consent(ground, record)
    if record.noun is Noun.FACT and record.state.stated.table == "decision":
        noun = ground.room.nouns.of(record.state)
        return None if noun is None else _decision(ground, record, noun)
    return None


def _consent(ground: Ground, record: ObjectRecord) -> ConsentRow:
    consent = record.state
    return ConsentRow(
        id=record.subject,
        ref=ref_of(record),
        source="room",
        nation=consent.host,
        asker=consent.asker,
        provision=consent.provision,
        text="",
        state=consent_state(consent, ground.picture.now).value,
        opens=write_instant(consent.scope.window.opens),
        closes=write_instant(
            consent.scope.window.closes if consent.revoked is None else consent.revoked
        ),
        actors=consent.scope.beneficiaries,
        territories=(consent.host,),
        scope=consent.scope,
        unmet=len(consent.unmet),
        reason=consent.reason,
        at=record.events[0].at,
        label=ground.marks.of(record.label),
    )


def _decision(ground: Ground, record: ObjectRecord, noun: Decision) -> ConsentRow:
    return ConsentRow(
        id=record.subject,
        ref=noun.id,
        source="book",
        nation=record.state.owner,
        asker="",
        provision=noun.procedure,
        text=noun.text,
        state=_decided(noun, ground.picture.now),
        opens=write_instant(noun.at),
        closes=write_instant(noun.until),
        actors=noun.actors,
        territories=noun.territories,
        scope=None,
        unmet=0,
        reason=f"by {noun.by}" if noun.by else "",
        at=record.events[0].at,
        label=ground.marks.of(record.label),
    )


def _decided(noun: Decision, now: Minute) -> str:
    if noun.outcome is not Outcome.GRANTED:
        return "asked" if noun.outcome is Outcome.PENDING else noun.outcome.value
    if noun.until < FOREVER and now >= noun.until:
        return "expired"
    return "not-yet" if now < noun.at else "in-force"


@dataclass(frozen=True, slots=True)
class ForceRow:
    """A unit, a stock or a fleet."""

    id: str
    ref: str
    kind: str
    name: str
    nation: str
    place: str
    capability: str
    amount: int
    notice_minutes: int
    pledged: Interval | None
    mode: str
    count: int
    at: Stamp
    label: LabelShown


def force_rows(ground: Ground) -> list[ForceRow]:
    """Every unit, stock and fleet of the book in view, by kind and ref."""
    return list(_forces(ground))


def _forces(ground: Ground) -> Iterator[ForceRow]:
    book = ground.book
    standing: dict[Any, Any] = {}
    if book is not None:
        standing = {**book.units, **book.stocks, **book.fleets}
    for kind in ("unit", "stock", "fleet"):
        for key, (record, noun) in sorted(ground.room.nouns.table(ground.view, kind).items()):
            yield _force(ground, kind, record, standing.get(key, noun))


def _force(ground: Ground, kind: str, record: ObjectRecord, noun: Any) -> ForceRow:
    unit, stock = isinstance(noun, Unit), isinstance(noun, Stock)
    fleet = noun if isinstance(noun, Fleet) else None
    return ForceRow(
        id=record.subject,
        ref=noun.id,
        kind=kind,
        name=noun.name,
        nation=noun.nation,
        place=noun.place if stock else noun.home,
        capability="" if fleet else noun.capability,
        amount=noun.capability_amount if unit else noun.amount_per_piece if stock else 0,
        notice_minutes=0 if fleet else noun.ntm_minutes,
        pledged=None if fleet else noun.pledged,
        mode=fleet.mode.value if fleet else "",
        count=fleet.count if fleet else noun.line.pieces if stock else 1,
        at=record.events[0].at,
        label=ground.marks.of(record.label),
    )


@dataclass(frozen=True, slots=True)
class StockRow:
    """A stock: what is on hand, pledged, put to requirements by the plan, and left."""

    id: str
    ref: str
    name: str
    nation: str
    place: str
    capability: str
    pieces: int
    pledged: int
    assigned: int
    left: int
    piece_kg: int
    kg: int
    at: Stamp
    label: LabelShown


def stock_rows(ground: Ground) -> list[StockRow]:
    """The stocks of the book in view, by ref."""
    book, assigned = ground.book, _assigned(ground)
    rows = []
    for key, (record, noun) in sorted(ground.room.nouns.table(ground.view, "stock").items()):
        stock: Stock = noun if book is None else book.stocks.get(noun.id, noun)
        used = assigned.get(key, 0)
        pieces = stock.line.pieces
        rows.append(StockRow(
            record.subject, key, stock.name, stock.nation, stock.place, stock.capability, pieces,
            stock.pledged_pieces, used, max(0, pieces - used), stock.line.piece_kg,
            pieces * stock.line.piece_kg, record.events[0].at, ground.marks.of(record.label),
        ))  # fmt: skip
    return rows


def _assigned(ground: Ground) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in () if ground.plan is None else ground.plan.document["assignments"]:
        if one.get("stock"):
            found[one["stock"]] = found.get(one["stock"], 0) + one["pieces"]
    return found


@dataclass(frozen=True, slots=True)
class Level:
    """How many pieces of a stock are there from an instant on; the requirement for which some left it."""

    at: str
    pieces: int
    kg: int
    requirement: str


@dataclass(frozen=True, slots=True)
class StockLevels:
    """The levels of a stock over time: what is on hand, then each departure that the plan puts on it."""

    id: str
    ref: str
    name: str
    piece_kg: int
    plan: str | None
    levels: tuple[Level, ...]


def stock_levels(ground: Ground, record: ObjectRecord) -> StockLevels | None:
    """The levels of a stock; None for another object."""
    noun = ground.room.nouns.of(record.state) if record.noun is Noun.FACT else None
    if not isinstance(noun, Stock):
        return None
    book, piece_kg = ground.book, noun.line.piece_kg
    begin = ground.picture.now if book is None else book.crisis.activated
    pieces = noun.line.pieces
    levels = [Level(write_instant(begin), pieces, pieces * piece_kg, "")]
    for at, requirement, taken in sorted(_departures(ground, noun)):
        pieces -= taken
        levels.append(Level(at, pieces, pieces * piece_kg, requirement))
    plan = None if ground.plan is None else ground.plan.id
    return StockLevels(record.subject, noun.id, noun.name, piece_kg, plan, tuple(levels))


def _departures(ground: Ground, stock: Stock) -> Iterator[tuple[str, str, int]]:
    """When pieces of the stock leave it by the plan, for which requirement, how many."""
    if ground.plan is None:
        return
    taken = [one for one in ground.plan.document["assignments"] if one.get("stock") == stock.id]
    lines = {one["requirement"] for one in taken}
    names = {*lines, *(f"{line}+{stock.id}" for line in lines)}
    shared = {one["requirement"] for one in ground.plan.document["assignments"] if one not in taken}
    for row in movement_rows(ground):
        if row.movement in names - shared and row.origin == stock.place:
            yield row.departs, row.requirement, row.pieces
