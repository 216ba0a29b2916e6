"""Whole carriers shared among donors month by month, and the requirements they become.

How many carriers of a mode a year saw is published; who filled them is not. A month's carriers (the year's,
spread evenly) go to donors by largest remainder (Hamilton), and what a donor missed or got too much is
carried into the next month, so that over the year each has its share to within a carrier. Weights are the
case's own shares, or a tracker's allocations of the last `WINDOW` months: what was allocated of late is
what is on its way, a judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from coalition.formats.kiel.sharing import Flow, Sent, Sharing
from coalition.formats.kiel.tracker import Allocations, month_number

MONTHS = 12
WINDOW = 6
"""Months of allocations taken to be on their way."""
GRACE = timedelta(days=7)
"""A month's loads are wanted this long after its end: a judgement."""
KG_PER_T = 1000
PRIORITY = 5

Weigh = Callable[[Sent, int, int], int]
"""A donor's weight in a mode, year and month (from 1)."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Carriers of a flow that a donor fills in a month (from 1)."""

    flow: Flow
    sent: Sent
    month: int
    carriers: int


def by_own_shares(sent: Sent, year: int, month: int) -> int:  # noqa: ARG001
    """The case's own share, the same in every month."""
    return sent.share_percent * sent.affinity_percent


def by_allocations(allocated: Allocations) -> Weigh:
    """Weights by what donors allocated in the last `WINDOW` months."""

    def weigh(sent: Sent, year: int, month: int) -> int:
        now = month_number(year, month)
        lately = sum(
            allocated.get((sent.donor, each), 0) for each in range(now - WINDOW + 1, now + 1)
        )
        return lately * sent.affinity_percent

    return weigh


def shared(sharing: Sharing, weigh: Weigh) -> tuple[Filled, ...]:
    """Every month's carriers by donor, in order of flow, month and donor; donors without any are left out."""
    return tuple(one for flow in sharing.flows for one in _shared(flow, sharing, weigh))


def requirement_rows(filled: tuple[Filled, ...]) -> list[dict[str, str]]:
    """Rows of `requirements.csv`, one for each donor, month and mode."""
    return [_row(one) for one in filled]


def _shared(flow: Flow, sharing: Sharing, weigh: Weigh) -> list[Filled]:
    senders = [one for one in sharing.donors if one.mode == flow.mode]
    owed: dict[Sent, Fraction] = dict.fromkeys(senders, Fraction(0))
    found = []
    for month in range(1, MONTHS + 1):
        whole = flow.carriers * month // MONTHS - flow.carriers * (month - 1) // MONTHS
        weights = {one: weigh(one, flow.year, month) for one in senders}
        if not any(weights.values()):
            weights = {one: by_own_shares(one, flow.year, month) for one in senders}
        for sent, carriers in _month(owed, weights, whole).items():
            if carriers:
                found.append(Filled(flow, sent, month, carriers))
    return found


def _month(owed: dict[Sent, Fraction], weights: Mapping[Sent, int], whole: int) -> dict[Sent, int]:
    """Carriers of a month that sum to `whole`; `owed` is brought up to date."""
    total = sum(weights.values())
    for sent, weight in weights.items():
        owed[sent] += Fraction(whole * weight, total)
    given = {sent: max(0, int(due)) for sent, due in owed.items()}
    while sum(given.values()) != whole:
        step = 1 if sum(given.values()) < whole else -1
        rank = {sent: owed[sent] - given[sent] for sent in given if step > 0 or given[sent]}
        chosen = max(rank, key=lambda sent: step * rank[sent])
        given[chosen] += step
    for sent, carriers in given.items():
        owed[sent] -= carriers
    return given


def _row(one: Filled) -> dict[str, str]:
    flow, sent = one.flow, one.sent
    first = date(flow.year, one.month, 1)
    after = date(flow.year + one.month // MONTHS, one.month % MONTHS + 1, 1)
    return {
        "uln": f"{sent.donor}-{one.month:02}-{flow.mode}",
        "kind": "movement",
        "description": f"Aid of {sent.donor} by {flow.mode}, {first:%Y-%m}",
        "nation": sent.donor,
        "origin": sent.origin,
        "destination": sent.destination,
        "rld": first.isoformat(),
        "rdd": (after + GRACE).isoformat(),
        "priority": str(PRIORITY),
        f"{flow.category}_t": _tonnes(one.carriers * flow.load_kg),
        "piece_t": _tonnes(flow.piece_kg),
        "nature": sent.nature,
        "task": flow.task,
        "source": flow.source,
        "confidence": "judgement",
        "note": f"{one.carriers} loads; the year's sum is published, the donor's part is not",
    }


def _tonnes(kg: int) -> str:
    return f"{kg // KG_PER_T}.{kg % KG_PER_T:03}".rstrip("0").rstrip(".")
