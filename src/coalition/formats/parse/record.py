"""One row of a table or one table of a TOML file, parsed: typed values, what is unknown, what is faulty.

A faulty value reads as absent and is listed in `faulty`, so that later checks pass it by instead of
making false faults out of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.measure.instants import Minute

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(slots=True)
class Record:
    """Values by column name: str, int, bool, Minute, tuples of these, or nested records.

    `at(column)` says where the column's value stands (`at("")`: the record). `unknown` holds column names
    whose value is `?` or unknown by being blank; `faulty` those that had a fault (`*` is all of them).
    """

    shape: str
    at: Callable[[str], str]
    values: dict[str, object] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()

    def blame(self, *names: str) -> None:
        """Note that the columns had a fault."""
        self.faulty = self.faulty.union(names)

    def admit_unknown(self, name: str) -> None:
        """Note that nobody knows the value."""
        self.unknown |= {name}

    def sound(self, *names: str) -> bool:
        """Whether none of the columns had a fault."""
        return not self.faulty or ("*" not in self.faulty and self.faulty.isdisjoint(names))

    def has(self, name: str) -> bool:
        """Whether a value was given."""
        return self.values.get(name) not in (None, "", ())

    def text(self, name: str) -> str:
        """The text, empty when absent."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The list of words, empty when absent."""
        value = self.values.get(name)
        return (
            tuple(item for item in value if isinstance(item, str))
            if isinstance(value, tuple)
            else ()
        )

    def whole(self, name: str) -> int | None:
        """The number in base units, None when absent."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def wholes(self, name: str) -> tuple[int, ...]:
        """The list of numbers, empty when absent."""
        value = self.values.get(name)
        return (
            tuple(item for item in value if isinstance(item, int))
            if isinstance(value, tuple)
            else ()
        )

    def minute(self, name: str) -> Minute | None:
        """The instant, None when absent."""
        value = self.whole(name)
        return None if value is None else Minute(value)

    def flag(self, name: str) -> bool | None:
        """The yes or no, None when absent."""
        value = self.values.get(name)
        return value if isinstance(value, bool) else None

    def record(self, name: str) -> Record | None:
        """The nested table, None when absent."""
        value = self.values.get(name)
        return value if isinstance(value, Record) else None

    def records(self, name: str) -> tuple[Record, ...]:
        """The array of nested tables, empty when absent."""
        value = self.values.get(name)
        return (
            tuple(item for item in value if isinstance(item, Record))
            if isinstance(value, tuple)
            else ()
        )

    def mapping(self, name: str) -> Mapping[str, object]:
        """The map of free names, empty when absent."""
        value = self.values.get(name)
        return value if isinstance(value, dict) else {}
