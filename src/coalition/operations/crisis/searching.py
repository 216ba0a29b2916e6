"""Search: what in the view holds all the words, by date and id.

The rule: words are looked for in the view alone, after it has left out what is hidden; no statistics of
words, no ranking, no guessing of what was meant, because each would be counted over more than the viewer
may see.
"""

from __future__ import annotations

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import text_of
from coalition.operations.crisis.viewing.following import prepare_texts, texts_of
from coalition.operations.crisis.viewing.foundation import Foundation

FOUND_MAX = 2_000


def search(ground: Ground, words: str) -> list[ObjectRecord]:
    """The objects found, at most `FOUND_MAX`, the first by date and id."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    view = ground.view
    found: list[Key] = []
    with view.lock:
        for noun in Noun:
            texts = texts_of(view, noun, text_of)
            found += texts.holding(wanted, FOUND_MAX)
    records = (view.record(key[1]) for key in sorted(found)[:FOUND_MAX])
    return [record for record in records if record is not None]


def prepare(foundation: Foundation) -> None:
    """Make what searches begin with, before somebody asks."""
    for noun in Noun:
        prepare_texts(foundation, noun, text_of)
