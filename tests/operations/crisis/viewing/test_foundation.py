"""A view that lies upon a foundation is the view that folds every event for itself, for every nation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from tests.server.leaks.worlds import SEEN_BY, build, steps

from coalition.command.events.registry import Noun
from coalition.operations.crisis import room as rooms
from coalition.operations.crisis.rows import demand, giving, things
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.notices import notice_rows
from coalition.operations.crisis.searching import search
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.indexes import index_of
from coalition.operations.crisis.viewing.standing import book_of
from coalition.operations.crisis.viewing.view import View

COLUMNS = {
    Noun.REQUIREMENT: demand.COLUMNS,
    Noun.CONTRIBUTION: giving.COLUMNS,
    Noun.TASK: things.COLUMNS,
    Noun.FACT: things.COLUMNS,
}
WORDS = ("fuel", "hospital", "bridge convoy", "klaipeda", "a")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    data = tmp_path_factory.mktemp("founded")
    seen, hidden = steps("founded", 120, hidden=False), steps("unseen", 60, hidden=True)
    made = build(data, seen, hidden, before=True).site
    yield made
    made.close()


def views_of(site: Any, end: int) -> Iterator[tuple[View, View, Any]]:
    """For each nation a view upon a foundation of so many events, and one without."""
    room, now = site.parts.open.room, site.parts.open.room.clock.minute()
    journal = room.journal
    events, labels = journal.events, journal.labels
    journal.events, journal.labels = events[:end], labels[:end]
    founded = Foundation(journal, room._steps, now)
    journal.events, journal.labels = events, labels
    for browser in site.browsers.values():
        clearance = site.parts.office.find(browser.cookie)[0].clearance
        pair = [
            View(clearance, journal, room._steps, calendars={}, foundation=one)
            for one in (founded, None)
        ]
        for view in pair:
            view.catch_up(now)
        yield pair[0], pair[1], room


@pytest.mark.parametrize("share", [4, 3, 2, 1])
def test_it_sees_what_a_view_without_one_sees(site: Any, share: int) -> None:
    """Of the whole record, and with more to come after what the foundation holds."""
    count = len(site.parts.open.room.journal)
    for upon, alone, room in views_of(site, share * count // 4):
        one, other = upon.picture(), alone.picture()
        for noun in Noun:
            assert list(one.each(noun)) == list(other.each(noun))
            assert [key for run in one.order[noun] for key in run] == list(other.keys(noun))
        told = [list(chain.from_iterable(view.event_keys())) for view in (upon, alone)]
        assert told[0] == told[1]
        assert one.held_events() == other.held_events()
        by_id = {record.subject: record for record in other.objects.values()}
        assert {record.subject: record for record in one.objects.values()} == by_id
        for subject in by_id:
            named = one.naming.find(subject) or frozenset()
            assert named == (other.naming.find(subject) or frozenset())
        for table in ("place", "nation", "unit", "stock"):
            assert list(upon.facts(table)) == list(alone.facts(table))
        grounds = [Ground(room, view, site.parts.marks, None) for view in (upon, alone)]
        assert notice_rows(grounds[0]) == notice_rows(grounds[1])
        assert book_of(upon, room.nouns) == book_of(alone, room.nouns)
        for noun, columns in COLUMNS.items():
            for column, read in columns.items():
                orders = [list(index_of(view, noun, column, read).keys) for view in (upon, alone)]
                assert orders[0] == orders[1]
        for words in WORDS:
            assert list(search(grounds[0], words)) == list(search(grounds[1], words))


def test_views_share_the_objects_of_a_foundation(site: Any) -> None:
    count = len(site.parts.open.room.journal)
    views = [upon for upon, _, _ in views_of(site, count)]
    shared = [
        record
        for record in views[0].picture().objects.values()
        if views[1].record(record.subject) is not None
    ]
    assert len(shared) > 50
    same = [one for one in shared if views[1].record(one.subject) is one]
    assert len(same) > len(shared) // 2


def test_a_room_lays_one_when_there_is_much_on_record(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = site.parts.open.room
    monkeypatch.setattr(rooms, "FOUNDED_FROM", 10)
    room._views.clear()
    row = site.browsers[SEEN_BY[0]].get("/api/tasks?limit=5").json
    assert room._foundation is not None
    room._views.clear()
    monkeypatch.setattr(rooms, "FOUNDED_FROM", 1 << 40)
    room._foundation = None
    site.parts.pages._kept.clear()
    assert site.browsers[SEEN_BY[0]].get("/api/tasks?limit=5").json == row
