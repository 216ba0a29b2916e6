from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.series.reader import read_series


def written(folder: Path, text: str) -> Path:
    path = folder / "series.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_running_total_reported_now_and_then_becomes_steps(tmp_path: Path) -> None:
    path = written(tmp_path, "day,cases\n2014-10-15,40\n2014-10-01,0\n2014-10-08,\n2014-10-29,40\n")
    first, values = read_series(path, value="cases", dated=None, every_days=7, cumulative=True)
    assert first == date(2014, 10, 1)
    assert values.tolist() == [20, 20, 0, 0]


def test_a_total_corrected_downward_grows_by_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "day,cases\n10/1/2014,10\n10/2/2014,8\n10/3/2014,15\n")
    _, values = read_series(path, value="cases", dated="day", every_days=1, cumulative=True)
    assert values.tolist() == [0, 5]


def test_counts_are_summed_by_step(tmp_path: Path) -> None:
    path = written(tmp_path, "day,cases\n2014-10-01,1\n2014-10-02,2\n2014-10-08,4\n")
    _, values = read_series(path, value="cases", dated="day", every_days=7, cumulative=False)
    assert values.tolist() == [3, 4]


def test_every_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "day,cases\nyesterday,1\n2014-10-02,-2\n2014-10-03,inf\n")
    with pytest.raises(InputError) as caught:
        read_series(path, value="cases", dated="day", every_days=7, cumulative=False)
    assert [(f.where, f.code) for f in caught.value.faults] == [
        ("series.csv:row 2", "bad-date"),
        ("series.csv:row 3", "bad-number"),
        ("series.csv:row 4", "bad-number"),
    ]


def test_a_column_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, "day,cases\n2014-10-01,1\n")
    with pytest.raises(InputError, match="did you mean `cases`"):
        read_series(path, value="case", dated="day", every_days=7, cumulative=False)
