"""Search: what in the view holds all the words, by date and id.

The rule: words are looked for in the view alone, after it has left out what is hidden; no statistics of
words, no ranking, no guessing of what was meant, because each would be counted over more than the viewer
may see.
"""

from __future__ import annotations

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import text_of
from coalition.operations.crisis.rows.things import BriefRow, brief_row

FOUND_MAX = 2_000


def search(ground: Ground, words: str) -> list[BriefRow]:
    """The objects found, at most `FOUND_MAX`, the first by date and id."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    found: list[ObjectRecord] = []
    for noun in Noun:
        for record in ground.picture.each(noun):
            text = text_of(ground.room, record)
            if all(word in text for word in wanted):
                found.append(record)
    found.sort(key=lambda record: (record.events[0].at, record.subject))
    return [brief_row(ground, record) for record in found[:FOUND_MAX]]
