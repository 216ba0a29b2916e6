"""One treaty of the data as an `Instrument`, with what the language has no place for: doubts, ids, bare
facts.

ATOP dates a treaty by signature. Its entry into force is not in the data: the instrument is read as in
force from signature, an assumption that every answer carries as a doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coalition.formats.atop.days import start_of
from coalition.formats.atop.members import Member
from coalition.formats.atop.partners import Dyads, partners_of
from coalition.formats.atop.published import FLAGS
from coalition.formats.atop.titles import Title
from coalition.formats.atop.words import INSTITUTIONS, PLAIN, PROMISES, condition_of
from coalition.measure.instants import Interval
from coalition.model.facts import Conditions, Test
from coalition.model.identity import InstrumentId, NationId, ProvisionId
from coalition.model.law import Instrument, Party, Provision, ProvisionKind, Scope
from coalition.model.provenance import Confidence, Provenance

RATIFIED = "dated by signature; it needed ratification, and when that was is not in the data"
SIGNED = "dated by signature; entry into force is not in the data"
NOT_ALIKE = "not owed to every member alike; to whom is not in these files"
NOBODY = "not owed to every member alike; the dyad-year file names nobody to whom"
NAMED = "not owed to every member alike; to whom is read from the dyad-year file"
_PARTIES = ("parties",)
_KINDS = tuple(FLAGS)


@dataclass(frozen=True, slots=True)
class Unsure:
    """A stretch in which one cannot tell whether a nation was bound, and why."""

    nation: NationId
    when: Interval
    text: str


@dataclass(frozen=True, slots=True)
class Treaty:
    """An instrument made from ATOP rows.

    `doubts` hold at all times, by provision; `unsure` while their stretch lasts. `words` say what a test
    of a provision means. `facts` are institutional codes that are set, in our words. `cow` are the ids in
    the COW alliance list, by phase.
    """

    instrument: Instrument
    atop: str
    cow: tuple[str, ...]
    doubts: Mapping[ProvisionId, tuple[str, ...]]
    words: Mapping[ProvisionId, Mapping[Test, str]]
    unsure: tuple[Unsure, ...]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class _Clause:
    """What members promise alike: they share one provision."""

    phase: str
    place: int
    kind: str
    when: Interval
    columns: tuple[str, ...]
    threats: tuple[NationId, ...]
    owed_to: tuple[str, ...]
    doubts: tuple[str, ...]


def make_treaty(members: Sequence[Member], title: Title, dyads: Dyads | None) -> Treaty:
    """The treaty of one ATOP id; `members` are all its rows, in their order."""
    first = members[0]
    iid = InstrumentId(f"atop-{first.treaty}")
    clauses = _clauses(members, dyads)
    provisions = tuple(_provisions(iid, clauses, title))
    parties = tuple(_parties(members))
    opens = min(party.in_force.opens for party in parties)
    closes = max(party.in_force.closes for party in parties)
    instrument = Instrument(
        iid, _title(title, members), "treaty", Interval(opens, closes), parties,
        tuple(provision for provision, _ in provisions),
        version=first.row["version"][:4] or "1", signed=start_of(first.stay.entry.first),
        provenance=Provenance(f"ATOP, treaty {first.treaty}", "", Confidence.SECONDARY),
    )  # fmt: skip
    return Treaty(
        instrument, first.treaty, _cow(members),
        {provision.id: clause.doubts for provision, clause in provisions},
        {provision.id: _words(clause) for provision, clause in provisions},
        tuple(dict.fromkeys(_unsure(members))), _facts(members),
    )  # fmt: skip


def _clauses(members: Sequence[Member], dyads: Dyads | None) -> dict[_Clause, list[NationId]]:
    found: dict[_Clause, list[NationId]] = defaultdict(list)
    parallel = _phases_run_side_by_side(members)
    for member in members:
        peers = [each for each in members if each.phase == member.phase]
        for kind, columns in member.promised:
            named, doubts = _creditors(member, kind, peers, dyads, parallel=parallel)
            for when, owed_to in _when_owed(member, peers, named):
                clause = _Clause(
                    member.phase, _KINDS.index(kind), kind, when, columns, member.threats,
                    owed_to, doubts,
                )  # fmt: skip
                found[clause].append(member.nation)
    return found


def _creditors(
    member: Member, kind: str, peers: Sequence[Member], dyads: Dyads | None, *, parallel: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """To whom by name (empty: to the parties), and what is doubtful."""
    others = {peer.nation for peer in peers} - {member.nation}
    named: tuple[str, ...] = tuple(sorted(others)) if parallel else ()
    doubts = [_dated(member)]
    if member.varies and dyads is None:
        doubts.append(NOT_ALIKE)
    elif member.varies and dyads is not None:
        found = partners_of(member, kind, peers, dyads)
        named = found if found and set(found) != others else named
        doubts += [NAMED] if found and set(found) != others else [] if found else [NOBODY]
    if member.row["cowsys"] == "0":
        doubts.append(f"{member.nation} did not count as a state of the system")
    return named, tuple(doubts)


def _dated(member: Member) -> str:
    return RATIFIED if member.row["estmode"] == "1" else SIGNED


def _when_owed(
    member: Member, peers: Sequence[Member], named: Sequence[str]
) -> list[tuple[Interval, tuple[str, ...]]]:
    """The stretches of an obligation and to whom in each: while a creditor by name was a member as well."""
    mine = member.stay.widest
    if not named:
        return [(mine, _PARTIES)]
    found: dict[Interval, set[str]] = defaultdict(set)
    for peer in peers:
        theirs = peer.stay.widest
        both = Interval(max(mine.opens, theirs.opens), min(mine.closes, theirs.closes))
        if peer.nation in named and both.opens < both.closes:
            found[both].add(peer.nation)
    return [(when, tuple(sorted(found[when]))) for when in sorted(found)]


def _phases_run_side_by_side(members: Sequence[Member]) -> bool:
    """Whether phases overlap in time, as after a member split in two: each phase is then a treaty of its
    own.
    """
    spans: dict[str, Interval] = {}
    for member in members:
        known = spans.get(member.phase, member.stay.widest)
        spans[member.phase] = Interval(
            min(known.opens, member.stay.widest.opens), max(known.closes, member.stay.widest.closes)
        )
    ordered = sorted(spans.values())
    return any(second.opens < first.closes for first, second in pairwise(ordered))


def _provisions(
    iid: InstrumentId, clauses: Mapping[_Clause, list[NationId]], title: Title
) -> Iterator[tuple[Provision, _Clause]]:
    counted: dict[str, int] = defaultdict(int)
    for clause in sorted(clauses):
        stem = f"{clause.kind}" if clause.phase == "0" else f"p{clause.phase}-{clause.kind}"
        counted[stem] += 1
        name = stem if counted[stem] == 1 else f"{stem}-{counted[stem]}"
        made = _provision(ProvisionId(f"{iid}/{name}"), clause, clauses[clause])
        yield replace(made, nature=title.nature), clause


def _provision(pid: ProvisionId, clause: _Clause, actors: list[NationId]) -> Provision:
    promise = PROMISES[clause.kind]
    tests = [_condition(clause, column)[0] for column in clause.columns]
    conditions: Conditions = (tuple(dict.fromkeys((*promise.tests, *tests))),)
    return Provision(
        pid, ProvisionKind.OBLIGATION, f"ATOP {clause.kind}", promise.text,
        Scope(
            actors=tuple(sorted(set(actors))), actions=(promise.action,),
            beneficiaries=clause.owed_to,
        ),
        clause.when, conditions=conditions if conditions[0] else (),
        provenance=Provenance("ATOP, member level", "", Confidence.SECONDARY),
    )  # fmt: skip


def _condition(clause: _Clause, column: str) -> tuple[Test, str]:
    alone = {one[-3:] for one in clause.columns} <= {"adv", "npr"}
    return condition_of(column, clause.threats, alone)


def _words(clause: _Clause) -> dict[Test, str]:
    own = {test: PLAIN[test] for test in PROMISES[clause.kind].tests}
    return own | dict(_condition(clause, column) for column in clause.columns)


def _parties(members: Sequence[Member]) -> Iterator[Party]:
    """Each nation once for every unbroken stretch in which it was a member."""
    spans: dict[NationId, list[Interval]] = defaultdict(list)
    for member in sorted(members, key=lambda m: m.stay.widest):
        mine, stay = spans[member.nation], member.stay.widest
        if mine and stay.opens <= mine[-1].closes:
            mine[-1] = Interval(mine[-1].opens, max(mine[-1].closes, stay.closes))
        else:
            mine.append(stay)
    for nation in sorted(spans):
        yield from (Party(nation, span) for span in spans[nation])


def _unsure(members: Sequence[Member]) -> Iterator[Unsure]:
    for member in members:
        for when, text in member.stay.doubtful:
            yield Unsure(member.nation, when, f"{member.nation}: {text}")


def _title(title: Title, members: Sequence[Member]) -> str:
    if title.text:
        return f"{title.text}, {members[0].stay.entry}"
    founders = sorted({m.nation for m in members if m.stay.entry == members[0].stay.entry})
    most = 4
    more = f" and {len(founders) - most} more" if len(founders) > most else ""
    return f"Agreement of {', '.join(founders[:most])}{more}, {members[0].stay.entry}"


def _cow(members: Sequence[Member]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.row["cowid"] for m in members if m.row["cowid"]))


def _facts(members: Sequence[Member]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, words in INSTITUTIONS.items():
        values = sorted({m.row[column] for m in members} - {"0"})
        if values:
            found[words] = ", ".join(value or "unknown" for value in values)
    return found
