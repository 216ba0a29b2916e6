"""What nobody has stated makes a plan amber, once for each fact; a risk changes no verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.judging.plants import Setting, law, passing_through, ways
from tests.simulators.small_books import SmallNetwork, at, small_book, small_units

from coalition.authority.answer import Question, Window
from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan, Verdict
from coalition.measure.instants import ALWAYS, Interval
from coalition.model.cargo import CargoLine
from coalition.model.identity import UnitId
from coalition.model.law import Duration, Limits


def judged(setting: Setting) -> JudgedPlan:
    book = small_book(**setting.book)
    return judge(book, Authority(book), SmallNetwork(**setting.ways), setting.plan)


def not_stated(kind: str, noun: str, *fields: str) -> Setting:
    """The small book, where nobody has said something of a place, fleet, unit, stock or requirement."""
    blank: dict[str, Any] = {field: None for field in fields if field not in _NEVER_NONE}
    return Setting(book={kind: {noun: blank | {"unknown": frozenset(fields)}}})


_NEVER_NONE = {
    "ntm_minutes", "payload_kg", "gauges_mm", "opens_minute", "load_minutes", "unload_minutes", "duty_minutes",
    "amount", "needs_paved", "speed_m_per_hour", "seats",
}  # fmt: skip


def heavy_line_without(field: str, blank: int | None = None) -> Setting:
    """The company's vehicles, one of whose sizes nobody has stated."""
    lines = small_units()[UnitId("COMPANY")].lines
    unsure: CargoLine = replace(lines[0], **{field: blank}, unknown=frozenset({field}))
    return Setting(book={"units": {"COMPANY": {"lines": (unsure, lines[1])}}})


UNSTATED = {
    "mog": (not_stated("places", "KUN", "mog"), "R6", "working MOG of Kaunas", 2),
    "runway": (not_stated("places", "KUN", "runway_m"), "R8", "runway length of Kaunas", 3),
    "pavement": (not_stated("places", "KUN", "paved"), "R8", "pavement of Kaunas", 3),
    "port draught": (not_stated("places", "KLJ", "draught_cm"), "R8", "draught of Klaipeda", 1),
    "ship draught": (not_stated("fleets", "SHIP", "draught_cm"), "R8", "draught of Ship", 1),
    "gauges": (not_stated("places", "BHV", "gauges_mm"), "R8", "gauge of Bremerhaven", 1),
    "train gauge": (not_stated("fleets", "TRAIN", "gauge_mm"), "R8", "gauge of Train", 1),
    "storage": (not_stated("places", "KLJ", "storage_kg"), "R7", "cargo storage of Klaipeda", 0),
    "cargo rate": (
        not_stated("places", "KLJ", "kg_per_hour"),
        "R5",
        "cargo handling rate of Klaipeda",
        3,
    ),
    "pax rate": (
        not_stated("places", "WUN", "pax_per_hour"),
        "R5",
        "passenger handling rate of Wunstorf",
        1,
    ),
    "opening": (not_stated("places", "RUK", "opens_minute"), "R6", "opening hour of Rukla", 3),
    "range": (not_stated("fleets", "PLANE", "range_m"), "R5", "range of Plane", 3),
    "duty": (not_stated("fleets", "PLANE", "duty_minutes"), "R5", "duty hours of Plane", 2),
    "speed": (not_stated("fleets", "SHIP", "speed_m_per_hour"), "R5", "speed of Ship", 1),
    "payload": (not_stated("fleets", "PLANE", "payload_kg"), "R3", "payload of Plane", 1),
    "seats": (not_stated("fleets", "PLANE", "seats"), "R3", "seats of Plane", 2),
    "loading": (not_stated("fleets", "SHIP", "load_minutes"), "R5", "loading time of Ship", 1),
    "unloading": (
        not_stated("fleets", "SHIP", "unload_minutes"),
        "R5",
        "unloading time of Ship",
        1,
    ),
    "largest piece": (
        not_stated("fleets", "PLANE", "piece_kg_max"),
        "R3",
        "largest piece mass of Plane",
        1,
    ),
    "pavement need": (
        Setting(
            book={
                "places": {"KUN": {"paved": False}},
                "fleets": {"PLANE": {"needs_paved": False, "unknown": frozenset({"needs_paved"})}},
            }
        ),
        "R8",
        "need of pavement of Plane",
        3,
    ),
    "piece MLC": (heavy_line_without("mlc"), "R8", "load class of cargo line vehicles", 1),
    "piece mass": (heavy_line_without("piece_kg", 0), "R3", "piece mass of cargo line vehicles", 3),
    "piece area": (
        heavy_line_without("piece_dm2", 0),
        "R3",
        "piece area of cargo line vehicles",
        1,
    ),
    "piece height": (heavy_line_without("height_cm"), "R8", "height of cargo line vehicles", 2),
    "way MLC": (
        ways(road={"mlc": None, "unknown": frozenset({"mlc"})}),
        "R8",
        "load class of the road way KLJ-RUK",
        3,
    ),
    "carriers a day": (
        ways(road={"unknown": frozenset({"carriers_per_day"})}),
        "R8",
        "carriers a day of the road way KLJ-RUK",
        3,
    ),
    "estimated way": (ways(sea={"estimated": True}), "R15", "length of the sea way BHV-KLJ", 1),
    "notice": (not_stated("units", "ADVANCE", "ntm_minutes"), "R15", "ntm_minutes of ADVANCE", 0),
    "amount": (not_stated("requirements", "MED", "amount"), "R15", "amount of MED", 0),
    "status": (
        law(provisions={"sofa/status": {"valid": Interval(ALWAYS, at(0))}}),
        "R13",
        "status of DEU forces in LTU",
        1,
    ),
    "renewal": (
        law(provisions={"transit/enter": {"limits": Limits(stay_days=25)}}),
        "R12",
        "renewal of transit/enter for DEU in LTU",
        1,
    ),
}
"""What is not stated: the setting, and the rule, fact and number of trips of the doubt."""


@pytest.mark.parametrize("name", UNSTATED)
def test_a_fact_nobody_has_stated_makes_the_plan_amber_and_is_named_once(name: str) -> None:
    setting, rule, fact, trips = UNSTATED[name]
    found = judged(setting)
    assert found.breaches == ()
    assert found.verdict is Verdict.AMBER
    assert [(d.rule, d.trips) for d in found.doubts if d.fact == fact] == [(rule, trips)]
    assert all(d.text and d.where for d in found.doubts)


def test_an_unknown_that_nothing_rests_on_is_no_doubt() -> None:
    idle = Setting(
        book={"places": {"MUN": {"docks": None, "unknown": frozenset({"docks", "storage_kg"})}}}
    )
    assert judged(idle).verdict is Verdict.GREEN
    assert judged(not_stated("units", "CLINIC", "ntm_minutes")).verdict is Verdict.GREEN


def test_a_breach_outweighs_doubts_and_both_are_told() -> None:
    unsure = not_stated("places", "KUN", "mog").book["places"]
    found = judged(Setting(book={"places": unsure, "fleets": {"PLANE": {"seats": 49}}}))
    assert found.verdict is Verdict.RED
    assert [d.fact for d in found.doubts] == ["working MOG of Kaunas"]


def test_a_stay_the_plan_ends_in_time_needs_no_renewal() -> None:
    assert judged(passing_through(at(4, 10, 30))).doubts == ()


class UnsureLaw(Authority):
    """The law of the small book, where the clearance to enter rests on something nobody has stated."""

    def alternatives(self, question: Question) -> tuple[Window, ...]:
        return tuple(
            replace(window, unknowns=("who signs is not stated",))
            if window.permission == "transit/enter"
            else window
            for window in super().alternatives(question)
        )


def test_an_answer_with_unknowns_is_a_doubt_that_names_its_provision() -> None:
    book = small_book()
    found = judge(book, UnsureLaw(book), SmallNetwork(), Setting().plan)
    assert found.verdict is Verdict.AMBER
    assert [(d.rule, d.fact, d.trips, d.provision) for d in found.doubts] == [
        ("R15", "who signs is not stated", 5, "transit/enter")
    ]


class SecondOpinion(UnsureLaw):
    """The same, beside an alternative that opens later and rests on nothing unknown."""

    def alternatives(self, question: Question) -> tuple[Window, ...]:
        sure = (replace(w, opens=w.opens + 1) for w in Authority.alternatives(self, question))
        return (*super().alternatives(question), *sure)


def test_an_alternative_without_unknowns_is_preferred() -> None:
    book = small_book()
    found = judge(book, SecondOpinion(book), SmallNetwork(), Setting().plan)
    assert found.verdict is Verdict.GREEN


def vote_of(most: int) -> Setting:
    return law(provisions={"mandate/vote": {"duration": Duration(0, 24, most)}})


def test_a_step_that_may_take_too_long_is_a_risk_and_changes_no_verdict() -> None:
    found = judged(vote_of(57))
    assert found.verdict is Verdict.GREEN
    assert [(r.fact, r.trips, r.amount, r.at) for r in found.risks] == [
        ("DEU send DEU under mandate/send", 2, 60, at(2, 8)),
        ("LTU send LTU under mandate/send", 1, 60, at(2, 8)),
    ]


def test_a_step_that_is_done_in_time_even_at_its_longest_is_no_risk() -> None:
    assert judged(vote_of(56)).risks == ()
