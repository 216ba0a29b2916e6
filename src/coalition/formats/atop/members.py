"""The member rows made ready: nation, stay, phase, promises with their conditions; what cannot be used is
reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from coalition.formats.atop.days import UNKNOWN, Days, Stay, read_days
from coalition.formats.atop.published import FLAGS, Row
from coalition.formats.atop.states import States
from coalition.model.identity import NationId


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """A row that was not used, or used with care, and why."""

    file: str
    line: int
    text: str
    used: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a treaty in one phase.

    `promised` are the kinds of obligation, each with the condition columns that are set; `threats` the
    nations named as threat; `varies`: not owed to every member alike.
    """

    row: Row
    treaty: str
    number: str
    nation: NationId
    phase: str
    stay: Stay
    promised: tuple[tuple[str, tuple[str, ...]], ...]
    threats: tuple[NationId, ...]
    varies: bool


@dataclass(slots=True)
class Reading:
    """Members by treaty, and the remarks made on the way."""

    members: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))
    remarks: list[Remark] = field(default_factory=list)


def read_members(rows: Sequence[Row], states: States) -> Reading:
    """The members of every treaty in an order that does not depend on the order of the rows."""
    reading = Reading()
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for row in rows:
        key = tuple(sorted(row.cells.items()))
        if seen.setdefault(key, row.line) != row.line:
            text = f"the same row as line {seen[key]}: counted once"
            reading.remarks.append(Remark(row.file, row.line, text))
            continue
        member = _member(row, states, reading.remarks)
        if member is not None:
            reading.members[member.treaty].append(member)
    for treaty, members in reading.members.items():
        reading.members[treaty] = _in_order(members)
    return reading


def _member(row: Row, states: States, remarks: list[Remark]) -> Member | None:
    try:
        if not (row["atopid"] and row["member"]):
            raise ValueError("no treaty or no member")
        stay = _stay(row)
    except ValueError as error:
        remarks.append(Remark(row.file, row.line, f"cannot be read: {error}"))
        return None
    if row["member"] not in states.nations:
        text = f"`{row['member']}` is not in the table of states"
        remarks.append(Remark(row.file, row.line, text, used=True))
    unclear = [column for column in FLAGS if row[column] not in ("0", "1")]
    if unclear:
        text = f"unknown whether promised, and so not read as promised: {', '.join(unclear)}"
        remarks.append(Remark(row.file, row.line, text, used=True))
    threats = (row[name] for name in ("statthr1", "statthr2"))
    return Member(
        row, row["atopid"], row["member"], states.nation(row["member"]), row["phase"] or "0", stay,
        tuple((kind, _conditions(row, kind)) for kind in FLAGS if row[kind] == "1"),
        tuple(states.nation(number) for number in threats if number not in UNKNOWN),
        row["obvary"] == "1",
    )  # fmt: skip


def _conditions(row: Row, kind: str) -> tuple[str, ...]:
    """The condition columns that are set; a limit of no stated kind falls on everything but non-aggression."""
    found = tuple(column for column in FLAGS[kind] if row[column] == "1")
    limited = row["olimob"] == "1" and FLAGS[kind]
    return (*found, "olimob") if limited else found


def _stay(row: Row) -> Stay:
    entry = read_days(row["yrent"], row["moent"], row["dayent"])
    if row["ineffect"] == "1" or row["yrexit"] in UNKNOWN:
        return Stay(entry, None)
    leaving = read_days(row["yrexit"], row["moexit"], row["dayexit"])
    if leaving.last < entry.first:
        raise ValueError(f"exit {leaving} before entry {entry}")
    return Stay(entry, leaving)


def _in_order(members: Iterable[Member]) -> list[Member]:
    """By phase, entry and number; each stay told when the member's next one begins."""
    ordered = sorted(members, key=lambda m: (m.phase, m.stay.entry, m.number, str(m.stay.exit)))
    return [replace(each, stay=_told(each, ordered)) for each in ordered]


def _told(member: Member, everyone: Sequence[Member]) -> Stay:
    leaving = member.stay.exit
    if leaving is None:
        return member.stay
    near = (leaving.last, leaving.last + timedelta(days=1))
    following: list[Days] = [
        other.stay.entry
        for other in everyone
        if other is not member and other.nation == member.nation and other.stay.entry.first in near
    ]
    return replace(member.stay, next_entry=min(following, default=None))
