from __future__ import annotations

import pytest

from coalition.formats.report.drawing.lettering import (
    c_day,
    count,
    fit,
    percent,
    plain_span,
    tonnes,
    width_of,
)  # fmt: skip
from coalition.measure.instants import Minute


def test_strong_words_are_wider_and_unknown_signs_count_as_wide() -> None:
    assert width_of("Battlegroup", 11, strong=True) > width_of("Battlegroup", 11) > 50
    assert width_of("\u65e5", 10) == 9


@pytest.mark.parametrize("room", [0, 3, 12, 40, 90, 400])
def test_fitted_words_fit(room: float) -> None:
    words = "Mechanised infantry company, reinforced"
    shown = fit(words, room, 11)
    assert width_of(shown, 11) <= room or shown == ""
    assert shown == words or shown == "" or shown.endswith("\u2026")


@pytest.mark.parametrize(
    ("share", "written"),
    [(1, "100%"), (0.999, "99.9%"), (0.9999, "99.9%"), (0, "0%"), (0.001, "<1%"), (0.953, "95%")],
)
def test_percent_claims_neither_all_nor_nothing_without_cause(share: float, written: str) -> None:
    assert percent(share) == written


def test_amounts_read_as_planners_write_them() -> None:
    assert [tonnes(450), tonnes(3_200), tonnes(12_400_000)] == ["450 kg", "3.2 t", "12,400 t"]
    assert [count(1, "entry", "entries"), count(1200, "entry", "entries")] == [
        "1 entry",
        "1,200 entries",
    ]
    assert [plain_span(40), plain_span(300), plain_span(-4_320)] == ["40 min", "5 h", "3 d"]
    assert [c_day(Minute(2880), Minute(0)), c_day(Minute(-1), Minute(0))] == ["C+2", "C-1"]
