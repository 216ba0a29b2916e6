from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from coalition.errors import InputError
from coalition.formats.published.hurricanes import read_hurricanes


def _write(folder: Path, demands: str) -> None:
    network = {"edges_hours": [[0, 1, 2.0], [1, 2, 3.0], [0, 2, 9.0]],
               "hurricane_category_minus1": {"Ann": 2, "Bob": 0}}  # fmt: skip
    (folder / "network.json").write_text(json.dumps(network))
    (folder / "node_coordinates.csv").write_text("B,1,30.5,-80\nA,0,30,-81\nC,2,31,-82\n")
    (folder / "demands.txt").write_text(demands)


def test_ways_are_the_quickest_and_needs_stand_by_city(tmp_path: Path) -> None:
    _write(tmp_path, "Ann\n1 A 10 20 30\n3 New C 1 2 3\n\nBob\n2 B 5 6 7\n")
    data = read_hurricanes(tmp_path)
    assert data.cities == ("A", "B", "C")
    assert data.hours[0].tolist() == [0, 2, 5]
    assert data.category.tolist() == [3, 1]
    assert data.need[0].tolist() == [[10, 20, 30], [0, 0, 0], [1, 2, 3]]
    assert np.array_equal(data.position[0], [30, -81])


def test_every_line_that_is_no_need_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "Ann\n9 A 10 20 30\n1 A ten 20 30\n")
    with pytest.raises(InputError) as caught:
        read_hurricanes(tmp_path)
    assert [fault.where for fault in caught.value.faults] == ["demands.txt:2", "demands.txt:3"]
