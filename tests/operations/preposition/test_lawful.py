from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coalition.formats.book_reader import read_book
from coalition.formats.placing.reader import read_placing
from coalition.model.supply.placing import Placing
from coalition.network.network import load_network
from coalition.operations.preposition.instance_of import Framed, frame_placing

CASE = Path(__file__).parents[3] / "cases" / "northern-stocks"


@pytest.fixture(scope="module")
def framed() -> tuple[Placing, Framed, Framed]:
    """With the law, and without."""
    book = read_book(CASE)
    placing = read_placing(CASE, book)
    network = load_network(book.places, book.ways, book.closures, drawn=False)
    lawful = frame_placing(book, network, placing)
    return placing, lawful, frame_placing(book, network, placing, law=False)


def test_allied_stock_counts_nothing_where_the_host_has_not_asked(
    framed: tuple[Placing, Framed, Framed],
) -> None:
    placing, lawful, free = framed
    row = [one.id for one in placing.scenarios].index("no-request")
    tapa = lawful.places.index("tapa")
    far = [
        h for h, choice in enumerate(lawful.choice)
        if placing.choices[choice].nation != "EST" and placing.choices[choice].place != "tapa"
        and np.isfinite(free.hours[row, h, tapa])
    ]  # fmt: skip
    assert far
    assert lawful.barred[row, far, tapa].all()
    assert not lawful.instance.scenarios.permitted[row, far, tapa].any()


def test_the_law_only_takes_away_and_only_delays(framed: tuple[Placing, Framed, Framed]) -> None:
    _, lawful, free = framed
    assert (lawful.instance.scenarios.permitted <= free.instance.scenarios.permitted).all()
    assert (lawful.hours >= free.hours).all()
    assert np.isfinite(lawful.hours[lawful.instance.scenarios.permitted]).all()


def test_what_is_barred_says_why(framed: tuple[Placing, Framed, Framed]) -> None:
    _, lawful, _ = framed
    for s, h, j in np.argwhere(lawful.barred):
        assert lawful.against[int(s), int(h), int(j)]
