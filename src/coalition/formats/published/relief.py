"""Relief stocks and disasters of one country in the shape of the Emergency Supply Pre-positioning
Strategy (ESUPS).

A folder holds `depotCoordinates.csv`, `depotMapping.csv`, `depotSelection.csv`,
`disasterAffectedData2.csv` or `disasters.csv`, `disasterTypeSelection.csv`, `distanceMatrix.csv` (driving
hours by depot and district), `items.csv`, `personsPerItem.csv` and `inventory/NAME.csv`. Rows that are
not selected are passed over. Not here: what any of it is worth.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, quote
from coalition.formats.published.words import read_text

Row = dict[str, str]
DEFAULT = "DEFAULT"


@dataclass(frozen=True, slots=True)
class Item:
    """A relief item: mass and volume of one, and how many people one serves."""

    name: str
    mass_t: float
    volume_m3: float
    people: float


@dataclass(frozen=True, slots=True)
class Disaster:
    """One disaster: what, when, and people affected by place."""

    id: str
    kind: str
    year: int
    affected: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Relief:
    """Depots and districts by address with (latitude, longitude); `hours` and `km` by (depot, district); what
    each depot holds today by (depot, item).
    """

    depots: Mapping[str, tuple[float, float]]
    districts: Mapping[str, tuple[float, float]]
    hours: Mapping[tuple[str, str], float]
    km: Mapping[tuple[str, str], float]
    items: tuple[Item, ...]
    disasters: tuple[Disaster, ...]
    stock: Mapping[tuple[str, str], float]
    left_out: int
    """Rows of disasters of kinds not selected, or in districts nobody knows the way to."""


def read_relief(folder: Path, inventory: str = "actual") -> Relief:
    """The data of the folder with the named inventory. Raises InputError with every fault found."""
    log = FaultLog()
    tables = {name: _table(folder, name, log) for name in _TABLES}
    stocked = _table(folder, f"inventory/{inventory}", log)
    if log.found:
        raise InputError(log.found)
    moved = {
        row["gglAddressAsciiMapFrom"]: row["gglAddressAsciiMapTo"] for row in tables["depotMapping"]
    }
    chosen = {row["gglAddressAscii"] for row in tables["depotSelection"] if row["include"] == "1"}
    hours, km, districts = _ways(tables["distanceMatrix"], log)
    depots = {
        row["gglAddressAscii"]: (_number(row, "gglLat", log), _number(row, "gglLong", log))
        for row in tables["depotCoordinates"]
        if row["gglAddressAscii"] in chosen
    }
    kinds = {
        row["disasterType"] for row in tables["disasterTypeSelection"] if row["include"] == "1"
    }
    disasters, left_out = _disasters(tables["disasters"], kinds, districts, log)
    items = _items(tables["items"], tables["personsPerItem"], log)
    stock: dict[tuple[str, str], float] = defaultdict(float)
    for row in stocked:
        address = moved.get(row["gglAddress"], row["gglAddress"])
        stock[address, row["ItemName"]] += _number(row, "Total", log)
    for address, _ in stock:
        if address not in depots:
            where = f"inventory/{inventory}.csv"
            log.add("unknown-reference", where, f"{quote(address)} is no depot that is selected")
    if log.found:
        raise InputError(log.found)
    return Relief(depots, districts, hours, km, items, disasters, dict(stock), left_out)


_TABLES = {
    "depotCoordinates": ("gglAddressAscii", "gglLat", "gglLong"),
    "depotMapping": ("gglAddressAsciiMapFrom", "gglAddressAsciiMapTo"),
    "depotSelection": ("gglAddressAscii", "include"),
    "disasters": ("DisasterID", "Type", "Year", "gglAddress", "TotAffected"),
    "disasterTypeSelection": ("disasterType", "include"),
    "distanceMatrix": (
        "depotGglAddressAscii", "disasterGglAddressAscii", "disasterGglLat", "disasterGglLong",
        "drivingTime_hrs", "distance_km",
    ),
    "items": ("ItemName", "WeightMetricTon", "CubicMeters"),
    "personsPerItem": ("Item", "PersonsPerItem"),
    "inventory": ("ItemName", "gglAddress", "Total"),
}  # fmt: skip
"""Tables and the columns that are read of them."""


def _table(folder: Path, name: str, log: FaultLog) -> list[Row]:
    if name == "inventory":
        return []
    try:
        text = read_text(folder / f"{name}.csv")
    except InputError as error:
        log.found.extend(error.faults)
        return []
    rows = list(csv.DictReader(io.StringIO(text)))
    wanted = _TABLES[name.partition("/")[0]]
    heads = set(rows[0]) if rows else set()
    for column in wanted:
        if column not in heads:
            log.add("missing-column", f"{name}.csv", f"{quote(column)} is not there")
    return rows


def _ways(
    rows: list[Row], log: FaultLog
) -> tuple[
    dict[tuple[str, str], float], dict[tuple[str, str], float], dict[str, tuple[float, float]]
]:
    hours: dict[tuple[str, str], float] = {}
    km: dict[tuple[str, str], float] = {}
    districts: dict[str, tuple[float, float]] = {}
    for row in rows:
        key = (row["depotGglAddressAscii"], row["disasterGglAddressAscii"])
        if row["drivingTime_hrs"].strip():
            hours[key], km[key] = (
                _number(row, "drivingTime_hrs", log),
                _number(row, "distance_km", log),
            )
        here = (_number(row, "disasterGglLat", log), _number(row, "disasterGglLong", log))
        districts[key[1]] = here
    return hours, km, districts


def _disasters(
    rows: list[Row], kinds: set[str], districts: Mapping[str, object], log: FaultLog
) -> tuple[tuple[Disaster, ...], int]:
    """The disasters of the kinds, places of one added up; and how many rows were left out."""
    affected: dict[str, dict[str, float]] = {}
    about: dict[str, tuple[str, int]] = {}
    left_out = 0
    for row in rows:
        people = _number(row, "TotAffected", log)
        if row["Type"] not in kinds or row["gglAddress"] not in districts or people <= 0:
            left_out += 1
            continue
        own = affected.setdefault(row["DisasterID"], {})
        own[row["gglAddress"]] = own.get(row["gglAddress"], 0.0) + people
        about[row["DisasterID"]] = (row["Type"], int(_number(row, "Year", log)))
    found = tuple(Disaster(name, *about[name], affected[name]) for name in sorted(affected))
    return found, left_out


def _items(rows: list[Row], served: list[Row], log: FaultLog) -> tuple[Item, ...]:
    people = {row["Item"]: _number(row, "PersonsPerItem", log) for row in served}
    return tuple(
        Item(
            row["ItemName"], _number(row, "WeightMetricTon", log), _number(row, "CubicMeters", log),
            people.get(row["ItemName"], 0.0),
        )
        for row in rows
    )  # fmt: skip


def _number(row: Row, column: str, log: FaultLog) -> float:
    try:
        return float(row[column])
    except (TypeError, ValueError):
        log.add("bad-number", column, f"{quote(row.get(column))} is no number")
        return 0.0
