"""Proofs in words: every line names what it rests on."""

from __future__ import annotations

from tests.simulators.law_books import (
    C_DAY,
    DEU,
    POL,
    caveats,
    decision,
    instrument,
    law_book,
    obligation,
    permission,
    procedure,
    prohibition,
    scope,
    steps,
)

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.authority.proof import ask, describe
from coalition.measure.instants import ALWAYS, FOREVER, Interval
from coalition.model.cargo import Nature
from coalition.model.law import Action, AllOf, Duration, Limits, Outcome
from coalition.model.places import Mode
from coalition.model.provenance import Confidence, Provenance

ASKED = Question(
    DEU, Action.TRANSIT, POL, Mode.ROAD, frozenset({Nature.FUEL, Nature.FOOD}), task="relief"
)
SOURCED = "[source: Journal of Laws 7, 2020-01-01, official]"


def test_a_question_reads_as_a_sentence() -> None:
    assert ask(ASKED) == "may DEU transit POL by road with food, fuel (task relief)"


def test_a_proof_shows_steps_limits_signatures_and_the_critical_path() -> None:
    vote = procedure("ta/vote", duration=Duration(12, 24, 48), body="council")
    notice = procedure("ta/notice", 72, requires="ta/vote")
    leave = permission(
        "ta/1", scope(["parties"], ["parties"]), requires=AllOf(steps("ta/notice", "ta/form")),
        limits=Limits(500, 2_000_500, 90),
    )  # fmt: skip
    source = Provenance("Journal of Laws 7", "2020-01-01", Confidence.OFFICIAL)
    ta = instrument(
        "ta", [DEU, POL], leave, vote, notice, procedure("ta/form"), obligation("ta/9"),
        provenance=source, fictional=True,
    )  # fmt: skip
    form = decision(
        "form-7", "ta/form", Outcome.GRANTED, "2025-03-02", by="ministry", text="approved"
    )
    authority = Authority(law_book(ta, decisions=[form]))
    text = describe(authority, authority.answer(ASKED, C_DAY))
    assert text.splitlines()[:4] == [
        "may DEU transit POL by road with food, fuel (task relief), at 2025-03-03T00:00Z?",
        "PERMITTED FROM 2025-03-07T00:00Z until forever",
        f"  under ta/1: Title of ta, fictional, art. of ta/1: text of ta/1 {SOURCED}",
        "    limits: 500 pax, 2000.5 t, stay 90 days",
    ]
    assert (
        "estimated 2025-03-03T00:00Z to 2025-03-04T00:00Z (least 2025-03-03T12:00Z, most 2025-03-05T00:00Z)"
        in text
    )
    assert "decided 2025-03-02T00:00Z by ministry (form-7): approved" in text
    assert "    critical path: ta/vote > ta/notice" in text
    assert "signatures missing:\n  DEU, POL, LTU, in council, under ta/vote" in text
    assert "  POL, in territory, under ta/notice" in text
    assert "obligations:\n  ta/9: Title of ta" in text


def test_a_proof_names_what_stands_in_the_way_by_kind() -> None:
    span = Interval(ALWAYS, FOREVER)
    yes = instrument("yes", [DEU, POL], permission("yes/1"))
    no = instrument("no", [DEU, POL], prohibition("no/1", valid=span))
    authority = Authority(law_book(yes, no))
    text = describe(authority, authority.answer(ASKED, C_DAY))
    assert text.splitlines()[1] == "IN CONFLICT"
    assert "conflict, always until forever: text of no/1 (against yes/1)" in text
    own = Authority(law_book(yes, caveats(DEU, prohibition("cav/1", caveat=True))))
    assert "caveat, always until forever: text of cav/1" in describe(own, own.answer(ASKED, C_DAY))


def test_an_unknown_time_is_said_to_be_unknown() -> None:
    ta = instrument("ta", [POL], permission("ta/1", requires="ta/p"), procedure("ta/p", None))
    authority = Authority(law_book(ta))
    text = describe(authority, authority.answer(ASKED, C_DAY))
    assert "PERMITTED FROM a time nobody has stated" in text
    assert "not known:\n  how long ta/p takes is not stated" in text


def test_own_soil_needs_no_leave_and_nothing_found_is_said() -> None:
    authority = Authority(law_book())
    own = describe(authority, authority.answer(Question(POL, Action.TRANSIT, POL), C_DAY))
    assert "own soil" in own
    assert describe(authority, authority.answer(ASKED, C_DAY)).splitlines()[1] == "NO BASIS FOUND"
