"""What a crisis asks of the law: the questions of every leg of a plan, and of every way it could take.

A plan's own questions are those the judge hears. Those of ways it could take are asked as if each nation
carried its own load itself, on every direct way between the ends of its movement.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from coalition.authority.answer import Question
from coalition.authority.legs import Leg, aboard_of, questions_of_leg
from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import read_plan
from coalition.judging.docket import open_docket
from coalition.judging.hearing import Heard, hear
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.forces import fleet_of
from coalition.model.identity import FleetId, NationId, PlaceId, RequirementId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.model.plan import Assignment, Movement, Plan, movement_of, named_assignment
from coalition.model.requirements import Kind
from coalition.model.ways import WayKey
from coalition.operations.frame import Frame, frame_of
from coalition.planning.planner import make_plan
from coalition.planning.progress import Listener

Triple = tuple[NationId, Action, NationId]
"""Actor, action, territory."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question, when it must be open (from its first use to its last), and what hangs on it.

    `planned` says whether a leg of the plan asks it, or only a way that could be taken.
    """

    question: Question
    begins: Minute
    ends: Minute
    requirements: frozenset[RequirementId]
    planned: bool = True

    @property
    def triple(self) -> Triple:
        """Who wants to do what where."""
        return (self.question.actor, self.question.action, self.question.territory)


def read_frame(folder: Path) -> Frame:
    """The frame of the book in the folder. Raises InputError with every fault of the book."""
    return frame_of(read_book(folder))


def plan_for(frame: Frame, plan_file: Path | None, listener: Listener | None = None) -> Plan:
    """The plan in the file, or without one the planner's own.

    Raises InputError for an unreadable file, and for a plan of another book with all that the book lacks.
    """
    if plan_file is not None:
        plan = read_plan(plan_file)
        faults = [
            Fault(plan_file.name, "unknown-reference", f"{what} `{name}` is not in the book")
            for what, name in sorted(_strangers(frame.book, plan))
        ]
        if faults:
            raise InputError(faults)
        return plan
    return make_plan(frame.book, frame.authority, frame.network, progress=listener)


def _strangers(book: Book, plan: Plan) -> set[tuple[str, str]]:
    """What the plan names and the book does not hold: kind and id."""
    named: list[tuple[str, str | None, Container[str]]] = []
    for one in plan.assignments:
        named.append(("requirement", one.requirement, book.requirements))
        named.append(("unit", one.unit, book.units))
        named.append(("stock", one.stock, book.stocks))
    for trip in plan.trips:
        named.append(("fleet", fleet_of(trip.carrier), book.fleets))
        named += [("place", stop.place, book.places) for stop in trip.stops]
    return {(what, name) for what, name, known in named if name is not None and name not in known}


def heard_in(frame: Frame, plan: Plan) -> tuple[Heard, ...]:
    """Every question of every leg of the plan, with what moves under it and what opens it."""
    return hear(open_docket(frame.book, frame.network, plan), frame.authority)


def wanted_by_plan(frame: Frame, plan: Plan) -> tuple[Wanted, ...]:
    """The plan's questions, each once; what a nation does at home is left out, but for `send`."""
    found: dict[Question, Wanted] = {}
    for heard in heard_in(frame, plan):
        needed = frozenset(load.movement.requirement for load in heard.loads)
        one = Wanted(heard.question, heard.begins, heard.ends, needed)
        known = found.get(heard.question)
        found[heard.question] = one if known is None else _joined(known, one)
    return tuple(one for one in found.values() if _asks_somebody(one.question))


def wanted_by_ways(frame: Frame, assignments: Iterable[Assignment]) -> tuple[Wanted, ...]:
    """The questions of every direct way of every movement, from when it is ready until it is due."""
    book = frame.book
    found: dict[Question, Wanted] = {}
    for assignment in assignments:
        movement = movement_of(book, assignment)
        due = book.requirements[movement.requirement].rdd
        for question in _of_movement(frame, movement):
            one = Wanted(
                question, movement.ready, max(movement.ready, due),
                frozenset({movement.requirement}), planned=False,
            )  # fmt: skip
            known = found.get(question)
            found[question] = one if known is None else _joined(known, one)
    return tuple(one for one in found.values() if _asks_somebody(one.question))


def sources_of(frame: Frame) -> tuple[Assignment, ...]:
    """Every source that is known without planning: what a movement names, and whatever has a capability."""
    book = frame.book
    found: list[Assignment] = []
    for requirement in book.requirements.values():
        if requirement.kind is Kind.MOVEMENT:
            found.append(named_assignment(requirement))
            continue
        wanted = requirement.capability
        found += [
            Assignment(requirement.id, unit=unit.id)
            for unit in book.units.values()
            if unit.pledged and unit.capability == wanted
        ]
        found += [
            Assignment(requirement.id, stock=stock.id, pieces=1)
            for stock in book.stocks.values()
            if stock.pledged and stock.capability == wanted
        ]
    return tuple(found)


def with_planned(planned: Iterable[Wanted], possible: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """The plan's questions, then the possible ones that it does not ask (its fleets and places aside)."""
    first = tuple(planned)
    seen = {_bare(one.question) for one in first}
    return (*first, *(one for one in possible if _bare(one.question) not in seen))


def _bare(question: Question) -> Question:
    return replace(question, fleet="", place="")


def _joined(known: Wanted, more: Wanted) -> Wanted:
    return Wanted(
        known.question, min(known.begins, more.begins), max(known.ends, more.ends),
        known.requirements | more.requirements, known.planned or more.planned,
    )  # fmt: skip


def _asks_somebody(question: Question) -> bool:
    return question.actor != question.territory or question.action is Action.SEND


def _of_movement(frame: Frame, movement: Movement) -> Iterator[Question]:
    """The questions of the direct ways between its ends and its ports, in the order of the modes."""
    requirement = frame.book.requirements[movement.requirement]
    stops = (movement.origin, requirement.poe, requirement.pod, movement.destination)
    chain = tuple(dict.fromkeys(stop for stop in stops if stop is not None))
    pairs = dict.fromkeys((*pairwise(chain), (chain[0], chain[-1])))
    for origin, destination in pairs:
        for mode in Mode:
            if origin != destination:
                yield from _of_way(frame, movement, mode, (origin, destination))


def _of_way(
    frame: Frame, movement: Movement, mode: Mode, ends: tuple[PlaceId, PlaceId]
) -> Iterator[Question]:
    places = frame.book.places
    if any(mode not in places[end].modes for end in ends):
        return
    way = frame.network.find_way(WayKey(mode, *ends, tuple(frame.book.crisis.avoid)))
    if way is None:
        return
    natures = frozenset[Nature]().union(*(line.natures for line in movement.lines))
    load = aboard_of(
        frame.book, movement, natures, from_origin=ends[0] == movement.origin, set_down=True
    )
    leg = Leg(
        movement.nation, FleetId(""), way, places[ends[0]], places[ends[1]], (load,)
    )  # the load's own nation carries it
    yield from (law.question for law in questions_of_leg(leg))
