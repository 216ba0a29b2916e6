"""The table of what was measured, beside what others publish, and the verdict."""

from __future__ import annotations

from crisis_load.asking import Load
from crisis_load.sizes import Size, show

BUDGETS = {"p95": 300.0, "p99": 1_000.0, "start_s": 12.0, "memory_mb": 1_024.0}
FIRST_S = 15
PEERS = (
    ("MISP, 12 cores, events stored a second (its issue 10439, derived)", 0.7, "a second"),
    ("mmisp-api 0.10.2, SQLite, one POST after another, median", 93.0, "ms"),
)


def percentile(ordered: list[float], share: int) -> float:
    """The value under which so many of a hundred lie."""
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def tell_times(load: Load, nothing: float) -> None:
    """The percentiles of each kind of request, at last beside an answer that says nothing."""
    print(
        f"{'kind of request':<32} {'count':>6} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} "
        f"{'longest':>8} {'p50/empty':>10}"
    )
    kinds = {name: sorted(ms for _, ms in times) for name, times in sorted(load.times.items())}
    for name, ordered in {**kinds, "all": load.all_times()}.items():
        p50, p95, p99 = (percentile(ordered, share) for share in (50, 95, 99))
        print(
            f"{name:<32} {len(ordered):>6} {p50:>8.1f} {p95:>8.1f} {p99:>8.1f} {ordered[-1]:>8.1f} "
            f"{p50 / nothing:>10.1f}"
        )
    first = load.all_times(FIRST_S)
    note = f"p50 {percentile(first, 50):.0f}, longest {first[-1]:.0f}; they are counted above"
    show(f"of these the first {FIRST_S} s: p95", percentile(first, 95), "ms", note)
    for wrong, count in (+load.wrong).most_common(5):
        print(f"  wrong: {count} x {wrong}")


def tell_peers() -> None:
    """What others publish of themselves."""
    for name, value, unit in PEERS:
        show(f"  beside it: {name}", value, unit)


def verdict(name: str, load: Load, size: Size, found: dict[str, float]) -> list[str]:
    """What was missed, in words; empty when all was kept."""
    every = load.all_times()
    found = {**found, "p95": percentile(every, 95), "p99": percentile(every, 99)}
    missed = [f"{what} {found[what]:,.1f}" for what, most in BUDGETS.items() if found[what] > most]
    missed += ["wrong answers"] if +load.wrong else []
    missed += ["streams"] if load.streams < size.listeners else []
    kept = ", ".join(f"{what} {value:,.1f}" for what, value in found.items())
    print(f"{name}: {kept}; budgets {BUDGETS}, none wrong; missed: {', '.join(missed) or 'none'}")
    return [f"{name}: {one}" for one in missed]
