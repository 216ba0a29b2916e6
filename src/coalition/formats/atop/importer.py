"""A folder of the published ATOP files as instruments, every row used or reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.atop.days import end_of, read_days, start_of
from coalition.formats.atop.members import Member, Reading, Remark, read_members
from coalition.formats.atop.partners import Dyads, read_pairs
from coalition.formats.atop.published import DYADS, FLAGS, Row, find_file, read_dyads, read_tables
from coalition.formats.atop.states import States, read_states
from coalition.formats.atop.titles import Title, known_titles
from coalition.formats.atop.treaties import Treaty, make_treaty
from coalition.measure.instants import FOREVER, Minute
from coalition.model.identity import InstrumentId


@dataclass(frozen=True, slots=True)
class AtopData:
    """All treaties by instrument id, what the rows came to, and when the data end.

    `rows` counts those read by file; `remarks` name each one that was not used, or with care. `refined`
    says whether the dyad-year file was there to tell to whom an uneven obligation runs.
    """

    treaties: Mapping[InstrumentId, Treaty]
    states: States
    rows: Mapping[str, int]
    remarks: tuple[Remark, ...]
    end: Minute
    refined: bool

    @property
    def unused(self) -> tuple[Remark, ...]:
        """The rows that were not used."""
        return tuple(remark for remark in self.remarks if not remark.used)


def read_atop(folder: Path, *, dyads: bool = True) -> AtopData:
    """The data in a folder. `dyads` False leaves the dyad-year file aside even when it is there.

    Raises InputError naming every file or column that is missing.
    """
    members, alliances = read_tables(folder)
    states = read_states()
    reading = read_members(members, states)
    pairs = _pairs(folder, reading) if dyads else None
    titles = known_titles()
    treaties = (
        make_treaty(reading.members[atop], titles.get(atop, Title()), pairs)
        for atop in sorted(reading.members)
    )
    remarks = sorted((*reading.remarks, *_compare(alliances, reading.members)))
    return AtopData(
        {treaty.instrument.id: treaty for treaty in treaties}, states,
        {table[0].file: len(table) for table in (members, alliances) if table},
        tuple(remarks), _end(reading), pairs is not None,
    )  # fmt: skip


def _pairs(folder: Path, reading: Reading) -> Dyads | None:
    path = find_file(folder, DYADS)
    if path is None:
        return None
    uneven = {m.treaty for many in reading.members.values() for m in many if m.varies}
    numbers = frozenset(m.number for treaty in uneven for m in reading.members[treaty])
    try:
        return read_pairs(read_dyads(path, numbers), numbers)
    except ValueError as error:
        raise InputError([Fault(path.name, "bad-number", f"no year: {error}")]) from None


def _end(reading: Reading) -> Minute:
    """When the data end: after the latest year in which a row begins or ends."""
    stays = [m.stay for many in reading.members.values() for m in many]
    days = [day.last for stay in stays for day in (stay.entry, stay.exit) if day]
    return end_of(max(days).replace(month=12, day=31)) if days else FOREVER


def _compare(alliances: Sequence[Row], members: Mapping[str, list[Member]]) -> list[Remark]:
    """Where the treaty file and the member file do not say the same; the member file is used."""
    found = []
    for row in alliances:
        mine = members.get(row["atopid"])
        if mine is None:
            text = f"treaty {row['atopid']} has no usable row in the member file"
            found.append(Remark(row.file, row.line, text))
            continue
        differing = [kind for kind in FLAGS if (row[kind] == "1") != _any_promises(mine, kind)]
        if differing:
            text = f"treaty {row['atopid']} and its members differ in {', '.join(differing)}"
            found.append(Remark(row.file, row.line, text, used=True))
        if not _begins_alike(row, mine):
            text = f"treaty {row['atopid']} begins on another day than its first member"
            found.append(Remark(row.file, row.line, text, used=True))
    known = {row["atopid"] for row in alliances}
    return found + [_stray(many[0]) for atop, many in members.items() if atop not in known]


def _stray(member: Member) -> Remark:
    text = f"treaty {member.treaty} is not in the treaty file"
    return Remark(member.row.file, member.row.line, text, used=True)


def _any_promises(members: Sequence[Member], kind: str) -> bool:
    return any(kind == promised for member in members for promised, _ in member.promised)


def _begins_alike(row: Row, members: Sequence[Member]) -> bool:
    try:
        begins = read_days(row["begyr"], row["begmo"], row["begday"])
    except ValueError:
        return False
    return start_of(begins.first) == min(start_of(m.stay.entry.first) for m in members)
