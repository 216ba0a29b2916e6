"""R9 readiness: nothing leaves or arrives before its time, and all pass the ports they must.

Source: `docs/explanation/planning-rules.md`, R9; dates as in the TPFDD (JP 3-35, glossary).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coalition.judging.closing import Closing
from coalition.judging.docket import Carried, Docket, Leg, LoadKey, Visit
from coalition.judging.verdict import Breach
from coalition.measure.instants import Minute, write_instant
from coalition.model.identity import PlaceId, RequirementId
from coalition.model.requirements import Requirement


def find_early(docket: Docket) -> Iterator[Breach]:
    """R9: readiness at origin, ALD at the POE, EAD at the POD or destination, nothing before C-day."""
    requirements = docket.book.requirements
    for run in docket.runs:
        if run.visits and run.visits[0].stop.arrive < docket.book.crisis.activated:
            first = run.visits[0]
            yield _early(first, first.stop.arrive, docket.book.crisis.activated, (*_C_DAY, "it"))
        for visit in run.visits:
            for carried in visit.on:
                if visit.stop.place == carried.movement.origin:
                    yield from _before(
                        visit,
                        visit.stop.depart,
                        carried.movement.ready,
                        (*_READY, carried.movement.id),
                    )
            for carried in visit.off:
                requirement = requirements[carried.movement.requirement]
                if requirement.pod is None and visit.stop.place == carried.movement.destination:
                    yield from _before(
                        visit, visit.stop.arrive, requirement.ead, (*_EAD, carried.movement.id)
                    )
        for leg in run.legs:
            yield from _ports(leg, requirements)


def find_sequence(docket: Docket, closings: Mapping[RequirementId, Closing]) -> Iterator[Breach]:
    """R9: nothing of B is set down at its destination before every A in its `after` has closed."""
    for visit in docket.visits:
        for carried in visit.off:
            movement = carried.movement
            if visit.stop.place != movement.destination:
                continue
            for earlier in docket.book.requirements[movement.requirement].after:
                if earlier in closings:
                    yield from _out_of_turn(visit, carried, closings[earlier])


def find_ports(docket: Docket, only: Iterable[Requirement] | None = None) -> Iterator[Breach]:
    """R9: of each line, no more has reached its destination than its POD, nor its POD than left its POE.

    `only` are the requirements to look at, all of the book when it is None.
    """
    requirements = docket.book.requirements
    looked_at = requirements.values() if only is None else only
    bound = {r.id for r in looked_at if r.poe is not None or r.pod is not None}
    passages: dict[LoadKey, list[_Passage]] = {}
    for leg in docket.legs:
        for carried in leg.aboard:
            if carried.movement.requirement in bound:
                moved = _Passage(leg.depart, 0, leg.start, carried)
                arrived = _Passage(leg.arrive, 1, leg.end, carried)
                passages.setdefault(carried.key, []).extend((moved, arrived))
    for visit in docket.visits:
        for carried in visit.off:
            if carried.movement.requirement in bound:
                down = _Passage(visit.stop.arrive, 2, visit, carried)
                passages.setdefault(carried.key, []).append(down)
    for key in sorted(passages):
        movement = docket.lines[key].movement
        yield from _through(passages[key], requirements[movement.requirement])


_READY = ("before-ready", "its readiness")
_ALD = ("before-ald", "ALD")
_EAD = ("before-ead", "EAD")
_C_DAY = ("before-activation", "C-day")


def _ports(leg: Leg, requirements: Mapping[RequirementId, Requirement]) -> Iterator[Breach]:
    for carried in leg.aboard:
        requirement = requirements[carried.movement.requirement]
        if requirement.poe == leg.start.stop.place:
            yield from _before(leg.start, leg.depart, requirement.ald, (*_ALD, carried.movement.id))
        if requirement.pod == leg.end.stop.place:
            yield from _before(leg.end, leg.arrive, requirement.ead, (*_EAD, carried.movement.id))


def _before(
    visit: Visit, at: Minute, earliest: Minute | None, why: tuple[str, str, str]
) -> Iterator[Breach]:
    if earliest is not None and at < earliest:
        yield _early(visit, at, earliest, why)


def _early(visit: Visit, at: Minute, earliest: Minute, why: tuple[str, str, str]) -> Breach:
    code, word, who = why
    return Breach(
        "R9", code, visit.where, at, earliest - at, "min",
        text=f"{who} is {earliest - at} min before {word} ({write_instant(earliest)})",
    )  # fmt: skip


def _out_of_turn(visit: Visit, carried: Carried, closing: Closing) -> Iterator[Breach]:
    at, earlier = visit.stop.arrive, closing.requirement.id
    if closing.at is not None and at >= closing.at:
        return
    when = "never closes" if closing.at is None else f"closes at {write_instant(closing.at)}"
    yield Breach(
        "R9", "before-what-it-follows", visit.where, at,
        None if closing.at is None else closing.at - at, "min",
        text=f"{carried.movement.id} must follow {earlier}, which {when}",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Passage:
    """Pieces that leave a place (0), come to one (1) or are set down there (2)."""

    at: Minute
    kind: int
    visit: Visit
    carried: Carried


def _through(passages: list[_Passage], requirement: Requirement) -> Iterator[Breach]:
    """Counts pieces past each port in order of time, and compares them where they come next."""
    left_poe = reached_pod = delivered = 0
    ordered = sorted(passages, key=lambda p: (p.at, p.kind, p.visit.where))
    for passage in ordered:
        place, pieces = passage.visit.stop.place, passage.carried.pieces
        if passage.kind == 0 and place == requirement.poe:
            left_poe += pieces
        if passage.kind == 1 and place == requirement.pod:
            reached_pod += pieces
            yield from _missed(passage, requirement.poe, reached_pod - left_poe, "past-its-poe")
        if passage.kind == 2 and place == requirement.destination:
            delivered += pieces
            if requirement.pod is not None:
                yield from _missed(
                    passage, requirement.pod, delivered - reached_pod, "past-its-pod"
                )
            else:
                yield from _missed(passage, requirement.poe, delivered - left_poe, "past-its-poe")


def _missed(passage: _Passage, port: PlaceId | None, short: int, code: str) -> Iterator[Breach]:
    if port is not None and short > 0:
        yield Breach(
            "R9", code, passage.visit.where, passage.at, min(short, passage.carried.pieces), "pieces",
            text=f"{passage.carried.movement.id} line {passage.carried.line.id} has not been "
            f"through `{port}`",
        )  # fmt: skip
