"""Reads the text form of the published instances: three sections of comma-separated lines.

    NODES,n         id, ...
    ARCS,n          id, from, to, cost a unit, cost a vehicle, capacity or -1, minutes, ...
    COMMODITIES,n   id, origin, destination, quantity, available from, due by, ...

What follows these cells on a line, and lines `key=value` at the end, tell of the instances they were made
from and are passed over. Numbers must be whole, `2080.0` among them: nothing is rounded or scaled, so that
bound, cost and timetable stay exact. Whoever has cents or seconds multiplies all costs, or all times,
alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from coalition.errors import Fault, InputError
from coalition.planning.service_design.instance import Arc, Commodity, Instance

_CELLS = {"NODES": 1, "ARCS": 7, "COMMODITIES": 6}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_MOST = 10**12


@dataclass(slots=True)
class _Log:
    """Faults so far, and the line being read."""

    name: str
    line: int = 0
    faults: list[Fault] = field(default_factory=list)

    def note(self, code: str, message: str, hint: str = "") -> None:
        """One fault on the line being read."""
        self.faults.append(Fault(f"{self.name}:{self.line}", code, message, hint))

    def whole(self, cell: str, what: str, *, least: int) -> int:
        """The cell as a whole number; `least` where it is not one that can be used."""
        if not _NUMBER.fullmatch(cell):
            self.note("bad-number", f"{what} `{cell}` is not a number", "write digits, like 1250")
            return least
        digits, _, rest = cell.partition(".")
        if rest.strip("0"):
            self.note(
                "not-whole", f"{what} `{cell}` is not whole", "multiply all alike until whole"
            )
            return least
        value = int(digits)
        if not least <= value <= _MOST:
            self.note("absurd-value", f"{what} `{cell}` is not from {least} to {_MOST}")
            return least
        return value


@dataclass(slots=True)
class _Draft:
    """What was read so far."""

    nodes: dict[str, None] = field(default_factory=dict)
    arcs: dict[str, Arc] = field(default_factory=dict)
    commodities: dict[str, Commodity] = field(default_factory=dict)


def read_instance(text: str, name: str) -> Instance:
    """The instance; `name` stands in the places of faults. Raises InputError with all faults."""
    log, draft = _Log(name), _Draft()
    counts: dict[str, tuple[int, int]] = {}
    section = ""
    for log.line, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split(",")]
        if not line.strip() or re.fullmatch(r"[a-z_]+=.*", cells[0]):
            continue
        if cells[0][:1].isalpha() and cells[0].isupper():
            section = _section(log, cells, counts)
        elif not section:
            log.note("bad-choice", "a line before the first section", "begin with NODES")
        elif len(cells) < _CELLS.get(section, 0):
            log.note("ragged-row", f"{len(cells)} cells where {section} has {_CELLS[section]}")
        elif section in _CELLS:
            _READERS[section](log, cells, draft)
    _check_counts(log, draft, counts)
    if log.faults:
        raise InputError(log.faults)
    return Instance(
        name, tuple(draft.nodes), tuple(draft.arcs.values()), tuple(draft.commodities.values())
    )


def _section(log: _Log, cells: list[str], counts: dict[str, tuple[int, int]]) -> str:
    section = cells[0]
    if section not in _CELLS:
        log.note("bad-choice", f"`{section}` is no section", f"take one of {', '.join(_CELLS)}")
    elif section in counts:
        log.note("duplicate-id", f"section `{section}` stands twice", "join the two")
    else:
        size = log.whole(cells[1] if len(cells) > 1 else "", f"size of {section}", least=0)
        counts[section] = (size, log.line)
    return section


def _check_counts(log: _Log, draft: _Draft, counts: dict[str, tuple[int, int]]) -> None:
    found = {
        "NODES": len(draft.nodes), "ARCS": len(draft.arcs), "COMMODITIES": len(draft.commodities)
    }  # fmt: skip
    for section, size in found.items():
        if section not in counts:
            log.line = 1
            log.note("missing-key", f"no section `{section}`", "add it")
        elif counts[section][0] != size and not log.faults:
            log.line = counts[section][1]
            log.note("contradiction", f"`{section},{counts[section][0]}` but {size} lines follow")


def _node(log: _Log, cells: list[str], draft: _Draft) -> None:
    if _fresh(log, cells[0], draft.nodes, "node"):
        draft.nodes[cells[0]] = None


def _arc(log: _Log, cells: list[str], draft: _Draft) -> None:
    fresh = _fresh(log, cells[0], draft.arcs, "arc")
    _ends(log, cells, draft)
    capacity = log.whole(cells[5], "capacity", least=-1)
    if not capacity:
        log.note("not-positive", "capacity `0` carries nothing", "write -1 for no limit")
    arc = Arc(
        cells[0], cells[1], cells[2],
        log.whole(cells[3], "cost a unit", least=0), log.whole(cells[4], "cost a vehicle", least=0),
        capacity if capacity > 0 else None, log.whole(cells[6], "minutes", least=0),
    )  # fmt: skip
    if fresh:
        draft.arcs[arc.id] = arc


def _commodity(log: _Log, cells: list[str], draft: _Draft) -> None:
    fresh = _fresh(log, cells[0], draft.commodities, "commodity")
    _ends(log, cells, draft)
    commodity = Commodity(
        cells[0], cells[1], cells[2], log.whole(cells[3], "quantity", least=1),
        log.whole(cells[4], "available from", least=0), log.whole(cells[5], "due by", least=0),
    )  # fmt: skip
    if commodity.due < commodity.released:
        message = f"due at `{cells[5]}`, before it is available at `{cells[4]}`"
        log.note("contradictory-dates", message, "mend the times")
    if fresh:
        draft.commodities[commodity.id] = commodity


def _fresh(
    log: _Log, id_: str, known: dict[str, None] | dict[str, Arc] | dict[str, Commodity], what: str
) -> bool:
    if not id_:
        log.note("missing-value", f"{what} without an id", "number it")
    elif id_ in known:
        log.note("duplicate-id", f"{what} `{id_}` stands twice", "give each its own id")
    return bool(id_) and id_ not in known


def _ends(log: _Log, cells: list[str], draft: _Draft) -> None:
    for node in cells[1:3]:
        if node not in draft.nodes:
            log.note("unknown-reference", f"node `{node}` is not listed", "add it to NODES")
    if cells[1] == cells[2]:
        log.note("contradiction", f"begins and ends at `{cells[1]}`", "mend one of the two")


_READERS: dict[str, Callable[[_Log, list[str], _Draft], None]] = {
    "NODES": _node, "ARCS": _arc, "COMMODITIES": _commodity
}  # fmt: skip
