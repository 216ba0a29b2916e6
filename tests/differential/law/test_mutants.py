"""A wrong engine is found out by the witness within a thousand books."""

from __future__ import annotations

import pytest
from tests.differential.law.mutants import MUTANTS, Mutant
from tests.differential.law.setting_beside import differ

BOOKS = 1000
QUICK = tuple(
    mutant
    for mutant in MUTANTS
    if mutant.name in ("the Charter is like any treaty", "unknown is true", "any is all")
)


def found_out_at(mutant: Mutant, patch: pytest.MonkeyPatch) -> int | None:
    """The seed of the first book on which the wrong engine and the witness differ."""
    for target, name, wrong in mutant.swaps:
        patch.setattr(target, name, wrong)
    return next((seed for seed in range(BOOKS) if differ(seed)), None)


def test_there_are_many_ways_to_be_wrong() -> None:
    assert len(MUTANTS) >= 25
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert len(QUICK) == 3


@pytest.mark.parametrize("mutant", QUICK, ids=lambda mutant: mutant.name)
def test_a_wrong_engine_is_found_out(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = found_out_at(mutant, monkeypatch)
    assert seed is not None
    monkeypatch.undo()
    assert not differ(seed), "the engine itself differs"


@pytest.mark.campaign
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_wrong_engine_is_found_out(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = found_out_at(mutant, monkeypatch)
    assert seed is not None
    monkeypatch.undo()
    assert not differ(seed), "the engine itself differs"
