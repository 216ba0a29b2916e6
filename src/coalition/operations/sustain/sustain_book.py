"""Keep a book's stores through its crisis: what is used up, what runs out when, what is ordered, who owes whom.

With a plan, the units it delivers are where it brings them, and the goods it delivers are received when it sets
them down. With `plan_orders` the orders are planned together with the deployment, on the same carriers and
under the same law, and the stores are kept again with the arrivals of that plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import read_plan
from coalition.formats.supply.reader import read_supplies
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.measure.instants import MINUTES_PER_DAY, Interval, Minute
from coalition.model.book import Book
from coalition.model.supply.inventory import Store
from coalition.model.supply.supplies import Supplies
from coalition.operations.frame import Frame, frame_of
from coalition.operations.sustain.lawful_sharing import LawfulSharing
from coalition.operations.sustain.present import activities_of
from coalition.operations.sustain.resupply import deliveries_of, with_orders
from coalition.planning.effort import effort_within
from coalition.planning.planner import make_plan
from coalition.planning.progress import Listener
from coalition.sustainment.demand import Demands, demands_of
from coalition.sustainment.reciprocity import Balance, balances, exchanges_of
from coalition.sustainment.standards import Gap, gaps, with_standards
from coalition.sustainment.stores.keeping import Keeper, Kept
from coalition.sustainment.stores.ordering import Decided, Order, Ordering


@dataclass(frozen=True, slots=True)
class SustainAsked:
    """`days` None is to the horizon; `order` False leaves objectives alone; `plan_orders` plans them too."""

    days: int | None = None
    order: bool = True
    plan_orders: bool = False
    time: float | None = None
    work: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Sustained:
    """The stores kept, with the demands they met, what nobody knows, and who owes whom.

    `orders` are those decided; `judged` the plan the stores were kept with, when there is one.
    """

    book: Book
    supplies: Supplies
    span: Interval
    demands: Demands
    kept: Kept
    orders: tuple[Order, ...]
    judged: JudgedPlan | None
    owed: tuple[Balance, ...]
    gaps: tuple[Gap, ...]

    @property
    def is_known(self) -> bool:
        """Whether no number that matters is missing: else nothing here is green."""
        return not self.demands.unknown and not self.kept.unknown_holdings


def sustain_book(
    folder: Path, plan: Path | None, *, asked: SustainAsked, progress: Listener | None = None
) -> Sustained:
    """The stores of the book in `folder`. Raises InputError with every fault of book, supplies and plan."""
    book = read_book(folder)
    supplies = read_supplies(folder, book)
    frame = frame_of(with_standards(book, supplies))
    judged = None
    if plan is not None:
        judged = judge(frame.book, frame.authority, frame.network, read_plan(plan))
    return sustain(frame, supplies, judged, asked=asked, progress=progress)


def sustain(
    frame: Frame, supplies: Supplies, judged: JudgedPlan | None, *, asked: SustainAsked,
    progress: Listener | None = None,
) -> Sustained:  # fmt: skip
    """The stores of a framed book kept with a judged plan, or without one."""
    span = _span(frame.book, asked.days)
    sharing = LawfulSharing(frame.authority, supplies)
    keeper = Keeper(supplies, sharing)
    demands = demands_of(frame.book, supplies, activities_of(frame.book, supplies, judged))
    given = () if judged is None else (*deliveries_of(frame.book, supplies, judged.plan, ()),)
    ordering = Ordering(supplies.objectives) if asked.order else None
    kept = keeper.keep(demands.known, given, span, ordering)
    orders = kept.orders
    if asked.plan_orders and orders:
        bare = keeper.keep(demands.known, given, span)
        frame, judged = _planned(frame, supplies, orders, bare, asked, progress)
        demands = demands_of(frame.book, supplies, activities_of(frame.book, supplies, judged))
        given = (*deliveries_of(frame.book, supplies, judged.plan, orders),)
        kept = keeper.keep(demands.known, given, span, Decided(orders))
    owed = balances((*supplies.exchanges, *exchanges_of(kept.accounts.postings, supplies)))
    return Sustained(
        frame.book, supplies, span, demands, kept, orders, judged, owed,
        gaps(frame.book, supplies, demands.known),
    )  # fmt: skip


def _planned(
    frame: Frame, supplies: Supplies, orders: tuple[Order, ...], bare: Kept, asked: SustainAsked,
    progress: Listener | None,
) -> tuple[Frame, JudgedPlan]:  # fmt: skip
    """A plan for the deployment and the orders together, judged."""
    dry: dict[Store, Minute] = {}
    for short in bare.shortages:
        dry.setdefault(Store(short.place, short.nation, short.item), short.opens)
    book = with_orders(frame.book, supplies, orders, dry)
    whole = frame_of(book)
    effort = effort_within(book, seconds=asked.time, work=asked.work, gap=0.0)
    plan = make_plan(
        book, whole.authority, whole.network, seed=asked.seed, effort=effort, progress=progress
    )
    return whole, judge(book, whole.authority, whole.network, plan)


def _span(book: Book, days: int | None) -> Interval:
    end = book.crisis.horizon_end
    if days is not None:
        end = min(end, Minute(book.crisis.activated + days * MINUTES_PER_DAY))
    return Interval(book.crisis.activated, end)
