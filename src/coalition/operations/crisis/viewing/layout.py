"""Where the objects of a foundation lie in the journal, as columns of whole numbers.

Objects are numbered in the order of their first events in the journal. Nothing is said here that the events do
not say; a snapshot keeps it so that a start need not fold them all.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coalition.command.events.event import Event
from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.states import links_of
from coalition.labels.table import Numbers
from coalition.measure.instants import Minute
from coalition.operations.crisis.journal import Journal

NOUNS = tuple(Noun)
NO_NOUN = 255
_NUMBER_OF = {noun: number for number, noun in enumerate(NOUNS)}


@dataclass(frozen=True, slots=True)
class Layout:
    """Objects whose events all bear one label, among the first `position` events of a journal.

    The events of object `n` lie at `places[starts[n]:starts[n + 1]]`. `nouns` numbers the noun of each,
    `opened` is the place of the event that made it (-1: none, and no noun); `held` numbers those with events
    of unknown kinds; object `linking[k]` names `linked[k]`. `others` are the places of events that each view
    folds for itself.
    """

    position: int
    starts: Numbers
    places: Numbers
    nouns: NDArray[np.uint8]
    opened: Numbers
    held: Numbers
    linking: Numbers
    linked: list[str]
    others: list[int]


def layout_of(
    journal: Journal, now: Minute, folded: Callable[[list[Event], int], ObjectRecord]
) -> Layout:
    """Where everything lies; `folded` gives the record of an object's events, which bear that label."""
    end, others = len(journal), list[int]()
    starts, places, nouns, opened = array("i", [0]), array("i"), array("B"), array("i")
    held, linking, linked = array("i"), array("i"), list[str]()
    events, labels = journal.events, journal.labels
    for those in _by_object(journal, end):
        label = labels[those[0]]
        of_it = [events[place] for place in those]
        if any(labels[place] != label for place in those) or any(e.minute > now for e in of_it):
            others += those
            continue
        record, number = folded(of_it, label), len(nouns)
        said = record.opened
        there = record.noun is not None and said is not None
        nouns.append(_NUMBER_OF[record.noun] if there and record.noun is not None else NO_NOUN)
        opened.append(next(p for p in those if events[p] is said) if there else -1)
        places.extend(those)
        starts.append(len(places))
        if record.held:
            held.append(number)
        for subject in links_of(record.state):
            linking.append(number)
            linked.append(subject)
    return Layout(
        end, _numbers(starts), _numbers(places), np.array(nouns, np.uint8), _numbers(opened),
        _numbers(held), _numbers(linking), linked, sorted(others),
    )  # fmt: skip


def _numbers(values: array[int]) -> Numbers:
    return np.array(values, np.int32)


def _by_object(journal: Journal, end: int) -> list[list[int]]:
    """The places of the events about each object, in the order of the journal."""
    found: dict[str, list[int]] = {}
    for place, event in enumerate(journal.events[:end]):
        known = found.get(event.subject)
        if known is None:
            found[event.subject] = [place]
        else:
            known.append(place)
    return list(found.values())
