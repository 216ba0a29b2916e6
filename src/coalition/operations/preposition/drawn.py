"""What the pictures show of an answer: places with their needs, ways with what goes along them, response."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from coalition.formats.placed.content import NeedRow, ResponseRow, Spot, WayRow
from coalition.model.identity import PlaceId
from coalition.operations.preposition.appraised import Appraised
from coalition.operations.preposition.preposition_book import Placed
from coalition.prepositioning.problem.instance import Floats


def spot_of(placed: Placed, place: PlaceId) -> Spot:
    """The place on the map."""
    found = placed.book.places[place]
    return Spot(place, found.name, found.nation, found.lat_udeg, found.lon_udeg)


def needs_of(placed: Placed) -> tuple[NeedRow, ...]:
    """Every place of need, in the order of the book."""
    framed, plan = placed.framed, placed.plan
    mass, weights = _mass(placed), plan.weights
    need = np.tensordot(weights, framed.instance.scenarios.need, axes=1) @ mass
    unmet = sum(weight * (one.unmet @ mass) for weight, one in zip(weights, plan.told, strict=True))
    kg, spent = np.zeros(len(framed.places)), np.zeros(len(framed.places))
    for s, one in enumerate(plan.told):
        sent = weights[s] * one.amount * mass[framed.instance.holdings.commodity[one.holding]]
        np.add.at(kg, one.place, sent)
        np.add.at(spent, one.place, sent * framed.hours[s, one.holding, one.place])
    return tuple(
        NeedRow(
            spot_of(placed, place), float(need[j]), float(np.asarray(unmet)[j]),
            float(spent[j] / kg[j]) if kg[j] > 0 else None,
        )
        for j, place in enumerate(framed.places)
    )  # fmt: skip


def ways_of(placed: Placed) -> tuple[WayRow, ...]:
    """Every way that a delivery of the plan takes, the busiest first; what is there already takes none."""
    framed, weights = placed.framed, placed.plan.weights
    mass = _mass(placed)[framed.instance.holdings.commodity]
    kg: dict[tuple[PlaceId, PlaceId, str], float] = defaultdict(float)
    rows: dict[tuple[PlaceId, PlaceId, str], WayRow] = {}
    for s, one in enumerate(placed.plan.told):
        for holding, place, amount in zip(one.holding, one.place, one.amount, strict=True):
            delivery = framed.deliveries[s, int(holding), int(place)]
            if delivery.means is None or delivery.way is None:
                continue
            ends = delivery.sending.origin.id, delivery.sending.destination.id
            key = (*ends, str(delivery.means.mode))
            kg[key] += float(weights[s] * amount * mass[holding])
            rows[key] = WayRow(*ends, delivery.means.mode, kg[key], tuple(delivery.way.line))
    return tuple(sorted(rows.values(), key=lambda row: (-row.kg, row.store, row.place)))


def response_of(placed: Placed) -> tuple[ResponseRow, ...]:
    """Share of need that has come, at every whole hour at which more comes."""
    plan, today = (_arrived(placed, one) for one in (placed.plan, placed.today))
    steps = sorted({0, *plan, *today})
    rows, sums = [], [0.0, 0.0]
    for hour in steps:
        sums = [sums[0] + plan.get(hour, 0.0), sums[1] + today.get(hour, 0.0)]
        rows.append(ResponseRow(hour, min(sums[0], 1.0), min(sums[1], 1.0)))
    return tuple(rows)


def _arrived(placed: Placed, one: Appraised) -> dict[int, float]:
    """Share of all need by the whole hour, rounded up, in which it comes."""
    framed = placed.framed
    lack = framed.instance.scenarios.unmet_cost[0]
    wanted = max(float(one.weights @ one.wanted), 1e-9)
    found: dict[int, float] = defaultdict(float)
    for s, told in enumerate(one.told):
        kind = framed.instance.holdings.commodity[told.holding]
        shares = one.weights[s] * told.amount * lack[told.place, kind] / wanted
        hours = np.ceil(framed.hours[s, told.holding, told.place] - 1e-9)
        for hour, share in zip(hours, shares, strict=True):
            found[int(hour)] += float(share)
    return found


def _mass(placed: Placed) -> Floats:
    """(K,) kg of a unit."""
    goods = placed.placing.commodities
    return np.array([float(goods[one].unit_kg) for one in placed.framed.commodities])
