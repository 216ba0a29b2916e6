"""Each slip planted in the rules is found by some test of the room."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import product

import pytest
from tests.command.mutants import MUTANTS, Mutant, planted

FINDERS = (
    "decisions.test_silence",
    "decisions.test_standing",
    "decisions.test_votes",
    "nouns.test_consents",
    "nouns.test_contributions",
    "nouns.test_disputes",
    "nouns.test_transfers",
    "giving.test_cover",
    "giving.test_coverage",
    "soundness.test_rests",
    "soundness.test_plans",
    "watch.test_alerts",
    "watch.test_orders",
    "events.test_wire",
    "fold.test_object",
    "fold.test_fold",
    "acting.test_deciding",
    "acting.test_steering",
    "acting.test_may_act",
    "decisions.test_council_cases",
    "decisions.test_silence_matrix",
)


def checks() -> Iterator[partial[object]]:
    """Every test that asks for nothing but its parameters, and none that draws by chance."""
    for name in FINDERS:
        for test in vars(import_module(f"tests.command.{name}")).values():
            plain = inspect.isfunction(test) and test.__name__.startswith("test_")
            if plain and not hasattr(test, "hypothesis"):
                marks = getattr(test, "pytestmark", [])
                if all(mark.name == "parametrize" for mark in marks):
                    yield from (partial(test, **each) for each in calls(marks))


def calls(marks: list[pytest.Mark]) -> Iterator[dict[str, object]]:
    """The arguments of every call that the marks stand for."""
    tables = [[named(mark.args[0], row) for row in mark.args[1]] for mark in marks]
    for rows in product(*tables):
        yield {name: value for row in rows for name, value in row.items()}


def named(names: str | tuple[str, ...], row: object) -> dict[str, object]:
    if isinstance(names, str):
        return {names: row}
    return dict(zip(names, row, strict=True))  # type: ignore[call-overload]


CHECKS = tuple(checks())


def finds(check: Callable[[], object]) -> bool:
    try:
        check()
    except (AssertionError, LookupError, TypeError, ValueError, AttributeError):
        return True
    return False


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.slip)
def test_the_slip_is_found(mutant: Mutant) -> None:
    near = f"tests.command.{mutant.module.split('.')[0]}."
    order = sorted(CHECKS, key=lambda check: not check.func.__module__.startswith(near))
    with planted(mutant):
        assert any(finds(check) for check in order)


def test_the_room_itself_passes_every_check() -> None:
    assert [check for check in CHECKS if finds(check)] == []


def test_there_are_many_slips_each_of_its_own() -> None:
    assert len({mutant.slip for mutant in MUTANTS}) == len(MUTANTS) >= 50


def test_a_slip_whose_line_is_gone_is_noticed() -> None:
    gone = Mutant("gone", "decisions.votes", "_counted", "no such text", "")
    with pytest.raises(LookupError, match="not there once"), planted(gone):
        pass
