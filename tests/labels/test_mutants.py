"""Each slip planted in the label engine is found by a law."""

from __future__ import annotations

import pytest
from tests.labels.all_laws import LAWS
from tests.labels.engines import Engine, Mutant, planted
from tests.labels.laws import Law
from tests.labels.mutants import MUTANTS

from coalition.errors import CoalitionError


def breaks(law: Law, engine: Engine) -> bool:
    try:
        law(engine)
    except (
        AssertionError,
        CoalitionError,
        LookupError,
        TypeError,
        ValueError,
        pytest.fail.Exception,
    ):
        return True
    return False


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.slip)
def test_the_slip_is_found(mutant: Mutant) -> None:
    with planted(mutant) as engine:
        assert engine.face.may_see.__module__.startswith("mutant_labels")
        assert any(breaks(law, engine) for law in LAWS), mutant.slip


def test_a_copy_without_a_slip_keeps_every_law() -> None:
    harmless = Mutant(
        "table.py", "CLEARANCES_HELD_MAX = 1024", "CLEARANCES_HELD_MAX = 1025", "none"
    )
    with planted(harmless) as engine:
        assert [law.__name__ for law in LAWS if breaks(law, engine)] == []


def test_a_slip_whose_line_is_gone_is_noticed() -> None:
    gone = Mutant("table.py", "no such line", "", "gone")
    with pytest.raises(LookupError, match="not there once"), planted(gone):
        pass
