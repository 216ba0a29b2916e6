"""The book of a view: its rows, as requirements, consents and contributions that are in the view have
changed them.

The rules: consents are decisions (`viewing.consenting`). A requirement that names a line of the book
changes that line; one that does not is a capability wanted. What gives by a pledge or commitment is
pledged for its window, and no longer when withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from coalition.command.events.kinds import contributions
from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.measure.instants import ALWAYS, FOREVER, Interval
from coalition.model.book import Book
from coalition.model.forces import Stock, Unit
from coalition.model.identity import PlaceId, RequirementId
from coalition.model.requirements import Kind, Requirement
from coalition.operations.crisis.stated.whole import whole_book
from coalition.operations.crisis.viewing.consenting import Deciders, decisions_of
from coalition.operations.crisis.viewing.facts import Nouns, effective, frame_in
from coalition.operations.crisis.viewing.view import View

_ANY_TIME = Interval(ALWAYS, FOREVER)


def book_of(view: View, nouns: Nouns) -> Book | None:
    """The book as the view has it; None when its frame is not in view. Kept until the view changes."""
    noted = (Noun.FACT, Noun.CONSENT, Noun.REQUIREMENT, Noun.CONTRIBUTION)
    version = tuple(view.versions[noun] for noun in noted)
    return view.kept("book", version, lambda: _book(view, nouns))


def _book(view: View, nouns: Nouns) -> Book | None:
    tables = {name: dict(rows) for name, rows in nouns.tables(view).items()}
    frame = frame_in(tables)
    if frame is None:
        return None
    picture = view.picture()
    for record in picture.each(Noun.REQUIREMENT):
        _want(tables["requirement"], record)
    for record in picture.each(Noun.CONTRIBUTION):
        _give(tables, record)
    deciders = Deciders.of(frame.alliance, tables["instrument"].values(), tables["nation"])
    for decision in decisions_of(picture.each(Noun.CONSENT), deciders):
        tables["decision"][decision.id] = decision
    return whole_book(frame, tables)


# -- requirements ---------------------------------------------------------------------------------


def line_of(record: ObjectRecord) -> RequirementId:
    """The line of the book that a requirement is: the one it names, else one of its own."""
    opened = record.opened
    uln = "" if opened is None else getattr(opened.body, "uln", "")
    return RequirementId(uln or f"r-{record.subject[:12]}")


def _want(rows: dict[str, Any], record: ObjectRecord) -> None:
    line = line_of(record)
    for event in effective(record):
        body = event.body
        if isinstance(body, contributions.RequirementCancelled):
            rows.pop(line, None)
        elif isinstance(body, contributions.RequirementStated) and not body.uln:
            made = _wanted(line, body)
            if made is not None:
                rows[line] = made
        elif isinstance(body, contributions.RequirementRevised) and line in rows:
            rows[line] = _revised(rows[line], body)


def _wanted(line: RequirementId, body: contributions.RequirementStated) -> Requirement | None:
    """A capability that is wanted; None when it says no place, amount or end."""
    if not body.place or not body.amounts or body.window.closes >= FOREVER:
        return None
    amount = body.amounts[0]
    return Requirement(
        line, Kind.CAPABILITY, body.title, PlaceId(body.place), body.window.closes, 1, 1,
        capability=amount.what, amount=amount.quantity,
    )  # fmt: skip


def _revised(before: Requirement, body: contributions.RequirementRevised) -> Requirement:
    changed = replace(before, description=body.title, destination=PlaceId(body.place))
    if body.window.closes < FOREVER:
        changed = replace(changed, rdd=body.window.closes)
    if before.kind is Kind.CAPABILITY and body.amounts:
        amount = body.amounts[0]
        changed = replace(changed, capability=amount.what, amount=amount.quantity)
    return changed


# -- contributions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Giving:
    """What a contribution pledges: from which sources, when."""

    sources: tuple[str, ...]
    window: Interval


def giving_of(record: ObjectRecord) -> Giving | None:
    """What a contribution gives by pledge or commitment; None while it is only offered, or when it gives
    nothing.
    """
    now: Giving | None = None
    for event in effective(record):
        body = event.body
        if isinstance(body, contributions.PledgeMade | contributions.CommitmentMade):
            now = Giving(body.terms.sources, body.terms.window)
        elif isinstance(body, contributions.ContributionWithdrawn) and now is not None:
            end = event.minute if body.effective is None else body.effective
            window = Interval(min(now.window.opens, end), min(now.window.closes, end))
            now = replace(now, window=window)
    return now


def _give(tables: dict[str, dict[str, Any]], record: ObjectRecord) -> None:
    giving, opened = giving_of(record), record.opened
    if giving is None or opened is None:
        return
    for table, source in _sources(tables, giving.sources):
        if str(source.nation) == opened.origin:
            tables[table][source.id] = pledged_for(source, giving.window)


def _sources(
    tables: dict[str, dict[str, Any]], names: tuple[str, ...]
) -> Iterator[tuple[str, Unit | Stock]]:
    for name in names:
        for table in ("unit", "stock"):
            if name in tables[table]:
                yield table, tables[table][name]


def pledged_for(source: Unit | Stock, window: Interval) -> Unit | Stock:
    """The unit or stock at the coalition's disposal for the window; of a stock everything on hand."""
    when = window if source.pledged is None else _either(source.pledged, window)
    if isinstance(source, Stock) and not source.pledged_pieces:
        return replace(source, pledged=when, pledged_pieces=source.line.pieces)
    return replace(source, pledged=when)


def _either(before: Interval, window: Interval) -> Interval:
    return window if window != _ANY_TIME else before
