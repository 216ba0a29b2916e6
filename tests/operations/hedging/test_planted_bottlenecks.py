"""Where one thing alone holds what is late, the hedge for it comes first with exactly what it buys."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from tests.simulators.bottleneck_books import (
    bottleneck_book,
    busy_road_network,
    caveat,
    crates,
    open_law,
    road_network,
    vote,
)
from tests.simulators.small_books import SmallNetwork
from tests.simulators.small_nouns import DEU, at, requirement

from coalition.authority.evaluate import Authority
from coalition.measure.instants import Interval
from coalition.model.book import Book
from coalition.model.identity import StockId
from coalition.model.law import Outcome
from coalition.model.requirements import Kind
from coalition.model.ways import Closure
from coalition.operations.hedging.hedge import HedgeKind
from coalition.operations.hedging.hedge_plan import HedgeAsked, HedgeTable, hedge_standing
from coalition.operations.hedging.standing import stand
from coalition.planning.planner import make_plan

NEVER_H = 30 * 24
"""Hours from C-day to the horizon's end: what a requirement of weight 1 that never closes is late."""


@dataclass(frozen=True)
class Planted:
    """A book in which one thing holds, the hedge for it, and the weighted hours it buys."""

    kind: HedgeKind
    hours: int
    book: Book
    network: SmallNetwork = field(default_factory=road_network)
    helped: int = 1


def shut(day: int) -> tuple[Closure, ...]:
    return (Closure("place:BAT", Interval(at(0), at(day)), "flood"),)


PLANTED = {
    "a vote of three days": Planted(
        HedgeKind.PERMISSION, 240, bottleneck_book(instruments=open_law(vote_hours=72))
    ),
    "a decision on the third day": Planted(
        HedgeKind.PERMISSION, 240,
        bottleneck_book(instruments=open_law(vote_hours=72), decisions=(vote(Outcome.GRANTED, 3),)),
    ),
    "a refusal": Planted(
        HedgeKind.GRANTED, 10 * (NEVER_H - 3 * 24 - 11),
        bottleneck_book(instruments=open_law(vote_hours=72), decisions=(vote(Outcome.REFUSED, 3),)),
    ),
    "a caveat": Planted(
        HedgeKind.LIFTED, 10 * (NEVER_H - 12), bottleneck_book(instruments=(*open_law(), caveat()))
    ),
    "no permission at all": Planted(
        HedgeKind.SIGNED, 10 * (NEVER_H - 12), bottleneck_book(instruments=open_law(send=False))
    ),
    "five days' notice": Planted(
        HedgeKind.NOTICE, 240, bottleneck_book(force={"ntm_minutes": 5 * 1440})
    ),
    "one truck for two loads": Planted(
        HedgeKind.CARRIER, 220, bottleneck_book(forces=2, truck={"count": 1})
    ),
    "trucks that come on the fifth day": Planted(
        HedgeKind.AVAILABLE, 240, bottleneck_book(truck={"available": Interval(at(5), at(30))})
    ),
    "one dock": Planted(
        HedgeKind.SLOT, 50,
        bottleneck_book(forces=2, destination={"docks": 1}, truck={"unload_minutes": 300}),
    ),
    "slow hands": Planted(
        HedgeKind.HANDLING, 40,
        bottleneck_book(destination={"kg_per_hour": 500}, wanted={"together": True}),
    ),
    "slow hands that another carrier shares": Planted(
        HedgeKind.CARRIER, 100, bottleneck_book(destination={"kg_per_hour": 500})
    ),
    "a gate that opens at two": Planted(
        HedgeKind.HOURS, 30, bottleneck_book(destination={"opens_minute": 840})
    ),
    "a flood of five days": Planted(HedgeKind.CLOSURE, 240, bottleneck_book(closures=shut(5))),
    "one carrier a day": Planted(
        HedgeKind.DAILY, 230, bottleneck_book(forces=2), busy_road_network()
    ),
    "a date of arrival": Planted(HedgeKind.DATE, 240, bottleneck_book(wanted={"ead": at(5)})),
    "a date to load": Planted(HedgeKind.DATE, 240, bottleneck_book(wanted={"rld": at(5)})),
    "a pledge from the fifth day": Planted(
        HedgeKind.PLEDGE, 240, bottleneck_book(force={"pledged": Interval(at(5), at(30))})
    ),
    "half of it pledged": Planted(
        HedgeKind.PLEDGED_MORE, 10 * (NEVER_H - 12),
        bottleneck_book(
            stocks=crates(pledged_pieces=5),
            requirements=[
                requirement("EAT", "BAT", at(0), kind=Kind.CAPABILITY, capability="rations", amount=100)
            ],
        ),
    ),
    "a stock far off": Planted(
        HedgeKind.MOVED, 120,
        bottleneck_book(
            stocks=crates(),
            requirements=[
                requirement("EAT", "BAT", at(0), nation=DEU, stock=StockId("CRATES"), amount=10)
            ],
        ),
    ),
}  # fmt: skip


def table_of(book: Book, network: SmallNetwork, *, processes: int = 1) -> HedgeTable:
    law = Authority(book)
    plan = make_plan(book, law, network)
    asked = HedgeAsked(work=20, processes=processes)
    return hedge_standing(stand(book, law, network, plan), asked=asked)


@pytest.mark.parametrize("name", PLANTED)
def test_the_hedge_for_what_holds_comes_first_with_its_gain(name: str) -> None:
    planted = PLANTED[name]
    first = table_of(planted.book, planted.network).rows[0]
    assert (first.hanging.hedge.kind, first.hours) == (planted.kind, planted.hours)
    assert len(first.helped) == planted.helped
    assert first.note == ""


@pytest.mark.parametrize("name", PLANTED)
def test_no_hedge_makes_a_plan_worse(name: str) -> None:
    planted = PLANTED[name]
    table = table_of(planted.book, planted.network)
    for row in table.rows:
        assert (row.score.undelivered, row.score.lateness) <= (
            table.base.undelivered,
            table.base.lateness,
        )
        assert row.minutes >= 0
        assert row.buys != bool(row.note)


def test_what_is_on_time_needs_no_hedge() -> None:
    table = table_of(
        bottleneck_book(wanted={"rld": at(-1)}, requirements=on_time()), road_network()
    )
    assert table.rows == ()
    assert table.late == 0


def on_time() -> list[object]:
    return [requirement("R1", "BAT", at(2), unit="FORCE1")]


def test_two_processes_give_the_table_of_one() -> None:
    planted = PLANTED["one truck for two loads"]
    one = table_of(planted.book, planted.network)
    two = table_of(planted.book, planted.network, processes=2)
    assert one.rows == two.rows
