"""Every fault of an instance is named with its line, all at once; nothing is rounded."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.planning.service_design.tiny import tiny_text

from coalition.errors import InputError
from coalition.planning.service_design.reader import read_instance

SHARED = Path(__file__).parents[3] / "../shared/bench/ctsndp"
GOOD = """NODES,3
1,1,-,-
2,2,-,-
3,3,-,-
ARCS,2
0,1,2,5,70,100,30.0,30,30.0
1,2,3,0,9,-1,20,20,20.0
COMMODITIES,1
0,1,3,12,100,200.0,100,200.0
horizon=1499
"""


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read_instance(text, "x.txt")
    return [(fault.where, fault.code) for fault in caught.value.faults]


def test_a_good_instance_is_read_exactly() -> None:
    instance = read_instance(GOOD, "x.txt")
    first, second = instance.arcs
    assert (first.unit_cost, first.vehicle_cost, first.capacity, first.minutes) == (5, 70, 100, 30)
    assert second.capacity is None
    goods = instance.commodities[0]
    assert (goods.origin, goods.destination, goods.quantity) == ("1", "3", 12)
    assert (goods.released, goods.due) == (100, 200)


@pytest.mark.parametrize(
    ("old", "new", "where", "code"),
    [
        ("12,100,200.0", "twelve,100,200.0", 9, "bad-number"),
        ("5,70,100", "5,70.5,100", 6, "not-whole"),
        ("5,70,100", "-5,70,100", 6, "absurd-value"),
        ("5,70,100", "5,70,0", 6, "not-positive"),
        ("5,70,100", "5,7000000000000000000,100", 6, "bad-number"),
        ("0,1,3,12", "0,1,3,0", 9, "absurd-value"),
        ("100,200.0,100", "100,99,100", 9, "contradictory-dates"),
        ("1,2,3,0", "1,2,7,0", 7, "unknown-reference"),
        ("1,2,3,0", "1,2,2,0", 7, "contradiction"),
        ("1,2,3,0", "0,2,3,0", 7, "duplicate-id"),
        ("3,3,-,-", "2,3,-,-", 4, "duplicate-id"),
        ("1,2,3,0,9,-1,20,20,20.0", "1,2,3,0", 7, "ragged-row"),
        ("ARCS,2", "ARCS,3", 5, "contradiction"),
        ("ARCS,2", "ROADS,2", 5, "bad-choice"),
        ("COMMODITIES,1", "ARCS,1", 8, "duplicate-id"),
        ("NODES,3\n", "", 1, "bad-choice"),
        ("2,2,-,-\n", ",2,-,-\n", 3, "missing-value"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, where: int, code: str) -> None:
    assert (f"x.txt:{where}", code) in faults(GOOD.replace(old, new, 1))


def test_all_faults_come_at_once() -> None:
    text = GOOD.replace("5,70,100", "x,70.5,0").replace("0,1,3,12", "0,1,9,y")
    codes = [code for _, code in faults(text)]
    assert codes == [
        "bad-number", "not-positive", "not-whole", "bad-number", "unknown-reference",
    ]  # fmt: skip


def test_a_missing_section_is_named() -> None:
    assert ("x.txt:1", "missing-key") in faults("NODES,1\n1,1\n")


def test_text_that_is_no_instance_is_refused() -> None:
    assert faults("")
    assert faults("PK\x03\x04\x00")


def test_instances_by_chance_are_read() -> None:
    assert len(read_instance(tiny_text(1), "tiny").commodities) == 4


def test_all_handed_instances_are_read() -> None:
    if not SHARED.is_dir():
        pytest.skip("no instances at ../shared/bench/ctsndp")
    with (SHARED / "classes.csv").open(encoding="utf-8") as lines:
        names = [row["instance"] for row in csv.DictReader(lines)]
    for name in names:
        instance = read_instance((SHARED / name).read_text(encoding="utf-8"), name)
        assert len(instance.nodes) in (20, 30)
        assert instance.commodities
    assert len(names) == 186
