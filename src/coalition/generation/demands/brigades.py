"""What must move, and by when: brigades of unit line numbers, sustainment and wanted capabilities.

A brigade has a sender, a host, a phase (the day its move begins) and a priority. Its first line is the
advance party; others follow by sea, land or air. Required delivery is a rough door-to-door time plus
slack, so that some of it is tight. Sizes, dates and names are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coalition.generation.chance import Chance
from coalition.generation.demands.forces import HEAVY, LIGHT, cargo_row, cargo_rows, unit_name
from coalition.generation.demands.pool import Pool
from coalition.generation.demands.routes import (
    Corridor,
    heavy_corridor,
    light_corridor,
    senders,
    targets_of,
)
from coalition.generation.tables import Row
from coalition.generation.theatre.frame import Frame

LAW_DAYS = 5
"""What notice and dangerous-goods permissions take together at the start, roughly."""


@dataclass(frozen=True, slots=True)
class Group:
    """A brigade: who goes where, from which day, how urgent; `advance` is its advance party's ULN."""

    number: int
    nation: str
    host: str
    phase: int
    priority: int
    advance: str


@dataclass(slots=True)
class Demand:
    """The tables under construction, and the stream of chance they are drawn from."""

    frame: Frame
    chance: Chance
    pool: Pool
    units: list[Row] = field(default_factory=list)
    cargo: list[Row] = field(default_factory=list)
    requirements: list[Row] = field(default_factory=list)

    def next_uln(self) -> str:
        """The number of the next requirement line."""
        return f"N{len(self.requirements) + 1:05d}"


def demand(frame: Frame) -> Demand:
    """Exactly `frame.requirements` requirements with the units, cargo and stocks they speak of."""
    tables = Demand(frame, Chance(frame.seed, "demand"), Pool(frame))
    left, number = frame.requirements, 0
    while left:
        size = min(left, tables.chance.between(*((3, 5) if frame.small else (6, 12))))
        group = _group(tables, number)
        for place in range(size):
            _add(tables, group, place)
        left, number = left - size, number + 1
    return tables


def _group(tables: Demand, number: int) -> Group:
    chance, frame = tables.chance, tables.frame
    nation = chance.weighted(senders(frame))
    host = chance.pick([host for host in targets_of(frame) if host != nation])
    longest = 8 if frame.small else 34 if nation in ("USA", "CAN") else 50
    phase = chance.between(0, longest)
    return Group(number, nation, host, phase, chance.between(2, 8), tables.next_uln())


def _add(tables: Demand, group: Group, place: int) -> None:
    """Adds one requirement of the brigade, with what it speaks of."""
    if place == 0:
        _advance_party(tables, group)
        return
    kind = tables.chance.weighted(
        (
            (_heavy, 46),
            (_light, 22),
            (_stock, 14),
            (_own_columns, 6),
            (_own_cargo, 4),
            (_capability, 8),
        )
    )
    kind(tables, group, place)


def _advance_party(tables: Demand, group: Group) -> None:
    corridor = light_corridor(tables.frame, tables.chance, group.nation, group.host)
    _unit_line(tables, group, 0, "advance party", corridor, notice_d=2)


def _heavy(tables: Demand, group: Group, place: int) -> None:
    corridor = heavy_corridor(tables.frame, tables.chance, group.nation, group.host)
    notice = tables.chance.pick((5, 5, 7, 10) if corridor.days < 15 else (7, 10, 14))
    _unit_line(tables, group, place, tables.chance.weighted(HEAVY), corridor, notice_d=notice)


def _light(tables: Demand, group: Group, place: int) -> None:
    corridor = light_corridor(tables.frame, tables.chance, group.nation, group.host)
    notice = tables.chance.pick((2, 3, 5))
    _unit_line(tables, group, place, tables.chance.weighted(LIGHT), corridor, notice_d=notice)


def _unit_line(
    tables: Demand, group: Group, place: int, kind: str, corridor: Corridor, *, notice_d: int
) -> None:
    """A unit with its load, and the requirement that moves it."""
    frame, uln = tables.frame, tables.next_uln()
    unit = f"U{uln[1:]}"
    notice_d = min(notice_d, 5) if frame.small else notice_d
    tables.units.append({
        "unit": unit, "name": unit_name(group.number, place // 4 + 1, place % 4 + 1),
        "nation": group.nation, "home": corridor.origin, "notice_d": notice_d, "capability": "",
        "confidence": "fictional", "note": kind,
    })  # fmt: skip
    tables.cargo += cargo_rows(unit, kind, tables.chance, crew=corridor.crewed, half=frame.small)
    row: dict[str, str | int] = {"uln": uln, "kind": "movement", "description": kind, "unit": unit}
    # Together means on one carrier: only an advance party is sure to fit one.
    row["together"] = "yes" if place == 0 and tables.chance.percent(25) else ""
    _finish(tables, group, row, corridor, notice_d, after=place > 0 and tables.chance.percent(35))


def _stock(tables: Demand, group: Group, place: int) -> None:
    """Sustainment drawn from a stock of an ally or of the sender."""
    stock, home, nation, amount = tables.pool.draw_stock(tables.chance, group.nation)
    borrow = group.nation != nation and tables.chance.percent(50)
    row: dict[str, str | int] = {
        "uln": tables.next_uln(), "kind": "movement", "description": f"sustainment {place}",
        "stock": stock, "amount": amount, "nation": group.nation if borrow else "", "task": "sustain",
    }  # fmt: skip
    _finish(tables, group, row, Corridor(home, 6), 1, after=False)


def _own_columns(tables: Demand, group: Group, place: int) -> None:
    """General cargo given by its totals."""
    corridor = heavy_corridor(tables.frame, tables.chance, group.nation, group.host)
    row: dict[str, str | int] = {
        "uln": tables.next_uln(), "kind": "movement", "description": f"general cargo {place}",
        "nation": group.nation, "origin": corridor.origin, "nat_t": tables.chance.between(4, 20) * 10,
        "piece_t": 2, "area_m2": "", "nature": "general",
    }  # fmt: skip
    row["area_m2"] = int(row["nat_t"]) * 3
    _finish(tables, group, row, corridor, 3, after=False)


def _own_cargo(tables: Demand, group: Group, place: int) -> None:
    """Cargo given line by line under the requirement's own number."""
    corridor = heavy_corridor(tables.frame, tables.chance, group.nation, group.host)
    uln, chance = tables.next_uln(), tables.chance
    for number, name in enumerate((chance.pick(("containers", "barrier stores")), "trailers"), 1):
        tables.cargo.append(cargo_row(uln, number, name, chance.between(3, 10)))
    row: dict[str, str | int] = {
        "uln": uln, "kind": "movement", "description": f"stores {place}", "nation": group.nation,
        "origin": corridor.origin,
    }  # fmt: skip
    _finish(tables, group, row, corridor, 3, after=False)


def _capability(tables: Demand, group: Group, place: int) -> None:
    """A capability wanted; the pool grows by pledges that can serve it."""
    uln = tables.next_uln()
    wanted = tables.pool.want(tables.chance, uln)
    tables.units += wanted.units
    tables.cargo += wanted.cargo
    row: dict[str, str | int] = {
        "uln": uln, "kind": "capability", "description": f"{wanted.capability} {place}",
        "capability": wanted.capability, "amount": wanted.amount, "interoperability": "standard-a",
        "task": "sustain",
    }  # fmt: skip
    _finish(tables, group, row, Corridor("", 7), 5, after=False)


def _finish(
    tables: Demand, group: Group, row: dict[str, str | int], corridor: Corridor, notice_d: int,
    *, after: bool,
) -> None:  # fmt: skip
    """Adds destination, ports, dates, priority and order to a requirement and files it."""
    frame, chance = tables.frame, tables.chance
    target = chance.weighted(targets_of(frame)[group.host])
    row["destination"] = target
    if row["kind"] == "movement" and "stock" not in row:
        row["poe"] = corridor.poe
        row["pod"] = "" if corridor.pod == target else corridor.pod
    begin = max(group.phase, notice_d)
    if begin > notice_d and chance.percent(70):
        row["rld"] = f"C+{begin}"
    elif begin > notice_d:
        row["activated"] = f"C+{begin - notice_d}"
    days = min(4, corridor.days) if frame.small else corridor.days
    arrival = max(begin, LAW_DAYS) + days
    slack = chance.between(2, 10) if frame.small else chance.between(0, 9)
    rdd = min(arrival + slack, frame.horizon_days - 4)
    if row.get("pod") and chance.percent(60):
        row["ald"] = f"C+{begin + 1}"
        row["ead"] = f"C+{max(begin + 1, min(arrival - 3, rdd - 2))}"
        row["lad"] = f"C+{rdd}"
    row["rdd"] = f"C+{rdd}"
    row["priority"] = group.priority - 1 if row["uln"] == group.advance else group.priority
    row["after"] = group.advance if after else ""
    tables.requirements.append({**row, "confidence": "fictional"})
