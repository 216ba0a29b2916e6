"""Search: what in the view holds all the words, by date and id.

The rule: words are looked for in the view alone, after it has left out what is hidden; no statistics of
words, no ranking, no guessing of what was meant, because each would be counted over more than the viewer
may see.
"""

from __future__ import annotations

from coalition.command.fold.object import ObjectRecord
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import text_of
from coalition.operations.crisis.viewing.following import Texts

FOUND_MAX = 2_000


def search(ground: Ground, words: str) -> list[ObjectRecord]:
    """The objects found, at most `FOUND_MAX`, the first by date and id."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    view, room = ground.view, ground.room
    with view.lock:
        texts = view.kept("texts", 0, lambda: Texts(lambda record: text_of(room, record)))
        texts.keep_up(view)
        found = texts.holding(view, wanted)
    found.sort(key=lambda record: (record.events[0].at, record.subject))
    return found[:FOUND_MAX]
