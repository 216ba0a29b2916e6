"""Labels of a book's rows: for all who take part unless `labels.toml` says otherwise, the last rule winning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.simulators.small_books import small_book

from coalition.errors import InputError
from coalition.labels import clearance_up_to, may_see
from coalition.model.identity import NationId
from coalition.operations.crisis.stated.labelling import labeller, participants, policy_of
from coalition.operations.crisis.stated.nouns import rows_of

BOOK = small_book()
POLICY = policy_of(BOOK)
ROWS = {(row.table, row.key): row for row in rows_of(BOOK)}
UNIT = next(key for table, key in ROWS if table == "unit")


def seen_by(nation: str, folder: Path | None, table: str, key: str) -> bool:
    label = labeller(BOOK, folder, POLICY)(ROWS[table, key])
    return may_see(POLICY, clearance_up_to("SECRET", nation=nation), label).allowed


def test_without_a_file_all_who_take_part_see_all() -> None:
    assert participants(BOOK) == ("DEU", "LTU", "POL", "STAFF")
    for nation in participants(BOOK):
        assert seen_by(nation, None, "unit", UNIT)
    assert not seen_by("FRA", None, "unit", UNIT)


def test_who_is_avoided_takes_no_part() -> None:
    avoiding = replace(BOOK, crisis=replace(BOOK.crisis, avoid=(NationId("LTU"),)))
    assert participants(avoiding) == ("DEU", "POL", "STAFF")


def test_a_later_rule_wins(tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text(
        '[[label]]\ntable = "unit"\nonly = ["own"]\n'
        f'[[label]]\nkey = "{UNIT[:2]}*"\nclassification = "CONFIDENTIAL"\nonly = ["own", "LTU"]\n'
    )
    nation = ROWS["unit", UNIT].nation
    assert seen_by(nation, tmp_path, "unit", UNIT)
    assert seen_by("LTU", tmp_path, "unit", UNIT)
    other = next(one for one in ("DEU", "POL") if one != nation)
    assert not seen_by(other, tmp_path, "unit", UNIT)


@pytest.mark.parametrize(
    "text",
    [
        "x = [", 'colour = "red"', 'classification = "GREEN"', 'releasable_to = "DEU"',
        'only = ["XXX"]', "label = 3", '[[label]]\ntable = "unit"',
    ],
)  # fmt: skip
def test_a_faulty_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "labels.toml").write_text(text)
    with pytest.raises(InputError):
        labeller(BOOK, tmp_path, POLICY)
