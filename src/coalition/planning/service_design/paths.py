"""All simple paths on which a commodity is in time.

Costs are never negative and waiting is free, so that some best answer has no path that meets a node twice.
Time windows are what makes these paths few: a depth-first walk that turns back where the quickest way on
would be late looks at little else.
"""

from __future__ import annotations

from coalition.planning.service_design.instance import Commodity, Instance

Path = tuple[int, ...]
_FAR = 1 << 60


def quickest_minutes(instance: Instance) -> dict[str, dict[str, int]]:
    """Least minutes from node to node (Floyd and Warshall); absent where there is no way."""
    reach: dict[str, dict[str, int]] = {node: {node: 0} for node in instance.nodes}
    for arc in instance.arcs:
        reach[arc.tail][arc.head] = min(arc.minutes, reach[arc.tail].get(arc.head, _FAR))
    for via in instance.nodes:
        onward = reach[via]
        for start in instance.nodes:
            first = reach[start].get(via)
            if first is None:
                continue
            for end, rest in onward.items():
                if first + rest < reach[start].get(end, _FAR):
                    reach[start][end] = first + rest
    return reach


def paths_in_time(instance: Instance, *, most: int) -> tuple[list[list[Path]], bool]:
    """Paths of each commodity, and whether they are all: no commodity lists more than `most`.

    A commodity that cannot be in time has none. Where paths are left out, the quickest come first only by
    chance of the walk, and nothing may be proven from the list.
    """
    reach = quickest_minutes(instance)
    leaving: dict[str, list[int]] = {node: [] for node in instance.nodes}
    for place, arc in enumerate(instance.arcs):
        leaving[arc.tail].append(place)
    found = [_walk(instance, c, leaving, reach, most) for c in instance.commodities]
    return [paths[:most] for paths in found], all(len(paths) <= most for paths in found)


def _walk(
    instance: Instance,
    commodity: Commodity,
    leaving: dict[str, list[int]],
    reach: dict[str, dict[str, int]],
    most: int,
) -> list[Path]:
    goal, found = commodity.destination, list[Path]()
    open_: list[tuple[str, int, Path, frozenset[str]]] = [
        (commodity.origin, commodity.released, (), frozenset((commodity.origin,)))
    ]
    while open_ and len(found) <= most:
        node, minute, path, met = open_.pop()
        if node == goal:
            found.append(path)
            continue
        for place in reversed(leaving[node]):
            arc = instance.arcs[place]
            then = minute + arc.minutes
            if arc.head not in met and then + reach[arc.head].get(goal, _FAR) <= commodity.due:
                open_.append((arc.head, then, (*path, place), met | {arc.head}))
    return found


def windows(instance: Instance, commodity: int, path: Path) -> list[tuple[int, int]]:
    """The earliest and latest minute to leave over each arc of a path, for one who shares with nobody."""
    goods, minute, earliest = instance.commodities[commodity], 0, list[int]()
    for number in path:
        earliest.append(goods.released + minute)
        minute += instance.arcs[number].minutes
    spare = goods.due - goods.released - minute
    return [(at, at + spare) for at in earliest]
