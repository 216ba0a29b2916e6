"""A list: its rows, in which order, filtered by what; made from a view, and kept until the view changes.

The rule: rows are filtered and counted after the view has left out what is hidden, never before; the order
is by `(at, id)` or by a column and the id, never by a score that counts what is hidden.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import accumulate
from typing import Any

from coalition.command.events.registry import Noun
from coalition.command.fold.picture import Key
from coalition.errors import Fault, InputError
from coalition.operations.crisis.rows.ground import Ground

_SIMPLE = ("str", "int", "bool", "str | None", "int | None", "Stamp")


Row = Callable[[Ground, Any], Any]
Runs = tuple[list[Key], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows that are made only when they are shown: keys in order, in runs, and the row of a key (None: no
    row).
    """

    runs: Callable[[Ground], Runs]
    row: Row


@dataclass(frozen=True, slots=True)
class Listing:
    """A kind of list. `nouns` are those whose events change it; `order` its usual column, `-` for downwards.

    With `drawn` the order by `at` needs no row but those shown; every other order and filter makes all.
    """

    name: str
    shape: type
    rows: Callable[[Ground], Sequence[Any]]
    nouns: tuple[Noun, ...]
    order: str = "at"
    drawn: Drawn | None = None


class RunKeys(Sequence[Key]):
    """The keys of several runs as one sequence."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._begins = [0, *accumulate(map(len, runs))]

    def __len__(self) -> int:
        return self._begins[-1]

    def __getitem__(self, place: Any) -> Any:
        """The key at a place, or the keys of a slice."""
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        run = bisect_right(self._begins, place) - 1
        return self._runs[run][place - self._begins[run]]


class DrawnRows(Sequence[Any]):
    """The rows of keys, made when they are asked for."""

    def __init__(self, ground: Ground, row: Row, keys: RunKeys) -> None:
        self._ground, self._row, self._keys = ground, row, keys

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, place: Any) -> Any:
        """The row at a place, or the rows of a slice."""
        if isinstance(place, slice):
            return [self._row(self._ground, key) for key in self._keys[place]]
        return self._row(self._ground, self._keys[place])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a list is wanted: a column to order by, words, and values of columns."""

    order: str = ""
    words: str = ""
    equal: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows wanted with their keys, in rising order of keys; `down` when they are read backwards."""

    rows: Sequence[Any]
    keys: Sequence[tuple[Any, ...]]
    down: bool


@cache
def columns_of(shape: type) -> tuple[str, ...]:
    """The columns by which rows may be ordered and filtered."""
    return tuple(one.name for one in fields(shape) if str(one.type) in _SIMPLE)


def listed(ground: Ground, listing: Listing, wanted: Wanted) -> Listed:
    """The rows wanted. Raises InputError for a column the list does not have."""
    order = wanted.order or listing.order
    _check(listing, order, wanted)
    drawn = listing.drawn
    if drawn is not None and order.removeprefix("-") == "at" and wanted == Wanted(wanted.order):
        keys = RunKeys(drawn.runs(ground))
        return Listed(DrawnRows(ground, drawn.row, keys), keys, order.startswith("-"))
    version = _version(ground, listing)
    name: Hashable = ("list", listing.name, order, wanted.words, wanted.equal)
    return ground.view.kept(name, version, lambda: _made(ground, listing, wanted, order))


def _version(ground: Ground, listing: Listing) -> Hashable:
    plan = "" if ground.plan is None else ground.plan.id
    timed = ground.picture.now if listing.nouns else 0
    return (*(ground.view.versions[noun] for noun in listing.nouns), plan, timed)


def _made(ground: Ground, listing: Listing, wanted: Wanted, order: str) -> Listed:
    all_rows = ground.view.kept(
        ("rows", listing.name), _version(ground, listing), lambda: listing.rows(ground)
    )
    column = order.removeprefix("-")
    rows = [row for row in all_rows if _fits(row, wanted)]
    rows.sort(key=lambda row: _key(row, column))
    return Listed(rows, [_key(row, column) for row in rows], order.startswith("-"))


def _key(row: Any, column: str) -> tuple[Any, ...]:
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
    name: str, noun: Noun, shape: type, row: Row, *, nouns: tuple[Noun, ...] = (), order: str = "at"
) -> Listing:
    """The list of all objects of a noun."""

    def rows(ground: Ground) -> Sequence[Any]:
        return [row(ground, record) for record in ground.picture.each(noun)]

    def runs(ground: Ground) -> Runs:
        return ground.picture.order.get(noun, ())

    def of_key(ground: Ground, key: Key) -> Any:
        return row(ground, ground.picture.objects.find(str(key[1])))

    return Listing(name, shape, rows, nouns or (noun,), order, Drawn(runs, of_key))
