"""A judged plan as a workbook: summary, movements, trips, sourcing, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.exports.movements import HEADS, Row, movement_rows
from coalition.formats.exports.safe_text import safe_text
from coalition.formats.sheets.sheet_xml import Cell
from coalition.formats.sheets.writer import Sheet, workbook_bytes
from coalition.measure.instants import write_instant
from coalition.model.forces import fleet_of
from coalition.model.plan import PPM, Assignment, Load, movement_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coalition.judging.verdict import Breach, Doubt, JudgedPlan, Risk
    from coalition.measure.instants import Minute
    from coalition.model.book import Book
    from coalition.model.plan import Trip

_TRIP_HEADS = ("trip", "carrier", "nation", "mode", "stop", "place", "arrive", "depart", "set down",
               "taken on", "avoiding")  # fmt: skip
_SOURCING_HEADS = ("uln", "requirement", "unit", "stock", "nation", "pieces", "covers", "rdd", "closed",
                   "late min", "delivered %")  # fmt: skip
_FINDING_HEADS = (
    "finding",
    "rule",
    "code",
    "where",
    "at",
    "amount",
    "unit",
    "provision",
    "text",
    "trips",
)


def write_plan_workbook(
    book: Book,
    judged: JudgedPlan,
    summary: Sequence[Sequence[Cell]],
    movements: Sequence[Row] | None = None,
) -> bytes:
    """The bytes of the workbook. `summary` are the rows of the first sheet, its first row the heads.

    `movements` are the rows of the movement list when they are at hand.
    """
    moved = list(movement_rows(book, judged)) if movements is None else movements
    first = [_safe(row) for row in summary] or [[]]
    return workbook_bytes(
        (
            Sheet("summary", [str(cell) for cell in first[0]], first[1:]),
            Sheet("movements", HEADS, moved),
            Sheet("trips", _TRIP_HEADS, list(_trips(book, judged))),
            Sheet("sourcing", _SOURCING_HEADS, [_safe(row) for row in _sourcing(book, judged)]),
            Sheet("findings", _FINDING_HEADS, [_safe(row) for row in _findings(judged)]),
        )
    )


def _safe(row: Sequence[Cell]) -> list[Cell]:
    return [safe_text(cell) if isinstance(cell, str) else cell for cell in row]


def _trips(book: Book, judged: JudgedPlan) -> Iterator[list[Cell]]:
    """A row a stop; texts are safe for spreadsheets."""
    for number, trip in enumerate(judged.plan.trips, start=1):
        carrier = _carrier(book, trip)
        for place, stop in enumerate(trip.stops, start=1):
            yield [
                number, *carrier, place, safe_text(stop.place), write_instant(stop.arrive),
                write_instant(stop.depart), _loads(stop.off), _loads(stop.on),
                safe_text(";".join(stop.avoiding)),
            ]  # fmt: skip


def _carrier(book: Book, trip: Trip) -> tuple[str, str, str]:
    fleet = book.fleets.get(fleet_of(trip.carrier))
    nation, mode = (safe_text(fleet.nation), str(fleet.mode)) if fleet else ("", "")
    return (safe_text(trip.carrier), nation, mode)


def _loads(loads: tuple[Load, ...]) -> str:
    """What changes hands; one that begins with a minus is no formula either."""
    if not loads:
        return ""
    words = "; ".join([f"{load.pieces} x {load.movement}/{load.line}" for load in loads])
    return safe_text(words) if loads[0].pieces < 0 else words


def _sourcing(book: Book, judged: JudgedPlan) -> Iterator[list[Cell]]:
    """A row an assignment, then the requirements that nothing serves."""
    closures = {closed.requirement: closed for closed in judged.closures}
    assignments = judged.plan.assignments
    served = {assignment.requirement for assignment in assignments}
    idle = [Assignment(uln) for uln in book.requirements if uln not in served]
    for assignment in (*assignments, *idle):
        requirement = book.requirements.get(assignment.requirement)
        closed = closures.get(assignment.requirement)
        yield [
            assignment.requirement,
            requirement.description if requirement else None,
            assignment.unit,
            assignment.stock,
            *_source(book, assignment),
            _instant(requirement.rdd if requirement else None),
            _instant(closed.closed_at if closed else None),
            closed.lateness if closed else None,
            round(closed.delivered_ppm * 100 / PPM, 1) if closed else None,
        ]


def _source(book: Book, assignment: Assignment) -> list[Cell]:
    """Nation, pieces and covered amount; blank for what nothing serves."""
    try:
        movement = movement_of(book, assignment)
    except KeyError:
        return [None, assignment.pieces or None, None]
    pieces = sum(line.pieces for line in movement.lines)
    return [movement.nation, pieces, movement.covers or None]


def _findings(judged: JudgedPlan) -> Iterator[list[Cell]]:
    for name, found in (
        ("breach", judged.breaches),
        ("doubt", judged.doubts),
        ("risk", judged.risks),
    ):
        for one in found:
            yield _finding(name, one)


def _finding(name: str, one: Breach | Doubt | Risk) -> list[Cell]:
    return [
        name, one.rule, one.code, one.where, _instant(one.at), getattr(one, "amount", None),
        getattr(one, "unit", None), one.provision, one.text or getattr(one, "fact", ""),
        getattr(one, "trips", None),
    ]  # fmt: skip


def _instant(at: Minute | None) -> str | None:
    return None if at is None else write_instant(at)
