from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.published.orlib import read_median_graph, read_warehouses

WAREHOUSES = "2 3\n 10 5.5\n capacity 6\n 4\n 1 2\n 5\n 3 4\n 6\n 7 8\n"


def _file(folder: Path, text: str) -> Path:
    path = folder / "some.txt"
    path.write_text(text)
    return path


def test_warehouses_read_costs_by_warehouse_and_customer(tmp_path: Path) -> None:
    data = read_warehouses(_file(tmp_path, WAREHOUSES), 9)
    assert data.capacity.tolist() == [9, 9]
    assert data.fixed.tolist() == [5.5, 6]
    assert data.demand.tolist() == [4, 5, 6]
    assert data.cost.tolist() == [[1, 3, 7], [2, 4, 8]]


def test_a_capacity_left_open_must_be_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="leaves the capacity open"):
        read_warehouses(_file(tmp_path, WAREHOUSES))


def test_a_later_edge_replaces_an_earlier_one(tmp_path: Path) -> None:
    graph = read_median_graph(_file(tmp_path, "3 3 1\n1 2 5\n2 3 7\n2 1 4\n"))
    assert graph.count == 1
    assert graph.ends.tolist() == [[0, 1], [1, 2]]
    assert graph.length.tolist() == [4, 7]


@pytest.mark.parametrize(
    ("text", "words"),
    [("3 1 1\n1 4 5\n", "vertex that is not there"), ("3 2 1\n1 2 5\n", "ends before"),
     ("3 x 1\n", "no number"), ("3 1.5 1\n", "counts nothing")],
)  # fmt: skip
def test_a_broken_graph_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_median_graph(_file(tmp_path, text))
