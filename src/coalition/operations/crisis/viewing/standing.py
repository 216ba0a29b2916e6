"""The book of a view: its rows, as requirements, consents and contributions that are in the view have
changed them.

The rules: consents are decisions (`viewing.consenting`). A requirement that names a line of the book
changes that line; one that does not is a capability wanted. What gives by a pledge or commitment is
pledged for its window, and no longer when withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from coalition.command.events.kinds.contributions import RequirementRevised, RequirementStated
from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import opened_key
from coalition.command.nouns.contributions import Contribution, Stage
from coalition.command.nouns.contributions import Requirement as Wanted
from coalition.measure.instants import ALWAYS, FOREVER, Interval
from coalition.model.book import Book
from coalition.model.forces import Stock, Unit
from coalition.model.identity import PlaceId, RequirementId
from coalition.model.requirements import Kind, Requirement
from coalition.operations.crisis.stated.whole import whole_book
from coalition.operations.crisis.viewing.consenting import Deciders, decisions_of
from coalition.operations.crisis.viewing.facts import Nouns, frame_in
from coalition.operations.crisis.viewing.following import Sieve, followed
from coalition.operations.crisis.viewing.foundation import Foundation
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
    for record in _changing(view, Noun.REQUIREMENT):
        _want(tables["requirement"], record.state)
    for record in _changing(view, Noun.CONTRIBUTION):
        _give(tables, record.state)
    picture = view.picture()
    deciders = Deciders.of(frame.alliance, tables["instrument"].values(), tables["nation"])
    for decision in decisions_of(picture.each(Noun.CONSENT), deciders):
        tables["decision"][decision.id] = decision
    return whole_book(frame, tables)


def _changing(view: View, noun: Noun) -> list[ObjectRecord]:
    """The requirements or contributions that change the book, in order; the many that do not are passed by."""
    found = followed(view, ("book", noun), (noun,), _kept, sieve=_SIEVE)
    return sorted(found.values(), key=opened_key)


_CHANGES = "the book"


def _names(record: ObjectRecord) -> frozenset[str]:
    return frozenset({_CHANGES} if _kept(record) is not None else ())


_SIEVE = Sieve("book", _names, _CHANGES)


def prepare(foundation: Foundation) -> None:
    """Find the objects that may change a book, before a view asks."""
    for noun in (Noun.REQUIREMENT, Noun.CONTRIBUTION):
        _SIEVE.prepare(foundation, noun)


def _kept(record: ObjectRecord) -> ObjectRecord | None:
    state = record.state
    if isinstance(state, Contribution):
        return record if window_of(state) is not None else None
    idle = state.cancelled is None and not state.stated.uln
    return None if idle and _wanted(line_of(state), state.stated) is None else record


# -- requirements ---------------------------------------------------------------------------------


def line_of(wanted: Wanted) -> RequirementId:
    """The line of the book that a requirement is: the one it names, else one of its own."""
    return RequirementId(wanted.stated.uln or f"r-{wanted.id[:12]}")


def _want(rows: dict[str, Any], wanted: Wanted) -> None:
    line, stated = line_of(wanted), wanted.stated
    if wanted.cancelled is not None:
        rows.pop(line, None)
    elif stated.uln and isinstance(stated, RequirementRevised) and line in rows:
        rows[line] = _revised(rows[line], stated)
    elif not stated.uln:
        made = _wanted(line, stated)
        if made is not None:
            rows[line] = made


def _wanted(
    line: RequirementId, body: RequirementStated | RequirementRevised
) -> Requirement | None:
    """A capability that is wanted; None when it says no place, amount or end."""
    if not body.place or not body.amounts or body.window.closes >= FOREVER:
        return None
    amount = body.amounts[0]
    return Requirement(
        line, Kind.CAPABILITY, body.title, PlaceId(body.place), body.window.closes, 1, 1,
        capability=amount.what, amount=amount.quantity,
    )  # fmt: skip


def _revised(before: Requirement, body: RequirementRevised) -> Requirement:
    changed = replace(before, description=body.title, destination=PlaceId(body.place))
    if body.window.closes < FOREVER:
        changed = replace(changed, rdd=body.window.closes)
    if before.kind is Kind.CAPABILITY and body.amounts:
        amount = body.amounts[0]
        changed = replace(changed, capability=amount.what, amount=amount.quantity)
    return changed


# -- contributions --------------------------------------------------------------------------------


def window_of(given: Contribution) -> Interval | None:
    """When what is given is pledged; None while it is only offered."""
    if given.stage is Stage.OFFERED:
        return None
    window = given.terms.window
    if given.withdrawn is None:
        return window
    return Interval(min(window.opens, given.withdrawn), min(window.closes, given.withdrawn))


def _give(tables: dict[str, dict[str, Any]], given: Contribution) -> None:
    window = window_of(given)
    if window is None:
        return
    for table, source in _sources(tables, given.terms.sources):
        if str(source.nation) == given.nation:
            tables[table][source.id] = pledged_for(source, window)


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
