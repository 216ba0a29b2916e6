"""R1 conservation and R2 divisibility: whole pieces, nothing from nowhere, nothing left aboard.

Source: `docs/explanation/planning-rules.md`, R1 and R2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coalition.judging.docket import Docket, LoadKey, Run, Visit, tally
from coalition.judging.ledger import Ledger
from coalition.judging.verdict import Breach
from coalition.model.cargo import CargoLine
from coalition.model.identity import MovementId
from coalition.model.plan import Movement


def find_conservation(docket: Docket, ledger: Ledger) -> Iterator[Breach]:
    """R1: what is set down was aboard, what is taken on stood there, and a trip ends empty."""
    for run in docket.runs:
        before: Mapping[LoadKey, int] = {}
        for visit in run.visits:
            yield from _strangers(visit, docket)
            yield from _not_aboard(visit, before)
            before = {carried.key: carried.pieces for carried in visit.aboard}
        yield from _left_aboard(run)
    for shortage in ledger.shortages:
        at_origin = shortage.visit.stop.place == shortage.carried.movement.origin
        yield Breach(
            "R1", "more-than-the-movement-has" if at_origin else "not-standing-there",
            shortage.visit.where, shortage.visit.stop.arrive, shortage.short, "pieces",
            text=f"takes on {shortage.carried.pieces} pieces of {_name(shortage.carried.key)}, "
            f"{shortage.short} more than stand there by then",
        )  # fmt: skip


def find_divisibility(docket: Docket) -> Iterator[Breach]:
    """R2: counts are positive; a requirement marked `together` is never split between carriers."""
    for run in docket.runs:
        for visit in run.visits:
            yield from _not_whole(visit)
        for visit in run.visits[:-1]:
            yield from _split(visit, docket)


def _strangers(visit: Visit, docket: Docket) -> Iterator[Breach]:
    for key, pieces in tally(visit.stop.on).items():
        if key not in docket.lines:
            yield Breach(
                "R1", "unknown-load", visit.where, visit.stop.arrive, pieces, "pieces",
                text=f"takes on {_name(key)}, which no assignment of the plan brings",
            )  # fmt: skip


def _not_aboard(visit: Visit, before: Mapping[LoadKey, int]) -> Iterator[Breach]:
    for key, pieces in tally(visit.stop.off).items():
        over = pieces - before.get(key, 0)
        if over > 0:
            yield Breach(
                "R1", "not-aboard", visit.where, visit.stop.arrive, over, "pieces",
                text=f"sets down {pieces} pieces of {_name(key)}, {over} more than are aboard",
            )  # fmt: skip


def _left_aboard(run: Run) -> Iterator[Breach]:
    for carried in run.visits[-1].aboard if run.visits else ():
        last = run.visits[-1]
        yield Breach(
            "R1", "ends-loaded", last.where, last.stop.depart, carried.pieces, "pieces",
            text=f"the trip ends with {carried.pieces} pieces of {_name(carried.key)} aboard",
        )  # fmt: skip


def _not_whole(visit: Visit) -> Iterator[Breach]:
    for load in (*visit.stop.off, *visit.stop.on):
        if load.pieces <= 0:
            yield Breach(
                "R2", "not-a-positive-count", visit.where, visit.stop.arrive, load.pieces, "pieces",
                text=f"{load.pieces} pieces of {_name((load.movement, load.line))}",
            )  # fmt: skip


def _split(visit: Visit, docket: Docket) -> Iterator[Breach]:
    for movement in _together(visit, docket).values():
        aboard = {c.line.id: c.pieces for c in visit.aboard if c.movement.id == movement.id}
        short = sum(max(0, line.pieces - aboard.get(line.id, 0)) for line in _solid(movement))
        if short:
            yield Breach(
                "R2", "not-together", visit.where, visit.stop.depart, short, "pieces",
                text=f"{movement.id} must travel whole on one carrier; {short} pieces are not aboard",
            )  # fmt: skip


def _together(visit: Visit, docket: Docket) -> dict[MovementId, Movement]:
    return {
        carried.movement.id: carried.movement
        for carried in visit.aboard
        if docket.book.requirements[carried.movement.requirement].together
    }


def _solid(movement: Movement) -> list[CargoLine]:
    return [line for line in movement.lines if line.pieces > 0]


def _name(key: LoadKey) -> str:
    return f"{key[0]} line {key[1]}"
