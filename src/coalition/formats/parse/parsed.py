"""A whole book as records, and which names it declares; nothing here judges whether they agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.formats.schema.tables import TABLES, WHAT_TABLES_DECLARE

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.record import Record

MEMBERS = "members"
PARTIES = "parties"
ANY = "any"
RESERVED_GROUPS = (MEMBERS, PARTIES, ANY)


@dataclass(slots=True)
class Parsed:
    """Records by table name, documents by name, and which of them were read whole."""

    tables: dict[str, list[Record]] = field(default_factory=lambda: {name: [] for name in TABLES})
    documents: dict[str, Record] = field(default_factory=dict)
    instruments: list[Record] = field(default_factory=list)
    caveats: list[Record] = field(default_factory=list)
    library_bodies: list[Record] = field(default_factory=list)
    """Bodies that instruments of the library need and the book does not declare."""
    partial: set[str] = field(default_factory=set)
    """Names of tables and documents of which some part could not be read."""

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Named lists of nations of the alliance, `members` among them."""
        alliance = self.documents.get("alliance")
        if alliance is None:
            return {}
        named = {
            name: tuple(str(one) for one in nations)
            for name, nations in alliance.mapping("groups").items()
            if isinstance(nations, tuple)
        }
        members = alliance.texts("members")
        return {MEMBERS: members, **named} if members or not alliance.sound("members") else named

    def bodies(self) -> tuple[Record, ...]:
        """The bodies of the alliance, and those taken from the library."""
        alliance = self.documents.get("alliance")
        own = alliance.records("body") if alliance is not None else ()
        return (*own, *self.library_bodies)

    def provisions(self) -> list[tuple[str, Record]]:
        """Full id and record of every provision and caveat, in order of the files."""
        found = []
        for instrument in self.instruments:
            own = instrument.text("id")
            found += [(f"{own}/{one.text('id')}", one) for one in instrument.records("provision")]
        return found + [(caveat_id(one), one) for one in self.caveats]


def caveat_id(caveat: Record) -> str:
    """`caveats-NATION/ID`, the full id of a caveat as a provision."""
    return f"caveats-{caveat.text('nation')}/{caveat.text('id')}"


@dataclass(slots=True)
class Names:
    """What the book declares: kind of thing -> id -> where. A kind in `open` may have more than is known."""

    known: dict[str, dict[str, str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    body_members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Who is named as a member of each body."""

    def has(self, kind: str, name: str) -> bool:
        """Whether the id is declared, or might be in a part that could not be read."""
        return kind in self.open or name in self.known.get(kind, {})

    def declare(self, kind: str, name: str, where: str, log: FaultLog) -> None:
        """Take note of an id; a second one of the same kind is a fault."""
        ids = self.known.setdefault(kind, {})
        if name in ids:
            log.add("duplicate-id", where, f"`{name}` is already used at {ids[name]}")
        else:
            ids[name] = where


def gather_names(parsed: Parsed, log: FaultLog) -> Names:
    """Every id the book declares; duplicates are logged."""
    names = Names()
    for kind, table in WHAT_TABLES_DECLARE.items():
        column = TABLES[table].id_column
        names.known[kind] = {}
        if table in parsed.partial or column is None:
            names.open.add(kind)
        for record in parsed.tables[table] if column is not None else ():
            _declare(names, kind, record, column.name if column else "", log)
    _declare_law(parsed, names, log)
    _declare_owners(names, log)
    return names


def _declare(names: Names, kind: str, record: Record, column: str, log: FaultLog) -> None:
    if record.text(column):
        names.declare(kind, record.text(column), record.at(column), log)
    elif not record.sound(column):
        names.open.add(kind)


def _declare_law(parsed: Parsed, names: Names, log: FaultLog) -> None:
    for kind, file in (("body", "alliance"), ("group", "alliance"), ("instrument", "instruments")):
        names.known[kind] = {}
        if file in parsed.partial:
            names.open.add(kind)
    names.known["provision"] = {}
    if parsed.partial & {"instruments", "caveats"}:
        names.open.add("provision")
    for body in parsed.bodies():
        _declare(names, "body", body, "id", log)
        names.body_members[body.text("id")] = body.texts("members")
    for instrument in parsed.instruments:
        _declare(names, "instrument", instrument, "id", log)
    for full_id, record in parsed.provisions():
        if not full_id.startswith("/") and not full_id.endswith("/"):
            names.declare("provision", full_id, record.at("id"), log)
        else:
            names.open.add("provision")
    for group in parsed.groups():
        names.known["group"][group] = group


def _declare_owners(names: Names, log: FaultLog) -> None:
    """Units, requirements and stocks name movements and own cargo: they may not share an id."""
    units = names.known["unit"]
    for kind in ("requirement", "stock"):
        for name, where in names.known[kind].items():
            if name in units:
                log.add(
                    "duplicate-id",
                    where,
                    f"`{name}` is already the id of the unit at {units[name]}",
                )
    names.known["owner"] = {**units, **names.known["requirement"]}
    if names.open & {"unit", "requirement"}:
        names.open.add("owner")
