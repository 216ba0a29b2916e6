"""R13 status: passengers who enter or stage abroad without a status arrangement are a doubt.

Source: `docs/explanation/planning-rules.md`, R13. Status is never consent to enter (R10).
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.judge.docket import Docket
from coalition.judge.doors import LawBook
from coalition.judge.reliance import Reliance
from coalition.measure.instants import Minute
from coalition.model.identity import NationId, ProvisionId


def find_status(docket: Docket, law: LawBook) -> Iterator[Reliance]:
    """R13: one doubt for each force and soil on which it is set down without a status."""
    known: dict[tuple[NationId, NationId, Minute], ProvisionId | None] = {}
    for leg in docket.legs:
        place = leg.end.place
        for carried in leg.end.off if place else ():
            force = carried.movement.nation
            if place is None or not carried.pax or force == place.nation:
                continue
            key = (force, place.nation, leg.arrive)
            if key not in known:
                known[key] = law.status(*key)
            if known[key] is None:
                fact = f"status of {force} forces in {place.nation}"
                yield Reliance(
                    "R13", "no-status", fact, leg.end.where, leg.trip, leg.arrive,
                    text=f"no arrangement gives {force} forces a status in {place.nation}",
                )  # fmt: skip
