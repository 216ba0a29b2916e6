"""Turkey 2003 as it was: a vote that fell short, an airspace opened, supplies let pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.simulators.law_books import day

from coalition.authority.answer import Answer, Finding, Question
from coalition.authority.evaluate import Authority
from coalition.authority.proof import describe
from coalition.formats.book_reader import read_book
from coalition.measure.instants import write_day
from coalition.model.cargo import Nature
from coalition.model.identity import DecisionId, NationId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.model.provenance import Confidence

FOLDER = Path(__file__).parents[1] / "books" / "turkey-2003"
USA, TUR, KWT, EGY, IRQ = (NationId(n) for n in ("USA", "TUR", "KWT", "EGY", "IRQ"))
ROAD = Question(USA, Action.TRANSIT, TUR, Mode.ROAD)
FLIGHT = Question(USA, Action.OVERFLY, TUR, Mode.AIR)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority(read_book(FOLDER))


def ask(authority: Authority, question: Question, on: str = "2003-02-25") -> Answer:
    return authority.answer(question, day(on))


@pytest.mark.parametrize("on", ["2003-02-25", "2003-03-02", "2003-04-10"])
@pytest.mark.parametrize("action", [Action.TRANSIT, Action.ENTER, Action.STATION])
def test_passage_by_land_is_forbidden_by_the_vote_of_the_assembly(
    authority: Authority, on: str, action: Action
) -> None:
    answer = ask(authority, Question(USA, action, TUR, Mode.ROAD), on)
    assert answer.finding is Finding.FORBIDDEN
    (bar,) = [b for b in answer.bars if b.decision == "d-tgna-vote"]
    assert "264 for, 250 against, 19 abstentions" in bar.text
    assert (write_day(bar.opens), bar.provision) == ("2003-03-01", "tur-constitution/motion-3-189")
    assert authority.decision(DecisionId("d-tgna-vote")).by == "Grand National Assembly of Turkey"


def test_the_airspace_opens_on_20_march_for_six_months(authority: Authority) -> None:
    answer = ask(authority, FLIGHT)
    assert answer.finding is Finding.PERMITTED_FROM
    assert answer.opens is not None
    assert answer.closes is not None
    assert (write_day(answer.opens), write_day(answer.closes)) == ("2003-03-20", "2003-09-20")
    assert ask(authority, FLIGHT, "2003-03-19").finding is Finding.PERMITTED_FROM
    assert ask(authority, FLIGHT, "2003-03-21").finding is Finding.PERMITTED
    assert ask(authority, FLIGHT, "2003-09-20").finding is Finding.NO_BASIS


def test_an_open_airspace_is_no_leave_to_land(authority: Authority) -> None:
    landing = Question(USA, Action.USE_BASE, TUR, Mode.AIR)
    assert ask(authority, landing, "2003-03-25").finding is Finding.FORBIDDEN


@pytest.mark.parametrize(
    ("cargo", "opens"),
    [
        ({Nature.FOOD}, "2003-04-02"),
        ({Nature.FUEL, Nature.HAZARDOUS}, "2003-04-02"),
        ({Nature.FOOD, Nature.AMMUNITION}, None),
        ({Nature.PERSONNEL}, None),
    ],
)
def test_supplies_pass_from_2_april_but_no_weapons(
    authority: Authority, cargo: set[Nature], opens: str | None
) -> None:
    question = Question(USA, Action.TRANSIT, TUR, Mode.ROAD, frozenset(cargo), task="resupply")
    answer = ask(authority, question)
    assert (None if answer.opens is None else write_day(answer.opens)) == opens


def test_the_way_round_was_open_all_along(authority: Authority) -> None:
    canal = Question(USA, Action.TRANSIT, EGY, Mode.SEA, frozenset({Nature.VEHICLES}))
    port = Question(USA, Action.USE_BASE, KWT, Mode.SEA, frozenset({Nature.VEHICLES}))
    assert ask(authority, canal).finding is Finding.PERMITTED
    assert ask(authority, port).finding is Finding.PERMITTED


def test_status_among_allies_lets_nobody_in(authority: Authority) -> None:
    assert authority.status(USA, TUR, day("2003-03-02")) == "nato-sofa/7"
    assert authority.status(USA, IRQ, day("2003-03-25")) is None
    assert ask(authority, ROAD, "2003-03-02").finding is Finding.FORBIDDEN


def test_the_proof_names_vote_article_and_gazette(authority: Authority) -> None:
    refused = describe(authority, ask(authority, ROAD))
    assert "FORBIDDEN" in refused
    assert "TBMM Tutanak Dergisi" in refused
    assert "arts. 92 and 96" in refused
    assert "Resmi Gazete 25055" in describe(authority, ask(authority, FLIGHT))


def test_facts_carry_sources_and_loads_are_marked_fictional() -> None:
    book = read_book(FOLDER)
    assert all(taken.provenance.source for taken in book.decisions)
    assert all(i.provenance.source for i in book.instruments)
    loads = (*book.units.values(), *book.fleets.values(), *book.requirements.values())
    assert {load.provenance.confidence for load in loads} == {Confidence.FICTIONAL}
    assumed = {i.id for i in book.instruments if i.id.startswith("assumed")}
    assert assumed == {i.id for i in book.instruments if i.fictional}
