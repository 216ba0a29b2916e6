"""The rows of every table on the page, in words and whole units.

Long tables stop at `ROWS_MAX` and say how many rows are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.formats.report.content import Explanation, Notice
from coalition.formats.report.drawing.lettering import c_day, count, tonnes
from coalition.formats.report.pictures.lanes import plain_lanes
from coalition.formats.report.pictures.published import planned_counts
from coalition.formats.report.scene import Line, Scene
from coalition.formats.report.travel import Freight
from coalition.measure.instants import MINUTES_PER_DAY, Minute, write_day, write_instant, write_span
from coalition.model.book import TimelineEntry
from coalition.model.identity import NationId, PlaceId, ProvisionId
from coalition.model.provenance import Provenance

ROWS_MAX = 150
_WEEK = 7 * MINUTES_PER_DAY
_COLUMNS_MAX = 10
_KINDS = {
    "places": ("place",), "units": ("unit",), "stocks": ("stock",), "fleets": ("fleet",),
    "requirements": ("requirement",), "ways": ("way",), "closures": ("closure",),
    "decisions": ("decision",), "timeline": ("timeline entry", "timeline entries"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SentCell:
    """What one nation sends in one stretch: words for mass and passengers, and a tint from 0 to 1."""

    mass: str
    pax: str
    tint: float


@dataclass(frozen=True, slots=True)
class SentTable:
    """Who sends what: stretches of whole weeks across, nations down, totals at both ends."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[NationId, str, str, tuple[SentCell, ...], SentCell], ...]
    """(nation, name, colour, cells, total)."""
    totals: tuple[SentCell, ...]
    weeks: int
    """Weeks in one column."""


def sent_table(scene: Scene) -> SentTable:
    """Loads by the nation that sends them and the week in which they leave their origin."""
    sent = [leg for leg in scene.travel.legs if leg.leaves_home]
    begin, end = scene.frame.begins, max((leg.depart for leg in sent), default=scene.frame.begins)
    weeks = (end - begin) // _WEEK + 1
    width = -(-weeks // _COLUMNS_MAX)
    columns = -(-weeks // width)
    sums: dict[NationId, list[Freight]] = {}
    for leg in sent:
        row = sums.setdefault(leg.nation, [Freight()] * columns)
        n = (leg.depart - begin) // (_WEEK * width)
        row[n] = row[n] + leg.freight
    most = max((f.weight_kg for row in sums.values() for f in row), default=0)
    nations = sorted(sums, key=lambda n: (-sum(f.weight_kg for f in sums[n]), n))
    heads = [Minute(begin + n * width * _WEEK) for n in range(columns)]
    return SentTable(
        tuple((write_day(h), c_day(h, scene.frame.activated)) for h in heads),
        tuple(
            (
                n, scene.nation(n), scene.colour(n),
                tuple(_sent(f, most) for f in sums[n]), _sent(_sum(sums[n]), 0),
            )
            for n in nations
        ),
        (
            *(_sent(_sum(row[n] for row in sums.values()), 0) for n in range(columns)),
            _sent(_sum(f for row in sums.values() for f in row), 0),
        ),
        width,
    )  # fmt: skip


def _sum(freights: Iterable[Freight]) -> Freight:
    return sum(freights, Freight())


def _sent(freight: Freight, most: int) -> SentCell:
    return SentCell(
        tonnes(freight.mass_kg) if freight.mass_kg else "",
        f"{freight.pax:,} pax" if freight.pax else "",
        round(freight.weight_kg / most, 2) if most else 0.0,
    )


def open_rows(scene: Scene) -> tuple[tuple[NationId, str, str], ...]:
    """(actor, name, what it may do all the time shown) of the lanes that are not drawn."""
    rows: dict[NationId, list[str]] = {}
    for lane in plain_lanes(scene):
        action = lane.action.replace("-", " ")
        detail = f" ({lane.detail})" if lane.detail else ""
        rows.setdefault(lane.actor, []).append(f"{action} {lane.territory}{detail}")
    return tuple((n, scene.nation(n), "; ".join(dict.fromkeys(rows[n]))) for n in sorted(rows))


@dataclass(frozen=True, slots=True)
class LateRow:
    """One late or unmet requirement with its chain of causes as (kind, words, span, law)."""

    line: Line
    destination: str
    due: str
    closed: str
    late: str
    chain: tuple[tuple[str, str, str, str], ...]


def late_rows(scene: Scene) -> tuple[tuple[LateRow, ...], int]:
    """Rows for the late and unmet, unmet first and then the latest; and how many are left out."""
    explained = {e.requirement: e for e in scene.content.explanations}
    troubled = [e for e in scene.lines if e.closing.closed_at is None or e.closing.late_minutes > 0]
    troubled.sort(
        key=lambda e: (e.closing.closed_at is not None, -e.closing.late_minutes, e.requirement.id)
    )
    rows = tuple(_late_row(scene, e, explained.get(e.requirement.id)) for e in troubled[:ROWS_MAX])
    return rows, max(0, len(troubled) - ROWS_MAX)


def _late_row(scene: Scene, entry: Line, explanation: Explanation | None) -> LateRow:
    closed = entry.closing.closed_at
    return LateRow(
        entry,
        scene.place(entry.requirement.destination),
        write_day(entry.requirement.rdd),
        write_day(closed) if closed is not None else "not closed",
        write_span(entry.closing.late_minutes) if closed is not None else "unmet",
        tuple(
            (c.kind, c.text, write_span(c.minutes) if c.minutes else "", cite(scene, c.provision))
            for c in (explanation.chain if explanation else ())
        ),
    )


def cite(scene: Scene, provision: str) -> str:
    """A provision as lawyers cite it: the instrument's title and the article."""
    for instrument in scene.content.book.instruments:
        for known in instrument.provisions:
            if known.id == ProvisionId(provision):
                return ", ".join(filter(None, (instrument.title, known.article)))
    return provision


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Notices of one rule with the same words: how many, when first, about what, under which law."""

    rule: str
    text: str
    subjects: str
    number: int
    at: str
    law: str


def notice_rows(scene: Scene, notices: tuple[Notice, ...]) -> tuple[tuple[NoticeRow, ...], int]:
    """Notices with the same rule and words together, in the order they came; and how many are left out."""
    groups: dict[tuple[str, str, str], list[Notice]] = {}
    for notice in notices:
        groups.setdefault((notice.rule, notice.text, notice.provision), []).append(notice)
    rows = [
        NoticeRow(
            rule, text, _few([n.subject for n in members]), len(members),
            write_instant(members[0].at) if members[0].at is not None else "",
            cite(scene, provision) if provision else "",
        )
        for (rule, text, provision), members in list(groups.items())[:ROWS_MAX]
    ]  # fmt: skip
    return tuple(rows), max(0, len(groups) - ROWS_MAX)


def _few(subjects: list[str]) -> str:
    names = list(dict.fromkeys(s for s in subjects if s))
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One published event, and when it counts a capability, the plan's count there and in all by then."""

    date: str
    day: str
    text: str
    place: str
    capability: str
    published: str
    there: str
    planned: str


def timeline_rows(scene: Scene) -> tuple[TimelineRow, ...]:
    """The published timeline in time order."""
    entries = sorted(scene.content.book.timeline, key=lambda e: e.at)
    return tuple(_timeline_row(scene, entry) for entry in entries)


def _timeline_row(scene: Scene, entry: TimelineEntry) -> TimelineRow:
    counted = entry.amount is not None and bool(entry.capability)
    planned = f"{_reached(scene, entry, None):,}" if counted else ""
    there = f"{_reached(scene, entry, entry.place):,}" if counted and entry.place else ""
    return TimelineRow(
        write_day(entry.at), c_day(entry.at, scene.frame.activated), entry.text,
        scene.place(entry.place) if entry.place else "", entry.capability,
        f"{entry.amount:,}" if entry.amount is not None else "", there, planned,
    )  # fmt: skip


def _reached(scene: Scene, entry: TimelineEntry, place: PlaceId | None) -> int:
    counts = planned_counts(scene, entry.capability, place)
    return max((n for at, n in counts if at <= entry.at), default=0)


def instrument_rows(scene: Scene) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """(title, kind, version, in force, source and date, confidence) of every instrument."""
    return tuple(
        (
            i.title, i.kind, i.version, write_day(i.in_force.opens),
            ", ".join(filter(None, (i.provenance.source, i.provenance.date))),
            "fictional" if i.fictional else i.provenance.confidence.value,
        )
        for i in scene.content.book.instruments
    )  # fmt: skip


def source_rows(scene: Scene) -> tuple[tuple[tuple[str, str, str, str], ...], int]:
    """(source, date, confidence, what rests on it) of the book's facts, most used first; and how many
    are left out.
    """
    book = scene.content.book
    kinds: tuple[tuple[str, Iterable[Provenance]], ...] = (
        ("places", (p.provenance for p in book.places.values())),
        ("units", (u.provenance for u in book.units.values())),
        ("stocks", (s.provenance for s in book.stocks.values())),
        ("fleets", (f.provenance for f in book.fleets.values())),
        ("requirements", (r.provenance for r in book.requirements.values())),
        ("ways", (w.provenance for w in book.ways)),
        ("closures", (c.provenance for c in book.closures)),
        ("decisions", (d.provenance for d in book.decisions)),
        ("timeline", (t.provenance for t in book.timeline)),
    )
    used: dict[Provenance, dict[str, int]] = {}
    for kind, provenances in kinds:
        for provenance in provenances:
            row = used.setdefault(provenance, {})
            row[kind] = row.get(kind, 0) + 1
    ordered = sorted(used, key=lambda p: (-sum(used[p].values()), p.source, p.date, p.confidence))
    rows = tuple(
        (
            p.source or "no source given", p.date, p.confidence.value,
            ", ".join(count(n, *_KINDS[kind]) for kind, n in used[p].items()),
        )
        for p in ordered[:ROWS_MAX]
    )  # fmt: skip
    return rows, max(0, len(ordered) - ROWS_MAX)
