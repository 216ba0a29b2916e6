from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coalition.errors import InputError
from coalition.formats.book_reader import read_book
from coalition.formats.placing.reader import read_placing
from coalition.network.network import load_network
from coalition.operations.preposition.instance_of import Framed, frame_placing
from coalition.operations.preposition.preposition_book import (
    PlaceAsked,
    Placed,
    preposition_book,
)
from coalition.operations.preposition.told import barred_rows, held_rows

CASE = Path(__file__).parents[3] / "cases" / "northern-stocks"


@pytest.fixture(scope="module")
def placed() -> Placed:
    return preposition_book(CASE, asked=PlaceAsked(gap=0.01, frontier=False))


@pytest.fixture(scope="module")
def framed() -> tuple[Framed, Framed]:
    """With the law, and without."""
    book = read_book(CASE)
    placing = read_placing(CASE, book)
    network = load_network(book.places, book.ways, book.closures, drawn=False)
    return (
        frame_placing(book, network, placing, served=None),
        frame_placing(book, network, placing, served=None, law=False),
    )


@pytest.mark.slow
def test_the_decision_is_proven_within_the_gap_asked(placed: Placed) -> None:
    assert placed.answer.gap <= 0.01
    assert placed.worth.total == pytest.approx(placed.answer.total, rel=1e-6)


@pytest.mark.slow
def test_what_is_held_keeps_to_bounds_budgets_and_space(placed: Placed) -> None:
    spent: dict[str, float] = {}
    space: dict[str, float] = {}
    for choice, units in zip(placed.placing.choices, placed.answer.held, strict=True):
        assert choice.low - 1e-6 <= units <= choice.high + 1e-6
        spent[choice.nation] = spent.get(choice.nation, 0.0) + choice.unit_cost * units
        unit_kg = placed.placing.commodities[choice.commodity].unit_kg
        space[choice.place] = space.get(choice.place, 0.0) + unit_kg * units
    for nation, budget in placed.placing.budgets.items():
        assert spent.get(nation, 0.0) <= budget * (1 + 1e-9)
    opened = dict(zip(placed.framed.sites, placed.answer.opened, strict=True))
    for one in placed.placing.sites:
        if opened[one.place] >= 0 and placed.framed.sizes[opened[one.place]] == one.size:
            assert space.get(one.place, 0.0) <= one.capacity_kg * (1 + 1e-9)
    closed = {place for place, size in opened.items() if size < 0}
    assert all(space.get(place, 0.0) < 1e-6 for place in closed)


@pytest.mark.slow
def test_planning_for_all_scenarios_and_law_cost_what_they_say(placed: Placed) -> None:
    assert placed.stochastic is None or placed.stochastic >= -1e-6 * placed.worth.total
    assert placed.information >= -1e-6 * placed.worth.total
    assert placed.lawless <= placed.worth.total * 1.01
    assert placed.worth.later < placed.today.later


@pytest.mark.slow
def test_stores_held_today_and_no_more_are_shown_with_nought(placed: Placed) -> None:
    shown = {(row.place, row.nation, row.commodity) for row in held_rows(placed)}
    today = {(one.place, one.nation, one.commodity) for one in placed.placing.choices if one.today}
    assert today <= shown


def test_allied_stock_counts_nothing_where_the_host_has_not_asked(
    framed: tuple[Framed, Framed],
) -> None:
    lawful, free = framed
    book = read_book(CASE)
    placing = read_placing(CASE, book)
    row = [one.id for one in placing.scenarios].index("no-request")
    tapa = lawful.places.index("tapa")
    for h, choice in enumerate(placing.choices):
        if choice.nation != "EST":
            assert not lawful.instance.scenarios.permitted[row, h, tapa]
            assert lawful.barred[row, h, tapa]
        assert free.instance.scenarios.permitted[row, h, tapa]


def test_the_law_only_takes_away_and_only_delays(framed: tuple[Framed, Framed]) -> None:
    lawful, free = framed
    assert (lawful.instance.scenarios.permitted <= free.instance.scenarios.permitted).all()
    assert (lawful.hours >= free.hours).all()
    assert np.isfinite(lawful.hours[lawful.instance.scenarios.permitted]).all()


def test_every_fault_of_the_tables_is_named_at_once(tmp_path: Path) -> None:
    book = read_book(CASE)
    folder = tmp_path / "preposition"
    folder.mkdir()
    for path in (CASE / "preposition").glob("*.csv"):
        (folder / path.name).write_text(path.read_text())
    (folder / "needs.csv").write_text("scenario,place,commodity,amount\nwar,tapa,ration,0\n")
    (folder / "holdings.csv").write_text(
        "site,nation,commodity,unit_cost,low,high\ntapa,XXX,rations,1,5,2\n"
    )
    with pytest.raises(InputError) as caught:
        read_placing(tmp_path, book)
    assert {fault.code for fault in caught.value.faults} == {
        "unknown-reference", "unknown-nation", "not-positive", "contradiction",
    }  # fmt: skip


def test_a_book_without_the_tables_says_which_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_placing(tmp_path, read_book(CASE))
    assert len(caught.value.faults) == 5


def test_what_the_law_shuts_out_is_counted(framed: tuple[Framed, Framed]) -> None:
    book = read_book(CASE)
    placing = read_placing(CASE, book)
    shell = object.__new__(Placed)
    object.__setattr__(shell, "placing", placing)
    object.__setattr__(shell, "framed", replace(framed[0]))
    rows = barred_rows(shell)
    assert rows
    assert sum(row.shut_out for row in rows) == int(framed[0].barred.sum())
