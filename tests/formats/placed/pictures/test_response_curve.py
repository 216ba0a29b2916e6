from __future__ import annotations

from tests.formats.placed.made_up import made_up

from coalition.formats.placed.pictures.response_curve import draw_response


def test_the_curve_ends_at_what_is_met() -> None:
    picture = draw_response(made_up())
    assert "plan 75%" in picture.body
    assert picture.text == "in the end 75% of need is met with the plan, 20% with today's stock"
