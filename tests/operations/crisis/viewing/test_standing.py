"""The book of a view, as consents, requirements and contributions that are in view have changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.simulators.crisis_sites import Browser, CrisisSite, crisis_site
from tests.simulators.small_books import small_book, small_law

from coalition.labels import clearance_up_to
from coalition.measure.instants import parse_instant
from coalition.model.book import Book
from coalition.model.identity import BodyId, NationId
from coalition.model.law import Outcome
from coalition.model.nations import Alliance, Body, Rule
from coalition.operations.crisis.viewing.consenting import consent_id

WINDOW = {"opens": "2025-03-03T00:00Z", "closes": "2025-03-20T00:00Z"}
ONLY_LTU = {"classification": "UNCLASSIFIED", "categories": {"Only": ["LTU"]}}


def of_council(rule: Rule) -> Book:
    """The small book with a council of all three deciding on clearances."""
    members = (NationId("DEU"), NationId("LTU"), NationId("POL"))
    alliance = Alliance(
        "Small alliance",
        members,
        bodies={BodyId("council"): Body(BodyId("council"), "Council", members)},
    )
    law = small_law(provisions={"transit/clearance": {"body": "council", "rule": rule}})
    return replace(small_book(), alliance=alliance, instruments=law)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[CrisisSite]:
    made = crisis_site(tmp_path)
    yield made
    made.close()


def book(site: CrisisSite, nation: str = "POL") -> Book:
    room = site.parts.open.room
    found = room.book(room.view(clearance_up_to("SECRET", nation=nation)))
    assert found is not None
    return found


def consent(
    browser: Browser, nation: str, label: Any = None, provision: str = "transit/clearance"
) -> str:
    scope = {"territory": nation, "window": WINDOW}
    said = browser.say("ConsentGranted", {"scope": scope, "provision": provision}, label=label)
    return str(said.json["subject"])


def test_a_consent_is_a_decision_until_it_is_revoked(site: CrisisSite) -> None:
    ltu = site.log_in("ltu.ltu")
    given = consent(ltu, "LTU")
    decision = next(one for one in book(site).decisions if one.id == consent_id(given))
    assert decision.outcome is Outcome.GRANTED
    assert decision.territories == ("LTU",)
    assert decision.until == parse_instant("2025-03-20")
    site.wait(60)
    ltu.say("ConsentRevoked", {"effective": "2025-03-05T00:00Z"}, given)
    decision = next(one for one in book(site).decisions if one.id == consent_id(given))
    assert decision.until == parse_instant("2025-03-05")


def test_a_consent_for_some_is_in_their_books_alone(site: CrisisSite) -> None:
    given = consent(site.log_in("ltu.ltu"), "LTU", ONLY_LTU)
    assert consent_id(given) in [one.id for one in book(site, "LTU").decisions]
    assert consent_id(given) not in [one.id for one in book(site, "POL").decisions]


@pytest.mark.parametrize(
    ("rule", "consenting", "outcome"),
    [
        (Rule.CONSENSUS, 2, Outcome.PENDING), (Rule.CONSENSUS, 3, Outcome.GRANTED),
        (Rule.MAJORITY, 1, Outcome.PENDING), (Rule.MAJORITY, 2, Outcome.GRANTED),
        (Rule.SINGLE, 1, Outcome.GRANTED),
    ],
)  # fmt: skip
def test_a_bodys_consents_are_gathered_by_its_rule(
    tmp_path: Path, rule: Rule, consenting: int, outcome: Outcome
) -> None:
    site = crisis_site(tmp_path, book=of_council(rule))
    for nation in ("deu", "ltu", "pol")[:consenting]:
        consent(site.log_in(f"{nation}.{nation}"), nation.upper())
    (decision,) = book(site).decisions
    assert decision.outcome is outcome
    assert len(decision.signed_by) == consenting
    site.close()


def test_who_has_no_say_changes_nothing_by_consenting(tmp_path: Path) -> None:
    base = of_council(Rule.CONSENSUS)
    body = Body(BodyId("council"), "Council", (NationId("DEU"), NationId("LTU")))
    site = crisis_site(
        tmp_path,
        book=replace(base, alliance=replace(base.alliance, bodies={BodyId("council"): body})),
    )
    consent(site.log_in("pol.pol"), "POL")
    assert book(site).decisions == ()
    site.close()


def test_requirements_come_change_and_go(site: CrisisSite) -> None:
    pol = site.log_in("pol.pol")
    body = {
        "title": "beds",
        "amounts": [{"what": "beds", "quantity": 5, "unit": "each"}],
        "window": WINDOW,
        "place": "KUN",
    }
    made = pol.say("RequirementStated", body).json["subject"]
    line = next(one for one in book(site).requirements.values() if one.description == "beds")
    assert (line.capability, line.amount, line.destination) == ("beds", 5, "KUN")
    more = [{"what": "beds", "quantity": 9, "unit": "each"}]
    pol.say("RequirementRevised", {**body, "amounts": more}, made)
    assert book(site).requirements[line.id].amount == 9
    pol.say("RequirementCancelled", {}, made)
    assert line.id not in book(site).requirements


def test_a_line_of_the_book_is_the_staffs_to_cancel(site: CrisisSite) -> None:
    pol, staff = site.log_in("pol.pol"), site.log_in("staff.staff")
    line = pol.get("/api/requirements").json["items"][0]
    assert pol.say("RequirementCancelled", {}, line["id"]).status in {403, 409}
    assert staff.say("RequirementCancelled", {}, line["id"]).status == 201
    assert line["ref"] not in book(site).requirements


def test_what_a_nation_gives_is_pledged_for_its_window_and_no_longer_when_withdrawn(
    site: CrisisSite,
) -> None:
    unit = next(one for one in book(site).units.values() if one.nation == "DEU")
    deu = site.log_in("deu.deu")
    amounts = [{"what": "x", "quantity": 1, "unit": "each"}]
    terms = {"amounts": amounts, "window": WINDOW, "sources": [unit.id]}
    given = deu.say("OfferMade", {"terms": terms}).json["subject"]
    assert book(site).units[unit.id].pledged == unit.pledged
    deu.say("CommitmentMade", {"terms": terms}, given)
    pledged = book(site).units[unit.id].pledged
    assert pledged is not None
    assert pledged.closes == parse_instant("2025-03-20")
    site.wait(60)
    deu.say("ContributionWithdrawn", {"effective": "2025-03-06T00:00Z"}, given)
    pledged = book(site).units[unit.id].pledged
    assert pledged is not None
    assert pledged.closes == parse_instant("2025-03-06")


def test_nobody_pledges_what_is_anothers(site: CrisisSite) -> None:
    unit = next(one for one in book(site).units.values() if one.nation == "DEU")
    pol = site.log_in("pol.pol")
    terms = {
        "amounts": [{"what": "x", "quantity": 1, "unit": "each"}],
        "window": WINDOW,
        "sources": [unit.id],
    }
    given = pol.say("OfferMade", {"terms": terms}).json["subject"]
    pol.say("CommitmentMade", {"terms": terms}, given)
    assert book(site).units[unit.id] == unit
