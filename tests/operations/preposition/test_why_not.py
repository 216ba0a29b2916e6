from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import Fault, InputError
from coalition.operations.preposition.preposition_book import PlaceAsked, preposition_book
from coalition.operations.preposition.terms_asked import TermsAsked

CASE = Path(__file__).parents[3] / "cases" / "northern-stocks"


def _fault(**terms: int) -> Fault:
    asked = PlaceAsked(0.01, terms=TermsAsked(**terms), frontier=False)
    with pytest.raises(InputError) as caught:
        preposition_book(CASE, asked=asked)
    (fault,) = caught.value.faults
    return fault


def test_cover_beyond_all_there_could_be_is_refused_with_what_could() -> None:
    fault = _fault(cover_percent=9_000, cover_hours=24)
    assert fault.code == "infeasible"
    assert "near" in fault.message
    assert "could be had at most" in fault.message


def test_hours_nobody_can_keep_are_refused_with_the_scenarios_that_cannot() -> None:
    fault = _fault(within_hours=12, share_percent=90, excused_percent=5)
    assert fault.code == "infeasible"
    assert "12 h is out of reach" in fault.message
    assert "north-east can have 0%" in fault.message
