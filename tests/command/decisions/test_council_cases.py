"""The public Council cases replayed with their dates: `tests/vectors/decisions/council.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.command.stage import CONSENSUS, SILENCE, STAFF, Stage

from coalition.command.decisions.standing import Basis
from coalition.command.events.event import Event
from coalition.command.events.kinds.bodies import BodyFounded, ConsultationRequested
from coalition.command.events.kinds.decisions import (
    ActionSheetIssued,
    ForumChanged,
    Outcome,
    PositionTaken,
    ReceiptSigned,
    SheetLetter,
    Stance,
)
from coalition.command.events.terms import Clock
from coalition.measure.instants import Minute, parse_instant

VECTORS = Path(__file__).parents[2] / "vectors" / "decisions" / "council.toml"
DATA: dict[str, Any] = tomllib.loads(VECTORS.read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = DATA["case"]


def replay(case: dict[str, Any]) -> tuple[Stage, Event]:
    """The events of a case on a stage, and the proposal."""
    stage = Stage()
    opened = parse_instant(case["opened"])
    body = BodyFounded(
        "Council", tuple(DATA["rosters"][case["roster"]]), STAFF, (SILENCE, CONSENSUS)
    )
    council = stage.say(STAFF, body, at=opened - 20)
    proposal = stage.table(council)
    opening = stage.put(council, proposal, Clock(until=parse_instant(case["until"])), at=opened)
    if "receipts" in case:
        for nation in body.members:
            stage.say(
                nation, ReceiptSigned(opening.id), proposal, at=parse_instant(case["receipts"])
            )
    for letter in case.get("letters", ()):
        no = PositionTaken(opening.id, Stance.OBJECT, letter=letter["reference"], joint="joint")
        stage.say(letter["nation"], no, proposal, at=parse_instant(letter["at"]))
    if "moved" in case:
        move(stage, proposal, case["moved"])
    if "sheet" in case:
        sheet(stage, proposal, opening, case["sheet"])
    return stage, proposal


def move(stage: Stage, proposal: Event, moved: dict[str, Any]) -> None:
    seats = tuple(DATA["rosters"][moved["to"]])
    founded = BodyFounded("Committee", seats, STAFF, (CONSENSUS,))
    committee = stage.say(STAFF, founded, at=parse_instant(moved["at"]) - 5)
    stage.say(STAFF, ForumChanged(committee.subject), proposal, at=parse_instant(moved["at"]))
    opened = parse_instant(moved["opened"])
    opening = stage.put(committee, proposal, rule=CONSENSUS, at=opened)
    for nation in seats:
        yes = PositionTaken(opening.id, Stance.ASSENT)
        stage.say(nation, yes, proposal, at=parse_instant(moved["agreed"]))


def sheet(stage: Stage, proposal: Event, opening: Event, told: dict[str, Any]) -> None:
    letters = tuple(
        SheetLetter(each["reference"], each["delegations"]) for each in told.get("letters", ())
    )
    issued = ActionSheetIssued(
        document=told["document"],
        outcome=Outcome.AGREED,
        text=told.get("text", "agreed"),
        decided=parse_instant(told["decided"]),
        opening=opening.id,
        letters=letters,
        source="publicly disclosed",
    )
    stage.say(STAFF, issued, proposal, at=parse_instant(told["at"]))


STEPS = [(case, step) for case in CASES for step in case["expect"]]


@pytest.mark.parametrize(
    ("case", "step"), STEPS, ids=lambda each: str(each.get("id", each.get("at")))
)
def test_a_case_stands_at_each_instant_as_its_sources_say(
    case: dict[str, Any], step: dict[str, Any]
) -> None:
    stage, proposal = replay(case)
    standing = stage.standing(proposal, parse_instant(step["at"]))
    assert (standing.outcome and str(standing.outcome)) == step.get("outcome")
    if "decided" in step:
        assert standing.at == parse_instant(step["decided"])
    if "basis" in step:
        assert standing.basis is Basis(step["basis"])
    assert sum(each.delegations for s in standing.sheets for each in s.letters) == step.get(
        "letters", 0
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_no_delegation_has_a_position_that_it_did_not_take(case: dict[str, Any]) -> None:
    stage, proposal = replay(case)
    spoke = {event.origin for event in stage.events if isinstance(event.body, PositionTaken)}
    standing = stage.standing(proposal, Minute(stage.clock + 10_000))
    held = {slot.nation for each in standing.rounds for slot in each.slots if slot.position}
    assert held <= spoke
    assert held == spoke or "moved" not in case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_case_names_its_source_and_how_far_it_is_trusted(case: dict[str, Any]) -> None:
    assert case["source"]
    assert case["confidence"] in {"official", "secondary", "judgement"}
    assert bool(case.get("supposed")) == (case["confidence"] == "judgement")


def test_moving_the_forum_takes_a_nation_out_of_the_decision() -> None:
    case = next(case for case in CASES if "moved" in case)
    stage, proposal = replay(case)
    standing = stage.standing(proposal)
    first, second = standing.rounds
    assert {s.nation for s in first.slots} - {s.nation for s in second.slots} == {"FRA"}
    assert first.outcome is Outcome.BROKEN
    assert second.outcome is Outcome.AGREED


def test_a_request_under_article_4_is_turkeys_own() -> None:
    stage, _ = replay(next(case for case in CASES if "moved" in case))
    council = stage.events[0].subject
    asked = ConsultationRequested(council, "North Atlantic Treaty, art. 4", "Iraq")
    assert stage.may("TUR", asked).allowed
    assert not stage.may("IRQ", asked).allowed
