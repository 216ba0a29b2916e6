"""A year's carriers shared among donors, whole and month by month."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coalition.formats.kiel.sharing import Flow, Sent, Sharing, read_sharing
from coalition.formats.kiel.tracker import month_number
from coalition.operations.cases.sharing import (
    by_allocations,
    by_own_shares,
    requirement_rows,
    shared,
)

CASE = Path(__file__).parents[3] / "cases" / "ukraine-aid"
JANUARY = month_number(2025, 1)


def sent(donor: str, share: int) -> Sent:
    return Sent(donor, share, "road", 100, "there", "here", "ammunition")


def flow(carriers: int) -> Flow:
    return Flow("road", "aid", 2025, carriers, 20_000, 10_000, "bulk", "made up")


def test_the_requirements_of_the_case_are_what_its_shares_give() -> None:
    with (CASE / "requirements.csv").open(newline="", encoding="utf-8") as stream:
        written = [row for row in csv.DictReader(stream) if row["task"] == "aid-2025"]
    made = requirement_rows(shared(read_sharing(CASE), by_own_shares))
    assert [{k: v for k, v in row.items() if v} for row in written] == made


def test_the_shares_of_the_case_are_a_whole() -> None:
    shares = {one.donor: one.share_percent for one in read_sharing(CASE).donors}
    assert sum(shares.values()) == 100


@given(
    st.integers(1, 500),
    st.lists(st.lists(st.integers(0, 9), min_size=12, max_size=12), min_size=1, max_size=6),
)
def test_every_month_is_filled_whole_whatever_the_weights(
    carriers: int, weights: list[list[int]]
) -> None:
    donors = tuple(sent(f"D{place}", 10) for place in range(len(weights)))
    by_name = {one.donor: row for one, row in zip(donors, weights, strict=True)}
    found = shared(Sharing((flow(carriers),), donors), lambda one, _, m: by_name[one.donor][m - 1])
    filled: Counter[int] = Counter()
    for one in found:
        filled[one.month] += one.carriers
    wanted = {m: carriers * m // 12 - carriers * (m - 1) // 12 for m in range(1, 13)}
    assert filled == Counter({m: n for m, n in wanted.items() if n})


def test_over_the_year_each_has_its_share_to_within_a_carrier() -> None:
    donors = sent("AAA", 50), sent("BBB", 30), sent("CCC", 20)
    had: Counter[str] = Counter()
    for one in shared(Sharing((flow(101),), donors), by_own_shares):
        had[one.sent.donor] += one.carriers
    assert all(abs(had[one.donor] - 1.01 * one.share_percent) <= 1 for one in donors)


def test_what_was_allocated_half_a_year_ago_is_no_longer_on_its_way() -> None:
    weigh = by_allocations({("AAA", JANUARY): 7})
    assert [weigh(sent("AAA", 1), 2025, m) for m in (1, 6, 7)] == [700, 700, 0]


def test_a_month_without_allocations_falls_back_on_the_cases_own_shares() -> None:
    donors = sent("AAA", 1), sent("BBB", 0)
    found = shared(Sharing((flow(12),), donors), by_allocations({}))
    assert {one.sent.donor for one in found} == {"AAA"}
