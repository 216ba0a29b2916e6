"""Whether the conditions of an obligation are met by what is stated: yes, no, or not known."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from coalition.model.facts import Conditions, Sense, Test

Facts = Mapping[str, tuple[str, ...]]
"""What is stated, by name of the fact; a name that is not there is unknown."""


class Standing(StrEnum):
    """How an obligation stands in the case asked about."""

    OWED = "owed"
    DEPENDS = "depends"
    """Something it is conditional on is not stated."""
    OTHER_CASE = "other case"
    """It is in force, and what it is for has not happened."""


def weigh(
    conditions: Conditions, facts: Facts, people: Mapping[str, tuple[str, ...]]
) -> tuple[Standing, tuple[Test, ...]]:
    """How it stands, and the tests that decide: those not known, or those not met.

    `people` are the nations that words such as `beneficiary` stand for. One alternative must hold whole.
    """
    if not conditions:
        return Standing.OWED, ()
    tried = [{test: _met(test, facts, people) for test in tests} for tests in conditions]
    if any(all(results.values()) for results in tried):
        return Standing.OWED, ()
    possible = [results for results in tried if False not in results.values()]
    wanted = None if possible else False
    deciding = (t for results in possible or tried for t, met in results.items() if met is wanted)
    standing = Standing.DEPENDS if possible else Standing.OTHER_CASE
    return standing, tuple(dict.fromkeys(deciding))


def _met(test: Test, facts: Facts, people: Mapping[str, tuple[str, ...]]) -> bool | None:
    values = facts.get(test.fact)
    if values is None or "?" in values:
        return None
    if test.sense in (Sense.ONE_OF, Sense.NONE_OF):
        wanted = {nation for word in test.words for nation in people.get(word, (word,))}
        return bool(wanted & set(values)) == (test.sense is Sense.ONE_OF)
    return _counts(test, values)


def _counts(test: Test, values: tuple[str, ...]) -> bool | None:
    if len(values) != 1 or not values[0].removeprefix("-").isdigit():
        return None
    number = int(values[0])
    return {
        Sense.AT_LEAST: number >= test.number, Sense.MORE: number > test.number,
        Sense.AT_MOST: number <= test.number, Sense.LESS: number < test.number,
    }[test.sense]  # fmt: skip
