"""Many questions at once: the same answers from one process as from two."""

from __future__ import annotations

from tests.simulators.law_books import C_DAY, DEU, LTU, POL, USA, instrument, law_book, permission

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.model.law import Action, Limits
from coalition.operations.ask_many import answer_all


def test_two_processes_answer_as_one_does() -> None:
    leave = permission("ta/1", limits=Limits(pax=300))
    authority = Authority(law_book(instrument("ta", [DEU, POL], leave)))
    asked = [
        Question(actor, Action.TRANSIT, territory, amount=Limits(pax=n))
        for n in range(1, 251)
        for actor in (DEU, POL, LTU, USA)
        for territory in (DEU, POL, LTU, USA)
    ]
    both = answer_all(authority, asked, C_DAY, processes=2)
    assert both == answer_all(authority, asked, C_DAY)
    assert [answer.question for answer in both] == asked
