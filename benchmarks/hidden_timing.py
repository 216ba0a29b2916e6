"""Whether the time of an answer tells of what is hidden: calls against two crises in turn, alike but for
hidden acts, and for ids that are hidden or not there.

A smoke test and a trend, never a proof: medians of calls made in turn within one process, without a network.
A row passes when the medians lie within 5% or half a millisecond of each other. `--once` makes few calls.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.server.leaks.replay import GARBAGE
from tests.server.leaks.worlds import World, build, steps
from tests.simulators.crisis_sites import Answer

Ask = Callable[[], Answer]

CALLS = 500
SEEN, HIDDEN = 60, 300
SHARE, LEAST_S = 0.05, 0.0005
PATHS = (
    "requirements?limit=50",
    "requirements?sort=-title&limit=5",
    "consents",
    "tasks",
    "history?limit=50",
    "search?q=fuel",
    "map",
    "notifications",
)


@dataclass(frozen=True)
class Row:
    """Median seconds of a request where something is hidden and where nothing is."""

    name: str
    with_s: float
    without_s: float

    @property
    def allowed_s(self) -> float:
        return max(SHARE * self.without_s, LEAST_S)

    @property
    def off_s(self) -> float:
        return abs(self.with_s - self.without_s)


def in_turn(name: str, with_hidden: Ask, without: Ask, calls: int) -> Row:
    """Both asked in turn, whoever is first alternating."""
    refused = False
    took: dict[Ask, list[float]] = {with_hidden: [], without: []}
    for number in range(calls + 10):
        for ask in (with_hidden, without) if number % 2 else (without, with_hidden):
            begin = perf_counter()
            status = ask().status
            took[ask].append(perf_counter() - begin)
            refused = refused or status == 429 or status >= 500
    if refused:
        sys.exit(f"{name}: not answered; nothing is measured")
    return Row(name, median(took[with_hidden][10:]), median(took[without][10:]))


def measured(one: World, other: World, calls: int) -> list[Row]:
    """Lists in both worlds; in the one, single things that are hidden beside such as are not there."""
    rows = []
    for path in PATHS:
        asks = [lambda w=world, p=path: w.viewer.get(f"/api/{p}") for world in (one, other)]
        rows.append(in_turn(path, asks[0], asks[1], calls))
    hidden = [one_id for ids in one.known.hidden.values() for one_id in ids][-1]
    for route in ("objects", "history", "requirements"):
        asks = [lambda i=i, r=route: one.viewer.get(f"/api/{r}/{i}") for i in (hidden, GARBAGE)]
        rows.append(in_turn(f"{route}/ID", asks[0], asks[1], calls))
    asks = [lambda i=i: one.viewer.say("TaskAccepted", {}, i) for i in (hidden, GARBAGE)]
    rows.append(in_turn("acts/TaskAccepted", asks[0], asks[1], calls))
    return rows


def main() -> int:
    """Measure, and print the table; 1 when a full run finds a row too far off."""
    once = "--once" in sys.argv[1:]
    calls = 30 if once else CALLS
    seen = steps("timing seen", SEEN, hidden=False)
    with TemporaryDirectory() as scratch:
        one = build(Path(scratch) / "one", seen, steps("timing", HIDDEN, hidden=True), before=True)
        other = build(Path(scratch) / "other", seen, [], before=True)
        rows = measured(one, other, calls)
        one.site.close()
        other.site.close()
    print(f"{HIDDEN} hidden acts beside none, {calls} calls each in turn; medians in milliseconds")
    print(f"{'request':<36} {'hidden':>8} {'none':>8} {'off':>8} {'allowed':>8}")
    for row in rows:
        told = (row.with_s, row.without_s, row.off_s, row.allowed_s)
        print(f"{row.name:<36}" + "".join(f" {1000 * value:8.3f}" for value in told))
    far = [row.name for row in rows if row.off_s > row.allowed_s]
    print(f"too far off: {', '.join(far)}" if far else "none is too far off")
    return 1 if far and not once else 0


if __name__ == "__main__":
    sys.exit(main())
