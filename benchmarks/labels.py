"""Budgets: five million labelled objects filtered for a viewer, labels decided, labels joined.

Objects repeat few labels, as real data does: 5,000 distinct labels under the embedded policy. A naive filter
that decides object by object is timed on a hundredth of them in the same run and scaled, for the ratio. With
`--once` a tenth of everything.
"""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np
from stopwatch import Stopwatch

from coalition.labels import (
    Category,
    Clearance,
    Kind,
    Label,
    LabelTable,
    clearance_up_to,
    default_policy,
    join,
    may_see,
)
from coalition.labels.policies.nations import NATIONS

OBJECTS = 5_000_000
LABELS = 5_000
NAIVE_SHARE = 100
JOINED = 2_000


def main() -> int:
    watch = Stopwatch()
    share = 10 if watch.once else 1
    policy = default_policy()
    chance = np.random.default_rng(20_261_128)
    labels = made_labels(chance, LABELS // share)
    table = LabelTable(policy)
    numbers = table.intern_all(labels)[chance.integers(0, len(labels), OBJECTS // share)]
    viewers = [clearance_up_to("SECRET", nation=code) for code in ("DEU", "FRA", "JPN", "CHE")]
    waiting = iter(fresh_viewers())
    print(f"{len(numbers):,} objects, {len(table):,} labels, seed 20261128")
    watch.time("decide every label for a new viewer", lambda: table.visible(next(waiting)),
               budget_s=0.5 / share)  # fmt: skip
    for viewer in viewers:
        table.visible(viewer)
    seen = watch.time("filter every object for one viewer",
                      lambda: table.visible_among(viewers[0], numbers), budget_s=0.1 / share)  # fmt: skip
    watch.time("join two thousand labels into one", lambda: join(policy, labels[:JOINED // share]),
               budget_s=0.5 / share)  # fmt: skip
    code = watch.report()
    compare(table, viewers[0], numbers, seen)
    return code


def compare(table: LabelTable, viewer: Clearance, numbers: np.ndarray, seen: np.ndarray) -> None:
    """Prints how many times longer a decision for each object takes, and that both agree."""
    sample = numbers[::NAIVE_SHARE]
    begin = perf_counter()
    naive = [may_see(table.policy, viewer, table.label(int(n))).allowed for n in sample]
    one_by_one = (perf_counter() - begin) * NAIVE_SHARE
    begin = perf_counter()
    table.visible_among(viewer, numbers)
    interned = perf_counter() - begin
    agree = bool((np.array(naive) == seen[::NAIVE_SHARE]).all())
    print(f"one by one, scaled: {one_by_one:.1f} s, {one_by_one / interned:,.0f} times as long; "
          f"answers agree: {agree}; visible: {seen.mean():.0%}")  # fmt: skip
    if not agree:
        sys.exit(1)


def fresh_viewers() -> list[Clearance]:
    """Clearances that no table has met yet."""
    return [clearance_up_to("TOP SECRET", nation=code) for code, _, _ in NATIONS]


def made_labels(chance: np.random.Generator, count: int) -> list[Label]:
    """Distinct labels: each level, for members or some nations, with and without words."""
    levels = ("UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
    codes = [code for code, _, _ in NATIONS]
    found: dict[Label, None] = {}
    while len(found) < count:
        named = tuple(
            str(c) for c in chance.choice(codes, int(chance.integers(0, 6)), replace=False)
        )
        audience = ("NATO", *named) if chance.random() < 0.6 else (*named, "DEU")
        words = ("CRYPTO",) if chance.random() < 0.1 else ()
        label = Label(
            "ALLIANCE",
            levels[int(chance.integers(0, 5))],
            (
                Category("Releasable To", Kind.PERMISSIVE, audience),
                Category("Additional Sensitivity", Kind.RESTRICTIVE, words),
            ),
            (str(chance.choice(codes)),),
        )
        found[label] = None
    return list(found)


if __name__ == "__main__":
    sys.exit(main())
