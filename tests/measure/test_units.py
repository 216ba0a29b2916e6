from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.measure.units import UNITS, convert, express


@pytest.mark.parametrize(
    ("text", "unit", "base"),
    [
        ("1", "ston", 907),
        ("100", "ston", 90718),
        ("1", "t", 1000),
        ("1000", "sqft", 9290),
        ("1", "mton", 1133),
        ("24", "kt", 44448),
        ("2400", "nm", 4444800),
        ("3000", "ft", 914),
        ("10.4", "m", 10),
        ("1,250", "kg", 1250),
    ],
)
def test_units_convert_by_their_definition(text: str, unit: str, base: int) -> None:
    assert convert(text, UNITS[unit]) == base


@given(st.integers(0, 10**9), st.sampled_from(sorted(UNITS)))
def test_what_is_expressed_converts_back(base: int, symbol: str) -> None:
    unit = UNITS[symbol]
    assert convert(express(base, unit), unit) == base


@pytest.mark.parametrize("text", ["", "ten", "nan", "inf", "1e", "--1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        convert(text, UNITS["kg"])
