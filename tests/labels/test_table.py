"""The interned table: a bounded number of masks, and objects filtered by number."""

from __future__ import annotations

import numpy as np
import pytest
from tests.labels.made_labels import POLICY

from coalition.labels import LabelTable, clearance_up_to, member_label, national_label
from coalition.labels import table as table_module


def test_objects_are_filtered_by_the_number_of_their_label() -> None:
    table = LabelTable(POLICY)
    kinds = table.intern_all([member_label(), national_label("DEU"), national_label("FRA")])
    objects = kinds[np.array([0, 1, 2, 2, 1, 0])]
    viewer = clearance_up_to("SECRET", nation="DEU")
    assert table.visible_among(viewer, objects).tolist() == [True, True, False, False, True, True]


def test_masks_are_kept_for_the_most_recent_clearances_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(table_module, "CLEARANCES_HELD_MAX", 2)
    table = LabelTable(POLICY)
    table.intern(member_label())
    viewers = [clearance_up_to("SECRET", nation=nation) for nation in ("DEU", "FRA", "JPN")]
    seen = [table.visible(viewer).tolist() for viewer in (*viewers, viewers[0])]
    assert seen == [[True], [True], [False], [True]]
    assert table.visible(viewers[0]) is table.visible(viewers[0])


def test_an_empty_table_shows_nothing_and_has_no_label() -> None:
    table = LabelTable(POLICY)
    viewer = clearance_up_to("SECRET", nation="DEU")
    assert table.visible(viewer).tolist() == []
    assert table.visible_among(viewer, np.array([], np.int32)).tolist() == []
    with pytest.raises(IndexError):
        table.label(0)
