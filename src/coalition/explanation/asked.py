"""Which legal questions a plan rests on: those of every leg, and those of what never left.

Not here: gathering them into lanes (`authority.lanes`).
"""

from __future__ import annotations

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.explanation.evidence import Evidence
from coalition.explanation.holds import Holds
from coalition.judging.doors import WayBook
from coalition.model.book import Book
from coalition.model.law import Action
from coalition.model.plan import Plan


def questions_asked(
    book: Book, authority: Authority, network: WayBook, plan: Plan
) -> tuple[Question, ...]:
    """Each question once, in the order of the plan; own soil is left out, but for `send`."""
    evidence = Evidence(book, plan)
    holds = Holds(evidence, authority, network)
    found: dict[Question, None] = {}
    for carryings in evidence.by_load.values():
        for carrying in carryings:
            found |= dict.fromkeys(law.question for law in holds.laws(carrying))
    for movement in evidence.movements.values():
        if not any((movement.id, line.id) in evidence.by_load for line in movement.lines):
            found |= dict.fromkeys(holds.standing_questions(movement))
    return tuple(q for q in found if q.actor != q.territory or q.action is Action.SEND)
