"""Forty and more leaks planted one at a time, each as a slip somebody could make; the leak tests must find
them all.

A mutant patches what the server uses, names the requests that would show it, and may ask something first as
somebody who sees what is hidden.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest
from starlette.requests import Request
from starlette.responses import Response

from coalition.command.events.event import Event
from coalition.command.events.stamps import Stamp
from coalition.command.fold.picture import Key
from coalition.labels import LabelTable, decision
from coalition.operations.crisis import tables
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.rows import history, listing, notices
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import title_of
from coalition.operations.crisis.rows.things import BriefRow
from coalition.operations.crisis.viewing.standing import book_of
from coalition.operations.crisis.viewing.view import View
from coalition.server import listening
from coalition.server.accounts.office import Office
from coalition.server.answering.pages import Pages
from coalition.server.answering.problems import ProblemError
from coalition.server.routes import acts, crisis, exports, lists, plans, record
from coalition.server.routes import law as law_routes

Patch = pytest.MonkeyPatch
Ask = tuple[str, str, Any]
"""Method, path and body of a request that shows the leak; `{hidden}` is an id that is hidden in one world."""


@dataclass(frozen=True)
class Mutant:
    """A planted leak: how it is planted, what shows it, and what others ask before."""

    plant: Callable[[Patch], None]
    asks: tuple[Ask, ...]
    warm: tuple[str, ...] = ()


def get(*paths: str) -> tuple[Ask, ...]:
    return tuple(("GET", path, None) for path in paths)


def events_of(room: CrisisRoom) -> list[Event]:
    """Every event there is, hidden or not."""
    return room.journal.events


def others(room: CrisisRoom) -> list[Event]:
    """The events of everybody but the viewer."""
    return [event for event in events_of(room) if event.origin != "POL"]


def room_of(request: Request) -> CrisisRoom:
    room: CrisisRoom = request.app.state.site.open.room
    return room


def wrap(patch: Patch, where: Any, name: str, change: Callable[..., Any]) -> None:
    """Replace a function by `change(original, *arguments)`."""
    original = getattr(where, name)
    patch.setattr(where, name, lambda *given, **named: change(original, *given, **named))


def with_keys(answer: Response, **more: Any) -> Response:
    """The JSON answer with more keys in it."""
    told = {**json.loads(answer.body), **more}
    return Response(msgspec.json.encode(told), answer.status_code, media_type="application/json")


def tagged_with(patch: Patch, where: Any, more: Callable[[CrisisRoom], dict[str, Any]]) -> None:
    """Answers of a module's routes have more keys, made from the whole room."""

    def change(original: Any, request: Request, body: bytes, **named: Any) -> Response:
        return with_keys(original(request, body, **named), **more(room_of(request)))

    wrap(patch, where, "tagged", change)


def headed_with(patch: Patch, name: str, value: Callable[[CrisisRoom], str]) -> None:
    """Answers of lists have one more header, made from the whole room."""

    def change(original: Any, request: Request, body: bytes, **named: Any) -> Response:
        answer: Response = original(request, body, **named)
        answer.headers[name] = value(room_of(request))
        return answer

    wrap(patch, lists, "tagged", change)


# -- lists ----------------------------------------------------------------------------------------


def count_before_filter(patch: Patch) -> None:
    tagged_with(patch, lists, lambda room: {"total": len(events_of(room))})


def total_in_a_header(patch: Patch) -> None:
    headed_with(patch, "X-Total", lambda room: str(len(events_of(room))))


def tag_of_the_whole_table(patch: Patch) -> None:
    headed_with(patch, "ETag", lambda room: f'"{len(events_of(room))}"')


def last_modified_of_the_table(patch: Patch) -> None:
    headed_with(patch, "Last-Modified", lambda room: str(max(e.at for e in others(room))))


def trace_id_in_sequence(patch: Patch) -> None:
    headed_with(patch, "X-Request-Id", lambda room: str(len(room.journal)))


def offset_cursor_over_all_rows(patch: Patch) -> None:
    def change(original: Any, caller: Any, *given: Any, **named: Any) -> bytes:
        told = json.loads(original(caller, *given, **named))
        told["next"] = told["next"] and str(len(events_of(caller.site.open.room)))
        return msgspec.json.encode(told)

    wrap(patch, lists, "page_json", change)


def facet_before_filter(patch: Patch) -> None:
    def facet(room: CrisisRoom) -> dict[str, Any]:
        kinds = sorted({e.kind for e in events_of(room)})
        return {"facets": {kind: sum(e.kind == kind for e in events_of(room)) for kind in kinds}}

    tagged_with(patch, lists, facet)


def sort_by_a_hidden_field(patch: Patch) -> None:
    def change(original: Any, ground: Any, *given: Any, **named: Any) -> Any:
        found = original(ground, *given, **named)
        counts = {
            row.id: sum(e.subject == row.id for e in events_of(ground.room)) for row in found.rows
        }
        rows = sorted(found.rows, key=lambda row: (-counts[row.id], row.id))
        return listing.Listed(rows, found.keys, down=False)

    wrap(patch, lists, "listed", change)


def cache_without_the_nation(patch: Patch) -> None:
    kept: dict[Any, Any] = {}

    def shared(self: View, name: Any, version: Any, make: Callable[[], Any]) -> Any:
        del version
        return kept.setdefault((id(self._journal), name), make())

    patch.setattr(View, "kept", shared)


def pages_without_the_nation(patch: Patch) -> None:
    def shared(
        original: Any, self: Any, name: Any, version: Any, make: Callable[[], bytes], **named: Any
    ) -> Any:
        return original(self, (id(self), *name[1:]), 0 * hash(version), make, **named)

    wrap(patch, Pages, "page", shared)


def stream_ids_of_all(patch: Patch) -> None:
    patch.setattr(
        View, "event_keys", lambda self: (sorted((e.at, e.id) for e in self._journal.events),)
    )
    original = history.event_row

    def row(ground: Any, key: Any) -> Any:
        try:
            return original(ground, key)
        except KeyError:
            first = ground.view._journal.events[0]
            return replace(original(ground, (first.at, first.id)), id=key[1], title="withheld")

    change_listing(patch, "history", drawn=replace(history.DRAWN, row=row))


def change_listing(patch: Patch, name: str, **fields: Any) -> None:
    """A list is made another way."""
    page = lists.page_json

    def read(caller: Any, asked: Any, request: Any, ground: Any, **named: Any) -> bytes:
        changed = replace(asked, **fields) if asked.name == name else asked
        return bytes(page(caller, changed, request, ground, **named))

    patch.setattr(lists, "page_json", read)


# -- search ---------------------------------------------------------------------------------------


def order_by_rarity(patch: Patch) -> None:
    def change(original: Any, ground: Any, words: str) -> Any:
        said = [str(event.body).casefold() for event in events_of(ground.room)]
        found = original(ground, words)
        weight = {
            one.subject: sum(title_of(one).casefold()[:6] in text for text in said) for one in found
        }
        return sorted(found, key=lambda one: (weight[one.subject], one.subject))

    wrap(patch, crisis, "search", change)


def snippet(patch: Patch) -> None:
    asked: list[str] = []

    def search(original: Any, ground: Any, words: str) -> Any:
        asked.append(
            next((str(e.body) for e in events_of(ground.room) if words in str(e.body)), "")
        )
        return original(ground, words)

    def row(original: Any, ground: Any, record: Any) -> Any:
        return replace(original(ground, record), title=asked[-1][:60])

    wrap(patch, crisis, "search", search)
    wrap(patch, crisis, "brief_row", row)


def suggestion_from_all_words(patch: Patch) -> None:
    def search(original: Any, ground: Any, words: str) -> Any:
        near = [
            w for e in events_of(ground.room) for w in str(e.body).split() if w[:3] == words[:3]
        ]
        said = SimpleNamespace(opened=None, subject=" ".join(near))
        return original(ground, words) or [said]

    def row(original: Any, ground: Any, record: Any) -> Any:
        if not isinstance(record, SimpleNamespace):
            return original(ground, record)
        mark = ground.marks.of(ground.room.usual)
        return BriefRow("", "", "", record.subject, "", "", Stamp(0), mark)

    wrap(patch, crisis, "search", search)
    wrap(patch, crisis, "brief_row", row)


def searches_of_others(patch: Patch) -> None:
    asked: dict[int, list[str]] = {}

    def search(original: Any, ground: Any, words: str) -> Any:
        said = f"{words} {len(events_of(ground.room))}"
        asked.setdefault(id(ground.room), []).append(said)
        return original(ground, words)

    def row(original: Any, ground: Any, record: Any) -> Any:
        return replace(original(ground, record), ref=" ".join(asked[id(ground.room)][:-1]))

    wrap(patch, crisis, "search", search)
    wrap(patch, crisis, "brief_row", row)


# -- objects and acts -----------------------------------------------------------------------------


def _is_there(room: CrisisRoom, subject: str) -> bool:
    return any(event.subject == subject for event in events_of(room))


def forbidden_for_what_is_hidden(patch: Patch) -> None:
    def change(original: Any, caller: Any, subject: str) -> bytes:
        try:
            return bytes(original(caller, subject))
        except ProblemError:
            if _is_there(caller.site.open.room, subject):
                raise ProblemError(403, "hidden") from None
            raise

    wrap(patch, crisis, "object_bytes", change)


def longer_answer_for_what_is_hidden(patch: Patch) -> None:
    def change(original: Any, caller: Any, subject: str) -> bytes:
        try:
            return bytes(original(caller, subject))
        except ProblemError as error:
            error.detail = "not for you" if _is_there(caller.site.open.room, subject) else ""
            raise

    wrap(patch, crisis, "object_bytes", change)


def _acting(patch: Patch, check: Callable[[CrisisRoom, Any], None]) -> None:
    def change(original: Any, caller: Any, said: Any) -> Event:
        check(caller.site.open.room, said)
        event: Event = original(caller, said)
        return event

    wrap(patch, acts, "act", change)


def unique_name_among_all(patch: Patch) -> None:
    def check(room: CrisisRoom, said: Any) -> None:
        titles = [getattr(event.body, "title", None) for event in events_of(room)]
        title = getattr(said.body, "title", "")
        raise ProblemError(409, "duplicate" if titles.count(title) > 0 else "checked", str(title))

    _acting(patch, check)


def reference_named_in_the_error(patch: Patch) -> None:
    def check(room: CrisisRoom, said: Any) -> None:
        line = getattr(said.body, "line", "")
        raise ProblemError(422, "line", "it is hidden" if _is_there(room, line) else "no such line")

    _acting(patch, check)


def next_number(patch: Patch) -> None:
    def check(room: CrisisRoom, said: Any) -> None:
        raise ProblemError(409, "number", f"yours would be {len(events_of(room)) + 1}")

    _acting(patch, check)


def same_text_known(patch: Patch) -> None:
    def check(room: CrisisRoom, said: Any) -> None:
        known = sum(str(said.body.title) in str(event.body) for event in events_of(room))
        raise ProblemError(409, "known", f"this text is known {known} times")

    _acting(patch, check)


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


REREAD = get(
    "/api/history?limit=500", "/api/requirements?limit=500", "/api/consents?limit=500",
    "/api/tasks?limit=500", "/api/search?q=fuel&limit=500",
)  # fmt: skip
LISTED = get("/api/requirements?limit=2", "/api/consents", "/api/tasks")
OBJECT = get("/api/objects/{hidden}")
TASK: Ask = ("POST", "/api/acts/TaskAssigned", {"body": {"owner": "DEU", "title": "{title}"}})
OFFER: Ask = (
    "POST", "/api/acts/OfferMade",
    {"body": {"line": "{hidden}", "terms": {"amounts": [{"what": "fuel", "quantity": 1, "unit": "each"}]}}},
)  # fmt: skip
QUESTION: Ask = (
    "POST", "/api/authority/answer", {"actor": "DEU", "action": "transit", "territory": "POL"}
)  # fmt: skip
LEAVE = tuple(
    ("POST", "/api/authority/answer", {"actor": actor, "action": "enter", "territory": "DEU"})
    for actor in ("LTU", "POL")
)
EVENTS = get("/api/events")

MUTANTS: dict[str, Mutant] = {
    "count before filter": Mutant(count_before_filter, LISTED),
    "total in a header": Mutant(total_in_a_header, LISTED),
    "tag of the whole table": Mutant(tag_of_the_whole_table, LISTED),
    "last-modified of the table": Mutant(last_modified_of_the_table, LISTED),
    "trace id in sequence": Mutant(trace_id_in_sequence, LISTED),
    "offset cursor over all rows": Mutant(offset_cursor_over_all_rows, LISTED),
    "facet before filter": Mutant(facet_before_filter, LISTED),
    "sort by a hidden field": Mutant(sort_by_a_hidden_field, get("/api/requirements?sort=title")),
    "cache key without the nation": Mutant(
        cache_without_the_nation, get("/api/consents?sort=id", "/api/forces?sort=id"),
        warm=("/api/consents?sort=id", "/api/forces?sort=id"),
    ),
    "kept page without the nation": Mutant(
        pages_without_the_nation, get("/api/consents?sort=id", "/api/tasks?sort=id"),
        warm=("/api/consents?sort=id", "/api/tasks?sort=id"),
    ),
    "ids of all, content withheld": Mutant(stream_ids_of_all, get("/api/history?limit=500")),
    "order by rarity of words": Mutant(order_by_rarity, get("/api/search?q=a&limit=500")),
    "snippet": Mutant(snippet, get("/api/search?q=fuel", "/api/search?q=hospital", "/api/search?q=bridge")),
    "suggestion from all words": Mutant(
        suggestion_from_all_words, get("/api/search?q=CANX", "/api/search?q=hosx", "/api/search?q=fuex")
    ),
    "searches of others": Mutant(searches_of_others, get("/api/search?q=fuel"), warm=("/api/search?q=fuel",)),
    "403 for what is hidden": Mutant(forbidden_for_what_is_hidden, OBJECT),
    "longer body for what is hidden": Mutant(longer_answer_for_what_is_hidden, OBJECT),
    "name unique among all": Mutant(unique_name_among_all, (TASK,)),
    "reference in the error": Mutant(reference_named_in_the_error, (OFFER,)),
    "next number": Mutant(next_number, (TASK,)),
    "same text known": Mutant(same_text_known, (TASK,)),
    "picture of somebody else": Mutant(state_of_all_events, get("/api/requirements", "/api/tasks")),
    "history names a hidden actor": Mutant(history_names_a_hidden_actor, get("/api/history")),
    "log line": Mutant(log_line_in_an_answer, get("/api/history/{seen}")),
    "audience list": Mutant(audience_of_others, get("/api/labels")),
    "box of all points": Mutant(box_of_all_points, get("/api/map")),
    "middle of all points": Mutant(middle_of_all_points, get("/api/map")),
    "legend of all kinds": Mutant(legend_of_all_kinds, get("/api/map")),
    "picture kept for all": Mutant(picture_kept_for_all, get("/api/map"), warm=("/api/map",)),
    "reason names a hidden limit": Mutant(reason_names_a_hidden_limit, (QUESTION,)),
    "book of somebody else": Mutant(book_of_somebody_else, LEAVE),
    "queue position": Mutant(queue_position, (("POST", "/api/plans", {"work": 0}),)),
    "price of a hidden limit": Mutant(price_of_a_hidden_limit, get("/api/plans")),
    "rounding of a hidden total": Mutant(rounding_of_a_hidden_total, get("/api/requirements")),
    "tally of all votes": Mutant(tally_of_all_votes, get("/api/proposals")),
    "deadline of a draft": Mutant(deadline_of_a_draft, get("/api/drafts")),
    "row numbers of all": Mutant(row_numbers_of_all, get("/api/export/requirements.csv")),
    "notices of what is hidden": Mutant(notices_of_what_is_hidden, get("/api/notifications")),
    "unread badge": Mutant(unread_badge, get("/api/reading")),
    "told of what is hidden": Mutant(told_of_what_is_hidden, EVENTS),
    "size of a batch": Mutant(size_of_a_batch, EVENTS),
    "gap in message ids": Mutant(gap_in_message_ids, EVENTS),
    "tombstone of what was never shown": Mutant(tombstone_of_what_was_never_shown, EVENTS),
    "size of another stream": Mutant(size_of_another_stream, get("/api/history/{seen}/proof")),
    "label not looked at": Mutant(label_not_looked_at, REREAD),
    "audience not looked at": Mutant(audience_not_looked_at, REREAD),
    "nobody taken for everybody": Mutant(nobody_taken_for_everybody, REREAD),
    "classification not looked at": Mutant(classification_not_looked_at, REREAD),
}  # fmt: skip
"""Every planted leak by name."""
