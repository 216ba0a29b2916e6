"""Who serves what, turned from one book and plan to the next, is what it would be anew."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.small_books import small_book, small_plan

from coalition.judging.again.serving import Serving
from coalition.model.plan import movement_of

BOOK, PLAN = small_book(), small_plan()


def standing() -> Serving:
    serving = Serving()
    serving.turn(BOOK, PLAN.assignments, frozenset())
    return serving


def test_every_assignment_makes_its_movement() -> None:
    movements = {movement_of(BOOK, one).id: movement_of(BOOK, one) for one in PLAN.assignments}
    assert standing().movements == movements
    assert standing().lines.keys() == {(m.id, li.id) for m in movements.values() for li in m.lines}


def test_the_same_again_moves_nothing() -> None:
    assert standing().turn(BOOK, tuple(PLAN.assignments), frozenset(BOOK.requirements)) == set()


def test_what_is_not_assigned_any_more_serves_no_more() -> None:
    serving, gone = standing(), PLAN.assignments[0]
    moved = serving.turn(BOOK, PLAN.assignments[1:], frozenset())
    assert moved == {gone.requirement}
    assert movement_of(BOOK, gone).id not in serving.movements


def test_a_requirement_with_other_words_is_served_otherwise() -> None:
    serving = standing()
    name = PLAN.assignments[0].requirement
    other = replace(BOOK.requirements[name], destination=next(iter(BOOK.places)))
    book = replace(BOOK, requirements={**BOOK.requirements, name: other})
    serving.turn(book, PLAN.assignments, {name})
    assert {m.destination for m in serving.of(name)} == {other.destination}
