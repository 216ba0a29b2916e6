"""What happened, as dated facts, and the tests that provisions make of them.

Not here: whether a test is met (`authority.steps.truth`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import ALWAYS, FOREVER, Interval
from coalition.model.provenance import Provenance

UNKNOWN_VALUE = "?"
"""The value of a fact of which it is stated that nobody knows it."""
NATION_WORDS = ("parties", "actor", "territory", "beneficiary")
"""Words of a test that stand for nations of the instrument or of the question."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is stated of one name for a stretch of time: all its values (a name may have several).

    A fact without dates holds whenever no dated one of the same name does.
    """

    name: str
    values: tuple[str, ...]
    when: Interval = Interval(ALWAYS, FOREVER)
    provenance: Provenance = Provenance()

    @property
    def dated(self) -> bool:
        """Whether it states a beginning or an end."""
        return self.when != Interval(ALWAYS, FOREVER)


class Sense(StrEnum):
    """How a test compares the values of its fact."""

    ONE_OF = "one of"
    NONE_OF = "none of"
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"


@dataclass(frozen=True, slots=True, order=True)
class Test:
    """One test of one fact; `words` for words and nations, `number` for the senses that count."""

    __test__ = False  # not a test of the test runner

    fact: str
    sense: Sense = Sense.ONE_OF
    words: tuple[str, ...] = ()
    number: int = 0

    @property
    def wanted(self) -> str:
        """What is wanted, as a person writes it."""
        if self.sense in (Sense.ONE_OF, Sense.NONE_OF):
            mark = "!" if self.sense is Sense.NONE_OF else ""
            return mark + (" or ".join(self.words) if self.words else "")
        return f"{self.sense}{self.number}"


Conditions = tuple[tuple[Test, ...], ...]
"""Alternatives of which one must hold; in each, every test. Without alternatives there is no condition."""


def undated(values: Mapping[str, str | tuple[str, ...]]) -> tuple[Fact, ...]:
    """Facts without dates, by name."""
    return tuple(
        Fact(name, (value,) if isinstance(value, str) else value) for name, value in values.items()
    )


def all_of_words(wanted: Mapping[str, str]) -> Conditions:
    """The conditions that each named fact has the given value."""
    return (tuple(Test(name, words=(word,)) for name, word in wanted.items()),) if wanted else ()
