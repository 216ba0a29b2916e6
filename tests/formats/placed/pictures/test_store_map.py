from __future__ import annotations

from dataclasses import replace

from tests.formats.placed.made_up import made_up

from coalition.formats.placed.pictures.store_map import draw_store_map
from coalition.network.globe.outlines import read_outlines


def test_open_stores_needs_and_ways_say_what_they_are() -> None:
    picture = draw_store_map(made_up(), read_outlines())
    assert picture.text == "1 store open of 2 candidates, 2 places of need, 2 ways"
    for words in ("large, 900 t; 30 tents of BBB", "West depot (BBB): stays closed",
                  "500 t expected to be needed, 25% never met", "by road: 375 t expected"):  # fmt: skip
        assert words in picture.body


def test_a_need_met_in_full_has_no_red_part() -> None:
    content = made_up()
    met = tuple(replace(row, unmet_kg=0.0) for row in content.needs)
    whole = draw_store_map(replace(content, needs=met), read_outlines()).body
    assert whole.count("A") < draw_store_map(content, read_outlines()).body.count("A")


def test_an_answer_that_opens_and_sends_nothing_is_drawn() -> None:
    content = made_up()
    closed = tuple(replace(row, size="", held_kg=0) for row in content.stores)
    nothing = replace(content, stores=closed, ways=(), held=())
    assert draw_store_map(nothing, read_outlines()).text.startswith("0 stores open")
