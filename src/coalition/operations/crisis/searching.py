"""Search: what in the view holds all the words, by date and id.

The rule: words are looked for in the view alone, after it has left out what is hidden; no statistics of
words, no ranking, no guessing of what was meant, because each would be counted over more than the viewer
may see.
"""

from __future__ import annotations

from collections.abc import Sequence

from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key, opened_key
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import text_of
from coalition.operations.crisis.viewing.columns import Made
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.words import occurrences_of, words_of

FOUND_MAX = 2_000


def search(ground: Ground, words: str) -> Sequence[ObjectRecord]:
    """The objects found, at most `FOUND_MAX`, the first by date and id; each is looked up when it is shown."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    view = ground.view
    with view.lock:
        found = words_of(view, text_of).holding(wanted, most=FOUND_MAX)

    def record(key: Key) -> ObjectRecord:
        there = view.record(key[1])
        if there is None:
            raise KeyError(key[1])
        return there

    return Made(found, record)


def keys_of(found: Sequence[ObjectRecord]) -> Sequence[tuple[Stamp, str]]:
    """The places of what was found, by date and id."""
    return found.keys if isinstance(found, Made) else [opened_key(one) for one in found]


def begin(ground: Ground) -> None:
    """Have what a search of the view begins with, before somebody asks."""
    with ground.view.lock:
        words_of(ground.view, text_of)


def prepare(foundation: Foundation) -> None:
    """Make what searches begin with, before somebody asks."""
    occurrences_of(foundation, text_of)
