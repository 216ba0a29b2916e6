"""The checker of service network designs finds what is wrong, and nothing in what is right."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from coalition.judging.service_design import check_design

INSTANCE = """NODES,4
1,1
2,2
3,3
4,4
ARCS,4
0,1,2,2,50,10,30.0
1,2,3,1,40,-1,20.0
2,3,4,0,7,5,10
3,1,3,9,90,10,45
COMMODITIES,3
0,1,3,6,100,200.0
1,1,3,4,110,170.0
2,2,4,8,120,400
horizon=9
"""
Routes = dict[str, list[list[object]]]
ROUTES: Routes = {
    "0": [["0", 110], ["1", 140]],
    "1": [["0", 110], ["1", 140]],
    "2": [["1", 140], ["2", 160]],
}
COST = 6 * 3 + 4 * 3 + 8 * 1 + 50 + 40 + 2 * 7
"""Ten units fill one vehicle of arc 0; arc 1 has no limit; eight units take two vehicles of arc 2."""


def found(routes: object, *, cost: object = COST, bound: object = COST) -> set[tuple[str, str]]:
    text = json.dumps({"instance": "x", "cost": cost, "bound": bound, "routes": routes})
    return {(breach.rule, breach.place) for breach in check_design(INSTANCE, text).breaches}


def test_a_right_answer_has_no_breach_and_its_cost() -> None:
    text = json.dumps({"cost": COST, "bound": 1, "routes": ROUTES})
    verdict = check_design(INSTANCE, text)
    assert verdict.right
    assert verdict.cost == COST


def changed(change: Callable[[Routes], object]) -> Routes:
    routes: Routes = json.loads(json.dumps(ROUTES))
    change(routes)
    return routes


@pytest.mark.parametrize(
    ("what", "change", "breach"),
    [
        ("leaves before release", lambda r: r["1"][0].__setitem__(1, 109), ("time", "1")),
        ("leaves before it is there", lambda r: r["0"][1].__setitem__(1, 139), ("time", "0")),
        ("arrives late", lambda r: r["1"][1].__setitem__(1, 151), ("time", "1")),
        ("ends elsewhere", lambda r: r["2"].pop(), ("path", "2")),
        ("begins elsewhere", lambda r: r["2"].pop(0), ("path", "2")),
        ("leaps", lambda r: r["0"].__setitem__(1, ["2", 160]), ("path", "0")),
        ("an arc that is not there", lambda r: r["0"][0].__setitem__(0, "77"), ("path", "0")),
        ("a minute that is not whole", lambda r: r["0"][0].__setitem__(1, 110.5), ("path", "0")),
        ("a minute that is a word", lambda r: r["0"][0].__setitem__(1, "110"), ("path", "0")),
        ("no route", lambda r: r.pop("1"), ("commodity", "1")),
        ("an empty route", lambda r: r["1"].clear(), ("commodity", "1")),
        ("a stranger", lambda r: r.__setitem__("9", [["0", 110]]), ("commodity", "9")),
        ("apart, priced together", lambda r: r["0"][0].__setitem__(1, 109), ("cost", "answer")),
        ("back and forth", lambda r: r["0"].insert(1, ["0", 110]), ("path", "0")),
    ],
)
def test_a_planted_fault_is_found(
    what: str, change: Callable[[Routes], object], breach: tuple[str, str]
) -> None:
    assert breach in found(changed(change)), what


def test_a_vehicle_too_few_is_a_wrong_cost() -> None:
    assert found(ROUTES, cost=COST - 7, bound=0) == {("cost", "answer")}


@pytest.mark.parametrize("cost", [COST + 1, COST - 1, None, "a lot", True, float(COST) + 0.5])
def test_a_wrong_cost_is_found(cost: object) -> None:
    assert ("cost", "answer") in found(ROUTES, cost=cost)


def test_a_bound_above_the_cost_is_found() -> None:
    assert found(ROUTES, bound=COST + 1) == {("bound", "answer")}


@pytest.mark.parametrize("text", ["", "[]", "{}", "{", '{"routes": []}', "null"])
def test_text_that_is_no_answer_is_a_breach(text: str) -> None:
    verdict = check_design(INSTANCE, text)
    assert [breach.rule for breach in verdict.breaches] == ["answer"]
    assert verdict.cost is None


def test_one_unit_more_than_a_vehicle_holds_takes_another() -> None:
    instance = INSTANCE.replace("0,1,3,6,100", "0,1,3,7,100")
    text = json.dumps({"cost": COST + 3 + 50, "bound": 0, "routes": ROUTES})
    assert check_design(instance, text).right
