"""What a snapshot brought along is compared with the record entry by entry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.operations.crisis.test_journal import POLICY, event
from tests.simulators.memory_record import MemoryRecord

from coalition.errors import IntegrityError
from coalition.operations.crisis.journal import Journal
from coalition.operations.crisis.keeping import comparing
from coalition.operations.crisis.keeping.comparing import compare, compare_some


@pytest.fixture
def journal(monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setattr(comparing, "AT_ONCE", 3)
    found = Journal(MemoryRecord(), POLICY)
    found.append([event(number) for number in range(1, 9)])
    return found


def test_all_of_it_is_compared_in_portions(journal: Journal) -> None:
    assert list(compare(journal, 8)) == [3, 6, 8]
    assert list(compare(journal, 8, after=6)) == [8]
    compare_some(journal, 8)


@pytest.mark.parametrize("number", [0, 4, 7])
def test_an_event_that_is_not_the_one_on_record_is_found(journal: Journal, number: int) -> None:
    journal.events[number] = replace(journal.events[number], actor="another")
    with pytest.raises(IntegrityError, match=f"entry {number + 1}"):
        list(compare(journal, 8))
    with pytest.raises(IntegrityError, match=f"entry {number + 1}"):
        compare_some(journal, 8)


def test_more_than_is_on_record_is_found(journal: Journal) -> None:
    with pytest.raises(IntegrityError, match="more than"):
        list(compare(journal, 9))
