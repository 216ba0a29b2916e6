"""Events and the foundation of views as columns: how a snapshot writes them, and how it reads them again.

Bodies lie together by kind, so that those of a kind are read in one go; what repeats (labels, streams, actors,
kinds) is written once and numbered. What is read equals what was written, object for object.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np

from coalition.command.events.event import Event, EventId, ObjectId, Origin, PersonId, UnknownBody
from coalition.command.events.registry import BY_NAME
from coalition.command.events.stamps import Stamp
from coalition.command.fold.picture import Key
from coalition.errors import IntegrityError
from coalition.labels import Label, label_from_json, label_to_json
from coalition.operations.crisis.journal import Journal, Whereabouts, audience_of
from coalition.operations.crisis.viewing.columns import Column
from coalition.operations.crisis.viewing.foundation import GATHERED, RANKS, Foundation
from coalition.operations.crisis.viewing.layout import Layout
from coalition.operations.crisis.viewing.words import WORDS, Occurrences
from coalition.record import StreamName

_HELD = "?"
"""Before the kind of an event whose body is held as it came."""
_LAYOUT = ("starts", "places", "nouns", "opened", "held", "linking")


class Numbered(msgspec.Struct, array_like=True):
    """Values that repeat: each once, and by which of them a row has it."""

    values: list[str]
    of: bytes

    def each(self) -> Iterable[str]:
        """The values row by row."""
        return map(self.values.__getitem__, np.frombuffer(self.of, np.int32).tolist())


class StoredEvents(msgspec.Struct):
    """The first events of a journal. A subject left empty is the event's own id."""

    labels: list[Any]
    streams: list[tuple[str, str]]
    stream: bytes
    index: bytes
    position: bytes
    label: bytes
    at: bytes
    id: list[str]
    subject: list[str]
    actor: Numbered
    group: Numbered
    bodies: dict[str, msgspec.Raw]


class StoredFoundation(msgspec.Struct):
    """The layout of a foundation, and what was made of all its objects."""

    now: int
    position: int
    numbers: dict[str, bytes]
    linked: list[str]
    others: list[int]
    words: list[str] = []
    occurrences: list[bytes] = []
    gathered: dict[str, dict[str, tuple[bytes, list[str], bytes]]] = {}
    ranks: list[tuple[tuple[str, str], str, bytes]] = []


# -- events ---------------------------------------------------------------------------------------


def stored_events(journal: Journal, count: int) -> StoredEvents:
    """The first `count` events of the journal."""
    events = journal.events[:count]
    where, bodies = journal.where, dict[str, list[Any]]()
    for event in events:
        bodies.setdefault(_group(event), []).append(event.body)
    return StoredEvents(
        [label_to_json(journal.table.label(n)) for n in range(max(journal.labels[:count]) + 1)],
        [(name.origin, name.audience) for name in where.names],
        where.streams[:count].tobytes(),
        where.indexes[:count].tobytes(),
        where.positions[:count].tobytes(),
        np.array(journal.labels[:count], np.int32).tobytes(),
        np.array([event.at for event in events], np.int64).tobytes(),
        [event.id for event in events],
        ["" if event.opens else event.subject for event in events],
        _numbered([event.actor for event in events]),
        _numbered([_group(event) for event in events]),
        {kind: msgspec.Raw(msgspec.msgpack.encode(those)) for kind, those in bodies.items()},
    )


def _group(event: Event) -> str:
    return (_HELD if isinstance(event.body, UnknownBody) else "") + event.kind


def _numbered(values: Sequence[str]) -> Numbered:
    numbers: dict[str, int] = {}
    of = array("i", (numbers.setdefault(value, len(numbers)) for value in values))
    return Numbered(list(numbers), of.tobytes())


def events_of(stored: StoredEvents, labels: Sequence[Label]) -> list[Event]:
    """The events, those of one label with the very same label.

    Raises `msgspec.MsgspecError` for a body that is not of its kind, KeyError for an unknown kind.
    """
    bodies = {group: iter(_bodies(group, packed)) for group, packed in stored.bodies.items()}
    origins = [Origin(origin) for origin, _ in stored.streams]
    rows = zip(
        stored.id, _whole(stored.at, np.int64), _whole(stored.stream), stored.actor.each(),
        stored.group.each(), stored.subject, _whole(stored.label), strict=True,
    )  # fmt: skip
    return [
        Event(
            EventId(id_), Stamp(at), origins[stream], PersonId(actor), group.removeprefix(_HELD),
            ObjectId(subject or id_), labels[label], next(bodies[group]),
        )
        for id_, at, stream, actor, group, subject, label in rows
    ]  # fmt: skip


def _bodies(group: str, packed: msgspec.Raw) -> list[Any]:
    held = group.startswith(_HELD)
    kind: Any = UnknownBody if held else BY_NAME[group].body
    found: list[Any] = msgspec.msgpack.decode(packed, type=list[kind])
    return found


def _whole(packed: bytes, kind: Any = np.int32) -> list[int]:
    found: list[int] = np.frombuffer(packed, kind).tolist()
    return found


def take_up(journal: Journal, stored: StoredEvents) -> None:
    """Have the events in an empty journal as if they had been read from the record.

    Raises IntegrityError when a label does not stand in the stream that is named for it, InputError for a
    label that is none, and what `events_of` raises; the journal is empty then.
    """
    known = [label_from_json(one) for one in stored.labels]
    numbers, names = _whole(stored.label), [StreamName(*one) for one in stored.streams]
    told = {audience_of(label): number for number, label in enumerate(known)}
    pairs = set(zip(_whole(stored.stream), numbers, strict=True))
    if len(told) != len(known) or any(told.get(names[at].audience) != label for at, label in pairs):
        raise IntegrityError("a snapshot has an event in a stream that its label does not name")
    columns = (array("i", stored.stream), array("q", stored.index), array("q", stored.position))
    journal.begin_with(events_of(stored, known), numbers, known, Whereabouts(names, *columns))


# -- the foundation -------------------------------------------------------------------------------


def stored_foundation(laid: Foundation, now: int) -> StoredFoundation:
    """The foundation as of an instant, with what was made of all its objects so far."""
    layout, made = laid.layout, laid.kept()
    stored = StoredFoundation(
        now, layout.position, {name: getattr(layout, name).tobytes() for name in _LAYOUT},
        layout.linked, layout.others,
    )  # fmt: skip
    words = made.get(WORDS)
    if words is not None:
        stored.words = words.words
        stored.occurrences = [
            words.lengths.tobytes(),
            words.starts.tobytes(),
            words.objects.tobytes(),
        ]
    for name, found in made.items():
        if isinstance(name, tuple) and name[0] == GATHERED:
            stored.gathered[name[1]] = {one: _packed(column) for one, column in found.items()}
        if isinstance(name, tuple) and name[0] == RANKS:
            stored.ranks.append((name[1], name[2], found.tobytes()))
    return stored


def _packed(column: Column[Key]) -> tuple[bytes, list[str], bytes]:
    at = np.array([key[0] for key in column.values], np.int64).tobytes()
    return at, [key[1] for key in column.values], column.labels.astype(np.int32).tobytes()


def layout_in(stored: StoredFoundation) -> Layout:
    """Where the objects lie. Raises KeyError or ValueError when it is not whole."""
    kinds = {"nouns": np.uint8}
    numbers: dict[str, Any] = {
        name: np.frombuffer(stored.numbers[name], kinds.get(name, np.int32)) for name in _LAYOUT
    }
    return Layout(
        stored.position, numbers["starts"], numbers["places"], numbers["nouns"], numbers["opened"],
        numbers["held"], numbers["linking"], stored.linked, stored.others,
    )  # fmt: skip


def bring_along(laid: Foundation, stored: StoredFoundation) -> None:
    """Put what was made of all objects into a foundation that lies as it did."""
    if stored.occurrences:
        of = (np.frombuffer(one, np.int32) for one in stored.occurrences)
        laid.put(WORDS, Occurrences(stored.words, *of))
    for name, found in stored.gathered.items():
        laid.put((GATHERED, name), {one: _unpacked(*packed) for one, packed in found.items()})
    for rank, noun, places in stored.ranks:
        laid.put((RANKS, rank, noun), np.frombuffer(places, np.int32))


def _unpacked(at: bytes, ids: list[str], labels: bytes) -> Column[Key]:
    keys = [
        (Stamp(when), EventId(one)) for when, one in zip(_whole(at, np.int64), ids, strict=True)
    ]
    return Column(keys, np.frombuffer(labels, np.int32))
