"""Hurricanes as an instance, with scenarios made from the fifteen by a stated recipe.

Prices, volumes and sizes: Rawls and Turnquist 2010, tables 1 and 2, second-hand. The paper's own 51
scenarios are not published as data; ours are a *recipe*:

- A season brings no hurricane (probability 0.2), one (0.5) or two (0.3). One hurricane is as likely as its
  category's landfalls in the United States 1851 to 2006 (113, 74, 76, 18, 3 for categories 1 to 5; Blake,
  Rappaport and Landsea 2007, NOAA technical memorandum NWS TPC-5), shared by the hurricanes of the category.
- `seasons_51`: none, each of the fifteen, and the 35 likeliest pairs: 51 scenarios.
- `seasons_drawn`: seasons drawn from that with a seed; the needs of each hurricane are multiplied by a
  lognormal factor with mean 1 and sigma 0.3, and those of each city by one with sigma 0.2.
- What is held in the city hit worst is left to 100, 90, 75, 50 or 0 per cent by category; twice for two.
- A unit travels at 50 miles an hour; what is left over costs a quarter of its price, a unit unmet ten times it.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from coalition.formats.published.hurricanes import Hurricanes
from coalition.prepositioning.problem.instance import (
    Floats,
    Holdings,
    Instance,
    Ints,
    Scenarios,
    Sites,
    no_limits,
)

SIZE_COST = (19_600.0, 188_400.0, 300_000.0)
SIZE_FT3 = (36_400.0, 408_200.0, 780_000.0)
PRICE = np.array([647.7, 5_420.0, 140.0])
"""Dollars for 1,000 gallons of water, 1,000 meals, a medical kit."""
SPACE_FT3 = np.array([144.6, 83.33, 1.16])
CARRIAGE = np.array([0.3, 0.04, 0.00058])
"""Dollars for a unit and a mile."""
MILES_PER_HOUR = 50.0
LEFT_OVER, UNMET = 0.25, 10.0
"""Times the price."""
LANDFALLS = np.array([113, 74, 76, 18, 3])
SEASON = np.array([0.2, 0.5, 0.3])
"""Probability of none, one, two hurricanes."""
KEPT = np.array([1.0, 0.9, 0.75, 0.5, 0.0])
"""Share left in the city hit worst, by category."""
PAIRS = 35
SIGMA_STORM, SIGMA_CITY = 0.3, 0.2

Seasons = tuple[Floats, Floats, Floats]
"""Probability (S,), need (S, n, 3), share left in each city (S, n)."""


def seasons_51(data: Hurricanes) -> Seasons:
    """The 51 scenarios of the recipe."""
    likely, left = _likely(data), _left(data)
    count = len(data.cities)
    pairs = sorted(
        combinations(range(len(likely)), 2), key=lambda pair: (-likely[pair[0]] * likely[pair[1]], pair)
    )[:PAIRS]  # fmt: skip
    first, second = np.array(pairs).T
    both = likely[first] * likely[second]
    probability = np.concatenate([SEASON[:1], SEASON[1] * likely, SEASON[2] * both / both.sum()])
    need = np.concatenate(
        [np.zeros((1, count, 3)), data.need, data.need[first] + data.need[second]]
    )
    kept = np.concatenate([np.ones((1, count)), left, left[first] * left[second]])
    return probability, need, kept


def seasons_drawn(data: Hurricanes, count: int, seed: int) -> Seasons:
    """So many equally likely seasons drawn by the recipe."""
    random = np.random.default_rng(seed)
    likely, left = _likely(data), _left(data)
    cities = len(data.cities)
    need, kept = np.zeros((count, cities, 3)), np.ones((count, cities))
    for season in range(count):
        number = int(random.choice(3, p=SEASON))
        for storm in random.choice(len(likely), number, replace=False, p=likely):
            need[season] += data.need[storm] * _factors(random, cities)[:, None]
            kept[season] *= left[storm]
    return np.full(count, 1 / count), need, kept


def hurricanes_instance(data: Hurricanes, seasons: Seasons) -> Instance:
    """Three sizes at every city, three commodities at every site; space in cubic feet, money in dollars.

    What is left over is paid for when it is held, for each unit that survives, and got back when it is
    delivered: the same in sum.
    """
    probability, need, kept = seasons
    cities, items = len(data.cities), len(PRICE)
    site: Ints = np.repeat(np.arange(cities), items)
    kind: Ints = np.tile(np.arange(items), cities)
    sites = Sites(np.tile(SIZE_COST, (cities, 1)), np.tile(SIZE_FT3, (cities, 1)))
    left_over = LEFT_OVER * PRICE[kind]
    survives = (probability @ kept)[site]
    count = len(site)
    holdings = Holdings(
        site, kind, SPACE_FT3[kind], PRICE[kind] + left_over * survives, np.zeros(count),
        np.full(count, np.inf), np.zeros(count, bool),
    )  # fmt: skip
    miles = data.hours[site] * MILES_PER_HOUR
    scenarios = Scenarios(
        probability, need, np.tile(UNMET * PRICE, (1, cities, 1)),
        (miles * CARRIAGE[kind][:, None] - left_over[:, None])[None],
        np.isfinite(miles)[None], kept[:, site],
    )  # fmt: skip
    return Instance(sites, holdings, scenarios, no_limits(sites, count))


def _likely(data: Hurricanes) -> Floats:
    """(h,) probability of each hurricane when there is one."""
    alike = np.bincount(data.category - 1, minlength=len(LANDFALLS))
    weight = (LANDFALLS / np.maximum(alike, 1))[data.category - 1]
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _left(data: Hurricanes) -> Floats:
    """(h, n) share left in each city."""
    left = np.ones((len(data.names), len(data.cities)))
    worst = data.need.sum(axis=2).argmax(axis=1)
    left[np.arange(len(worst)), worst] = KEPT[data.category - 1]
    return left


def _factors(random: np.random.Generator, cities: int) -> Floats:
    storm = random.normal(-(SIGMA_STORM**2) / 2, SIGMA_STORM)
    city = random.normal(-(SIGMA_CITY**2) / 2, SIGMA_CITY, cities)
    return np.exp(storm + city)
