"""Leaks planted in pictures, maps, plans, exports, notices, streams and labels."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
import numpy as np
from starlette.responses import Response
from tests.server.leaks.planting import Patch, events_of, others, tagged_with, wrap
from tests.server.leaks.slips_in_answers import change_listing

from coalition.command.events.event import Event
from coalition.command.fold.picture import Key
from coalition.labels import LabelTable, decision
from coalition.operations.crisis import tables
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.rows import history, notices
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.viewing.standing import book_of
from coalition.operations.crisis.viewing.view import View
from coalition.server import listening
from coalition.server.accounts.office import Office
from coalition.server.routes import crisis, exports, lists, plans, record
from coalition.server.routes import law as law_routes


def state_of_all_events(patch: Patch) -> None:
    """What a row comes to is folded from every event of the object, hidden ones too."""

    def change(original: Any, self: Any) -> Any:
        wide = next(v for c, v in self.room._views.items() if "TOP SECRET" in c.classifications)
        del original
        return wide.picture()

    wrap_property(patch, change)


def wrap_property(patch: Patch, change: Callable[..., Any]) -> None:

    original = Ground.picture
    patch.setattr(Ground, "picture", property(lambda self: change(original, self)))


def history_names_a_hidden_actor(patch: Patch) -> None:
    def row(ground: Any, key: Any) -> Any:
        made = history.event_row(ground, key)
        last = [e.actor for e in events_of(ground.room) if e.at <= made.at]
        return replace(made, reason=last[-1])

    change_listing(patch, "history", drawn=replace(history.DRAWN, row=row))


def log_line_in_an_answer(patch: Patch) -> None:
    tagged_with(patch, record, lambda room: {"log": others(room)[-1].kind + others(room)[-1].id})


# -- labels, law, map -----------------------------------------------------------------------------


def audience_of_others(patch: Patch) -> None:
    tagged_with(
        patch, crisis,
        lambda room: {"audiences": [str(room.journal.table.label(n)) for n in range(len(room.journal.table))]},
    )  # fmt: skip


def _points(room: CrisisRoom) -> list[int]:
    facts = [e.body.fields for e in events_of(room) if getattr(e.body, "table", "") == "place"]
    return [fields["lat_udeg"] for fields in facts]


def _map_with(patch: Patch, more: Callable[[CrisisRoom], dict[str, Any]]) -> None:
    def change(original: Any, ground: Any, **named: Any) -> bytes:
        told = json.loads(original(ground, **named))
        return msgspec.json.encode({**told, **more(ground.room)})

    wrap(patch, crisis, "map_of", change)


def box_of_all_points(patch: Patch) -> None:
    _map_with(patch, lambda room: {"bbox": [min(_points(room)), max(_points(room))]})


def middle_of_all_points(patch: Patch) -> None:
    _map_with(patch, lambda room: {"centre": statistics.fmean(_points(room))})


def legend_of_all_kinds(patch: Patch) -> None:
    _map_with(
        patch, lambda room: {"legend": sorted(f"{e.kind}{e.origin}" for e in events_of(room))}
    )


def picture_kept_for_all(patch: Patch) -> None:
    kept: dict[int, bytes] = {}

    def change(original: Any, ground: Any, **named: Any) -> bytes:
        return kept.setdefault(id(ground.room), original(ground, **named))

    wrap(patch, crisis, "map_of", change)


def reason_names_a_hidden_limit(patch: Patch) -> None:
    def change(original: Any, ground: Any, asked: Any) -> Any:
        told = original(ground, asked)
        reasons = [getattr(e.body, "fields", {}).get("reason", "") for e in events_of(ground.room)]
        return {**told, "remarks": [reason for reason in reasons if reason]}

    wrap(patch, law_routes, "answer_of", change)


# -- plans and numbers ----------------------------------------------------------------------------


def book_of_somebody_else(patch: Patch) -> None:
    """What is planned and asked is the book of whoever sees most."""

    def book(self: CrisisRoom, view: View) -> Any:
        wide = next(
            v
            for c, v in self._views.items()
            if "TOP SECRET" in c.classifications and c.nation == "DEU"
        )

        return book_of(wide, self.nouns)

    patch.setattr(CrisisRoom, "book", book)


def queue_position(patch: Patch) -> None:
    def change(original: Any, caller: Any, body: Any, after: Any) -> Response:
        del original, body, after
        return Response(str(len(caller.site.open.desk._jobs)).encode())

    wrap(patch, plans, "_ordered", change)


def price_of_a_hidden_limit(patch: Patch) -> None:
    def change(original: Any, ground: Any, *given: Any, **named: Any) -> Any:
        row = original(ground, *given, **named)
        return replace(
            row, bound={"dual": sum(e.kind == "OfferMade" for e in events_of(ground.room))}
        )

    wrap(patch, plans, "plan_row", change)


def rounding_of_a_hidden_total(patch: Patch) -> None:
    def change(original: Any, ground: Any, record_: Any) -> Any:
        row = original(ground, record_)
        total = sum(e.kind == "OfferMade" for e in events_of(ground.room))
        return replace(row, pledges=round(100 * row.pledges / (total + 1)) + total % 7)

    wrap_rows(patch, "requirements", change)


def wrap_rows(patch: Patch, name: str, change: Callable[..., Any]) -> None:
    """The rows of a list changed, whichever way they are made."""
    found = next(one for one in lists.LISTINGS if one.name == name)
    objects = getattr(found, "objects", None)
    if objects is not None:
        made = objects.row
        row = partial(change, made)
        change_listing(patch, name, objects=replace(objects, row=row))
        return
    original = found.rows

    def rows(ground: Any) -> Sequence[Any]:
        return [change(lambda _ground, row: row, ground, row) for row in original(ground)]

    change_listing(patch, name, rows=rows, drawn=None)


def tally_of_all_votes(patch: Patch) -> None:
    def change(original: Any, ground: Any, row: Any) -> Any:
        count = sum(
            e.kind in {"PositionTaken", "ReceiptSigned", "ProposalTabled"}
            for e in events_of(ground.room)
        )
        return replace(original(ground, row), revisions=count)

    wrap_rows(patch, "proposals", change)


def deadline_of_a_draft(patch: Patch) -> None:
    def change(original: Any, ground: Any, row: Any) -> Any:
        dates = [str(e.at) for e in events_of(ground.room) if e.kind == "DraftWritten"]
        return replace(original(ground, row), due=max(dates, default=""))

    wrap_rows(patch, "drafts", change)


def row_numbers_of_all(patch: Patch) -> None:
    def change(original: Any, row: Any, heads: Iterable[str], *more: Any) -> list[Any]:
        cells = original(row, heads, *more)
        return [*cells, len(NUMBERED[0])] if NUMBERED else list(cells)

    def listed_in(original: Any, ground: Any, *given: Any, **named: Any) -> Any:
        NUMBERED[:] = [events_of(ground.room)]
        return original(ground, *given, **named)

    wrap(patch, tables, "cells_of", change)
    wrap(patch, exports, "listed", listed_in)


NUMBERED: list[list[Event]] = []


# -- being told -----------------------------------------------------------------------------------


def notices_of_what_is_hidden(patch: Patch) -> None:
    def row(ground: Any, key: Key) -> Any:
        named = [e for e in events_of(ground.room) if "POL" in str(e.body)]
        made = notices.DRAWN.row(ground, key)
        return replace(made, asks=f"{made.asks}, one of {len(named)}")

    change_listing(patch, "notifications", drawn=replace(notices.DRAWN, row=row))


def unread_badge(patch: Patch) -> None:
    wrap(
        patch,
        Office,
        "read_up_to",
        lambda original, *given: f"{original(*given)} {len(ROOM[0].journal)}",
    )


ROOM: list[Any] = [None]
"""The room of the world that is asked just now, for leaks where nothing else leads to it."""


def _hub(patch: Patch, change: Callable[..., list[Event]]) -> None:
    wrap(patch, listening.Hub, "_since", change)


def told_of_what_is_hidden(patch: Patch) -> None:
    _hub(
        patch, lambda _original, self, _clearance, begin, end: self._room.journal.events[begin:end]
    )


def size_of_a_batch(patch: Patch) -> None:
    def change(original: Any, self: Any, clearance: Any, events: list[Event]) -> bytes:
        told = original(self, clearance, events)
        return told + f": {len(self._room.journal)} events\n\n".encode()

    wrap(patch, listening.Hub, "message", change)


def gap_in_message_ids(patch: Patch) -> None:
    def change(original: Any, self: Any, clearance: Any, events: list[Event]) -> bytes:
        told = original(self, clearance, events)
        if not events:
            return bytes(told)
        last = max(self._room.journal.index_of(one.id) for one in events)
        return told.replace(b"\nid: ", f"\nid: {last}-".encode())

    wrap(patch, listening.Hub, "message", change)


def tombstone_of_what_was_never_shown(patch: Patch) -> None:
    def change(original: Any, self: Any, clearance: Any, events: list[Event]) -> bytes:
        shown_ids = {event.id for event in events}
        gone = [
            e.id
            for e in self._room.journal.events
            if e.kind.endswith("Withdrawn") and e.id not in shown_ids
        ]
        gone += [e.id for e in self._room.journal.events[-1:]]
        return original(self, clearance, events) + f"event: gone\ndata: {gone}\n\n".encode()

    wrap(patch, listening.Hub, "message", change)


def size_of_another_stream(patch: Patch) -> None:
    def change(original: Any, journal: Any, event: str) -> Any:
        last = journal.place_of([e.id for e in journal.events if e.origin == "DEU"][-1])
        return {**original(journal, event), "node": f"{last.stream} {last.index}"}

    wrap(patch, record, "prove_event", change)


# -- the fence itself -----------------------------------------------------------------------------


def label_not_looked_at(patch: Patch) -> None:

    patch.setattr(
        LabelTable, "visible", lambda self, _clearance: np.ones(len(self), dtype=np.bool_)
    )


def audience_not_looked_at(patch: Patch) -> None:

    patch.setattr(decision, "_closed_to", lambda *_: iter(()))


def nobody_taken_for_everybody(patch: Patch) -> None:

    def change(original: Any, policy: Any, clearance: Any, label: Any) -> Any:
        return (
            iter(())
            if any(not c.values for c in label.categories)
            else original(policy, clearance, label)
        )

    wrap(patch, decision, "_closed_to", change)


def classification_not_looked_at(patch: Patch) -> None:

    patch.setattr(decision, "_cleared", lambda *_: True)
