"""Adopting: every row of the book on record in the name of whose it is, and bodies that can decide."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.simulators.small_books import small_book

from coalition.command.events.stamps import Stamp
from coalition.command.events.wire import event_from_json, event_to_json
from coalition.model.identity import BodyId, NationId
from coalition.model.nations import Alliance, Body, Rule
from coalition.operations.crisis.adopting import COUNCIL, Adoption, adopted, bodies_of
from coalition.operations.crisis.stated.labelling import labeller, policy_of
from coalition.operations.crisis.stated.nouns import rows_of

BOOK = small_book()


def test_every_row_is_stated_once_by_whose_it_is_and_fits_the_record() -> None:
    label = labeller(BOOK, None, policy_of(BOOK))
    events = list(adopted(BOOK, Adoption(label, random.Random(1).randbytes, Stamp(0))))
    facts = [event for event in events if event.kind == "FactStated"]
    assert [(e.body.table, e.body.key, e.origin) for e in facts] == [
        (row.table, row.key, row.nation) for row in rows_of(BOOK)
    ]
    assert sum(event.kind == "RequirementStated" for event in events) == len(BOOK.requirements)
    assert [event_from_json(event_to_json(event)) for event in events] == events


def test_members_without_a_body_sit_in_one_council() -> None:
    (council,) = bodies_of(BOOK)
    assert council.name == COUNCIL
    assert council.members == ("DEU", "POL", "LTU")
    assert [one.rule for one in council.rules] == [Rule.CONSENSUS, Rule.SILENCE]


def test_a_body_decides_by_its_rule() -> None:
    members = (NationId("DEU"), NationId("POL"))
    for rule, rules in (
        (Rule.SINGLE, [Rule.SINGLE]), (Rule.MAJORITY, [Rule.MAJORITY]), (Rule.SILENCE, [Rule.SILENCE]),
        (Rule.UNANIMITY, [Rule.UNANIMITY, Rule.SILENCE]), (Rule.NOTIFICATION, [Rule.CONSENSUS, Rule.SILENCE]),
    ):  # fmt: skip
        alliance = Alliance(
            "x", members, bodies={BodyId("b"): Body(BodyId("b"), "B", members, rule)}
        )
        (founded,) = bodies_of(replace(BOOK, alliance=alliance))
        assert [one.rule for one in founded.rules] == rules
