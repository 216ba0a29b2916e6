"""Search: what in the view holds all the words, by date and id.

The rule: words are looked for in the view alone, after it has left out what is hidden; no statistics of
words, no ranking, no guessing of what was meant, because each would be counted over more than the viewer
may see.
"""

from __future__ import annotations

from coalition.command.fold.object import ObjectRecord
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import text_of
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.words import occurrences_of, words_of

FOUND_MAX = 2_000


def search(ground: Ground, words: str) -> list[ObjectRecord]:
    """The objects found, at most `FOUND_MAX`, the first by date and id."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    view = ground.view
    with view.lock:
        found = words_of(view, text_of).holding(wanted, most=FOUND_MAX)
    records = (view.record(key[1]) for key in found)
    return [record for record in records if record is not None]


def begin(ground: Ground) -> None:
    """Have what a search of the view begins with, before somebody asks."""
    with ground.view.lock:
        words_of(ground.view, text_of)


def prepare(foundation: Foundation) -> None:
    """Make what searches begin with, before somebody asks."""
    occurrences_of(foundation, text_of)
