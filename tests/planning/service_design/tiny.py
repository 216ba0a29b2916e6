"""Tiny instances by chance, as text, and their least cost by trying every minute of every path."""

from __future__ import annotations

from collections import Counter
from random import Random

from coalition.planning.service_design.instance import Instance

Route = tuple[tuple[int, int], ...]


def tiny_text(seed: int, *, commodities: int = 4, slack: int = 4) -> str:
    """An instance of five nodes on which every commodity can be in time."""
    chance = Random(seed)
    pairs = [(a, b) for a in range(5) for b in range(5) if a != b]
    ring = [(a, (a + 1) % 5) for a in range(5)]
    arcs = ring + chance.sample([p for p in pairs if p not in ring], 6)
    lines = ["NODES,5", *(f"n{n},x" for n in range(5)), f"ARCS,{len(arcs)}"]
    for place, (tail, head) in enumerate(arcs):
        capacity = chance.choice((-1, 3, 5, 8, 12))
        costs = f"{chance.randint(0, 3)},{chance.randint(3, 30)}"
        lines.append(f"a{place},n{tail},n{head},{costs},{capacity},{chance.randint(1, 4)}.0")
    lines.append(f"COMMODITIES,{commodities}")
    for place in range(commodities):
        origin, goal = chance.choice(pairs)
        begin = chance.randint(0, 4)
        minutes = _quickest(lines, origin, goal) + chance.randint(0, slack)
        lines.append(
            f"k{place},n{origin},n{goal},{chance.randint(1, 6)},{begin},{begin + minutes}.0"
        )
    return "\n".join([*lines, "horizon=9"]) + "\n"


def least_cost(instance: Instance) -> int:
    """The least cost of all, by depth-first search over routes; partial costs only grow."""
    every = [_routes(instance, k) for k in range(len(instance.commodities))]
    best = [1 << 60]
    _descend(instance, every, [], best)
    return best[0]


def _descend(
    instance: Instance, every: list[list[Route]], chosen: list[Route], best: list[int]
) -> None:
    cost = _cost(instance, chosen)
    if cost >= best[0]:
        return
    if len(chosen) == len(every):
        best[0] = cost
        return
    for route in every[len(chosen)]:
        _descend(instance, every, [*chosen, route], best)


def _cost(instance: Instance, chosen: list[Route]) -> int:
    loads: Counter[tuple[int, int]] = Counter()
    cost = 0
    for goods, route in zip(instance.commodities, chosen, strict=False):
        for arc, minute in route:
            loads[arc, minute] += goods.quantity
            cost += goods.quantity * instance.arcs[arc].unit_cost
    for (arc, _), load in loads.items():
        capacity = instance.arcs[arc].capacity
        cost += instance.arcs[arc].vehicle_cost * (-(-load // capacity) if capacity else 1)
    return cost


def _routes(instance: Instance, commodity: int) -> list[Route]:
    goods = instance.commodities[commodity]
    found: list[Route] = []
    open_: list[tuple[str, int, Route, set[str]]] = [
        (goods.origin, goods.released, (), {goods.origin})
    ]
    while open_:
        node, minute, route, met = open_.pop()
        if node == goods.destination:
            found.append(route)
            continue
        for place, arc in enumerate(instance.arcs):
            if arc.tail == node and arc.head not in met:
                open_ += [
                    (arc.head, at + arc.minutes, (*route, (place, at)), met | {arc.head})
                    for at in range(minute, goods.due - arc.minutes + 1)
                ]
    return found


def _quickest(lines: list[str], origin: int, goal: int) -> int:
    far = {f"n{origin}": 0}
    arcs = [line.split(",") for line in lines if line.startswith("a")]
    for _ in range(5):
        for cells in arcs:
            if cells[1] in far:
                least = far[cells[1]] + int(float(cells[6]))
                far[cells[2]] = min(least, far.get(cells[2], least))
    return far[f"n{goal}"]
