"""Whether every requirement says once what is to be moved, and carriers and places can be what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.faults import quote

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.parsed import Parsed
    from coalition.formats.parse.record import Record

INLINE_LOADS = ("pax", "bulk", "oversize", "outsize", "nat")
MOST_LINE_PIECES = 1_000_000
DEFAULT_PIECE_KG = 1_000
_SPEEDS = {
    "air": (60_000, 1_200_000),
    "sea": (3_000, 150_000),
    "rail": (3_000, 400_000),
    "road": (3_000, 150_000),
}
"""Plausible block speeds in metres an hour."""
_PAYLOADS = {"air": 300_000, "sea": 500_000_000, "rail": 20_000_000, "road": 20_000_000}
"""Heaviest plausible payload of one carrier in kg (a road carrier is a convoy)."""


def check_loads(parsed: Parsed, log: FaultLog) -> None:
    """Log requirements without a load, with two, or with pieces that cannot be."""
    rows = parsed.tables["cargo"]
    owners = {record.text("owner") for record in rows}
    _check_lines(rows, log)
    units = {record.text("unit"): record for record in parsed.tables["units"]}
    for record in parsed.tables["requirements"]:
        if not record.sound("kind", "unit", "stock", "capability", *INLINE_LOADS):
            continue
        if record.text("kind") == "capability":
            _check_capability(record, owners, log)
        else:
            _check_movement(record, owners, units, log, known="cargo" not in parsed.partial)
    for record in parsed.tables["stocks"]:
        pledged, pieces = record.whole("pledged_pieces"), record.whole("pieces")
        if pledged is not None and pieces is not None and pledged > pieces:
            message = f"{pledged} pieces are pledged, {pieces} are on hand"
            log.add("contradiction", record.at("pledged_pieces"), message)


def _check_lines(rows: list[Record], log: FaultLog) -> None:
    """A line's id is used once for its owner; what is not a passenger has a mass."""
    seen: dict[tuple[str, str], Record] = {}
    for record in rows:
        key = (record.text("owner"), record.text("line"))
        if all(key) and record.sound("owner", "line"):
            first = seen.setdefault(key, record)
            if first is not record:
                message = f"{quote(key[0])} already has a line {quote(key[1])} at {first.at('')}"
                log.add("duplicate-id", record.at("line"), message)
        given = record.has("piece_mass") or "piece_mass" in record.unknown
        if (
            not given
            and record.text("category") != "pax"
            and record.sound("category", "piece_mass")
        ):
            message = "cargo that is not pax needs the mass of a piece"
            log.add(
                "missing-value",
                record.at("piece_mass"),
                message,
                "fill it, or write ? if nobody knows",
            )


def loads_of(record: Record, owners: set[str]) -> list[str]:
    """Names of the columns (or `cargo.csv`) by which a requirement gives its load."""
    found = [name for name in ("unit", "stock") if record.has(name)]
    inline = [name for name in INLINE_LOADS if record.whole(name)]
    if inline:
        found.append("/".join(inline))
    if record.text("uln") in owners:
        found.append("cargo.csv")
    return found


def _check_capability(record: Record, owners: set[str], log: FaultLog) -> None:
    for name in ("capability", "amount"):
        if not record.has(name) and record.sound(name):
            message = f"a capability requirement needs `{name}`"
            log.add("missing-value", record.at(name), message)
    loads = loads_of(record, owners)
    if loads:
        message = "a capability chooses its sources; it cannot also give a load by " + ", ".join(
            loads
        )
        log.add("two-loads", record.at("kind"), message, "make it a movement, or remove the load")


def _check_movement(
    record: Record, owners: set[str], units: dict[str, Record], log: FaultLog, *, known: bool
) -> None:
    loads = loads_of(record, owners)
    if not loads:
        if known:
            hint = "name a unit, a stock with amount, pax or mass columns, or rows in cargo.csv"
            log.add(
                "no-load",
                record.at(""),
                f"{quote(record.text('uln'))} does not say what moves",
                hint,
            )
    elif len(loads) > 1:
        message = "the load is given more than once: by " + ", ".join(loads)
        log.add("two-loads", record.at(loads[0].partition("/")[0]), message)
    elif loads[0] == "unit":
        _check_unit(record, units, owners, log, known=known)
    elif loads[0] == "stock":
        _need(record, ("amount",), "a movement of a stock", log)
    else:
        _need(record, ("nation", "origin"), "a movement with a load of its own", log)
    _check_pieces(record, log)


def _need(record: Record, names: tuple[str, ...], what: str, log: FaultLog) -> None:
    for name in names:
        if not record.has(name) and record.sound(name):
            log.add("missing-value", record.at(name), f"{what} needs `{name}`")


def _check_unit(
    record: Record, units: dict[str, Record], owners: set[str], log: FaultLog, *, known: bool
) -> None:
    unit = units.get(record.text("unit"))
    if unit is None:
        return
    if known and record.text("unit") not in owners:
        message = f"the unit {quote(record.text('unit'))} has no rows in cargo.csv"
        log.add("no-load", record.at("unit"), message, "add what it brings to cargo.csv")
    own, theirs = record.text("nation"), unit.text("nation")
    if own and theirs and own != theirs and record.sound("nation") and unit.sound("nation"):
        message = f"the requirement is of {quote(own)}, its unit of {quote(theirs)}"
        log.add("contradiction", record.at("nation"), message)


def _check_pieces(record: Record, log: FaultLog) -> None:
    piece = record.whole("piece") or DEFAULT_PIECE_KG
    for name in INLINE_LOADS[1:]:
        if not record.whole(name):
            continue
        pieces = (record.whole(name) or 0) // piece
        if pieces > MOST_LINE_PIECES and record.sound("piece"):
            log.add("absurd-value", record.at(name), f"{pieces:,} pieces of {piece} kg")


def check_lift(parsed: Parsed, log: FaultLog) -> None:
    """Log fleets that can carry nothing, or not what they say, or move as their mode never does."""
    for record in parsed.tables["lift"]:
        if not record.sound("mode", "categories"):
            continue
        _check_fleet_capacity(record, log)
        mode, speed, payload = record.text("mode"), record.whole("speed"), record.whole("payload")
        least, most = _SPEEDS[mode]
        if speed is not None and not least <= speed <= most:
            message = f"{speed / 1000:.0f} km/h is not plausible for {mode}"
            hint = f"plausible is {least // 1000} to {most // 1000} km/h; check number and unit"
            log.add("absurd-value", record.at("speed"), message, hint)
        if payload is not None and payload > _PAYLOADS[mode]:
            message = f"{payload / 1000:,.0f} t is not plausible for one carrier by {mode}"
            hint = f"plausible is up to {_PAYLOADS[mode] // 1000:,} t; check number and unit"
            log.add("absurd-value", record.at("payload"), message, hint)


def _check_fleet_capacity(record: Record, log: FaultLog) -> None:
    takes = set(record.texts("categories"))
    for wanted, column, name in (
        ("pax" in takes, "seats", "passengers but has no seats"),
        (bool(takes - {"pax"}), "payload", "cargo but has no payload"),
    ):
        empty = not record.whole(column) and column not in record.unknown
        if wanted and empty and record.sound(column):
            log.add("contradiction", record.at(column), f"the fleet takes {name}",
                    f"fill `{column}`, write ? if nobody knows, or mend `categories`")  # fmt: skip
