"""A path with a window of departure on each of its arcs: what the relaxation chooses from.

How late a commodity is against the quickest passage of its path can only grow along the path. So each column
keeps, arc by arc, the least and the most minutes of delay, both rising; at first 0 and all that release and due
time leave. A column is refined by cutting it at one arc: either it leaves before a minute, and then is early on
all arcs before too, or from that minute on, and then is late on all arcs after. Together the two halves hold
every passage of the whole, and no other: this is what refining a time-expanded network does in dynamic
discretisation discovery (Boland et al. 2017; by intervals: Marshall, Boland, Savelsbergh, Hewitt 2021,
Transportation Science 55(1)), but for one path of one commodity at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from coalition.planning.service_design.instance import Instance
from coalition.planning.service_design.paths import Path, windows


@dataclass(frozen=True, slots=True)
class Column:
    """`first[i]` to `last[i]`: the minutes at which arc `path[i]` may be left over, both inclusive.

    `quickest[i]`: when it is left over by who never waits. `cost`: the variable cost.
    """

    commodity: int
    path: Path
    quickest: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    cost: int


def whole_column(instance: Instance, commodity: int, path: Path) -> Column:
    """The path with all the time that release and due leave it."""
    alone = windows(instance, commodity, path)
    quickest, last = tuple(w[0] for w in alone), tuple(w[1] for w in alone)
    return Column(commodity, path, quickest, quickest, last, instance.carriage(commodity, path))


def cut(column: Column, at: int, minute: int) -> list[Column]:
    """Those that leave over arc `path[at]` before the minute, and those from it on; only one if all do."""
    if not column.first[at] < minute <= column.last[at]:
        return [column]
    edge = [minute + place - column.quickest[at] for place in column.quickest]
    early = (
        *(min(had, new - 1) for had, new in zip(column.last, edge[: at + 1], strict=False)),
        *column.last[at + 1 :],
    )
    late = (
        *column.first[:at],
        *(max(had, new) for had, new in zip(column.first[at:], edge[at:], strict=True)),
    )
    return [replace(column, last=early), replace(column, first=late)]
