"""Which legal questions a plan rests on: those of every leg, and those of what never left.

Not here: gathering them into lanes (`authority.lanes`).
"""

from __future__ import annotations

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.explanation.evidence import Carrying, Evidence
from coalition.explanation.holds import Holds
from coalition.judging.doors import WayBook
from coalition.judging.plain import named_in_law
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.law import Action
from coalition.model.plan import Movement, Plan


def questions_asked(
    book: Book, authority: Authority, network: WayBook, plan: Plan
) -> tuple[Question, ...]:
    """Each question once; own soil is left out, but for `send`.

    Of questions alike but for a unit or fleet that no provision names, and so of one answer, only the one
    whose names come last: it is the one that speaks for all of them in a lane.
    """
    evidence = Evidence(book, plan)
    holds = Holds(evidence, authority, network)
    found: dict[Question, None] = {}
    for carrying in _telling(evidence):
        found |= dict.fromkeys(law.question for law in holds.laws(carrying))
    standing: dict[tuple[object, ...], Movement] = {}
    named = named_in_law(book)
    for movement in evidence.movements.values():
        if not any((movement.id, line.id) in evidence.by_load for line in movement.lines):
            kind = (_kind(movement, book, named), movement.origin, movement.destination)
            known = standing.get(kind)
            if known is None or (known.unit or "") < (movement.unit or ""):
                standing[kind] = movement
    for movement in standing.values():
        found |= dict.fromkeys(holds.standing_questions(movement))
    return tuple(q for q in found if q.actor != q.territory or q.action is Action.SEND)


def _telling(evidence: Evidence) -> list[Carrying]:
    """Of carryings alike in law, the one with the last unit and the one with the last fleet."""
    by_unit: dict[tuple[object, ...], tuple[tuple[str, str], Carrying]] = {}
    by_fleet: dict[tuple[object, ...], tuple[str, Carrying]] = {}
    named = named_in_law(evidence.book)
    kinds = {m.id: _kind(m, evidence.book, named) for m in evidence.movements.values()}
    natures = {(m.id, x.id): x.natures for m in evidence.movements.values() for x in m.lines}
    for load, carryings in evidence.by_load.items():
        of_load = (kinds[load[0]], natures.get(load))
        for carrying in carryings:
            movement, fleet = carrying.movement, evidence.fleet(carrying.trip)
            stops = carrying.trip.stops[carrying.board : carrying.leave + 1]
            route = tuple([(stop.place, stop.avoiding) for stop in stops])
            kind = (
                of_load, fleet.id if fleet.id in named else "", fleet.nation, fleet.mode, route,
                stops[0].place == movement.origin,
            )  # fmt: skip
            names = (movement.unit or "", fleet.id)
            if kind not in by_unit or by_unit[kind][0] < names:
                by_unit[kind] = (names, carrying)
            if kind not in by_fleet or by_fleet[kind][0] < fleet.id:
                by_fleet[kind] = (fleet.id, carrying)
    return [carrying for _, carrying in (*by_unit.values(), *by_fleet.values())]


def _kind(movement: Movement, book: Book, named: frozenset[str]) -> tuple[object, ...]:
    """What of a movement the law may look at."""
    requirement = book.requirements[movement.requirement]
    return (
        movement.nation, book.places[movement.destination].nation,
        movement.unit if movement.unit in named else "", _natures(movement),
        requirement.task, requirement.nation if movement.stock is not None else None,
    )  # fmt: skip


def _natures(movement: Movement) -> frozenset[Nature]:
    return frozenset[Nature]().union(*(line.natures for line in movement.lines))
