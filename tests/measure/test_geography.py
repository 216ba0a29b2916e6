from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coalition.measure.geography import great_circle_m

latitudes = st.integers(-90_000_000, 90_000_000)
longitudes = st.integers(-180_000_000, 180_000_000)


def test_a_quarter_meridian_is_ten_thousand_kilometres() -> None:
    assert abs(great_circle_m(0, 0, 90_000_000, 0) - 10_007_557) < 100


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_symmetric_and_never_negative(a: int, b: int, c: int, d: int) -> None:
    there, back = great_circle_m(a, b, c, d), great_circle_m(c, d, a, b)
    assert there == back >= 0


def test_the_antimeridian_is_no_wall() -> None:
    assert great_circle_m(0, 179_000_000, 0, -179_000_000) < 230_000
