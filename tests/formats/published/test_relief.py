from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.published.relief import read_relief

FILES = {
    "depotCoordinates": "gglAddressAscii,gglLat,gglLong\nNorth,-12,49\nSouth,-24,46\nShut,-20,47\n",
    "depotMapping": "gglAddressAsciiMapFrom,gglAddressAsciiMapTo\nNorth,North\nFar South,South\n",
    "depotSelection": "gglAddressAscii,include\nNorth,1\nSouth,1\nShut,0\n",
    "disasters": "DisasterID,Type,Year,gglAddress,TotAffected\n"
    "a,Storm,2000,Town,10\na,Storm,2000,Town,5\nb,Drought,2001,Town,7\nc,Storm,2002,Nowhere,7\n",
    "disasterTypeSelection": "disasterType,include\nStorm,1\nDrought,\n",
    "distanceMatrix": "depotGglAddressAscii,disasterGglAddressAscii,disasterGglLat,disasterGglLong,"
    "drivingTime_hrs,distance_km\nNorth,Town,-18,48,6,300\nSouth,Town,-18,48,,\n",
    "items": "ItemName,WeightMetricTon,CubicMeters\nTents,0.05,0.2\n",
    "personsPerItem": "Item,PersonsPerItem\nTents,5\n",
    "inventory/actual": "ItemName,gglAddress,Total\nTents,North,3\nTents,Far South,4\nTents,South,1\n",
}


def _write(folder: Path, **changed: str) -> Path:
    (folder / "inventory").mkdir()
    for name, text in {**FILES, **changed}.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_stock_of_a_mapped_place_stands_at_its_depot(tmp_path: Path) -> None:
    data = read_relief(_write(tmp_path))
    assert data.stock == {("North", "Tents"): 3, ("South", "Tents"): 5}
    assert set(data.depots) == {"North", "South"}


def test_people_of_one_disaster_in_one_place_add_up_and_the_rest_is_counted(tmp_path: Path) -> None:
    data = read_relief(_write(tmp_path))
    assert [dict(one.affected) for one in data.disasters] == [{"Town": 15}]
    assert data.left_out == 2


def test_a_way_without_hours_is_no_way(tmp_path: Path) -> None:
    assert dict(read_relief(_write(tmp_path)).hours) == {("North", "Town"): 6}


def test_faults_of_several_files_are_named_together(tmp_path: Path) -> None:
    _write(tmp_path, items="ItemName\nTents\n", depotSelection="include\n1\n")
    with pytest.raises(InputError) as caught:
        read_relief(tmp_path)
    assert {fault.where for fault in caught.value.faults} == {"items.csv", "depotSelection.csv"}
