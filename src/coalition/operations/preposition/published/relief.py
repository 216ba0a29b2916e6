"""A country's relief stocks: what delay they mean today, and where the same stocks would stand better.

Every past disaster is as likely as the next. What a depot sends takes a fixed time and the driving time,
stretched (ESUPS transport parameters: 24 h and a factor of 1.1); who is not reached from a depot waits
for help from abroad. Delay is counted in people-days, item by item: a person in need of three items
counts thrice. Not here: reading the data (`formats.published.relief`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.formats.published.relief import Relief
from coalition.prepositioning.answer import Answer
from coalition.prepositioning.effort import Effort, Listener, ignore
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.deliveries import deliver
from coalition.prepositioning.problem.instance import (
    Floats,
    Holdings,
    Instance,
    Limits,
    Scenarios,
    Sites,
)
from coalition.prepositioning.recourse.linear import Recourse
from coalition.prepositioning.solve import solve

HOURS_FIXED, STRETCH = 24.0, 1.1
HOURS_PER_DAY = 24.0
ABROAD_DAYS = 14.0
"""What help from abroad takes; an assumption, and to be stated with every result."""


@dataclass(frozen=True, slots=True)
class ItemDelay:
    """One item: how many there are, people-days of delay of a mean disaster today and as recommended.

    `reached_today`, `reached` are shares of the people in need who are reached from a depot.
    """

    item: str
    amount: float
    today: float
    recommended: float
    reached_today: float
    reached: float


@dataclass(frozen=True, slots=True)
class Move:
    """Units of an item a depot holds today and should hold."""

    depot: str
    item: str
    today: float
    recommended: float


@dataclass(frozen=True, slots=True)
class ReliefAnswer:
    """The stocks of today against the recommended ones; `answer` in people-days."""

    relief: Relief
    answer: Answer
    items: tuple[ItemDelay, ...]
    moves: tuple[Move, ...]
    abroad_days: float
    waits: tuple[float, float]
    """Mean days until those have help who are reached from a depot: today, and as recommended."""

    @property
    def today(self) -> float:
        """People-days of delay of a mean disaster with today's stocks."""
        return sum(row.today for row in self.items)

    @property
    def recommended(self) -> float:
        """The same with the recommended stocks."""
        return sum(row.recommended for row in self.items)


@dataclass(frozen=True, slots=True)
class Terms:
    """How many days help from abroad takes, and how many depots may be kept at most (None: all)."""

    abroad_days: float = ABROAD_DAYS
    depots: int | None = None


def improve_relief(
    relief: Relief, terms: Terms, effort: Effort, listen: Listener = ignore
) -> ReliefAnswer:
    """Where the same amounts of the same items would stand best."""
    instance, stock = relief_instance(relief, terms)
    answer = solve(instance, Aim(), effort, listen)
    return ReliefAnswer(
        relief, answer, _delays(relief, instance, stock, answer.held),
        _moves(relief, stock, answer.held), terms.abroad_days,
        (mean_wait(instance, stock), mean_wait(instance, answer.held)),
    )  # fmt: skip


def relief_instance(relief: Relief, terms: Terms) -> tuple[Instance, Floats]:
    """The instance in people-days, and (H,) what is held today; holdings are depot by item.

    Only items of which there are some and that serve somebody; need and stock in people served.
    """
    depots, districts = tuple(relief.depots), tuple(relief.districts)
    items = kept_items(relief)
    people = {item.name: item.people for item in relief.items}
    site = np.repeat(np.arange(len(depots)), len(items))
    kind = np.tile(np.arange(len(items)), len(depots))
    stock = np.array([
        relief.stock.get((depots[i], items[k]), 0.0) * people[items[k]]
        for i, k in zip(site, kind, strict=True)
    ])  # fmt: skip
    days = np.array([
        [_days(relief.hours.get((depot, district), np.inf)) for district in districts]
        for depot in depots
    ])  # fmt: skip
    sooner = np.isfinite(days) & (days < terms.abroad_days)
    count, totals = len(site), np.bincount(kind, stock, len(items)).astype(float)
    sites = Sites(
        np.zeros((len(depots), 1)), np.full((len(depots), 1), max(float(totals.sum()), 1.0)),
        0, len(depots) if terms.depots is None else terms.depots,
    )  # fmt: skip
    holdings = Holdings(
        site, kind, np.ones(count), np.zeros(count), np.zeros(count), totals[kind], np.zeros(count, bool)
    )  # fmt: skip
    need = _needs(relief, districts, len(items))
    chance = Scenarios(
        np.full(len(need), 1 / max(len(need), 1)), need,
        np.full((1, len(districts), len(items)), terms.abroad_days),
        np.where(sooner, days, np.inf)[site][None], sooner[site][None], np.ones((1, count)),
    )  # fmt: skip
    of_item = (kind[None, :] == np.arange(len(items))[:, None]).astype(float)
    limits = Limits(
        of_item, np.zeros((len(items), len(depots), 1)), np.full(len(items), -np.inf), totals,
        tuple(f"all there is of {item}" for item in items),
    )  # fmt: skip
    return Instance(sites, holdings, chance, limits), stock


def kept_items(relief: Relief) -> tuple[str, ...]:
    """Items of which there are some and that serve somebody."""
    held = {item for (_, item), amount in relief.stock.items() if amount > 0}
    return tuple(item.name for item in relief.items if item.name in held and item.people > 0)


def _days(hours: float) -> float:
    return (HOURS_FIXED + STRETCH * hours) / HOURS_PER_DAY


def _needs(relief: Relief, districts: tuple[str, ...], items: int) -> Floats:
    """(S, J, K) people in need; each needs every item."""
    place = {district: number for number, district in enumerate(districts)}
    need = np.zeros((len(relief.disasters), len(districts), items))
    for number, disaster in enumerate(relief.disasters):
        for district, people in disaster.affected.items():
            need[number, place[district], :] = people
    return need


def _delays(
    relief: Relief, instance: Instance, stock: Floats, held: Floats
) -> tuple[ItemDelay, ...]:
    items, recourse = kept_items(relief), Recourse(instance)
    weights = instance.scenarios.probability
    now, then = (weights @ recourse.value(amount).value for amount in (stock, held))
    reached = [reached_share(instance, amount) for amount in (stock, held)]
    people = {item.name: item.people for item in relief.items}
    totals = np.bincount(instance.holdings.commodity, stock, len(items))
    return tuple(
        ItemDelay(
            item, float(totals[k]) / people[item], float(now[k]), float(then[k]),
            float(reached[0][k]), float(reached[1][k]),
        )
        for k, item in enumerate(items)
    )  # fmt: skip


def reached_share(instance: Instance, held: Floats) -> Floats:
    """(K,) share of the people in need who are reached from a depot, over all scenarios."""
    need, weights = instance.scenarios.need, instance.scenarios.probability
    unmet = np.array([deliver(instance, held, s).unmet.sum(axis=0) for s in range(len(need))])
    wanted = need.sum(axis=1)
    share = 1.0 - (weights @ unmet) / np.maximum(weights @ wanted, 1e-9)
    return np.asarray(share, dtype=np.float64)


def mean_wait(instance: Instance, held: Floats) -> float:
    """Mean days of those who are reached from a depot, over all scenarios and items; 0 when nobody is."""
    days, people = instance.scenarios.arc_cost[0], np.zeros(2)
    for s, weight in enumerate(instance.scenarios.probability):
        told = deliver(instance, held, s)
        spent = days[told.holding, told.place] @ told.amount
        people += weight * np.array([float(spent), told.delivered])
    return float(people[0] / people[1]) if people[1] > 0 else 0.0


def _moves(relief: Relief, stock: Floats, held: Floats) -> tuple[Move, ...]:
    items, people = kept_items(relief), {item.name: item.people for item in relief.items}
    rows = []
    for number, (before, after) in enumerate(zip(stock, held, strict=True)):
        depot, item = list(relief.depots)[number // len(items)], items[number % len(items)]
        if before > 0 or after > 1e-6:
            rows.append(Move(depot, item, before / people[item], float(after) / people[item]))
    return tuple(rows)
