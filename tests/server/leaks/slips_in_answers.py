"""Leaks planted in lists, searches, refusals and what is put on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import msgspec
from tests.server.leaks.planting import Patch, events_of, headed_with, others, tagged_with, wrap

from coalition.command.events.event import Event
from coalition.command.events.stamps import Stamp
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.rows import history, listing
from coalition.operations.crisis.rows.shown import title_of
from coalition.operations.crisis.rows.things import BriefRow
from coalition.operations.crisis.viewing.view import View
from coalition.server.answering.pages import Pages
from coalition.server.answering.problems import ProblemError
from coalition.server.routes import acts, crisis, lists


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
