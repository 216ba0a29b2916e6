from __future__ import annotations

from math import hypot

import pytest

from coalition.formats.report.drawing.labels import Box
from coalition.formats.report.pictures.projection import clip_ring, fit_projection, great_circle
from coalition.measure.geography import great_circle_m

FRAME = Box(50, 40, 1050, 640)
EUROPE = [(53_550_000, 8_580_000), (59_440_000, 24_770_000), (36_000_000, -5_600_000)]
PACIFIC = [(35_000_000, 139_000_000), (21_300_000, -157_900_000), (-36_800_000, 174_800_000)]
ONE = [(8_480_000, -13_230_000)]


@pytest.mark.parametrize(
    "positions", [EUROPE, PACIFIC, ONE, []], ids=["europe", "pacific", "one", "none"]
)
def test_everything_falls_inside_the_frame(positions: list[tuple[int, int]]) -> None:
    projection = fit_projection(positions, FRAME)
    for x, y in map(projection.at, positions):
        assert FRAME.left - 3 <= x <= FRAME.right + 3
        assert FRAME.top - 3 <= y <= FRAME.bottom + 3


def test_scale_is_true_at_the_centre_and_north_is_up() -> None:
    projection = fit_projection([(50_000_000, 10_000_000), (50_200_000, 10_400_000)], FRAME)
    a, b = (50_050_000, 10_150_000), (50_150_000, 10_150_000)
    (xa, ya), (xb, yb) = projection.at(a), projection.at(b)
    metres = hypot(xb - xa, yb - ya) * projection.metres_per_px
    assert metres == pytest.approx(great_circle_m(*a, *b), rel=0.001)
    assert yb < ya


def test_a_ring_is_cut_at_the_frame_and_an_outer_one_vanishes() -> None:
    square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
    inner = clip_ring(square, Box(50, 50, 200, 200))
    assert {(round(x), round(y)) for x, y in inner} == {(50, 50), (100, 50), (100, 100), (50, 100)}
    assert clip_ring(square, Box(300, 300, 400, 400)) == []


def test_points_near_the_antipode_are_left_out_of_a_ring() -> None:
    projection = fit_projection(EUROPE, FRAME)
    assert projection.ring([(-47_000_000, -172_000_000)]) == []
    assert len(projection.ring(EUROPE)) == 3


def test_a_great_circle_keeps_its_ends_and_bows_towards_the_pole() -> None:
    way = great_circle((50_000_000, 0), (50_000_000, 60_000_000))
    assert (way[0], way[-1]) == ((50_000_000, 0), (50_000_000, 60_000_000))
    assert max(lat for lat, _ in way) > 53_000_000
    assert great_circle(EUROPE[0], EUROPE[0]) == [EUROPE[0], EUROPE[0]]
