"""Whether every name used is a name declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.checks.iso_nations import is_nation_code
from coalition.formats.faults import did_you_mean, quote
from coalition.formats.parse.parsed import ANY, PARTIES, Names, Parsed
from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.documents import ALLIANCE, CAVEAT, CRISIS, INSTRUMENT
from coalition.formats.schema.tables import TABLES
from coalition.model.places import Mode
from coalition.network.passages import read_passages

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.record import Record

_OWN_AUTHORITY = ("actor", "territory")
_NAMES = frozenset({Kind.NATION, Kind.NATIONS, Kind.TERRITORY, Kind.REF})
"""Kinds of columns that hold names of other things."""


def check_references(parsed: Parsed, names: Names, log: FaultLog) -> None:
    """Log every name that nothing in the book declares."""
    seeker = _Seeker(names, log)
    for name, shape in TABLES.items():
        seeker.check_table(parsed.tables[name], shape)
    for name, shape in (("alliance", ALLIANCE), ("crisis", CRISIS)):
        if name in parsed.documents:
            seeker.check(parsed.documents[name], shape)
    for instrument in parsed.instruments:
        seeker.check(instrument, INSTRUMENT, instrument.text("id"))
    for caveat in parsed.caveats:
        seeker.check(caveat, CAVEAT)
    for record in parsed.tables["nations"]:
        _check_iso(record, log)
    for record in parsed.tables["closures"]:
        seeker.check_subject(record)
    _check_groups(parsed, seeker, log)


def full_provision_id(name: str, instrument: str) -> str:
    """The full id of a provision: as written, or within the instrument that speaks."""
    return name if "/" in name or not instrument else f"{instrument}/{name}"


def needed_procedures(need: object) -> tuple[str, ...]:
    """Every provision id a requirement tree names, as written."""
    if isinstance(need, str):
        return (need,)
    if isinstance(need, tuple) and len(need) == 2:
        return tuple(leaf for part in need[1] for leaf in needed_procedures(part))
    return ()


class _Seeker:
    """Looks names up and logs those not found."""

    def __init__(self, names: Names, log: FaultLog) -> None:
        self._names, self._log = names, log

    def check_table(self, records: list[Record], shape: Shape) -> None:
        """Every reference of the rows, each distinct name of a column looked up once."""
        for column in shape.columns:
            if column.kind in _NAMES:
                known: set[object] = {None, "", ()}
                for record in records:
                    value = record.values.get(column.name)
                    if value not in known and not self._found(record, column, ""):
                        continue
                    known.add(value)

    def check(self, record: Record, shape: Shape, instrument: str = "") -> None:
        """Every reference of the record and of the tables in it."""
        for column in shape.columns:
            if column.kind is Kind.TABLE and column.shape is not None:
                inner = record.records(column.name) or (record.record(column.name),)
                for one in inner:
                    if one is not None:
                        self.check(one, column.shape, instrument)
            else:
                self._found(record, column, instrument)
        if shape.name == "provision":
            self._check_procedure(record)

    def _found(self, record: Record, column: Column, instrument: str) -> bool:
        """Whether every name in the column is declared; those that are not are logged."""
        if not record.sound(column.name):
            return False
        before, where = len(self._log.found), record.at(column.name)
        if column.kind is Kind.NEED:
            for name in needed_procedures(record.values.get(column.name)):
                self.find("provision", full_provision_id(name, instrument), where)
        elif column.kind in _NAMES:
            for name in record.texts(column.name) or (record.text(column.name),):
                if name:
                    self._check_name(column, name, where, instrument)
        return len(self._log.found) == before

    def _check_name(self, column: Column, name: str, where: str, instrument: str) -> None:
        if column.kind is Kind.NATION:
            self.nation(name, where)
        elif column.kind is Kind.NATIONS:
            if not (column.of == PARTIES and name in {PARTIES, ANY}) and not self._names.has(
                "group", name
            ):
                self.nation(name, where)
        elif column.kind is Kind.TERRITORY:
            if not is_nation_code(name):
                self.nation(name, where)
        elif column.kind is Kind.REF and column.of == "provision":
            self.find("provision", full_provision_id(name, instrument), where)
        elif column.kind is Kind.REF:
            self.find(column.of, name, where)

    def nation_or_group(self, name: str, where: str) -> None:
        """Log what is neither a nation nor a group; an alliance without members has no `members`."""
        if not self._names.has("group", name):
            self.nation(name, where)

    def nation(self, name: str, where: str) -> None:
        """Log a nation that nations.csv does not declare."""
        if self._names.has("nation", name):
            return
        known = [*self._names.known["nation"], *self._names.known["group"]]
        hint = did_you_mean(name, known) or "add it to nations.csv or mend the code"
        self._log.add("unknown-nation", where, f"{quote(name)} is no nation of nations.csv", hint)

    def find(self, kind: str, name: str, where: str) -> None:
        """Log an id that nothing declares."""
        if self._names.has(kind, name):
            return
        hint = did_you_mean(name, self._names.known.get(kind, {}))
        what = "unit or requirement" if kind == "owner" else kind
        self._log.add("unknown-reference", where, f"{quote(name)} is no {what} of the book", hint)

    def check_subject(self, record: Record) -> None:
        """The subject of a closure."""
        subject, where = record.text("subject"), record.at("subject")
        if not subject or not record.sound("subject"):
            return
        kind, _, name = subject.partition(":")
        if kind in {"way", "place"} and name:
            self.find(kind, name, where)
        elif kind == "nation" and name.count(":") == 1:
            mode, _, nation = name.partition(":")
            if mode not in tuple(Mode):
                self._log.add("bad-choice", where, f"{quote(mode)} is not a mode", "nation:air:TUR")
            if not is_nation_code(nation):
                self.nation(nation, where)
        elif kind == "passage" and name:
            self._find_passage(name, where)
        else:
            hint = "write passage:ID, way:ID, place:ID or nation:MODE:ISO3"
            self._log.add("bad-choice", where, f"{quote(subject)} cannot be closed", hint)

    def _find_passage(self, name: str, where: str) -> None:
        passages = read_passages()
        if name not in passages:
            hint = did_you_mean(name, passages) or "passages are " + ", ".join(passages)
            self._log.add("unknown-reference", where, f"{quote(name)} is no passage", hint)

    def _check_procedure(self, record: Record) -> None:
        """What a provision says of its procedure: body, calendar, and that it requires procedures."""
        body, calendar = record.text("body"), record.text("calendar")
        if body and body not in _OWN_AUTHORITY and record.sound("body"):
            self.find("body", body, record.at("body"))
        if calendar and calendar not in _OWN_AUTHORITY and record.sound("calendar"):
            self.nation(calendar, record.at("calendar"))
        if record.text("kind") == "procedure" and not body and record.sound("body"):
            message = "a procedure must say whose decision it is"
            self._log.add(
                "missing-key", record.at(""), message, "add body: a body id, actor or territory"
            )
        if (
            record.text("kind") == "procedure"
            and not record.has("duration")
            and record.sound("duration")
            and "duration" not in record.unknown
        ):
            message = "a procedure must say how long it takes"
            self._log.add("missing-key", record.at(""), message, 'add duration, or duration = "?"')


def check_procedures(parsed: Parsed, names: Names, log: FaultLog) -> None:
    """Log every provision that is used as a procedure and is not one."""
    kinds = {full_id: record.text("kind") for full_id, record in parsed.provisions()}

    def check(full_id: str, where: str) -> None:
        if names.has("provision", full_id) and kinds.get(full_id, "procedure") not in {
            "procedure",
            "",
        }:
            log.add(
                "not-a-procedure", where, f"{quote(full_id)} is a {kinds[full_id]}, not a procedure"
            )

    for instrument in parsed.instruments:
        for record in instrument.records("provision"):
            for name in needed_procedures(record.values.get("requires")):
                check(full_provision_id(name, instrument.text("id")), record.at("requires"))
    for record in parsed.tables["decisions"]:
        if record.sound("procedure") and record.text("procedure"):
            check(record.text("procedure"), record.at("procedure"))


def _check_iso(record: Record, log: FaultLog) -> None:
    name = record.text("nation")
    if name and record.sound("nation") and not is_nation_code(name):
        hint = "take a code from XAA to XZZ for an invented nation"
        log.add(
            "not-iso-nation", record.at("nation"), f"{quote(name)} is not an ISO alpha-3 code", hint
        )


def _check_groups(parsed: Parsed, seeker: _Seeker, log: FaultLog) -> None:
    alliance = parsed.documents.get("alliance")
    if alliance is None:
        return
    for group, members in alliance.mapping("groups").items():
        where = alliance.at(f"groups.{group}")
        if group in {PARTIES, ANY, "members"} or is_nation_code(group):
            log.add("bad-id", where, f"{quote(group)} cannot name a group", "take another name")
        for name in members if isinstance(members, tuple) else ():
            seeker.nation_or_group(str(name), where)
