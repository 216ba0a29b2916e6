"""A list: its rows, in which order, filtered by what; made from a view, and kept until the view changes.

The rule: rows are filtered and counted after the view has left out what is hidden, never before; the order
is by `(at, id)` or by a column and the id, never by a score that counts what is hidden. Of a list of
objects only the rows that are shown are made; what they are ordered and filtered by is read from the objects.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import accumulate, chain
from typing import Any

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key
from coalition.errors import Fault, InputError
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import text_of
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.indexes import Index, index_of, ranked
from coalition.operations.crisis.viewing.words import words_of as occurring_in

_SIMPLE = ("str", "int", "bool", "str | None", "int | None", "Stamp")
_MANY = 1_000
Row = Callable[[Ground, Any], Any]
Runs = tuple[Sequence[Key], ...]
PlaceKey = tuple[Any, ...]
"""Where a row stands: what it is ordered by, and at last its id."""


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects of a noun as rows.

    `columns` reads columns from an object alone; a column that is not there is read from its row, which is
    made for it.
    """

    noun: Noun
    row: Callable[[Ground, ObjectRecord], Any]
    columns: Mapping[str, Callable[[ObjectRecord], Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows that are made only when they are shown: keys in order of `at`, in runs, and the row of a key."""

    runs: Callable[[Ground], Runs]
    row: Row


@dataclass(frozen=True, slots=True)
class Listing:
    """A kind of list. `nouns` are those whose events change it; `order` its usual column, `-` for downwards."""

    name: str
    shape: type
    rows: Callable[[Ground], Sequence[Any]]
    nouns: tuple[Noun, ...]
    order: str = "at"
    drawn: Drawn | None = None
    objects: Objects | None = None
    version: Callable[[Ground], Hashable] | None = None
    """What changes when the rows do, where that is less often than their nouns."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a list is wanted: a column to order by, words, and values of columns."""

    order: str = ""
    words: str = ""
    equal: tuple[tuple[str, str], ...] = ()

    @property
    def all(self) -> bool:
        """Whether nothing is filtered."""
        return not self.words and not self.equal


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows wanted with their keys, in rising order of keys; `down` when they are read backwards."""

    rows: Sequence[Any]
    keys: Sequence[PlaceKey]
    down: bool


class RunKeys(Sequence[Key]):
    """The keys of several runs as one sequence."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._begins = [0, *accumulate(map(len, runs))]

    def __len__(self) -> int:
        return self._begins[-1]

    def __iter__(self) -> Iterator[Key]:
        return chain.from_iterable(self._runs)

    def __getitem__(self, place: Any) -> Any:
        """The key at a place, or the keys of a slice."""
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        run = bisect_right(self._begins, place) - 1
        return self._runs[run][place - self._begins[run]]


class DrawnRows(Sequence[Any]):
    """The rows of keys, made when they are asked for."""

    def __init__(self, ground: Ground, row: Row, keys: Sequence[Any]) -> None:
        self._ground, self._row, self._keys = ground, row, keys

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, place: Any) -> Any:
        """The row at a place, or the rows of a slice."""
        if isinstance(place, slice):
            return [self._row(self._ground, key) for key in self._keys[place]]
        return self._row(self._ground, self._keys[place])


@cache
def columns_of(shape: type) -> tuple[str, ...]:
    """The columns by which rows may be ordered and filtered."""
    return tuple(one.name for one in fields(shape) if str(one.type) in _SIMPLE)


def listed(ground: Ground, listing: Listing, wanted: Wanted) -> Listed:
    """The rows wanted. Raises InputError for a column the list does not have."""
    order = wanted.order or listing.order
    _check(listing, order, wanted)
    column, down = order.removeprefix("-"), order.startswith("-")
    if listing.objects is not None:
        keys = _keys(ground, listing, listing.objects, column, wanted)
        return Listed(DrawnRows(ground, _by_id(listing.objects), keys), keys, down)
    drawn = listing.drawn
    if drawn is not None and column == "at" and wanted.all:
        runs = RunKeys(drawn.runs(ground))
        return Listed(DrawnRows(ground, drawn.row, runs), runs, down)
    name: Hashable = ("list", listing.name, order, wanted.words, wanted.equal)
    version = version_of(ground, listing)
    return ground.view.kept(name, version, lambda: _made(ground, listing, wanted, order))


def prepare_orders(foundation: Foundation, listings: Iterable[Listing]) -> None:
    """Find the orders by column of nouns with many objects, before somebody asks."""
    for objects in (one.objects for one in listings if one.objects is not None):
        if len(foundation.orders[objects.noun].values) >= _MANY:
            for column, read in objects.columns.items():
                ranked(foundation, objects.noun, column, read)


# -- lists of objects -----------------------------------------------------------------------------


def _by_id(objects: Objects) -> Row:
    def row(ground: Ground, key: PlaceKey) -> Any:
        return objects.row(ground, _there(ground, key))

    return row


def _there(ground: Ground, key: PlaceKey) -> ObjectRecord:
    record = ground.picture.objects.find(str(key[-1]))
    if record is None:
        raise KeyError(key[-1])
    return record


def _keys(
    ground: Ground, listing: Listing, objects: Objects, column: str, wanted: Wanted
) -> Sequence[PlaceKey]:
    ordered = _ordered(ground, listing, objects, column)
    if wanted.all:
        return ordered
    name: Hashable = ("filter", listing.name, column, wanted.words, wanted.equal)
    version = version_of(ground, listing)
    if not wanted.equal and column in {"at", *objects.columns}:
        # Texts and such columns are of the objects alone.
        version = ground.view.versions[objects.noun]
    return ground.view.kept(name, version, lambda: _filtered(ground, objects, ordered, wanted))


def _filtered(
    ground: Ground, objects: Objects, ordered: Iterable[PlaceKey], wanted: Wanted
) -> list[PlaceKey]:
    words = wanted.words.split()
    if words:
        with ground.view.lock:
            known = occurring_in(ground.view, text_of)
            holding = known.holding(words, noun=objects.noun)
        if isinstance(ordered, RunKeys):  # in the order of keys already
            ordered = holding
        else:
            those = {key[1] for key in holding}
            ordered = [key for key in ordered if key[-1] in those]
    if not wanted.equal:
        return list(ordered)
    return [key for key in ordered if _fits_object(ground, objects, key, wanted)]


def _ordered(ground: Ground, listing: Listing, objects: Objects, column: str) -> Sequence[PlaceKey]:
    """Every object's key by the column, in rising order."""
    if column == "at":
        return RunKeys(ground.picture.order.get(objects.noun, ()))
    read = objects.columns.get(column)
    if read is not None:
        index: Index = index_of(ground.view, objects.noun, column, read)
        return index.keys
    version = version_of(ground, listing)
    return ground.view.kept(
        ("order", listing.name, column), version, lambda: _by_rows(ground, objects, column)
    )


def _by_rows(ground: Ground, objects: Objects, column: str) -> list[PlaceKey]:
    records = ground.picture.each(objects.noun)
    return sorted(_key(objects.row(ground, record), column) for record in records)


def _fits_object(ground: Ground, objects: Objects, key: PlaceKey, wanted: Wanted) -> bool:
    record = _there(ground, key)
    row: Any = None
    for column, value in wanted.equal:
        read = objects.columns.get(column)
        if read is None and row is None:
            row = objects.row(ground, record)
        if _text(getattr(row, column) if read is None else read(record)) != value:
            return False
    return True


# -- other lists ----------------------------------------------------------------------------------


def version_of(ground: Ground, listing: Listing) -> Hashable:
    """What changes when the rows of a list do."""
    if listing.version is not None:
        return listing.version(ground)
    plan = "" if ground.plan is None else ground.plan.id
    timed = ground.picture.now if listing.nouns else 0
    return (*(ground.view.versions[noun] for noun in listing.nouns), plan, timed)


def _made(ground: Ground, listing: Listing, wanted: Wanted, order: str) -> Listed:
    all_rows = ground.view.kept(
        ("rows", listing.name), version_of(ground, listing), lambda: listing.rows(ground)
    )
    column = order.removeprefix("-")
    rows = [row for row in all_rows if _fits(row, wanted)]
    rows.sort(key=lambda row: _key(row, column))
    return Listed(rows, [_key(row, column) for row in rows], order.startswith("-"))


def _key(row: Any, column: str) -> PlaceKey:
    """The place of a row: what is not there comes first; of equals by id."""
    value = getattr(row, column)
    return (value is not None, 0 if value is None else value, row.id)


def _fits(row: Any, wanted: Wanted) -> bool:
    if any(_text(getattr(row, column)) != value for column, value in wanted.equal):
        return False
    return not wanted.words or all(word in words_of(row) for word in wanted.words.split())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def words_of(row: Any) -> str:
    """The texts of a row in small letters, to look for words in."""
    shape: type = type(row)
    texts = (getattr(row, column) for column in columns_of(shape) if column != "id")
    return "\n".join(text.casefold() for text in texts if isinstance(text, str))


def _check(listing: Listing, order: str, wanted: Wanted) -> None:
    known = columns_of(listing.shape)
    hint = "one of " + ", ".join(known)
    faults = [
        Fault(f"query.{column}", "unknown-key", "this list has no such column", hint)
        for column, _ in wanted.equal
        if column not in known
    ]
    if order.removeprefix("-") not in known:
        faults.append(Fault("query.sort", "bad-choice", "this list has no such column", hint))
    if faults:
        raise InputError(faults)


def objects_listing(
    name: str, shape: type, objects: Objects, *, nouns: tuple[Noun, ...] = (), order: str = "at"
) -> Listing:
    """The list of all objects of a noun; `nouns` are further ones whose events change its rows."""

    def rows(ground: Ground) -> Sequence[Any]:
        return [objects.row(ground, record) for record in ground.picture.each(objects.noun)]

    return Listing(name, shape, rows, nouns or (objects.noun,), order, objects=objects)
