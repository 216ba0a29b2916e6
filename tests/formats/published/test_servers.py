from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.published.servers import read_servers

SCENARIO = """param NumServers := 2 ;
param NumClients := 3 ;
param Capacity := 18.5 ;
param FixedCost :=
1 40
2 60 ;
param Revenue: 1 2 :=
1 4 5
2 6 7
3 8 9 ;
param Demand: 1 2 :=
1 1 2
2 3 4
3 5 6 ;
param ClientPresent :=
1 1
2 {second}
3 1 ;
"""


def test_scenarios_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (1, 2, 10):
        text = SCENARIO.format(second=int(number == 2))
        (tmp_path / f"Scenario{number}.dat").write_text(text)
    data = read_servers(tmp_path)
    assert data.present.tolist() == [[1, 0, 1], [1, 1, 1], [1, 0, 1]]
    assert data.capacity == 18.5
    assert data.revenue.tolist() == [[4, 6, 8], [5, 7, 9]]
    assert data.demand.tolist() == [[1, 3, 5], [2, 4, 6]]


def test_a_folder_without_scenarios_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Scenario1\.dat"):
        read_servers(tmp_path)


def test_a_table_that_ends_early_is_named(tmp_path: Path) -> None:
    text = SCENARIO.format(second=1).replace("3 5 6 ;", ";")
    (tmp_path / "Scenario1.dat").write_text(text)
    with pytest.raises(InputError, match="Demand"):
        read_servers(tmp_path)
