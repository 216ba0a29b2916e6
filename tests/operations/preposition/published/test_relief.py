from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.published.test_relief import FILES
from tests.prepositioning import published

from coalition.formats.published.relief import Relief, read_relief
from coalition.operations.preposition.published.relief import (
    HOURS_FIXED,
    HOURS_PER_DAY,
    STRETCH,
    Terms,
    improve_relief,
)
from coalition.prepositioning.effort import Effort


@pytest.fixture
def relief(tmp_path: Path) -> Relief:
    (tmp_path / "inventory").mkdir()
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return read_relief(tmp_path)


def test_stock_without_a_way_to_those_in_need_moves_to_where_there_is_one(relief: Relief) -> None:
    found = improve_relief(relief, Terms(), Effort(gap=1e-6))
    days = (HOURS_FIXED + STRETCH * 6) / HOURS_PER_DAY
    assert found.today == pytest.approx(15 * days)
    assert found.waits[0] == pytest.approx(days)
    assert found.recommended <= found.today + 1e-6


def test_sooner_help_from_abroad_leaves_less_to_gain(relief: Relief) -> None:
    soon, late = (improve_relief(relief, Terms(days), Effort(gap=1e-6)) for days in (1.1, 14.0))
    assert soon.recommended <= late.recommended + 1e-6


@pytest.mark.slow
@pytest.mark.skipif(not published.DATA.is_dir(), reason="no published data beside the project")
def test_madagascar_waits_less_with_the_same_stock_elsewhere() -> None:
    data = read_relief(published.DATA / "esups-madagascar")
    found = improve_relief(data, Terms(), Effort(gap=1e-3))
    assert found.answer.gap <= 1e-3
    assert found.recommended < found.today
    assert found.waits[1] < found.waits[0]
    for row in found.items:
        assert row.recommended <= row.today * (1 + 1e-3)
    moved = {item: [0.0, 0.0] for item in {move.item for move in found.moves}}
    for move in found.moves:
        moved[move.item][0] += move.today
        moved[move.item][1] += move.recommended
    assert all(after <= before * (1 + 1e-6) for before, after in moved.values())
