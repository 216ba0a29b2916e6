"""What is made of each object of a view, kept up change by change: only objects that changed are looked at
again.

It belongs to one view and holds what is in that view alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.view import View

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sieve:
    """Of an object alone: for whom something may be made of it. Asked once for all views, under a name."""

    name: str
    of: Callable[[ObjectRecord], frozenset[str]]
    wanted: str

    def found(self, view: View, noun: Noun) -> Sequence[Key]:
        """The objects of a noun that the view began with for which it may be, in order."""
        return view.gathered(self._under(noun), (noun,), self._keys, self.wanted)

    def prepare(self, laid: Foundation, noun: Noun) -> None:
        """Ask it of all objects of a noun, before a view does."""
        laid.gathered(self._under(noun), (noun,), self._keys)

    def _under(self, noun: Noun) -> str:
        return f"{self.name} {noun}"

    def _keys(self, record: ObjectRecord) -> Iterator[tuple[str, Key]]:
        opened = record.opened
        return ((one, (opened.at, opened.id)) for one in self.of(record) if opened is not None)


class Followed(Generic[T]):
    """What `make` gives for the objects of some nouns; an object of which it gives None is left out."""

    def __init__(
        self, nouns: Iterable[Noun], make: Callable[[ObjectRecord], T | None], sieve: Sieve | None
    ) -> None:
        self._seen = dict.fromkeys(nouns, 0)
        self._make, self._sieve = make, sieve
        self._made: dict[str, T] = {}
        self.version = 0
        """Grows whenever what is made has changed."""

    def begin(self, view: View) -> None:
        """Look at those alone of the objects the view began with of which something may be made."""
        if self._sieve is None:
            return
        for noun in self._seen:
            self._look(view, [key[1] for key in self._sieve.found(view, noun)])
            self._seen[noun] = view.began_with(noun)

    def keep_up(self, view: View) -> None:
        """Take in what has changed in the view."""
        self._look(view, view.changed(self._seen))

    def _look(self, view: View, subjects: Iterable[str]) -> None:
        for subject in subjects:
            record = view.record(subject)
            made = None if record is None else self._make(record)
            if made is not None:
                self._made[subject] = made
            elif self._made.pop(subject, None) is None:
                continue
            self.version += 1

    def values(self) -> list[T]:
        """What is made of the objects as they are now, in no order that means anything."""
        return list(self._made.values())


def followed(
    view: View,
    name: Hashable,
    nouns: Iterable[Noun],
    make: Callable[[ObjectRecord], T | None],
    *,
    sieve: Sieve | None = None,
) -> Followed[T]:
    """What is made of the objects of the nouns, kept up with the view."""
    with view.lock:
        found = view.kept(("followed", name), 0, lambda: _begun(view, Followed(nouns, make, sieve)))
        found.keep_up(view)
        return found


def _begun(view: View, one: Followed[T]) -> Followed[T]:
    one.begin(view)
    return one
