from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coalition.planning.schedule.calendars.journal import Journal, Tally
from coalition.planning.schedule.calendars.levels import Levels

USES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8), st.integers(1, 3)), max_size=8)


def filled(uses: list[tuple[int, int, int]]) -> tuple[Levels, list[int]]:
    levels, plain = Levels(), [0] * 80
    for begin, length, amount in uses:
        levels.add(begin, begin + length, amount)
        for at in range(begin, begin + length):
            plain[at] += amount
    return levels, plain


@given(USES, st.integers(0, 30), st.integers(1, 8))
def test_the_peak_is_the_highest_use(
    uses: list[tuple[int, int, int]], begin: int, length: int
) -> None:
    levels, plain = filled(uses)
    assert levels.peak(begin, begin + length) == max(plain[begin : begin + length])


@given(USES, st.integers(0, 30), st.integers(1, 8), st.integers(1, 3), st.integers(1, 5))
def test_the_first_fit_is_the_first_of_all(
    uses: list[tuple[int, int, int]], start: int, length: int, need: int, limit: int
) -> None:
    levels, plain = filled(uses)
    fits = [at for at in range(start, 60) if max(plain[at : at + length]) + need <= limit]
    assert levels.first_fit(start, length, need, limit) == min(fits, default=None)


@given(USES, USES)
def test_undone_uses_leave_no_trace(
    uses: list[tuple[int, int, int]], more: list[tuple[int, int, int]]
) -> None:
    levels, plain = filled(uses)
    journal = Journal()
    counts: Tally[int] = Tally(journal)
    mark = journal.mark()
    for begin, length, amount in more:
        journal.raise_level(levels, begin, begin + length, amount)
        counts.add(begin, amount)
    journal.undo(mark)
    assert [levels.peak(at, at + 1) for at in range(50)] == plain[:50]
    assert all(counts[begin] == 0 for begin, _, _ in more)
