"""Snapshots never change, whatever is written after them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.command.fold.sharing import SharedMap, SharedOrder

KEYS = st.text("abc", max_size=4)


@given(st.lists(st.tuples(KEYS, st.integers()), max_size=60), st.integers(0, 60))
def test_a_map_and_its_snapshot_are_dictionaries(writes: list[tuple[str, int]], cut: int) -> None:
    shared: SharedMap[int] = SharedMap()
    for key, value in writes[:cut]:
        shared.put(key, value)
    snapshot, then = shared.snapshot(), dict(writes[:cut])
    for key, value in writes[cut:]:
        shared.put(key, value)
    assert {key: snapshot.find(key) for key in then} == then
    assert sorted(snapshot.values()) == sorted(then.values())
    assert sorted(shared.values()) == sorted(dict(writes).values())
    assert {key: shared.find(key) for key, _ in writes} == dict(writes)


@given(st.lists(st.integers(0, 3_000), max_size=2_500), st.integers(0, 2_500))
@settings(max_examples=60, deadline=None)
def test_an_order_and_its_snapshot_are_sorted_sets(numbers: list[int], cut: int) -> None:
    shared: SharedOrder[tuple[int, str]] = SharedOrder()
    for number in numbers[:cut]:
        shared.add((number, ""))
    snapshot = shared.snapshot()
    for number in numbers[cut:]:
        shared.add((number, ""))
    assert [key[0] for run in snapshot for key in run] == sorted(set(numbers[:cut]))
    assert [key[0] for run in shared.snapshot() for key in run] == sorted(set(numbers))
    assert all(run for run in shared.snapshot())


def test_long_orders_are_cut_into_runs() -> None:
    shared: SharedOrder[tuple[int, str]] = SharedOrder()
    for number in range(5_000, 0, -1):
        shared.add((number, ""))
    runs = shared.snapshot()
    assert len(runs) > 5
    assert max(len(run) for run in runs) <= 512


@given(
    st.sets(st.integers(0, 900), max_size=600), st.lists(st.integers(0, 1_000), max_size=200),
    st.integers(0, 200),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_an_order_goes_on_from_keys_that_never_change(
    begun: set[int], numbers: list[int], cut: int
) -> None:
    keys = tuple((number, "") for number in sorted(begun))
    shared: SharedOrder[tuple[int, str]] = SharedOrder(keys)
    for number in numbers[:cut]:
        shared.add((number, ""))
    snapshot = shared.snapshot()
    for number in numbers[cut:]:
        shared.add((number, ""))
    assert [key[0] for run in snapshot for key in run] == sorted({*begun, *numbers[:cut]})
    assert [key[0] for run in shared.snapshot() for key in run] == sorted({*begun, *numbers})
    assert all(run for run in shared.snapshot())
