"""What the judge finds of the pieces of one requirement, wherever they go: R1, R9, and where they stand.

Not here: what is found at the places where they stand together with others' (`transcript`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coalition.judging.again.levels import Changes, changes_of
from coalition.judging.closing import Closing, close, not_delivered, report
from coalition.judging.docket import Docket, Run
from coalition.judging.ledger import Standing, keep_ledger
from coalition.judging.reliance import Finding
from coalition.judging.rules.pieces import find_conservation
from coalition.judging.rules.readiness import find_ports
from coalition.judging.rules.storage import each
from coalition.judging.verdict import Closed
from coalition.model.identity import PlaceId
from coalition.model.plan import Movement
from coalition.model.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Account:
    """How the requirement ends, what is found, and who of its pieces stands where between legs.

    `amounts` are kg and passengers of those; `undelivered` is its weighted share not delivered, in millionths.
    """

    closing: Closing
    closed: Closed
    undelivered: int
    findings: tuple[Finding, ...]
    standings: dict[PlaceId, tuple[Standing, ...]]
    amounts: dict[PlaceId, Changes]


def account_of(
    docket: Docket, requirement: Requirement, movements: tuple[Movement, ...], runs: Iterable[Run]
) -> Account:
    """The account of a requirement with the runs that carry any of it."""
    lines = {
        (movement.id, line.id): docket.lines[movement.id, line.id]
        for movement in movements for line in movement.lines
    }  # fmt: skip
    alone = replace(
        docket, runs=tuple(runs), movements={m.id: m for m in movements}, lines=lines
    )  # fmt: skip
    ledger = keep_ledger(alone)
    findings = (
        *find_conservation(replace(alone, runs=()), ledger),
        *find_ports(alone, only=(requirement,)),
    )  # fmt: skip
    standings: dict[PlaceId, list[Standing]] = {}
    for standing in ledger.standings:
        standings.setdefault(standing.place, []).append(standing)
    closing = close(requirement, list(movements), alone, ledger)
    return Account(
        closing, report(closing, docket), not_delivered(closing), findings,
        {place: tuple(held) for place, held in standings.items()},
        {place: _amounts(held) for place, held in standings.items()},
    )  # fmt: skip


def _amounts(standings: list[Standing]) -> Changes:
    """By how many kg and passengers more or fewer stand there from when on."""
    return changes_of(
        [
            (one.at, one.change * each(one, "kg"), one.change * each(one, "pax"))
            for one in standings
        ],
        3,
    )
