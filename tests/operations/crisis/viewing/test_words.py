"""Words are found as if each text were read: parts of words, in what is in view, by any number of words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.server.leaks.worlds import build, steps

from coalition.command.events.registry import Noun
from coalition.operations.crisis.rows.shown import text_of
from coalition.operations.crisis.viewing import words as module
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.view import View
from coalition.operations.crisis.viewing.words import words_of

ASKED = (
    "fuel",
    "f",
    "e",
    "1",
    "bridge convoy",
    "fuel fuel",
    "ridg",
    "no such word",
    "uel brid",
    ".",
    "-",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    data: Path = tmp_path_factory.mktemp("words")
    return build(
        data, steps("words", 80, hidden=False), steps("hidden", 40, hidden=True), before=True
    ).site


def read_each(view: View, asked: str, noun: Noun | None) -> list[Any]:
    """The keys of all objects whose text holds the words, by reading every text."""
    nouns = list(Noun) if noun is None else [noun]
    records = [record for one in nouns for record in view.picture().each(one)]
    held = [one for one in records if all(word in text_of(one) for word in asked.split())]
    return sorted(view.key(one) for one in held)


@pytest.mark.parametrize("share", [0, 1, 2, 3])
@pytest.mark.parametrize("few", [0, 64])
def test_what_is_found_is_what_reading_every_text_finds(
    site: Any, share: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    room = site.parts.open.room
    journal, now = room.journal, room.clock.minute()
    events, labels = journal.events, journal.labels
    end = share * len(events) // 3
    journal.events, journal.labels = events[:end], labels[:end]
    laid = Foundation(journal, room._steps, now)
    journal.events, journal.labels = events, labels
    laid._events = events
    found = 0
    for browser in site.browsers.values():
        clearance = site.parts.office.find(browser.cookie)[0].clearance
        view = View(clearance, journal, room._steps, calendars={}, foundation=laid)
        view.catch_up(now)
        words = words_of(view, text_of)
        for asked in ASKED:
            for noun in (None, Noun.TASK, Noun.FACT):
                wanted = read_each(view, asked, noun)
                assert words.holding(asked.split(), noun=noun) == wanted
                assert words.holding(asked.split(), noun=noun, most=3) == wanted[:3]
                found += len(wanted)
    assert found > 100
