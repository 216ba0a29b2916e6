"""What is made before anybody asks, and what happens when a snapshot is not what is on record."""

from __future__ import annotations

from dataclasses import replace
from threading import Event as Signal
from types import SimpleNamespace
from typing import Any

import pytest
from tests.operations.crisis.keeping.test_snapshot import Opener, kept, opener

from coalition.errors import IntegrityError
from coalition.operations.crisis.keeping import comparing
from coalition.operations.crisis.rows.shown import Marks
from coalition.server import warming
from coalition.server.opening import clearance_for
from coalition.server.warming import compare_all, keep_snapshot, make_ready, open_views

__all__ = ["opener"]


def opened(found: Opener) -> Any:
    """A room with its shelf, as the server has them."""
    return SimpleNamespace(room=found.open(), fold=found.shelf)


def test_a_room_is_ready_with_what_all_views_begin_with(opener: Opener) -> None:
    kept(opener)
    one = opened(opener)
    opener.shelf.forget()
    make_ready(one.room)
    made = one.room.foundation.kept()
    assert "words" in made
    assert ("gathered", "notices") in made
    keep_snapshot(one)
    assert not opener.shelf.file.exists()  # it was begun with one as new
    one.room.close()
    again = opened(opener)
    make_ready(again.room)
    keep_snapshot(again)
    assert opener.shelf.file.exists()
    again.room.close()


def test_views_are_open_before_anybody_asks(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "VIEWS_MAX", 2)
    kept(opener)
    room = opened(opener).room
    make_ready(room)
    clearances = [clearance_for(room.policy, nation) for nation in ("DEU", "POL", "DEU", "LTU")]
    open_views(room, clearances, Marks(room.policy))
    assert list(room._views) == clearances[:2]
    room.close()


def test_a_snapshot_that_differs_is_forgotten_and_told(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "_PAUSE_SECONDS", 0)
    monkeypatch.setattr(comparing, "AT_ONCE", 7)
    kept(opener)
    one, told = opened(opener), list[str]()
    compare_all(one, Signal(), told.append)
    assert not told
    events = one.room.journal.events
    events[9] = replace(events[9], actor="another")
    compare_all(one, Signal(), told.append)
    assert told == ["a snapshot differs from entry 10 of the record"]
    assert not opener.shelf.file.exists()
    for number, event in enumerate(events):
        events[number] = replace(event, actor="another")
    with pytest.raises(IntegrityError, match="differs"):
        make_ready(one.room)
    one.room.close()
