from __future__ import annotations

from dataclasses import replace

from tests.formats.placed.made_up import made_up

from coalition.formats.placed.pictures.frontier import draw_frontier


def test_every_plan_stands_in_both_panels() -> None:
    body = draw_frontier(made_up()).body
    assert body.count("budgets at 150 %") == 2
    assert body.count("today&#x27;s stock") == 2
    assert "mean of the worst tenth" in body


def test_plans_that_are_all_alike_are_drawn() -> None:
    content = made_up()
    alike = replace(content, frontier=content.frontier[:1] * 3, today=content.worth)
    assert draw_frontier(alike).body


def test_money_is_written_in_a_unit_that_fits() -> None:
    content = made_up()
    small = tuple(replace(row, now=row.now / 1e4, tail=row.tail / 1e4) for row in content.frontier)
    assert "money now, millions" not in draw_frontier(replace(content, frontier=small)).body
