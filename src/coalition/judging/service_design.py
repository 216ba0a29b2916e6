"""Is an answer to a service network design instance right, and what does it cost: from the two texts alone.

It reads both texts itself and shares no code with reader or solver. The rules are those of Boland, Hewitt,
Marshall, Savelsbergh 2017, Operations Research 65(5): each commodity takes one path as a whole, leaves its
origin at its release time or later, no arc before it has come over the last, and arrives by its due time;
those that leave over an arc in the same minute share ceil(load / capacity) vehicles, each at the fixed
cost; the variable cost is paid for each unit on each arc. All arithmetic is in integers. A text that cannot
be read is a breach like any other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field

_UNLIMITED = -1
_SECTIONS = ("NODES", "ARCS", "COMMODITIES")


@dataclass(frozen=True, slots=True, order=True)
class DesignBreach:
    """What is wrong with whose route, or with the whole: `place` is a commodity, an arc, or the answer."""

    rule: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class DesignVerdict:
    """All breaches, none if the answer is right; the cost recomputed, None where it cannot be."""

    breaches: tuple[DesignBreach, ...]
    cost: int | None

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.breaches


@dataclass(slots=True)
class _Hearing:
    """The tables of the instance by id, in text, and what was found so far."""

    arcs: dict[str, list[str]] = field(default_factory=dict)
    goods: dict[str, list[str]] = field(default_factory=dict)
    breaches: set[DesignBreach] = field(default_factory=set)
    loads: defaultdict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    carriage: int = 0

    def note(self, rule: str, place: str, message: str) -> None:
        """One breach."""
        self.breaches.add(DesignBreach(rule, place, message))


def check_design(instance_text: str, answer_text: str) -> DesignVerdict:
    """Every breach of the answer by rule (answer, commodity, path, time, cost, bound), with its cost."""
    hearing = _Hearing()
    _read_tables(hearing, instance_text)
    try:
        answer = json.loads(answer_text)
    except ValueError as error:
        hearing.note("answer", "answer", f"is not JSON: {error}")
        return DesignVerdict(tuple(sorted(hearing.breaches)), None)
    routes = answer.get("routes") if isinstance(answer, dict) else None
    if not isinstance(routes, dict):
        hearing.note("answer", "answer", "has no routes")
        return DesignVerdict(tuple(sorted(hearing.breaches)), None)
    for id_ in sorted(routes.keys() - hearing.goods.keys()):
        hearing.note("commodity", id_, "is no commodity of the instance")
    for id_, cells in hearing.goods.items():
        _hear(hearing, id_, cells, routes.get(id_))
    return _verdict(hearing, answer)


def _verdict(hearing: _Hearing, answer: dict[str, object]) -> DesignVerdict:
    cost = hearing.carriage
    for (arc, _), load in hearing.loads.items():
        capacity = _whole(hearing.arcs[arc][5])
        vehicles = 1 if capacity == _UNLIMITED else (load + capacity - 1) // capacity
        cost += vehicles * _whole(hearing.arcs[arc][4])
    if answer.get("cost") != cost or isinstance(answer.get("cost"), bool):
        hearing.note("cost", "answer", f"costs {cost}, not {answer.get('cost')}")
    bound = answer.get("bound")
    if isinstance(bound, int | float) and bound > cost:
        hearing.note(
            "bound", "answer", f"claims that none costs less than {bound}, but costs {cost}"
        )
    return DesignVerdict(tuple(sorted(hearing.breaches)), cost)


def _read_tables(hearing: _Hearing, text: str) -> None:
    section = ""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split(",")]
        if cells[0] in _SECTIONS:
            section = cells[0]
        elif section == "ARCS" and len(cells) >= 7:
            hearing.arcs[cells[0]] = cells
        elif section == "COMMODITIES" and len(cells) >= 6:
            hearing.goods[cells[0]] = cells


def _hear(hearing: _Hearing, id_: str, goods: list[str], route: object) -> None:
    if not isinstance(route, list) or not route:
        hearing.note("commodity", id_, "has no route")
        return
    node, minute, quantity = goods[1], _whole(goods[4]), _whole(goods[3])
    met: set[tuple[str, int]] = set()
    for leg in route:
        if not _is_leg(leg) or leg[0] not in hearing.arcs:
            hearing.note("path", id_, f"{leg!r} is not an arc of the instance with a whole minute")
            return
        arc, departs = hearing.arcs[leg[0]], leg[1]
        if arc[1] != node:
            hearing.note("path", id_, f"leaves over arc {leg[0]} from {arc[1]} but is at {node}")
        if departs < minute:
            hearing.note(
                "time", id_, f"leaves over arc {leg[0]} at {departs}, is there from {minute} on"
            )
        if (leg[0], departs) in met:
            hearing.note("path", id_, f"leaves over arc {leg[0]} at {departs} twice")
        met.add((leg[0], departs))
        hearing.loads[leg[0], departs] += quantity
        hearing.carriage += quantity * _whole(arc[3])
        node, minute = arc[2], departs + _whole(arc[6])
    if node != goods[2]:
        hearing.note("path", id_, f"ends at {node}, not at {goods[2]}")
    if minute > _whole(goods[5]):
        hearing.note("time", id_, f"arrives at {minute}, due at {_whole(goods[5])}")


def _is_leg(leg: object) -> bool:
    return (
        isinstance(leg, list) and len(leg) == 2 and isinstance(leg[0], str)
        and isinstance(leg[1], int) and not isinstance(leg[1], bool)
    )  # fmt: skip


def _whole(cell: str) -> int:
    """A whole number as the instances write it, with or without `.0`."""
    return int(cell.removesuffix(".0"))
