"""R4 carrier continuity: a carrier is one thing, in one place at a time, and starts at home.

Source: `docs/explanation/planning-rules.md`, R4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise

from coalition.judging.docket import Docket, Leg, Run
from coalition.judging.verdict import Breach
from coalition.model.forces import Fleet, fleet_of
from coalition.model.identity import FleetId


def find_continuity(docket: Docket) -> Iterator[Breach]:
    """R4: known carriers, known places, stops in order, trips joined end to end."""
    yield from find_shapes(docket)
    yield from find_joins(docket)


def find_shapes(docket: Docket) -> Iterator[Breach]:
    """R4 of every trip by itself: known carriers, known places, stops in order."""
    for run in docket.runs:
        yield from _shape(run, docket.book.fleets)


def find_joins(docket: Docket) -> Iterator[Breach]:
    """R4 of a carrier's trips together: it starts at home, and they are joined end to end."""
    for _, group in groupby(docket.runs, key=lambda run: run.carrier):
        runs = [run for run in group if run.visits]
        yield from _start(runs)
        for before, after in pairwise(runs):
            yield from _join(before, after)


def _shape(run: Run, fleets: Mapping[FleetId, Fleet]) -> Iterator[Breach]:
    fleet = fleets.get(fleet_of(run.carrier))
    if fleet is None or not fleet.holds(run.carrier):
        yield Breach(
            "R4", "no-such-carrier", run.name, text=f"the book has no carrier `{run.carrier}`"
        )
    if not run.visits:
        yield Breach("R4", "no-stops", run.name, text="the trip has no stops")
    for visit in run.visits:
        stop = visit.stop
        if visit.place is None:
            yield Breach(
                "R4", "no-such-place", visit.where, stop.arrive,
                text=f"the book has no place `{stop.place}`",
            )  # fmt: skip
        if stop.depart < stop.arrive:
            yield Breach(
                "R4", "times-out-of-order", visit.where, stop.arrive,
                stop.arrive - stop.depart, "min", text="departs before it arrives",
            )  # fmt: skip
    for leg in run.legs:
        yield from _leg_shape(leg)


def _leg_shape(leg: Leg) -> Iterator[Breach]:
    if leg.start.stop.place == leg.end.stop.place:
        yield Breach(
            "R4", "leg-goes-nowhere", leg.where, leg.depart,
            text="two stops running are in the same place",
        )  # fmt: skip
    if leg.arrive < leg.depart:
        yield Breach(
            "R4", "times-out-of-order", leg.where, leg.depart, leg.depart - leg.arrive, "min",
            text="arrives before it has left",
        )  # fmt: skip


def _start(runs: list[Run]) -> Iterator[Breach]:
    fleet = runs[0].fleet if runs else None
    if fleet is None:
        return
    first = runs[0].visits[0]
    if first.stop.place != fleet.home:
        yield Breach(
            "R4", "not-from-home", first.where, first.stop.arrive,
            text=f"the carrier's first trip must start at its home `{fleet.home}`",
        )  # fmt: skip


def _join(before: Run, after: Run) -> Iterator[Breach]:
    last, first = before.visits[-1], after.visits[0]
    if first.stop.arrive < last.stop.depart:
        yield Breach(
            "R4", "trips-overlap", first.where, first.stop.arrive,
            last.stop.depart - first.stop.arrive, "min",
            text=f"starts before {before.name} has ended",
        )  # fmt: skip
    if first.stop.place != last.stop.place:
        yield Breach(
            "R4", "not-where-it-stands", first.where, first.stop.arrive,
            text=f"the carrier stands at `{last.stop.place}` since {before.name}",
        )  # fmt: skip
